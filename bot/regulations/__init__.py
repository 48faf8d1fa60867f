"""What the union configures and no code knows: `regulations.yaml`, read once at the start.

All of it is frozen, and the file is checked whole: every mistake is named with its line.
"""

from bot.regulations.blocks import (
    Consent,
    ConsentKind,
    ConsentVersion,
    Contact,
    Desk,
    Detail,
    Jurisdiction,
    Outcome,
    Topic,
    UrgentMatter,
)
from bot.regulations.money import (
    Aid,
    Body,
    Frequency,
    Fund,
    Ground,
    Level,
    RequiredPaper,
    Source,
    Terms,
    terms_of,
)
from bot.regulations.rules import OrganisationRules, Regulations, RegulationsError
from bot.regulations.values import Bilingual

__all__ = [
    "Aid",
    "Bilingual",
    "Body",
    "Consent",
    "ConsentKind",
    "ConsentVersion",
    "Contact",
    "Desk",
    "Detail",
    "Frequency",
    "Fund",
    "Ground",
    "Jurisdiction",
    "Level",
    "OrganisationRules",
    "Outcome",
    "Regulations",
    "RegulationsError",
    "RequiredPaper",
    "Source",
    "Terms",
    "Topic",
    "UrgentMatter",
    "terms_of",
]
