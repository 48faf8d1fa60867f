"""What else bots do: edits, copies, commands, groups, topics, channels."""

import pytest

from sandbox import Person, Sandbox, schema
from sandbox.methods import SIMULATED
from sandbox.pictures import snapshot
from tests.sandbox.client import Bot, inline


async def test_an_edit_without_a_keyboard_takes_it_away(anna: Person, bot: Bot) -> None:
    card = await bot.say(anna.id, "Взять?", reply_markup=inline([("Взять", "1")]))
    edited = await bot.do(
        "editMessageText", chat_id=anna.id, message_id=card["message_id"], text="Взята"
    )
    assert "reply_markup" not in edited
    assert anna.buttons == []
    assert edited["edit_date"] >= edited["date"]


async def test_a_keyboard_alone_is_edited(anna: Person, bot: Bot) -> None:
    card = await bot.say(anna.id, "<b>Карта</b>", parse_mode="HTML")
    message = {"chat_id": anna.id, "message_id": card["message_id"]}
    await bot.do("editMessageReplyMarkup", **message, reply_markup=inline([("Да", "1")]))
    assert anna.buttons == ["Да"]
    await bot.do("editMessageReplyMarkup", **message)
    assert anna.buttons == []
    assert anna.last is not None
    assert anna.last.html == "<b>Карта</b>"


async def test_captions_and_media_are_edited(anna: Person, bot: Bot) -> None:
    body = await bot.upload(
        "sendPhoto", {"photo": ("1.jpg", snapshot())}, chat_id=str(anna.id), caption="до"
    )
    message_id = body["result"]["message_id"]
    await bot.do("editMessageCaption", chat_id=anna.id, message_id=message_id, caption="после")
    assert anna.last is not None
    assert anna.last.caption == "после"
    body = await bot.upload(
        "editMessageMedia",
        {"new": ("справка.pdf", b"%PDF")},
        chat_id=str(anna.id),
        message_id=str(message_id),
        media='{"type": "document", "media": "attach://new", "caption": "готово"}',
    )
    assert body["ok"], body
    assert anna.last.media == "document"
    assert "photo" not in anna.last.raw
    assert anna.last.caption == "готово"


async def test_messages_are_deleted(anna: Person, bot: Bot) -> None:
    ids = [(await bot.say(anna.id, str(number)))["message_id"] for number in range(4)]
    await bot.do("deleteMessage", chat_id=anna.id, message_id=ids[0])
    await bot.do("deleteMessages", chat_id=anna.id, message_ids=[ids[0], ids[1]])
    assert [message.text for message in anna.messages] == ["2", "3"]
    assert (await bot.say(anna.id, "4"))["message_id"] == ids[-1] + 1


async def test_a_copy_hides_its_origin_and_a_forward_shows_it(
    anna: Person, boris: Person, bot: Bot
) -> None:
    original = await anna.send_document("справка.pdf", b"%PDF", caption="моя")
    source = {"chat_id": boris.id, "from_chat_id": anna.id, "message_id": original.id}
    copied = await bot.do("copyMessage", **source, caption="чужая")
    forwarded = await bot.do("forwardMessage", **source)

    copy = boris.messages[0]
    assert copied == {"message_id": copy.id}
    assert copy.caption == "чужая"
    assert "forward_origin" not in copy.raw
    assert forwarded["forward_origin"]["sender_user"]["id"] == anna.id
    assert forwarded["document"]["file_id"] == original.files[0].id


async def test_protected_content_stays(anna: Person, boris: Person, bot: Bot) -> None:
    sent = await bot.say(anna.id, "Только вам", protect_content=True)
    assert sent["has_protected_content"]
    source = {"chat_id": boris.id, "from_chat_id": anna.id, "message_id": sent["message_id"]}
    refusal = await bot.call("copyMessage", **source)
    assert "protected" in refusal["description"]


async def test_a_missing_message_may_be_answered_when_allowed(anna: Person, bot: Bot) -> None:
    reply = {"message_id": 999, "allow_sending_without_reply": True}
    sent = await bot.say(anna.id, "Ответ", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_contacts_places_and_polls_are_sent(anna: Person, bot: Bot) -> None:
    contact = {"phone_number": "+73852000000", "first_name": "Приёмная"}
    sent = await bot.do("sendContact", chat_id=anna.id, **contact)
    assert sent["contact"] == contact
    sent = await bot.do("sendLocation", chat_id=anna.id, latitude=53.3, longitude=83.8)
    assert sent["location"] == {"latitude": 53.3, "longitude": 83.8}
    options = [{"text": "Да"}, {"text": "Нет"}]
    sent = await bot.do("sendPoll", chat_id=anna.id, question="Придёте?", options=options)
    assert [option["text"] for option in sent["poll"]["options"]] == ["Да", "Нет"]
    poll = await bot.do("stopPoll", chat_id=anna.id, message_id=sent["message_id"])
    assert poll["is_closed"]


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("sendVoice", "a.ogg"),
        ("sendAudio", "a.mp3"),
        ("sendVideo", "a.mp4"),
        ("sendVideoNote", "a.mp4"),
        ("sendAnimation", "a.mp4"),
        ("sendSticker", "a.webp"),
    ],
)
async def test_every_kind_of_media_is_sent(anna: Person, bot: Bot, method: str, name: str) -> None:
    kind = schema.find(method)
    assert kind is not None
    field = list(kind.parameters)[1]
    body = await bot.upload(method, {field: (name, b"data")}, chat_id=str(anna.id))
    assert body["ok"], body
    assert anna.messages[-1].media == field
    file_id = body["result"][field]["file_id"]
    again = await bot.do(method, chat_id=anna.id, **{field: file_id})
    assert again[field]["file_unique_id"] == body["result"][field]["file_unique_id"]


