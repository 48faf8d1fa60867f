"""What a desk did, or what was applied for and paid, in numbers in which nobody can be found."""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from statistics import median
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import figures as applications
from bot.applications.models import Verdict
from bot.cases.models import CaseKind
from bot.errors import Trespass
from bot.i18n import Texts
from bot.legal.service import Counted, counted, result_title, topic_title
from bot.members import service as members
from bot.members.models import Organisation
from bot.members.service import OFFICE_ROLES, OFFICES, Viewer
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
    GROUND = "ground"
    REASON = "reason"


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
    # Of applications.
    FILED = "filed"
    APPROVED = "approved"
    REFUSED = "refused"
    # A median, in days from filing to the decision.
    DAYS = "days"
    GRANTED_RUBLES = "granted ₽"
    GRANTED_TENGE = "granted ₸"
    PAID_RUBLES = "paid ₽"
    PAID_TENGE = "paid ₸"


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
    count: Figure = Figure.CASES

    @property
    def is_hidden(self) -> bool:
        return self.cells[self.count].hidden


@dataclass(frozen=True)
class Report:
    lines: Sequence[Line]
    total: Mapping[Figure, Cell]

    @property
    def is_empty(self) -> bool:
        return not self.lines


@dataclass(frozen=True)
class Kind:
    """What is counted: which figures, by what they are broken down, how they are said."""

    # How many there are.
    count: Figure
    figures: tuple[Figure, ...]
    ways: tuple[By, ...]
    # A line of the caption each; what stands under a bar of the picture.
    said: tuple[tuple[Figure, ...], ...]
    details: tuple[Figure, ...]
    measure: "Callable[[Source, Sequence[Any]], dict[Figure, Measure]]"
    label: "Callable[[Source, Any, By, Texts], Label]"


@dataclass(frozen=True)
class Source:
    """What was read: the rest is arithmetic and needs no database."""

    key: str
    kind: Kind
    # What the reader calls it: a desk, or aid.
    name: str
    regulations: Regulations
    period: Period
    first: date
    # The last day of the period; it may lie ahead.
    last: date
    facts: Sequence[Any]
    names: Mapping[int, str]
    rules: Mapping[int, OrganisationRules]
    paths: Collection[str]

    @property
    def desk(self) -> Desk:
        return self.regulations.desks[self.key]


class NoNumbers(Trespass):
    """He reached for numbers that he does not see, or not any more."""

    key = "error-no-section"

    def __init__(self, subject: str) -> None:
        super().__init__("report-refused", f"desk:{subject}")


# Who sees what


# No desk has such a name.
AID: Final = "applications.aid"


def subjects_of(viewer: Viewer, regulations: Regulations) -> dict[str, list[str]]:
    """Of what he sees numbers, and in which organisations: a head his desk, a chair all."""
    found = {
        key: [o.path for o in viewer.offices if o.role in {*OFFICE_ROLES, desk.head}]
        for key, desk in regulations.desks.items()
    }
    if regulations.aid is not None:
        found[AID] = [o.path for o in viewer.offices if o.role in OFFICES]
    return {key: sorted(set(paths), key=len) for key, paths in found.items() if paths}


def name_of(subject: str, regulations: Regulations, texts: Texts) -> str:
    if subject == AID:
        return texts("reports-aid")
    return regulations.desks[subject].name.in_language(texts.language)


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
    session: AsyncSession, viewer: Viewer, subject: str, period: Period, regulations: Regulations
) -> Source:
    """Numbers of the viewer's organisations; whoever has none there is refused."""
    paths = subjects_of(viewer, regulations).get(subject)
    if not paths:
        raise NoNumbers(subject)
    zone = viewer.texts.zone
    first, last = span(period, clock.now().astimezone(zone).date())
    since = datetime.combine(first, time(), zone)
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    facts: Sequence[Any]
    if subject == AID:
        facts = await applications.counted(session, CaseKind.AID, paths, since, until)
    else:
        facts = await counted(session, subject, paths, since, until)
    rows = (await session.scalars(select(Organisation))).all()
    names = {organisation.id: organisation.name for organisation in rows}
    asked_in = {fact.organisation_id: fact.path for fact in facts}
    return Source(
        key=subject,
        kind=APPLICATIONS if subject == AID else QUESTIONS,
        name=name_of(subject, regulations, viewer.texts),
        regulations=regulations,
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
    subject = f"report:{source.key}:{source.first:%Y%m%d}-{source.last:%Y%m%d}"
    await members.audit(session, viewer.account_id, action, subject)


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.split("/") if part]


# Arithmetic


