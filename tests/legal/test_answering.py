"""The answer: whole, under the question, signed by the office; what the member says to it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.cases.models import Status
from bot.members import service as members
from bot.members.models import Role
from tests.legal.acting import (
    answer,
    ask,
    audited,
    begin,
    card_of,
    case_with,
    jump,
    lawyer,
    messages_with,
    papers_with,
    reply,
    said_to,
    send_late,
    speak,
    submit,
    take,
    wait,
    write,
)
from tests.telegram import Town

DAYS_14 = 14


def long_text() -> str:
    """9 000 characters in paragraphs that tell themselves apart."""
    sentence = "Снизить выплату можно только по основаниям. "
    return "\n\n".join(f"Абзац {n}. {sentence * 6}" for n in range(33))[:9000]


async def test_an_answer_of_9000_characters_arrives_whole(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna, "Директор снял мне стимулирующую часть.")
    await take(leo, number)
    text = long_text()
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    # The client cuts it into three messages, in the middle of words.
    await leo.send(text)
    await leo.wait_for(re.compile(r"Знаков: 9.000"))
    await leo.press("Отправить")
    await anna.wait_for("Правовая служба профсоюза")
    await place.settled()
    parts = [m for m in anna.messages if m.from_bot and "Абзац" in m.text]
    assert all(len(part.text) <= 4096 for part in parts)
    assert parts[0].text.startswith(f"Ответ на ваш вопрос {number}")
    assert "Директор снял мне стимулирующую часть." in parts[0].text
    assert parts[-1].text.endswith("Правовая служба профсоюза")
    assert parts[-1].buttons == [["Помогло", "Не помогло"], ["Уточнить"]]
    assert all(not part.buttons for part in parts[:-1])
    assert "Законов" not in "".join(part.text for part in parts)
    body = [parts[0].text.split("\n\n", 1)[1], *(p.text for p in parts[1:])]
    body[-1] = body[-1].rsplit("\n\n", 1)[0]
    whole = "\n\n".join(body)
    assert " ".join(whole.split()) == " ".join(text.split())
    # Cut where a paragraph ends.
    assert all(part.startswith("Абзац") for part in body)


async def test_an_answer_in_three_messages_is_one_answer(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    thirds = [f"Часть {n}. " + "Так говорит закон. " * 155 for n in (1, 2, 3)]
    for third in thirds:
        await leo.send(third)
    await leo.wait_for(re.compile(r"Знаков: 8.863"))
    await leo.press("Отправить")
    await anna.wait_for("Правовая служба профсоюза")
    await place.settled()
    got = " ".join(m.text for m in anna.messages if m.from_bot and "Так говорит" in m.text)
    assert got.count("Так говорит закон.") == 3 * 155
    assert len(said_to(anna, "Ответ на ваш вопрос")) == 1


@pytest.mark.both
async def test_five_taps_on_send_make_one_answer(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    await leo.send("Снизить можно не всегда.")
    summary = await leo.wait_for("Проверьте")
    data = summary.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(5):
        await leo.press_data(summary, data, nowait=True)
    await anna.wait_for("Ответ на ваш вопрос")
    await place.settled()
    assert len(said_to(anna, "Ответ на ваш вопрос")) == 1
    assert len(said_to(leo, "Ответ отправлен")) == 1


@pytest.mark.both
async def test_asked_back_replied_and_answered_with_a_pdf(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna, "Директор снял стимулирующую часть. Законно ли это?")
    await take(leo, number)
    await speak(leo, number, "Уточнить", "Есть ли приказ?")
    asked = await anna.wait_for("Есть ли приказ?")
    assert "Юрист уточняет" in asked.text
    assert asked.buttons == [["Ответить"]]
    await reply(anna, "Ответить", "Приказа не показали.")
    await leo.wait_for("вам написали")
    await place.settled()
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    await leo.send("Снизить можно только по основаниям положения.")
    await leo.send_document("ответ.pdf", b"%PDF-1.4")
    await leo.wait_for("Получено 1")
    await leo.press("Отправить")
    got = await anna.wait_for("Снизить можно только")
    assert "стимулирующую" in got.text
    assert "Правовая служба профсоюза" in got.text
    assert "Законов" not in got.text
    await anna.press("Помогло")
    await anna.wait_for("Спасибо")
    await place.settled()
    assert [m.files[0].name for m in anna.messages if m.from_bot and m.files] == ["ответ.pdf"]
    assert (await case_with(place, number)).status is Status.CLOSED
    assert "Ответ помог" in card_of(leo, number).text


async def test_what_did_not_help_leads_to_writing_on(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await answer(leo, number)
    await anna.wait_for("Ответ на ваш вопрос")
    await anna.press("Не помогло")
    await anna.wait_for("Нажмите «Уточнить»")
    await anna.press("Не помогло")
    await place.settled()
    assert len(said_to(anna, "Нажмите «Уточнить»")) == 1
    assert "Ответ не помог" in card_of(leo, number).text


@pytest.mark.both
async def test_a_return_opens_the_same_number_with_the_same_lawyer(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    await take(leo, number)
    await answer(leo, number)
    await anna.wait_for("Ответ на ваш вопрос")
    await anna.press("Помогло")
    await anna.wait_for("Спасибо")
    await wait(place, clock, days=DAYS_14 - 1)
    await reply(anna, "Уточнить", "А если приказ есть?")
    await leo.wait_for(f"{number} открыт снова")
    case = await case_with(place, number)
    assert case.status is Status.TAKEN
    assert case.assignee_id == (await place.account(leo)).id
    assert not said_to(maya, "открыт снова")
    # The old answer's buttons do not rate a question that is open again.
    assert "снова работают" in str(await anna.press("Помогло"))


async def test_a_return_goes_to_the_queue_when_its_lawyer_is_none_any_more(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    await take(leo, number)
    await answer(leo, number)
    await anna.wait_for("Ответ на ваш вопрос")
    async with place.database.writing() as session:
        await members.revoke(session, Role.LAWYER, await place.account(leo), None)
    old = card_of(maya, number).id
    await reply(anna, "Уточнить", "А если приказ есть?")
    await place.settled()
    assert (await case_with(place, number)).status is Status.QUEUED
    assert card_of(maya, number).id > old
    assert "А если приказ есть?" in card_of(maya, number).text


@pytest.mark.parametrize("closed_by", ["nobody", "member", "lawyer"])
async def test_after_14_days_it_is_not_opened_again(
    place: Town, clock: time_machine.Traveller, closed_by: str
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await answer(leo, number)
    await anna.wait_for("Ответ на ваш вопрос")
    await wait(place, clock, days=7)
    if closed_by == "member":
        await anna.press("Помогло")
        await anna.wait_for("Спасибо")
    elif closed_by == "lawyer":
        await leo.press("Отметить итог")
        await leo.press("Другое")
        await leo.press("Дано разъяснение")
        await leo.press("Пропустить")
        await leo.press("Нет")
        await leo.wait_for("Записал")
    await wait(place, clock, days=DAYS_14 - 7, minutes=5)
    assert (await case_with(place, number)).status is Status.CLOSED
    assert "Задайте новый вопрос" in str(await anna.press("Уточнить"))
    assert (await case_with(place, number)).status is Status.CLOSED


@pytest.mark.both
async def test_an_answer_to_someone_who_blocked_the_bot_waits_for_him(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await place.settled()
    await anna.block()
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    await leo.send(long_text())
    await leo.send_document("ответ.pdf", b"%PDF-1.4")
    await leo.wait_for("Получено 1")
    await leo.press("Отправить")
    await leo.wait_for("не доставлено: пользователь заблокировал бота")
    await place.settled()
    assert len(said_to(leo, number, "не доставлено")) == 1
    assert "Не доставлено" in card_of(leo, number).text
    assert not said_to(anna, "Ответ на ваш вопрос")
    await anna.unblock()
    await anna.send("/start")
    await anna.wait_for("Правовая служба профсоюза")
    await place.settled()
    await anna.send("/start")
    await place.settled()
    assert len(said_to(anna, "Ответ на ваш вопрос")) == 1
    assert len(said_to(anna, "Правовая служба профсоюза")) == 1
    assert sum(bool(m.files) for m in anna.messages if m.from_bot) == 1
    assert "Не доставлено" not in card_of(leo, number).text


async def test_an_answer_that_is_out_is_not_changed_by_an_edit(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    mine = await leo.send("Снизить можно.")
    await leo.wait_for("Проверьте")
    await leo.edit(mine, "Снизить нельзя.")
    await leo.wait_for("Исправил в черновике: «Снизить нельзя.»")
    await leo.press("Отправить")
    got = await anna.wait_for("Ответ на ваш вопрос")
    assert "Снизить нельзя." in got.text
    await leo.edit(mine, "Снизить всё же можно.")
    await leo.wait_for("уже отправлен")
    assert [m.text for m in await messages_with(place, number)][-1] == "Снизить нельзя."


async def test_an_answer_may_be_added_to(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await answer(leo, number, "Первое.")
    await place.settled()
    await speak(leo, number, "Дополнить ответ", "Второе.")
    await anna.wait_for("Второе.")


async def test_a_late_item_of_the_answers_album_reaches_the_member(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    sent = await leo.send_album([("photo",)] * 2, caption="Образцы заявлений.")
    await leo.wait_for("Получено 2")
    await leo.press("Отправить")
    await anna.wait_for("Образцы заявлений.")
    send_late(leo, sent[0].raw["media_group_id"])
    await anna.wait_until(
        lambda: sum(m.media == "photo" for m in anna.messages if m.from_bot) == 3
    )
    assert len(await papers_with(place, number)) == 3


@pytest.mark.both
async def test_the_answer_goes_to_the_account_the_member_has_now(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    new = await place.member(1002, "Петрова Другая")
    async with place.database.writing() as session:
        old_account = await session.merge(await place.account(anna))
        new_account = await session.merge(await place.account(new))
        member_id, old_account.member_id = old_account.member_id, None
        new_account.member_id = None
        await session.flush()
        new_account.member_id = member_id
    await answer(leo, number)
    await new.wait_for("Ответ на ваш вопрос")
    await place.settled()
    assert not said_to(anna, "Ответ на ваш вопрос")


async def test_all_of_it_is_in_my_cases(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna, "Директор снял стимулирующую часть.")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    assert f"{number} · в очереди" in anna.buttons
    await anna.press(number)
    one = await anna.wait_for("Директор снял")
    assert "Ответ до понедельника, 23 ноября" in one.text
    await take(leo, number)
    await speak(leo, number, "Уточнить", "Есть ли приказ?")
    await reply(anna, "Ответить", "Нет.")
    await answer(leo, number, "Тогда это незаконно.")
    await anna.wait_for("Тогда это незаконно.")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    await anna.press(number)
    one = await anna.wait_for("есть ответ")
    for said in ("Есть ли приказ?", "Вы, 11:00\nНет.", "Тогда это незаконно."):
        assert said in one.text


async def test_someone_elses_case_is_not_shown_and_the_attempt_is_audited(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Борисов Борис")
    number = await ask(anna)
    case = await case_with(place, number)
    window = await boris.send("/menu")
    for name in ("show", "reply", "helped", "take", "files", "talk", "over", "mark", "answer"):
        answered = await boris.press_data(window, f"case:{name}:{case.id}")
        assert "Нет доступа" in str(answered) or said_to(boris, "Нет доступа"), name
        boris_messages = said_to(boris, "стимулирующую")
        assert not boris_messages
    assert await audited(place, boris, "case-refused") >= 7


# Outside any form


async def test_a_free_message_goes_to_the_case_that_waits_in_one_tap(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await speak(leo, number, "Уточнить", "Есть ли приказ?")
    await anna.wait_for("Есть ли приказ?")
    await anna.send("Приказа не показали.")
    await anna.wait_for("Куда это отнести")
    await anna.press(f"Добавить к {number}")
    await anna.wait_for("Передал юристу")
    await leo.wait_for("вам написали")
    assert "Приказа не показали." in card_of(leo, number).text


async def test_a_free_message_of_someone_without_a_case_is_offered_as_a_question(
    place: Town,
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await anna.send_album([("photo",)] * 3, caption="Мне не заплатили.", gap=0.1)
    await anna.wait_for("3 сообщения")
    await anna.send("Что делать?")
    await anna.wait_for("4 сообщения")
    await anna.press("Это новый вопрос")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Мне не заплатили.\n\nЧто делать?" in summary.text
    assert "Получено 3" in summary.text


async def test_a_press_on_the_menu_loses_nothing_that_has_no_case_yet(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await anna.send("Мне не заплатили за ноябрь.")
    await anna.wait_for("Куда это отнести")
    await anna.send("🪪 Профиль")
    await anna.wait_for("Билет")
    await anna.send("⚖️ Вопрос юристу")
    again = await anna.wait_for("Куда это отнести")
    assert "Мне не заплатили за ноябрь." in again.text
    await anna.press("Это новый вопрос")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.send("/menu")
    await anna.press("✖️ Отмена")
    await anna.wait_for("Черновик сохранён")
    await anna.send("⚖️ Вопрос юристу")
    assert "не заплатили" in (await anna.wait_for("Продолжить черновик")).text


async def test_a_reply_to_a_notice_finds_its_case(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    first, second = await ask(anna, "Первый."), await ask(anna, "Второй.")
    notice = next(
        m for m in anna.messages if m.from_bot and f"Обращение {first} принято" in m.text
    )
    await anna.send("Забыла сказать.", reply_to=notice)
    await anna.wait_for("Куда это отнести")
    assert f"Добавить к {first}" in anna.buttons
    assert f"Добавить к {second}" not in anna.buttons


async def test_a_number_typed_where_to_put_it_is_the_choice(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    first, _ = await ask(anna, "Первый."), await ask(anna, "Второй.")
    await anna.send("Забыла сказать.")
    await anna.wait_for("Куда это отнести")
    await anna.send("вю-2026-999999")
    await anna.wait_for("2 сообщения")
    await anna.send(first.lower())
    await anna.wait_for("Передал юристу")
    await leo.wait_for("вю-2026-999999", after=0)
    await leo.press("Переписка", message=card_of(leo, first))
    await leo.wait_for("Забыла сказать.")


async def test_a_lawyers_reply_to_a_card_is_the_beginning_of_the_answer(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await leo.send("Так нельзя.", reply_to=card_of(leo, number))
    summary = await leo.wait_for("Проверьте перед отправкой")
    assert "Так нельзя." in summary.text
    await leo.press("Отправить")
    await anna.wait_for("Так нельзя.")


@pytest.mark.parametrize("section", ["📂 Мои обращения", "📥 Очередь вопросов"])
async def test_what_is_written_into_a_list_is_not_lost(place: Town, section: str) -> None:
    leo = await lawyer(place)
    await leo.send(section)
    await leo.wait_for("Пока их нет|Никто не ждёт")
    await leo.send("А мне самому кто поможет?")
    await leo.wait_for("Куда это отнести")


async def test_what_is_written_under_an_open_case_goes_to_it(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    await anna.press(number)
    await anna.wait_for("стимулирующую")
    await anna.send("И ещё: это было в мае.")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    await anna.wait_for("Передал юристу")
    await leo.wait_for("это было в мае")


async def test_an_edit_of_what_became_nothing_is_answered(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    mine = await anna.send("/help")
    await anna.wait_for("Здесь можно")
    await anna.edit(mine, "помощь")
    await anna.wait_for("Напишите его новым сообщением")


async def test_a_picture_put_in_the_place_of_another_is_asked_for_anew(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await write(anna, "Директор снял мне стимулирующую часть.")
    photo = await anna.send_photo(b"\xff\xd8 the order", "Приказ.")
    await anna.wait_for("Получено 1")
    # The draft, the question and one who sent it nowhere: none of them knows the new one.
    await anna.replace_photo(photo, b"\xff\xd8 the order, sharp this time")
    await anna.wait_for("Файл вы заменили, а у меня остался прежний")
    await submit(anna)
    await anna.replace_photo(photo, b"\xff\xd8 the order once more, from nearer")
    await anna.wait_for("Файл вы заменили, а у меня остался прежний")
    await anna.edit(photo, "Приказ от 2 ноября.")
    await anna.wait_for("Исправил в ВЮ-")
    await anna.edit(photo, "")
    await anna.wait_for("Напишите его новым сообщением")
    await place.settled()
    assert not said_to(anna, "Не получилось")


async def test_who_edits_what_was_answered_hears_that_nobody_answers_anew(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await begin(anna)
    mine = await anna.send("Директор снял мне стимулирующую часть.")
    await anna.wait_for("Проверьте перед отправкой")
    number = await submit(anna)
    await anna.edit(mine, "Директор снял мне всю премию.")
    await anna.wait_for("Ответят на новый текст")
    await take(leo, number)
    await answer(leo, number)
    await anna.edit(mine, "Директор снял мне премию за май.")
    said = await anna.wait_for(f"Исправил в {number}")
    assert "на прежний текст уже ответили" in said.text
    assert "«Дописать»" in said.text
    await jump(place, clock, datetime.now(UTC) + timedelta(days=DAYS_14 + 1))
    await anna.edit(mine, "Директор снял мне премию за июнь.")
    said = await anna.wait_for(f"Исправил в {number}")
    assert said.text == f"Исправил в {number}. Прежний текст останется в истории."


async def test_an_edit_by_someone_unknown_is_answered_too(place: Town) -> None:
    stranger = place.box.person("Кто-то", id=3001)
    mine = await stranger.send("привет")
    await stranger.wait_for("Я помощник вашего профсоюза")
    await stranger.edit(mine, "привет, это я")
    await stranger.wait_for("Напишите его новым сообщением")
    await place.settled()


async def test_a_kazakh_member_sees_all_of_it_in_kazakh(
    place: Town, clock: time_machine.Traveller
) -> None:
    kairat = await place.member(
        1003, "Қайратов Қайрат", at=("Казахстан", "Алматы", "№ 5 мектеп"), language="kk"
    )
    leo = await lawyer(place)
    await kairat.send("⚖️ Заңгерге сұрақ")
    await kairat.wait_for("Не болғанын жазыңыз")
    await kairat.send("Директор үстемеақыны алып тастады.")
    await kairat.wait_for("Жіберер алдында")
    await kairat.press("Жіберу")
    accepted = await kairat.wait_for("қабылданды")
    assert "23 қарашаға, дүйсенбіге дейін" in accepted.text
    number = "ВЮ-2026-000001"
    await take(leo, number)
    await speak(leo, number, "Уточнить", "Бұйрық бар ма?")
    await kairat.wait_for("Заңгер")
    await kairat.press("Жауап беру")
    await kairat.wait_for("бойынша жазыңыз")
    await kairat.send("Жоқ.")
    await kairat.wait_for("Жіберер алдында")
    await kairat.press("Жіберу")
    await kairat.wait_for("заңгерге жеткіздім")
    await answer(leo, number, "Бұл заңсыз.")
    got = await kairat.wait_for("Бұл заңсыз.")
    assert "Кәсіподақтың құқықтық қызметі" in got.text
    assert got.buttons == [["Көмектесті", "Көмектеспеді"], ["Нақтылау"]]
    await kairat.press("Көмектесті")
    await kairat.wait_for("Рақмет")
    await kairat.send("📂 Менің өтініштерім")
    await kairat.wait_for("өтінішті басыңыз")
    await kairat.press(number)
    await kairat.wait_for("жабылды")
    russian = [
        m.text for m in kairat.messages
        if m.from_bot and m.text and not set("әғқңөұүһі") & set(m.text.casefold())
    ]  # fmt: skip
    assert not russian
    await jump(place, clock, datetime(2026, 11, 19, 4, tzinfo=UTC))
