"""What the program keeps on a person: each feature says its own part here, by a line.

`@exports` shows it to him, `@forgets` lets go of it when he leaves, `@keeps` says what stays and
until when, `@expires` deletes what stayed long enough.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.calendar import Term, Unit
from bot.db import Base, Database
from bot.i18n import MissingText, Texts
from bot.regulations import Regulations


@dataclass(frozen=True)
class Whose:
    """A person: his account, the member he is; one of them may be missing."""

    account_id: int | None
    member_id: int | None


@dataclass(frozen=True)
class Coded:
    """A value of a fixed set: what the program writes, and what a person reads."""

    code: str
    words: str


Value: TypeAlias = "str | int | bool | date | datetime | Coded | list[Record] | None"
# Field names are English; what a person reads is `mydata-field-…`.
Record: TypeAlias = dict[str, Value]


def in_words(texts: Texts, code: str, key: str, other: str) -> Coded:
    """Of what any feature writes: a code that has no text of its own has that of the others.

    A person reads no codes; programs find them in the JSON.
    """
    try:
        return Coded(code, texts(key))
    except MissingText:
        return Coded(code, texts(other))


@dataclass(frozen=True)
class Asking:
    """Whose data, in which language and zone, by which rules."""

    whose: Whose
    texts: Texts
    regulations: Regulations


Export = Callable[[AsyncSession, Asking], Awaitable[list[Record]]]


@dataclass(frozen=True)
class Part:
    """A chapter of the file; its title is `mydata-part-…`."""

    name: str
    place: int
    tables: frozenset[str]
    export: Export


@dataclass(frozen=True)
class Kept:
    """What stays when he leaves: how many, until when, and whose reason in the regulations.

    Without a day: until something else happens, and the text says what.
    """

    kind: str
    until: date | None = None
    what: str = ""


parts: list[Part] = []

Forget = Callable[[AsyncSession, Whose, Regulations], Awaitable[None]]
forgetters: list[Forget] = []

Keep = Callable[[AsyncSession, Whose, Regulations], Awaitable[list[Kept]]]
keepers: list[Keep] = []

# Deletes what is due, in transactions of its own, and says how many.
Expire = Callable[[Database, Regulations], Awaitable[int]]
expirers: dict[str, Expire] = {}


def exports(name: str, place: int, *models: type[Base]) -> Callable[[Export], Export]:
    """The function that gives a chapter of the file, and the tables it reads."""

    def register(export: Export) -> Export:
        tables = frozenset(str(model.__tablename__) for model in models)
        parts.append(Part(name, place, tables, export))
        return export

    return register


def forgets(forget: Forget) -> Forget:
    """Called in the transaction in which a person leaves."""
    forgetters.append(forget)
    return forget


def keeps(keep: Keep) -> Keep:
    """Called to tell a person what stays, before he decides."""
    keepers.append(keep)
    return keep


def expires(kind: str) -> Callable[[Expire], Expire]:
    """Called daily; what it deleted is recorded as a number under this kind."""

    def register(expire: Expire) -> Expire:
        expirers[kind] = expire
        return expire

    return register


async def let_go_of(session: AsyncSession, model: type[Base], row_id: int) -> None:
    """Whatever refers to this row, of any feature: it goes, or where it may, refers to nothing."""
    for table in reversed(Base.metadata.sorted_tables):
        for key in table.foreign_keys:
            if key.column.table is not model.__table__:
                continue
            refers = key.parent == row_id
            if key.parent.nullable:
                await session.execute(table.update().where(refers).values({key.parent: None}))
            else:
                await session.execute(table.delete().where(refers))


# Terms

SHORTEST = {Unit.DAYS: 1, Unit.MONTHS: 28, Unit.YEARS: 365}


def is_over(term: Term, since: date) -> bool:
    """Kept through the last day of the term, gone the day after."""
    return term.after(since) < clock.today()


def certainly_begun_by(term: Term) -> datetime:
    """Nothing that began later is due: what the database is asked, before `is_over` decides."""
    return clock.now() - timedelta(days=term.amount * SHORTEST[term.unit])
