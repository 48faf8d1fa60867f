"""The file as a whole: read it, check it, ask what applies to an organisation."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field, PrivateAttr, ValidationError

from bot import clock
from bot.calendar import Hours, WorkCalendar, quiet_until
from bot.errors import SetupError
from bot.regulations.blocks import (
    Consent,
    ConsentKind,
    Consents,
    ConsentVersion,
    Contact,
    CountryCalendar,
    Desk,
    Jurisdiction,
    Levels,
    Organisation,
    Retention,
    Union,
    Verification,
)
from bot.regulations.checks import FIXED_ROLES, contradictions, name_path, plain_name
from bot.regulations.marked_yaml import Document, Mistake, Place, Unreadable
from bot.regulations.money import Aid, Fund
from bot.regulations.values import Bilingual, Keyed, QuietHours, Strict

VERSION_LENGTH = 12


class RegulationsError(SetupError):
    """The file can't be used. As a string: a line per mistake, in the order of the file."""

    def __init__(self, file: str, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(f"{file}, {mistake}" for mistake in self.mistakes))


@dataclass(frozen=True, slots=True)
class OrganisationRules:
    """What applies to one organisation, inherited and its own."""

    timezone: ZoneInfo
    jurisdiction: Jurisdiction
    contact: Contact
    calendar: WorkCalendar
    quiet_hours: Hours

    def quiet_until(self, moment: datetime) -> datetime | None:
        """When messages may go out again, in UTC; None when they may now."""
        return quiet_until(self.quiet_hours, self.timezone, moment)


class Regulations(Strict):
    union: Union
    levels: Levels
    organisations: dict[str, Organisation] = Field(default_factory=dict)
    calendar: dict[Jurisdiction, CountryCalendar]
    desks: Keyed[Desk]
    consents: Consents
    retention: Retention
    quiet_hours: QuietHours
    verification: Verification
    # A union that pays no aid through the bot leaves it out.
    aid: Aid | None = None
    _version: str = PrivateAttr("")

    @classmethod
    def load(cls, path: Path | str) -> "Regulations":
        """Read the file or raise `RegulationsError` with every mistake in it."""
        path = Path(path)
        raw = _bytes(path)
        try:
            document = Document(raw)
        except Unreadable as error:
            raise RegulationsError(path.name, [error.mistake]) from error
        mistakes = [*document.repeated]
        mistakes += (document.mistake(*found) for found in contradictions(document.data))
        try:
            regulations = cls.model_validate(document.data)
        except ValidationError as error:
            mistakes += document.mistakes(error, cls)
        else:
            mistakes += (document.mistake(*found) for found in regulations._not_in_force())
        if mistakes:
            raise RegulationsError(path.name, mistakes)
        regulations._version = hashlib.sha256(raw).hexdigest()[:VERSION_LENGTH]
        return regulations

    @property
    def desk_roles(self) -> frozenset[str]:
        return frozenset(role for desk in self.desks.values() for role in desk.roles)

    @property
    def version(self) -> str:
        """Changes with every change of the file."""
        return self._version

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """All there are: those that desks name, in the order of the file, and the fixed ones."""
        of_desks = (role for desk in self.desks.values() for role in desk.roles)
        return tuple(dict.fromkeys((*of_desks, *FIXED_ROLES)))

    def quiet_until(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """When what nobody asked for may reach someone in this zone; None where it may now."""
        return quiet_until(self.quiet_hours, zone, moment)

    @property
    def named(self) -> Collection[tuple[str, ...]]:
        """Organisations with rules of their own, each as its plain names from above."""
        return self._paths.keys()

    def settings_for(self, chain: Sequence[str]) -> OrganisationRules:
        """The rules of an organisation, named with all above it, itself first.

        Names are those of the registry; case and spare spaces do not matter. What a name does not
        say here comes from the next one, at last from the union.
        """
        names = tuple(map(plain_name, chain))
        own = [found for place in range(len(names)) if (found := self._named(names[place:]))]

        def first(field: str, last: Any = None) -> Any:
            given = (getattr(organisation, field) for organisation in own)
            return next((value for value in given if value is not None), last)

        zone = first("timezone", self.union.timezone)
        jurisdiction = first("jurisdiction", self.union.jurisdiction)
        return OrganisationRules(
            timezone=zone,
            jurisdiction=jurisdiction,
            contact=first("contact", self.union.contact),
            calendar=self.calendar[jurisdiction].in_zone(zone, first("working_hours")),
            quiet_hours=self.quiet_hours,
        )

    def funds_for(self, chain: Sequence[str]) -> tuple[Fund, ...]:
        """The purses open to a member of this organisation, named with all above it."""
        if self.aid is None:
            return ()
        names = tuple(map(plain_name, chain))
        jurisdiction = self.settings_for(chain).jurisdiction
        return tuple(
            fund
            for fund in self.aid.funds.values()
            if fund.jurisdiction in (None, jurisdiction)
            and (fund.organisation is None or _lies_in(name_path(fund.organisation), names))
        )

    def consent(self, kind: ConsentKind, day: date) -> ConsentVersion:
        """The version in force that day, with the operator's name and address in its place."""
        consent: Consent = getattr(self.consents, kind)
        version = consent.in_force(day)
        if version is None:
            raise LookupError(f"no consent to {kind} is in force on {day}")
        return version.model_copy(
            update={"short": self._filled(version.short), "text": self._filled(version.text)}
        )

    def _filled(self, template: Bilingual) -> Bilingual:
        operator, phone = self.union.operator, self.union.contact.phone

        def fill(language: str) -> str:
            # str.format would trip over a brace that is only a brace.
            return (
                template.in_language(language)
                .replace("{operator}", operator.name.in_language(language))
                .replace("{address}", operator.address.in_language(language))
                .replace("{phone}", phone)
            )

        return Bilingual(ru=fill("ru"), kk=fill("kk"))

    def _named(self, names: Sequence[str]) -> Organisation | None:
        """The block of the first of these names. One that names more of those above goes first."""
        fitting = [path for path in self._paths if _names(path, names)]
        return self._paths[max(fitting, key=len)] if fitting else None

    @cached_property
    def _paths(self) -> dict[tuple[str, ...], Organisation]:
        return {name_path(name): organisation for name, organisation in self.organisations.items()}

    def _not_in_force(self) -> Iterator[tuple[Place, str]]:
        today = clock.now().astimezone(self.union.timezone).date()
        for kind in Consents.model_fields:
            if getattr(self.consents, kind).in_force(today) is None:
                yield ("consents", kind), "сегодня ни одна версия не действует; проверьте from"


def _lies_in(path: Sequence[str], chain: Sequence[str]) -> bool:
    """Whether the path leads to one of the chain: itself, or one above."""
    return any(_names(path, chain[place:]) for place in range(len(chain)))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        mistake = Mistake(0, "", f"файл не открывается: {error.strerror}. Ищу его здесь: {path}")
        raise RegulationsError(path.name, [mistake]) from error


def _names(path: Sequence[str], chain: Sequence[str]) -> bool:
    """Whether the path leads to the first of the chain; it may leave out levels between."""
    above = iter(chain)
    return next(above, None) == path[-1] and all(part in above for part in reversed(path[:-1]))
