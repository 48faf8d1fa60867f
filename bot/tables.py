"""Every table of the program, for migrations and for tests."""

from bot.admin.models import Fact
from bot.applications.models import Application
from bot.cases.models import Case
from bot.db import Base
from bot.events.models import Event
from bot.knowledge.models import QuestionArticle
from bot.leases import Lease
from bot.legal.models import Absence, Question
from bot.members.import_models import Import
from bot.members.models import Member
from bot.mydata.models import Erasure
from bot.news.models import Post
from bot.notices import Notice
from bot.reminders import Reminder
from bot.surveys.models import Survey
from bot.telegram.models import InboxRow, StateRow
from bot.watch.models import Process

__all__ = [
    "Absence",
    "Application",
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
    "Post",
    "Process",
    "Question",
    "QuestionArticle",
    "Reminder",
    "StateRow",
    "Survey",
]
