"""After a break: those who wrote in it hear a word, the administrators one message."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.db import Database
from bot.members.models import Role
from bot.watch import downtime
from bot.watch.models import Cause, Downtime, Process
from sandbox import Sandbox
from tests.legal.acting import said_to
from tests.telegram import TOKEN, Town, bot_in


async def pretend_it_stood(url: str, ago: timedelta) -> None:
    """The last sign of life, as a power cut so long ago has left it."""
    database = Database(url)
    moment = datetime.now(UTC) - ago
    async with database.writing() as session:
        await session.execute(update(Process).values(seen_at=moment, served_at=moment))
    await database.close()


async def caught_up(place: Town) -> None:
    """The catching up is over once nothing waits: no test waits for longer."""
    await place.settled()
    async with place.database.writing() as session:
        await downtime.report(session, catch_up=timedelta(0))
    await place.settled()


@pytest.mark.both
async def test_who_wrote_in_the_break_and_the_administrator_are_told_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna = await place.member(1001, "Петрова Анна Сергеевна")
            olga = await place.member(9001, "Админова Ольга Ивановна")
            await place.give_role(olga, Role.ADMIN)
            await place.settled()
        await pretend_it_stood(database_url, timedelta(minutes=15))
        await anna.send("/help")
        await anna.send("/mydata")
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            await anna.wait_for("номер в Telegram", after=0)
            await place.settled()
            texts = [m.text for m in anna.messages if m.from_bot]
            told = [text for text in texts if text.startswith("Был перерыв в работе с")]
            assert len(told) == 1
            assert "Всё, что вы написали, сохранено." in told[0]
            word = texts.index(told[0])
            assert word < next(i for i, text in enumerate(texts) if "номер в Telegram" in text)
            assert not said_to(olga, "Был перерыв")
            await caught_up(place)
            (report,) = said_to(olga, "Бот не работал с")
            assert "15 мин" in report
            assert "Ничего не потеряно." in report
            assert "Сообщений обработано: 2." in report
            assert "journalctl" in report
            await caught_up(place)
            assert len(said_to(olga, "Бот не работал с")) == 1
        # A start again within the two minutes is no break.
        async with bot_in(box, database_url, tmp_path) as app, app.database.reading() as session:
            assert await session.scalar(select(func.count()).select_from(Downtime)) == 1


async def test_after_more_than_a_day_those_active_before_hear_what_may_be_lost(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna = await place.member(1001, "Петрова Анна Сергеевна")
            # Known, but silent.
            boris = await place.member(1002, "Сидоров Борис Иванович", bound=False)
            olga = await place.member(9001, "Админова Ольга Ивановна")
            await place.give_role(olga, Role.ADMIN)
            await place.settled()
        await pretend_it_stood(database_url, timedelta(hours=30))
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            await anna.wait_for("Telegram хранит сообщения сутки")
            assert "ещё раз" in anna.screen()
            await caught_up(place)
            assert not boris.messages
            (report,) = said_to(olga, "Перерыв был больше суток")
            assert "1 день" in report


def test_whoever_writes_after_the_break_hears_nothing_of_it() -> None:
    ended = datetime(2026, 11, 18, 4, tzinfo=UTC)
    gap = Downtime(began_at=ended - timedelta(minutes=9), ended_at=ended)

    def message(at: datetime, **more: int) -> dict[str, object]:
        return {"message": {"date": int(at.timestamp())} | more}

    assert downtime.wrote_during(message(ended - timedelta(minutes=1)), gap)
    assert not downtime.wrote_during(message(ended + timedelta(seconds=1)), gap)
    assert not downtime.wrote_during({"callback_query": {}}, gap)
    assert not downtime.wrote_during({"my_chat_member": {}}, gap)


async def test_telegram_away_is_a_break_and_a_clock_that_was_set_is_none(place: Town) -> None:
    watch = place.app.watch
    olga = await place.member(9001, "Админова Ольга Ивановна")
    await place.give_role(olga, Role.ADMIN)
    await pretend_it_stood(place.database.url, timedelta(minutes=10))
    await watch.tick()
    async with place.database.writing() as session:
        assert await session.scalar(select(func.count()).select_from(Downtime)) == 0
        before = await session.scalar(select(Process.served_at))
    place.app.counts.telegram_away = True
    await watch.tick()
    async with place.database.reading() as session:
        assert await session.scalar(select(Process.served_at)) == before
    await pretend_it_stood(place.database.url, timedelta(minutes=10))
    async with place.database.writing() as session:
        await downtime.beat(session, place.app.leases.owner, serves=True, cause=Cause.TELEGRAM)
    await caught_up(place)
    (report,) = said_to(olga, "Telegram не отвечал с")
    assert "TELEGRAM_PROXY" in report
