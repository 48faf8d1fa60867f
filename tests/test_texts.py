"""What `Texts` does to what is put in: names at the end of a sentence, days and years."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from bot.i18n import Texts

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
BARNAUL = ZoneInfo("Asia/Barnaul")
RUSSIAN, KAZAKH = Texts("ru", BARNAUL), Texts("kk", BARNAUL)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("texts", [RUSSIAN, KAZAKH])
def test_a_name_with_initials_ends_a_sentence_with_one_full_stop(texts: Texts) -> None:
    said = texts("assigned", number="ВЮ-2026-000005", who="Законов Л. П.")
    assert "Законов Л. П." in said
    assert ".." not in said


def test_what_a_person_wrote_keeps_its_stops() -> None:
    assert RUSSIAN("card-quote", text="Подождите...") == "<blockquote>Подождите...</blockquote>"


def test_a_moment_of_today_is_a_time_and_on_a_card_that_stays_its_day_too() -> None:
    assert RUSSIAN("question-taken", until=NOW) == "Вопрос ваш до 19:00."
    assert RUSSIAN("request-line", who="Анна", at=NOW) == "Анна · 27 ноября, 19:00"


def test_a_consent_names_its_year_though_it_is_this_one() -> None:
    assert RUSSIAN("consent-line-given", title="Новости", at=NOW).endswith("27 ноября 2026")
    assert KAZAKH("consent-line-given", title="Жаңалықтар", at=NOW).endswith(
        "2026 жылғы 27 қараша"
    )
    assert RUSSIAN("people-transfer-line", day=NOW.date(), place="лицей").startswith(
        "С 27 ноября "
    )
