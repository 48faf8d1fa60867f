"""Which sections a person has: his main menu."""

from bot.members.models import Membership, Mode
from bot.members.service import DESK_ROLES, PEOPLE_ROLES, Viewer

ASK, CASES, PROFILE = "menu-ask", "menu-cases", "menu-profile"
TO_STAFF, TO_MEMBER = "menu-to-staff", "menu-to-member"
QUEUE, MINE, PEOPLE = "menu-queue", "menu-mine", "menu-people"


def menu_rows(viewer: Viewer) -> list[list[str]]:
    """Labels, row by row. A section that the person may not use has no button."""
    return [[viewer.texts(key) for key in row] for row in menu_keys(viewer)]


def menu_keys(viewer: Viewer) -> list[list[str]]:
    in_staff_mode = viewer.account is not None and viewer.account.mode is Mode.STAFF
    if has_staff_menu(viewer) and in_staff_mode:
        return [*_staff_rows(viewer), [TO_MEMBER]]
    rows = _member_rows(viewer)
    return [*rows, [TO_STAFF]] if has_staff_menu(viewer) else rows


def has_staff_menu(viewer: Viewer) -> bool:
    return bool(viewer.roles & (DESK_ROLES | PEOPLE_ROLES))


def _member_rows(viewer: Viewer) -> list[list[str]]:
    if viewer.member is None:
        return [[PROFILE]]
    rows = [[CASES, PROFILE]]
    return [[ASK], *rows] if viewer.member.status is Membership.ACTIVE else rows


def _staff_rows(viewer: Viewer) -> list[list[str]]:
    rows = []
    if viewer.roles & DESK_ROLES:
        rows.append([QUEUE, MINE])
    if viewer.roles & PEOPLE_ROLES:
        rows.append([PEOPLE])
    return rows
