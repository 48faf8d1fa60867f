"""A text and its entities: what Telegram keeps of what was written, and that as HTML again."""

import html
import re
from typing import Any

from sandbox.errors import bad_request, not_simulated
from sandbox.markup import parse_html, sorted_entities, units

JSON = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100

# Found by Telegram itself in every text, whoever wrote it.
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}»])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@#])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?)(?!\w)"
    r"|(?<![\w/@#])(?P<hashtag>\#(?=\w*[^\W\d])\w{1,256})"
    r"|(?<![\w/@#])(?P<mention>@[A-Za-z]\w{3,31})(?!\w)"
)
MARKS = frozenset("/#@")


def formatted(
    source: str, parse_mode: str | None, given: list[JSON] | None
) -> tuple[str, list[JSON]]:
    """The text and entities that Telegram keeps of what a bot wrote."""
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode in {"markdown", "markdownv2"}:
        raise not_simulated(f"parse_mode {parse_mode}")
    elif mode and mode != "none":
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = source, checked(given or [], source)
    if len(entities) > ENTITY_LIMIT:
        raise bad_request("ENTITIES_TOO_LONG")
    text, entities = stripped(text, entities)
    return text, with_found(text, entities)


def checked(given: list[JSON], text: str) -> list[JSON]:
    length = units(text)
    for entity in given:
        if not isinstance(entity, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        for name in ("type", "offset", "length"):
            if name not in entity:
                raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of "
                f"the text at UTF-16 offset {entity['offset'] + entity['length']}"
            )
    return sorted_entities([dict(entity) for entity in given if entity["length"] > 0])


def stripped(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    bare = text.strip()
    if bare == text or not entities:
        return bare, entities
    lead = units(text[: len(text) - len(text.lstrip())])
    length = units(bare)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, length)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return bare, kept


def with_found(text: str, entities: list[JSON]) -> list[JSON]:
    if MARKS.isdisjoint(text):
        return entities
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    added = []
    for match in FOUND.finditer(text):
        begin = units(text[: match.start()])
        end = begin + units(match[0])
        if all(end <= left or begin >= right for left, right in taken):
            added.append({"type": match.lastgroup, "offset": begin, "length": end - begin})
    return sorted_entities([*entities, *added]) if added else entities


WRITTEN = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote expandable",
    "spoiler": "tg-spoiler",
}


def to_html(text: str, entities: list[JSON], *, links: bool = False) -> str:
    """Safe HTML; with `links`, addresses found in the text are made links too."""
    shown = [entity for entity in entities if start_of(entity, text, links)]
    if not shown:
        return html.escape(text, quote=False)
    raw = text.encode("utf-16-le", "surrogatepass")
    out: list[str] = []
    opened: list[tuple[int, str]] = []
    at = 0

    def write_until(position: int) -> None:
        nonlocal at
        while opened and opened[-1][0] <= position:
            end, tag = opened.pop()
            out.append(escaped(raw, at, end))
            at = max(at, end)
            out.append(f"</{tag}>")
        out.append(escaped(raw, at, position))
        at = max(at, position)

    for entity in shown:
        write_until(entity["offset"])
        start = start_of(entity, text, links)
        end = entity["offset"] + entity["length"]
        # An entity that only overlaps the one around it ends with it, so tags always nest.
        end = min(end, opened[-1][0]) if opened else end
        out.append(start)
        opened.append((end, re.match(r"<([\w-]+)", start)[1]))  # type: ignore[index]
    write_until(len(raw) // 2)
    return "".join(out)


def escaped(raw: bytes, begin: int, end: int) -> str:
    part = raw[begin * 2 : end * 2].decode("utf-16-le", "replace")
    return html.escape(part, quote=False)


def start_of(entity: JSON, text: str, links: bool) -> str:
    kind = entity["type"]
    if kind in WRITTEN:
        return f"<{WRITTEN[kind]}>"
    if kind == "text_link":
        return anchor(entity["url"])
    if links and kind in {"url", "email"}:
        raw = text.encode("utf-16-le", "surrogatepass")
        begin = entity["offset"] * 2
        address = raw[begin : begin + entity["length"] * 2].decode("utf-16-le", "replace")
        return anchor(address if kind == "url" else f"mailto:{address}")
    return ""


def anchor(url: str) -> str:
    if "://" not in url and not url.startswith(("mailto:", "tel:")):
        url = f"http://{url}"
    if not re.match(r"(https?|tg|mailto|tel):", url, re.IGNORECASE):
        return ""
    return f'<a href="{html.escape(url)}">'
