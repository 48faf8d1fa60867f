"""Alembic runs inside the program, on the connection that `bot.migrating` gives it."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from bot.tables import Base


def plain_type(kind: str, value: Any, autogen: Any) -> str | Literal[False]:
    """A migration names what rests in the database, not our types: those may move."""
    if kind == "type" and isinstance(value, TypeDecorator):
        while isinstance(value, TypeDecorator):
            value = value.impl_instance
        return f"sa.{value!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
