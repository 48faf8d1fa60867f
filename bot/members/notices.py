"""What officers and people are told about who is who."""

from datetime import date
from html import escape
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.i18n import Html, Texts
from bot.members import requests
from bot.members.contact import contact_words
from bot.members.menu import menu_rows
from bot.members.models import (
    Account,
    Member,
    Membership,
    Organisation,
    Request,
    RequestStatus,
    Role,
)
from bot.members.organisations import JOINED
from bot.members.recognising import REQUEST, Claim, differing
from bot.members.service import (
    Viewer,
    account_by_id,
    chain_of,
    name_of,
    place_name,
    scoped_holders,
    view_account,
)
from bot.notices import Button, Notice, Reader, Screen, on_undelivered, renders


async def viewer_of(session: AsyncSession, reader: Reader) -> Viewer:
    account = await account_by_id(session, reader.account_id)
    return await view_account(session, account, reader.rules, zone=reader.texts.zone)


@renders(REQUEST)
async def request(session: AsyncSession, reader: Reader) -> Screen | None:
    """Someone asks to be confirmed: his words, whom he seems to be, and one tap."""
    found = await session.get(Request, int(reader.values["subject"].split(":")[1]))
    if found is None:
        return None
    if not await requests.may_decide(session, await viewer_of(session, reader), found):
        return Screen(reader.texts("request-gone"))
    if found.status is RequestStatus.OPEN:
        return await _open_request(session, reader.texts, found)
    return Screen(await _decided(session, reader.texts, found))


async def _open_request(session: AsyncSession, texts: Texts, found: Request) -> Screen:
    claim = found.claim
    lines: list[str] = [texts("request-head")]
    if claimed := _claimed(texts, claim):
        lines.append(texts("request-claim", parts=claimed))
    lines += [
        texts(f"request-{name}", **{name: claim[name]})
        for name in ("name", "place")
        if claim.get(name)
    ]
    lines.append(await _seeming(session, texts, found))
    buttons = [
        [Button(texts("button-confirm-person"), _button("confirm", found))],
        [Button(texts("button-decline-person"), _button("decline", found))],
    ]
    return Screen("\n".join(lines), buttons)


def _button(name: str, found: Request) -> str:
    return f"request:{name}:{found.id}:{requests.as_shown(found)}"


def _claimed(texts: Texts, claim: dict[str, str]) -> Html:
    parts: list[str] = [escape(claim["surname"])] if claim.get("surname") else []
    parts += [
        texts(f"request-{name}", **{name: claim[name]})
        for name in ("card", "phone")
        if claim.get(name)
    ]
    if claim.get("born"):
        parts.append(
            texts("request-born", born=date.fromisoformat(claim["born"]).strftime("%d.%m.%Y"))
        )
    return Html(" · ".join(parts))


async def _seeming(session: AsyncSession, texts: Texts, found: Request) -> str:
    if found.member_id is None:
        return texts("request-unknown" if found.organisation_id else "request-unplaced")
    member = await session.get_one(Member, found.member_id)
    organisation = await session.get_one(Organisation, member.organisation_id)
    odd = [texts(f"request-odd-{name}") for name in _odd(member, found.claim)]
    now = Html("")
    if member.status is not Membership.ACTIVE:
        now = texts("request-now", status=texts(f"membership-{member.status}"))
    return texts(
        "request-seems",
        name=member.person.full_name,
        place=place_name(await chain_of(session, organisation)),
        now=now,
        odd=texts("request-odd", parts=", ".join(odd)) if odd else "",
    )


def _odd(member: Member, stored: dict[str, str]) -> list[str]:
    claim = Claim(
        born=date.fromisoformat(stored["born"]),
        card=stored.get("card", ""),
        surname=stored.get("surname", ""),
    )
    return differing(member.person, claim)


async def _decided(session: AsyncSession, texts: Texts, found: Request) -> str:
    if found.decided_by is None:
        return texts("request-withdrawn")
    claim = found.claim
    return texts(
        f"request-{found.status}",
        who=claim.get("name") or claim.get("surname") or f"+{claim.get('phone', '')}",
        officer=await name_of(session, found.decided_by),
        at=found.decided_at or clock.now(),
    )