def report(source: Source, by: By, texts: Texts) -> Report:
    kind = source.kind
    groups: dict[Label, list[Any]] = {}
    for fact in source.facts:
        groups.setdefault(kind.label(source, fact, by, texts), []).append(fact)
    measured = {label: kind.measure(source, facts) for label, facts in groups.items()}
    counts = {
        figure: {label: cells[figure][0] for label, cells in measured.items()}
        for figure in kind.figures
    }
    few = too_few(counts[kind.count])
    hidden = {figure: too_few(counts[figure], few) for figure in kind.figures}
    lines = [
        Line(
            label,
            {f: _cell(measure, label in hidden[f]) for f, measure in cells.items()},
            kind.count,
        )
        for label, cells in measured.items()
    ]
    whole = kind.measure(source, source.facts)
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
    return line.is_hidden, -(line.cells[line.count].value or 0), line.label


def _month(submitted_at: datetime, texts: Texts) -> date:
    return submitted_at.astimezone(texts.zone).date().replace(day=1)


def _label(source: Source, fact: Counted, by: By, texts: Texts) -> Label:
    match by:
        case By.MONTH:
            return _month(fact.submitted_at, texts)
        case By.TOPIC:
            return topic_title(source.desk, fact.topic, texts)
        case By.ORGANISATION if fact.anonymous:
            return texts("reports-anonymous")
        case By.ORGANISATION:
            return source.names[_branch(fact.path, source.paths)]
        case _:
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


QUESTIONS: Final = Kind(
    count=Figure.CASES,
    figures=(
        Figure.CASES,
        Figure.FIRST,
        Figure.ANSWER,
        Figure.KEPT,
        Figure.HELPED,
        Figure.NOT_HELPED,
        Figure.RUBLES,
        Figure.TENGE,
    ),
    ways=(By.MONTH, By.TOPIC, By.ORGANISATION, By.RESULT),
    said=(
        (Figure.CASES,),
        (Figure.FIRST, Figure.ANSWER),
        (Figure.KEPT,),
        (Figure.HELPED, Figure.NOT_HELPED),
        (Figure.RUBLES, Figure.TENGE),
    ),
    details=(Figure.ANSWER, Figure.KEPT, Figure.RUBLES, Figure.TENGE),
    measure=_measure,
    label=_label,
)


# Applications


def _label_of_application(
    source: Source, fact: applications.Counted, by: By, texts: Texts
) -> Label:
    language = texts.language
    aid = source.regulations.aid
    match by:
        case By.MONTH:
            return _month(fact.submitted_at, texts)
        case By.ORGANISATION:
            return source.names[_branch(fact.path, source.paths)]
        case By.GROUND:
            fund = aid.funds.get(fact.fund) if aid else None
            ground = fund.grounds.get(fact.ground) if fund else None
            return ground.title.in_language(language) if ground else fact.ground
        case _:
            if fact.verdict is not Verdict.REFUSED:
                return texts(f"reports-verdict-{fact.verdict or 'none'}")
            reason = aid.reasons.get(fact.reason or "") if aid else None
            return reason.title.in_language(language) if reason else fact.reason or ""


def _measure_applications(
    source: Source, facts: Sequence[applications.Counted]
) -> dict[Figure, Measure]:
    days = [(f.decided_at - f.submitted_at).days for f in facts if f.decided_at is not None]
    verdicts = [fact.verdict for fact in facts if fact.verdict is not None]
    approved = sum(verdict is Verdict.APPROVED for verdict in verdicts)

    def paid_out(currency: str, *, granted: bool) -> Measure:
        sums = [fact.granted if granted else fact.paid for fact in facts
                if fact.currency == currency and fact.verdict is Verdict.APPROVED]  # fmt: skip
        return len(sums), sum(sums) / HUNDREDTHS if sums else None

    return {
        Figure.FILED: (len(facts), len(facts)),
        Figure.APPROVED: (len(verdicts), approved if verdicts else None),
        Figure.REFUSED: (len(verdicts), len(verdicts) - approved if verdicts else None),
        Figure.DAYS: _median(days),
        Figure.GRANTED_RUBLES: paid_out("RUB", granted=True),
        Figure.GRANTED_TENGE: paid_out("KZT", granted=True),
        Figure.PAID_RUBLES: paid_out("RUB", granted=False),
        Figure.PAID_TENGE: paid_out("KZT", granted=False),
    }


_SUMS: Final = (
    (Figure.GRANTED_RUBLES, Figure.GRANTED_TENGE),
    (Figure.PAID_RUBLES, Figure.PAID_TENGE),
)

APPLICATIONS: Final = Kind(
    count=Figure.FILED,
    figures=(Figure.FILED, Figure.APPROVED, Figure.REFUSED, Figure.DAYS, *_SUMS[0], *_SUMS[1]),
    ways=(By.MONTH, By.GROUND, By.ORGANISATION, By.REASON),
    said=((Figure.FILED,), (Figure.APPROVED, Figure.REFUSED), (Figure.DAYS,), *_SUMS),
    details=(Figure.APPROVED, Figure.DAYS, *_SUMS[0]),
    measure=_measure_applications,
    label=_label_of_application,
)
