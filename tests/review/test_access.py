"""What somebody else could have reached: forged presses, lost accounts, ended roles, races."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete, event, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases.jobs import drop_old_drafts
from bot.cases.models import Case, CaseEvent, CaseMessage, MessageVersion, Paper, Status
from bot.legal import desk
from bot.legal.models import Question
from bot.members import requests, service
from bot.members.jobs import end_roles
from bot.members.models import (
    Account,
    Consent,
    Member,
    Membership,
    Request,
    RequestStatus,
    Role,
)
from bot.members.recognising import Claim
from bot.notices import Reader, Screen, render
from sandbox import Person
from sandbox.people import media
from tests.legal.acting import (
    answer,
    ask,
    card_of,
    case_with,
    lawyer,
    said_to,
    take,
    write,
)
from tests.members.steps import ANNA, agree, hand_over, say_who
from tests.telegram import BORN, Town

SCHOOL = ("Барнаул", "школа № 7")


async def count(place: Town, table: type[Any], *conditions: Any) -> int:
    async with place.database.reading() as session:
        found = await session.scalar(select(func.count()).select_from(table).where(*conditions))
    return found or 0


async def viewer_of(place: Town, person: Person) -> service.Viewer:
    async with place.database.reading() as session:
        return await service.view(
            session,
            person.id,
            place.app.regulations,
            guess="ru",
            zone=place.app.settings.timezone,
        )


# A question that was taken back


@pytest.mark.parametrize("to", ["Вернуть в очередь", "Правова М."])
async def test_a_withdrawn_question_is_not_handed_on(place: Town, to: str) -> None:
    anna = await place.member(1001, ANNA)
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Передать", message=card_of(leo, number))
    await leo.wait_for("Кому передать")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Мои обращения")
    await anna.press(number)
    await anna.wait_for("стимулирующую")
    await anna.press("Отозвать")
    await anna.wait_for("Отозвать")
    await anna.press("Да")
    await place.settled()
    await leo.press(to)
    await place.settled()
    case = await case_with(place, number)
    assert case.status is Status.WITHDRAWN
    assert case.assignee_id == (await place.account(leo)).id
    assert not said_to(maya, "передал")


# An account that is not the member's any more


async def test_a_lost_account_edits_nothing(place: Town) -> None:
    old = await place.member(1001, ANNA)
    leo = await lawyer(place)
    chair = await place.member(2005, "Главная Ольга Ивановна", at=("Барнаул", "школа № 9"))
    await place.give_role(chair, Role.CHAIR, "Барнаул")
    number = await ask(old)
    new = place.box.person("Анна, новый телефон", id=3001)
    await agree(new)
    await say_who(new, "1001")
    await hand_over(new, name=ANNA)
    await chair.wait_for("Просят подтвердить", after=0)
    await chair.press("Подтвердить")
    await old.wait_for("больше не связан")
    mine = next(m for m in old.messages if "стимулирующую" in m.text and not m.from_bot)
    await old.edit(mine, "Всё хорошо, жаловаться не на что.")
    said = await old.wait_for("")
    assert number not in said.text
    await place.settled()
    assert await count(place, MessageVersion) == 0
    assert "Всё хорошо" not in leo.screen()


async def test_who_was_excluded_meanwhile_asks_nothing(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await write(anna, "Объявили выговор, что делать?")
    async with place.database.writing() as session:
        await session.execute(update(Member).values(status=Membership.EXCLUDED))
    assert "Обращаются сюда те" in str(await anna.press("Отправить"))
    await place.settled()
    assert await count(place, Case, Case.number.is_not(None)) == 0
    # The form can be left all the same, and the words stay.
    await anna.press("Отмена")
    await place.settled()
    assert await count(place, CaseMessage) == 1


async def test_a_form_whose_draft_is_gone_can_be_left(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await write(anna, "Объявили выговор, что делать?")
    async with place.database.writing() as session:
        await session.execute(delete(CaseMessage))
        await session.execute(delete(Case))
        await session.execute(update(Member).values(status=Membership.SUSPENDED))
    await anna.press("Отмена")
    await anna.wait_for("Закрыл")


# Papers


async def test_papers_that_wait_are_not_sent_to_whose_role_ended(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    leo = await lawyer(place)
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Опишите, что случилось")
    await anna.send_photo(caption="Вот приказ о выговоре.")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    await anna.wait_for("принят")
    async with place.database.reading() as session:
        found = (await session.scalars(select(Paper))).one()
    account = await place.account(leo)

    async def shown(account: Account) -> Screen | None:
        async with place.database.reading() as session:
            viewer = await service.view_account(
                session, account, place.app.regulations, zone=place.app.settings.timezone
            )
            values = {"paper_id": found.id, "subject": f"case:{found.case_id}"}
            reader = Reader(account.id, viewer.texts, place.app.regulations, values)
            return await render(session, "paper", reader)

    assert await shown(account)
    assert await shown(await place.account(anna))
    async with place.database.writing() as session:
        await service.revoke(session, Role.LAWYER, await session.merge(account), None)
    assert await shown(account) is None


# Drafts and the clock


async def test_a_draft_with_a_fresh_file_stays(place: Town, clock: time_machine.Traveller) -> None:
    anna = await place.member(1001, ANNA)
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Опишите, что случилось")
    await anna.send_photo()
    await anna.wait_for("")
    await place.settled()
    clock.move_to(datetime.now(UTC) + timedelta(days=29))
    await anna.send_photo()
    await place.settled()
    clock.move_to(datetime.now(UTC) + timedelta(days=3))
    await drop_old_drafts(place.database, place.app.regulations)
    assert await count(place, Paper) == 2


@pytest.mark.both
async def test_a_draft_that_is_sent_while_old_ones_go_is_kept(
    place: Town, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL the job may have read it as a draft before it was sent."""
    if place.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    anna = await place.member(1001, ANNA)
    await write(anna, "Объявили выговор, что делать?")
    await place.settled()
    clock.move_to(datetime.now(UTC) + timedelta(days=40))

    delete_draft, refused = cases.delete_draft, []

    async def sent_meanwhile(session: AsyncSession, case: Case) -> None:
        async with place.database.writing() as other:
            await other.execute(text("SET LOCAL lock_timeout = '300ms'"))
            sending = update(Case).where(Case.id == case.id).values(status=Status.QUEUED)
            try:
                await other.execute(sending)
            except DBAPIError as error:
                refused.append(error)
                await other.rollback()
        await delete_draft(session, case)

    monkeypatch.setattr(cases, "delete_draft", sent_meanwhile)
    await drop_old_drafts(place.database, place.app.regulations)
    assert len(refused) == 1


