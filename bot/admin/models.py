"""What the program remembers about itself."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Fact(Base):
    """A name and a value: the bot's id, the key's seal, the hash of the administrator's link."""

    __tablename__ = "facts"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(400))
