"""Every address of the bot: where a conversation can stand."""

from aiogram.fsm.state import State, StatesGroup


class Registration(StatesGroup):
    """Being found in the registry."""

    card = State()
    surname = State()
    born = State()
    confirm = State()
    failed = State()
    place = State()
    name = State()


class Ask(StatesGroup):
    """A question to the lawyer, from the first word to the number."""

    resume = State()
    text = State()
    matter = State()
    date = State()
    summary = State()
    files = State()
    topic = State()
    rewrite = State()


class Write(StatesGroup):
    """Words and files into a case: a reply, an answer, a question back."""

    text = State()
    summary = State()


class Stray(StatesGroup):
    """Something was written outside any form: where does it belong?"""

    choose = State()


class Cases(StatesGroup):
    """What a member asked for."""

    all = State()
    one = State()
    withdraw = State()


class Profile(StatesGroup):
    main = State()
    language = State()
    timezone = State()
    wrong = State()


class Consents(StatesGroup):
    """What one agreed to."""

    main = State()


class MyData(StatesGroup):
    """What is kept on a person, his file, and leaving."""

    main = State()
    leave = State()


class Desk(StatesGroup):
    """A lawyer's lists."""

    queue = State()
    mine = State()


class HandOver(StatesGroup):
    choose = State()


class Mark(StatesGroup):
    """What a lawyer notes when a question is done."""

    topic = State()
    result = State()
    effect = State()
    court = State()


class People(StatesGroup):
    """Those who wait to be confirmed."""

    requests = State()
    organisation = State()
