"""Settings come from the environment or `.env`; a mistake is one line that says what to write."""

import re
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SetupError

DATA = Path("data")
DEFAULT_DATABASE_URL = "sqlite+aiosqlite:///data/profbot.db"
SANDBOX_TOKEN = "42:SANDBOX"
SHIPPED_REGULATIONS = Path(__file__).parent.parent / "regulations.yaml"
SECRET = "от 1 до 256 латинских букв, цифр, знаков _ и -"
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    bot_token: str | None = None
    telegram_api_url: str | None = None
    telegram_proxy: str | None = None
    database_url: str = DEFAULT_DATABASE_URL
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    regulations: Path = SHIPPED_REGULATIONS
    data_keys: Annotated[tuple[str, ...], NoDecode] = ()
    webhook_url: str | None = None
    webhook_secret: str | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(8080, ge=0, le=65535)
    timezone: ZoneInfo = ZoneInfo("Asia/Barnaul")
    default_language: str = "ru"

    @field_validator("bot_token")
    @classmethod
    def token_has_two_parts(cls, token: str | None) -> str | None:
        if token is not None and not re.fullmatch(r"[0-9]+:[\w-]+", token, re.ASCII):
            raise ValueError("нужен токен от @BotFather вида 123456:AA…")
        return token

    @field_validator("telegram_proxy")
    @classmethod
    def proxy_has_a_scheme(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"(socks[45]|https?)://.", value):
            raise ValueError("нужен адрес вида socks5://имя:пароль@узел:порт или http://узел:порт")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def telegram_takes_the_secret(cls, value: str | None) -> str | None:
        # https://core.telegram.org/bots/api#setwebhook
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value):
            raise ValueError(f"нужно {SECRET}")
        return value

    @field_validator("admin_ids", "data_keys", mode="before")
    @classmethod
    def split_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("database_url")
    @classmethod
    def driver_is_known(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError:
            url = None
        backend = url.get_backend_name() if url else None
        if url is None or backend not in DRIVERS:
            raise ValueError(
                f"нужен адрес вида {DEFAULT_DATABASE_URL}"
                " или postgresql+asyncpg://имя:пароль@узел/база"
            )
        return url.set(drivername=DRIVERS[backend]).render_as_string(hide_password=False)

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def address_has_a_scheme(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("нужен адрес, который начинается с https:// или http://")
        return value.rstrip("/") if value else value

    @field_validator("timezone", mode="before")
    @classmethod
    def zone_exists(cls, value: object) -> object:
        try:
            return ZoneInfo(value) if isinstance(value, str) else value
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError("нужен часовой пояс вида Asia/Barnaul") from unknown

    @field_validator("default_language")
    @classmethod
    def language_is_built(cls, value: str) -> str:
        if value not in ("ru", "kk"):
            raise ValueError("нужно ru или kk")
        return value

    @model_validator(mode="after")
    def webhook_has_a_secret(self) -> "Settings":
        if self.webhook_url and not self.webhook_secret:
            raise ValueError(f"WEBHOOK_SECRET: с WEBHOOK_URL нужен и секрет: {SECRET}")
        return self

    @property
    def sandboxed(self) -> bool:
        """Without a token the program talks to the sandbox, on data of its own."""
        return self.bot_token is None

    @property
    def data(self) -> Path:
        """The folder of keys and files: the sandbox never shares it with a real bot."""
        return DATA / "sandbox" if self.sandboxed else DATA

    @property
    def effective_database_url(self) -> str:
        if self.sandboxed:
            return f"sqlite+aiosqlite:///{self.data}/profbot.db"
        return self.database_url

    @property
    def token(self) -> str:
        return self.bot_token or SANDBOX_TOKEN


def load_settings() -> Settings:
    try:
        return Settings()
    except ValidationError as mistakes:
        # Each part of a list makes a mistake of its own; the line is the same.
        lines = dict.fromkeys(_line(mistake) for mistake in mistakes.errors())
        raise SetupError("\n".join(lines)) from None


def _line(mistake: object) -> str:
    assert isinstance(mistake, dict)
    name = str(mistake["loc"][0]).upper() if mistake["loc"] else ""
    if name == "ADMIN_IDS":
        what = "нужны номера в Telegram через запятую, например 123456789"
    elif mistake["type"] == "value_error":
        what = str(mistake["ctx"]["error"])
    elif mistake["type"].startswith(("int", "greater", "less")):
        what = "нужно целое число" + (" от 0 до 65535" if name == "HTTP_PORT" else "")
    else:
        what = mistake["msg"]
    return f"Настройка {name}: {what}." if name else f"Настройка {what}."
