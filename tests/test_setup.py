"""What a fresh machine is set up from: the lock files, the Makefile, .env.example, README."""

import os
import re
import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = {"requirements.lock": "requirements.in", "requirements-dev.lock": "requirements-dev.in"}
TARGETS = ("run", "test", "check", "lock", "bench", "help")
# Folders that differ from machine to machine; a file that names one works on that machine only.
HOME_FOLDER = re.compile(r"(?<![\w.~-])/(?:home|Users)/\w[\w.-]*/|(?<![\w.~/-])/ro{2}t/")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """Name → version; the lines that stand at the margin."""
    lines = re.findall(r"^([\w.-]+)==(\S+)", read(lock), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in lines}


def wishes(name: str) -> list[Requirement]:
    lines = [line.split("#")[0].strip() for line in read(name).splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_address(lock: str) -> None:
    text = read(lock)
    assert not re.search(r"://|^-", text, re.MULTILINE)
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("lock", "source"), LOCKS.items())
def test_all_that_is_asked_for_is_locked(lock: str, source: str) -> None:
    locked = pins(lock)
    for wish in wishes(source):
        version = locked.get(canonicalize_name(wish.name))
        assert version, f"{wish.name}: run `make lock`"
        assert wish.specifier.contains(version), f"{wish}: run `make lock`"


def test_the_development_lock_holds_all_of_the_other() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def in_a_copy(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it where there is a Makefile and no .venv yet."""
    (folder / "deploy").mkdir()
    for name in ("Makefile", "deploy/venv.sh", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    # The Makefile of these tests may have been called by make: its flags are not for this one.
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("MAKE") and k != "PYTHON"}
    return subprocess.run(
        command,
        cwd=folder,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def a_python(folder: Path, script: str) -> str:
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_help_names_every_target(tmp_path: Path) -> None:
    told = in_a_copy(tmp_path, "make").stdout
    assert set(re.findall(r"make (\w+)  ", told)) == set(TARGETS)


def test_an_old_python_is_refused_in_one_line(tmp_path: Path) -> None:
    old = a_python(tmp_path, "case $1 in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac")
    done = in_a_copy(tmp_path, "sh", "deploy/venv.sh", "requirements.lock", PYTHON=old)
    assert done.returncode == 1
    assert done.stderr.startswith("Нужен Python 3.11 или новее, а найдено: Python 3.9.2.")
    assert done.stderr.count("\n") == 1


def test_no_python_is_refused_in_one_line(tmp_path: Path) -> None:
    done = in_a_copy(tmp_path, "sh", "deploy/venv.sh", "requirements.lock", PYTHON="no-python")
    assert done.returncode == 1
    assert done.stderr.startswith("Нужен Python 3.11 или новее, а найдено: ничего.")
    assert done.stderr.count("\n") == 1


def test_a_python_without_venv_is_refused_in_one_line(tmp_path: Path) -> None:
    bare = a_python(
        tmp_path,
        "case $2 in *ensurepip*) exit 1 ;; *%d*) echo python3.11-venv ;; *) exit 0 ;; esac",
    )
    done = in_a_copy(tmp_path, "make", "run", f"PYTHON={bare}")
    assert done.returncode != 0
    said, *rest = done.stderr.splitlines()
    assert "sudo apt install python3.11-venv" in said
    assert all(line.startswith("make: ***") for line in rest)
    assert not (tmp_path / ".venv").exists()


def test_env_example_names_every_setting_and_no_other() -> None:
    if find_spec("bot") is None or find_spec("bot.settings") is None:
        pytest.skip("bot/settings.py is not there yet")
    settings = import_module("bot.settings").Settings
    named = re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in settings.model_fields)


def test_env_example_changes_nothing_until_it_is_edited() -> None:
    assert re.findall(r"^[^#\n].*", read(".env.example"), re.MULTILINE) == []


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_readme_names_the_two_commands(command: str) -> None:
    if not (ROOT / "README.md").exists():
        pytest.skip("README.md is not there yet")
    assert re.search(rf"\b{command}\b", read("README.md"))


def project_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip(f"git lists no files here: {listed.stderr.decode().strip()}")
    return [name for name in listed.stdout.decode().split("\0") if (ROOT / name).is_file()]


def test_no_file_holds_the_path_of_a_home_folder() -> None:
    found = []
    for name in project_files():
        try:
            lines = read(name).splitlines()
        except UnicodeDecodeError:
            continue  # an image, a font, a voice message
        found += [
            f"{name}:{number}" for number, line in enumerate(lines, 1) if HOME_FOLDER.search(line)
        ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("/ho" + "me/anna/profbot/data", True),
        ("open('/ro" + "ot/.cache')", True),
        ("/Us" + "ers/anna/Desktop", True),
        ("https://example.org/home/anna/", False),
        ("GET /home", False),
    ],
)
def test_a_home_folder_is_recognised(line: str, caught: bool) -> None:
    assert bool(HOME_FOLDER.search(line)) is caught
