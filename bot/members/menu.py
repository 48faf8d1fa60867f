"""Which sections a person has: his main menu."""

from collections.abc import Mapping

from bot.members.models import Membership, Mode
from bot.members.service import OFFICE_ROLES, OFFICES, ORGANISER_ROLES, PEOPLE_ROLES, Viewer
from bot.regulations import Desk

CASES, PROFILE, AID = "menu-cases", "menu-profile", "menu-aid"
TO_STAFF, TO_MEMBER = "menu-to-staff", "menu-to-member"
MINE, PEOPLE, REPORTS = "menu-mine", "menu-people", "menu-reports"
APPLICATIONS = "menu-applications"
# For those who come and for those who make them, who read and who write: the mode tells which.
EVENTS, NEWS = "menu-events", "menu-news"
# Each desk has a section of members and its queue: «ask-legal», «queue-legal».
ASK, QUEUE = "ask", "queue"
SIDE_BY_SIDE = 2


def menu_rows(viewer: Viewer) -> list[list[str]]:
    """Labels, row by row. A section that the person may not use has no button."""
    return [[label(viewer, key) for key in row] for row in menu_keys(viewer)]


def label(viewer: Viewer, key: str) -> str:
    """What a section is called: a desk's as the regulations say, any other as the texts do."""
    if found := of_desk(key, viewer.desks):
        kind, desk = found
        both = desk.labels.ask if kind == ASK else desk.labels.queue
        return both.in_language(viewer.texts.language)
    return viewer.texts(key)


def of_desk(key: str, desks: Mapping[str, Desk]) -> tuple[str, Desk] | None:
    """«queue-legal» is the queue of the desk `legal`."""
    kind, _, name = key.partition("-")
    return (kind, desks[name]) if kind in (ASK, QUEUE) and name in desks else None


def desk_labels(desks: Mapping[str, Desk]) -> dict[str, str]:
    """Label → section, in each language: people press the keyboard of yesterday's too."""
    return {
        words: f"{kind}-{desk.key}"
        for desk in desks.values()
        for kind, both in ((ASK, desk.labels.ask), (QUEUE, desk.labels.queue))
        for words in (both.ru, both.kk)
    }


def menu_keys(viewer: Viewer) -> list[list[str]]:
    if is_at_work(viewer):
        return [*_staff_rows(viewer), [TO_MEMBER]]
    rows = _member_rows(viewer)
    return [*rows, [TO_STAFF]] if has_staff_menu(viewer) else rows


def is_at_work(viewer: Viewer) -> bool:
    """In staff mode, and still with a role for it."""
    in_staff_mode = viewer.account is not None and viewer.account.mode is Mode.STAFF
    return in_staff_mode and has_staff_menu(viewer)


def has_staff_menu(viewer: Viewer) -> bool:
    return bool(viewer.serves or viewer.roles & (ORGANISER_ROLES | OFFICES))


def has_reports(viewer: Viewer) -> bool:
    """Heads see what their desk did, in numbers, and officers what was asked in their places."""
    return bool(viewer.leads or viewer.roles & OFFICE_ROLES)


def _member_rows(viewer: Viewer) -> list[list[str]]:
    if viewer.member is None:
        return [[PROFILE]]
    rows = [[CASES, PROFILE]]
    if viewer.member.status is not Membership.ACTIVE:
        return rows
    asks = [[f"{ASK}-{key}"] for key, desk in viewer.desks.items() if not desk.closed]
    aid = [[AID]] if viewer.funds else []
    return [*asks, *aid, [EVENTS, NEWS], *rows]


def _staff_rows(viewer: Viewer) -> list[list[str]]:
    rows = []
    if viewer.serves:
        rows += _in_rows([*(f"{QUEUE}-{desk.key}" for desk in viewer.serves), MINE])
    if viewer.roles & OFFICES:
        rows.append([APPLICATIONS])
    office = [PEOPLE] if viewer.roles & PEOPLE_ROLES else []
    if viewer.roles & ORGANISER_ROLES:
        office += [EVENTS, NEWS]
    if has_reports(viewer):
        office.append(REPORTS)
    return [*rows, *_in_rows(office)]


def _in_rows(keys: list[str]) -> list[list[str]]:
    return [keys[n : n + SIDE_BY_SIDE] for n in range(0, len(keys), SIDE_BY_SIDE)]
