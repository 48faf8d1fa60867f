"""Desks are configuration: each has its people, numbers, words and steps, and sees its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import time_machine

from bot.errors import SetupError
from bot.settings import SHIPPED_REGULATIONS
from sandbox import Person
from tests.legal.acting import (
    answer,
    ask,
    audited,
    card_of,
    lawyer,
    number_in,
    said_to,
    take,
    wait,
)
from tests.telegram import Town, town

DANGER, ASK = "🦺 Сообщить об опасности", "⚖️ Вопрос юристу"
QUEUE, SAFETY_QUEUE, MINE = "📥 Очередь вопросов", "🦺 Охрана труда", "🗂 Мои вопросы"


async def inspector(
    place: Town, telegram_id: int = 2101, name: str = "Касков Пётр", *, role: str = "inspector"
) -> Person:
    return await lawyer(place, telegram_id, name, role=role)


async def describe(person: Person, text: str = "В подвале искрит розетка.") -> None:
    await person.send(DANGER)
    await person.wait_for("Что опасно или что случилось")
    await person.send(text)
    await person.wait_for("Где это")


async def report(person: Person, text: str = "В подвале искрит розетка.") -> str:
    await describe(person, text)
    await person.send("Подвал, у входа в спортзал")
    await person.wait_for("С какого времени")
    await person.press("Пропустить")
    await person.wait_for("Проверьте перед отправкой")
    await person.press("Отправить")
    return number_in(await person.wait_for("принято"), "ОТ")


async def test_a_danger_is_reported_step_by_step_and_comes_to_the_inspector(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    peter, leo = await inspector(place), await lawyer(place)
    await anna.send(DANGER)
    await anna.wait_for("Что опасно или что случилось")
    assert "Срочно" not in str(anna.buttons)
    await anna.send_photo(caption="В подвале искрит розетка.")
    await anna.wait_for("Где это")
    await anna.send("Подвал, у входа в спортзал")
    await anna.wait_for("С какого времени")
    await anna.send("с понедельника")
    summary = await anna.wait_for("Проверьте перед отправкой")
    for line in ("Электричество", "Где: Подвал, у входа", "С какого времени: с понедельника",
                 "1 фотография", "технические инспекторы профсоюза"):  # fmt: skip
        assert line in summary.text
    assert len(summary.buttons) <= 5
    await anna.press("Отправить")
    accepted = await anna.wait_for("принято")
    assert number_in(accepted, "ОТ") == "ОТ-2026-000001"
    assert "Инспектор ответит до пятницы, 20 ноября" in accepted.text
    card = await peter.wait_for("ОТ-2026-000001")
    assert "Где: Подвал, у входа в спортзал" in card.text
    assert "Петрова Анна Сергеевна" in card.text
    await take(peter, "ОТ-2026-000001")
    await answer(peter, "ОТ-2026-000001", "Розетку отключили.")
    told = await anna.wait_for("Розетку отключили")
    assert "Техническая инспекция труда профсоюза" in told.text
    assert "юрист" not in " ".join(m.text for m in peter.messages).lower()
    assert not said_to(leo, "ОТ-")
    # Of a danger nobody asks what money came of it.
    await peter.press("Отметить итог")
    await peter.wait_for("о чём был вопрос")
    await peter.press("Электричество")
    await peter.wait_for("Чем закончилось")
    await peter.press("Опасность устранена")
    await peter.wait_for("Записал")
    await place.settled()
    assert "Итог: Опасность устранена" in card_of(peter, "ОТ-2026-000001").text


async def test_a_step_goes_back_and_may_be_answered_anew(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await describe(anna)
    # A place is a must.
    assert "Пропустить" not in anna.buttons
    await anna.send_photo()
    await anna.wait_for("Теперь ответьте")
    await anna.send("Подвал")
    await anna.wait_for("С какого времени")
    await anna.press("⬅️ Назад")
    # «Назад» erases no answer.
    await anna.wait_for("Сейчас: Подвал")
    await anna.send("Чердак")
    await anna.wait_for("С какого времени")
    await anna.press("Пропустить")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Где: Чердак" in summary.text
    assert "С какого времени" not in summary.text
    await anna.press("Где, с какого времени")
    await anna.wait_for("Сейчас: Чердак")
    await anna.press("Оставить как есть")
    await anna.wait_for("С какого времени")
    await anna.press("⬅️ Назад")
    await anna.wait_for("Сейчас: Чердак")
    await anna.press("⬅️ Назад")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Где: Чердак" in summary.text


@pytest.mark.both
async def test_each_desk_sees_its_own_alone_and_who_has_both_roles_sees_both(
    place: Town,
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    peter, leo = await inspector(place), await lawyer(place)
    both = await inspector(place, 2102, "Двойной Глеб")
    await place.give_role(both, "lawyer")
    question, danger = await ask(anna), await report(anna)
    await place.settled()
    assert not said_to(leo, danger)
    assert not said_to(peter, question)
    for person, foreign in ((leo, danger), (peter, question)):
        await person.send(f"/case {foreign}")
        await person.wait_for("Нет доступа")
        assert await audited(place, person, "case-refused") == 1
    for person, label in ((leo, SAFETY_QUEUE), (peter, QUEUE)):
        await person.send(label)
        await person.wait_for("раздел вам не открыт")
    await both.send("🔁 Режим сотрудника")
    await both.wait_for("в режиме сотрудника")
    assert both.keyboard[:3] == [QUEUE, SAFETY_QUEUE, MINE]
    for label, own, other in ((QUEUE, question, danger), (SAFETY_QUEUE, danger, question)):
        await both.send(label)
        listed = await both.wait_for(f"{label}\n")
        assert own in listed.text
        assert other not in listed.text
        await take(both, own)
    await both.send(MINE)
    mine = await both.wait_for("Мои вопросы")
    assert question in mine.text
    assert danger in mine.text


async def test_a_missed_promise_is_told_to_the_head_of_that_desk(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await inspector(place)
    chief = await inspector(place, 2103, "Главный Иван", role="head_inspector")
    head = await lawyer(place, 2003, "Старшая Нина", role="head_lawyer")
    danger = await report(anna)
    await wait(place, clock, days=5)
    assert len(said_to(chief, danger, "срок прошёл")) == 1
    assert not said_to(head, danger)
    assert said_to(anna, danger, "следит главный технический инспектор")


async def test_each_desk_has_a_draft_of_its_own(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await describe(anna, "В подвале искрит розетка.")
    await anna.send(ASK)
    await anna.wait_for("Опишите, что случилось")
    await anna.send("Не заплатили за ноябрь.")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.send(DANGER)
    draft = await anna.wait_for("Продолжить черновик")
    assert "искрит розетка" in draft.text
    await anna.press("Продолжить")
    await anna.wait_for("Где это")
    await anna.send("Подвал")
    await anna.wait_for("С какого времени")
    await anna.send("давно")
    await anna.wait_for("Проверьте")
    await anna.press("Отправить")
    await anna.wait_for("ОТ-2026-000001")
    await anna.send(ASK)
    assert "Не заплатили" in (await anna.wait_for("Продолжить черновик")).text
    await anna.press("Продолжить")
    await anna.wait_for("Проверьте")
    await anna.press("Отправить")
    await anna.wait_for("ВЮ-2026-000001")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    assert any("ОТ-2026-000001" in label for label in anna.buttons)
    assert any("ВЮ-2026-000001" in label for label in anna.buttons)


@pytest.mark.parametrize("typed", ["от-2026-1", "OT-2026-000001", "ot 2026 1"])
async def test_the_desks_number_is_found_however_it_is_typed(place: Town, typed: str) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    peter = await inspector(place)
    await report(anna)
    await place.settled()
    await peter.send(f"/case {typed}")
    await peter.wait_for("ОТ-2026-000001 · ")
    assert await audited(place, peter, "case-seen") == 1


async def test_how_many_may_be_open_is_counted_for_each_desk(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    for n in range(5):
        await ask(anna, f"Вопрос {n}.")
    await anna.send(ASK)
    await anna.wait_for("уже 5 открытых вопросов")
    assert await report(anna) == "ОТ-2026-000001"


async def test_what_is_written_outside_a_form_finds_its_case_among_several(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, peter = await lawyer(place), await inspector(place)
    closed, open_one, danger = await ask(anna, "Первый."), await ask(anna), await report(anna)
    await take(leo, closed)
    await answer(leo, closed)
    await anna.wait_for("Снизить можно не всегда")
    await anna.press("Помогло")
    await anna.wait_for("Спасибо")
    await anna.send("Искрит и сегодня.")
    await anna.wait_for("Куда это отнести")
    offered = [label for label in anna.buttons if label.startswith("Добавить")]
    # The one that was closed may be taken up again within its term.
    assert offered == [f"Добавить к {number}" for number in (danger, open_one, closed)]
    assert "Это сообщение об опасности" in anna.buttons
    await anna.press(f"Добавить к {danger}")
    await anna.wait_for("Передал инспектору")
    await peter.wait_for("Искрит и сегодня")
    assert not said_to(leo, "Искрит и сегодня")
    await anna.send("Спасибо, но снова то же.")
    await anna.wait_for("Куда это отнести")
    await anna.press(f"Добавить к {closed}")
    await anna.wait_for(f"Передал юристу: {closed}")
    await leo.wait_for(f"{closed} открыт снова")


async def test_what_is_written_outside_a_form_becomes_a_report(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await anna.send("На лестнице выбиты ступени.")
    await anna.wait_for("Куда это отнести")
    await anna.press("Это сообщение об опасности")
    await anna.wait_for("Где это")


async def test_roles_are_those_of_the_regulations(place: Town) -> None:
    peter = await place.member(2101, "Касков Пётр", card="00417077")
    assert "inspector" in await place.grant("inspector", "00417077")
    await peter.wait_for("Ваши права изменились")
    with pytest.raises(SetupError, match=r"Роли «druid» нет\. Есть: lawyer, .*inspector, .*admin"):
        await place.grant("druid", "00417077")


# A desk that nobody wrote a line of code for


THIRD = """\
  youth:
    name: {ru: Совет молодых, kk: Жастар кеңесі}
    prefix: СМ
    roles: [mentor]
    head: mentor
    worker:
      ru: {who: наставник, of: наставника, to: наставнику, all: наставники, head: совет молодых}
      kk: {who: тәлімгер, of: тәлімгерде, to: тәлімгерге, all: тәлімгерлер, head: жастар кеңесі}
    labels:
      ask: {ru: 🌱 Спросить наставника, kk: 🌱 Тәлімгерге сұрақ}
      queue: {ru: 🌱 Молодые, kk: 🌱 Жастар}
      new: {ru: Это наставнику, kk: Бұл тәлімгерге}
    begin: {ru: "С чем помочь?", kk: "Не көмек керек?"}
    signature: {ru: Совет молодых педагогов, kk: Жас педагогтер кеңесі}
    topics: {other: {title: {ru: Другое, kk: Басқа}}}
    results: {helped: {title: {ru: Помогли, kk: Көмектестік}}}
