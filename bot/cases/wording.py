"""A text cut to what a line or a card holds."""

EXCERPT = 120
TAIL_EXCERPT = 300


def excerpt(text: str, length: int = EXCERPT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def beginning(text: str, length: int) -> str:
    """The same with its paragraphs left as they are."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
