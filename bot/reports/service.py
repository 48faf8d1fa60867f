"""What a desk did in a time, in numbers in which nobody can be found."""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from statistics import median
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.errors import Trespass
from bot.i18n import Texts
from bot.legal.service import Counted, counted, result_title, topic_title
from bot.members import service as members
from bot.members.models import Organisation
from bot.members.service import OFFICE_ROLES, Viewer
from bot.regulations import Desk, OrganisationRules, Regulations

# A smaller group is people whom one could name.
SMALLEST: Final = 5
CURRENCIES: Final = {"RU": "₽", "KZ": "₸"}
HOUR: Final = 3600
HUNDREDTHS: Final = 100

# Of how many questions a figure is made, and the figure.
Measure: TypeAlias = tuple[int, float | None]
# A month, or the name of a topic, an organisation, a result.
Label: TypeAlias = str | date


class Period(StrEnum):
    MONTH = "month"
    LAST_MONTH = "last-month"
    QUARTER = "quarter"
    YEAR = "year"
    LAST_YEAR = "last-year"


class By(StrEnum):
    MONTH = "month"
    TOPIC = "topic"
    ORGANISATION = "organisation"
    RESULT = "result"


class Figure(StrEnum):
    CASES = "cases"
    # Medians, in working hours of the member's organisation.
    FIRST = "first"
    ANSWER = "answer"
    # Per cent of promises that were due.
    KEPT = "kept"
    HELPED = "helped"
    NOT_HELPED = "not-helped"
    RUBLES = "₽"
    TENGE = "₸"


@dataclass(frozen=True)
class Cell:
    """A figure. None: there is nothing to say.

    `hidden` where it would tell of too few people: `few` are in it, or else it would give away
    a group with few.
    """

    value: float | None = None
    hidden: bool = False
    few: bool = False


@dataclass(frozen=True)
class Line:
    label: Label
    cells: Mapping[Figure, Cell]

    @property
    def is_hidden(self) -> bool:
        return self.cells[Figure.CASES].hidden


@dataclass(frozen=True)
class Report:
    lines: Sequence[Line]
    total: Mapping[Figure, Cell]

    @property
    def is_empty(self) -> bool:
        return not self.lines


@dataclass(frozen=True)
class Source:
    """What was read: the rest is arithmetic and needs no database."""

    desk: Desk
    period: Period
    first: date
    # The last day of the period; it may lie ahead.
    last: date
    facts: Sequence[Counted]
    names: Mapping[int, str]
    rules: Mapping[int, OrganisationRules]
    paths: Collection[str]


class NoNumbers(Trespass):
    """He reached for the numbers of a desk that he does not see, or not any more."""

    key = "error-no-section"

    def __init__(self, desk: str) -> None:
        super().__init__("report-refused", f"desk:{desk}")


# Who sees what


def desks_of(viewer: Viewer, regulations: Regulations) -> dict[str, list[str]]:
    """Desks whose numbers he sees, and in which organisations: a head his desk, a chair all."""
    found = {}
    for key, desk in regulations.desks.items():
        paths = [o.path for o in viewer.offices if o.role in {*OFFICE_ROLES, desk.head}]
        if paths:
            found[key] = sorted(set(paths), key=len)
    return found


# Which days


def span(period: Period, today: date) -> tuple[date, date]:
    """Its first and its last day."""
    match period:
        case Period.MONTH:
            return _months(today.year, today.month, 1)
        case Period.LAST_MONTH:
            before = today.replace(day=1) - timedelta(days=1)
            return _months(before.year, before.month, 1)
        case Period.QUARTER:
            return _months(today.year, today.month - (today.month - 1) % 3, 3)
        case Period.YEAR:
            return _months(today.year, 1, 12)
        case Period.LAST_YEAR:
            return _months(today.year - 1, 1, 12)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


# What was read


async def read(
    session: AsyncSession, viewer: Viewer, desk: str, period: Period, regulations: Regulations
) -> Source:
    """Numbers of the viewer's organisations; whoever has none there is refused."""
    paths = desks_of(viewer, regulations).get(desk)
    if not paths:
        raise NoNumbers(desk)
    zone = viewer.texts.zone
    first, last = span(period, clock.now().astimezone(zone).date())
    since = datetime.combine(first, time(), zone)
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    facts = await counted(session, desk, paths, since, until)
    rows = (await session.scalars(select(Organisation))).all()
    names = {organisation.id: organisation.name for organisation in rows}
    asked_in = {fact.organisation_id: fact.path for fact in facts}
    return Source(
        desk=regulations.desks[desk],
        period=period,
        first=first,
        last=last,
        facts=facts,
        names=names,
        rules={
            place: regulations.settings_for([names[i] for i in reversed(_ids(path))])
            for place, path in asked_in.items()
        },
        paths=paths,
    )