"""


@pytest.fixture
async def with_a_third(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> AsyncIterator[Town]:
    text = SHIPPED_REGULATIONS.read_text(encoding="utf-8")
    file = tmp_path / "three.yaml"
    file.write_text(text.replace("desks:\n", f"desks:\n{THIRD}", 1), encoding="utf-8")
    async with town(database_url, tmp_path, regulations=file) as here:
        yield here


async def test_a_third_desk_needs_the_regulations_alone(with_a_third: Town) -> None:
    place = with_a_third
    anna = await place.member(1001, "Петрова Анна Сергеевна", language="kk")
    assert anna.keyboard[0] == "🌱 Тәлімгерге сұрақ"
    mira = await lawyer(place, 2201, "Мирная Мира", role="mentor")
    await anna.send("🌱 Тәлімгерге сұрақ")
    await anna.wait_for("Не көмек керек")
    await anna.send("Алғашқы сабақты қалай бастаймын?")
    summary = await anna.wait_for("Кім көреді: тәлімгерлер")
    assert [row for row in summary.buttons if "Шұғыл" in str(row)] == []
    await anna.press("Жіберу")
    await anna.wait_for("Тәлімгер .* жауап береді")
    await mira.send("🌱 Молодые")
    await mira.wait_for("СМ-2026-000001")
    await take(mira, "СМ-2026-000001")
    await mira.press("Передать", message=card_of(mira, "СМ-2026-000001"))
    await mira.wait_for("Больше передать некому")
    await mira.press("✖️ Отмена")
    await answer(mira, "СМ-2026-000001", "Начните с имён.")
    told = await anna.wait_for("Начните с имён")
    assert "Жас педагогтер кеңесі" in told.text
