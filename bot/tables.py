"""Every table of the program, for migrations and for tests."""

from bot.admin.models import Fact
from bot.cases.models import Case
from bot.db import Base
from bot.leases import Lease
from bot.legal.models import Question
from bot.members.models import Member
from bot.mydata.models import Erasure
from bot.notices import Notice
from bot.telegram.inbox import InboxRow
from bot.telegram.storage import StateRow

__all__ = [
    "Base",
    "Case",
    "Erasure",
    "Fact",
    "InboxRow",
    "Lease",
    "Member",
    "Notice",
    "Question",
    "StateRow",
]