async def note(session: AsyncSession, viewer: Viewer, source: Source, action: str) -> None:
    """Who took which numbers with him stands in the audit."""
    subject = f"report:{source.desk.key}:{source.first:%Y%m%d}-{source.last:%Y%m%d}"
    await members.audit(session, viewer.account_id, action, subject)


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.split("/") if part]


# Arithmetic


def report(source: Source, by: By, texts: Texts) -> Report:
    groups: dict[Label, list[Counted]] = {}
    for fact in source.facts:
        groups.setdefault(_label(source, fact, by, texts), []).append(fact)
    measured = {label: _measure(source, facts) for label, facts in groups.items()}
    counts = {f: {label: cells[f][0] for label, cells in measured.items()} for f in Figure}
    few = too_few(counts[Figure.CASES])
    hidden = {figure: too_few(counts[figure], few) for figure in Figure}
    lines = [
        Line(label, {f: _cell(measure, label in hidden[f]) for f, measure in cells.items()})
        for label, cells in measured.items()
    ]
    whole = _measure(source, source.facts)
    total = {f: _cell(measure, 0 < measure[0] < SMALLEST) for f, measure in whole.items()}
    return Report(sorted(lines, key=_place), total)


def too_few(counts: Mapping[Label, int], hidden: Collection[Label] = ()) -> set[Label]:
    """Groups not to be shown: those under five, and as many more as keep them from being found
    by taking the others from the total."""
    found = set(hidden) | {label for label, count in counts.items() if 0 < count < SMALLEST}
    others = sorted((label for label in counts if label not in found), key=lambda x: counts[x])
    for label in others:
        if sum(counts[x] for x in found) >= SMALLEST or not any(counts[x] for x in found):
            break
        if counts[label]:
            found.add(label)
    return found


def _cell(measure: Measure, hidden: bool) -> Cell:
    count, value = measure
    return Cell(hidden=True, few=count < SMALLEST) if hidden else Cell(value)


def _place(line: Line) -> tuple[bool, float, str]:
    """Months in their order; else the largest first, and the hidden by name: no order of size."""
    if isinstance(line.label, date):
        return False, 0, line.label.isoformat()
    return line.is_hidden, -(line.cells[Figure.CASES].value or 0), line.label


def _label(source: Source, fact: Counted, by: By, texts: Texts) -> Label:
    match by:
        case By.MONTH:
            return fact.submitted_at.astimezone(texts.zone).date().replace(day=1)
        case By.TOPIC:
            return topic_title(source.desk, fact.topic, texts)
        case By.ORGANISATION if fact.anonymous:
            return texts("reports-anonymous")
        case By.ORGANISATION:
            return source.names[_branch(fact.path, source.paths)]
        case By.RESULT:
            if fact.result is None:
                return texts("reports-no-result")
            return result_title(source.desk, fact.result, texts)


def _branch(path: str, scopes: Collection[str]) -> int:
    """The organisation right below the reader's own, or his own: whose numbers he compares."""
    scope = next(s for s in sorted(scopes, key=len) if path.startswith(s))
    below = _ids(path.removeprefix(scope))
    return below[0] if below else _ids(scope)[-1]


def _measure(source: Source, facts: Sequence[Counted]) -> dict[Figure, Measure]:
    """Each figure with how many questions it is made of."""
    rated = [fact.helped for fact in facts if fact.helped is not None]
    kept = [k for fact in facts if (k := _kept(fact)) is not None]
    return {
        Figure.CASES: (len(facts), len(facts)),
        Figure.FIRST: _median(_hours(source, facts, lambda fact: fact.first_word_at)),
        Figure.ANSWER: _median(_hours(source, facts, lambda fact: fact.answered_at)),
        Figure.KEPT: (len(kept), round(HUNDREDTHS * sum(kept) / len(kept), 1) if kept else None),
        Figure.HELPED: (len(rated), sum(rated) if rated else None),
        Figure.NOT_HELPED: (len(rated), len(rated) - sum(rated) if rated else None),
        Figure.RUBLES: _money(source, facts, Figure.RUBLES),
        Figure.TENGE: _money(source, facts, Figure.TENGE),
    }


def _hours(
    source: Source, facts: Iterable[Counted], until: Callable[[Counted], datetime | None]
) -> list[float]:
    return [
        source.rules[f.organisation_id].calendar.working_seconds_between(f.submitted_at, at) / HOUR
        for f in facts
        if (at := until(f)) is not None
    ]


def _median(values: Sequence[float]) -> Measure:
    return len(values), round(median(values), 1) if values else None


def _kept(fact: Counted) -> bool | None:
    """Whether the first promise was kept; None where that is not known yet."""
    if fact.missed:
        return False
    if fact.answered_at is None:
        return None
    return fact.due_at is None or fact.answered_at <= fact.due_at


def _money(source: Source, facts: Iterable[Counted], currency: Figure) -> Measure:
    sums = [
        fact.effect
        for fact in facts
        if fact.effect and CURRENCIES[source.rules[fact.organisation_id].jurisdiction] == currency
    ]
    return len(sums), sum(sums) / HUNDREDTHS if sums else None
