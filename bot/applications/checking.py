"""The rules of a kind of application, line by line, for the card of those who decide."""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications.reading import Filed
from bot.cases.models import CaseKind
from bot.i18n import Texts
from bot.regulations import Regulations

Checker = Callable[[AsyncSession, Texts, Filed, Regulations], Awaitable[Sequence[str]]]
_checkers: dict[CaseKind, Checker] = {}


def checks(kind: CaseKind) -> Callable[[Checker], Checker]:
    """The function that says of an application how each rule of its ground stands."""

    def register(checker: Checker) -> Checker:
        _checkers[kind] = checker
        return checker

    return register


async def checked(
    session: AsyncSession, texts: Texts, filed: Filed, regulations: Regulations
) -> Sequence[str]:
    return await _checkers[filed.case.kind](session, texts, filed, regulations)
