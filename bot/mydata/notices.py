"""The files with everything that is kept on a person, made as they are sent to him."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.members.models import Account
from bot.members.mydata import Asking, Whose
from bot.mydata import service
from bot.notices import Attachment, Reader, Screen, renders


@renders("mydata-html")
async def readable(session: AsyncSession, reader: Reader) -> Screen | None:
    return await _file(session, reader, ".html", reader.texts("mydata-html-caption"))


@renders("mydata-json")
async def plain(session: AsyncSession, reader: Reader) -> Screen | None:
    return await _file(session, reader, ".json", reader.texts("mydata-json-caption"))


async def _file(session: AsyncSession, reader: Reader, ending: str, caption: str) -> Screen | None:
    account = await session.get_one(Account, reader.account_id)
    if account.erased_at is not None:
        return None
    asking = Asking(Whose(account.id, account.member_id), reader.texts, reader.rules)
    files = await service.as_files(session, asking)
    ((name, content),) = [item for item in files.items() if item[0].endswith(ending)]
    return Screen(caption, attachment=Attachment("document", "", name, content=content))
