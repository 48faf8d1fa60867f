"""What must reach someone reaches him: once, in order, or with a reason why not."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.db import Database
from bot.leases import SENDER
from bot.members import service as members
from bot.members.models import Account
from bot.notices import BULK, Attachment, Button, Delivery, Notice, Reader, Screen, renders
from bot.telegram.limits import Limits
from sandbox import Person, Sandbox
from tests.spine.parts import (
    Commits,
    Spine,
    at_work,
    build,
    eventually,
    expire,
    prepared,
    running,
    seize,
)
from tests.telegram import FAST, TOKEN

# What the cards of these tests show now, by subject.
cards: dict[str, Screen] = {}
outages = 0


@renders("spine-plain")
async def plain(session: AsyncSession, reader: Reader) -> Screen:
    return Screen(reader.values["text"])


@renders("spine-card")
async def card(session: AsyncSession, reader: Reader) -> Screen:
    return cards[reader.values["subject"]]


@renders("spine-useless")
async def useless(session: AsyncSession, reader: Reader) -> None:
    """Of no use any more by the time it is to be sent."""


@renders("spine-broken")
async def broken(session: AsyncSession, reader: Reader) -> Screen:
    raise LookupError("Петрова Анна")


@renders("spine-away")
async def away(session: AsyncSession, reader: Reader) -> Screen:
    global outages
    outages += 1
    if outages == 1:
        raise ConnectionRefusedError
    return Screen("дошло")


@renders("spine-refused")
async def refused(session: AsyncSession, reader: Reader) -> Screen:
    return Screen("кнопка", [[Button("Нажать", "длиннее, чем позволяет Telegram" * 3)]])


@renders("spine-file")
async def file(session: AsyncSession, reader: Reader) -> Screen:
    copy = reader.values["copy"]
    return Screen("справка", attachment=Attachment("document", "чужой", "справка.pdf", copy))


async def post(database: Database, account: Account, text: str, **more: Any) -> None:
    async with database.writing() as session:
        await notices.post(session, account.id, "spine-plain", text=text, **more)


async def post_kind(spine: Spine, account: Account, kind: str, **values: Any) -> None:
    async with spine.database.writing() as session:
        await notices.post(session, account.id, kind, **values)


async def show_card(spine: Spine, account: Account, text: str, **more: Any) -> None:
    cards["case:1"] = Screen(text)
    async with spine.database.writing() as session:
        await notices.post_card(session, account.id, "spine-card", "case:1", **more)


async def someone(box: Sandbox, spine: Spine, number: int = 1001) -> tuple[Person, Account]:
    human = box.person(f"Человек {number}", id=number, started=True)
    return human, await spine.account(human.id)


def said_to(person: Person) -> list[str]:
    return [m.text for m in person.messages if m.from_bot]


def made(box: Sandbox, method: str) -> list[Any]:
    return [call for call in box.calls if call.method == method]


async def test_notices_come_in_the_order_in_which_they_were_written(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        people = [await someone(box, spine, 1000 + n) for n in range(5)]
        for step in range(6):
            for _, account in people:
                await post(spine.database, account, f"шаг {step}")
        await spine.settled()
        for human, _ in people:
            assert said_to(human) == [f"шаг {step}" for step in range(6)]
        assert {notice.status for notice in await spine.notices()} == {Delivery.SENT}


async def test_a_handlers_own_screen_comes_after_what_it_posted(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:

        async def talk(human: Person, account: Account) -> None:
            for step in range(10):
                await post(spine.database, account, f"уведомление {step}")
                await spine.outbox.said(account.id)
                await spine.bot.send_message(human.id, f"экран {step}")

        people = [await someone(box, spine, 1000 + n) for n in range(5)]
        await asyncio.gather(*(talk(human, account) for human, account in people))
        for human, _ in people:
            assert said_to(human) == [
                word.format(step)
                for step in range(10)
                for word in ("уведомление {}", "экран {}")
            ]  # fmt: skip


async def test_a_notice_that_was_written_before_holds_nobody_up(
    database_url: str, tmp_path: Path
) -> None:
    """Its key was used, so nothing is to be sent, and there is nothing to wait for."""
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        for _ in range(3):
            await post(spine.database, account, "однажды", key="once")
            async with asyncio.timeout(5):
                await spine.outbox.said(account.id)
        assert said_to(human) == ["однажды"]


async def test_many_changes_of_a_card_are_one_edit(database_url: str, tmp_path: Path) -> None:
    box = Sandbox(token=TOKEN)
    box.faults.stall_seconds = 0.3
    async with box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        await show_card(spine, account, "новая")
        await spine.settled()
        box.faults.next("stall", "editMessageText")
        for text in ("взята", "уточняется", "ждёт", "отвечена", "закрыта"):
            await show_card(spine, account, text)
            await eventually(lambda: bool(made(box, "editMessageText")))
        await spine.settled()
        assert said_to(human) == ["закрыта"]
        assert len(made(box, "sendMessage")) == 1
        assert len(made(box, "editMessageText")) == 2


async def test_a_card_that_changed_while_it_was_sent_is_shown_once_more(
    database_url: str, tmp_path: Path
) -> None:
    box = Sandbox(token=TOKEN)
    box.faults.stall_seconds = 0.3
    async with box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        box.faults.next("stall", "sendMessage")
        await show_card(spine, account, "новая")
        await eventually(lambda: bool(made(box, "sendMessage")))
        await show_card(spine, account, "взята")
        await spine.settled()
        assert said_to(human) == ["взята"]
        assert len(made(box, "sendMessage")) == 1


async def test_a_card_asked_for_anew_while_it_was_edited_is_sent_anew(
    database_url: str, tmp_path: Path
) -> None:
    box = Sandbox(token=TOKEN)
    box.faults.stall_seconds = 0.3
    async with box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        await show_card(spine, account, "новая")
        await spine.settled()
        first = human.messages[-1].id
        box.faults.next("stall", "editMessageText")
        await show_card(spine, account, "взята")
        await eventually(lambda: bool(made(box, "editMessageText")))
        await show_card(spine, account, "взята", anew=True)
        await spine.settled()
        assert said_to(human) == ["взята"]
        assert human.messages[-1].id > first


async def test_a_card_whose_message_is_gone_is_sent_and_edited_from_then_on(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        await show_card(spine, account, "новая")
        await spine.settled()
        await human.delete(human.messages[-1])
        await show_card(spine, account, "взята")
        await spine.settled()
        assert said_to(human) == ["взята"]
        (row,) = await spine.notices()
        assert row.message_id == human.messages[-1].id
        await show_card(spine, account, "закрыта")
        await spine.settled()
        assert said_to(human) == ["закрыта"]
        assert len(made(box, "sendMessage")) == 2


async def test_what_is_of_no_use_any_more_is_not_sent(database_url: str, tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        await post_kind(spine, account, "spine-useless")
        await post(spine.database, account, "следующее")
        await spine.settled()
        assert said_to(human) == ["следующее"]
        assert [n.status for n in await spine.notices()] == [Delivery.MISSED, Delivery.SENT]


async def test_one_who_blocked_the_bot_gets_what_he_missed_once_when_he_is_back(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        await human.block()
        await post(spine.database, account, "ответ")
        await spine.settled()
        (row,) = await spine.notices()
        assert row.status is Delivery.BLOCKED
        assert "blocked by the user" in str(row.reason)
        assert (await spine.account(human.id)).blocked_at is not None
        await human.unblock()
        for _ in range(2):
            async with spine.database.writing() as session:
                await members.set_blocked(session, account.id, None)
            await spine.settled()
        assert said_to(human) == ["ответ"]
        assert [n.status for n in await spine.notices()] == [Delivery.SENT]


async def test_an_account_that_is_no_more_is_blocked_with_its_reason(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        await human.deactivate()
        await post(spine.database, account, "ответ")
        await spine.settled()
        (row,) = await spine.notices()
        assert (row.status, "deactivated" in str(row.reason)) == (Delivery.BLOCKED, True)


async def test_our_own_copy_goes_where_the_file_id_has_died(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        copy = spine.files._write(b"%PDF-1.4 paper")
        await post_kind(spine, account, "spine-file", copy=copy)
        await spine.settled()
        message = human.messages[-1]
        assert message.raw["document"]["file_name"] == "справка.pdf"
        assert box.file_bytes(message.raw["document"]["file_id"]) == b"%PDF-1.4 paper"


async def test_a_copy_that_is_lost_fails_its_notice_and_no_other(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        await post_kind(spine, account, "spine-file", copy="нет такой")
        await post(spine.database, account, "следующее")
        await spine.settled()
        assert said_to(human) == ["следующее"]
        assert "CopyLost" in str((await spine.notices())[0].reason)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("spine-broken", "LookupError test_outbox.py"), ("spine-refused", "BUTTON_DATA_INVALID")],
)
async def test_a_notice_that_cannot_be_shown_fails_is_reported_and_holds_up_no_other(
    database_url: str, tmp_path: Path, kind: str, reason: str
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        chief = box.person("Админов Антон", id=9001, started=True)
        await spine.administrator(chief.id)
        human, account = await someone(box, spine)
        await post_kind(spine, account, kind)
        await post(spine.database, account, "следующее")
        async with asyncio.timeout(5):
            await spine.outbox.said(account.id)
        await spine.settled()
        assert said_to(human) == ["следующее"]
        row = (await spine.notices())[0]
        assert row.status is Delivery.FAILED
        assert reason in str(row.reason)
        assert "Петрова" not in str(row.reason)
        (line,) = said_to(chief)
        assert reason in line
        assert "\n" not in line


async def test_an_administrator_who_cannot_be_told_is_not_told_so_for_ever(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        await spine.administrator(9001)
        _, account = await someone(box, spine)
        await post_kind(spine, account, "spine-broken")
        await spine.settled()
        assert [n.status for n in await spine.notices()] == [Delivery.FAILED, Delivery.FAILED]


async def test_a_notice_whose_key_is_gone_fails_and_holds_up_no_other(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        spine = build(database, tmp_path)
        account = await spine.account(1001)
        await post(database, account, "не прочесть")
        async with database.writing() as session:
            await session.execute(update(Notice).values(values=type_coerce(b"gAAAA", LargeBinary)))
        await spine.bot.session.close()
        async with Sandbox(token=TOKEN) as box:
            human = box.person("Анна", id=1001, started=True)
            async with at_work(build(database, tmp_path, box.url)) as spine:
                await post(database, account, "следующее")
                await spine.settled()
                assert said_to(human) == ["следующее"]
                async with database.writing() as session:
                    # To be read at all by this test.
                    await session.execute(update(Notice).values(values={}))
                row = (await spine.notices())[0]
                assert (row.status, "InvalidToken" in str(row.reason)) == (Delivery.FAILED, True)


async def test_a_database_that_is_away_is_no_mistake_of_the_notice(
    database_url: str, tmp_path: Path
) -> None:
    global outages
    outages = 0
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        human, account = await someone(box, spine)
        await post_kind(spine, account, "spine-away")
        waiting = asyncio.create_task(spine.outbox.said(account.id))
        await eventually(lambda: outages == 1)
        await asyncio.sleep(0.1)
        # Nothing is out yet, so whoever waits for it waits on.
        assert not waiting.done()
        await waiting
        assert said_to(human) == ["дошло"]
        assert [n.status for n in await spine.notices()] == [Delivery.SENT]


async def test_marks_that_wait_share_a_commit(database_url: str, tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as box, running(database_url, tmp_path, box) as spine:
        accounts = [(await someone(box, spine, 1000 + n))[1] for n in range(60)]
        async with spine.database.writing() as session:
            for account in accounts:
                await notices.post(session, account.id, "spine-plain", text="всем")
        commits = Commits(spine.database)
        await spine.settled()
        assert {n.status for n in await spine.notices()} == {Delivery.SENT}
        assert len(made(box, "sendMessage")) == 60
        assert commits.count < 60


async def test_people_are_not_kept_behind_a_broadcast(database_url: str, tmp_path: Path) -> None:
    # So slow that the whole broadcast takes seconds: a word to one person may not wait for it.
    limits = Limits(per_second=40, chat_per_second=FAST)
    async with (
        Sandbox(token=TOKEN) as box,
        running(database_url, tmp_path, box, limits=limits) as spine,
    ):
        crowd = [(await someone(box, spine, 2000 + n))[1] for n in range(150)]
        async with spine.database.writing() as session:
            for account in crowd:
                await notices.post(
                    session, account.id, "spine-plain", priority=BULK, text="рассылка"
                )
            session.info.pop("posted")
        await eventually(lambda: len(made(box, "sendMessage")) > 20)
        _, account = await someone(box, spine)
        before = len(made(box, "sendMessage"))
        await post(spine.database, account, "лично")
        await spine.outbox.said(account.id)
        since = made(box, "sendMessage")[before:]
        assert [c.params["text"] for c in since].index("лично") < 20
        await spine.settled()
        assert len(made(box, "sendMessage")) == 151


async def test_a_process_that_is_not_the_sender_waits_for_the_sender(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, prepared(database_url) as database:
        sender = build(database, tmp_path, box.url)
        async with at_work(sender):
            human, account = await someone(box, sender)
            other_database = Database(database.url)
            other = build(other_database, tmp_path, box.url)
            async with at_work(other):
                await sender.leases.renew()
                assert not other.leases.holds(SENDER)
                for step in range(3):
                    await post(other_database, account, f"уведомление {step}")
                    await other.outbox.said(account.id)
                    await other.bot.send_message(human.id, f"экран {step}")
            await other_database.close()
            assert said_to(human) == [
                word.format(step)
                for step in range(3)
                for word in ("уведомление {}", "экран {}")
            ]  # fmt: skip


async def test_what_was_sent_under_a_lost_lease_is_not_marked(
    database_url: str, tmp_path: Path
) -> None:
    box = Sandbox(token=TOKEN)
    box.faults.stall_seconds = 0.3
    async with box, prepared(database_url) as database:
        async with at_work(build(database, tmp_path, box.url)) as stopped:
            human, account = await someone(box, stopped)
            box.faults.next("stall", "sendMessage")
            await post(database, account, "раз")
            await post(database, account, "два")
            await eventually(lambda: bool(made(box, "sendMessage")))
            await seize(database, SENDER)
            await eventually(lambda: not stopped.outbox._tasks)
            assert [n.status for n in await stopped.notices()] == [Delivery.QUEUED] * 2
            await stopped.leases.renew()
            assert not stopped.leases.holds(SENDER)
        await expire(database, SENDER)
        async with at_work(build(database, tmp_path, box.url)) as owner:
            await owner.settled()
            # The one call that was under way when the lease was lost is all that is doubled.
            assert sorted(said_to(human)) == ["два", "раз", "раз"]
            assert [n.status for n in await owner.notices()] == [Delivery.SENT] * 2
