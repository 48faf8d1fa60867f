"""Questions without a name: nobody of the desk, nor above it, learns who asks."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.cases.models import Case, CaseEvent, Status
from bot.errors import NoAccess
from bot.legal import questions
from bot.legal import service as legal
from bot.members.models import Audit
from sandbox import Person
from tests.legal.acting import (
    answer,
    ask,
    begin,
    card_of,
    case_with,
    lawyer,
    number_in,
    said_to,
    submit,
    take,
)
from tests.legal.test_desks import describe, inspector
from tests.members.test_people import look
from tests.telegram import Town

ID, NAME, SCHOOL = 738201945, "Рябинина Евфросиния Львовна", ("Барнаул", "гимназия № 417")
CARD, PHONE = "00738201", "79139480517"
WHO = (*NAME.split(), "Рябинин", "Е. Л.", "гимназия", "417", "учитель", CARD, PHONE, str(ID))


async def asker(place: Town) -> Person:
    return await place.member(ID, NAME, at=SCHOOL, card=CARD, phone=PHONE)


async def report_without_a_name(person: Person) -> str:
    await describe(person)
    await person.send("Подвал")
    await person.wait_for("С какого времени")
    await person.press("Пропустить")
    await person.wait_for("Проверьте перед отправкой")
    await person.press("Не показывать имя")
    await person.wait_for("Не показывать ваше имя")
    await person.press("Не показывать имя")
    await person.wait_for("без вашего имени и места работы")
    await person.press("Отправить")
    return number_in(await person.wait_for("принято"), "ОТ")


def shown_to(person: Person) -> Iterator[str]:
    """Everything of the bot's messages: words, buttons, what rides along, edits by their last."""
    for message in person.messages:
        if message.from_bot:
            # Seconds since 1970 hold any three digits now and then.
            aside = ("chat", "from", "date", "edit_date")
            yield str({k: v for k, v in message.raw.items() if k not in aside})


def told_of(words: str) -> list[str]:
    return [word for word in WHO if word.casefold() in words.casefold()]


