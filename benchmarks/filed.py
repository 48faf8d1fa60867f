"""Years of applications in a union: written into the database before anything is measured."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.people import DATA_KEY, UNION
from bot.applications.models import (
    Application,
    Decision,
    Payment,
    PaymentShare,
    Verdict,
)
from bot.applications.reading import keep_terms
from bot.cases.models import Case, CaseKind, Counter, Status
from bot.db import Database
from bot.members import service as members
from bot.members.models import Account, Grant, Member, Organisation, Person, Role
from bot.migrating import migrate
from bot.regulations import Regulations, Terms, terms_of
from bot.security import keys, use_keys

REGION: Final = "Алтайский край"
A_SCHOOL, A_DISTRICT = 40, 1_000
FIRST_OFFICER: Final = 9_500_000
REGION_OFFICER, TOWN_OFFICER, TREASURER = range(FIRST_OFFICER, FIRST_OFFICER + 3)
YEARS: Final = 5
YEAR: Final = 365
PORTION: Final = 5_000
KOPECKS: Final = 100
# Of a thousand; what is left over was paid.
STANDS: Final = (
    (Status.REVIEW, 10), (Status.WAITING, 3), (Status.APPROVED, 5), (Status.REFUSED, 120),
    (Status.WITHDRAWN, 40),
)  # fmt: skip
NEWEST_DAYS: Final = 20
PAYMENTS: Final = 1_000
PAID_ON: Final = date(2026, 1, 1)


class Filing:
    """What was filed, a row after another; the same in every run."""

    def __init__(self, terms: Sequence[tuple[int, Terms]], schools: Sequence[int]) -> None:
        self._terms, self._schools = terms, schools
        self._chance = random.Random(7)
        self._now = datetime.now(UTC)

    def stands(self) -> Status:
        drawn = self._chance.randrange(1000)
        for status, share in STANDS:
            if drawn < share:
                return status
            drawn -= share
        return Status.PAID

    def rows(self, case_id: int, people: int) -> Iterator[tuple[type[Any], dict[str, Any]]]:
        member = 1 + case_id % people
        # As it is: half of them ask for one thing.
        terms_id, terms = self._chance.choice((self._terms[0], self._chance.choice(self._terms)))
        status = self.stands()
        ended = status in (Status.PAID, Status.REFUSED, Status.WITHDRAWN)
        days = (NEWEST_DAYS, YEARS * YEAR) if ended else (0, NEWEST_DAYS)
        submitted = self._now - timedelta(days=self._chance.uniform(*days))
        answered = submitted + timedelta(days=10) if status is not Status.REVIEW else None
        granted = terms.ground.ceiling if status in (Status.PAID, Status.APPROVED) else None
        yield (
            Case,
            {
                "id": case_id,
                "kind": CaseKind.AID,
                "number": f"МП-{submitted.year}-{case_id:06d}",
                "account_id": member,
                "member_id": member,
                "organisation_id": self._schools[(member - 1) // A_SCHOOL],
                "status": status,
                "promised_on": (submitted + timedelta(days=14)).date(),
                "due_at": submitted + timedelta(days=14),
                "created_at": submitted,
                "submitted_at": submitted,
                "answered_at": answered,
                "closed_at": answered if ended else None,
            },
        )
        yield (
            Application,
            {
                "case_id": case_id,
                "fund": terms.fund.key,
                "ground": terms.ground.key,
                "currency": "RUB",
                "terms_id": terms_id,
                "amount": terms.ground.ceiling,
                "granted": granted,
                "granted_at": answered if granted else None,
                "stage": self._chance.randrange(2) if not ended else 1,
                "appeals": 0,
                "language": "ru",
            },
        )
        if granted or status is Status.REFUSED:
            yield Decision, self._decision(case_id, granted, answered or submitted)
        if status is Status.PAID:
            yield (
                PaymentShare,
                {"payment_id": 1 + case_id % PAYMENTS, "case_id": case_id, "amount": granted},
            )

    def _decision(self, case_id: int, granted: int | None, at: datetime) -> dict[str, Any]:
        return {
            "case_id": case_id,
            "verdict": Verdict.APPROVED if granted else Verdict.REFUSED,
            "body": "region",
            "amount": granted,
            "reason": None if granted else "no_papers",
            "protocol_number": "12",
            "protocol_on": at.date(),
            "year": at.year,
            "by_id": 1,
            "at": at,
            "told_at": at,
            "key": f"bench:{case_id}",
        }


async def prepare_filed(
    database: Database, regulations: Regulations, people: int, count: int
) -> None:
    """So many members, and what they asked for in five years; officers of region and district."""
    use_keys([DATA_KEY])
    await migrate(database)
    async with database.writing() as session:
        schools = await _tree(session, people)
        await _people(session, people, schools)
        await _officers(session)
        await _chairs(session, schools[: -(-people // A_SCHOOL)])
        await session.execute(
            insert(Payment),
            [
                {"number": str(n), "paid_on": PAID_ON, "by_id": 1, "key": f"bench:{n}"}
                for n in range(PAYMENTS)
            ],
        )
        terms = await _terms(session, regulations)
        session.add(Counter(prefix="МП", year=datetime.now(UTC).year, last=count))
    filing = Filing(terms, schools)
    for first in range(1, count + 1, PORTION):
        made: dict[type[Any], list[dict[str, Any]]] = {}
        for case_id in range(first, min(first + PORTION, count + 1)):
            for table, row in filing.rows(case_id, people):
                made.setdefault(table, []).append(row)
        async with database.writing() as session:
            for table in (Case, Application, Decision, PaymentShare):
                if rows := made.get(table):
                    await session.execute(insert(table), rows)
    async with database.writing() as session:
        await session.execute(text("ANALYZE"))


async def _tree(session: AsyncSession, people: int) -> list[int]:
    """Union, region, districts, schools; the ids of the schools."""
    union = await members.root(session, UNION)
    region = await _below(session, union, REGION)
    schools = []
    for district in range(-(-people // A_DISTRICT)):
        town = await _below(session, region, f"район {district}")
        for school in range(A_DISTRICT // A_SCHOOL):
            schools.append((await _below(session, town, f"школа № {school}")).id)
    return schools


async def _below(session: AsyncSession, above: Organisation, name: str) -> Organisation:
    organisation = Organisation(name=name, parent_id=above.id)
    session.add(organisation)
    await session.flush()
    organisation.path = f"{above.path}{organisation.id}/"
    await session.flush()
    return organisation


async def _people(session: AsyncSession, people: int, schools: Sequence[int]) -> None:
    for first in range(0, people, PORTION):
        numbers = range(first, min(first + PORTION, people))
        await session.execute(
            insert(Member),
            [
                {
                    "card_hash": keys().hash(f"card:{number}"),
                    "person": Person("Вопросова", "Вера", "Ивановна", card=f"{number:08d}"),
                    "organisation_id": schools[number // A_SCHOOL],
                    "joined_on": date(2010, 9, 1),
                }
                for number in numbers
            ],
        )
        await session.execute(
            insert(Account),
            [
                {"telegram_id": 1_000_000 + number, "language": "ru", "member_id": number + 1}
                for number in numbers
            ],
        )


async def _officers(session: AsyncSession) -> None:
    region = (await members.organisation_named(session, REGION))[0]
    town = (await members.organisation_named(session, "район 0"))[0]
    for telegram_id, role, scope in (
        (REGION_OFFICER, Role.STAFF, region),
        (TOWN_OFFICER, Role.STAFF, town),
        (TREASURER, Role.TREASURER, region),
    ):
        account = await members.ensure_account(session, telegram_id, "ru")
        await members.grant(session, role, account, scope)


async def _chairs(session: AsyncSession, schools: Sequence[int]) -> None:
    """Every school has one, its first member."""
    today = datetime.now(UTC).date()
    await session.execute(
        insert(Grant),
        [
            {
                "member_id": 1 + number * A_SCHOOL,
                "role": Role.CHAIR,
                "organisation_id": school,
                "starts_on": today,
            }
            for number, school in enumerate(schools)
        ],
    )


async def _terms(session: AsyncSession, regulations: Regulations) -> list[tuple[int, Terms]]:
    assert regulations.aid is not None
    fund = regulations.aid.funds["region"]
    made = [terms_of(regulations.aid, fund, ground) for ground in fund.grounds.values()]
    return [(await keep_terms(session, terms), terms) for terms in made]
