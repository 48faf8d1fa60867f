"""Registries of made-up people, of any size, and the same for every run."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from openpyxl import Workbook

HEADER: Final = (
    "Фамилия", "Имя", "Отчество", "Дата рождения", "№ профбилета", "Организация",
    "Территориальная организация", "Телефон", "Категория", "Должность", "Дата вступления",
    "Статус",
)  # fmt: skip
SURNAMES: Final = ("Иванова", "Семёнова", "Ким", "Ахметова", "Шмидт", "Кузьмина", "Лебедева")
FIRST_NAMES: Final = ("Анна", "Олег", "Мария", "Айгуль", "Пётр", "Наталья", "Юлия", "Сергей")
PATRONYMICS: Final = ("Ивановна", "Петрович", "Сергеевна", "", "Олеговна")
POSITIONS: Final = ("учитель", "воспитатель", "доцент", "методист", "")
# As in the union of half a million: seventy people a school, some thirty schools a district.
A_SCHOOL: Final = 70
A_DISTRICT: Final = 2_100
BORN: Final = date(1955, 1, 1)
BIRTHDAYS: Final = 18_000
JOINED: Final = date(2005, 9, 1)


@dataclass(frozen=True)
class Registry:
    """So many people with cards from `first` on; what of it is new, gone, changed or wrong."""

    rows: int
    first: int = 0
    # Every so manyth has another surname.
    married: int = 0
    bad: int = 0

    def lines(self) -> Iterator[list[str]]:
        wrong = {self.rows * number // (self.bad + 1) for number in range(1, self.bad + 1)}
        for place in range(self.rows):
            number = self.first + place
            line = person(number, married=bool(self.married) and number % self.married == 0)
            if place in wrong:
                line[HEADER.index("Дата рождения")] = "31.02.1980"
            yield line


def person(number: int, *, married: bool) -> list[str]:
    surname = SURNAMES[number % len(SURNAMES)]
    phones = [f"8 9{number % 100:02} {number % 10_000_000:07}", f"+7 (385) {number % 10**7:07}"]
    return [
        f"{surname}-Новая" if married else surname,
        FIRST_NAMES[number % len(FIRST_NAMES)],
        PATRONYMICS[number % len(PATRONYMICS)],
        f"{BORN + timedelta(days=number * 7 % BIRTHDAYS):%d.%m.%Y}",
        f"{number:08}",
        f"Школа № {number // A_SCHOOL}",
        f"Район {number // A_DISTRICT}",
        ", ".join(phones[: number % 3]),
        "работник",
        POSITIONS[number % len(POSITIONS)],
        f"{JOINED + timedelta(days=number % 7_000):%d.%m.%Y}",
        "состоит",
    ]


def write(registry: Registry, others: list[list[str]], path: Path) -> Path:
    """As CSV in the encoding of Windows, or as a workbook, by the name's ending."""
    if path.suffix == ".csv":
        with path.open("w", encoding="cp1251", newline="") as file:
            table = csv.writer(file, delimiter=";")
            table.writerow(HEADER)
            table.writerows(others)
            table.writerows(registry.lines())
        return path
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Реестр")
    for line in (HEADER, *others):
        sheet.append(line)
    for line in registry.lines():
        sheet.append(line)
    book.save(path)
    return path
