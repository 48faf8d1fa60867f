"""What the commands in a shell do. A bot that is running sees it with its next update."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console
from sqlalchemy.ext.asyncio import AsyncSession

import bot.exporters  # noqa: F401  what each feature keeps on a person
from bot import clock, notices
from bot.admin import service as admin
from bot.db import Database, ensure_opens
from bot.errors import SetupError
from bot.i18n import Texts
from bot.keys import load_keys
from bot.members import import_command
from bot.members import service as members
from bot.members.models import Account, Member, Organisation
from bot.migrating import migrate
from bot.mydata import service as mydata
from bot.regulations import Regulations
from bot.settings import Settings

# https://core.telegram.org/bots/api#user: at most 52 significant bits.
LARGEST_TELEGRAM_ID = 2**52 - 1


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database, migrated and with the right keys."""
    clock.use_zone(settings.timezone)
    database = Database(settings.effective_database_url)
    await ensure_opens(database)
    try:
        await load_keys(settings, database)
        await migrate(database)
        async with database.writing() as session:
            await admin.check_keys(session)
        yield database
    finally:
        await database.close()


async def migrate_database(settings: Settings) -> None:
    async with opened(settings):
        return


async def import_registry(
    settings: Settings, file: Path, *, apply: bool, confirm_removal: bool
) -> int:
    regulations = Regulations.load(settings.regulations)
    async with opened(settings) as database:
        return await import_command.import_members(
            database,
            file,
            root_name=regulations.union.name.ru,
            apply=apply,
            confirm_removal=confirm_removal,
            console=Console(),
        )


async def undo_import(settings: Settings) -> int:
    async with opened(settings) as database:
        return await import_command.undo_import(database, Console())


async def export_member(settings: Settings, card: str, folder: Path) -> str:
    """Everything that is kept on a person, for a request that came on paper."""
    regulations = Regulations.load(settings.regulations)
    async with opened(settings) as database, database.writing() as session:
        member = await members.member_by_card(session, card)
        if member is None:
            raise SetupError(f"Билета «{card}» нет в реестре. Проверьте номер.")
        texts = Texts(settings.default_language, settings.timezone)
        if account := await members.account_of_member(session, member.id):
            viewer = await members.view_account(
                session, account, regulations, zone=settings.timezone
            )
            texts = viewer.texts
        files = await mydata.files_of_member(session, member, texts, regulations)
    places = await asyncio.to_thread(_write_privately, folder, files)
    return "\n".join(["Записано. После передачи удалите эти файлы:", *map(str, places)])


def _write_privately(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Readable by nobody else on this machine. An earlier export is not written over."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name, content in files.items():
            place = folder / name
            with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            written.append(place)
    except FileExistsError as error:
        raise SetupError(
            f"Файл уже есть: {error.filename}. Назовите другую папку: --to."
        ) from None
    except OSError as error:
        raise SetupError(f"В папку {folder} не записать: {error.strerror}.") from None
    return written


async def grant_role(settings: Settings, role: str, holder: str, scope: str | None) -> str:
    regulations = Regulations.load(settings.regulations)
    async with opened(settings) as database, database.writing() as session:
        organisation = await _scope(session, scope, regulations)
        who = await _holder(session, holder, settings)
        await members.grant(session, _role(role, regulations), who, organisation)
        await _tell(session, who)
        return f"Роль {role} дана: {_named(who)}; {organisation.name}."


async def revoke_role(settings: Settings, role: str, holder: str, scope: str | None) -> str:
    regulations = Regulations.load(settings.regulations)
    async with opened(settings) as database, database.writing() as session:
        organisation = await _scope(session, scope, regulations) if scope else None
        who = await _holder(session, holder, settings)
        ended = await members.revoke(
            session, _role(role, regulations), who, organisation.id if organisation else None
        )
        if not ended:
            raise SetupError(f"У {holder} нет роли {role}" + (f" в «{scope}»." if scope else "."))
        await _tell(session, who)
        return f"Роль {role} снята: {_named(who)}."


async def _tell(session: AsyncSession, who: Member | Account) -> None:
    """His menu is another one now, and cards that are not his any more are emptied by edit."""
    member = isinstance(who, Member)
    account = await members.account_of_member(session, who.id) if member else who
    if isinstance(account, Account):
        await notices.refresh_cards_of(session, account.id)
        await notices.post(session, account.id, "roles")


def _named(who: Member | Account) -> str:
    if isinstance(who, Member):
        return f"{who.person.full_name}, билет {who.person.card}"
    return f"Telegram id {who.telegram_id}"


def _role(name: str, regulations: Regulations) -> str:
    if name not in regulations.roles:
        raise SetupError(f"Роли «{name}» нет. Есть: {', '.join(regulations.roles)}.")
    return name


async def _scope(
    session: AsyncSession, name: str | None, regulations: Regulations
) -> Organisation:
    if name is None:
        return await members.root(session, regulations.union.name.ru)
    found = await members.organisation_named(session, name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise SetupError(f"Организации «{name}» нет в реестре. Напишите название как в реестре.")
    names = [members.place_name(await members.chain_of(session, place)) for place in found]
    raise SetupError(f"Организаций «{name}» несколько. Напишите одну из них: {'; '.join(names)}.")


async def _holder(session: AsyncSession, text: str, settings: Settings) -> Member | Account:
    """A card of the registry; else a Telegram id, known to the bot or not yet.

    Someone of the registry holds his roles as a member, by whichever number he was named.
    """
    if member := await members.member_by_card(session, text):
        return member
    # Telegram's ids begin with no zero; cards often do.
    if not text.isascii() or not text.isdigit() or text.startswith("0"):
        raise SetupError(
            f"Билета «{text}» нет в реестре. Нужен номер билета из реестра или id в Telegram:"
            " человек видит его в боте по команде /help."
        )
    if int(text) > LARGEST_TELEGRAM_ID:
        raise SetupError(f"«{text}» не билет из реестра и слишком длинно для id в Telegram.")
    account = await members.ensure_account(session, int(text), settings.default_language)
    if account.member_id is None:
        return account
    return await session.get_one(Member, account.member_id)
