"""The administrator: who he is, what he is told; and the checks that keep a database its own."""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.admin.models import Fact
from bot.db import alone
from bot.errors import SetupError
from bot.members import service as members
from bot.members.models import Account, Role
from bot.regulations import Regulations
from bot.security import seal, unseal

# The same trouble is told once in this time.
ALERT_MINUTES = 10
SEAL, BOT, LINK = "seal", "bot", "admin_link"
# When the last backup was made, and when the first start was: ISO moments.
BACKUP, INSTALLED = "backup_at", "installed_at"
ROTATION = "rotation"


async def fact(session: AsyncSession, name: str) -> str | None:
    return await session.scalar(select(Fact.value).where(Fact.name == name))


async def remember(session: AsyncSession, name: str, value: str) -> None:
    await session.merge(Fact(name=name, value=value))


async def installed(session: AsyncSession) -> None:
    """The first start is remembered: from it a backup is missed."""
    if await fact(session, INSTALLED) is None:
        await remember(session, INSTALLED, clock.now().isoformat())


async def check_keys(session: AsyncSession) -> None:
    """The keys must open what this database holds; a new database remembers them."""
    await alone(session)
    stored = await fact(session, SEAL)
    if stored is None:
        await remember(session, SEAL, seal(SEAL.encode()).decode())
        return
    try:
        unseal(stored.encode())
    except InvalidToken:
        raise SetupError(
            "Настройка DATA_KEYS: этот ключ не открывает базу данных. Верните ключ, с которым она"
            " создана."
        ) from None


async def check_bot(session: AsyncSession, bot_id: int) -> None:
    """A database remembers its bot: file ids and message ids of another one mean nothing here."""
    await alone(session)
    stored = await fact(session, BOT)
    if stored is None:
        await remember(session, BOT, str(bot_id))
    elif stored != str(bot_id):
        raise SetupError(
            f"Эта база данных принадлежит боту {stored}, а BOT_TOKEN от бота {bot_id}."
            " Верните прежний токен или укажите другую DATABASE_URL."
        )


async def new_link(session: AsyncSession) -> str | None:
    """A one-time token that makes its opener administrator; None where there is one already."""
    if await members.holders(session, [Role.ADMIN]):
        return None
    token = secrets.token_urlsafe(16)
    await remember(session, LINK, _hash(token))
    return token


async def open_link(
    session: AsyncSession, token: str, telegram_id: int, language: str, regulations: Regulations
) -> Account | None:
    # One conditional update: of two who open it at once, one is the administrator.
    opened = await session.scalar(
        update(Fact)
        .where(Fact.name == LINK, Fact.value == _hash(token))
        .values(value="")
        .returning(Fact.name)
    )
    if opened is None:
        return None
    account = await members.ensure_account(session, telegram_id, language)
    union = await members.root(session, regulations.union.name.ru)
    await members.grant(session, Role.ADMIN, account, union)
    return account


async def make_administrators(
    session: AsyncSession, telegram_ids: Iterable[int], language: str, regulations: Regulations
) -> None:
    """Those whom ADMIN_IDS names, from the first start on."""
    union = await members.root(session, regulations.union.name.ru)
    for telegram_id in telegram_ids:
        account = await members.ensure_account(session, telegram_id, language)
        await members.grant(session, Role.ADMIN, account, union)


async def alert(
    session: AsyncSession,
    kind: str,
    *,
    cause: str = "",
    minutes: int = ALERT_MINUTES,
    **values: Any,
) -> None:
    """One line to every administrator: what happened and what to do. A cause is told once."""
    window = int(clock.now().timestamp()) // (minutes * 60)
    for account in await members.holders(session, [Role.ADMIN]):
        key = f"alert:{kind}{cause and ':' + cause}:{window}:{account.id}"
        await notices.post(session, account.id, kind, key=key, **values)


async def is_new(session: AsyncSession) -> bool:
    """Whether nothing was ever kept in this database."""
    return await fact(session, SEAL) is None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
