"""What helps a lawyer write: templates, notes for colleagues, earlier answers to the like."""

import pytest

from bot.legal.similar import LEAST_COMMON, SOMEONE, stems, without_person
from bot.members.models import Person as Named
from bot.members.models import Role
from sandbox import Person
from tests.legal.acting import (
    answer,
    ask,
    audited,
    begin,
    card_of,
    lawyer,
    messages_with,
    said_to,
    submit,
    take,
)
from tests.telegram import Town

PREMIUM = "Директор лишил меня стимулирующей премии без приказа. Законно ли это?"
PREMIUM_AGAIN = "Меня лишили стимулирующей премии, приказа не показали. Что делать?"
LEAVE = "Не дают длительный отпуск на год, стаж двенадцать лет."
BODY = "Здравствуйте, {имя}. По {номер} от {дата} ответим до {срок}. {организация}"


async def head(place: Town) -> Person:
    return await lawyer(place, 2002, "Правдина Мария Олеговна", role=Role.HEAD_LAWYER)


async def open_templates(person: Person) -> None:
    await person.send("🔁 Режим сотрудника")
    await person.wait_for("Вы в режиме сотрудника")
    await person.send("🗂 Мои вопросы")
    await person.wait_for("Мои вопросы")
    await person.press("Шаблоны")
    await person.wait_for("Шаблоны ответов")


async def add_template(person: Person, title: str, body: str) -> None:
    await person.press("Добавить")
    await person.wait_for("Как назвать шаблон?")
    await person.send(title)
    await person.wait_for("Пришлите текст")
    await person.send(body)


async def confidential(person: Person, text: str = PREMIUM) -> str:
    await begin(person)
    await person.send(text)
    await person.wait_for("Проверьте перед отправкой")
    await person.press("Сделать закрытым")
    await person.wait_for("только один юрист, тот")
    return await submit(person)


