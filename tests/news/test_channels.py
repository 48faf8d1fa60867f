"""The organisation's own channel is a source; any other is none of our business."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from bot.members.models import Role
from bot.news import channels, jobs
from bot.news.models import Channel, Post
from bot.telegram.models import InboxRow
from sandbox import Person
from sandbox.people import Channel as SandboxChannel
from tests.legal.acting import audited
from tests.news.acting import ALMATY, BARNAUL, copies, editor, reader, run_jobs
from tests.telegram import Town

ANNA, AIGUL = "Петрова Анна Сергеевна", "Нұрланова Айгүл"


async def administrator(place: Town, *scope: str) -> Person:
    human = await place.member(9001, "Админов Пётр", at=(*BARNAUL, "аппарат"))
    await place.give_role(human, Role.ADMIN, *scope)
    await human.send("/start")
    await human.wait_for("Выберите раздел")
    await human.press("🔁 Режим сотрудника")
    await human.wait_for("режиме сотрудника")
    return human


async def ask_for_code(admin: Person, organisation: str = "Барнаул") -> str:
    await admin.send("📰 Новости")
    await admin.wait_for("Новости: публикации")
    await admin.press("Каналы")
    await admin.wait_for("Каналы")
    await admin.press("Привязать канал")
    await admin.wait_for("Какой организации")
    await admin.send(organisation)
    await admin.wait_until(lambda: "Барнаул, Алтайский край" in admin.buttons)
    await admin.press("Барнаул, Алтайский край")
    shown = await admin.wait_for("profbot-")
    return next(word for word in shown.text.split() if word.startswith("profbot-"))


async def bound(place: Town) -> tuple[Person, SandboxChannel]:
    """The administrator, and the channel of Barnaul, bound by its code."""
    admin = await administrator(place)
    code = await ask_for_code(admin)
    channel = place.box.channel("Профсоюз Барнаула")
    await admin.send(code, chat=channel)
    await admin.wait_for("«Профсоюз Барнаула» привязан", after=0)
    await place.settled()
    return admin, channel


async def posts(place: Town) -> list[Post]:
    async with place.database.reading() as session:
        return list(await session.scalars(select(Post).order_by(Post.id)))


async def test_a_channel_is_bound_once_and_its_posts_become_news(place: Town) -> None:
    anna = await reader(place, 1001, ANNA)
    aigul = await reader(place, 1003, AIGUL, at=(*ALMATY, "гимназия"))
    admin, channel = await bound(place)
    await admin.send("#ПРОФрост Конкурс «Учитель года»", chat=channel)
    got = await anna.wait_for("Конкурс «Учитель года»", after=0)
    assert "Барнаул" in got.text
    await place.settled()
    assert not copies(aigul, "Конкурс")
    assert channel.bot_is_in
    assert await audited(place, admin, "channel-bound") == 1
    # The code is no news, and of no use for another channel.
    assert not copies(anna, "profbot-")
    await anna.send("📰 Новости")
    await anna.wait_for("Страница 1 из 1")
    await anna.press("По рубрикам")
    await anna.wait_for("Какая рубрика")
    await anna.press("#ПРОФрост · Обучение и конкурсы")
    await anna.wait_for("Обучение и конкурсы")
    assert any("Конкурс" in label for label in anna.buttons)


async def test_an_edit_in_the_channel_reaches_the_copies(place: Town) -> None:
    anna = await reader(place, 1001, ANNA)
    admin, channel = await bound(place)
    said = await admin.send("Приём в пятницу", chat=channel)
    await anna.wait_for("Приём в пятницу", after=0)
    await admin.edit(said, "Приём в субботу", chat=channel)
    await anna.wait_until(lambda: copies(anna, "Приём в субботу"))
    await place.settled()
    assert len(copies(anna, "Приём")) == 1


async def test_an_edited_picture_is_another_one_in_the_copies(place: Town) -> None:
    anna = await reader(place, 1001, ANNA)
    admin, channel = await bound(place)
    said = await admin.send_photo(caption="Плакат", chat=channel)
    got = await anna.wait_for("Плакат", after=0)
    before = got.files[0].id
    await place.settled()
    other = b"\x89PNG another picture"
    await admin.replace_photo(said, other, chat=channel)
    await anna.wait_until(lambda: copies(anna, "Плакат")[0].files[0].id != before)
    assert copies(anna, "Плакат")[0].files[0].content() == other


async def test_an_album_is_one_post_whenever_its_items_come(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await reader(place, 1001, ANNA)
    admin, channel = await bound(place)
    await admin.send_album([("photo", None)] * 4, gap=0.05, caption="Слёт", chat=channel)
    await place.settled()
    assert len(await posts(place)) == 1
    assert not copies(anna, "Слёт")
    clock.shift(timedelta(seconds=channels.ALBUM_SECONDS + 1))
    await run_jobs(place)
    first = await anna.wait_for("Слёт", after=0)
    group = first.raw["media_group_id"]
    assert sum(m.raw.get("media_group_id") == group for m in anna.messages) == 4


async def test_a_foreign_channel_is_ignored_and_left(place: Town) -> None:
    anna = await reader(place, 1001, ANNA)
    foreign = place.box.channel("Чужой канал")
    await place.box.wait_until(lambda: not foreign.bot_is_in)
    admin, channel = await bound(place)
    # While a code is awaited it stays silent there; what is posted is nobody's news.
    code = await ask_for_code(admin)
    await foreign.add_bot()
    await admin.send("Реклама", chat=foreign)
    await place.settled()
    assert foreign.bot_is_in
    assert not copies(anna, "Реклама")
    assert await posts(place) == []
    assert not [m for m in foreign.messages if m.from_bot]
    await admin.send(code, chat=channel)
    await admin.send("profbot-000000000000", chat=foreign)
    await place.settled()
    async with place.database.reading() as session:
        chats = list(await session.scalars(select(Channel.chat_id)))
    assert foreign.id not in chats


async def test_a_code_ends_after_a_day(place: Town, clock: time_machine.Traveller) -> None:
    admin = await administrator(place)
    code = await ask_for_code(admin)
    await place.settled()
    clock.shift(timedelta(hours=25))
    channel = place.box.channel("Профсоюз Барнаула")
    await admin.send(code, chat=channel)
    await place.box.wait_until(lambda: not channel.bot_is_in)
    assert not copies(admin, "привязан:")


async def test_the_inbox_kept_what_a_channel_said(place: Town) -> None:
    _, channel = await bound(place)
    await channel.post("Пленум")
    await place.settled()
    async with place.database.reading() as session:
        rows = (
            await session.scalars(select(InboxRow).where(InboxRow.chat_id == channel.id))
        ).all()
    assert rows
    assert all(row.done_at and not row.dead_at for row in rows)


async def test_unbound_it_is_a_channel_like_any_other(place: Town) -> None:
    anna = await reader(place, 1001, ANNA)
    admin, channel = await bound(place)
    await admin.send("📰 Новости")
    await admin.wait_for("Новости: публикации")
    await admin.press("Каналы")
    await admin.wait_for("Записи этих каналов")
    await admin.press("Профсоюз Барнаула · Барнаул")
    await admin.wait_for("Профсоюз Барнаула")
    await admin.press("Отвязать")
    await admin.wait_for("Пока ни один не привязан")
    await place.box.wait_until(lambda: not channel.bot_is_in)
    await channel.post("После")
    await place.settled()
    assert not copies(anna, "После")


async def test_what_was_posted_while_the_bot_was_away_is_read_and_wakes_nobody(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await reader(place, 1001, ANNA)
    admin, channel = await bound(place)
    place.box.advance(-30 * 3600)
    await admin.send("Вчерашнее", chat=channel)
    await place.settled()
    await jobs.deliver_held(place.database, place.app.regulations)
    await place.settled()
    assert not copies(anna, "Вчерашнее")
    await anna.send("📰 Новости")
    await anna.wait_for("Страница 1 из 1")
    assert any("Вчерашнее" in label for label in anna.buttons)
    assert datetime.now(UTC) - (await posts(place))[0].created_at < timedelta(minutes=5)


async def test_only_an_administrator_binds(place: Town) -> None:
    vera = await editor(place)
    await vera.send("📰 Новости")
    await vera.wait_for("Новости: публикации")
    assert "Каналы" not in vera.buttons
