"""A mistake in the settings is one line that names the setting and says what to write."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.errors import SetupError
from bot.settings import SHIPPED_REGULATIONS, Settings, load_settings


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def told(**values: str) -> str:
    Path(".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    with pytest.raises(SetupError) as refusal:
        load_settings()
    return str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("BOT_TOKEN", "abc", "нужен токен от @BotFather вида 123456:AA…"),
        ("BOT_TOKEN", "123456:", "нужен токен от @BotFather вида 123456:AA…"),
        ("ADMIN_IDS", "12,иван", "нужны номера в Telegram через запятую, например 123456789"),
        ("HTTP_PORT", "порт", "нужно целое число от 0 до 65535"),
        ("HTTP_PORT", "70000", "нужно целое число от 0 до 65535"),
        ("TIMEZONE", "Барнаул", "нужен часовой пояс вида Asia/Barnaul"),
        ("TIMEZONE", "../etc", "нужен часовой пояс вида Asia/Barnaul"),
        ("DEFAULT_LANGUAGE", "en", "нужно ru или kk"),
        (
            "DATABASE_URL",
            "mysql://узел/база",
            "нужен адрес вида sqlite+aiosqlite:///data/profbot.db"
            " или postgresql+asyncpg://имя:пароль@узел/база",
        ),
        (
            "DATABASE_URL",
            "profbot.db",
            "нужен адрес вида sqlite+aiosqlite:///data/profbot.db"
            " или postgresql+asyncpg://имя:пароль@узел/база",
        ),
        (
            "TELEGRAM_API_URL",
            "api.telegram.org",
            "нужен адрес, который начинается с https:// или http://",
        ),
        ("WEBHOOK_URL", "bot.example", "нужен адрес, который начинается с https:// или http://"),
        (
            "TELEGRAM_PROXY",
            "proxy:1080",
            "нужен адрес вида socks5://имя:пароль@узел:порт или http://узел:порт",
        ),
    ],
)
def test_a_mistake_is_one_line(name: str, value: str, line: str) -> None:
    assert told(**{name: value}) == f"Настройка {name}: {line}."


def test_a_webhook_needs_its_secret() -> None:
    assert told(WEBHOOK_URL="https://bot.example") == (
        "Настройка WEBHOOK_SECRET: с WEBHOOK_URL нужен и секрет:"
        " от 1 до 256 латинских букв, цифр, знаков _ и -."
    )


def test_a_secret_that_telegram_would_refuse_is_refused_here() -> None:
    assert told(WEBHOOK_SECRET="секрет") == (
        "Настройка WEBHOOK_SECRET: нужно от 1 до 256 латинских букв, цифр, знаков _ и -."
    )


def test_each_mistake_has_its_line() -> None:
    lines = told(BOT_TOKEN="abc", TIMEZONE="Барнаул", DEFAULT_LANGUAGE="en").split("\n")
    assert [line.split(":")[0] for line in lines] == [
        "Настройка BOT_TOKEN", "Настройка TIMEZONE", "Настройка DEFAULT_LANGUAGE",
    ]  # fmt: skip


def test_no_mistake_repeats_what_was_written() -> None:
    """A token or a password must not end in a log."""
    said = told(BOT_TOKEN="oops-secret", DATABASE_URL="mysql://u:password@h/d")
    assert "oops" not in said
    assert "password" not in said


def test_nothing_set_is_the_sandbox_on_data_of_its_own() -> None:
    settings = load_settings()
    assert settings.sandboxed
    assert settings.data == Path("data/sandbox")
    assert settings.regulations == SHIPPED_REGULATIONS
    assert str(settings.timezone) == "Asia/Barnaul"
    assert (settings.default_language, settings.http_port) == ("ru", 8080)


def test_without_a_token_the_database_is_not_touched() -> None:
    Path(".env").write_text("DATABASE_URL=postgresql://db/real\n")
    settings = load_settings()
    assert settings.effective_database_url == "sqlite+aiosqlite:///data/sandbox/profbot.db"


def test_a_command_without_a_token_says_that_it_works_on_the_sandbox(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/real")
    with pytest.raises(SystemExit) as ended:
        main(["migrate"])
    assert not ended.value.code
    assert "команда работает с базой песочницы, data/sandbox/profbot.db" in capsys.readouterr().err
    assert Path("data/sandbox/profbot.db").exists()


def test_the_driver_is_ours_whichever_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:AA")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h/d")
    monkeypatch.setenv("ADMIN_IDS", " 1, 5000000001 ,")
    settings = load_settings()
    assert settings.effective_database_url == "postgresql+asyncpg://u:p@h/d"
    assert settings.admin_ids == (1, 5_000_000_001)
    assert settings.data == Path("data")


def test_an_empty_line_is_no_setting() -> None:
    Path(".env").write_text("BOT_TOKEN=\nHTTP_PORT=\n")
    settings = load_settings()
    assert settings.sandboxed
    assert settings.http_port == 8080
