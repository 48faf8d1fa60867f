"""`python -m bot import-members`: what it prints, and when it refuses."""

import asyncio
import secrets
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot import clock
from bot.db import Database
from bot.errors import SetupError
from bot.members import registry, registry_undo
from bot.members.import_models import Import, Stage, subject
from bot.members.registry import MAX_LOSS, Comparison
from bot.members.registry_file import RegistryFile, open_registry
from bot.members.registry_lock import only_import
from bot.members.registry_moves import Moves
from bot.members.registry_undo import Undone
from bot.members.registry_words import SHELL, Unfit, place_words
from bot.members.service import audit

PROGRESS_AFTER_S = 1.0
ORGANISATIONS_SHOWN = 50
LINES_SHOWN = 20
BAD_ROWS_SHOWN = 1_000


async def import_members(
    database: Database,
    path: Path,
    *,
    apply: bool,
    confirm_removal: bool,
    console: Console,
    root_name: str,
) -> int:
    """Print what the file would change and, with `apply`, change it. Returns the exit code.

    `root_name` names the union where the tree is still empty. The console is standard output:
    it shows personal data, which no log may.
    """
    with warnings.catch_warnings():
        # It speaks of styles and extensions of the workbook, which are nothing to us.
        warnings.filterwarnings("ignore", module="openpyxl")
        file = await asyncio.to_thread(open_registry, path)
        try:
            async with only_import(database):
                try:
                    return await _import(
                        database, file, apply, confirm_removal, console, root_name
                    )
                finally:
                    await registry.clear(database)
        finally:
            file.close()


async def _import(
    database: Database,
    file: RegistryFile,
    apply: bool,
    confirm_removal: bool,
    console: Console,
    root_name: str,
) -> int:
    with _progress(console) as progress:
        result = await registry.compare(database, file, root_name, progress)
    for line in _report(file, result):
        # A registry's text is not markup, and a long line is the terminal's to break.
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if not (result.added or result.changed or result.same):
        raise Unfit("registry-unfit-no-rows")
    if result.loss > MAX_LOSS and not confirm_removal:
        warning = (
            f"Доступ потеряют {result.active_removed + result.active_excluded}"
            f" из {result.active} состоящих членов ({result.loss:.1%}, больше {MAX_LOSS:.0%}):"
            " если так и нужно, повторите с --apply --confirm-removal."
        )
        if apply:
            raise SetupError(warning + " Ничего не изменено.")
        console.print(warning, markup=False, highlight=False, soft_wrap=True)
    if not (result.added or result.changed or result.removed):
        # Not even with --apply: the import before this one can still be taken back.
        console.print("Менять нечего: в реестре всё уже так, как в файле.", highlight=False)
    elif apply:
        await registry.apply(database, result, await _noted(database, file))
        console.print(
            "Изменения внесены. Вернуть всё, как было: import-members --undo.", highlight=False
        )
    else:
        console.print(
            "Это пробный прогон, ничего не изменено: повторите с --apply.", highlight=False
        )
    return 0


async def _noted(database: Database, file: RegistryFile) -> int:
    """The import's own row: what it may be taken back by hangs on it."""
    async with database.writing() as session:
        new = Import(
            key=f"shell:{secrets.token_hex(8)}", stage=Stage.APPLYING, name=file.source.name
        )
        session.add(new)
        await session.flush()
        await audit(session, None, f"import-{Stage.APPLYING}", subject(new.id))
        return new.id


async def undo_import(database: Database, console: Console) -> int:
    """Make the registry what it was before the last import. Returns the exit code."""
    async with only_import(database):
        async with database.writing() as session:
            found = await registry_undo.last_import(session)
            if found is None:
                raise SetupError("Отменять нечего: последней загрузки реестра нет.")
            found.stage = Stage.UNDOING
            await audit(session, None, f"import-{Stage.UNDOING}", subject(found.id))
            begun_at = found.begun_at
        done = await registry_undo.undo(database, found.id)
    assert begun_at
    console.print(
        f"Загрузка реестра от {clock.local(begun_at):%d.%m.%Y %H:%M} отменена.", highlight=False
    )
    for line in _undone(done):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return 0


