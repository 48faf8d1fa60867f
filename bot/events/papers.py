"""What is printed and passed on: lists, badges, certificates, calendar files, a picture."""

from collections.abc import Sequence
from datetime import datetime
from html import unescape
from io import BytesIO
from textwrap import shorten
from typing import Final

import segno
from fpdf import FPDF
from icalendar import Calendar
from icalendar import Event as Entry
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot import clock
from bot.documents import FONT, new_pdf
from bot.events.after import Certificate, Feedback
from bot.events.listing import Person
from bot.events.models import Event, Session
from bot.events.when import span_words, when_words, zone_words
from bot.i18n import Texts

# A cell that begins so is a formula to Excel, whoever wrote it.
FORMULA: Final = ("=", "+", "-", "@")
SHEET_NAME: Final = 31
COLUMN_WIDTH: Final = 24
QR_SCALE: Final = 8
# Two badges side by side, five rows: 90 × 55 mm, as they are sold.
BADGE: Final = (90.0, 55.0)
PER_PAGE: Final = 10
LEFT, TOP = 15.0, 11.0
LINE_MM: Final = 7.0
SMALLEST: Final = 8
TITLE_LENGTH: Final = 52
# How a deep link that checks a certificate begins.
CHECK: Final = "cert-"


def qr(content: str) -> bytes:
    with BytesIO() as file:
        segno.make(content, error="m").save(file, kind="png", scale=QR_SCALE, border=3)
        return file.getvalue()


# Lists