async def test_a_template_is_filled_into_the_draft_and_can_be_added_to(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maria = await lawyer(place), await head(place)
    await open_templates(maria)
    await add_template(maria, "Приветствие", BODY)
    await maria.wait_for("Их видят все коллеги")
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    await leo.press("Шаблоны")
    await leo.wait_for("Текст встанет в черновик")
    await leo.press("Приветствие")
    draft = await leo.wait_for("Проверьте перед отправкой")
    filled = (
        f"Здравствуйте, Анна Сергеевна. По {number} от 18 ноября ответим до 23 ноября. "
        "школа № 7, Барнаул"
    )
    assert filled in draft.text
    assert not said_to(anna, "Здравствуйте, Анна")
    await leo.send("Снизить можно не всегда.")
    await leo.wait_for("Снизить можно не всегда.")
    await leo.press("Отправить")
    told = await anna.wait_for("Ответ на ваш вопрос", after=0)
    assert f"{filled}\n\nСнизить можно не всегда." in told.text


async def test_a_closed_question_is_answered_to_a_colleague(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    maria = await head(place)
    await open_templates(maria)
    await add_template(maria, "Приветствие", BODY)
    await maria.wait_for("Их видят все коллеги")
    number = await confidential(anna)
    await take(maria, number)
    await maria.press("Уточнить", message=card_of(maria, number))
    await maria.wait_for("Что уточнить")
    await maria.press("Шаблоны")
    await maria.wait_for("Текст встанет в черновик")
    await maria.press("Приветствие")
    draft = await maria.wait_for("Проверьте перед отправкой")
    assert "Здравствуйте, коллега." in draft.text
    assert "ваша организация" in draft.text


async def test_a_place_that_nothing_fills_is_refused_with_those_that_exist(place: Town) -> None:
    maria = await head(place)
    await open_templates(maria)
    await add_template(maria, "Отказ", "Уважаемый {фио}, {номер} закрыт.")
    refusal = await maria.wait_for("Вместо {фио} подставить нечего")
    assert "{имя}, {номер}, {дата}, {срок}, {организация}" in refusal.text
    await maria.send("Уважаемый {имя}, {номер} закрыт.")
    await maria.wait_for("Их видят все коллеги")


async def test_a_template_is_changed_and_removed_by_the_head_alone(place: Town) -> None:
    leo, maria = await lawyer(place), await head(place)
    await open_templates(maria)
    await add_template(maria, "Отказ", "Вопрос закрыт.")
    await maria.wait_for("Их видят все коллеги")
    await maria.press("Отказ")
    await maria.wait_for("Вопрос закрыт.")
    await maria.press("Изменить текст")
    await maria.wait_for("Пришлите новый текст")
    await maria.send("Вопрос {номер} закрыт.")
    await maria.wait_for("Вопрос {номер} закрыт.")
    await maria.press("Изменить название")
    await maria.wait_for("Пришлите новое название")
    await maria.send("Закрытие")
    await maria.wait_for("Закрытие")
    await maria.press("Убрать")
    await maria.wait_for("Убрать шаблон «Закрытие»?")
    await maria.press("Да")
    await maria.wait_for("Пока их нет")
    await leo.send("🔁 Режим сотрудника")
    await leo.wait_for("Вы в режиме сотрудника")
    await leo.send("🗂 Мои вопросы")
    assert (await leo.wait_for("Мои вопросы")).buttons == [["Дежурство и отпуск"]]


async def test_who_is_head_no_more_adds_nothing_from_an_open_form(place: Town) -> None:
    maria = await head(place)
    await open_templates(maria)
    await maria.press("Добавить")
    await maria.wait_for("Как назвать шаблон?")
    await place.revoke("head_lawyer", "2002")
    await maria.send("Отказ")
    await maria.wait_for("Пришлите текст")
    await maria.send("Вопрос закрыт.")
    await maria.wait_for("Нет доступа")
    assert await audited(place, maria, "wording-refused") == 1


async def test_a_note_is_seen_by_colleagues_and_never_by_the_member(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maria = await lawyer(place), await head(place)
    number = await ask(anna)
    await take(leo, number)
    await maria.wait_for("у юриста: Законов Л. П.", after=0)
    await maria.press("Заметка коллегам", message=card_of(maria, number))
    await maria.wait_for("член профсоюза не увидит")
    await maria.send("Директор уже судился, смотри дело 2024 года.")
    await maria.wait_for("Видят только коллеги")
    await leo.wait_for("Правдина М. О. оставил(а) вам заметку", after=0)
    for person in (leo, maria):
        await place.settled()
        assert "Заметка (Правдина М. О.): Директор уже судился" in card_of(person, number).text
    await leo.press("Переписка", message=card_of(leo, number))
    await leo.wait_for("Директор уже судился")
    await answer(leo, number)
    await place.settled()
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    await anna.press(number)
    await anna.wait_for("Снизить можно не всегда.")
    assert not said_to(anna, "судился")
    # Nor is it among the case's messages, whoever lists those.
    assert not any("судился" in m.text for m in await messages_with(place, number))


async def test_of_a_closed_question_only_its_lawyer_writes_notes(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maria = await lawyer(place), await head(place)
    number = await confidential(anna)
    await take(leo, number)
    await leo.press("Заметка коллегам", message=card_of(leo, number))
    await leo.wait_for("член профсоюза не увидит")
    data = card_of(leo, number)
    await leo.send("Просит не говорить директору.")
    await leo.wait_for("Видят только коллеги")
    await place.settled()
    assert card_of(maria, number).buttons == []
    assert not said_to(maria, "Просит не говорить")
    pressed = next(
        b["callback_data"]
        for row in data.raw["reply_markup"]["inline_keyboard"]
        for b in row
        if b["text"] == "Заметка коллегам"
    )
    window = await maria.send("/menu")
    assert "сейчас не у вас" in str(await maria.press_data(window, pressed))


@pytest.mark.both
async def test_a_similar_answer_is_found_without_a_name_and_taken_as_base(place: Town) -> None:
    olga = await place.member(1002, "Кузнецова Ольга Ивановна", at=("Барнаул", "школа № 8"))
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    earlier = await ask(olga, f"{PREMIUM} Кузнецова О. И., +7 913 000-11-22")
    await take(leo, earlier)
    await answer(leo, earlier, "Ольга Ивановна, попросите приказ письменно.")
    number = await ask(anna, PREMIUM_AGAIN)
    await take(leo, number)
    await leo.press("Похожие ответы", message=card_of(leo, number))
    shown = await leo.wait_for("Похожий ответ 1 из 1")
    assert "18 ноября · Оплата труда" in shown.text
    assert "лишил меня стимулирующей премии" in shown.text
    assert "попросите приказ письменно" in shown.text
    for name in ("Кузнецов", "Ольга", "Ивановна", "913"):
        assert name not in shown.text
    await leo.press("Взять за основу")
    draft = await leo.wait_for("Проверьте перед отправкой")
    assert "попросите приказ письменно" in draft.text
    await leo.press("Отправить")
    await anna.wait_for("попросите приказ письменно", after=0)
    assert not said_to(anna, "Ольга")


async def test_closed_questions_are_no_example_to_anyone(place: Town) -> None:
    olga = await place.member(1002, "Кузнецова Ольга Ивановна", at=("Барнаул", "школа № 8"))
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    earlier = await confidential(olga)
    await take(leo, earlier)
    await answer(leo, earlier, "Попросите приказ письменно.")
    number = await ask(anna, PREMIUM_AGAIN)
    await take(leo, number)
    pressed = await leo.press("Похожие ответы", message=card_of(leo, number))
    assert "Похожих ответов пока нет" in str(pressed)


async def test_answers_outside_ones_scope_are_no_example(place: Town) -> None:
    olga = await place.member(1002, "Кузнецова Ольга", at=("Бийск", "школа № 8"))
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    near = await lawyer(place, 2003, "Ближний Егор", scope=("Барнаул",))
    earlier = await ask(olga, PREMIUM)
    await take(leo, earlier)
    await answer(leo, earlier, "Попросите приказ письменно.")
    number = await ask(anna, PREMIUM_AGAIN)
    await take(near, number)
    pressed = await near.press("Похожие ответы", message=card_of(near, number))
    assert "Похожих ответов пока нет" in str(pressed)


def test_words_are_found_in_any_of_their_forms() -> None:
    assert set(stems("Лишили стимулирующей премии")) & set(stems("лишён стимулирующих премий"))
    assert len({*stems(PREMIUM)} & {*stems(PREMIUM_AGAIN)}) >= LEAST_COMMON
    assert not {*stems(PREMIUM)} & {*stems(LEAVE)}
    assert set(stems("Жалақыны төлемеді")) & set(stems("жалақым төленбеді"))


def test_names_go_and_words_that_begin_like_them_stay() -> None:
    vera = Named("Петрова", "Вера", "Олеговна")
    text = "Петровой Вере не хотят вернуть деньги, это верно? vera@mail.ru, 8 913 111-22-33"
    assert without_person(text, vera) == (
        f"{SOMEONE} {SOMEONE} не хотят вернуть деньги, это верно? {SOMEONE}, {SOMEONE}"
    )
