"""What officers are told of an application beside its card."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications.reading import Filed, get
from bot.applications.wording import ground_title, money
from bot.cases import telling
from bot.cases.kinds import action
from bot.notices import Button, Reader, Screen, renders

TO_OFFICERS: Final = (
    "application-handed-to-you",
    "application-supplied",
    "application-signed",
    "application-withdrawn",
    "application-to-pay",
)


def _with_card_button(kind: str) -> None:
    @renders(kind)
    async def screen(session: AsyncSession, reader: Reader) -> Screen:
        """Officers are not woken: what comes outside working hours comes without sound."""
        filed = await get(session, reader.values["case_id"])
        told = {k: v for k, v in reader.values.items() if k not in ("subject", "case_id")}
        rules = await telling.rules_of(session, filed.case.organisation_id, reader.rules)
        return Screen(
            reader.texts(f"notice-{kind}", **_about(reader, filed), **told),
            buttons=[[Button(reader.texts("button-open-card"), action("show", filed.id))]],
            silent=not rules.calendar.is_working_time(clock.now()),
        )


def _about(reader: Reader, filed: Filed) -> dict[str, str]:
    application = filed.application
    amount = application.granted or application.amount
    return {"ground": ground_title(filed, reader.texts), "amount": money(filed, amount)}


for _kind in TO_OFFICERS:
    _with_card_button(_kind)
