"""Money is whole kopecks or tiyn. People write sums in many ways."""

import re
from decimal import Decimal

THOUSANDS = re.compile(r"(тыс|т\.?\s?р|мың|к\b)")
PLAIN = re.compile(r"(?P<whole>\d{1,12})(?:[.,](?P<part>\d{1,2}))?")
# «1.250.000,50»: what parts thousands does not part the kopecks.
GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3}){0,3})"
    r"(?:(?!(?P=mark))[.,](?P<part>\d{1,2}))?"
)
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
    words = text.strip().casefold()
    factor = 1000 if THOUSANDS.search(words) else 1
    words = THOUSANDS.sub(" ", words)
    words = re.sub(r"(руб\w*|р\b|₽|те[нң]ге|тг|₸|\.\s*$|яч\w*)", " ", words)
    words = re.sub(r"\s", "", words).translate(LETTERS)
    found = PLAIN.fullmatch(words) or GROUPED.fullmatch(words)
    if found is None:
        return None
    whole = re.sub(r"[.,]", "", found["whole"])
    amount = Decimal(f"{whole}.{found['part'] or '0'}") * factor * HUNDREDTHS
    return int(amount) if amount == int(amount) and 0 < amount <= LARGEST else None


def money_words(amount: int) -> str:
    """«50 000», «50 000,50»: whole kopecks (tiyn) as people write them, the currency left out."""
    whole, part = divmod(amount, HUNDREDTHS)
    words = f"{whole:,}".replace(",", " ")
    return f"{words},{part:02d}" if part else words


def sum_words(amount: int, currency: str) -> str:
    """«20 000 ₽»."""
    return f"{money_words(amount)} {SIGNS[currency]}"
