"""The blocks of `regulations.yaml`. A default is what the file may leave out."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from bot.calendar import Hours, Term, Unit, WorkCalendar
from bot.regulations.values import (
    Bilingual,
    Day,
    Holiday,
    Key,
    Keyed,
    Label,
    LegalTerm,
    Name,
    OwnName,
    Prefix,
    SomeOf,
    Stem,
    StorageTerm,
    Strict,
    Template,
    Text,
    Weekday,
    WorkingHours,
    YesNo,
    Zone,
    whole,
    with_keys,
)

ConsentKind = Literal["services", "news"]


class Jurisdiction(StrEnum):
    """The country whose law applies to an organisation."""

    RU = "RU"
    KZ = "KZ"


class Contact(Strict):
    name: Name
    phone: Text
    hours: Name


class Operator(Strict):
    """Who is answerable for personal data."""

    name: Name
    address: Name


class Union(Strict):
    name: Name
    operator: Operator
    contact: Contact
    timezone: Zone
    jurisdiction: Jurisdiction


class Levels(Strict):
    """What the levels of the organisation tree are called."""

    regional: Bilingual
    territorial: Bilingual
    primary: Bilingual


class Organisation(Strict):
    """What differs from the organisation above."""

    timezone: Zone | None = None
    jurisdiction: Jurisdiction | None = None
    contact: Contact | None = None
    working_hours: WorkingHours | None = None


class CountryCalendar(Strict):
    weekdays: SomeOf[Weekday]
    working_hours: WorkingHours
    holidays: tuple[Holiday, ...] = ()
    working: tuple[Day, ...] = ()

    def in_zone(self, zone: ZoneInfo, hours: Hours | None = None) -> WorkCalendar:
        return WorkCalendar(
            zone=zone,
            weekdays=frozenset(self.weekdays),
            hours=hours or self.working_hours,
            holidays=frozenset(self.holidays),
            working=frozenset(self.working),
        )


class Topic(Strict):
    key: Key
    title: Bilingual
    answer_days: Annotated[int | None, whole(1, 60)] = None
    # Beginnings of words by which the topic is guessed, Russian and Kazakh together.
    words: tuple[Stem, ...] = ()


class Outcome(Strict):
    key: OwnName
    title: Bilingual


class UrgentMatter(Strict):
    """A matter in which a term of law runs from a day that the member knows."""

    key: Key
    title: Bilingual
    question: Bilingual
    term: LegalTerm
    law: Name
    explain: Bilingual


class Detail(Strict):
    """Something that a desk asks for after the words."""

    key: Key
    title: Bilingual
    question: Bilingual
    optional: YesNo = False


class DeskLabels(Strict):
    """What stands on buttons: the menus of members and of the desk, and what was written
    outside any form. `urgent` is for a desk with urgent matters."""

    ask: Label
    queue: Label
    new: Label
    urgent: Label | None = None


class WorkerWords(Strict):
    """Who answers, in the forms that texts need: кто, у кого, кому (кім, кімде, кімге); all of
    them; and who leads them."""

    who: Text
    of: Text
    to: Text
    all: Text
    head: Text


class Worker(Strict):
    ru: WorkerWords
    kk: WorkerWords


class Desk(Strict):
    key: Key
    name: Bilingual
    prefix: Prefix
    # The roles that `grant` gives; a person may have those of several desks.
    roles: SomeOf[Key]
    # Who hears what the desk has missed: one of the roles.
    head: Key
    worker: Worker
    labels: DeskLabels
    begin: Bilingual
    signature: Bilingual
    answer_days: Annotated[int, whole(1, 60)] = 3
    urgent_days: Annotated[int, whole(0, 60)] = 1
    extension_days: Annotated[int, whole(1, 60)] = 2
    lease_hours: Annotated[int, whole(1, 100)] = 4
    remind_before_hours: Annotated[int, whole(1, 100)] = 4
    reopen_days: Annotated[int, whole(0, 365)] = 14
    max_open: Annotated[int, whole(1, 100)] = 5
    # Whether one may ask so that only the one who takes it reads it; so that nobody learns who.
    confidential: YesNo = False
    anonymous: YesNo = False
    # It takes no new questions. Those that were asked stay visible, and are answered.
    closed: YesNo = False
    # Whether articles of the knowledge base are offered before it is sent.
    suggest: YesNo = False
    # Whether its reports count money and courts: then a result is asked for both.
    money: YesNo = True
    asks: Annotated[dict[str, Detail], BeforeValidator(with_keys)] = Field(default_factory=dict)
    topics: Keyed[Topic]
    results: Keyed[Outcome]
    urgent: dict[Jurisdiction, Keyed[UrgentMatter]] = Field(default_factory=dict)

    def days_to_answer(self, topic: str | None = None, *, urgent: bool = False) -> int:
        """Working days until the promised answer. A topic that was since removed has no say."""
        usual = self.answer_days
        if topic in self.topics:
            usual = self.topics[topic].answer_days or usual
        return min(usual, self.urgent_days) if urgent else usual

    def words(self, language: str) -> dict[str, str]:
        """How texts call the one who answers, and the section: values for a locale's text."""
        worker = self.worker.kk if language == "kk" else self.worker.ru
        return {
            "worker": worker.who,
            "Worker": worker.who[:1].upper() + worker.who[1:],
            "worker_of": worker.of,
            "worker_to": worker.to,
            "workers": worker.all,
            "head": worker.head,
            "section": self.labels.ask.in_language(language),
            "queue": self.labels.queue.in_language(language),
        }