def table(
    texts: Texts,
    questions: Sequence[str],
    groups: Sequence[tuple[str, Sequence[Person]]],
) -> bytes:
    """An XLSX, a sheet a group. The line's number is that of the printed list."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    heads = [texts.plain(f"event-column-{name}") for name in COLUMNS]
    for name, people in groups:
        sheet = book.create_sheet(name[:SHEET_NAME])
        sheet.append([*heads, *(_safe(question) for question in questions)])
        for person in people:
            sheet.append(_row(texts, person))
        for place in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(place)].width = COLUMN_WIDTH
            sheet.cell(1, place).font = Font(bold=True)
        sheet.freeze_panes = "A2"
    with BytesIO() as file:
        book.save(file)
        return file.getvalue()


COLUMNS: Final = (
    "line", "name", "place", "position", "phone", "number", "standing", "registered", "came",
    "companions",
)  # fmt: skip


def _row(texts: Texts, person: Person) -> list[object]:
    def local(moment: datetime | None) -> datetime | None:
        # Excel knows no zones: the clock of whoever opens it.
        return moment.astimezone(texts.zone).replace(tzinfo=None) if moment else None

    return [
        person.line,
        _safe(person.name),
        _safe(person.place),
        _safe(person.position),
        _safe(person.phone),
        person.number,
        person.standing,
        local(person.registered),
        local(person.came),
        _safe(", ".join(person.companions)),
        *map(_safe, person.answers),
    ]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def printed_list(texts: Texts, event: Event, people: Sequence[Person]) -> bytes:
    """To tick by hand where there is no network; numbers are entered later in one message."""
    pdf = new_pdf()
    pdf.set_auto_page_break(auto=True, margin=15)
    pdf.add_page()
    pdf.set_font(FONT, "B", 13)
    pdf.multi_cell(0, LINE_MM, event.title, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(FONT, "", 10)
    when = _without_marks(when_words(texts, event))
    pdf.multi_cell(0, 6, f"{when}\n{event.place}", align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)
    for person in people:
        pdf.cell(14, LINE_MM, str(person.line), border=1)
        pdf.cell(95, LINE_MM, _cut(pdf, person.name, 93), border=1)
        pdf.cell(65, LINE_MM, _cut(pdf, person.place, 63), border=1)
        pdf.cell(10, LINE_MM, "", border=1, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _cut(pdf: FPDF, text: str, width: float) -> str:
    while text and pdf.get_string_width(text) > width:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    return text


def badges(event: Event, people: Sequence[Person]) -> bytes:
    """Ten on a page, with a frame to cut along."""
    pdf = new_pdf()
    pdf.set_auto_page_break(auto=False)
    for place, person in enumerate(people):
        if place % PER_PAGE == 0:
            pdf.add_page()
        column, row = place % 2, place % PER_PAGE // 2
        _badge(pdf, LEFT + column * BADGE[0], TOP + row * BADGE[1], event, person)
    return bytes(pdf.output())


def _badge(pdf: FPDF, x: float, y: float, event: Event, person: Person) -> None:
    width, height = BADGE
    pdf.set_draw_color(190, 190, 190)
    pdf.rect(x, y, width, height)
    surname, _, rest = person.name.partition(" ")
    for top, style, size, text in (
        (12, "B", 18, surname),
        (22, "", 14, rest),
        (34, "", 9, person.place),
        (46, "", 8, event.title),
    ):
        pdf.set_font(FONT, style, size)
        # A long surname is set smaller, and only a very long one is cut.
        while size > SMALLEST and pdf.get_string_width(text) > width - 8:
            size -= 1
            pdf.set_font(FONT, style, size)
        pdf.set_xy(x + 3, y + top - 4)
        pdf.cell(width - 6, 8, _cut(pdf, text, width - 8), align="C")


# Certificates


def certificates(texts: Texts, found: Sequence[Certificate], bot_name: str) -> bytes:
    """A page each, with a number, and a QR that checks it."""
    pdf = new_pdf(landscape=True)
    pdf.set_auto_page_break(auto=False)
    for one in found:
        pdf.add_page()
        _certificate(pdf, texts, one, bot_name)
    return bytes(pdf.output())


def check_link(number: str, bot_name: str) -> str:
    digits = "".join(sign for sign in number if sign.isdigit())
    return f"https://t.me/{bot_name}?start={CHECK}{digits}"


def _certificate(pdf: FPDF, texts: Texts, found: Certificate, bot_name: str) -> None:
    pdf.set_draw_color(47, 109, 179)
    pdf.set_line_width(1.2)
    pdf.rect(10, 10, 277, 190)
    days = span_words(texts, *_span(found.event))
    for top, style, size, text in (
        (38, "B", 30, texts("event-certificate-title")),
        (62, "", 13, texts("event-certificate-that")),
        (78, "B", 24, found.name),
        (98, "", 13, texts("event-certificate-took-part")),
    ):
        pdf.set_font(FONT, style, size)
        pdf.set_xy(20, top)
        pdf.cell(257, 12, text, align="C")
    pdf.set_font(FONT, "B", 17)
    pdf.set_xy(30, 113)
    pdf.multi_cell(237, 9, f"«{found.event.title}»", align="C")
    pdf.set_font(FONT, "", 12)
    pdf.set_xy(20, 142)
    where = f"{_without_marks(days)} ({zone_words(texts, _span(found.event)[0])})"
    pdf.cell(257, 8, where, align="C")
    pdf.set_xy(20, 150)
    pdf.cell(257, 8, _cut(pdf, found.event.place, 250), align="C")
    pdf.set_font(FONT, "", 10)
    pdf.set_xy(20, 178)
    said = texts.plain("event-certificate-number", number=found.number)
    pdf.multi_cell(215, 5, said, align="L")
    code = qr(check_link(found.number, bot_name))
    pdf.image(BytesIO(code), x=245, y=158, w=34, h=34)


def _span(event: Event) -> tuple[datetime, datetime]:
    assert event.starts_at is not None
    assert event.ends_at is not None
    return event.starts_at, event.ends_at


def _without_marks(text: str) -> str:
    for mark in ("<b>", "</b>", "<i>", "</i>"):
        text = text.replace(mark, "")
    return unescape(text)


# The calendar


def calendar(event: Event, sessions: Sequence[Session], bot_name: str) -> bytes:
    """Each session an entry, in moments of UTC: a phone shows them by its own clock."""
    file = Calendar()
    file.add("prodid", f"-//{bot_name}//events//RU")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    for session in sessions:
        entry = Entry()
        entry.add("uid", f"event-{event.id}-{session.id}@{bot_name}")
        entry.add("dtstamp", clock.now())
        entry.add("dtstart", session.starts_at)
        entry.add("dtend", session.ends_at)
        title = f"{event.title}: {session.title}" if session.title else event.title
        entry.add("summary", title)
        entry.add("location", event.place)
        entry.add("description", event.text)
        if event.latitude is not None and event.longitude is not None:
            entry.add("geo", (event.latitude, event.longitude))
        file.add_component(entry)
    return bytes(file.to_ical())


# Feedback


def feedback_picture(texts: Texts, title: str, found: Feedback) -> bytes:
    """A PNG. Takes a while: to be called in a thread."""
    # Its import takes a second, which only who opens it should wait for.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    canvas = Figure(figsize=(7.2, 4.6), dpi=150, facecolor="white")
    FigureCanvasAgg(canvas)
    axes = canvas.add_axes((0.08, 0.06, 0.86, 0.68))
    ratings = sorted(found.counts, reverse=True)
    counts = [found.counts[rating] for rating in ratings]
    axes.barh([str(rating) for rating in ratings][::-1], counts[::-1], color="#2f6db3")
    for place, count in enumerate(counts[::-1]):
        axes.text(count, place, f"  {count}", va="center", fontsize=13)
    axes.set_xlim(0, max(counts) * 1.15 or 1)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(bottom=False, labelbottom=False, labelsize=14)
    average = texts.plain(
        "event-feedback-head",
        average=f"{found.average:.1f}".replace(".", ","),
        count=found.total,
    )
    canvas.text(
        0.05,
        0.9,
        shorten(title, TITLE_LENGTH, placeholder="…"),
        fontsize=14,
        fontweight="bold",
        parse_math=False,
    )
    canvas.text(0.05, 0.81, average, fontsize=12, color="#5d6b7a", parse_math=False)
    with BytesIO() as file:
        canvas.savefig(file, format="png")
        return file.getvalue()
