"""One spelling for what people and registries write in many: cards, names, phones, dates."""

import re
import unicodedata
from datetime import date

import phonenumbers

from bot import clock

REGION = "RU"
EARLIEST_YEAR = 1000

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")

_PHONE_SIGNS = dict.fromkeys(map(ord, " \u00a0\t()-\u2010\u2011\u2012\u2013\u2014."))
# Russia and Kazakhstan share +7; ten digits may come with 8, 7, +7 or nothing before them.
_PLAIN_PHONE = re.compile(r"(?:\+?7|8)([3-9][0-9]{9})|([3-79][0-9]{9})")
_EXTENSION = re.compile(r"(?:доб|вн|ext|ішкі)[а-яa-z]*[.:]?\s*\d+", re.IGNORECASE)
_BETWEEN_PHONES = re.compile(r"[,;/|\n]|\s(?:и|или|және)\s")
_TOUCHING_PHONES = re.compile(r"(?:\+?[78][\s()-]*)?(?:[0-9][\s()-]*){10}")

_NUMBERS_DATE = re.compile(
    r"(\d{1,4})[\s.,/-]+(\d{1,2})[\s.,/-]+(\d{1,4})(?:\s*[гж][а-я. ]*|\.)?(?:[\st]+[\d:.]+)?"
)
_SOLID_DATE = re.compile(r"(\d{2})(\d{2})(\d{4})")
_DATE_PART = re.compile(r"\d+|[^\W\d_]+")
# Kazakh is often typed on a Russian keyboard.
_RUSSIAN_KEYBOARD = str.maketrans("қңәүұіөғһ", "кнаууиогх")
_MONTHS = {
    stem: number
    for names in (
        "янв фев мар апр май июн июл авг сен окт ноя дек",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
        "кан акп нау сау мам мау шил там кыр каз кар жел",
    )
    for number, stem in enumerate(names.split(), 1)
}
# «год», «года», «г», «г. р.», «жыл», «жылғы», «жылы», «ж»; and «-го», «-ші» after a day.
_YEAR_WORDS = ("г", "р", "ж", "ш")


def clean(text: str) -> str:
    """Spaces of every kind become single plain ones, and invisible signs go."""
    if not text.isprintable():
        text = text.translate(_INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", text).split())


def normal_card(text: str) -> str:
    """Digits and letters alone. Leading zeros and look-alike letters stay as they are."""
    if text.isdecimal():
        return text
    return "".join(sign for sign in text.upper() if sign.isalnum())


def normal_name(text: str) -> str:
    """For comparing names: case, ё, spaces and kinds of dash make no difference."""
    return _DASH.sub("-", clean(text).casefold().replace("ё", "е"))


def normal_phone(text: str) -> str | None:
    """E.164 without the plus; None where no phone number can be read."""
    if plain := _PLAIN_PHONE.fullmatch(text.translate(_PHONE_SIGNS)):
        return "7" + (plain[1] or plain[2])
    # Telegram gives foreign numbers without a plus.
    return _library_phone(text) or _library_phone("+" + text.strip())


def phones_in(text: str) -> tuple[list[str], bool]:
    """The phones of one cell, each once, and whether a part of it could not be read."""
    phones: dict[str, None] = {}
    unread = False
    for part in _BETWEEN_PHONES.split(_EXTENSION.sub("", text)):
        if not any(map(str.isdigit, part)):
            unread |= bool(part.strip(" .-\u2013\u2014\u00a0"))
            continue
        if phone := normal_phone(part):
            phones[phone] = None
            continue
        touching = [normal_phone(each) for each in _TOUCHING_PHONES.findall(part)]
        # «8 913 123-45-67 (мама)» is a number; with digits left over it is who knows what.
        rest = _TOUCHING_PHONES.sub("", part)
        clear = len(touching) > 1 or not any(map(str.isdigit, rest))
        phones |= {phone: None for phone in touching if phone and clear}
        unread |= not touching or not clear or None in touching
    return list(phones), unread


def parse_date(text: str) -> date | None:
    """01.02.1980, 1/2/80, 01021980, 1980-02-01, «1 февраля 1980 г.», «1980 жылғы 1 ақпан».

    Day before month; a year of two digits is the latest one that has begun.
    """
    text = clean(text).casefold()
    parts = _NUMBERS_DATE.fullmatch(text) or _SOLID_DATE.fullmatch(text)
    if not parts:
        return _worded_date(text)
    first, month, last = parts.groups()
    if len(first) > 2:
        return _date(first, int(month), last) if len(last) <= 2 else None
    return _date(last, int(month), first)


def _library_phone(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]


def _worded_date(text: str) -> date | None:
    numbers: list[str] = []
    month = None
    for part in _DATE_PART.findall(text):
        if part.isdecimal():
            numbers.append(part)
        elif found := _MONTHS.get(part.translate(_RUSSIAN_KEYBOARD)[:3]):
            month = found
        elif not part.startswith(_YEAR_WORDS):
            return None
    if month is None or len(numbers) != 2:
        return None
    year, day = numbers if len(numbers[0]) > 2 else reversed(numbers)
    return _date(year, month, day)


def _date(year: str, month: int, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if 2000 + number <= clock.now().year else 1900
    if number < EARLIEST_YEAR or len(day) > 2:
        return None
    try:
        return date(number, month, int(day))
    except ValueError:
        return None