class ConsentVersion(Strict):
    key: Text
    since: Day = Field(alias="from")
    short: Template
    text: Template


class Consent(Strict):
    title: Bilingual
    versions: Keyed[ConsentVersion]

    def in_force(self, day: date) -> ConsentVersion | None:
        begun = [version for version in self.versions.values() if version.since <= day]
        return max(begun, key=lambda version: version.since, default=None)


class Consents(Strict):
    """A purpose, a document: 152-ФЗ wants each consent to stand alone."""

    services: Consent
    news: Consent


class KeptBecause(Strict):
    """Why it is kept so long, in a sentence for whoever asks to have his data deleted."""

    cases: Name
    consents: Name
    journal: Name
    members: Name
    money: Name = Bilingual(
        ru="По решению и выплате профсоюз отвечает перед проверкой.",
        kk="Шешім мен төлем үшін кәсіподақ тексеру алдында жауап береді.",
    )
    events: Name = Bilingual(
        ru="Чтобы подтвердить участие и сертификат, если о них спросят.",
        kk="Қатысу мен сертификат туралы сұралса, растау үшін.",
    )


class Retention(Strict):
    """How long things are kept after they ended."""

    drafts: StorageTerm
    cases: StorageTerm
    chat_texts: StorageTerm
    consents: StorageTerm
    journal: StorageTerm
    members: StorageTerm
    # What was decided and paid.
    money: StorageTerm = Term(5, Unit.YEARS)
    events: StorageTerm = Term(1, Unit.YEARS)
    posts: StorageTerm = Term(3, Unit.YEARS)
    # Who answered and what under his name; the numbers stay.
    surveys: StorageTerm = Term(1, Unit.YEARS)
    why: KeptBecause


class Verification(Strict):
    tries: Annotated[int, whole(1, 20)] = 5
    pause_minutes: Annotated[int, whole(1, 1440)] = 30
    longest_pause_hours: Annotated[int, whole(1, 168)] = 24

    def pause(self, times: int) -> timedelta:
        """How long to wait after the `times`-th series of wrong tries: each pause doubles."""
        doubled = timedelta(minutes=self.pause_minutes) * (1 << min(times - 1, 20))
        return min(doubled, timedelta(hours=self.longest_pause_hours))
