"""The sandbox as a stranger finds it: a made-up union in which every role can be tried at once."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.admin import service as admin
from bot.aid import service as aid
from bot.app import App
from bot.cases import service as cases
from bot.cases.models import Purpose, Side
from bot.cases.service import Words
from bot.demo_past import furnish_past
from bot.errors import SetupError
from bot.events import changing, making
from bot.legal import service as legal
from bot.locking import holding
from bot.members import service as members
from bot.members.models import Member, MemberPhone, Mode, Organisation, Person, Role
from bot.members.registry_staging import card_hash, phone_hash
from bot.members.service import Viewer
from bot.money import HUNDREDTHS
from bot.news import channels, posts
from bot.regulations.blocks import ConsentKind
from bot.rubrics import Rubric
from bot.settings import SANDBOX_TOKEN, Settings
from handlers.states import Aid
from sandbox import Sandbox

PORT = 8081
FURNISHED = "demo"
ADMINISTRATOR = 9001
RUSSIAN, KAZAKH = "Алтайский край", "Казахстан"
LAWYER = 2001


@dataclass(frozen=True)
class Extra:
    """Someone of the made-up union; without a card he is not in its registry."""

    telegram_id: int
    person: Person | None
    about: str
    place: tuple[str, ...] = (RUSSIAN, "Барнаул", "школа № 7")
    role: str | None = None
    scope: tuple[str, ...] = ()
    knows_the_bot: bool = True
    language: str = "ru"


@dataclass(frozen=True)
class DemoEvent:
    """An event of the made-up union; a session is so many days ahead, from an hour to an hour."""

    title: str
    text: str
    place: str
    rubric: Rubric
    capacity: int | None
    sessions: tuple[tuple[int, int, int, str], ...]
    family: bool = False
    point: tuple[float, float] | None = None
    zone: str = "Asia/Barnaul"


def _person(name: str, card: str, born: date, phone: str, position: str) -> Person:
    surname, first_name, *rest = name.split()
    return Person(surname, first_name, " ".join(rest), born, card, (phone,), position)


CAST = (
    Extra(
        1001,
        _person("Петрова Анна Сергеевна", "00417001", date(1985, 3, 12), "79130000001", "учитель"),
        "новый член профсоюза: билет 00417001, родилась 12.03.1985",
        knows_the_bot=False,
    ),
    Extra(
        1002,
        _person(
            "Нұрланова Айгүл Ерланқызы", "00584002", date(1990, 9, 1), "77010000002", "мұғалім"
        ),
        "жаңа мүше, қазақша: билет 00584002, туған күні 01.09.1990",
        place=(KAZAKH, "Алматы", "№ 25 гимназия"),
        knows_the_bot=False,
        language="kk",
    ),
    Extra(
        1003,
        _person(
            "Сидоров Борис Иванович", "00417003", date(1968, 6, 5), "79130000003", "воспитатель"
        ),
        "член профсоюза, уже задал вопросы и подал заявления",
        place=(RUSSIAN, "Барнаул", "детский сад № 12"),
    ),
    Extra(
        LAWYER,
        _person("Законов Лев Петрович", "00417011", date(1979, 1, 20), "79130000011", "юрист"),
        "юрист",
        place=(RUSSIAN, "Барнаул", "аппарат"),
        role=Role.LAWYER,
    ),
    Extra(
        2002,
        _person("Правдина Мария Олеговна", "00417012", date(1975, 4, 2), "79130000012", "юрист"),
        "главный юрист",
        place=(RUSSIAN, "Барнаул", "аппарат"),
        role=Role.HEAD_LAWYER,
    ),
    Extra(
        2003,
        _person("Касков Пётр Ильич", "00417013", date(1980, 8, 8), "79130000013", "инспектор"),
        "технический инспектор труда",
        place=(RUSSIAN, "Барнаул", "аппарат"),
        role="inspector",
    ),
    Extra(
        3001,
        _person("Школина Ольга Ивановна", "00417021", date(1965, 2, 14), "79130000021", "завуч"),
        "председатель первички школы № 7",
        role=Role.CHAIR,
        scope=(RUSSIAN, "Барнаул", "школа № 7"),
    ),
    Extra(
        3002,
        _person(
            "Краева Нина Павловна", "00417022", date(1972, 11, 3), "79130000022", "специалист"
        ),
        "специалист краевой организации",
        place=(RUSSIAN, "Барнаул", "аппарат"),
        role=Role.STAFF,
    ),
    Extra(
        3003,
        _person(
            "Горина Вера Андреевна", "00417023", date(1970, 5, 9), "79130000023", "специалист"
        ),
        "специалист городской организации, решает до 10 000 ₽",
        place=(RUSSIAN, "Барнаул", "аппарат"),
        role=Role.STAFF,
        scope=(RUSSIAN, "Барнаул"),
    ),
    Extra(
        3004,
        _person("Счётова Инна Львовна", "00417024", date(1977, 7, 7), "79130000024", "бухгалтер"),
        "казначей",
        place=(RUSSIAN, "Барнаул", "аппарат"),
        role=Role.TREASURER,
        scope=(RUSSIAN,),
    ),
    Extra(
        3005,
        _person("Вестова Юлия Петровна", "00417025", date(1988, 5, 17), "79130000025", "редактор"),
        "редактор новостей Барнаула",
        place=(RUSSIAN, "Барнаул", "аппарат"),
        role=Role.EDITOR,
        scope=(RUSSIAN, "Барнаул"),
    ),
    Extra(1009, None, "его нет в реестре", knows_the_bot=False),
    Extra(ADMINISTRATOR, None, "администратор: сюда приходят сообщения о сбоях", role=Role.ADMIN),
)
# Of its registry, without a Telegram: those who asked before.
NEIGHBOURS = (
    (
        _person("Иванова Мария Петровна", "00417031", date(1978, 7, 19), "79130000031", "учитель"),
        (RUSSIAN, "Барнаул", "школа № 7"),
    ),
    (
        _person("Орлова Вера Никитична", "00417032", date(1989, 10, 5), "79130000032", "педагог"),
        (RUSSIAN, "Барнаул", "детский сад № 12"),
    ),
)
NAMES_OF_STRANGERS = {1009: "Игорь Новенький", ADMINISTRATOR: "Администратор"}

# Words in Russian and in Kazakh; of whose editor.
POSTS = (
    (
        3002,
        "<b>#ПРОФинфо С 1 декабря приём юриста в крайкоме по вторникам и четвергам.</b>\n"
        "С 10:00 до 17:00, по записи в этом боте: «⚖️ Вопрос юристу».",
        None,
    ),
    (
        3005,
        "#ПРОФрост Конкурс «Педагогический дебют» ждёт заявок до 20 декабря.\n"
        "Участвуют учителя со стажем до трёх лет.",
        "#ПРОФрост «Педагогикалық дебют» байқауына өтінім 20 желтоқсанға дейін қабылданады.\n"
        "Үш жылға дейінгі өтілі бар мұғалімдер қатысады.",
    ),
    (
        3005,
        "#ПРОФопора <i>Слёт молодых педагогов</i> пройдёт 12 декабря в школе № 7.",
        None,
    ),
)
CONSENTS: tuple[ConsentKind, ...] = ("services", "news")
CHANNEL = "Профсоюз Барнаула"
QUESTIONS = (
    ("Имеют ли право заставить выйти в субботу на субботник без оплаты?", False),
    ("Сократили ставку, вручили уведомление. Что мне положено?", True),
)
# Two places, so that the waiting list is met at once; and several days.
DEMO_EVENTS = (
    DemoEvent(
        "Школа профактива",
        "Как вести переговоры о коллективном договоре: разберём на примерах, ответим на вопросы.",
        "Барнаул, Дом учителя, зал 2",
        Rubric.GROWTH,
        2,
        ((9, 10, 13, ""),),
    ),
    DemoEvent(
        "Учительский турслёт",
        "Три дня в горах. Возьмите тёплые вещи и кружку. Можно с семьёй.",
        "Белокуриха, турбаза «Сосновая»",
        Rubric.SUPPORT,
        40,
        (
            (20, 10, 19, "Заезд и костёр"),
            (21, 9, 19, "Полоса препятствий"),
            (22, 9, 13, "Награждение"),
        ),
        family=True,
        point=(52.0, 84.98),
    ),
    DemoEvent(
        "Вебинар: отпуск и замещение",
        "Онлайн, для всех. Вопросы можно прислать заранее юристу.",
        "Онлайн, ссылку пришлём участникам",
        Rubric.PROTECTION,
        None,
        ((4, 15, 17, ""),),
        zone="Asia/Almaty",
    ),
)
DANGER = "В подвале у спортзала искрит розетка, рядом проходят дети."
DANGER_DETAILS = {"place": "Подвал, у входа в спортзал", "since": "с понедельника"}


@dataclass(frozen=True)
class Application:
    """What somebody of the made-up union asks for; one that is not `sent` is his draft."""

    ground: str
    words: str
    roubles: int | None = None
    days_ago: int | None = None
    sent: bool = True


APPLICATIONS = (
    Application(
        "treatment", "Операция на колене, лекарства после неё. Чеки есть.", roubles=12_000
    ),
    Application("funeral", "Умерла мама. Хоронили сами.", days_ago=9),
    Application("disaster", "Затопило подвал и погреб.", roubles=15_000, days_ago=20, sent=False),
)


@asynccontextmanager
async def sandboxed(
    settings: Settings,
) -> AsyncIterator[tuple[Settings, Callable[[App], Awaitable[None]]]]:
    """A sandbox beside the bot, on data of its own; DATABASE_URL and DATA_KEYS are not touched."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with holding(settings.data / "running") as free:
        if not free:
            raise SetupError(
                "Песочница уже работает в другом окне: откройте её страницу"
                " или остановите её там (Ctrl+C)."
            )
        async with _opened(settings) as box:
            # The first address that is printed: where to try it.
            sys.stdout.write(f"Песочница открыта: {box.page_url}\n")
            sys.stdout.flush()
            yield (
                settings.model_copy(
                    update={
                        "telegram_api_url": box.url,
                        "telegram_proxy": None,
                        "webhook_url": None,
                        "data_keys": (),
                        "admin_ids": (),
                    }
                ),
                partial(furnish, box),
            )


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Sandbox]:
    box = Sandbox(
        token=SANDBOX_TOKEN, data=settings.data / "telegram", limits=True, name="ПРОФпомощник"
    )
    try:
        await box.start(port=PORT)
    except OSError:
        await box.start(port=0)
    for extra in CAST:
        box.person(
            _telegram_name(extra),
            id=extra.telegram_id,
            language=extra.language,
            phone=f"+{extra.person.phones[0]}" if extra.person else None,
            started=extra.knows_the_bot,
            about=extra.about,
        )
    try:
        yield box
    finally:
        await box.stop()


