"""What the commands in a shell print, and what they change."""

from pathlib import Path
from typing import Any

import pytest

from bot import app as wiring
from bot import commands, doctor, keeping
from bot.__main__ import main
from bot.errors import SetupError
from bot.settings import Settings
from tests.telegram import settings_for

HEADER = "Фамилия;Имя;Отчество;Дата рождения;№ профбилета;Организация;Территориальная организация"
REGISTRY = f"""{HEADER}
Петрова;Анна;Сергеевна;12.03.1985;00123456;школа № 7;Барнаул
Иванов;Иван;;01.02.1980;00000777;школа № 7;Бийск
"""


@pytest.fixture
async def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    made = settings_for(database_url, "http://127.0.0.1:1", tmp_path)
    file = tmp_path / "registry.csv"
    file.write_text(REGISTRY, encoding="utf-8")
    code = await commands.import_registry(made, file, apply=True, confirm_removal=False)
    assert code == 0
    return made


async def test_the_last_import_is_taken_back(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await commands.undo_import(settings) == 0
    assert "Убрано добавленных:      2" in capsys.readouterr().out
    with pytest.raises(SetupError, match="Отменять нечего"):
        await commands.undo_import(settings)


async def test_migrate_may_be_run_again(settings: Settings) -> None:
    await commands.migrate_database(settings)
    await commands.migrate_database(settings)


async def test_a_role_is_given_and_taken_by_the_card(settings: Settings) -> None:
    said = await commands.grant_role(settings, "chair", "00 123-456", "школа № 7, Барнаул")
    assert said == "Роль chair дана: Петрова Анна Сергеевна, билет 00123456; школа № 7."
    said = await commands.revoke_role(settings, "chair", "00123456", "школа № 7, Барнаул")
    assert said == "Роль chair снята: Петрова Анна Сергеевна, билет 00123456."
    with pytest.raises(SetupError, match="У 00123456 нет роли chair"):
        await commands.revoke_role(settings, "chair", "00123456", None)


async def test_without_a_scope_a_role_is_of_the_whole_union(settings: Settings) -> None:
    said = await commands.grant_role(settings, "staff", "5000000001", None)
    assert said.endswith("Telegram id 5000000001; Профсоюз работников образования (пример).")


async def test_a_role_of_another_organisation_is_not_taken(settings: Settings) -> None:
    await commands.grant_role(settings, "chair", "00123456", "Барнаул")
    with pytest.raises(SetupError, match="нет роли chair в «Бийск»"):
        await commands.revoke_role(settings, "chair", "00123456", "Бийск")
    assert "снята" in await commands.revoke_role(settings, "chair", "00123456", None)


async def test_a_name_that_two_have_is_asked_about(settings: Settings) -> None:
    with pytest.raises(SetupError) as refusal:
        await commands.grant_role(settings, "chair", "00123456", "школа № 7")
    assert str(refusal.value) == (
        "Организаций «школа № 7» несколько."
        " Напишите одну из них: школа № 7, Барнаул; школа № 7, Бийск."
    )


async def test_a_wrong_key_stops_a_command_in_one_line(settings: Settings, tmp_path: Path) -> None:
    other = settings.model_copy(
        update={"data_keys": ("bm90IHRoZSBrZXkgdGhhdCBtYWRlIHRoaXMgZGF0YSE=",)}
    )
    with pytest.raises(SetupError) as refusal:
        await commands.migrate_database(other)
    assert "DATA_KEYS" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["nonsense"], "nonsense"),
        (["migrate", "extra"], "extra"),
        (["grant", "lawyer"], "python -m bot grant [OPTIONS] {role} {holder}"),
        (["grant", "lawyer", "-5"], "-5"),
        (["revoke", "lawyer", "1", "--scope"], "--scope"),
        (["backup"], "python -m bot backup"),
        (["restore"], "python -m bot restore"),
        (["keys", "nope"], "nope"),
        (["kb", "search"], "python -m bot kb search"),
        (["regulations", "check"], "python -m bot regulations check"),
        (["doctor", "extra"], "extra"),
        (["import-members", "a.csv", "--undo"], "Что-то одно"),
    ],
)
def test_a_command_written_wrong_is_told_in_one_line(
    arguments: list[str], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [main.__module__])
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = ended.value.code
    assert isinstance(said, str)
    assert named.replace("python -m bot", "").strip() in said
    assert "\n" not in said


@pytest.mark.parametrize("command", [commands.grant_role, commands.revoke_role])
async def test_a_number_that_is_nobodys_id_is_refused(settings: Settings, command: Any) -> None:
    with pytest.raises(SetupError, match="слишком длинно для id в Telegram"):
        await command(settings, "lawyer", "9" * 23, None)


async def test_a_file_that_is_no_database_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"it was a database before the disk was full" * 100)
    made = settings_for(f"sqlite+aiosqlite:///{junk}", "http://127.0.0.1:1", tmp_path)
    working = (
        commands.migrate_database(made),
        commands.grant_role(made, "lawyer", "5000000001", None),
        keeping.backup(made, tmp_path / "copy.tar"),
        keeping.rotate_keys(made),
    )
    for work in (*working, wiring.prepare(made)):
        with pytest.raises(SetupError, match=r"^База данных не открывается .*\Z"):
            await work


async def test_a_database_server_that_is_away_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url = "postgresql+asyncpg://u:secret@127.0.0.1:1/nobody"
    made = settings_for(url, "http://127.0.0.1:1", tmp_path)
    with pytest.raises(SetupError, match=r"^База данных не открывается .*\Z") as refusal:
        await keeping.backup(made, tmp_path / "copy.tar")
    assert "secret" not in str(refusal.value)


async def test_a_refused_restore_says_nothing_but_why(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SetupError, match="нет"):
        await keeping.restore_backup(settings, tmp_path / "nothing.tar", replace=False)
    assert capsys.readouterr().err == ""


async def test_what_the_doctor_says_to_type_can_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "")
    await commands.migrate_database(Settings())
    assert await doctor.examine() == 1
    assert "python -m bot grant lawyer НОМЕР_БИЛЕТА\n" in capsys.readouterr().out
