"""Whom to call: what /help, the lock-out and every refusal show."""

from bot.i18n import Html
from bot.members.service import Viewer
from bot.regulations import Regulations


def contact_words(viewer: Viewer, regulations: Regulations) -> Html:
    """The contact of the person's own organisation, else of the union."""
    rules = viewer.rules or regulations.settings_for(())
    contact, language = rules.contact, viewer.texts.language
    return viewer.texts(
        "contact",
        name=contact.name.in_language(language),
        phone=contact.phone,
        hours=contact.hours.in_language(language),
    )