def _telegram_name(extra: Extra) -> str:
    person = extra.person
    return (
        f"{person.first_name} {person.surname}"
        if person
        else NAMES_OF_STRANGERS[extra.telegram_id]
    )


async def furnish(box: Sandbox, app: App) -> None:
    """Registry, roles and questions, once: what was done in the sandbox since stays."""
    async with app.database.writing() as session:
        if await admin.fact(session, FURNISHED):
            return
        for extra in CAST:
            await _settle(session, app, extra)
        await _furnish_past(session, app)
        await admin.remember(session, FURNISHED, "1")
    for extra in CAST:
        if extra.knows_the_bot:
            await box.people[extra.telegram_id].send("/start")
    for number, (text, urgent) in enumerate(QUESTIONS):
        async with app.database.writing() as session:
            await _ask(session, app, number, text, urgent=urgent)
    async with app.database.writing() as session:
        await _report_danger(session, app)
    for application in APPLICATIONS:
        async with app.database.writing() as session:
            await _apply(session, app, application)
    async with app.database.writing() as session:
        await _hold_events(session, app)
    await _publish(app)
    await _bind_channel(box, app)


async def _publish(app: App) -> None:
    for number, (editor, russian, kazakh) in enumerate(POSTS):
        async with app.database.writing() as session:
            viewer = await _viewer(session, app, editor)
            (office,) = viewer.offices
            key = f"demo:{number}"
            post_id = await posts.begin(session, viewer, office.organisation_id, key)
            await posts.write(session, viewer, post_id, "ru", russian)
            if kazakh:
                await posts.write(session, viewer, post_id, "kk", kazakh)
            await posts.publish(session, viewer, post_id, app.regulations)


