"""Every table of the program, for migrations and for tests."""

from bot.admin.models import Fact
from bot.cases.models import Case
from bot.db import Base
from bot.events.models import Event
from bot.knowledge.models import QuestionArticle
from bot.leases import Lease
from bot.legal.models import Absence, Question
from bot.members.import_models import Import
from bot.members.models import Member
from bot.mydata.models import Erasure
from bot.notices import Notice
from bot.reminders import Reminder
from bot.telegram.inbox import InboxRow
from bot.telegram.storage import StateRow
from bot.watch.models import Process

__all__ = [
    "Absence",
    "Base",
    "Case",
    "Erasure",
    "Event",
    "Fact",
    "Import",
    "InboxRow",
    "Lease",
    "Member",
    "Notice",
    "Process",
    "Question",
    "QuestionArticle",
    "Reminder",
    "StateRow",
]
