"""What is wrong in `regulations.yaml` between values that are each right.

All of it reads the file as it is written, before any model does, so that these mistakes are told
together with all the others.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.regulations.marked_yaml import Place, nearest

Found = Iterator[tuple[Place, str]]

# Numbers of aid, loans, events and broadcasts begin so.
TAKEN_PREFIXES = {"МП", "ЗМ", "СБ", "РС"}
OTHER_TOPIC = "other"
# Roles that are no desk's: whoever held one in an organisation would see questions from it.
FIXED_ROLES = ("staff", "treasurer", "chair", "editor", "admin")
# Who sits in a body that decides of money.
DECIDERS = ("staff", "chair")
LEVELS = ("primary", "territorial", "regional")
ANY_SUM = "any"
STATEMENT = {"body", "name", "place", "card", "ground", "amount", "text", "event", "date"}
# Between an organisation and one above it, where the name alone is not enough.
PARTS = " / "


def contradictions(data: Any) -> Found:
    """Places and what is wrong there."""
    yield from _desks(data)
    yield from _organisations(data)
    yield from _calendars(data)
    yield from _consents(data)
    yield from _aid(data)


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


def _aid(data: Any) -> Found:
    papers = set(_block(data, "aid", "papers"))
    for name, fund in _block(data, "aid", "funds").items():
        here: Place = ("aid", "funds", name)
        for key, ground in _block(fund, "grounds").items():
            yield from _ground((*here, "grounds", key), _block(ground), papers)
            yield from _decided(here, fund, key, _block(ground))
        yield from _route(here, fund)
        yield from _statement(here, _block(fund, "statement"))


def _ground(place: Place, ground: dict[str, Any], papers: set[str]) -> Found:
    sums = [name for name in ("cap", "fixed") if name in ground]
    if len(sums) != 1:
        what = "нужна одна сумма: cap (до какой) или fixed (ровно сколько)"
        yield place, what + (", а написаны обе" if sums else "")
    needing = "frequency" if ground.get("frequency") == "event" else "within"
    if "event" not in ground and (needing == "frequency" or "within" in ground):
        yield (*place, needing), "считать не от чего: допишите вопрос event"
    for index, paper in enumerate(_items(ground, "papers")):
        if paper not in papers:
            hint = nearest(str(paper), papers)
            yield (*place, "papers", index), f"документа {paper} нет в aid.papers{hint}"


def _decided(place: Place, fund: Any, key: str, ground: dict[str, Any]) -> Found:
    """A sum that nobody may decide would wait for ever."""
    written = str(ground.get("cap", ground.get("fixed", ""))).replace(" ", "")
    limits = [
        str(limit)
        for body in _block(fund, "route").values()
        for limit in _block(body, "decides").values()
    ]
    if not written.isdecimal() or not limits or ANY_SUM in limits:
        return
    most = max((int(limit) for limit in limits if limit.isdecimal()), default=0)
    if int(written) > most:
        yield (*place, "grounds", key), f"сумму {written} никто не решает: в route можно до {most}"


def _route(place: Place, fund: Any) -> Found:
    highest = 0
    for name, body in _block(fund, "route").items():
        here: Place = (*place, "route", name)
        for role in _block(body, "decides"):
            if role not in DECIDERS:
                known = ", ".join(DECIDERS)
                yield (*here, "decides", role), f"решать могут роли: {known}"
        level = _block(body).get("level")
        if level in LEVELS:
            if LEVELS.index(level) < highest:
                yield (*here, "level"), "путь идёт снизу вверх, а этот уровень ниже предыдущего"
            highest = max(highest, LEVELS.index(level))


def _statement(place: Place, statement: dict[str, Any]) -> Found:
    for language, text in statement.items():
        for name in re.findall(r"\{(.*?)\}", str(text)):
            if name not in STATEMENT:
                known = ", ".join(f"{{{known}}}" for known in sorted(STATEMENT))
                what = f"вместо {{{name}}} подставить нечего; бывает {known}"
                yield (*place, "statement", language), what


def _block(data: Any, *place: str) -> dict[str, Any]:
    for name in place:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _items(data: Any, name: str) -> Sequence[Any]:
    found = _block(data).get(name)
    return found if isinstance(found, list) else ()
