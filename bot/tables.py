"""Every table of the program, for migrations and for tests."""

from bot.admin.models import Fact
from bot.cases.models import Case
from bot.db import Base
from bot.leases import Lease
from bot.legal.models import Question
from bot.members.models import Member
from bot.notices import Notice
from bot.telegram.inbox import InboxRow
from bot.telegram.storage import StateRow
from bot.watch.models import Process

__all__ = [
    "Base",
    "Case",
    "Fact",
    "InboxRow",
    "Lease",
    "Member",
    "Notice",
    "Process",
    "Question",
    "StateRow",
]