async def test_entities_given_apart_move_with_the_text(anna: Person, bot: Bot) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 5}]
    sent = await bot.say(anna.id, "  🙂 я  ", entities=entities)
    assert sent["text"] == "🙂 я"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


async def test_commands_are_shown_by_the_narrowest_scope(
    box: Sandbox, anna: Person, bot: Bot
) -> None:
    def command(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name}]

    def shown() -> list[str]:
        return [c["command"] for c in box.telegram.commands_for(anna.account)]

    await bot.do("setMyCommands", commands=command("start"))
    assert shown() == ["start"]
    await bot.do("setMyCommands", commands=command("basta"), language_code="ru")
    assert shown() == ["basta"]
    scope = {"type": "chat", "chat_id": anna.id}
    await bot.do("setMyCommands", commands=command("case"), scope=scope)
    assert shown() == ["case"]
    assert await bot.do("getMyCommands", scope=scope) == command("case")
    await bot.do("deleteMyCommands", scope=scope)
    assert shown() == ["basta"]


async def test_the_bot_names_itself(bot: Bot) -> None:
    await bot.do("setMyName", name="Помощник")
    await bot.do("setMyDescription", description="Отвечает", language_code="kk")
    await bot.do("setMyShortDescription", short_description="Кратко")
    await bot.do("setChatMenuButton", menu_button={"type": "commands"})
    assert await bot.do("getMyName") == {"name": "Помощник"}
    assert await bot.do("getMyDescription", language_code="kk") == {"description": "Отвечает"}
    assert await bot.do("getMyDescription") == {"description": ""}
    assert await bot.do("getChatMenuButton") == {"type": "commands"}
    refusal = await bot.call("setMyShortDescription", short_description="я" * 121)
    assert refusal["description"] == "Bad Request: short_description is too long"


async def test_the_bot_sees_who_it_is_and_who_is_there(
    box: Sandbox, anna: Person, boris: Person, bot: Bot
) -> None:
    group = box.group("Инспекция", members=[anna, boris])
    me = await bot.do("getMe")
    assert (me["id"], me["is_bot"]) == (42, True)
    chat = await bot.do("getChat", chat_id=group.id)
    assert (chat["title"], chat["type"]) == ("Инспекция", "supergroup")
    assert await bot.do("getChatMemberCount", chat_id=group.id) == 3
    statuses = [
        (await bot.do("getChatMember", chat_id=group.id, user_id=user_id))["status"]
        for user_id in (anna.id, boris.id, 42)
    ]
    assert statuses == ["creator", "member", "administrator"]
    admins = await bot.do("getChatAdministrators", chat_id=group.id)
    assert [admin["user"]["id"] for admin in admins] == [anna.id, 42]


