"""Telegram's HTML, read as strictly as Telegram reads it.

The grammar and its errors are those of `parse_html` in TDLib. Byte offsets in errors count
UTF-8 bytes of the source, offsets of entities UTF-16 units of the text.
"""

import re
from dataclasses import dataclass
from typing import Any

from sandbox.errors import Refusal, bad_request

JSON = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
ARGUMENTS = {
    ("a", "href"),
    ("code", "class"),
    ("span", "class"),
    ("tg-emoji", "emoji-id"),
    ("tg-time", "unix"),
    ("blockquote", "expandable"),
}
RANKS = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
LINK = re.compile(
    r"(tg|ton)://\S+|(mailto|tel):\S+|(https?://)?[^\s/:?#]+\.[^\s/:?#]+(:\d+)?([/?#]\S*)?",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\r\n\v\0"
SPECIAL = re.compile(r"[<&]")
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
ATTRIBUTE = re.compile(r"[^\s=>/\"'\0]*")


@dataclass(slots=True)
class Open:
    tag: str
    argument: str
    offset: int
    begin: int


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class HtmlParser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.opened: list[Open] = []
        self.entities: list[JSON] = []

    def parse(self) -> tuple[str, list[JSON]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<":
                self.tag()
            elif character == "&":
                self.write(self.reference())
            else:
                self.plain()
        if self.opened:
            tag = self.opened[-1].tag
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self.pieces), sorted_entities(self.entities)

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += units(text)

    def plain(self) -> None:
        match = SPECIAL.search(self.source, self.at)
        end = match.start() if match else len(self.source)
        self.write(self.source[self.at : end])
        self.at = end

    def reference(self) -> str:
        """A character reference, or the ampersand itself where it is none."""
        match = REFERENCE.match(self.source, self.at)
        character = decoded(match) if match else ""
        if not match or not character:
            self.at += 1
            return "&"
        self.at = match.end()
        return character

    def tag(self) -> None:
        if self.peek(1) == "/":
            self.end_tag()
        else:
            self.start_tag()

    def peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.source[at] if at < len(self.source) else ""

    def skip_space(self) -> None:
        while self.peek() and self.peek() in SPACE:
            self.at += 1

    def name(self) -> str:
        begin = self.at
        while self.peek() and self.peek() not in SPACE and self.peek() != ">":
            self.at += 1
        return self.source[begin : self.at]

    def bytes_before(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def start_tag(self) -> None:
        begin = self.at
        where = f"at byte offset {self.bytes_before(begin)}"
        self.at += 1
        tag = self.name().lower()
        if not self.peek():
            raise unparsable(f"Unclosed start tag {where}")
        if tag not in TAGS:
            raise unparsable(f'Unsupported start tag "{tag}" {where}')
        argument = ""
        while True:
            self.skip_space()
            if self.peek() == ">":
                break
            argument = self.attribute(tag, where) or argument
        if tag == "span" and argument != "tg-spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" {where}')
        self.at += 1
        self.opened.append(Open(tag, argument, self.offset, begin))

    def attribute(self, tag: str, where: str) -> str:
        match = ATTRIBUTE.match(self.source, self.at)
        name = match[0] if match else ""
        self.at += len(name)
        if not name:
            if not self.peek():
                raise unparsable(f'Unclosed start tag "{tag}" {where}')
            raise unparsable(f'Empty attribute name in the tag "{tag}" {where}')
        self.skip_space()
        if not self.peek():
            raise unparsable(f'Unclosed start tag "{tag}" {where}')
        value = "1"
        if self.peek() == "=":
            self.at += 1
            self.skip_space()
            value = self.attribute_value(tag, where)
        return value if (tag, name) in ARGUMENTS else ""

    def attribute_value(self, tag: str, where: str) -> str:
        quote = self.peek()
        if not quote:
            raise unparsable(f'Unclosed start tag "{tag}" {where}')
        if quote not in "'\"":
            return self.token(where)
        self.at += 1
        value = []
        while self.peek() and self.peek() != quote:
            if self.peek() == "&":
                value.append(self.reference())
            else:
                value.append(self.peek())
                self.at += 1
        self.at += 1
        if not self.peek():
            raise unparsable(f"Unclosed start tag {where}")
        return "".join(value)

    def token(self, where: str) -> str:
        begin = self.at
        match = TOKEN.match(self.source, self.at)
        value = match[0] if match else ""
        self.at += len(value)
        if not self.peek() or self.peek() not in SPACE + ">":
            raise unparsable(
                f"Unexpected end of name token at byte offset {self.bytes_before(begin)}"
            )
        return value.lower()

    def end_tag(self) -> None:
        where = f"at byte offset {self.bytes_before(self.at)}"
        if not self.opened:
            raise unparsable(f"Unexpected end tag {where}")
        self.at += 2
        found = self.name().lower()
        self.skip_space()
        if self.peek() != ">":
            raise unparsable(f"Unclosed end tag {where}")
        self.at += 1
        opened = self.opened.pop()
        if found and found != opened.tag:
            raise unparsable(
                f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{found}>"'
            )
        if self.offset > opened.offset:
            self.close(opened)

    def close(self, opened: Open) -> None:
        entity: JSON = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        match opened.tag:
            case "a":
                url = opened.argument or "".join(self.pieces)[-entity["length"] :]
                if not is_link(url):
                    return
                entity["url"] = url
            case "pre" if self.inner_language(entity):
                entity["language"] = self.entities.pop()["language"]
            case "code" if opened.argument.startswith("language-"):
                entity["language"] = opened.argument.removeprefix("language-")
            case "tg-emoji":
                entity["custom_emoji_id"] = opened.argument
            case "tg-time" if opened.argument.isdigit():
                entity["unix_time"] = int(opened.argument)
            case "blockquote" if opened.argument:
                entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def inner_language(self, pre: JSON) -> bool:
        inner = self.entities[-1] if self.entities else {}
        return "language" in inner and all(inner[k] == pre[k] for k in ("offset", "length"))


def decoded(match: re.Match[str]) -> str:
    hexadecimal, decimal, named = match.groups()
    if named:
        return NAMED[named]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if 0xD800 <= code <= 0xDFFF:
        raise unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < 0x10FFFF else ""


def unparsable(what: str) -> Refusal:
    return bad_request(f"can't parse entities: {what}")


def sorted_entities(entities: list[JSON]) -> list[JSON]:
    # Telegram knows a language only on <pre>; on a bare <code> it is dropped.
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return sorted(entities, key=place)


def place(entity: JSON) -> tuple[int, int, int]:
    # The outer before the inner; of two that cover the same, as TDLib ranks their types.
    return entity["offset"], -entity["length"], RANKS.get(entity["type"], 50)


def is_link(url: str) -> bool:
    """An address Telegram makes a link of; the text of any other stays, without one."""
    return bool(LINK.fullmatch(url))


def parse_html(source: str) -> tuple[str, list[JSON]]:
    if "<" not in source and "&" not in source:
        return source, []
    return HtmlParser(source).parse()
