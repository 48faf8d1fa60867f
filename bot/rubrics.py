"""The eight directions of the union's programme: what events and news are about."""

from enum import StrEnum


class Rubric(StrEnum):
    """Its name on a screen is `rubric-…`."""

    PROTECTION = "protection"
    SAFETY = "safety"
    LEADERSHIP = "leadership"
    SUPPORT = "support"
    YOUTH = "youth"
    GROWTH = "growth"
    INFO = "info"
    INNOVATION = "innovation"
