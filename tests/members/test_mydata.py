"""«Мои данные»: all of it in a file, consents one by one, leaving, and what the days delete."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update

import bot.app  # noqa: F401  all features are in
from bot import clock, commands
from bot.cases import mydata as case_data
from bot.cases.models import Case, CaseMessage, DiscardedFile, MessageVersion, Paper, Status
from bot.db import Base
from bot.errors import SetupError
from bot.jobs import JOBS
from bot.members.models import (
    Account,
    Audit,
    Consent,
    Grant,
    Member,
    MemberPhone,
    Membership,
    Request,
    Role,
)
from bot.members.mydata import parts
from bot.mydata import jobs
from bot.mydata.models import Erasure
from bot.notices import Notice
from sandbox import Person
from sandbox.models import Message
from tests.legal.acting import answer, ask, lawyer, take
from tests.members.steps import ANNA, agree, audited, count, later
from tests.telegram import Town

# Tables that name an account, a member or a case, and hold no person's data for him to see.
HOLDS_NOBODY = {
    "import_rows": "rows of the file that is being imported: gone when the import ends",
    "import_undo": "the registry's rows as they were before the last import, until the next",
    "import_undo_phones": "the same",
    "imports": "an administrator's file and how far it has come: told in the journal",
    "answer_templates": "the desk's own wording; who wrote it is in the journal",
    "invitations": "a code of one day, of which only a hash is kept",
    "posts": "what the union publishes as its own; who published it is in the journal",
    "channels": "the union's own channels; who bound one is in the journal",
    "surveys": "the union's own questions; who asked them is in the journal",
    "colleague_notes": "working papers of the desk; they go with their case",
}
PEOPLE = ("account", "member", "case")
CODE = re.compile(r"<dd>[a-z_-]+</dd>")


async def my_data(human: Person) -> Message:
    await human.send("/mydata")
    return await human.wait_for("Здесь хранится")


async def open_leaving(human: Person) -> Message:
    await my_data(human)
    await human.press("Удалить мои данные")
    return await human.wait_for("Удалить ваши данные")


async def leave(human: Person) -> None:
    await open_leaving(human)
    await human.press("Удалить насовсем")
    await human.wait_for("Теперь я вас не знаю")


async def run_daily(place: Town) -> None:
    await place.settled()
    for job in (jobs.part_with_the_erased, jobs.delete_what_is_due):
        await job(place.database, place.app.regulations)


# The registry of parts


def personal_tables() -> Iterator[str]:
    """By their references, and by the names of columns that refer without saying so."""
    for table in Base.metadata.sorted_tables:
        columns = {column.name for column in table.columns}
        named = any(f"{person}_id" in columns for person in PEOPLE)
        refers = any(
            key.column.table.name in ("accounts", "members", "cases", "case_messages")
            for key in table.foreign_keys
        )
        if named or refers:
            yield table.name


def test_every_table_about_people_is_in_the_file() -> None:
    told = {name for part in parts for name in part.tables} | case_data.described()
    for name in personal_tables():
        assert name in told or name in HOLDS_NOBODY, (
            f"{name} refers to people: give it a part of «Мои данные» (bot/members/mydata.py)"
            " or say in HOLDS_NOBODY why it holds nobody's data"
        )
    assert not told & HOLDS_NOBODY.keys()


# The file


async def files_of(human: Person) -> tuple[str, dict[str, Any]]:
    """The page and the JSON that came."""
    await my_data(human)
    after = len(human.messages)
    await human.press("Получить файл")
    page = await human.wait_for("Всё, что о вас хранится. Откройте", after=after)
    data = await human.wait_for("То же самое для программ", after=after)
    assert page.raw["document"]["file_name"] == "мои-данные.html"
    assert data.raw["document"]["file_name"] == "мои-данные.json"
    return content(human, page).decode(), json.loads(content(human, data))


def content(human: Person, message: Message) -> bytes:
    return human.telegram.files[message.raw["document"]["file_id"]].content()


@pytest.mark.both
async def test_the_file_has_everything_and_the_officer_by_his_role_alone(place: Town) -> None:
    anna = await place.member(1001, ANNA, card="00123456", phone="79130000001")
    other = await place.member(1002, "Сидорова Вера", card="00777777")
    lev = await lawyer(place)
    await ask(other, "Чужая тайна")
    first = "Директор снял <b>надбавку</b> & премию."
    number = await ask(anna, first)
    (own,) = [m for m in anna.messages if not m.from_bot and m.text == first]
    await anna.edit(own, "Директор снял надбавку за ноябрь.")
    await take(lev, number)
    await answer(lev, number, "Снизить можно не всегда.")
    await anna.wait_for("Снизить можно", after=0)
    page, data = await files_of(anna)
    for said in (
        "Петрова", "Сергеевна", "12.03.1985", "00123456", "+79130000001", "учитель",
        "школа № 7, Барнаул", "01.09.2010", "1001", number, "Снизить можно не всегда.",
        "Директор снял надбавку за ноябрь.", "Директор снял &lt;b&gt;надбавку&lt;/b&gt; &amp;",
        "Согласие на обработку персональных данных", "юрист", "открыл обращение",
    ):  # fmt: skip
        assert said in page, said
    for foreign in ("Чужая тайна", "Сидорова", "Законов", "http://", "https://", "<script"):
        assert foreign not in page, foreign
    assert data["person"][0]["surname"] == "Петрова"
    (case,) = data["cases"]
    assert (case["number"], case["topic"], case["status"]) == (number, "pay", "answered")
    assert [said["from"] for said in case["conversation"]] == ["member", "staff"]
    assert case["conversation"][0]["before"][0]["text"] == first
    assert {"case-seen", "card-sent"} & {look["action"] for look in data["looked"]}
    assert "Законов" not in json.dumps(data, ensure_ascii=False)
    assert len(await audited(place, "mydata-exported")) == 1
    # A person reads words: the codes of what was done are for programs. So does a lawyer of his.
    of_lawyer, _ = await files_of(lev)
    assert not CODE.search(page + of_lawyer)


async def test_a_file_in_kazakh_and_of_papers_by_name(place: Town) -> None:
    kairat = await place.member(1002, "Серіков Қайрат", at=("Алматы", "мектеп 1"), language="kk")
    async with place.database.writing() as session:
        account = (await session.scalars(select(Account))).one()
        session.add(
            Case(kind="question", number="ВЮ-2026-000001", account_id=account.id,
                 member_id=account.member_id, status=Status.CLOSED, closed_at=clock.now())
        )  # fmt: skip
        await session.flush()
        case = (await session.scalars(select(Case))).one()
        from bot.legal.models import Question

        session.add(Question(case_id=case.id, desk="legal", language="kk"))
        session.add(
            Paper(case_id=case.id, account_id=account.id, side="member", purpose="question",
                  kind="document", file_id="x", name="бұйрық.pdf", size=1234, key="k",
                  sent_at=clock.now())
        )  # fmt: skip
    await kairat.send("/mydata")
    await kairat.wait_for("Мұнда мыналар сақталады")
    await kairat.press("Файлды алу")
    sent = await kairat.wait_for("Сіз туралы сақталғанның бәрі")
    page = content(kairat, sent).decode()
    assert '<html lang="kk">' in page
    assert "бұйрық.pdf" in page
    assert "Кәсіподақ билетінің нөмірі" in page


async def test_the_file_rests_nowhere(place: Town, tmp_path: Path) -> None:
    anna = await place.member(1001, ANNA)
    await files_of(anna)
    await place.settled()
    folder = place.app.settings.data / "files"
    assert not folder.exists() or not list(folder.iterdir())


async def test_the_screen_leads_to_correcting_and_consents_and_back(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await anna.send("🪪 Профиль")
    await anna.wait_for("Билет")
    await anna.press("Мои данные")
    await anna.wait_for("Здесь хранится")
    await anna.press("Исправить")
    await anna.wait_for("Что неверно")
    await my_data(anna)
    await anna.press("Согласия")
    await anna.wait_for("согласие дано")
    await anna.press("Назад")
    await anna.wait_for("Здесь хранится")
    await anna.press("Назад")
    await anna.wait_for("Билет")


async def test_withdrawing_the_main_consent_leads_to_leaving(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await my_data(anna)
    await anna.press("Согласия")
    await anna.wait_for("согласие дано")
    await anna.press("Отозвать согласие на обработку")
    await anna.wait_for("Удалить ваши данные")
    await anna.press("Назад")
    await anna.wait_for("Здесь хранится")
    assert (await place.account(anna)).member_id is not None


async def test_news_are_withdrawn_with_a_date_and_the_rest_stands(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await my_data(anna)
    for press in ("Согласия", "Присылать новости", "Не присылать новости"):
        await anna.press(press)
        await anna.wait_for("Согласия")
    said = await anna.wait_for("новост.*: согласия нет", after=0)
    assert f" {clock.now().astimezone(place.app.settings.timezone).day} " in said.text
    assert "обработку персональных данных: согласие дано" in said.text


# Leaving


@pytest.mark.both
async def test_who_left_is_a_stranger_and_what_stays_was_said_before(place: Town) -> None:
    anna = await place.member(1001, ANNA, card="00123456")
    lev = await lawyer(place)
    closed, waiting = await ask(anna, "Первый вопрос"), await ask(anna, "Второй вопрос")
    await take(lev, closed)
    await answer(lev, closed)
    await take(lev, waiting)
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Опишите, что случилось")
    await anna.send("Недописанная тайна")
    await anna.wait_for("Проверьте перед отправкой")
    told = (await open_leaving(anna)).text
    year = clock.now().year + 3
    for word in (closed, waiting, "Открытый вопрос (1)", f"{year}", "защитить ваши права",
                 "на время вашего членства"):  # fmt: skip
        assert word in told, told
    await anna.press("Удалить насовсем")
    await anna.wait_for("Теперь я вас не знаю")
    assert not anna.keyboard
    await lev.wait_for(f"{waiting}.*отозва", after=0)
    await place.settled()
    async with place.database.reading() as session:
        (account,) = await session.scalars(select(Account).where(Account.erased_at.is_not(None)))
        assert (account.telegram_id < 0, account.member_id) == (True, None)
        cases = list(await session.scalars(select(Case).order_by(Case.id)))
        assert [case.status for case in cases] == [Status.CLOSED, Status.WITHDRAWN]
        consents = await session.scalars(
            select(Consent.given).where(Consent.account_id == account.id).order_by(Consent.id)
        )
        assert list(consents)[-1] is False
        values = await session.scalars(
            select(Notice.values).where(Notice.account_id == account.id)
        )
        assert not any(values)
    await anna.send("/mydata")
    await anna.wait_for("ничего не хранится")
    await agree(anna)
    assert await count(place, Member) == 2


async def test_a_second_press_deletes_nothing_more(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    window = await open_leaving(anna)
    data = window.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await anna.press("Удалить насовсем")
    await anna.wait_for("Теперь я вас не знаю")
    await anna.press_data(window, data)
    await place.settled()
    async with place.database.reading() as session:
        assert [row.count for row in await session.scalars(select(Erasure))] == [1]


async def test_an_officer_who_leaves_has_empty_cards_and_his_questions_wait(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    lev, ada = await lawyer(place), await lawyer(place, 2002, "Правова Ада Ивановна")
    number = await ask(anna, "Очень личное")
    await take(lev, number)
    await leave(lev)
    await place.settled()
    assert "Очень личное" not in lev.screen()
    await take(ada, number)
    await run_daily(place)
    async with place.database.reading() as session:
        (account,) = await session.scalars(select(Account).where(Account.erased_at.is_not(None)))
    assert account.parting_chat_id is None


async def test_a_request_of_who_left_is_withdrawn_and_its_claim_gone(place: Town) -> None:
    chair = await place.member(2001, "Главная Ольга")
    await place.give_role(chair, Role.CHAIR, "Барнаул", "школа № 7")
    stranger = place.box.person("Некто", id=1005)
    await agree(stranger)
    async with place.database.writing() as session:
        account = (await session.scalars(select(Account).where(Account.telegram_id == 1005))).one()
        session.add(Request(account_id=account.id, claim={"name": "Некто Тайный"}))
    await leave(stranger)
    async with place.database.reading() as session:
        (request,) = await session.scalars(select(Request))
    assert (request.status, request.claim) == ("withdrawn", {})


async def test_who_took_his_consent_back_may_still_leave(place: Town) -> None:
    """An old consent screen is still there: «Не согласен» on it shuts all but «Мои данные»."""
    anna = await place.member(1001, ANNA)
    async with place.database.writing() as session:
        await session.execute(update(Consent).values(given=False))
    await leave(anna)
    async with place.database.reading() as session:
        (account,) = await session.scalars(select(Account))
    assert account.telegram_id < 0


async def test_many_kept_questions_are_named_in_part_and_their_reason_once(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    account = await place.account(anna)
    async with place.database.writing() as session:
        for number in range(8):
            session.add(
                Case(kind="question", number=f"ВЮ-2026-{number:06d}", account_id=account.id,
                     member_id=account.member_id, status=Status.CLOSED, closed_at=clock.now())
            )  # fmt: skip
    told = (await open_leaving(anna)).text
    assert told.count("• Вопрос ВЮ-") == 5
    assert "Ещё вопросы, 3" in told
    assert told.count("защитить ваши права") == 1
    assert "и ещё 3 года после него" in told


# What the days delete


@pytest.mark.both
async def test_a_case_goes_after_its_term_with_files_and_leaves_a_number(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Опишите, что случилось")
    await anna.send("Старый вопрос")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.send_photo()
    await anna.wait_for("Получен")
    await anna.press("Отправить")
    number = (await anna.wait_for("принят")).text.split()[1]
    await place.settled()
    await place.app.copies.catch_up()
    async with place.database.reading() as session:
        (paper,) = await session.scalars(select(Paper))
    assert paper.copy
    file = place.app.settings.data / "files" / paper.copy
    assert file.exists()
    await leave(anna)
    await place.settled()
    async with later(days=3 * 365 - 2):
        await run_daily(place)
        assert await count(place, Case) == 1
    async with later(days=3 * 366 + 1):
        await run_daily(place)
        for table in (Case, CaseMessage, Paper, MessageVersion, Consent):
            assert await count(place, table) == 0, table
        async with place.database.reading() as session:
            done = {row.kind: row.count for row in await session.scalars(select(Erasure))}
            assert await session.scalar(select(Notice.id).where(Notice.values.is_(None))) is None
        assert done["cases"] == 1
        assert number not in str(done)
        # The journal's term ends with theirs: then nobody refers to the account any more.
        await run_daily(place)
        assert await count(place, Account) == 0
        assert await count(place, Member) == 1
    await place.app.copies.catch_up()
    assert not file.exists()
    assert await count(place, DiscardedFile) == 0


async def test_a_term_is_counted_from_the_unions_day(place: Town) -> None:
    """Half past midnight in Barnaul, where it was closed, is the evening before in Greenwich."""
    anna = await place.member(1001, ANNA)
    account = await place.account(anna)
    closed_at = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)
    async with place.database.writing() as session:
        session.add(
            Case(kind="question", number="ВЮ-2026-000001", account_id=account.id,
                 member_id=account.member_id, status=Status.CLOSED, closed_at=closed_at)
        )  # fmt: skip
    with time_machine.travel(closed_at + timedelta(hours=12)):
        told = await open_leaving(anna)
        assert "ВЮ-2026-000001 до 27 ноября 2029" in told.text
    with time_machine.travel(datetime(2029, 11, 27, 5, tzinfo=UTC)):
        await run_daily(place)
        assert await count(place, Case) == 1
    with time_machine.travel(datetime(2029, 11, 28, 5, tzinfo=UTC)):
        await run_daily(place)
        assert await count(place, Case) == 0


async def test_talk_goes_before_the_question_and_its_answer(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    number = await ask(anna)
    await my_cases_reply(anna, number)
    async with place.database.writing() as session:
        await session.execute(
            update(Case).values(status=Status.CLOSED, closed_at=clock.now() - timedelta(days=400))
        )
    await run_daily(place)
    async with place.database.reading() as session:
        left = await session.scalars(select(CaseMessage.purpose))
        assert list(left) == ["question"]


async def my_cases_reply(human: Person, number: str) -> None:
    await human.send("📂 Мои обращения")
    await human.wait_for("Мои обращения")
    await human.press(number)
    await human.wait_for("Переписка|в очереди")
    await human.press("Дописать")
    await human.wait_for("Напишите по")
    await human.send("И ещё одно")
    await human.wait_for("Проверьте перед отправкой")
    await human.press("Отправить")
    await human.wait_for("Передал юристу")


async def test_who_left_the_union_goes_after_the_term_and_a_member_never(place: Town) -> None:
    anna = await place.member(1001, ANNA, phone="79130000001")
    await place.member(1002, "Сидорова Вера")
    async with place.database.writing() as session:
        account = await session.scalars(select(Account).where(Account.telegram_id == anna.id))
        await session.execute(
            update(Member)
            .where(Member.id == account.one().member_id)
            .values(status=Membership.LEFT)
        )
    await run_daily(place)
    async with later(days=2 * 365):
        await run_daily(place)
        assert await count(place, Member) == 2
    async with later(days=3 * 366 + 1):
        await run_daily(place)
        await run_daily(place)
        async with place.database.reading() as session:
            (left,) = await session.scalars(select(Member))
        assert left.person.surname == "Сидорова"
        assert await count(place, MemberPhone) == 0
        assert await count(place, Grant) == 0
    await anna.send("/mydata")
    await anna.wait_for("ничего не хранится")


async def test_the_journal_ends_with_its_term(place: Town) -> None:
    async with place.database.writing() as session:
        session.add(Audit(action="old", subject="x", at=clock.now() - timedelta(days=3 * 367)))
        session.add(Audit(action="young", subject="x", at=clock.now() - timedelta(days=700)))
    await run_daily(place)
    async with place.database.reading() as session:
        assert list(await session.scalars(select(Audit.action))) == ["young"]


def test_the_clock_runs_both_jobs() -> None:
    assert {jobs.delete_what_is_due, jobs.part_with_the_erased} <= {job.run for job in JOBS}


# For a request on paper


async def test_export_by_command_writes_both_files_for_nobody_else(
    place: Town, tmp_path: Path
) -> None:
    await place.member(1001, ANNA, card="00123456")
    folder = tmp_path / "export"
    said = await commands.export_member(place.app.settings, "00 123-456", folder)
    assert str(folder / "мои-данные.html") in said
    for ending in ("html", "json"):
        file = folder / f"мои-данные.{ending}"
        assert "Сергеевна" in file.read_text(encoding="utf-8")
        assert file.stat().st_mode & 0o077 == 0
    assert [row.account_id for row in await audited(place, "mydata-exported")] == [None]
    with pytest.raises(SetupError, match="Файл уже есть"):
        await commands.export_member(place.app.settings, "00123456", folder)
    with pytest.raises(SetupError, match="нет в реестре"):
        await commands.export_member(place.app.settings, "999", folder)
