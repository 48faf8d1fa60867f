"""What topics, results and details are called. One that the regulations have no more has a name
too: it stands in questions that were asked before."""

from bot.i18n import Texts
from bot.regulations import Desk


def topic_title(desk: Desk, topic: str, texts: Texts) -> str:
    known = desk.topics.get(topic) or desk.topics.get("other")
    return known.title.in_language(texts.language) if known else topic


def result_title(desk: Desk, result: str, texts: Texts) -> str:
    known = desk.results.get(result)
    return known.title.in_language(texts.language) if known else texts("result-former")


def detail_title(desk: Desk, key: str, texts: Texts) -> str:
    known = desk.asks.get(key)
    return known.title.in_language(texts.language) if known else texts("detail-former")