@renders("registered")
async def registered(session: AsyncSession, reader: Reader) -> Screen | None:
    """He found himself in the registry."""
    viewer = await viewer_of(session, reader)
    if viewer.member is None:
        return None
    person = viewer.member.person
    name = " ".join(filter(None, [person.first_name, person.patronymic])) or person.surname
    return Screen(reader.texts("notice-registered", name=name), menu=menu_rows(viewer))


@renders("confirmed")
async def confirmed(session: AsyncSession, reader: Reader) -> Screen | None:
    viewer = await viewer_of(session, reader)
    if viewer.member is None:
        return None
    text = reader.texts(
        "notice-confirmed", name=viewer.member.person.full_name, place=place_name(viewer.chain)
    )
    return Screen(text, menu=menu_rows(viewer))


@renders("news-consent")
async def news_consent(session: AsyncSession, reader: Reader) -> Screen:
    """Apart from the other consent, because 152-ФЗ wants each to stand alone."""
    texts = reader.texts
    version = reader.rules.consent("news", clock.today())
    return Screen(
        texts("consent-news", short=version.short.in_language(texts.language)),
        [
            [
                Button(texts(f"button-{key}"), f"consent:news:{answer}:{texts.language}")
                for key, answer in (("agree", "yes"), ("disagree", "no"))
            ]
        ],
    )


@renders("declined")
async def declined(session: AsyncSession, reader: Reader) -> Screen:
    viewer = await viewer_of(session, reader)
    return Screen(reader.texts("notice-declined", contact=contact_words(viewer, reader.rules)))


@renders("unbound")
async def unbound(session: AsyncSession, reader: Reader) -> Screen:
    viewer = await viewer_of(session, reader)
    return Screen(
        reader.texts("notice-unbound", contact=contact_words(viewer, reader.rules)),
        menu=menu_rows(viewer),
    )


@renders("unlinked")
async def unlinked(session: AsyncSession, reader: Reader) -> Screen:
    """His office unbound this Telegram, and no other has its member yet."""
    viewer = await viewer_of(session, reader)
    return Screen(
        reader.texts("notice-unlinked", contact=contact_words(viewer, reader.rules)),
        menu=menu_rows(viewer),
    )


@renders("data-wrong")
async def data_wrong(session: AsyncSession, reader: Reader) -> Screen:
    """An officer hears what is wrong, and opens whose it is."""
    values = {name: reader.values[name] for name in ("name", "place", "note")}
    member_id = reader.values.get("member_id")
    button = Button(reader.texts("button-open-person"), f"person:{member_id}")
    return Screen(reader.texts("notice-data-wrong", **values), [[button]] if member_id else [])


@renders(JOINED)
async def joined(session: AsyncSession, reader: Reader) -> Screen | None:
    """His organisation is a part of another. It is no hurry: nobody is woken by it."""
    viewer, texts = await viewer_of(session, reader), reader.texts
    if viewer.member is None:
        return None
    left = await session.get_one(Organisation, int(reader.values["subject"].split(":")[1]))
    chairs = await _chairs_of(session, viewer.member)
    text = texts(
        f"notice-{JOINED}",
        name=left.name,
        place=place_name(viewer.chain),
        count=len(chairs),
        chairs=", ".join(chairs),
        contact=contact_words(viewer, reader.rules),
    )
    at_night = reader.rules.quiet_until(clock.now(), ZoneInfo(str(texts.zone)))
    return Screen(text, silent=at_night is not None)


async def _chairs_of(session: AsyncSession, member: Member) -> list[str]:
    """Of his own organisation, with their whole names: he is to know whom to ask for."""
    here = await session.get_one(Organisation, member.organisation_id)
    found = await scoped_holders(session, [Role.CHAIR], here.path)
    ids = [account.member_id for account, scope in found if scope == here.path]
    rows = await session.scalars(
        select(Member).where(Member.id.in_(ids), Member.id != member.id).order_by(Member.id)
    )
    return [chair.person.full_name for chair in rows]


@renders("roles")
async def roles(session: AsyncSession, reader: Reader) -> Screen:
    """A role was given or ended: the menu says what is possible now."""
    viewer = await viewer_of(session, reader)
    return Screen(reader.texts("notice-roles"), menu=menu_rows(viewer))


@on_undelivered
async def remember_blocked(session: AsyncSession, notice: Notice) -> None:
    """His next word, or Telegram's that he is back, brings what he missed."""
    await session.execute(
        update(Account)
        .where(Account.id == notice.account_id, Account.blocked_at.is_(None))
        .values(blocked_at=clock.now())
    )
