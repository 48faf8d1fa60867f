"""What time it is where people are: their own zone, or their organisation's by the regulations."""

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.members.models import Account, Organisation
from bot.members.service import chain_of
from bot.regulations import Regulations
from bot.regulations.checks import plain_name


async def local_zone(session: AsyncSession, regulations: Regulations) -> ColumnElement[str]:
    """The zone's name as an expression over an account and its member's organisation.

    Only organisations that the regulations name have a zone of their own; all below inherit it.
    """
    union = str(regulations.union.timezone)
    names = {path[-1] for path in regulations.named}
    rows = await session.execute(select(Organisation.id, Organisation.name))
    own = [row_id for row_id, name in rows if plain_name(name) in names]
    zones = []
    for organisation_id in own:
        organisation = await session.get_one(Organisation, organisation_id)
        rules = regulations.settings_for(await chain_of(session, organisation))
        zones.append((organisation.path, str(rules.timezone)))
    # The deepest first: it says what is nearest.
    whens = [
        (Organisation.path.startswith(path, autoescape=True), literal(zone))
        for path, zone in sorted(zones, key=lambda found: -len(found[0]))
    ]
    inherited = case(*whens, else_=literal(union)) if whens else literal(union)
    return func.coalesce(Account.timezone, inherited)