async def _bind_channel(box: Sandbox, app: App) -> None:
    """The channel knows its organisation before the bot is put into it: else it would leave."""
    async with app.database.writing() as session:
        place = await _organisation(session, app, (RUSSIAN, "Барнаул"))
        viewer = await _viewer(session, app, ADMINISTRATOR)
        code = await channels.offer(session, viewer, place.id)
    channel = box.channel(CHANNEL)
    await channel.post(code)


async def _furnish_past(session: AsyncSession, app: App) -> None:
    askers = [
        await _enter(session, person, await _organisation(session, app, place))
        for person, place in NEIGHBOURS
    ]
    lawyer = await members.ensure_account(session, LAWYER, "ru")
    await furnish_past(session, app, askers, lawyer)


async def _settle(session: AsyncSession, app: App, extra: Extra) -> None:
    place = await _organisation(session, app, extra.place)
    member = await _enter(session, extra.person, place) if extra.person else None
    if not extra.knows_the_bot:
        return
    account = await members.ensure_account(session, extra.telegram_id, extra.language)
    if member:
        account.member_id = member.id
        for kind in CONSENTS:
            await members.answer_consent(
                session,
                extra.telegram_id,
                kind,
                given=True,
                language=extra.language,
                regulations=app.regulations,
            )
    if extra.role:
        scope = await _organisation(session, app, extra.scope)
        await members.grant(session, extra.role, account, scope)
        account.mode = Mode.STAFF
        await session.flush()


