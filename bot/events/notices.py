"""What people are told of an event: a place, a turn, an offer, a change, a reminder."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.events import events, telling
from bot.events.card import reader_of, row, to_list
from bot.events.models import Event, Registration, Stage, Standing
from bot.events.telling import OFFER
from bot.events.when import moment_words, when_words
from bot.i18n import Html
from bot.members.contact import contact_words
from bot.notices import Attachment, Button, Reader, Screen, renders

RATINGS = range(1, 6)


async def _event(session: AsyncSession, reader: Reader) -> Event | None:
    return await session.get(Event, reader.values["event_id"])


def _told(reader: Reader, event: Event) -> dict[str, Any]:
    return {
        "title": event.title,
        "when": when_words(reader.texts, event),
        "place": reader.texts("event-place", place=event.place) if event.place else "",
    }


# What follows a press of his own


@renders("event-joined")
async def joined(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    registration = await session.get(Registration, reader.values["registration_id"])
    if event is None or registration is None:
        return None
    crossing = []
    if registration.member_id is not None:
        crossing = list(await events.at_the_same_time(session, event, registration.member_id))
    text = reader.texts(
        "notice-event-joined",
        number=registration.number,
        reminders=_reminders_ahead(event),
        warning=reader.texts(
            "event-crossing", title=crossing[0].title, when=when_words(reader.texts, crossing[0])
        )
        if crossing
        else "",
        **_told(reader, event),
    )
    rows = [row(reader.texts, event.id, "ics", "open")]
    if registration.standing is Standing.CONFIRMED:
        rows.insert(0, row(reader.texts, event.id, "cancel"))
    return Screen(text, buttons=rows)


def _reminders_ahead(event: Event) -> int:
    """How many reminders are still to come."""
    assert event.starts_at is not None
    left = event.starts_at - clock.now()
    return sum(left > before for before in telling.REMIND_BEFORE.values())


@renders("event-waiting")
async def waiting(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    registration = await session.get(Registration, reader.values["registration_id"])
    if event is None or registration is None:
        return None
    text = reader.texts(
        "notice-event-waiting",
        number=registration.number,
        position=reader.values["place"],
        **_told(reader, event),
    )
    return Screen(text, buttons=[row(reader.texts, event.id, "cancel", "open")])


@renders("event-left")
async def left(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    if event is None:
        return None
    text = reader.texts("notice-event-left", **_told(reader, event))
    return Screen(text, buttons=[row(reader.texts, event.id, "open")])


# A freed place


@renders(OFFER)
async def offer(session: AsyncSession, reader: Reader) -> Screen | None:
    """Kept true by edits: of an offer that was taken, or has passed, nothing can be pressed."""
    _, registration_id, turn = reader.values["subject"].split(":")
    registration = await session.get(Registration, int(registration_id))
    if registration is None:
        return None
    event = await events.get(session, registration.event_id)
    told = _told(reader, event)
    if registration.turn != int(turn) or registration.standing is not Standing.OFFERED:
        taken = registration.turn == int(turn) and registration.standing is Standing.CONFIRMED
        return Screen(reader.texts("notice-event-offer-over", taken=taken, **told))
    assert registration.offer_until is not None
    text = reader.texts(
        "notice-event-offer",
        number=registration.number,
        until=moment_words(reader.texts, registration.offer_until),
        **told,
    )
    return Screen(
        text, buttons=[row(reader.texts, event.id, "join"), row(reader.texts, event.id, "cancel")]
    )


@renders("event-offer-expired")
async def offer_expired(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    if event is None:
        return None
    text = reader.texts(
        "notice-event-offer-expired",
        title=event.title,
        when=when_words(reader.texts, event),
        begun=events.has_begun(event),
    )
    return Screen(text, buttons=[row(reader.texts, event.id, "open")])


# Nothing came of it


@renders("event-no-place")
async def no_place(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    if event is None:
        return None
    return Screen(
        reader.texts("notice-event-no-place", **_told(reader, event)),
        buttons=[to_list(reader.texts)],
    )


@renders("event-struck-off")
async def struck_off(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    if event is None:
        return None
    viewer = await reader_of(session, reader)
    contact = contact_words(viewer, reader.rules)
    return Screen(reader.texts("notice-event-struck-off", contact=contact, **_told(reader, event)))


# Reminders


@renders(telling.DAY_BEFORE)
async def day_before(session: AsyncSession, reader: Reader) -> Screen | None:
    return await _reminder(session, reader, "notice-event-day", ask=True)


@renders(telling.SOON)
async def soon(session: AsyncSession, reader: Reader) -> Screen | None:
    return await _reminder(session, reader, "notice-event-soon", ask=False)


async def _reminder(
    session: AsyncSession, reader: Reader, key: str, *, ask: bool
) -> Screen | None:
    """Of no use once it has begun, or where he comes no more."""
    event = await _event(session, reader)
    viewer = await reader_of(session, reader)
    member_id = viewer.member.id if viewer.member else None
    known = event and await events.registration_of(session, event.id, member_id)
    if event is None or not known or events.has_begun(event):
        return None
    if known.standing is not Standing.CONFIRMED or event.stage is not Stage.PUBLISHED:
        return None
    rows = [row(reader.texts, event.id, "coming", "notcoming")] if ask else []
    return Screen(
        reader.texts(key, **_told(reader, event)),
        buttons=[*rows, row(reader.texts, event.id, "pass", "open")],
    )


@renders(telling.AFTERWARDS)
async def how_was_it(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    if event is None:
        return None
    rows = [[Button(str(n), f"event-rate:{event.id}:{n}") for n in RATINGS]]
    viewer = await reader_of(session, reader)
    known = await events.registration_of(
        session, event.id, viewer.member.id if viewer.member else None
    )
    if known and known.came_at:
        rows.append(row(reader.texts, event.id, "certificate"))
    return Screen(reader.texts("notice-event-feedback", title=event.title), buttons=rows)


# What organisers do


@renders("event-announced")
async def announced(session: AsyncSession, reader: Reader) -> Screen | None:
    return await _invitation(session, reader, "notice-event-announced")


@renders("event-nominated")
async def nominated(session: AsyncSession, reader: Reader) -> Screen | None:
    return await _invitation(session, reader, "notice-event-nominated")


async def _invitation(session: AsyncSession, reader: Reader, key: str) -> Screen | None:
    event = await _event(session, reader)
    if event is None or event.stage is not Stage.PUBLISHED or events.has_begun(event):
        return None
    rows = [row(reader.texts, event.id, "join"), row(reader.texts, event.id, "open")]
    return Screen(reader.texts(key, **_told(reader, event)), buttons=rows)


@renders("event-changed")
async def changed(session: AsyncSession, reader: Reader) -> Screen | None:
    """What was, what is. Times are the reader's, as everywhere."""
    event = await _event(session, reader)
    if event is None:
        return None
    field, before = reader.values["field"], reader.values.get("before", "")
    if field == "when":
        was, now = _past_when(reader, event), when_words(reader.texts, event)
    else:
        was, now = before, reader.values.get("after", "")
    text = reader.texts(
        "notice-event-changed",
        title=event.title,
        field=reader.texts(f"event-field-{field}"),
        compared=bool(was or now),
        was=was,
        now=now,
    )
    standing = event.stage is Stage.PUBLISHED and not events.has_begun(event)
    rows = [row(reader.texts, event.id, "ics", "open")] if standing else []
    return Screen(
        text, buttons=[row(reader.texts, event.id, "cancel"), *rows] if standing else rows
    )


