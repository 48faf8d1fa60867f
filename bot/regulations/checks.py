"""What is wrong in `regulations.yaml` between values that are each right.

All of it reads the file as it is written, before any model does, so that these mistakes are told
together with all the others.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.regulations.marked_yaml import Place

Found = Iterator[tuple[Place, str]]

# Numbers of aid, loans, events and broadcasts begin so.
TAKEN_PREFIXES = {"МП", "ЗМ", "СБ", "РС"}
OTHER_TOPIC = "other"
# Roles that are no desk's: whoever held one in an organisation would see questions from it.
FIXED_ROLES = ("staff", "treasurer", "chair", "editor", "admin")
# Between an organisation and one above it, where the name alone is not enough.
PARTS = " / "


def contradictions(data: Any) -> Found:
    """Places and what is wrong there."""
    yield from _desks(data)
    yield from _organisations(data)
    yield from _calendars(data)
    yield from _consents(data)


def plain_name(name: str) -> str:
    return " ".join(name.split()).casefold()


def name_path(name: str) -> tuple[str, ...]:
    """The highest organisation first."""
    return tuple(map(plain_name, name.split(PARTS)))


def _desks(data: Any) -> Found:
    desks = _block(data, "desks")
    if desks and "legal" not in desks:
        yield ("desks",), "нет блока legal: вопросы юристу некому принять"
    owners = dict.fromkeys(TAKEN_PREFIXES, "заявления, мероприятия и рассылки")
    labels: dict[str, str] = {}
    for name, desk in desks.items():
        topics = _block(desk, "topics")
        if topics and OTHER_TOPIC not in topics:
            what = f"нет темы {OTHER_TOPIC}: в неё идёт всё, что не угадано"
            yield ("desks", name, "topics"), what
        if name == "legal" and str(_block(desk).get("closed")).lower() == "true":
            yield ("desks", name, "closed"), "служба legal нужна всегда, закрыть её нельзя"
        prefix = _block(desk).get("prefix")
        if isinstance(prefix, str) and (owner := owners.setdefault(prefix, name)) != name:
            yield ("desks", name, "prefix"), f"буквы «{prefix}» уже заняты: {owner}"
        yield from _people_of(name, desk)
        yield from _labels_of(name, desk, labels)


def _people_of(name: str, desk: Any) -> Found:
    roles, head = _items(desk, "roles"), _block(desk).get("head")
    if roles and head is not None and head not in roles:
        yield ("desks", name, "head"), f"роли {head} нет в roles: {', '.join(map(str, roles))}"
    for index, role in enumerate(roles):
        if role in FIXED_ROLES:
            what = f"роль {role} занята: её дают в организации; назовите роль этой службы иначе"
            yield ("desks", name, "roles", index), what


def _labels_of(name: str, desk: Any, seen: dict[str, str]) -> Found:
    """A press on the menu is a text: two buttons that say the same open one and the same."""
    labels = _block(desk, "labels")
    for kind in ("ask", "queue"):
        for language, label in _block(labels, kind).items():
            if seen.setdefault(str(label), name) != name:
                place = ("desks", name, "labels", kind, language)
                yield place, f"кнопка «{label}» уже есть: {seen[str(label)]}"
    if _block(desk, "urgent") and "urgent" not in labels:
        yield ("desks", name, "labels"), "нет надписи urgent, а блок urgent есть"


def _organisations(data: Any) -> Found:
    seen: dict[tuple[str, ...], str] = {}
    for name in _block(data, "organisations"):
        if (other := seen.setdefault(name_path(name), name)) != name:
            yield ("organisations", name), f"это та же организация, что и «{other}»"


def _calendars(data: Any) -> Found:
    countries = {"union": _block(data, "union").get("jurisdiction")}
    for name, organisation in _block(data, "organisations").items():
        countries[f"organisations.{name}"] = _block(organisation).get("jurisdiction")
    for owner, country in countries.items():
        terms = [("desks", desk, "urgent") for desk in _block(data, "desks")]
        for place in (("calendar",), *terms):
            block = _block(data, *place)
            if isinstance(country, str) and block and country not in block:
                yield (
                    place,
                    f"нет блока {country}, а он нужен: так записано в {owner}.jurisdiction",
                )
    for country, calendar in _block(data, "calendar").items():
        holidays = _items(calendar, "holidays")
        for index, day in enumerate(_items(calendar, "working")):
            if day in holidays:
                what = f"{day} стоит и в holidays: рабочий это день или нет?"
                yield ("calendar", country, "working", index), what


def _consents(data: Any) -> Found:
    for kind, consent in _block(data, "consents").items():
        seen: dict[Any, str] = {}
        for version, block in _block(consent, "versions").items():
            since = _block(block).get("from")
            if since is not None and (other := seen.setdefault(str(since), version)) != version:
                place = ("consents", kind, "versions", version, "from")
                yield place, f"с того же дня действует версия {other}; нужны разные даты"


def _block(data: Any, *place: str) -> dict[str, Any]:
    for name in place:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _items(data: Any, name: str) -> Sequence[Any]:
    found = _block(data).get(name)
    return found if isinstance(found, list) else ()