async def _organisation(session: AsyncSession, app: App, names: tuple[str, ...]) -> Organisation:
    place = await members.root(session, app.regulations.union.name.ru)
    for name in names:
        found = await session.scalar(
            select(Organisation).where(
                Organisation.parent_id == place.id, Organisation.name == name
            )
        )
        if found is None:
            found = Organisation(name=name, parent_id=place.id)
            session.add(found)
            await session.flush()
            found.path = f"{place.path}{found.id}/"
        place = found
    return place


async def _enter(session: AsyncSession, person: Person, place: Organisation) -> Member:
    member = Member(
        card_hash=card_hash(person.card),
        person=person,
        organisation_id=place.id,
        joined_on=date(2010, 9, 1),
    )
    session.add(member)
    await session.flush()
    for phone in person.phones:
        session.add(MemberPhone(member_id=member.id, phone_hash=phone_hash(phone)))
    return member


async def _asker(session: AsyncSession, app: App) -> Viewer:
    return await _viewer(session, app, 1003)


async def _viewer(session: AsyncSession, app: App, telegram_id: int) -> Viewer:
    return await members.view(
        session,
        telegram_id,
        app.regulations,
        guess="ru",
        zone=ZoneInfo(str(app.settings.timezone)),
    )


async def _report_danger(session: AsyncSession, app: App) -> None:
    """Where the union has kept the desk of the shipped regulations."""
    desk = app.regulations.desks.get("safety")
    if desk is None:
        return
    viewer = await _asker(session, app)
    asked = await legal.begin(session, viewer, app.regulations, desk.key)
    words = Words(DANGER, key="demo:danger")
    await cases.say(session, asked.case, viewer.account_id, Side.MEMBER, Purpose.QUESTION, words)
    for key in desk.asks:
        legal.tell_detail(asked, key, DANGER_DETAILS.get(key, ""))
    await legal.submit(session, viewer, asked.id, app.regulations)


async def _apply(session: AsyncSession, app: App, wanted: Application) -> None:
    """Where the union has kept the ground of the shipped regulations."""
    viewer = await _asker(session, app)
    person = await aid.person_of(session, viewer, None, app.regulations)
    offers = await aid.offers(session, person, app.regulations)
    offered = next((o for o in offers if o.ground.key == wanted.ground), None)
    if offered is None or not offered.eligibility.is_open:
        return
    unsent = await aid.begin(session, viewer, None, offered.key, app.regulations)
    if wanted.roubles is not None:
        aid.set_amount(unsent, min(wanted.roubles * HUNDREDTHS, offered.ground.ceiling))
    if wanted.days_ago is not None:
        today = clock.now().astimezone(person.rules.timezone).date()
        day = today - timedelta(days=wanted.days_ago)
        await aid.set_event(session, viewer, unsent, day, app.regulations)
    words = Words(wanted.words, key=f"demo:aid:{wanted.ground}")
    await cases.say(session, unsent.case, viewer.account_id, Side.MEMBER, Purpose.REQUEST, words)
    if wanted.sent:
        await aid.submit(session, viewer, unsent.id, app.regulations)
    else:
        unsent.case.step = Aid.papers.state


async def _hold_events(session: AsyncSession, app: App) -> None:
    viewer = await _viewer(session, app, 3002)
    for number, demo in enumerate(DEMO_EVENTS):
        key = f"demo:event:{number}"
        event = await making.create(session, viewer, demo.title, key, demo.zone)
        latitude, longitude = demo.point or (None, None)
        await changing.change(
            session,
            viewer,
            event.id,
            key,
            text=demo.text,
            place=demo.place,
            rubric=demo.rubric,
            capacity=demo.capacity,
            family=demo.family,
            latitude=latitude,
            longitude=longitude,
            contact="Краева Нина Павловна, +7 (3852) 00-00-01",
        )
        today = clock.now().astimezone(event.zone).date()
        spans = [
            (_at(today, days, start, event.zone), _at(today, days, end, event.zone), title)
            for days, start, end, title in demo.sessions
        ]
        await changing.set_sessions(session, viewer, event.id, spans, key)
        await making.publish(session, viewer, event.id, announced=False)


def _at(today: date, days: int, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(today + timedelta(days=days), time(hour), zone)


async def _ask(session: AsyncSession, app: App, number: int, text: str, *, urgent: bool) -> None:
    viewer = await _asker(session, app)
    asked = await legal.begin(session, viewer, app.regulations)
    words = Words(text, key=f"demo:{number}")
    await cases.say(session, asked.case, viewer.account_id, Side.MEMBER, Purpose.QUESTION, words)
    if urgent:
        today = clock.now().astimezone(viewer.texts.zone).date()
        await legal.set_deadline(
            session, viewer, asked.id, "dismissal", today - timedelta(days=20), app.regulations
        )
    await legal.submit(session, viewer, asked.id, app.regulations)