# Requests


@pytest.mark.both
async def test_a_claim_that_changed_under_the_officers_finger_is_looked_at_anew(
    place: Town,
) -> None:
    """Shown as himself, and at the last moment as somebody else."""
    await place.member(1001, ANNA, bound=False)
    victim = await place.member(1002, "Жертвина Вера")
    chair = await place.member(2005, "Главная Ольга", at=("Барнаул", "школа № 9"))
    await place.give_role(chair, Role.CHAIR, "Барнаул")
    thief = place.box.person("Вор", id=3001)
    await agree(thief)
    await say_who(thief, "1001", "Петрова", "01.01.1981")
    await hand_over(thief, name=ANNA)
    card = await chair.wait_for("Просят подтвердить", after=0)
    await place.settled()
    seen = next(
        b["callback_data"]
        for row in card.raw["reply_markup"]["inline_keyboard"]
        for b in row
        if "confirm" in b["callback_data"]
    )
    async with place.database.writing() as session:
        request = (await session.scalars(select(Request))).one()
        account = await session.get_one(Account, request.account_id)
        claim = Claim(born=BORN, card="1002", surname="Жертвина")
        await requests.ask(session, account, claim)
    assert "посмотрите" in str(await chair.press_data(card, seen)).casefold()
    async with place.database.reading() as session:
        request = (await session.scalars(select(Request))).one()
    assert request.status is RequestStatus.OPEN
    assert (await place.account(victim)).member_id is not None
    await place.settled()
    assert "Жертвина" in card.text
    await chair.press("Подтвердить", message=card)
    await thief.wait_for("Вас подтвердили")


# Roles


