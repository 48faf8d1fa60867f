"""The people of a benchmark: written into the database before anything is measured."""

from datetime import date
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.cases.models import Case, CaseKind
from bot.db import Database
from bot.members import service as members
from bot.members.models import (
    Account,
    Category,
    Consent,
    Member,
    Membership,
    Organisation,
    Person,
    Role,
)
from bot.migrating import migrate
from bot.notices import BULK
from bot.security import keys, use_keys

DATA_KEY: Final = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
FIRST_LAWYER: Final = 9_000_000
UNION: Final = "Профсоюз"


async def prepare(database: Database, first: int, count: int) -> None:
    """Newest tables, and so many people with an account and a case each."""
    use_keys([DATA_KEY])
    await migrate(database)
    async with database.writing() as session:
        for account in await _accounts(session, first, count):
            session.add(Case(kind=CaseKind.QUESTION, account_id=account.id))


async def prepare_union(database: Database, first: int, count: int, lawyers: int) -> None:
    """Members of a school who agreed to everything, and the lawyers of the desk."""
    use_keys([DATA_KEY])
    await migrate(database)
    async with database.writing() as session:
        union = await members.root(session, UNION)
        school = Organisation(name="школа № 7", parent_id=union.id)
        session.add(school)
        await session.flush()
        school.path = f"{union.path}{school.id}/"
        accounts = await _accounts(session, first, count)
        rows = [_member(account, school) for account in accounts]
        session.add_all(rows)
        await session.flush()
        for account, row in zip(accounts, rows, strict=True):
            account.member_id = row.id
            session.add(_agreed(account))
        for lawyer in await _accounts(session, FIRST_LAWYER, lawyers):
            session.add(_agreed(lawyer))
            await members.grant(session, Role.LAWYER, lawyer, union)


async def prepare_bulk(database: Database, first: int, count: int) -> None:
    """A broadcast to all of them that waits in the outbox."""
    await prepare(database, first, count)
    async with database.writing() as session:
        for account_id in range(1, count + 1):
            await notices.post(session, account_id, "kept", priority=BULK, text="Собрание в пять")


async def _accounts(session: AsyncSession, first: int, count: int) -> list[Account]:
    accounts = [Account(telegram_id=first + number, language="ru") for number in range(count)]
    session.add_all(accounts)
    await session.flush()
    return accounts


def _member(account: Account, school: Organisation) -> Member:
    card = str(account.telegram_id)
    return Member(
        card_hash=keys().hash("card:" + card),
        person=Person(
            "Вопросова", "Вера", "Ивановна", date(1985, 3, 12), card, position="учитель"
        ),
        category=Category.WORKER,
        status=Membership.ACTIVE,
        organisation_id=school.id,
        joined_on=date(2010, 9, 1),
        row_hash=b"registry",
    )


def _agreed(account: Account) -> Consent:
    return Consent(account_id=account.id, kind="services", version="1", text_hash="", given=True)
