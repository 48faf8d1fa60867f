"""The command line: `python -m bot COMMAND`."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.errors import SetupError
from bot.logs import set_up_logs
from bot.settings import Settings, load_settings

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
regulations_cli = typer.Typer(no_args_is_help=True, help="Файл regulations.yaml")
cli.add_typer(regulations_cli, name="regulations")
knowledge_cli = typer.Typer(no_args_is_help=True, help="Справочник: статьи и поиск по ним")
cli.add_typer(knowledge_cli, name="kb")
keys_cli = typer.Typer(no_args_is_help=True, help="Ключи шифрования")
cli.add_typer(keys_cli, name="keys")

Organisation = Annotated[
    str | None, typer.Option("--scope", help="Организация по названию; без неё весь профсоюз")
]


def _settings() -> Settings:
    """Those of a command: whose DATABASE_URL is not the one it works on hears so."""
    settings = load_settings()
    if settings.sandboxed and "database_url" in settings.model_fields_set:
        place = settings.effective_database_url.partition(":///")[2]
        print(
            f"BOT_TOKEN не задан: команда работает с базой песочницы, {place},"
            " а не с DATABASE_URL.",
            file=sys.stderr,
        )
    return settings


@cli.command()
def run() -> None:
    """Запустить бота: без BOT_TOKEN вместе с песочницей."""
    from bot.running import run_bot

    asyncio.run(run_bot(load_settings()))


@cli.command()
def migrate() -> None:
    """Привести базу данных к текущей версии."""
    from bot import commands

    asyncio.run(commands.migrate_database(_settings()))
    print("База данных готова.")


@cli.command("import-members")
def import_members(
    file: Annotated[Path | None, typer.Argument()] = None,
    apply: Annotated[
        bool, typer.Option("--apply/--dry-run", help="Применить или показать")
    ] = False,
    confirm_removal: Annotated[bool, typer.Option("--confirm-removal")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Вернуть реестр, каким он был до последней загрузки")
    ] = False,
) -> None:
    """Загрузить реестр членов профсоюза из CSV или XLSX."""
    from bot import commands

    if undo and file is not None:
        raise SetupError("Что-то одно: import-members ФАЙЛ или import-members --undo.")
    if undo:
        raise typer.Exit(asyncio.run(commands.undo_import(_settings())))
    if file is None:
        raise SetupError("Укажите файл реестра: import-members ФАЙЛ, или --undo.")
    code = asyncio.run(
        commands.import_registry(_settings(), file, apply=apply, confirm_removal=confirm_removal)
    )
    raise typer.Exit(code)


@cli.command()
def grant(role: str, holder: str, scope: Organisation = None) -> None:
    """Дать роль: grant lawyer 000123 --scope "Барнаул"."""
    from bot import commands

    print(asyncio.run(commands.grant_role(_settings(), role, holder, scope)))


@cli.command()
def revoke(role: str, holder: str, scope: Organisation = None) -> None:
    """Снять роль."""
    from bot import commands

    print(asyncio.run(commands.revoke_role(_settings(), role, holder, scope)))


@cli.command("export-member")
def export_member(
    card: str,
    to: Annotated[Path, typer.Option("--to", help="Папка для файлов")] = Path(),
) -> None:
    """Записать в файлы всё, что хранится об одном человеке: по номеру его билета."""
    from bot import commands

    print(asyncio.run(commands.export_member(_settings(), card, to)))


@cli.command()
def backup(file: Path) -> None:
    """Записать копию базы и файлов, не останавливая бота. Ключей в ней нет."""
    from bot import keeping

    print(asyncio.run(keeping.backup(_settings(), file)))


@cli.command()
def restore(
    file: Path,
    replace: Annotated[bool, typer.Option("--replace", help="Заменить то, что есть")] = False,
) -> None:
    """Восстановить базу и файлы из копии. Бот при этом остановлен."""
    from bot import keeping

    print(asyncio.run(keeping.restore_backup(_settings(), file, replace=replace)))


@keys_cli.command("rotate")
def rotate_keys() -> None:
    """Сменить ключ, не останавливая бота. Прерванную смену команда продолжает."""
    from bot import keeping

    print(asyncio.run(keeping.rotate_keys(_settings())))


@cli.command()
def doctor() -> None:
    """Проверить настройки, базу, токен, права, часы и сказать, что делать."""
    from bot.doctor import examine

    raise typer.Exit(asyncio.run(examine()))


@cli.command("new-key")
def new_key() -> None:
    """Создать ключ для DATA_KEYS."""
    from bot.security import new_key

    print(new_key())


@regulations_cli.command("check")
def check_regulations(file: Path) -> None:
    """Проверить файл и назвать строку каждой ошибки."""
    from bot.regulations import Regulations

    Regulations.load(file)
    print(f"{file}: ошибок нет.")


@knowledge_cli.command("check")
def check_articles(folder: Annotated[Path | None, typer.Argument()] = None) -> None:
    """Проверить статьи и назвать файл и строку каждой ошибки."""
    from bot.knowledge.articles import FOLDER
    from bot.knowledge.check import check

    if mistakes := check(folder or FOLDER):
        raise SetupError("\n".join(mistakes))
    print(f"{folder or FOLDER}: ошибок нет.")


@knowledge_cli.command("search")
def search_articles(words: str, country: Annotated[str, typer.Option()] = "RU") -> None:
    """Показать, что нашлось бы: kb search "сократили, что положено"."""
    from bot.knowledge.commands import searched

    print(searched(words, country))


@knowledge_cli.command("eval")
def evaluate_search(file: Path) -> None:
    """Измерить поиск на вопросах файла; последняя строка — JSON."""
    from bot.knowledge.commands import evaluated

    print(evaluated(file))


@knowledge_cli.command("calibrate")
def calibrate_search(file: Path) -> None:
    """Подобрать порог на вопросах файла; последняя строка — JSON."""
    from bot.knowledge.commands import calibrated

    print(calibrated(file))


def _misspelt(mistake: typer.TyperException) -> str | int:
    """What is wrong with the command and how it is written, in one line."""
    what = mistake.format_message().rstrip(".")
    # A group of commands by itself has shown its help: there is nothing to add.
    if not what:
        return mistake.exit_code
    context = getattr(mistake, "ctx", None)
    usage = context.command_path if context else "python -m bot"
    if context:
        usage = " ".join([usage, *context.command.collect_usage_pieces(context)])
    return f"Команда написана не так ({what}). Нужно: {usage} (подробнее: --help)"


def main(arguments: list[str] | None = None) -> Any:
    set_up_logs()
    try:
        sys.exit(cli(arguments, standalone_mode=False))
    except typer.TyperException as mistake:
        sys.exit(_misspelt(mistake))
    except SetupError as mistake:
        sys.exit(str(mistake))
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
