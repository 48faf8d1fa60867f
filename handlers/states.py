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
    """A question to a desk, from the first word to the number."""

    resume = State()
    text = State()
    detail = State()
    anonymous = State()
    matter = State()
    date = State()
    summary = State()
    files = State()
    topic = State()
    rewrite = State()
    suggestions = State()
    article = State()


class Write(StatesGroup):
    """Words and files into a case: a reply, an answer, a question back."""

    text = State()
    summary = State()
    templates = State()


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


class Head(StatesGroup):
    """The head's whole queue, and the lawyers who carry it."""

    queue = State()
    one = State()
    assign = State()
    lawyers = State()
    lawyer = State()


class Away(StatesGroup):
    """Duty and absence, and handing over all that one has."""

    main = State()
    starts = State()
    ends = State()
    deputy = State()
    colleague = State()


class HandOver(StatesGroup):
    choose = State()


class Mark(StatesGroup):
    """What a lawyer notes when a question is done."""

    topic = State()
    result = State()
    effect = State()
    court = State()


class Note(StatesGroup):
    """What lawyers say among themselves."""

    text = State()


class Similar(StatesGroup):
    """Earlier answers to the like."""

    one = State()


class Templates(StatesGroup):
    """What a desk says often."""

    all = State()
    title = State()
    body = State()
    one = State()
    rewrite = State()
    rename = State()
    remove = State()


class Applications(StatesGroup):
    """An officer's lists of applications."""

    list = State()
    filter = State()
    ground = State()
    organisation = State()
    age = State()


class Decide(StatesGroup):
    """A decision, from the sum or the reason to the last look."""

    change = State()
    amount = State()
    echo = State()
    protocol = State()
    override = State()
    approve = State()
    reason = State()
    words = State()
    refusal_protocol = State()
    refuse = State()


class WantPaper(StatesGroup):
    """The paper that a member is asked for."""

    text = State()
    sure = State()


class PassOn(StatesGroup):
    """To a body above, or to a colleague."""

    choose = State()


class Recuse(StatesGroup):
    """The applicant is his relative."""

    sure = State()


class Meeting(StatesGroup):
    """A session of a body, from its agenda to its extract."""

    bodies = State()
    day = State()
    agenda = State()
    case = State()
    decided = State()
    number = State()
    close = State()


class Pay(StatesGroup):
    """Money that has left the purse, and money that came back."""

    list = State()
    amount = State()
    order = State()
    sure = State()
    share = State()
    reason = State()
    returned = State()


class Reports(StatesGroup):
    """What a desk did, in numbers."""

    desk = State()
    period = State()
    by = State()


class News(StatesGroup):
    """What a member reads."""

    feed = State()
    rubric = State()
    organisation = State()
    search = State()


class Wishes(StatesGroup):
    """How he wants his news."""

    main = State()
    rubrics = State()
    hour = State()
    night = State()
    morning = State()


class Newsroom(StatesGroup):
    """Posts, from the first word to what became of their copies."""

    main = State()
    place = State()
    post = State()
    words = State()
    rubrics = State()
    moment = State()
    sure = State()
    withdraw = State()
    discard = State()


class Channels(StatesGroup):
    """The organisations' own channels."""

    all = State()
    place = State()
    code = State()
    one = State()


class SurveyRoom(StatesGroup):
    """Surveys, for those who make them."""

    main = State()
    place = State()
    title = State()
    title_kk = State()
    anonymous = State()
    one = State()
    kind = State()
    question = State()
    question_kk = State()
    choices = State()
    choices_kk = State()
    open = State()
    close = State()
    discard = State()


class Survey(StatesGroup):
    """Answering one."""

    all = State()
    begin = State()
    question = State()
    last = State()


class Registry(StatesGroup):
    """The registry's file, from an administrator."""

    file = State()


class Finding(StatesGroup):
    """A member by surname or card."""

    find = State()


class Person(StatesGroup):
    """A member's card before his office, and what it may do."""

    card = State()
    history = State()
    unbind = State()
    invite = State()
    place = State()
    day = State()
    transfer = State()
    cancel = State()


class Orgs(StatesGroup):
    """The union's tree."""

    tops = State()
    one = State()
    people = State()
    rename = State()
    merge = State()
    merge_sure = State()
    close = State()


class Roles(StatesGroup):
    """Who may do what, from when to when."""

    all = State()
    one = State()
    role = State()
    organisation = State()
    since = State()
    until = State()
    sure = State()


class Events(StatesGroup):
    """What is to come, for those who come."""

    all = State()
    months = State()
    rubrics = State()
    check = State()


class Join(StatesGroup):
    """What an event asks of those who come."""

    ask = State()


class Family(StatesGroup):
    """Whom a member brings."""

    main = State()


class Feedback(StatesGroup):
    """How it was."""

    text = State()


class Door(StatesGroup):
    """Marking those who came."""

    main = State()


class Pick(StatesGroup):
    """A member for an event: to come, to help."""

    find = State()
    guest = State()


class Organise(StatesGroup):
    """Events, for those who make them."""

    main = State()
    past = State()
    one = State()
    more = State()
    people = State()
    helpers = State()
    message = State()
    words = State()
    sure = State()
    off = State()
    drop = State()


class Make(StatesGroup):
    """An event's fields: one after another while it is made, any of them later."""

    title = State()
    text = State()
    when = State()
    zone = State()
    place = State()
    capacity = State()
    audience = State()
    category = State()
    audience_place = State()
    fields = State()
    more = State()
    picture = State()
    point = State()
    rubric = State()
    quotas = State()
    quota_place = State()
    quota_places = State()
    quota_until = State()
    questions = State()
    question_kind = State()
    question_text = State()
    question_options = State()
    family = State()
    closes = State()
    cancel = State()
    contact = State()


class People(StatesGroup):
    """The section's first screen, and those who wait to be confirmed."""

    main = State()
    requests = State()
    organisation = State()


class Aid(StatesGroup):
    """An application for material aid, from the first look at what there is to the number."""

    consent = State()
    resume = State()
    grounds = State()
    others = State()
    ground = State()
    event = State()
    amount = State()
    amount_sure = State()
    papers = State()
    files = State()
    summary = State()


class Applied(StatesGroup):
    """An application as its member follows it."""

    one = State()
    signed = State()
    withdraw = State()
    appeal = State()
    appeal_sure = State()
