"""Papers to sign and to take along: every letter right, every sum a number."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.aid.statement import filled, paper, statement_of
from bot.applications import deciding, documents, meetings, passing
from bot.applications.deciding import Protocol, Refusal
from bot.db import Database
from bot.errors import UserError
from bot.security import use_keys
from bot.sheets import safe_cell
from tests.applications.world import PROTOCOL_DAY, RULES, World, town
from tests.telegram import TEST_KEY

KAZAKH = "Әбдіғали Құнанбайұлы, № 25 гимназия: көмек сұраймын, һәм ңөүі"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    use_keys([TEST_KEY])
    database = Database(database_url)
    yield await town(database)
    await database.close()


def text_of(pdf: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).split())


def test_kazakh_letters_are_on_the_paper() -> None:
    assert text_of(paper(KAZAKH)) == KAZAKH


def test_a_line_of_nothing_goes_and_braces_of_a_person_stay() -> None:
    form = "Прошу {amount}.\n{event}\n{text}"
    values = {"amount": "5 000 ₽", "event": "", "text": "цена {amount} в чеке"}
    assert filled(form, values) == "Прошу 5 000 ₽.\nцена {amount} в чеке"


async def test_the_statement_is_filled_in_and_nobody_elses(world: World) -> None:
    async with world.database.writing() as session:
        case_id = await world.file(session, "Петрова", 2_000_000)
    async with world.database.reading() as session:
        anna = await world.viewer(session, "Петрова")
        said = text_of(await statement_of(session, anna, case_id, RULES))
        for words in (
            "Президиум краевой организации", "Петрова Имя", "школа № 7, Барнаул", "00000001",
            "Лечение, 20 000 ₽", "была операция", "Подпись",
        ):  # fmt: skip
            assert words in said
        with pytest.raises(UserError):
            await statement_of(session, await world.viewer(session, "Горин"), case_id, RULES)


async def test_the_agenda_adds_up_against_the_budget(world: World) -> None:
    async with world.database.writing() as session:
        for name, amount in (("Петрова", 1_500_000), ("Сидорова", 2_000_000)):
            case_id = await world.file(session, name, amount)
            officer = await world.viewer(session, "Городов")
            await passing.pass_on(session, officer, case_id, 0, 1, RULES)
        secretary = await world.viewer(session, "Краев")
        [sitting] = await meetings.sittings(session, secretary)
        meeting = await meetings.open_meeting(
            session, secretary, "region", sitting.body, sitting.organisation.id, PROTOCOL_DAY, "k"
        )
    async with world.database.reading() as session:
        secretary = await world.viewer(session, "Краев")
        given = (session, secretary, meeting, secretary.texts, RULES)
        pdf = text_of(await documents.agenda_pdf(*given))
        sheet = load_workbook(BytesIO(await documents.agenda_xlsx(*given))).worksheets[0]
    for words in ("МП-2026-000001", "МП-2026-000002", "Петрова И.", "35 000 ₽", "3 000 000 ₽"):
        assert words in pdf
    asked = [cell.value for cell in sheet["E"] if isinstance(cell.value, (int, float))]
    assert asked == [15000, 20000]


async def test_the_extract_has_the_protocol_and_each_decision(world: World) -> None:
    async with world.database.writing() as session:
        ids = [await world.file(session, name, 2_000_000) for name in ("Петрова", "Сидорова")]
        secretary = await world.viewer(session, "Краев")
        for case_id in ids:
            await passing.pass_on(session, secretary, case_id, 0, 1, RULES)
        [sitting] = await meetings.sittings(session, secretary)
        meeting = await meetings.open_meeting(
            session, secretary, "region", sitting.body, sitting.organisation.id, PROTOCOL_DAY, "k"
        )
        refusal = Refusal("no_papers", "нет чека")
        await meetings.decide(session, secretary, meeting.id, ids[0], 500_000, None, "a", RULES)
        await meetings.decide(session, secretary, meeting.id, ids[1], None, refusal, "b", RULES)
        await meetings.close(session, secretary, meeting.id, "14")
    async with world.database.reading() as session:
        secretary = await world.viewer(session, "Краев")
        said = text_of(await documents.extract_pdf(session, secretary, meeting, secretary.texts))
        treasurer = await world.viewer(session, "Казначеева")
        payments = await documents.payments_xlsx(session, treasurer, treasurer.texts)
    for words in ("№ 14", "одобрить 5 000 ₽", "Не хватает документов. нет чека", "5 000 ₽"):
        assert words in said
    cells = [cell.value for row in load_workbook(BytesIO(payments)).worksheets[0] for cell in row]
    assert "МП-2026-000001" in cells
    assert "МП-2026-000002" not in cells
    assert cells.count(5000) == 2


async def test_nothing_typed_is_a_formula(world: World) -> None:
    assert safe_cell("=1+1") == "'=1+1"
    async with world.database.writing() as session:
        case_id = await world.file(session, "Петрова", 900_000)
        officer = await world.viewer(session, "Горин")
        protocol = Protocol("12", PROTOCOL_DAY)
        await deciding.approve(session, officer, case_id, 900_000, protocol, "k", RULES)