async def test_the_bot_is_added_to_a_group_talks_there_and_leaves(
    box: Sandbox, anna: Person, boris: Person, bot: Bot
) -> None:
    group = box.group("Болтовня", members=[anna, boris])
    await anna.send("Всем привет", chat=group)
    await bot.say(group.id, "Пишите мне лично", reply_markup=inline([("Хорошо", "ok")]))
    await boris.press("Хорошо", chat=group, nowait=True)
    await bot.do("leaveChat", chat_id=group.id)
    await boris.send("Ушёл?", chat=group)
    refusal = await bot.call("sendMessage", chat_id=group.id, text="Нет")

    added, message, press, left = await bot.updates()
    assert added["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert added["my_chat_member"]["from"]["id"] == anna.id
    assert message["message"]["chat"]["id"] == group.id
    assert press["callback_query"]["from"]["id"] == boris.id
    assert left["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert not group.bot_is_in
    assert refusal["error_code"] == 403
    assert refusal["description"] == "Forbidden: bot is not a member of the supergroup chat"
    assert "Пишите мне лично" in group.screen()


async def test_in_privacy_mode_a_bot_hears_what_is_meant_for_it(
    box: Sandbox, anna: Person, bot: Bot
) -> None:
    group = box.group("Болтовня", members=[anna], admin=False)
    await bot.updates()
    await bot.say(group.id, "Спрашивайте")
    for text in ("просто так", "/start", "эй, @sandbox_bot"):
        await anna.send(text, chat=group)
    await anna.send("отвечаю", chat=group, reply_to=group.last)

    texts = [update["message"]["text"] for update in await bot.updates()]
    assert texts == ["/start", "эй, @sandbox_bot", "отвечаю"]


async def test_topics_of_a_forum(box: Sandbox, anna: Person, bot: Bot) -> None:
    group = box.group("Юристы", members=[anna], forum=True)
    topic = await bot.do("createForumTopic", chat_id=group.id, name="ВЮ-2026-000001")
    thread = {"chat_id": group.id, "message_thread_id": topic["message_thread_id"]}
    sent = await bot.do("sendMessage", **thread, text="Вопрос")
    await anna.send("Беру", chat=group, thread=topic["message_thread_id"])
    await bot.do("closeForumTopic", **thread)
    again = await bot.call("closeForumTopic", **thread)
    await bot.do("reopenForumTopic", **thread)

    assert sent["is_topic_message"]
    assert sent["message_thread_id"] == topic["message_thread_id"]
    assert (await bot.updates())[-1]["message"]["message_thread_id"] == sent["message_thread_id"]
    assert again["description"] == "Bad Request: TOPIC_NOT_MODIFIED"


async def test_a_channel_posts_and_is_posted_to(box: Sandbox, bot: Bot) -> None:
    channel = box.channel("Новости", username="prof_news")
    await channel.post("Пленум 5 мая")
    await bot.do("sendMessage", chat_id="@prof_news", text="Перенесён")

    posts = [u["channel_post"] for u in await bot.updates() if "channel_post" in u]
    assert [post["text"] for post in posts] == ["Пленум 5 мая"]
    assert posts[0]["sender_chat"]["title"] == "Новости"
    assert channel.last is not None
    assert channel.last.text == "Перенесён"


async def test_an_administrator_speaks_as_the_channel(
    box: Sandbox, anna: Person, bot: Bot
) -> None:
    channel = box.channel("Новости")
    said = await anna.send("Пленум", chat=channel)
    await anna.edit(said, "Пленум 5 мая", chat=channel)
    await anna.send_album([("photo", None), ("photo", None)], chat=channel)
    await anna.replace_photo(channel.messages[-1], b"\x89PNG other", chat=channel)
    await channel.remove_bot()
    await anna.send("Без бота", chat=channel)
    await channel.add_bot()

    updates = await bot.updates()
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    assert kinds == [
        "my_chat_member",
        "channel_post",
        "edited_channel_post",
        "channel_post",
        "channel_post",
        "edited_channel_post",
        "my_chat_member",
        "my_chat_member",
    ]
    assert "from" not in updates[1]["channel_post"]
    assert updates[1]["channel_post"]["sender_chat"]["id"] == channel.id
    assert updates[2]["edited_channel_post"]["text"] == "Пленум 5 мая"


async def test_messages_are_pinned(anna: Person, bot: Bot) -> None:
    sent = await bot.say(anna.id, "Важное")
    pinned = {"chat_id": anna.id, "message_id": sent["message_id"]}
    await bot.do("pinChatMessage", **pinned)
    chat = await bot.do("getChat", chat_id=anna.id)
    assert chat["pinned_message"]["text"] == "Важное"
    await bot.do("unpinChatMessage", **pinned)
    assert "pinned_message" not in await bot.do("getChat", chat_id=anna.id)


async def test_a_pinned_message_may_be_deleted(anna: Person, bot: Bot) -> None:
    sent = await bot.say(anna.id, "Важное")
    await bot.do("pinChatMessage", chat_id=anna.id, message_id=sent["message_id"])
    await bot.do("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    assert "pinned_message" not in await bot.do("getChat", chat_id=anna.id)


async def test_a_reaction_is_put(anna: Person, bot: Bot) -> None:
    message = await anna.send("Спасибо")
    reaction = [{"type": "emoji", "emoji": "👍"}]
    await bot.do("setMessageReaction", chat_id=anna.id, message_id=message.id, reaction=reaction)
    assert message.reaction == "👍"


@pytest.mark.parametrize("name", sorted(SIMULATED))
def test_what_is_simulated_is_a_method_of_the_bot_api(name: str) -> None:
    assert schema.find(name) is not None


def test_the_schema_is_read_from_the_installed_aiogram() -> None:
    methods = [schema.read(path) for path in schema.method_files().values()]
    assert len(methods) >= 180
    assert all(method.name for method in methods)
    text = schema.read(schema.method_files()["sendmessage"]).parameters["text"]
    assert (text.kind, text.required, text.longest) == ("str", True, 4096)
    assert "after entities parsing" in text.description
