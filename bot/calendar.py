"""Working time and terms of law. Plain arithmetic: it knows neither the clock nor the database."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count, islice, takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
NOTHING = timedelta()


class MonthDay(NamedTuple):
    """A date of every year."""

    month: int
    day: int


class Hours(NamedTuple):
    """Local hours from `start` up to `end`; 22:00–08:00 pass midnight."""

    start: time
    end: time

    def cover(self, moment: time) -> bool:
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Term:
    amount: int
    unit: Unit

    def after(self, start: date) -> date:
        """The day it ends when nothing moves it. Working days need a calendar: `last_day`."""
        match self.unit:
            case Unit.DAYS:
                return start + self.amount * DAY
            case Unit.MONTHS:
                return _months_later(start, self.amount)
            case Unit.YEARS:
                return _months_later(start, 12 * self.amount)
            case Unit.WORKING_DAYS:
                raise ValueError("working days are counted by a calendar")


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When an organisation works.

    `weekdays` count from Monday, 0. `working` are days worked in spite of all else: Saturdays
    that a decree made working. Moments go in aware, in any zone, and come out in UTC.
    """

    zone: ZoneInfo
    weekdays: frozenset[int]
    hours: Hours
    holidays: frozenset[date | MonthDay] = frozenset()
    working: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        if day in self.working:
            return True
        if day.weekday() not in self.weekdays:
            return False
        return day not in self.holidays and MonthDay(day.month, day.day) not in self.holidays

    def is_working_time(self, moment: datetime) -> bool:
        local = self._local(moment)
        return self.is_working_day(local.date()) and self.hours.cover(local.time())

    def add_working_days(self, moment: datetime, days: int) -> date:
        """The day of a promise: the day of the moment is not counted.

        What comes after hours or on a day off counts as come on the next working day.
        """
        if days < 0:
            raise ValueError("a promise lies ahead")
        local = self._local(moment)
        over = local.time() >= self.hours.end
        first = local.date() + DAY if over else local.date()
        return next(islice(self.working_days_from(first), days, None))

    def end_of_day(self, day: date) -> datetime:
        """When business closes that day."""
        return self._span(day)[1]

    def add_working_hours(self, moment: datetime, hours: float) -> datetime:
        """The moment by which so many hours have been worked."""
        left, moment = _ahead(hours), _aware(moment).astimezone(UTC)
        for start, end in map(self._span, self.working_days_from(self._local(moment).date())):
            begin = max(start, moment)
            if begin + left <= end:
                return begin + left
            left -= max(end - begin, NOTHING)
        raise AssertionError("working days do not end")

    def subtract_working_hours(self, moment: datetime, hours: float) -> datetime:
        """The latest moment from which so many hours are worked up to `moment`."""
        left, moment = _ahead(hours), _aware(moment).astimezone(UTC)
        days = self.working_days_from(self._local(moment).date(), step=-1)
        for start, end in map(self._span, days):
            finish = min(end, moment)
            if finish - left >= start:
                return finish - left
            left -= max(finish - start, NOTHING)
        raise AssertionError("working days do not end")

    def add_working_day(self, moment: datetime) -> datetime:
        """The moment by which as much has been worked as on a whole day."""
        start, end = (datetime.combine(date.min, hour) for hour in self.hours)
        return self.add_working_hours(moment, (end - start) / timedelta(hours=1))

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days come after `first` up to `last`; negative when `last` is past."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(self.is_working_day(first + n * DAY) for n in range(1, (last - first).days + 1))

    def working_seconds_between(self, first: datetime, last: datetime) -> int:
        """How long the office was at work from `first` to `last`; 0 when `last` is earlier."""
        final = self._local(last).date()
        days = takewhile(
            lambda day: day <= final, self.working_days_from(self._local(first).date())
        )
        # In UTC: datetimes of one zone subtract their clock faces, though the clocks were moved.
        begin, finish = first.astimezone(UTC), last.astimezone(UTC)
        worked = (
            max(min(end, finish) - max(start, begin), NOTHING)
            for start, end in map(self._span, days)
        )
        return int(sum(worked, NOTHING).total_seconds())

    def working_days_from(self, day: date, step: int = 1) -> Iterator[date]:
        """Working days without end, `day` itself included; step -1 goes back."""
        return filter(self.is_working_day, (day + n * DAY for n in count(0, step)))

    def _local(self, moment: datetime) -> datetime:
        return _aware(moment).astimezone(self.zone)

    def _span(self, day: date) -> tuple[datetime, datetime]:
        start, end = (
            datetime.combine(day, hour, self.zone).astimezone(UTC) for hour in self.hours
        )
        return start, end


def last_day(start: date, term: Term, calendar: WorkCalendar) -> date:
    """The last day on which a right can still be used, when its term runs from the day `start`.

    Months and years expire on the same number, days off count among days, and a last day that is
    not worked moves to the next working day: части 3 и 4 ст. 14 ТК РФ, пункты 4 и 5 ст. 13 ТК РК.
    A month without that number ends the term on its last day: so пункт 4 ст. 13 ТК РК; ст. 14
    ТК РФ is silent, and it is the safe side. Days count from the day after `start` (пункт 3 ст. 13
    ТК РК; часть 2 ст. 14 ТК РФ says it of terms that run from the end of employment).
    """
    if term.unit is Unit.WORKING_DAYS:
        return next(islice(calendar.working_days_from(start + DAY), term.amount - 1, None))
    return next(calendar.working_days_from(term.after(start)))


def quiet_until(quiet: Hours, zone: ZoneInfo, moment: datetime) -> datetime | None:
    """When quiet hours end, in UTC, if the moment falls into them."""
    local = _aware(moment).astimezone(zone)
    if not quiet.cover(local.time()):
        return None
    day = local.date() + DAY if local.time() >= quiet.end else local.date()
    return datetime.combine(day, quiet.end, zone).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _ahead(hours: float) -> timedelta:
    if hours < 0:
        raise ValueError("hours are counted forward")
    return timedelta(hours=hours)
