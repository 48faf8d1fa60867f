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
from bot.regulations.rules import OrganisationRules, Regulations, RegulationsError
from bot.regulations.values import Bilingual

__all__ = [
    "Bilingual",
    "Consent",
    "ConsentKind",
    "ConsentVersion",
    "Contact",
    "Desk",
    "Detail",
    "Jurisdiction",
    "OrganisationRules",
    "Outcome",
    "Regulations",
    "RegulationsError",
    "Topic",
    "UrgentMatter",
]