def _undone(done: Undone) -> Iterator[str]:
    yield f"Убрано добавленных:      {done.taken}"
    yield f"Возвращено как было:     {done.restored}"
    yield f"Вернулись из выбывших:   {done.returned}"
    kept = "Остались, у них уже есть вход в бот, обращения, роли или перевод"
    yield from _newer(kept, done.kept, done.kept_names)
    moved = "Остались там, куда их перевели после загрузки"
    yield from _newer(moved, done.moved, done.moved_names)
    touched = "Не тронуты, после загрузки их изменили от руки"
    yield from _newer(touched, done.touched, done.touched_names)


def _newer(why: str, count: int, names: list[list[str]]) -> Iterator[str]:
    if count:
        yield f"{why}: {count}"
    yield from (f"  {name}, билет {card}" for name, card in names)
    if count > len(names):
        yield f"  и ещё {count - len(names)}"


def _report(file: RegistryFile, result: Comparison) -> Iterator[str]:
    def where(line: int) -> str:
        return place_words(SHELL, file.where(line))

    yield f"Реестр: {file.source.name}"
    for sheet in file.skipped_sheets:
        yield f"Лист «{sheet}» пропущен: на нём нет столбца «№ профбилета»."
    if by_sheet := file.named_by_sheet:
        titles = ", ".join(f"«{title}»" for title in by_sheet)
        yield f"Где организация в строке не названа, она взята из названия листа: {titles}."
    if absent := file.absent_columns:
        titles = ", ".join(f"«{title}»" for title in absent)
        yield f"Нет столбцов {titles}: у добавленных и изменённых эти сведения будут пустыми."
    yield f"Добавлено:      {result.added}"
    yield f"Изменено:       {result.changed}" + (
        f" (из них исключены из профсоюза: {result.active_excluded})"
        * bool(result.active_excluded)
    )
    yield f"Выбыло:         {len(result.removed)}"
    yield f"Без изменений:  {result.same}"
    yield f"Ошибочных строк: {result.bad_rows}"
    for line, mistakes in sorted(result.bad.items())[:BAD_ROWS_SHOWN]:
        yield f"  {where(line)}: {'; '.join(mistake.words(SHELL) for mistake in mistakes)}"
    if (more := result.bad_rows - min(len(result.bad), BAD_ROWS_SHOWN)) > 0:
        yield f"  и ещё {more}"
    if result.bad_rows:
        yield "Ошибочные строки не загружаются; члены с такими билетами остаются как были."
    if result.twice_rows:
        yield f"Человек записан дважды, загружена одна строка из двух: {result.twice_rows}"
        for line, main in sorted(result.twice.items()):
            yield f"  {where(line)}: организация взята из другой строки ({where(main)})"
    yield from _moves(result.moves, where)
    if result.skipped:
        rows = ", ".join(where(line) for line in result.skipped[:LINES_SHOWN])
        yield f"Пропущены итоги и повторы заголовка: {len(result.skipped)} ({rows})"
    if result.unread_phones:
        yield f"Строк с нечитаемым телефоном (загружаются без него): {result.unread_phones}"
    if new := result.new_organisations:
        yield f"Новые организации: {len(new)}"
        for place in new[:ORGANISATIONS_SHOWN]:
            yield "  " + " / ".join(reversed([above.name for above in place.lineage]))
        if len(new) > ORGANISATIONS_SHOWN:
            yield f"  и ещё {len(new) - ORGANISATIONS_SHOWN}"


def _moves(moves: Moves, where: Callable[[int], str]) -> Iterator[str]:
    if moves.staying:
        yield f"Останутся по переводу от руки, в файле ещё прежняя организация: {moves.staying}"
        for each in moves.first:
            yield (
                f"  {where(each.line)}: останется по переводу от {each.since:%d.%m.%Y}"
                f" в «{each.here}», в файле «{each.in_file}»"
            )
        if moves.staying > len(moves.first):
            yield f"  и ещё {moves.staying - len(moves.first)}"
    if moves.overruled:
        yield f"Переведены от руки, но в файле уже другая организация: {moves.overruled}"
    if moves.planned:
        yield f"Файл переводит, а на будущий день назначен перевод от руки: {moves.planned}"


@contextmanager
def _progress(console: Console) -> Iterator[registry.Progress]:
    """A bar, once the work has lasted a second and if somebody sees it."""
    bar = Progress(
        TextColumn("Чтение реестра"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    task = bar.add_task("", total=1.0)
    begun = time.monotonic()

    def show(fraction: float) -> None:
        bar.update(task, completed=fraction)
        if time.monotonic() - begun > PROGRESS_AFTER_S:
            bar.start()

    try:
        yield show
    finally:
        bar.stop()