async def test_a_role_that_was_taken_in_a_shell_is_told_once(place: Town) -> None:
    leo = await lawyer(place)
    await place.settled()
    before = leo.screen().count("Ваши права изменились")
    await place.revoke("lawyer", "2001")
    await place.settled()
    await end_roles(place.database, place.app.regulations)
    await place.settled()
    assert leo.screen().count("Ваши права изменились") == before + 1


async def test_the_cards_of_a_lawyer_who_left_the_union_are_emptied(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    leo = await lawyer(place)
    number = await ask(anna)
    card = await leo.wait_for(number, after=0)
    async with place.database.writing() as session:
        account = await session.merge(await place.account(leo))
        await session.execute(
            update(Member).where(Member.id == account.member_id).values(status=Membership.EXCLUDED)
        )
    for _ in range(2):
        await end_roles(place.database, place.app.regulations)
    await place.settled()
    assert "стимулирующую" not in card.text
    assert leo.screen().count("Ваши права изменились") <= 1


# Forged presses


async def test_a_draft_is_no_case_yet(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    window = await write(anna, "Объявили выговор.")
    async with place.database.reading() as session:
        case = (await session.scalars(select(Case))).one()
    assert "Нет доступа" in str(await anna.press_data(window, f"case:reply:{case.id}"))


@pytest.mark.parametrize("data", ["consent:services:yes:xx", "consent:services:read:.."])
async def test_a_language_that_is_none_is_not_taken(place: Town, data: str) -> None:
    human = place.box.person("Хитрый", id=3001)
    await human.send("/start")
    window = await human.wait_for("Я помощник")
    await human.press_data(window, data)
    await human.send("/help")
    await human.wait_for("3001")
    assert await count(place, Consent) == 0


# Once


async def test_marking_twice_the_same_is_marking_once(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await answer(leo, number)
    case_id = (await case_with(place, number)).id
    for _ in range(2):
        async with place.database.writing() as session:
            viewer = await viewer_of(place, leo)
            topic, result = "pay", next(iter(place.app.regulations.desks["legal"].results))
            await desk.mark(
                session, viewer, case_id, topic=topic, result=result, effect=None, court=False
            )
    assert await count(place, CaseEvent, CaseEvent.action == "marked") == 1


async def test_the_same_answer_to_the_same_consent_is_kept_once(place: Town) -> None:
    human = place.box.person("Новая", id=3001)
    await human.send("/start")
    await human.wait_for("Я помощник")
    for _ in range(2):
        async with place.database.writing() as session:
            await service.answer_consent(
                session,
                3001,
                "services",
                given=False,
                language="ru",
                regulations=place.app.regulations,
            )
    assert await count(place, Consent) == 1


async def test_words_of_a_late_item_of_the_answer_reach_the_member(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    sent = await leo.send_album([("photo",)] * 2, caption="Ответ с приложениями.")
    await leo.wait_for("Получено 2")
    await leo.press("Отправить")
    await anna.wait_for("Ответ с приложениями")
    late = {"media_group_id": sent[0].raw["media_group_id"], "caption": "Срок: среда."}
    leo.say(media(leo.photo(None)) | late, chat=None)
    await anna.wait_for("Срок: среда")


# What each press costs


async def test_a_long_queue_costs_as_many_queries_as_a_short_one(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    leo = await lawyer(place)
    await ask(anna)
    await place.settled()
    viewer = await viewer_of(place, leo)

    async def cost() -> tuple[int, int]:
        asked: list[str] = []

        def saw(*args: Any) -> None:
            asked.append(args[2])

        engine = place.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", saw)
        try:
            async with place.database.reading() as session:
                found = await desk.queue(session, viewer)
        finally:
            event.remove(engine, "before_cursor_execute", saw)
        return len(asked), len(found)

    short = await cost()
    async with place.database.writing() as session:
        case = (await session.scalars(select(Case))).one()
        for number in range(2, 40):
            copy = Case(
                kind=case.kind,
                number=f"ВЮ-2026-{number:06d}",
                account_id=case.account_id,
                member_id=case.member_id,
                organisation_id=case.organisation_id,
                status=Status.QUEUED,
                submitted_at=case.submitted_at,
            )
            session.add(copy)
            await session.flush()
            session.add(Question(case_id=copy.id, desk="legal", language="ru"))
    long = await cost()
    assert (short[1], long[1]) == (1, 39)
    assert long[0] <= short[0] + 2
