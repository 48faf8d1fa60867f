"""The arithmetic of working time and of terms of law."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.calendar import Hours, MonthDay, Term, Unit, WorkCalendar, last_day, quiet_until

MONDAY_TO_FRIDAY = frozenset(range(5))
NINE_TO_SIX = Hours(time(9), time(18))
NEW_YEAR = frozenset(MonthDay(1, day) for day in range(1, 9))
BARNAUL = WorkCalendar(
    zone=ZoneInfo("Asia/Barnaul"),
    weekdays=MONDAY_TO_FRIDAY,
    hours=NINE_TO_SIX,
    holidays=NEW_YEAR | {MonthDay(11, 4), MonthDay(2, 23), date(2026, 12, 31)},
    working=frozenset({date(2026, 2, 14)}),
)
ALMATY = WorkCalendar(
    zone=ZoneInfo("Asia/Almaty"),
    weekdays=MONDAY_TO_FRIDAY,
    hours=NINE_TO_SIX,
    holidays=frozenset({*(MonthDay(3, day) for day in (21, 22, 23)), date(2027, 3, 24)}),
)
# Clocks there move twice a year, and its office works on Sundays, when they do.
BERLIN = WorkCalendar(ZoneInfo("Europe/Berlin"), frozenset({0, 3, 6}), Hours(time(1), time(23)))

calendars = st.sampled_from([BARNAUL, ALMATY, BERLIN])
# Barnaul moved its clocks in October 2014 and March 2016, Almaty in March 2024.
moments = st.integers(
    int(datetime(2014, 1, 1, tzinfo=UTC).timestamp()),
    int(datetime(2029, 1, 1, tzinfo=UTC).timestamp()),
).map(lambda second: datetime.fromtimestamp(second, UTC))
hours = st.integers(0, 4000).map(lambda minutes: minutes / 60)


def at(calendar: WorkCalendar, day: str, clock: str = "12:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=calendar.zone)


# Days


def test_a_saturday_made_working_by_decree_is_worked() -> None:
    assert BARNAUL.is_working_day(date(2026, 2, 14))
    assert not BARNAUL.is_working_day(date(2026, 2, 21))


def test_a_holiday_of_every_year_and_one_of_this_year_are_days_off() -> None:
    assert not BARNAUL.is_working_day(date(2030, 11, 4))
    assert not BARNAUL.is_working_day(date(2026, 12, 31))
    assert BARNAUL.is_working_day(date(2027, 12, 31))


@pytest.mark.parametrize(
    ("asked", "clock", "promised"),
    [
        ("2026-11-18", "10:00", "2026-11-23"),  # Wednesday: Thursday, Friday, Monday
        ("2026-11-20", "17:30", "2026-11-25"),  # Friday before the end: Monday is the first
        ("2026-11-20", "18:00", "2026-11-26"),  # Friday after the end counts as Monday
        ("2026-11-21", "11:00", "2026-11-26"),  # and so does Saturday
        ("2026-11-22", "23:59", "2026-11-26"),
        ("2026-11-23", "00:30", "2026-11-26"),  # Monday before the office opens
        ("2026-12-30", "10:00", "2027-01-13"),  # over 31 December and the first week of January
        ("2026-12-31", "10:00", "2027-01-14"),
    ],
)
def test_three_working_days_from(asked: str, clock: str, promised: str) -> None:
    assert BARNAUL.add_working_days(at(BARNAUL, asked, clock), 3) == date.fromisoformat(promised)


def test_a_promise_in_almaty_passes_over_nauryz() -> None:
    assert ALMATY.add_working_days(at(ALMATY, "2027-03-19"), 1) == date(2027, 3, 25)


def test_no_days_are_today_while_the_office_is_open() -> None:
    assert BARNAUL.add_working_days(at(BARNAUL, "2026-11-20", "17:59"), 0) == date(2026, 11, 20)
    assert BARNAUL.add_working_days(at(BARNAUL, "2026-11-20", "18:00"), 0) == date(2026, 11, 23)


def test_the_day_is_that_of_the_office_and_not_of_utc() -> None:
    late_on_sunday_in_utc = datetime(2026, 11, 22, 20, tzinfo=UTC)  # Monday, 03:00 in Barnaul
    assert BARNAUL.add_working_days(late_on_sunday_in_utc, 1) == date(2026, 11, 24)


def test_business_closes_at_the_local_hour() -> None:
    assert BARNAUL.end_of_day(date(2026, 11, 25)) == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert ALMATY.end_of_day(date(2026, 11, 25)) == datetime(2026, 11, 25, 13, tzinfo=UTC)


def test_almaty_closed_an_hour_earlier_by_utc_before_its_clocks_moved() -> None:
    assert ALMATY.end_of_day(date(2024, 2, 29)).hour == 12
    assert ALMATY.end_of_day(date(2024, 3, 1)).hour == 13


def test_days_between_do_not_count_the_first() -> None:
    friday, wednesday = date(2026, 11, 20), date(2026, 11, 25)
    assert BARNAUL.working_days_between(friday, wednesday) == 3
    assert BARNAUL.working_days_between(wednesday, friday) == -3
    assert BARNAUL.working_days_between(friday, friday) == 0


@given(calendars, moments, st.integers(0, 60))
def test_a_promise_lands_on_a_working_day_so_many_days_on(
    calendar: WorkCalendar, moment: datetime, days: int
) -> None:
    first = calendar.add_working_days(moment, 0)
    promised = calendar.add_working_days(moment, days)
    assert calendar.is_working_day(promised)
    assert calendar.working_days_between(first, promised) == days
    assert calendar.end_of_day(promised) > moment


@given(calendars, moments, moments, st.integers(0, 60))
def test_who_asks_later_is_not_promised_an_earlier_day(
    calendar: WorkCalendar, one: datetime, other: datetime, days: int
) -> None:
    earlier, later = sorted([one, other])
    assert calendar.add_working_days(earlier, days) <= calendar.add_working_days(later, days)


# Hours


def test_four_hours_from_friday_afternoon_end_on_monday() -> None:
    taken = at(BARNAUL, "2026-11-20", "16:30")
    assert BARNAUL.add_working_hours(taken, 4) == at(BARNAUL, "2026-11-23", "11:30")


def test_what_is_taken_on_saturday_is_held_from_monday_morning() -> None:
    taken = at(BARNAUL, "2026-11-21")
    assert BARNAUL.add_working_hours(taken, 4) == at(BARNAUL, "2026-11-23", "13:00")


def test_hours_that_fill_the_day_end_with_it() -> None:
    opening = at(BARNAUL, "2026-11-23", "09:00")
    assert BARNAUL.add_working_hours(opening, 9) == BARNAUL.end_of_day(date(2026, 11, 23))


def test_the_reminder_of_a_promise_comes_in_the_same_afternoon() -> None:
    promise = BARNAUL.end_of_day(date(2026, 11, 25))
    assert BARNAUL.subtract_working_hours(promise, 4) == at(BARNAUL, "2026-11-25", "14:00")


def test_going_back_passes_over_the_weekend() -> None:
    monday = at(BARNAUL, "2026-11-23", "10:00")
    assert BARNAUL.subtract_working_hours(monday, 2) == at(BARNAUL, "2026-11-20", "17:00")


def test_nights_and_weekends_are_not_waiting_time() -> None:
    friday, monday = at(BARNAUL, "2026-11-20", "17:00"), at(BARNAUL, "2026-11-23", "10:00")
    assert BARNAUL.working_seconds_between(friday, monday) == 2 * 3600
    assert BARNAUL.working_seconds_between(monday, friday) == 0


def test_an_hour_that_the_clocks_skip_is_not_worked() -> None:
    start = at(BERLIN, "2026-03-29", "01:00")
    assert BERLIN.working_seconds_between(start, at(BERLIN, "2026-03-29", "05:00")) == 3 * 3600
    assert BERLIN.add_working_hours(start, 3) == at(BERLIN, "2026-03-29", "05:00")
    assert BERLIN.subtract_working_hours(at(BERLIN, "2026-03-29", "05:00"), 3) == start


@given(calendars, moments, hours)
def test_hours_added_are_hours_worked(
    calendar: WorkCalendar, moment: datetime, added: float
) -> None:
    held = calendar.add_working_hours(moment, added)
    assert held >= moment
    assert held.tzinfo is UTC
    assert abs(calendar.working_seconds_between(moment, held) - added * 3600) <= 1


@given(calendars, moments, hours)
def test_going_forth_and_back_ends_no_later(
    calendar: WorkCalendar, moment: datetime, span: float
) -> None:
    assume(calendar.is_working_time(moment))
    back = calendar.subtract_working_hours(calendar.add_working_hours(moment, span), span)
    assert back <= moment
    assert calendar.working_seconds_between(back, moment) == 0


@given(calendars, moments, moments, hours)
def test_who_takes_later_holds_no_shorter(
    calendar: WorkCalendar, one: datetime, other: datetime, span: float
) -> None:
    earlier, later = sorted([one, other])
    added = calendar.add_working_hours
    assert added(earlier, span) <= added(later, span)
    taken = calendar.subtract_working_hours
    assert taken(earlier, span) <= taken(later, span)


@given(calendars, moments, hours, hours)
def test_working_time_adds_up(
    calendar: WorkCalendar, first: datetime, one: float, other: float
) -> None:
    middle = first + timedelta(seconds=round(one * 3600))
    last = middle + timedelta(seconds=round(other * 3600))
    between = calendar.working_seconds_between
    assert between(first, last) == between(first, middle) + between(middle, last)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime.fromisoformat("2026-11-20T12:00")
    with pytest.raises(ValueError, match="without a zone"):
        BARNAUL.is_working_time(naive)
    with pytest.raises(ValueError, match="without a zone"):
        BARNAUL.add_working_hours(naive, 1)
    with pytest.raises(ValueError, match="without a zone"):
        quiet_until(NINE_TO_SIX, BARNAUL.zone, naive)


def test_nothing_is_counted_backwards() -> None:
    noon = at(BARNAUL, "2026-11-20")
    with pytest.raises(ValueError, match="lies ahead"):
        BARNAUL.add_working_days(noon, -1)
    with pytest.raises(ValueError, match="counted forward"):
        BARNAUL.add_working_hours(noon, -1)


# Terms of law


@pytest.mark.parametrize(
    ("start", "term", "expires"),
    [
        ("2026-11-02", Term(1, Unit.MONTHS), "2026-12-02"),
        ("2026-11-05", Term(1, Unit.MONTHS), "2026-12-07"),  # Saturday moves to Monday
        ("2026-10-04", Term(1, Unit.MONTHS), "2026-11-05"),  # 4 November is a holiday
        ("2026-12-02", Term(1, Unit.MONTHS), "2027-01-11"),  # the first week of January
        ("2027-01-31", Term(1, Unit.MONTHS), "2027-03-01"),  # 28 February is a Sunday
        ("2025-01-31", Term(1, Unit.MONTHS), "2025-02-28"),  # no 31 February
        ("2024-02-29", Term(1, Unit.YEARS), "2025-02-28"),
        ("2026-08-25", Term(3, Unit.MONTHS), "2026-11-25"),
        ("2025-11-20", Term(1, Unit.YEARS), "2026-11-20"),
        ("2026-11-20", Term(10, Unit.DAYS), "2026-11-30"),
        ("2026-11-20", Term(10, Unit.WORKING_DAYS), "2026-12-04"),
        ("2026-11-21", Term(1, Unit.WORKING_DAYS), "2026-11-23"),
    ],
)
def test_the_last_day(start: str, term: Term, expires: str) -> None:
    assert last_day(date.fromisoformat(start), term, BARNAUL) == date.fromisoformat(expires)


@given(
    calendars,
    st.dates(date(2014, 1, 1), date(2029, 1, 1)),
    st.integers(1, 40),
    st.sampled_from(Unit),
)
def test_the_last_day_is_worked_and_a_longer_term_ends_no_earlier(
    calendar: WorkCalendar, start: date, amount: int, unit: Unit
) -> None:
    day = last_day(start, Term(amount, unit), calendar)
    assert day > start
    assert calendar.is_working_day(day)
    assert last_day(start, Term(amount + 1, unit), calendar) >= day


def test_storage_ends_on_its_day_whether_worked_or_not() -> None:
    assert Term(30, Unit.DAYS).after(date(2026, 11, 20)) == date(2026, 12, 20)
    with pytest.raises(ValueError, match="calendar"):
        Term(1, Unit.WORKING_DAYS).after(date(2026, 11, 20))


# Quiet hours


@pytest.mark.parametrize(
    ("clock", "ends"),
    [
        ("2026-11-20T21:59", None),
        ("2026-11-20T22:00", "2026-11-21T08:00"),
        ("2026-11-21T03:00", "2026-11-21T08:00"),
        ("2026-11-21T08:00", None),
    ],
)
def test_the_night_is_quiet_until_the_morning(clock: str, ends: str | None) -> None:
    night = Hours(time(22), time(8))
    moment = datetime.fromisoformat(clock).replace(tzinfo=BARNAUL.zone)
    expected = datetime.fromisoformat(ends).replace(tzinfo=BARNAUL.zone) if ends else None
    assert quiet_until(night, BARNAUL.zone, moment) == expected


def test_quiet_hours_may_lie_within_a_day() -> None:
    nap = Hours(time(13), time(14))
    moment = at(BARNAUL, "2026-11-20", "13:30")
    assert quiet_until(nap, BARNAUL.zone, moment) == at(BARNAUL, "2026-11-20", "14:00")
    assert quiet_until(nap, BARNAUL.zone, moment - timedelta(hours=1)) is None
