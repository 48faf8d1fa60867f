"""aiogram with async SQLAlchemy as the popular templates have it: a session an update, the ORM,
a commit, the answer; state in memory. What the process has in hand when it dies is lost."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, TelegramObject
from sqlalchemy import BigInteger, ForeignKey, event, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.contenders.echo import say, spare_garbage_collection


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "usual_users"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)


class Kept(Base):
    __tablename__ = "usual_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("usual_users.id"))
    text: Mapped[str]


class Sessions(BaseMiddleware):
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        async with self._sessions() as session:
            data["session"] = session
            return await handler(event, data)


async def keep(message: Message, session: AsyncSession, state: FSMContext) -> None:
    user = await session.scalar(select(User).where(User.telegram_id == message.chat.id))
    if user is None:
        user = User(telegram_id=message.chat.id)
        session.add(user)
        await session.flush()
    session.add(Kept(user_id=user.id, text=message.text or ""))
    await session.commit()
    await state.update_data(last=message.message_id)
    await message.answer(say(message.text or ""))


async def main(api: str, token: str, database_url: str, synchronous: str, spared: str) -> None:
    engine = create_async_engine(database_url, pool_size=10, max_overflow=0)
    if synchronous:
        event.listen(engine.sync_engine, "connect", _pragmas(synchronous))
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    dispatcher = Dispatcher()
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    dispatcher.message.middleware(Sessions(sessions))
    dispatcher.message.register(keep)
    if spared == "gc":
        spare_garbage_collection()
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    await dispatcher.start_polling(Bot(token, session=session))


def _pragmas(synchronous: str) -> Callable[[Any, Any], None]:
    """SQLite at its best for this bot: without WAL it is slower still."""

    def connect(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={synchronous}")
        cursor.close()

    return connect


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