@pytest.mark.both
async def test_nothing_that_staff_reads_tells_who_asked(
    place: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    anna = await asker(place)
    peter, other = await inspector(place), await inspector(place, 2102, "Второй Савва")
    chief = await inspector(place, 2103, "Главный Иван", role="head_inspector")
    head = await lawyer(place, 2003, "Старшая Нина", role="head_lawyer")
    admin = await lawyer(place, 3004, "Хозяев Пётр", role="admin")
    capsys.readouterr()
    number = await report_without_a_name(anna)
    card = await peter.wait_for("Без имени")
    assert "искрит розетка" in card.text
    assert "Где: Подвал" in card.text
    await peter.send("🦺 Охрана труда")
    assert "анонимно" in (await peter.wait_for("Охрана труда\n")).text
    await peter.send(f"/case {number}")
    await peter.wait_for(f"{number} · ")
    await chief.send(f"/case {number}")
    await chief.wait_for(f"{number} · ")
    for person in (head, admin):
        await person.send(f"/case {number}")
        await person.wait_for("Нет доступа")
    await take(peter, number)
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    await anna.press(number)
    await anna.wait_for("искрит")
    await anna.send("Искрит и сегодня.")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    await anna.wait_for("Передал инспектору")
    await peter.wait_for("вам написали")
    await peter.press("Переписка", message=card_of(peter, number))
    await peter.wait_for("Член профсоюза, ")
    await answer(peter, number, "Розетку отключили.")
    await anna.wait_for("Розетку отключили")
    await anna.press("Не помогло")
    await anna.wait_for("Жаль")
    await peter.send("🗂 Мои вопросы")
    await peter.wait_for("Мои вопросы\n")
    await place.settled()
    staff = [peter, other, chief, head, admin]
    assert [told for p in staff for words in shown_to(p) if (told := told_of(words))] == []
    assert told_of(capsys.readouterr().out) == []
    assert await recorded_as(place, anna, number) == []


async def recorded_as(place: Town, person: Person, number: str) -> list[Any]:
    """What the history and the audit have under the asker's own account."""
    account, case = await place.account(person), await case_with(place, number)
    async with place.database.reading() as session:
        events = await session.scalars(
            select(CaseEvent.action).where(
                CaseEvent.case_id == case.id, CaseEvent.account_id == account.id
            )
        )
        looks = await session.scalars(
            select(Audit.action).where(
                Audit.subject == f"case:{case.id}", Audit.account_id == account.id
            )
        )
        return [*events, *looks]


async def test_the_answer_comes_though_the_asker_is_unknown(place: Town) -> None:
    anna, peter = await asker(place), await inspector(place)
    number = await report_without_a_name(anna)
    await take(peter, number)
    await anna.block()
    await answer(peter, number, "Розетку отключили.")
    await peter.wait_for("заблокировал бота")
    await anna.unblock()
    await anna.send("/start")
    await anna.wait_for("Розетку отключили")
    assert [told for words in shown_to(peter) if (told := told_of(words))] == []


async def test_a_persons_card_counts_nothing_that_he_asked_in_secret(place: Town) -> None:
    anna = await asker(place)
    staff = await lawyer(place, 3003, "Штатный Иван", role="staff")
    await report_without_a_name(anna)
    await begin(anna)
    await anna.send("Директор меня травит.")
    await anna.wait_for("Проверьте")
    await anna.press("Сделать закрытым: только один юрист")
    await anna.wait_for("Кто увидит: только один юрист")
    await submit(anna)
    assert "Обращений в работе: 0" in (await look(staff, "Рябинина")).text
    await ask(anna)
    assert "Обращений в работе: 1" in (await look(staff, "Рябинина")).text


async def test_an_office_in_ones_own_organisation_still_keeps_a_question_away(
    place: Town,
) -> None:
    anna, peter = await asker(place), await inspector(place)
    near = await place.member(2105, "Школина Ольга", at=SCHOOL)
    await place.give_role(near, "inspector")
    await place.give_role(near, "chair", *SCHOOL)
    number = await report_without_a_name(anna)
    await peter.wait_for(number)
    await place.settled()
    assert not said_to(near, number)
    await near.send(f"/case {number}")
    await near.wait_for("Нет доступа")


async def test_the_name_may_be_shown_after_all(place: Town) -> None:
    anna, peter = await asker(place), await inspector(place)
    await describe(anna)
    await anna.send("Подвал")
    await anna.wait_for("С какого времени")
    await anna.press("Пропустить")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Не показывать имя")
    explained = await anna.wait_for("Не показывать ваше имя")
    assert "ни их руководителю, ни администратору" in explained.text
    await anna.press("Не показывать имя")
    await anna.wait_for("без вашего имени")
    await anna.press("Показать имя")
    await anna.wait_until(lambda: "Не показывать имя" in anna.buttons)
    await anna.press("Отправить")
    await anna.wait_for("принято")
    await peter.wait_for("Рябинина Евфросиния Львовна, учитель, гимназия № 417")


async def test_only_where_the_regulations_allow_it(place: Town) -> None:
    anna = await asker(place)
    await begin(anna)
    await anna.send("Мне не заплатили.")
    await anna.wait_for("Проверьте перед отправкой")
    assert "Не показывать имя" not in anna.buttons
    # Nor by a button that was made up.
    async with place.database.reading() as session:
        case = (await session.scalars(select(Case).where(Case.status == Status.DRAFT))).one()
        asked = await questions.get(session, case.id)
        viewer, rules = await place.viewer(anna), place.app.regulations
        with pytest.raises(NoAccess):
            legal.set_anonymous(viewer, asked, rules, anonymous=True)


async def test_whoever_works_at_the_desk_is_not_offered_it(place: Town) -> None:
    """He would be missed among those to whom his colleagues can give it."""
    peter = await inspector(place)
    await describe(peter)
    await peter.send("Подвал")
    await peter.wait_for("С какого времени")
    await peter.press("Пропустить")
    await peter.wait_for("Проверьте перед отправкой")
    assert "Спросить анонимно" not in peter.buttons
