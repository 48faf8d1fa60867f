"""Whatever anybody does in whatever order: nothing is decided twice, paid twice, overspent."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import deciding, filing, meetings, paperwork, passing, paying
from bot.applications.deciding import Protocol, Refusal
from bot.applications.models import (
    Application,
    Budget,
    Decision,
    Meeting,
    Payment,
    PaymentShare,
    Verdict,
)
from bot.applications.reading import get
from bot.applications.states import MOVES
from bot.cases.models import Case, CaseEvent, Purpose, Status
from bot.cases.service import Words
from bot.db import Database
from bot.errors import UserError
from bot.members.models import Account, Member
from bot.members.service import Viewer
from bot.security import use_keys
from tests.applications.world import PROTOCOL_DAY, RULES, World, town
from tests.databases import migrated_sqlite
from tests.telegram import TEST_KEY

# Those with most to do come most often.
PEOPLE = (
    "Краев", "Краев", "Краев", "Городов", "Городов", "Казначеева", "Казначеева", "Горин",
    "Петрова", "Школина", "Чужин",
)  # fmt: skip
APPLICANTS = ("Петрова", "Сидорова", "Горин", "Краев")
SUMS = (0, 300_000, 900_000, 1_500_000, 2_000_000, 2_500_000)
# So small that a few applications use it up.
BUDGET = 3_000_000
ACTIONS = (
    "approve", "approve", "propose", "refuse", "change", "pass_on", "ask", "supply", "withdraw",
    "appeal", "recuse", "tick", "open", "decide", "decide", "undo", "close", "pay", "pay",
    "return", "override", "assign",
)  # fmt: skip
Action = tuple[str, str, int, int, bool]

action = st.tuples(
    st.sampled_from(ACTIONS),
    st.sampled_from(PEOPLE),
    st.integers(0, len(APPLICANTS) - 1),
    st.sampled_from(SUMS),
    # Whether the press is the one before, come again.
    st.booleans(),
)


class Acting:
    def __init__(self, world: World, case_ids: Sequence[int]) -> None:
        self.world = world
        self.case_ids = case_ids
        self.keys = itertools.count()
        self.key = "press:0"

    async def do(self, session: AsyncSession, taken: Action) -> None:
        name, who, place, amount, again = taken
        if not again:
            self.key = f"press:{next(self.keys)}"
        viewer = await self.world.viewer(session, who)
        await getattr(self, name)(session, viewer, self.case_ids[place], amount)

    async def approve(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        protocol = Protocol("12", PROTOCOL_DAY)
        rules = self.world.regulations
        await deciding.approve(s, v, case_id, amount, protocol, self.key, rules)

    async def override(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        protocol = Protocol("12", PROTOCOL_DAY)
        rules = self.world.regulations
        await deciding.approve(
            s, v, case_id, amount, protocol, self.key, rules, override="решил президиум"
        )

    async def propose(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        stage = (await get(s, case_id)).application.stage
        await passing.propose(s, v, case_id, amount, stage, self.world.regulations)

    async def refuse(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        await deciding.refuse(s, v, case_id, Refusal("no_papers", "нет чека"), None, self.key)

    async def change(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        refusal = None if amount else Refusal("other", "ошибка")
        protocol, rules = Protocol("13", PROTOCOL_DAY), self.world.regulations
        await deciding.change(s, v, case_id, amount or None, refusal, protocol, self.key, rules)

    async def pass_on(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        await passing.pass_on(s, v, case_id, 0, 1, self.world.regulations)

    async def ask(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        await paperwork.ask_paper(s, v, case_id, Words("справка из аптеки", self.key))

    async def supply(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        owner = await self._owner(s, case_id)
        await self.world.write(s, owner, case_id, Purpose.REPLY, self.key)
        await filing.supply(s, await self.world.viewer(s, owner), case_id, self.world.regulations)

    async def withdraw(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        await filing.withdraw(s, v, case_id)

    async def appeal(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        owner = await self.world.viewer(s, await self._owner(s, case_id))
        words = Words("прошу пересмотреть", self.key)
        await filing.appeal(s, owner, case_id, words, self.world.regulations)

    async def recuse(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        await passing.recuse(s, v, case_id)

    async def tick(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        await paperwork.tick(s, v, case_id, "medical", there=bool(amount))

    async def assign(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        filed = await get(s, case_id)
        for colleague in (await passing.colleagues(s, v, filed))[:1]:
            await passing.assign(s, v, case_id, colleague)

    async def open(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        for sitting in await meetings.sittings(s, v):
            place = sitting.organisation.id
            await meetings.open_meeting(
                s, v, sitting.fund, sitting.body, place, PROTOCOL_DAY, f"{self.key}:{place}"
            )

    async def decide(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        refusal = None if amount else Refusal("other")
        for meeting in await _meetings(s):
            await meetings.decide(
                s, v, meeting, case_id, amount or None, refusal, self.key, self.world.regulations
            )

    async def undo(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        await meetings.undo(s, v, case_id, self.world.regulations)

    async def close(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        for meeting in await _meetings(s):
            await meetings.close(s, v, meeting, "14")

    async def pay(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        amounts = {case_id: amount or None}
        await paying.pay(s, v, amounts, "501", PROTOCOL_DAY, self.key)

    # «return» is a word of the language.
    async def give_back(self, s: AsyncSession, v: Viewer, case_id: int, amount: int) -> None:
        for _, share in await paying.shares_of(s, case_id):
            await paying.returned(s, v, share.id, PROTOCOL_DAY, "счёт закрыт")

    async def _owner(self, s: AsyncSession, case_id: int) -> str:
        return APPLICANTS[self.case_ids.index(case_id)]


setattr(Acting, "return", Acting.give_back)


async def _meetings(session: AsyncSession) -> list[int]:
    return list(await session.scalars(select(Meeting.id).order_by(Meeting.id)))


def poor() -> Any:
    """The shipped rules with little money for treatment."""
    aid = RULES.aid
    assert aid is not None
    fund = aid.funds["region"]
    ground = fund.grounds["treatment"].model_copy(update={"budget": {2026: BUDGET}})
    grounds = {**fund.grounds, "treatment": ground}
    funds = {**aid.funds, "region": fund.model_copy(update={"grounds": grounds})}
    return RULES.model_copy(update={"aid": aid.model_copy(update={"funds": funds})})


@given(actions=st.lists(action, min_size=10, max_size=40))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_order_of_actions_decides_twice_pays_twice_or_overspends(
    tmp_path: Path, actions: list[Action]
) -> None:
    use_keys([TEST_KEY])
    asyncio.run(_act(migrated_sqlite(tmp_path), actions))


async def _act(url: str, actions: list[Action]) -> None:
    database = Database(url)
    world = await town(database)
    world.regulations = poor()
    async with database.writing() as session:
        case_ids = [await world.file(session, name, 1_500_000) for name in APPLICANTS]
    acting = Acting(world, case_ids)
    before = await _statuses(database)
    for taken in actions:
        try:
            async with database.writing() as session:
                await acting.do(session, taken)
        except UserError:
            # A refusal: all of it is rolled back.
            assert await _statuses(database) == before
            continue
        before = await _moves_are_of_the_diagram(database, before)
        await _all_is_well(database)
    await database.close()


async def _statuses(database: Database) -> dict[int, Status]:
    async with database.reading() as session:
        rows = await session.execute(select(Case.id, Case.status))
        return {case_id: status for case_id, status in rows}  # noqa: C416  a Row is no pair


async def _moves_are_of_the_diagram(
    database: Database, before: dict[int, Status]
) -> dict[int, Status]:
    now = await _statuses(database)
    arrows = {(source, move.target) for move in MOVES.values() for source in move.sources}
    for case_id, status in now.items():
        assert status == before[case_id] or (before[case_id], status) in arrows
    return now


async def _all_is_well(database: Database) -> None:
    async with database.reading() as session:
        decisions = (await session.scalars(select(Decision).order_by(Decision.id))).all()
        _one_decision_each(decisions)
        await _nobody_decided_his_own(session, decisions)
        await _money_adds_up(session, decisions)
        await _promised_within_the_budget(session, decisions)


def _one_decision_each(decisions: Sequence[Decision]) -> None:
    """Of each application at most one decision that replaces none and no refusal came before."""
    in_force = [d for d in decisions if d.undone_at is None]
    first = Counter(
        d.case_id for d in in_force if d.replaces_id is None and d.verdict is Verdict.APPROVED
    )
    assert all(count == 1 for count in first.values())


async def _nobody_decided_his_own(session: AsyncSession, decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        case = await session.get_one(Case, decision.case_id)
        account = await session.get_one(Account, decision.by_id)
        assert account.member_id != case.member_id
        member = await session.get_one(Member, account.member_id)
        assert member.person.surname != "Чужин"


async def _money_adds_up(session: AsyncSession, decisions: Sequence[Decision]) -> None:
    for case, application in await session.execute(
        select(Case, Application).join(Application, Application.case_id == Case.id)
    ):
        paid = await paying.paid(session, case.id)
        granted = application.granted or 0
        assert 0 <= paid <= granted <= 2_000_000
        assert (case.status is Status.PAID) == (0 < granted == paid)
        if case.status in (Status.REVIEW, Status.WAITING, Status.REFUSED, Status.WITHDRAWN):
            assert granted == paid == 0


async def _promised_within_the_budget(
    session: AsyncSession, decisions: Sequence[Decision]
) -> None:
    row = await session.scalar(select(Budget).where(Budget.year == 2026))
    replaced = {d.replaces_id for d in decisions if d.undone_at is None}
    in_force = [
        d for d in decisions
        if d.undone_at is None and d.verdict is Verdict.APPROVED and d.id not in replaced
    ]  # fmt: skip
    promised = sum(d.amount or 0 for d in in_force)
    assert (row.granted if row else 0) == promised
    if not any(d.override for d in decisions):
        assert promised <= BUDGET


async def test_a_press_that_comes_twice_pays_once(database_url: str) -> None:
    use_keys([TEST_KEY])
    database = Database(database_url)
    world = await town(database)
    async with database.writing() as session:
        case_id = await world.file(session, "Петрова", 900_000)
    for _ in range(2):
        async with database.writing() as session:
            officer = await world.viewer(session, "Горин")
            protocol = Protocol("12", date(2026, 11, 27))
            await deciding.approve(
                session, officer, case_id, 900_000, protocol, "press", world.regulations
            )
    for _ in range(2):
        async with database.writing() as session:
            treasurer = await world.viewer(session, "Казначеева")
            await paying.pay(session, treasurer, {case_id: None}, "501", PROTOCOL_DAY, "pay")
    async with database.reading() as session:
        assert await paying.paid(session, case_id) == 900_000
        assert len((await session.scalars(select(Payment))).all()) == 1
        assert len((await session.scalars(select(PaymentShare))).all()) == 1
        approved = select(CaseEvent).where(CaseEvent.action == "approved")
        assert len((await session.scalars(approved)).all()) == 1
    await database.close()


async def test_only_who_decides_any_sum_goes_over_a_budget(database_url: str) -> None:
    """Neither by a decision of his own nor in a meeting."""
    use_keys([TEST_KEY])
    database = Database(database_url)
    world = await town(database)
    async with database.writing() as session:
        case_id = await world.file(session, "Петрова", 900_000)
        chair = await world.viewer(session, "Городов")
        (sitting,) = await meetings.sittings(session, chair)
        meeting = await meetings.open_meeting(
            session, chair, "region", sitting.body, sitting.organisation.id, PROTOCOL_DAY, "m"
        )
    protocol, rules = Protocol("12", PROTOCOL_DAY), world.regulations
    async with database.reading() as session:
        chair = await world.viewer(session, "Городов")
        with pytest.raises(deciding.NotOverridden):
            await deciding.approve(
                session, chair, case_id, 900_000, protocol, "a", rules, override="срочно"
            )
        with pytest.raises(deciding.NotOverridden):
            await meetings.decide(
                session, chair, meeting.id, case_id, 900_000, None, "b", rules, override="срочно"
            )
    await database.close()


async def test_two_officers_at_once_and_one_wins(database_url: str) -> None:
    use_keys([TEST_KEY])
    database = Database(database_url)
    world = await town(database)
    async with database.writing() as session:
        case_id = await world.file(session, "Петрова", 900_000)

    async def decide(who: str) -> str:
        try:
            async with database.writing() as session:
                officer = await world.viewer(session, who)
                protocol = Protocol("12", PROTOCOL_DAY)
                await deciding.approve(
                    session, officer, case_id, 900_000, protocol, who, world.regulations
                )
        except UserError as refusal:
            return refusal.key
        return "won"

    both = await asyncio.gather(decide("Горин"), decide("Городов"))
    assert sorted(both) == ["application-already-decided", "won"]
    async with database.reading() as session:
        assert len((await session.scalars(select(Decision))).all()) == 1
    await database.close()
