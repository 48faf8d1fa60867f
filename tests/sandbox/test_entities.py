import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import to_html, with_found
from sandbox.errors import Refusal
from sandbox.markup import parse_html, units

# Cases of TDLib's own test of its parser.
PARSED = [
    ("", "", []),
    ("&ge;&lt;&gt;&amp;&quot;&laquo;&raquo;", '&ge;<>&"&laquo;&raquo;', []),
    ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
    ("🏟 <b>🏟</b>", "🏟 🏟", [("bold", 3, 2)]),
    ("<b>а<i>б</i></b>", "аб", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<STRONG>а</>", "а", [("bold", 0, 1)]),
    ("<code class='language-py'>a</code>", "a", [("code", 0, 1)]),
    ("<tg-spoiler>а</tg-spoiler>", "а", [("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">а</span>', "а", [("spoiler", 0, 1)]),
    ("<blockquote expandable>а</blockquote>", "а", [("expandable_blockquote", 0, 1)]),
    ("<i></i>а", "а", []),
    ("&#128578;", "🙂", []),
    ("&#x1F642;", "🙂", []),
    ("a & b", "a & b", []),
]
REFUSED = [
    (
        "&#57311;",
        "Text contains invalid Unicode characters after decoding HTML entities, "
        "check for unmatched surrogate code units",
    ),
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba>", 'Can\'t find end tag corresponding to start tag "i"'),
    ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
    ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    (
        "🏟 🏟&lt;<i>a</em   >",
        'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
    ),
]


@pytest.mark.parametrize(("source", "text", "entities"), PARSED)
def test_html_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = parse_html(source)
    assert read == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(("source", "words"), REFUSED)
def test_html_is_refused(source: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


def test_links_and_languages_are_kept() -> None:
    _, [link] = parse_html('<a href="https://example.org/?a=1&amp;b=2">сюда</a>')
    assert link["url"] == "https://example.org/?a=1&b=2"
    _, [pre] = parse_html('<pre><code class="language-sql">select</code></pre>')
    assert (pre["type"], pre["language"]) == ("pre", "sql")


def test_what_is_written_back_runs_no_script() -> None:
    text, entities = parse_html('<a href="javascript:alert(1)">x</a> &lt;script&gt;')
    assert "javascript" not in to_html(text, entities)
    assert "<script>" not in to_html(text, entities)
    assert to_html('https://e.org/"><b>', with_found('https://e.org/"><b>', []), links=True) == (
        '<a href="https://e.org/">https://e.org/</a>"&gt;&lt;b&gt;'
    )


def test_commands_tags_and_links_are_found() -> None:
    text = "🙂 /start #ПРОФзащита @union_bot https://example.org/a. a@b.ru 1/2 #1"
    kinds = [(e["type"], e["offset"]) for e in with_found(text, [])]
    assert kinds == [
        ("bot_command", 3),
        ("hashtag", 10),
        ("mention", 22),
        ("url", 33),
        ("email", 56),
    ]


TAGS = st.sampled_from(["b", "i", "u", "s", "code"])
WORDS = st.text(st.sampled_from("аб<>&\"' 🙂\n"), max_size=6)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


MARKED = st.recursive(
    WORDS.map(escaped),
    lambda inner: st.one_of(
        st.tuples(TAGS, inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=8,
)


@given(MARKED)
def test_what_was_read_is_written_back_the_same(source: str) -> None:
    text, entities = parse_html(source)
    written = to_html(text, entities)
    assert parse_html(written)[0] == text
    assert to_html(*parse_html(written)) == written
    assert all(e["offset"] + e["length"] <= units(text) for e in entities)
