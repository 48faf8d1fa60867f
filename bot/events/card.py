"""An event before a reader: its card, and what he may do about it."""

from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.events import events, places
from bot.events.events import CARD
from bot.events.models import LISTED, Audience, Event, Registration, Stage, Standing
from bot.events.when import moment_words, programme_words, when_words
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.models import Organisation, Role
from bot.members.service import Viewer
from bot.notices import Button, Reader, Screen, renders

# A message holds 4096; the rest of a card needs some.
LONGEST_SHOWN: Final = 2500


def row(texts: Texts, event_id: int, *names: str) -> list[Button]:
    """Buttons under anything that is told of an event: `event:join:17`."""
    return [Button(texts(f"button-event-{name}"), f"event:{name}:{event_id}") for name in names]


async def reader_of(session: AsyncSession, reader: Reader) -> Viewer:
    account = await members.account_by_id(session, reader.account_id)
    zone = ZoneInfo(str(reader.texts.zone))
    return await members.view_account(session, account, reader.rules, zone=zone)


@renders(CARD)
async def card(session: AsyncSession, reader: Reader) -> Screen:
    event = await session.get(Event, int(reader.values["subject"].partition(":")[2]))
    viewer = await reader_of(session, reader)
    if event is None or not await may_see(session, viewer, event):
        return Screen(reader.texts("event-card-gone"))
    registration = await events.registration_of(
        session, event.id, viewer.member.id if viewer.member else None
    )
    return Screen(
        await words(session, reader.texts, event, viewer, registration),
        buttons=await buttons(session, reader.texts, event, viewer, registration),
    )


async def may_see(session: AsyncSession, viewer: Viewer, event: Event) -> bool:
    return (
        await events.is_for(session, viewer, event.id)
        or await events.runs(session, viewer, event)
        or await events.is_helper(session, viewer, event.id)
        or (event.stage is not Stage.DRAFT and await may_nominate(session, viewer, event))
    )


async def may_nominate(session: AsyncSession, viewer: Viewer, event: Event) -> bool:
    """A chair names his people to an event of the nominated; of an organisation, those of it."""
    if event.audience is not Audience.NOMINATED or Role.CHAIR not in viewer.roles:
        return False
    if event.of_id is None:
        return True
    path = (await session.get_one(Organisation, event.of_id)).path
    chairs = [office.path for office in viewer.offices if office.role == Role.CHAIR]
    return any(own.startswith(path) or path.startswith(own) for own in chairs)


async def words(
    session: AsyncSession,
    texts: Texts,
    event: Event,
    viewer: Viewer,
    registration: Registration | None,
) -> Html:
    sessions = await events.sessions_of(session, event.id)
    return texts(
        "event-card",
        title=event.title,
        text=event.text[:LONGEST_SHOWN],
        when=when_words(texts, event),
        programme=programme_words(texts, sessions),
        place=texts("event-place", place=event.place) if event.place else "",
        places=await _places(session, texts, event, viewer),
        closes=texts("event-closes", at=moment_words(texts, event.closes_at))
        if event.closes_at and event.closes_at > clock.now()
        else "",
        contact=texts("event-contact", contact=event.contact) if event.contact else "",
        rubric=texts(f"rubric-{event.rubric}"),
        standing=await standing_words(session, texts, event, registration),
        warning=await _warning(session, texts, event, viewer, registration),
    )


async def _places(session: AsyncSession, texts: Texts, event: Event, viewer: Viewer) -> Html | str:
    """As many as this reader may have: what is kept for others is no place for him."""
    left = await places.room(session, event)
    free = left.left_for(viewer.organisation.path if viewer.organisation else "")
    if event.capacity is None or free is None or events.has_begun(event):
        return ""
    found = await places.numbers(session, event.id)
    return texts(
        "event-places",
        capacity=event.capacity,
        free=free,
        kept=0 if free else left.unused,
        until=moment_words(texts, event.quota_until) if event.quota_until else "",
        dated=event.quota_until is not None,
        waiting=found.waiting,
    )


async def standing_words(
    session: AsyncSession, texts: Texts, event: Event, registration: Registration | None
) -> Html | str:
    if event.stage is Stage.CANCELLED:
        return texts("event-standing-off")
    if registration is None:
        return texts("event-standing-over") if events.is_over(event) else ""
    standing = registration.standing
    if standing is Standing.CANCELLED and events.has_begun(event):
        return ""
    came = registration.came_at is not None
    return texts(
        f"event-standing-{standing}",
        number=registration.number,
        place=await places.place_in_line(session, registration),
        until=moment_words(texts, registration.offer_until) if registration.offer_until else "",
        came=came,
        begun=events.has_begun(event),
        places=registration.places,
    )


async def _warning(
    session: AsyncSession,
    texts: Texts,
    event: Event,
    viewer: Viewer,
    registration: Registration | None,
) -> Html | str:
    """Two events at one time: it is said before and after."""
    gone = registration is not None and registration.standing not in LISTED
    if viewer.member is None or events.has_begun(event) or event.stage is not Stage.PUBLISHED:
        return ""
    crossing = await events.at_the_same_time(session, event, viewer.member.id)
    if not crossing or (gone and registration and registration.standing is Standing.CANCELLED):
        return ""
    other = crossing[0]
    return texts("event-crossing", title=other.title, when=when_words(texts, other))


async def buttons(
    session: AsyncSession,
    texts: Texts,
    event: Event,
    viewer: Viewer,
    registration: Registration | None,
) -> list[list[Button]]:
    def of_event(*names: str) -> list[Button]:
        return row(texts, event.id, *names)

    standing = registration.standing if registration else None
    begun, over = events.has_begun(event), events.is_over(event)
    live = event.stage is Stage.PUBLISHED
    rows: list[list[Button]] = []
    if live and not begun:
        if standing is Standing.OFFERED:
            rows += [of_event("join"), of_event("cancel")]
        elif standing in LISTED:
            rows.append(of_event("cancel"))
        elif await _may_join(session, viewer, event):
            rows.append(of_event("join"))
    if live and standing is Standing.CONFIRMED and not over:
        rows.append(of_event("pass", "ics"))
        if event.family and not begun:
            rows.append(of_event("family"))
    if live and over and registration and registration.came_at:
        rows.append(of_event("certificate"))
    if event.latitude is not None:
        rows.append(of_event("map"))
    if live and not begun and await may_nominate(session, viewer, event):
        rows.append(of_event("nominate"))
    helps = await events.is_helper(session, viewer, event.id)
    if live and helps:
        rows.append(of_event("door"))
    rows.append(to_list(texts))
    return rows


def to_list(texts: Texts) -> list[Button]:
    return [Button(texts("button-event-list"), "menu:menu-events")]


async def _may_join(session: AsyncSession, viewer: Viewer, event: Event) -> bool:
    ends = event.closes_at or event.starts_at
    return (
        viewer.is_active_member
        and ends is not None
        and ends > clock.now()
        and await events.is_for(session, viewer, event.id)
    )
