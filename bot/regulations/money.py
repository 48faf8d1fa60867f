"""What a union pays, from which purse and by whose decision. A default is what may be left out.

Aid describes its grounds here; a loan will have a block of its own on the same funds' shape: a
purse, the bodies through which an application goes, papers and reasons of refusal.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

from bot.calendar import Term
from bot.regulations.blocks import Jurisdiction, Outcome
from bot.regulations.marked_yaml import wrong
from bot.regulations.values import (
    Bilingual,
    Day,
    Key,
    Keyed,
    LegalTerm,
    OwnName,
    StorageTerm,
    Strict,
    Text,
    YesNo,
    whole,
    with_keys,
)

HUNDREDTHS = 100
LARGEST_SUM = 1_000_000_000
ANY = "any"


def _sum(value: Any) -> int:
    written = str(value).replace(" ", "").replace("_", "")
    if written.isascii() and written.isdigit() and 0 < int(written) <= LARGEST_SUM:
        return int(written) * HUNDREDTHS
    raise wrong("нужна сумма целым числом, например 20000", value)


def _as_written(amount: int) -> int:
    return amount // HUNDREDTHS


def _limit(value: Any) -> int | None:
    if str(value) == ANY:
        return None
    try:
        return _sum(value)
    except PydanticCustomError:
        raise wrong(f"нужна сумма целым числом или {ANY} (любая)", value) from None


def _limit_as_written(limit: int | None) -> int | str:
    return ANY if limit is None else _as_written(limit)


# In kopecks (tiyn); the file has whole roubles (tenge).
Sum = Annotated[int, PlainValidator(_sum), PlainSerializer(_as_written)]
# Up to which sum a role decides alone. None: any.
Limit = Annotated[int | None, PlainValidator(_limit), PlainSerializer(_limit_as_written)]
Year = Annotated[int, whole(2020, 2100)]


class Level(StrEnum):
    """Where on the tree a body sits, seen from the member: his own organisation, the one above
    it, and the highest below the union (the union itself where nothing lies between)."""

    PRIMARY = "primary"
    TERRITORIAL = "territorial"
    REGIONAL = "regional"


class Frequency(StrEnum):
    """How often a ground may be used: once in a calendar year, once an event, or at any time."""

    YEAR = "year"
    EVENT = "event"
    ALWAYS = "always"


class Source(StrEnum):
    """Whose money: what is paid from dues is free of tax (п. 31 ст. 217 НК РФ, as the union's
    accountant has to confirm), other money may not be."""

    DUES = "dues"
    OTHER = "other"


class Body(Strict):
    """A station of an application: who decides there, and when he meets."""

    key: OwnName
    level: Level
    title: Bilingual
    # Role → the sum up to which it decides alone.
    decides: dict[Key, Limit]
    # When the body meets; without a day it decides within `days` working days.
    sessions: tuple[Day, ...] = ()
    # Papers must be there so many days before a session.
    cut_off_days: Annotated[int, whole(0, 60)] = 7
    days: Annotated[int, whole(1, 90)] = 10

    def next_session(self, day: date) -> date | None:
        """The first session whose cut-off has not passed on that day."""
        ahead = (s for s in sorted(self.sessions) if (s - day).days >= self.cut_off_days)
        return next(ahead, None)

    def papers_by(self, session: date) -> date:
        return session - timedelta(days=self.cut_off_days)


class RequiredPaper(Strict):
    """What a ground wants to see. One that names an illness is brought on paper alone."""

    key: OwnName
    title: Bilingual
    # What the person is told of it: where to get it, what to cover.
    hint: Bilingual | None = None
    on_paper: YesNo = False
    # A petition of the primary organisation: its officer gives it, the member brings nothing.
    petition: YesNo = False

    @property
    def is_ticked(self) -> bool:
        """An officer of the primary notes that it is there; it is no file of the chat."""
        return self.on_paper or self.petition


class Ground(Strict):
    key: OwnName
    title: Bilingual
    about: Bilingual
    # One of the two: up to a sum, or a sum that is the same for all.
    cap: Sum | None = None
    fixed: Sum | None = None
    frequency: Frequency = Frequency.YEAR
    # How long one has been a member; without it the fund's.
    tenure: StorageTerm | None = None
    # Misfortune: neither tenure nor frequency counts.
    exempt: YesNo = False
    # The question for the day of the event; a ground without it has no event.
    event: Bilingual | None = None
    # How long after the event one may still apply.
    within: StorageTerm | None = None
    papers: tuple[Key, ...] = ()
    # What may be spent on it in a year.
    budget: dict[Year, Sum] = Field(default_factory=dict)

    @property
    def ceiling(self) -> int:
        return self.fixed or self.cap or 0


class Fund(Strict):
    """A purse with its own grounds and its own way to a decision."""

    key: OwnName
    title: Bilingual
    # Whose purse, as in the registry; without it that of the whole union.
    organisation: Text | None = None
    # Only for members under this law, in whose money it pays.
    jurisdiction: Jurisdiction | None = None
    source: Source = Source.DUES
    tenure: StorageTerm | None = None
    # How long after a refusal one may turn to the body above.
    appeal: LegalTerm
    # The paper to sign: {body}, {name}, {place}, {card}, {ground}, {amount}, {text}, {event} and
    # {date} are filled in.
    statement: Bilingual
    route: Keyed[Body]
    grounds: Keyed[Ground]

    @property
    def stages(self) -> tuple[Body, ...]:
        return tuple(self.route.values())


Papers = Annotated[dict[str, RequiredPaper], BeforeValidator(with_keys)]


class Aid(Strict):
    """Material aid. What a level below adds is a fund of its own."""

    papers: Papers = Field(default_factory=dict)
    reasons: Keyed[Outcome]
    funds: Keyed[Fund]


class Terms(Strict):
    """The rules under which one application was filed: they stay with it whatever changes."""

    # One fund with one ground in it.
    funds: Keyed[Fund]
    papers: Papers
    reasons: Keyed[Outcome]

    @property
    def fund(self) -> Fund:
        return next(iter(self.funds.values()))

    @property
    def ground(self) -> Ground:
        return next(iter(self.fund.grounds.values()))

    @property
    def stages(self) -> tuple[Body, ...]:
        return self.fund.stages

    @property
    def ticked(self) -> tuple[RequiredPaper, ...]:
        return tuple(paper for paper in self.papers.values() if paper.is_ticked)

    @property
    def sent(self) -> tuple[RequiredPaper, ...]:
        return tuple(paper for paper in self.papers.values() if not paper.is_ticked)

    @property
    def tenure(self) -> Term | None:
        return None if self.ground.exempt else self.ground.tenure or self.fund.tenure


def terms_of(aid: Aid, fund: Fund, ground: Ground) -> Terms:
    """What applies to an application for this ground today."""
    return Terms.model_construct(
        funds={fund.key: fund.model_copy(update={"grounds": {ground.key: ground}})},
        papers={key: aid.papers[key] for key in ground.papers},
        reasons=aid.reasons,
    )
