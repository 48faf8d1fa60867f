import asyncio

import pytest

from sandbox import Person, Sandbox
from tests.sandbox.client import Bot, inline, keyboard


async def test_what_a_person_writes_reaches_the_bot(anna: Person, bot: Bot) -> None:
    sent = await anna.send("/start")

    [update] = await bot.updates()
    message = update["message"]
    assert message["text"] == "/start"
    assert message["from"]["first_name"] == "Анна"
    assert message["chat"] == {
        "id": 1001,
        "type": "private",
        "first_name": "Анна",
        "last_name": "Петрова",
    }
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["message_id"] == sent.id


async def test_a_person_sees_what_the_bot_writes(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Здравствуйте, <b>Анна</b> &amp; все!", parse_mode="HTML")

    message = anna.last
    assert message is not None
    assert message.text == "Здравствуйте, Анна & все!"
    assert message.html == "Здравствуйте, <b>Анна</b> &amp; все!"
    assert message.from_bot
    assert not message.edited
    assert not message.silent


async def test_an_inline_button_is_pressed_and_answered(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Согласны?", reply_markup=inline([("Согласен", "yes")]))

    press = asyncio.create_task(anna.press("Согласен"))
    [update] = await bot.updates(timeout=5)
    query = update["callback_query"]
    assert query["data"] == "yes"
    assert query["message"]["text"] == "Согласны?"
    await bot.do("answerCallbackQuery", callback_query_id=query["id"], text="Спасибо")

    assert await press == "Спасибо"


async def test_a_press_that_nobody_answers_returns_nothing(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Да?", reply_markup=inline([("Да", "1")]))
    assert await anna.press("Да", timeout=0.01) is None
    assert await anna.press("Да", nowait=True) is None


async def test_a_button_of_the_reply_keyboard_sends_its_text(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Меню", reply_markup=keyboard("📂 Мои обращения", "🪪 Профиль"))
    assert anna.keyboard == ["📂 Мои обращения", "🪪 Профиль"]

    await anna.press("Мои обращения")

    [update] = await bot.updates()
    assert update["message"]["text"] == "📂 Мои обращения"


async def test_the_keyboard_goes_when_the_bot_removes_it(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Меню", reply_markup=keyboard("Да"))
    await bot.say(anna.id, "Пишите", reply_markup={"remove_keyboard": True})
    assert anna.keyboard == []


async def test_a_contact_button_shares_the_persons_own_number(anna: Person, bot: Bot) -> None:
    share = {"keyboard": [[{"text": "Поделиться номером", "request_contact": True}]]}
    await bot.say(anna.id, "Ваш номер?", reply_markup=share)

    await anna.press("Поделиться номером")
    await anna.share_contact("+79990000000", name="Чужой Человек")

    own, other = [update["message"]["contact"] for update in await bot.updates()]
    assert own == {
        "phone_number": "+79130000001",
        "first_name": "Анна",
        "last_name": "Петрова",
        "user_id": 1001,
    }
    assert "user_id" not in other


async def test_the_newest_button_with_a_label_is_meant(anna: Person, bot: Bot) -> None:
    first = await bot.say(anna.id, "Старый экран", reply_markup=inline([("Назад", "old")]))
    await bot.say(anna.id, "Новый экран", reply_markup=inline([("Назад", "new")]))

    await anna.press("Назад", nowait=True)
    await anna.press("Назад", message=first["message_id"], nowait=True)

    assert [u["callback_query"]["data"] for u in await bot.updates()] == ["new", "old"]
    assert anna.buttons == ["Назад", "Назад"]


async def test_an_exact_label_comes_before_a_part_of_one(anna: Person, bot: Bot) -> None:
    rows = inline([("Взять всё", "all")], [("Взять", "one")])
    await bot.say(anna.id, "Очередь", reply_markup=rows)

    await anna.press("Взять", nowait=True)
    with pytest.raises(LookupError, match="Взять всё, Взять"):
        await anna.press("Взят")

    [update] = await bot.updates()
    assert update["callback_query"]["data"] == "one"


async def test_a_missing_button_is_told_with_those_that_are_there(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Да?", reply_markup=inline([("Да", "1"), ("Нет", "0")]))
    with pytest.raises(LookupError, match="Да, Нет"):
        await anna.press("Может быть")


async def test_a_link_is_opened_not_pressed(anna: Person, bot: Bot) -> None:
    rows = {"inline_keyboard": [[{"text": "Сайт", "url": "https://example.org"}]]}
    await bot.say(anna.id, "Подробнее", reply_markup=rows)
    assert await anna.press("Сайт") == "https://example.org"
    assert await bot.updates() == []


async def test_two_people_press_in_the_same_turn(anna: Person, boris: Person, bot: Bot) -> None:
    for person in (anna, boris):
        await bot.say(person.id, "Вопрос", reply_markup=inline([("Взять", "take:1")]))

    presses = asyncio.gather(anna.press("Взять"), boris.press("Взять"))
    # Both presses are there before the loop turns to anything else.
    await asyncio.sleep(0)
    for update in await bot.updates(timeout=5):
        query = update["callback_query"]
        name = query["from"]["first_name"]
        await bot.do("answerCallbackQuery", callback_query_id=query["id"], text=name)

    assert list(await presses) == ["Анна", "Борис"]


async def test_a_person_waits_for_what_comes_after_her_last_action(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Готово")
    await anna.send("ещё")
    waiting = asyncio.create_task(anna.wait_for("Готово"))
    await asyncio.sleep(0)
    assert not waiting.done()

    second = await bot.say(anna.id, "Готово снова")

    assert (await waiting).id == second["message_id"]
    assert (await anna.wait_for("Готово", after=0)).id == 1
    assert (await anna.wait_for(r"^Готово\s+снова$")).id == second["message_id"]


async def test_an_edit_is_worth_a_wait_too(anna: Person, bot: Bot) -> None:
    card = await bot.say(anna.id, "МП-2026-000001 (ждёт)")
    await anna.send("ok")
    edit = {"chat_id": anna.id, "message_id": card["message_id"], "text": "МП-2026-000001 (взята)"}
    await bot.do("editMessageText", **edit)

    message = await anna.wait_for("МП-2026-000001 (взята)")
    assert message.edited


async def test_a_vain_wait_shows_the_screen(anna: Person, bot: Bot) -> None:
    await anna.send("Привет")
    await bot.say(anna.id, "Выберите", reply_markup=inline([("Да", "1"), ("Нет", "0")]))
    with pytest.raises(AssertionError) as failure:
        await anna.wait_for("Одобрено", timeout=0.01)
    assert "#1 Анна Петрова: Привет" in str(failure.value)
    assert "[Да] [Нет]" in str(failure.value)
    with pytest.raises(AssertionError, match="Выберите"):
        await anna.wait_until(lambda: False, timeout=0.01)


async def test_an_edit_of_a_person_reaches_the_bot(anna: Person, bot: Bot) -> None:
    message = await anna.send("Адрес: Ленина 1")
    photo = await anna.send_photo(caption="справка")
    await anna.edit(message, "Адрес: Ленина 2")
    await anna.edit(photo, "справка 2-НДФЛ")

    text, caption = [u["edited_message"] for u in await bot.updates() if "edited_message" in u]
    assert text["text"] == "Адрес: Ленина 2"
    assert text["edit_date"] >= text["date"]
    assert caption["caption"] == "справка 2-НДФЛ"


async def test_nobody_edits_what_another_wrote(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "моё")
    with pytest.raises(LookupError):
        await anna.edit(1, "твоё")


async def test_the_bot_never_learns_of_a_deletion(anna: Person, bot: Bot) -> None:
    message = await anna.send("секрет")
    await bot.updates()
    await anna.delete(message)

    assert anna.messages == []
    assert await bot.updates() == []
    with pytest.raises(LookupError):
        await anna.press_data(message, "x")


async def test_a_blocked_bot_is_refused_and_told(anna: Person, bot: Bot) -> None:
    await anna.block()
    refusal = await bot.call("sendMessage", chat_id=anna.id, text="Вы тут?")
    with pytest.raises(RuntimeError, match="unblock"):
        await anna.send("я тут")
    await anna.unblock()
    await bot.say(anna.id, "С возвращением")

    assert refusal["description"] == "Forbidden: bot was blocked by the user"
    moves = [update["my_chat_member"] for update in await bot.updates()]
    assert [move["new_chat_member"]["status"] for move in moves] == ["kicked", "member"]
    assert moves[0]["old_chat_member"]["user"]["is_bot"]


async def test_the_bot_may_not_write_first(box: Sandbox, bot: Bot) -> None:
    stranger = box.person("Вера Новикова")
    refusal = await bot.call("sendMessage", chat_id=stranger.id, text="Здравствуйте")
    assert refusal["description"] == "Forbidden: bot can't initiate conversation with a user"

    await stranger.send("/start")
    await bot.say(stranger.id, "Здравствуйте")
    assert stranger.last is not None


async def test_a_deleted_account_is_told_apart_from_a_block(anna: Person, bot: Bot) -> None:
    await anna.deactivate()
    refusal = await bot.call("sendMessage", chat_id=anna.id, text="Вы тут?")
    assert refusal["description"] == "Forbidden: user is deactivated"


async def test_a_person_is_found_again_and_ids_outgrow_32_bits(box: Sandbox) -> None:
    vera = box.person("Вера")
    assert box.person("Вера") is vera
    assert box.person("Кто угодно", id=vera.id) is vera
    assert vera.id > 2**32
    assert box.person("Глеб").id != vera.id


async def test_drained_waits_until_all_is_confirmed(box: Sandbox, anna: Person, bot: Bot) -> None:
    await anna.send("раз")
    with pytest.raises(AssertionError, match="message"):
        await box.drained(timeout=0.01)
    waiting = asyncio.create_task(box.drained())
    await bot.updates()
    await waiting


async def test_a_silent_message_and_a_reply_are_seen_as_such(anna: Person, bot: Bot) -> None:
    question = await anna.send("Вопрос")
    await bot.say(
        anna.id,
        "Ответ",
        disable_notification=True,
        reply_parameters={"message_id": question.id},
    )
    assert anna.last is not None
    assert anna.last.silent
    assert anna.last.reply_to is question


async def test_a_person_replies(anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Когда приём?")
    await anna.send("Завтра", reply_to=anna.last)
    [update] = await bot.updates()
    assert update["message"]["reply_to_message"]["text"] == "Когда приём?"


async def test_what_comes_after_a_message_is_what_changed_since_it_was_sent(
    anna: Person, bot: Bot
) -> None:
    card = await bot.say(anna.id, "ждёт")
    shown = await anna.wait_for("ждёт")
    edit = {"chat_id": anna.id, "message_id": card["message_id"], "text": "взята"}
    await bot.do("editMessageText", **edit)

    # The edit came before anybody waited for it, and is found all the same.
    assert await anna.wait_for("взята", after=shown) is shown
    assert await anna.wait_for("взята", after=shown.id) is shown
    with pytest.raises(AssertionError):
        await anna.wait_for("ждёт", after=shown, timeout=0.01)


async def test_a_long_text_goes_as_several_messages(anna: Person, bot: Bot) -> None:
    await anna.send("я" * 5000)
    lengths = [len(update["message"]["text"]) for update in await bot.updates()]
    assert lengths == [4096, 904]
    with pytest.raises(ValueError, match="empty"):
        await anna.send("  ")
