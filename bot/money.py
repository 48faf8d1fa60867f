"""Money is whole kopecks or tiyn. People write sums in many ways."""

import re
from decimal import Decimal

CURRENCY = re.compile(r"руб[а-я]*\.?|р(?!\w)\.?|₽|те[нң]ге[а-яңі]*|тн?г(?!\w)\.?|₸")
KOPECKS = re.compile(r"\s+(\d{1,2})\s*коп[а-я]*\.?$")
# «тыс.», «т.» of «т.р.», «мың», «к».
THOUSANDS = re.compile(r"ты[сщ][а-я]*\.?|т(?!\w)\.?|мың|[кk](?!\w)")
PLAIN = re.compile(r"(?P<whole>\d{1,12})(?:[.,](?P<part>\d{1,2}))?")
# «1.250.000,50»: what parts thousands does not part the kopecks. «10 15» is two numbers.
GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<mark>[., ])\d{3}(?:(?P=mark)\d{3}){0,3})"
    r"(?:(?!(?P=mark))[.,](?P<part>\d{1,2}))?"
)
# «500» of «15 тысяч 500».
UNITS = re.compile(r"\d{1,3}")
LETTERS = str.maketrans({"о": "0", "o": "0", "О": "0", "O": "0", "з": "3", "З": "3"})
HUNDREDTHS = 100
SIGNS = {"RUB": "₽", "KZT": "₸"}
# In whose money an organisation counts, by its country.
CURRENCIES = {"RU": "RUB", "KZ": "KZT"}
LARGEST = 10**12


def parse_money(text: str) -> int | None:
    """Kopecks (tiyn) from «50 тыс», «50т.р.», «50 000,00», «5О000» with a letter O.

    None: it can't be read as a sum without guessing.
    """
    words = CURRENCY.sub(" ", text.strip().casefold()).strip()
    words = KOPECKS.sub(r",\1", words)
    number, *after = THOUSANDS.split(words)
    amount = _number(number)
    if amount is None or len(after) > 1:
        return None
    if after:
        units = after[0].strip()
        if units and not UNITS.fullmatch(units):
            return None
        amount = amount * 1000 + int(units or 0)
    amount *= HUNDREDTHS
    return int(amount) if amount == int(amount) and 0 < amount <= LARGEST else None


def _number(words: str) -> Decimal | None:
    words = " ".join(words.split()).rstrip(". ").translate(LETTERS)
    found = PLAIN.fullmatch(words) or GROUPED.fullmatch(words)
    if found is None:
        return None
    return Decimal(f"{re.sub(r'[., ]', '', found['whole'])}.{found['part'] or '0'}")


def money_words(amount: int) -> str:
    """«50 000», «50 000,50»: whole kopecks (tiyn) as people write them, the currency left out."""
    whole, part = divmod(amount, HUNDREDTHS)
    words = f"{whole:,}".replace(",", " ")
    return f"{words},{part:02d}" if part else words


def sum_words(amount: int, currency: str) -> str:
    """«20 000 ₽»."""
    return f"{money_words(amount)} {SIGNS[currency]}"
