"""What the clock says of applications: to the member, and to those who decide."""

from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications.notices import action, number_for
from bot.applications.reading import get
from bot.cases import telling
from bot.notices import Button, Reader, Screen, renders

OPEN: Final = ("button-open-case", "show")


def _told(reader: Reader) -> dict[str, Any]:
    """Values for a text; of what the regulations call in two languages, the reader's."""
    language = reader.texts.language
    told: dict[str, Any] = {}
    for name, value in reader.values.items():
        stem, _, tail = name.rpartition("_")
        if tail in ("ru", "kk"):
            told |= {stem: value} if tail == language else {}
        elif name not in ("subject", "case_id"):
            told[name] = value
    return told


def _of_a_case(kind: str, button: tuple[str, str], *, working_hours: bool) -> None:
    key, does = button

    @renders(kind)
    async def screen(session: AsyncSession, reader: Reader) -> Screen:
        case_id = reader.values["case_id"]
        number = await number_for(session, reader, await get(session, case_id))
        return Screen(
            reader.texts(f"notice-{kind}", **_told(reader) | {"number": number}),
            buttons=[[Button(reader.texts(key), action(does, case_id))]],
            silent=working_hours and not await _at_work(session, reader, case_id),
        )


async def _at_work(session: AsyncSession, reader: Reader, case_id: int) -> bool:
    """Officers are not woken: what comes outside working hours comes without sound."""
    filed = await get(session, case_id)
    rules = await telling.rules_of(session, filed.case.organisation_id, reader.rules)
    return rules.calendar.is_working_time(clock.now())


# Whoever speaks for a member opens the officers' card: there is nothing to attach a paper with.
for _kind in ("application-paper-reminder", "application-send-paper"):
    _of_a_case(_kind, ("button-attach", "reply"), working_hours=False)
for _kind in ("application-bring-paper", "application-promise-moved"):
    _of_a_case(_kind, OPEN, working_hours=False)
_of_a_case("application-promise-missed", OPEN, working_hours=True)


@renders("meeting-missed")
async def meeting_missed(session: AsyncSession, reader: Reader) -> Screen:
    return Screen(reader.texts("notice-meeting-missed", **_told(reader)), silent=True)