def _past_when(reader: Reader, event: Event) -> Html:
    starts, ends = reader.values["starts"], reader.values["ends"]
    return when_words(reader.texts, Event(timezone=event.timezone, starts_at=starts, ends_at=ends))


@renders("event-off")
async def called_off(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    if event is None:
        return None
    why = reader.values.get("why", "")
    return Screen(
        reader.texts(
            "notice-event-off",
            why=reader.texts("event-off-why", why=why) if why else "",
            contact=reader.texts("event-contact", contact=event.contact) if event.contact else "",
            **_told(reader, event),
        )
    )


@renders("event-said")
async def said(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    if event is None:
        return None
    text = reader.texts("notice-event-said", title=event.title, words=reader.values["words"])
    return Screen(text, buttons=[row(reader.texts, event.id, "open")])


@renders("event-helper")
async def helper(session: AsyncSession, reader: Reader) -> Screen | None:
    event = await _event(session, reader)
    if event is None:
        return None
    text = reader.texts("notice-event-helper", **_told(reader, event))
    return Screen(text, buttons=[row(reader.texts, event.id, "door")])


@renders("event-answer-file")
async def answer_file(session: AsyncSession, reader: Reader) -> Screen:
    values = reader.values
    return Screen(
        Html(reader.texts("event-sent-file", name=values["name"], question=values["question"])),
        attachment=Attachment(values["file_kind"], values["file_id"]),
    )


@renders("event-missed")
async def missed(session: AsyncSession, reader: Reader) -> Screen | None:
    """To the organiser: a reminder came to nobody, for nothing ran at its moment."""
    event = await _event(session, reader)
    if event is None:
        return None
    due = moment_words(reader.texts, reader.values["due"])
    return Screen(reader.texts("notice-event-missed", title=event.title, due=due))


@renders("event-offers-missed")
async def offers_missed(session: AsyncSession, reader: Reader) -> Screen | None:
    """To the organiser: a place was left empty, for nothing ran when it should have passed on."""
    event = await _event(session, reader)
    if event is None:
        return None
    text = reader.texts(
        "notice-event-offers-missed",
        title=event.title,
        due=moment_words(reader.texts, reader.values["due"]),
        waiting=reader.values["waiting"],
    )
    return Screen(text)
