"""A union in a database, without Telegram: people with offices, and what they do to applications.

For tests that ask what any order of actions may lead to.
"""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.aid import service as aid
from bot.cases import service as cases
from bot.cases.models import Case, Purpose, Side
from bot.cases.service import Words
from bot.db import Database
from bot.members import service as members
from bot.members.models import Member, Organisation, Person
from bot.members.registry_staging import card_hash
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.settings import SHIPPED_REGULATIONS

ZONE = ZoneInfo("Asia/Barnaul")
RULES = Regulations.load(SHIPPED_REGULATIONS)
PROTOCOL_DAY = date(2026, 11, 27)


@dataclass
class World:
    database: Database
    regulations: Regulations = RULES
    ids: dict[str, int] = field(default_factory=dict)

    async def viewer(self, session: AsyncSession, name: str) -> Viewer:
        return await members.view(session, self.ids[name], self.regulations, guess="ru", zone=ZONE)

    async def place(self, session: AsyncSession, *names: str) -> Organisation:
        found = await members.root(session, self.regulations.union.name.ru)
        for name in names:
            below = [
                o for o in await members.organisation_named(session, name)
                if o.parent_id == found.id
            ]  # fmt: skip
            if below:
                found = below[0]
                continue
            new = Organisation(name=name, parent_id=found.id)
            session.add(new)
            await session.flush()
            new.path = f"{found.path}{new.id}/"
            await session.flush()
            found = new
        return found

    async def person(
        self,
        session: AsyncSession,
        name: str,
        *at: str,
        role: str | None = None,
        scope: tuple[str, ...] = (),
        joined_on: date | None = date(2010, 9, 1),
    ) -> int:
        """Someone of the registry with a Telegram; returns the member's id."""
        place = await self.place(session, *at)
        number = len(self.ids) + 1
        person = Person(surname=name, first_name="Имя", card=f"{number:08d}")
        member = Member(
            card_hash=card_hash(person.card),
            person=person,
            organisation_id=place.id,
            joined_on=joined_on,
        )
        session.add(member)
        await session.flush()
        account = await members.ensure_account(session, 1000 + number, "ru")
        account.member_id = member.id
        await session.flush()
        if role is not None:
            await members.grant(session, role, account, await self.place(session, *scope))
        self.ids[name] = account.telegram_id
        return member.id

    async def file(
        self, session: AsyncSession, name: str, amount: int, ground: str = "region/treatment"
    ) -> int:
        """The id of a new application, filed by the member himself."""
        viewer = await self.viewer(session, name)
        draft = await aid.begin(session, viewer, None, ground, self.regulations)
        if draft.terms.ground.fixed is None:
            aid.set_amount(draft, amount)
        if draft.terms.ground.event is not None:
            await aid.set_event(session, viewer, draft, PROTOCOL_DAY, self.regulations)
        await self.write(session, name, draft.id, Purpose.REQUEST, f"file:{draft.id}")
        filed = await aid.submit(session, viewer, draft.id, self.regulations)
        return filed.id

    async def write(
        self, session: AsyncSession, name: str, case_id: int, purpose: Purpose, key: str
    ) -> None:
        viewer = await self.viewer(session, name)
        case = await session.get_one(Case, case_id)
        words = Words("Прошу помочь: была операция.", key)
        await cases.say(session, case, viewer.account_id, Side.MEMBER, purpose, words)


async def town(database: Database) -> World:
    """Барнаул with a member, officers with a limit and without, a treasurer; another town."""
    world = World(database)
    school = ("Барнаул", "школа № 7")
    async with database.writing() as session:
        await world.person(session, "Петрова", *school)
        await world.person(session, "Сидорова", *school)
        await world.person(session, "Школина", *school, role="chair", scope=school)
        await world.person(session, "Горин", *school, role="staff", scope=("Барнаул",))
        await world.person(session, "Городов", *school, role="chair", scope=("Барнаул",))
        await world.person(session, "Краев", "Барнаул", "аппарат", role="staff")
        await world.person(session, "Казначеева", "Барнаул", "аппарат", role="treasurer")
        await world.person(session, "Чужин", "Бийск", "школа № 1", role="staff", scope=("Бийск",))
    return world
