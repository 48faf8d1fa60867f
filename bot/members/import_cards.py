"""What an administrator is shown of an import: one card, from the file to its undoing."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Html, Texts
from bot.members import importing
from bot.members.import_models import KIND, Import, Stage
from bot.members.notices import viewer_of
from bot.members.registry_words import Mistake, mistake_words
from bot.notices import Button, Reader, Screen, renders

LINE = 200

Buttons = list[list[Button]]


@renders(KIND)
async def card(session: AsyncSession, reader: Reader) -> Screen | None:
    found = await session.get(Import, int(reader.values["subject"].split(":")[1]))
    if found is None:
        return None
    if not importing.is_administrator(await viewer_of(session, reader)):
        return Screen(reader.texts("registry-gone"))
    show = _SCREENS.get(found.stage, _plain)
    return show(reader.texts, found)


def _plain(texts: Texts, found: Import) -> Screen:
    return Screen(texts(f"registry-{found.stage}", name=found.name, progress=found.progress))


def _offered(texts: Texts, found: Import) -> Screen:
    return Screen(
        texts("registry-offered", name=found.name),
        [
            [_button(texts, found, "check")],
            [_button(texts, found, "other")],
        ],
    )


def _checked(texts: Texts, found: Import) -> Screen:
    shown = found.shown
    buttons: Buttons = []
    if importing.changes_something(shown):
        buttons.append([_button(texts, found, "apply")])
    if shown["bad"]:
        buttons.append([_button(texts, found, "mistakes")])
    buttons.append([Button(texts("button-cancel"), _action(found, "cancel"))])
    text = texts(
        "registry-checked",
        name=found.name,
        again=bool(shown.get("again")),
        nothing=not importing.changes_something(shown),
        numbers=_numbers(texts, shown),
        notes=_notes(texts, shown),
        mistakes=_mistakes(texts, shown),
    )
    return Screen(text, buttons)


def _confirming(texts: Texts, found: Import) -> Screen:
    losing, active = found.shown["losing"], found.shown["active"]
    text = texts(
        "registry-confirming", losing=losing, active=active, share=round(losing / active * 100)
    )
    sure = Button(texts("button-registry-remove", count=losing), _action(found, "remove", losing))
    cancel = Button(texts("button-cancel"), _action(found, "cancel"))
    return Screen(text, [[sure], [cancel]])


def _applied(texts: Texts, found: Import) -> Screen:
    shown = found.shown or {}
    # From a shell, which keeps no numbers, it has none.
    numbers = _numbers(texts, shown) if "added" in shown else Html("")
    buttons: Buttons = []
    if found.is_last:
        buttons.append([_button(texts, found, "undo")])
    if shown.get("bad"):
        buttons.append([_button(texts, found, "mistakes")])
    text = texts(
        "registry-applied", name=found.name, at=found.begun_at, numbers=numbers, last=found.is_last
    )
    return Screen(text, buttons)


def _undo_asked(texts: Texts, found: Import) -> Screen:
    return Screen(
        texts("registry-undo-asked", name=found.name, at=found.begun_at),
        [
            [_button(texts, found, "return")],
            [Button(texts("button-cancel"), _action(found, "keep"))],
        ],
    )


def _undone(texts: Texts, found: Import) -> Screen:
    done = found.shown["undone"]
    text = texts(
        "registry-undone",
        taken=done["taken"],
        restored=done["restored"],
        returned=done["returned"],
        kept_names=_newer(texts, done, "kept"),
        moved_names=_newer(texts, done, "moved"),
        touched_names=_newer(texts, done, "touched"),
    )
    return Screen(text)


def _newer(texts: Texts, done: dict[str, Any], what: str) -> Html:
    """With whom not all became as before, because something newer stays."""
    count, names = done[what], done[f"{what}_names"]
    if not count:
        return Html("")
    lines = [texts(f"registry-undone-{what}", count=count)]
    lines += [texts("registry-undone-name", name=name, card=card) for name, card in names]
    if count > len(names):
        lines.append(texts("registry-more", count=count - len(names)))
    return Html("\n".join(lines))


def _refused(texts: Texts, found: Import) -> Screen:
    if found.reason:
        return Screen(texts("registry-refused", reason=Mistake(*found.reason).words(texts)))
    return Screen(texts("registry-failed", name=found.name))


def _numbers(texts: Texts, shown: dict[str, Any]) -> Html:
    names = ("added", "changed", "removed", "same", "bad")
    return texts("registry-numbers", **{name: str(shown[name]) for name in names})


def _notes(texts: Texts, shown: dict[str, Any]) -> Html:
    lines: list[str] = []
    for name in ("twice", "staying", "overruled", "planned", "unread_phones"):
        if shown[name]:
            lines.append(texts(f"registry-note-{name.replace('_', '-')}", count=shown[name]))
    if shown["organisations"]:
        names = "; ".join(shown["organisations_first"])
        lines.append(
            texts("registry-note-organisations", count=shown["organisations"], names=names)
        )
    for name in ("sheets", "absent"):
        if shown[name]:
            lines.append(texts(f"registry-note-{name}", names=", ".join(shown[name])))
    return Html("\n".join(lines))


def _mistakes(texts: Texts, shown: dict[str, Any]) -> Html:
    lines = []
    for row in shown["bad_first"]:
        where, why = mistake_words(texts, *row)
        why = why if len(why) <= LINE else why[:LINE] + "…"
        lines.append(texts("registry-mistake", where=where, why=why))
    if (more := shown["bad"] - len(lines)) > 0:
        lines.append(texts("registry-more", count=more))
    return Html("\n".join(lines))


def _button(texts: Texts, found: Import, name: str) -> Button:
    return Button(texts(f"button-registry-{name}"), _action(found, name))


def _action(found: Import, name: str, number: int = 0) -> str:
    return f"registry:{name}:{found.id}:{number}"


_SCREENS: dict[Stage, Callable[[Texts, Import], Screen]] = {
    Stage.OFFERED: _offered,
    Stage.CHECKED: _checked,
    Stage.CONFIRMING: _confirming,
    Stage.APPLIED: _applied,
    Stage.UNDO_ASKED: _undo_asked,
    Stage.UNDONE: _undone,
    Stage.REFUSED: _refused,
}
