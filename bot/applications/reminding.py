"""What the clock says of applications: to the member, and to those who decide."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications.reading import get
from bot.cases import telling
from bot.notices import Button, Reader, Screen, renders

TO_MEMBER = (
    "application-paper-reminder",
    "application-bring-paper",
    "application-promise-moved",
)
TO_OFFICERS = ("application-promise-missed",)


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


def _of_a_case(kind: str, *, working_hours: bool) -> None:
    @renders(kind)
    async def screen(session: AsyncSession, reader: Reader) -> Screen:
        case_id = reader.values["case_id"]
        return Screen(
            reader.texts(f"notice-{kind}", **_told(reader)),
            buttons=[[Button(reader.texts("button-open-case"), f"case:show:{case_id}")]],
            silent=working_hours and not await _at_work(session, reader, case_id),
        )


async def _at_work(session: AsyncSession, reader: Reader, case_id: int) -> bool:
    """Officers are not woken: what comes outside working hours comes without sound."""
    filed = await get(session, case_id)
    rules = await telling.rules_of(session, filed.case.organisation_id, reader.rules)
    return rules.calendar.is_working_time(clock.now())


for _kind in TO_MEMBER:
    _of_a_case(_kind, working_hours=False)
for _kind in TO_OFFICERS:
    _of_a_case(_kind, working_hours=True)


@renders("meeting-missed")
async def meeting_missed(session: AsyncSession, reader: Reader) -> Screen:
    return Screen(reader.texts("notice-meeting-missed", **_told(reader)), silent=True)
