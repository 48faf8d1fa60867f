"""An administrator loads the registry from the chat: what he may say, and when.

The work itself is done by `import_work`: here stages are changed, each by one conditional update.
"""

import io
from collections.abc import Collection, Sequence
from typing import Any

from openpyxl import Workbook
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from bot import notices
from bot.db import insert_new
from bot.errors import Trespass
from bot.members import registry_undo
from bot.members.import_models import KIND, Import, Stage, subject
from bot.members.models import Role
from bot.members.registry import MAX_LOSS
from bot.members.registry_words import mistake_words
from bot.members.service import Viewer, audit, is_union

REGISTRY_ENDINGS = (".xlsx", ".xlsm", ".csv")
OLD_EXCEL = ".xls"


def is_administrator(viewer: Viewer) -> bool:
    return any(o.role == Role.ADMIN and is_union(o.path) for o in viewer.offices)


def ensure_administrator(viewer: Viewer, about: str = "imports") -> None:
    if not is_administrator(viewer):
        raise Trespass("import-refused", about)


def looks_like_registry(name: str) -> bool:
    return name.lower().endswith((*REGISTRY_ENDINGS, OLD_EXCEL))


async def receive(
    session: AsyncSession, viewer: Viewer, *, key: str, name: str, file_id: str, sure: bool
) -> None:
    """A file came. Unless it was asked for, he is asked whether it is a registry at all."""
    ensure_administrator(viewer)
    stage = Stage.CHECKING if sure else Stage.OFFERED
    row = {
        "key": key,
        "account_id": viewer.account_id,
        "stage": stage,
        "name": name,
        "file_id": file_id,
    }
    import_id = await insert_new(session, Import, row, unique=("key",))
    if import_id is not None:
        await audit(session, viewer.account_id, "import-sent", subject(import_id))
        await show(session, viewer.account_id, import_id)


async def check(session: AsyncSession, viewer: Viewer, import_id: int) -> None:
    await _move(session, viewer, import_id, {Stage.OFFERED}, Stage.CHECKING)


async def cancel(session: AsyncSession, viewer: Viewer, import_id: int) -> None:
    waiting = {Stage.OFFERED, Stage.CHECKED, Stage.CONFIRMING}
    await _move(session, viewer, import_id, waiting, Stage.CANCELLED)


async def apply(session: AsyncSession, viewer: Viewer, import_id: int) -> None:
    """The first word. Where many would lose access a second one is asked for."""
    found = await look(session, viewer, import_id)
    shown = found.shown or {}
    # Nothing to write: an old button.
    if found.stage is Stage.CHECKED and not changes_something(shown):
        return
    to = Stage.CONFIRMING if is_great_loss(shown) else Stage.APPLYING
    await _move(session, viewer, import_id, {Stage.CHECKED}, to)


async def confirm(session: AsyncSession, viewer: Viewer, import_id: int, number: int) -> None:
    """The second word, for the number that stood on the button."""
    found = await look(session, viewer, import_id)
    if number == (found.shown or {}).get("losing"):
        await _move(session, viewer, import_id, {Stage.CONFIRMING}, Stage.APPLYING)


async def ask_undo(session: AsyncSession, viewer: Viewer, import_id: int) -> None:
    found = await look(session, viewer, import_id)
    if found.is_last:
        # Another administrator's, or one from a shell: from here on its card is his too.
        await _move(session, viewer, import_id, {Stage.APPLIED}, Stage.UNDO_ASKED)
    await show(session, viewer.account_id, import_id)


async def keep(session: AsyncSession, viewer: Viewer, import_id: int) -> None:
    await _move(session, viewer, import_id, {Stage.UNDO_ASKED}, Stage.APPLIED)


async def undo(session: AsyncSession, viewer: Viewer, import_id: int) -> None:
    found = await look(session, viewer, import_id)
    if found.is_last:
        await _move(session, viewer, import_id, {Stage.UNDO_ASKED}, Stage.UNDOING)


async def _move(
    session: AsyncSession, viewer: Viewer, import_id: int, stages: Collection[Stage], to: Stage
) -> None:
    """Of two taps the second changes nothing, and the card says how things stand."""
    ensure_administrator(viewer, subject(import_id))
    moved = await session.scalar(
        update(Import)
        .where(Import.id == import_id, Import.stage.in_(stages))
        .values(stage=to, progress=0)
        .returning(Import.id)
    )
    if moved is not None:
        await audit(session, viewer.account_id, f"import-{to}", subject(import_id))
    await notices.refresh_cards(session, KIND, subject(import_id))


async def look(session: AsyncSession, viewer: Viewer, import_id: int) -> Import:
    ensure_administrator(viewer, subject(import_id))
    found = await session.get(Import, import_id, populate_existing=True)
    if found is None:
        raise Trespass("import-refused", subject(import_id))
    return found


async def last(session: AsyncSession, viewer: Viewer) -> Import | None:
    """The import that may be taken back."""
    ensure_administrator(viewer)
    found = await registry_undo.last_import(session)
    return found if found and found.stage in (Stage.APPLIED, Stage.UNDO_ASKED) else None


async def bad_rows(session: AsyncSession, viewer: Viewer, import_id: int) -> list[tuple[str, str]]:
    """Every bad row, where and why, in the words of his language."""
    await look(session, viewer, import_id)
    found = await session.scalar(
        select(Import)
        .where(Import.id == import_id)
        .options(undefer(Import.bad))
        .execution_options(populate_existing=True)
    )
    await audit(session, viewer.account_id, "import-mistakes", subject(import_id))
    rows = found.bad or [] if found else []
    return [mistake_words(viewer.texts, place, mistakes) for place, mistakes in rows]


def as_workbook(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 120
    for row in (titles, *rows):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


async def show(session: AsyncSession, account_id: int, import_id: int) -> None:
    """The card as a new message: an edit would not be heard."""
    await notices.post_card(session, account_id, KIND, subject(import_id), anew=True)


def is_great_loss(shown: dict[str, Any]) -> bool:
    return bool(shown.get("active")) and shown["losing"] / shown["active"] > MAX_LOSS


def changes_something(shown: dict[str, Any]) -> bool:
    return bool(shown.get("added") or shown.get("changed") or shown.get("removed"))
