"""The one place that asks what time it is, and what day."""

from datetime import UTC, date, datetime, tzinfo

_zone: tzinfo = UTC


def use_zone(zone: tzinfo) -> None:
    """The union's, once at start: its day begins while it is evening in Greenwich."""
    global _zone
    _zone = zone


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day of the union: of its roles, terms and registry."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The union's day at that moment."""
    return local(moment).date()


def local(moment: datetime) -> datetime:
    """The moment by the union's clock."""
    return moment.astimezone(_zone)
