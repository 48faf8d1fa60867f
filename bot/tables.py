"""Every table of the program, for migrations and for tests."""

from bot.admin.models import Fact
from bot.cases.models import Case
from bot.db import Base
from bot.knowledge.models import QuestionArticle
from bot.leases import Lease
from bot.legal.models import Absence, Question
from bot.members.import_models import Import
from bot.members.models import Member
from bot.mydata.models import Erasure
from bot.news.models import Post
from bot.notices import Notice
from bot.surveys.models import Survey
from bot.telegram.inbox import InboxRow
from bot.telegram.storage import StateRow
from bot.watch.models import Process

__all__ = [
    "Absence",
    "Base",
    "Case",
    "Erasure",
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
    "StateRow",
    "Survey",
]
