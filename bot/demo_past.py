"""What the made-up union's lawyers answered lately, for reports and similar answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import cycle, islice

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.app import App
from bot.cases.models import Case, CaseEvent, CaseKind, CaseMessage, Purpose, Side, Status
from bot.cases.numbers import next_number
from bot.legal.models import Question
from bot.members import service as members
from bot.members.models import Account, Member

# Every third working day, at eleven.
EVERY = 3
BEGINS = time(11)
FIRST_WORD = timedelta(hours=1)
PROMISED = timedelta(days=3)


@dataclass(frozen=True)
class Answered:
    topic: str
    question: str
    answer: str
    hours: int
    result: str = "explained"
    # Kopecks.
    effect: int | None = None
    helped: bool | None = True


PAST = (
    Answered(
        "pay",
        "Не доплатили за замещение коллеги, две недели вела её уроки.",
        "Попросите в бухгалтерии расчётный лист и приказ о замещении. Если приказа нет, напишите"
        " заявление на имя директора и пришлите нам копию.",
        3,
        "in_favour",
        12_400_00,
    ),
    Answered(
        "pay",
        "Убрали стимулирующие, сказали, что денег нет.",
        "Попросите письменно приказ и положение об оплате труда вашей школы. По ним будет видно,"
        " есть ли основание, и мы напишем директору.",
        5,
        "in_favour",
        8_000_00,
    ),
    Answered(
        "pay",
        "Задержали аванс на неделю, что делать?",
        "Напишите заявление о задержке и оставьте себе копию с отметкой. Компенсацию посчитаем"
        " вместе, пришлите дату, когда деньги пришли.",
        2,
        "in_favour",
        640_00,
    ),
    Answered(
        "pay",
        "Надбавку за классное руководство платят не всем, так можно?",
        "Проверим: пришлите приказ о классном руководстве и расчётный лист за последний месяц.",
        7,
        "documents",
        helped=None,
    ),
    Answered(
        "pay",
        "За работу в выходной дали отгул, а просила деньги.",
        "Выбор за вами. Образец заявления приложил, отдайте его секретарю под подпись.",
        4,
        "in_favour",
        3_200_00,
    ),
    Answered(
        "leave",
        "Отпуск разделили на три части без моего согласия.",
        "Делить отпуск можно только с вашего согласия. Напишите, что не согласны, и попросите"
        " изменить график.",
        3,
    ),
    Answered(
        "leave",
        "Не отпускают в отпуск с мужем, он военный.",
        "Приложите к заявлению справку с места службы мужа. Если откажут, попросите отказ"
        " письменно.",
        6,
        helped=False,
    ),
    Answered(
        "leave",
        "Можно ли взять отпуск за первый год раньше полугода?",
        "По соглашению с директором можно. Напишите заявление с датами.",
        2,
    ),
    Answered(
        "leave",
        "Отпускные пришли позже начала отпуска.",
        "Напишите заявление о задержке. Вместе посчитаем компенсацию.",
        4,
    ),
    Answered(
        "leave",
        "Отзывают из отпуска из-за проверки, обязана ли я выйти?",
        "Без вашего согласия отозвать нельзя. Ответьте письменно, что не согласны.",
        3,
    ),
    Answered(
        "pay",
        "Сняли доплату за проверку тетрадей с начала четверти.",
        "Попросите приказ. Если доплата есть в положении об оплате труда, напишем директору.",
        5,
        "in_favour",
        5_600_00,
    ),
    Answered(
        "pay",
        "Премию к юбилею школы дали всем, кроме меня.",
        "Пришлите положение о премировании: по нему видно, кому она положена.",
        8,
        "documents",
        helped=None,
    ),
)


async def furnish_past(
    session: AsyncSession, app: App, askers: Sequence[Member], lawyer: Account
) -> None:
    for key, (past, asker, at) in enumerate(
        zip(PAST, cycle(askers), reversed(_mornings(app, len(PAST))), strict=False)
    ):
        await _answered(session, app, past, asker, lawyer, at, f"past:{key}")


def _mornings(app: App, count: int) -> list[datetime]:
    """The latest first."""
    rules = app.regulations.settings_for(())
    today = clock.now().astimezone(rules.timezone).date()
    days = rules.calendar.working_days_from(today - timedelta(days=1), step=-1)
    return [
        datetime.combine(day, BEGINS, rules.timezone)
        for day in islice(days, 0, count * EVERY, EVERY)
    ]


async def _answered(
    session: AsyncSession,
    app: App,
    past: Answered,
    asker: Member,
    lawyer: Account,
    at: datetime,
    key: str,
) -> None:
    # Someone without a Telegram, as one who asked for himself and left the bot since.
    account = await members.ensure_account(session, -asker.id, "ru")
    account.member_id = asker.id
    ended = at + timedelta(hours=past.hours)
    case = Case(
        kind=CaseKind.QUESTION,
        number=await next_number(session, app.regulations.desks["legal"].prefix, at.year),
        account_id=account.id,
        member_id=asker.id,
        organisation_id=asker.organisation_id,
        status=Status.CLOSED,
        assignee_id=lawyer.id,
        submitted_at=at,
        promised_on=(at + PROMISED).date(),
        due_at=at + PROMISED,
        answered_at=ended,
        closed_at=ended,
        helped=past.helped,
    )
    session.add(case)
    await session.flush()
    session.add(
        Question(
            case_id=case.id, desk="legal", topic=past.topic, language="ru",
            result=past.result, effect=past.effect, court=False,
        )
    )  # fmt: skip
    for who, side, purpose, text, said in (
        (account, Side.MEMBER, Purpose.QUESTION, past.question, at),
        (lawyer, Side.STAFF, Purpose.ANSWER, past.answer, ended),
    ):
        session.add(
            CaseMessage(
                case_id=case.id, account_id=who.id, side=side, purpose=purpose, text=text,
                key=f"{key}:{side}", sent_at=said, created_at=said,
            )
        )  # fmt: skip
    moments = (
        (account, "submitted", at),
        (lawyer, "taken", at + FIRST_WORD),
        (lawyer, "answered", ended),
        (lawyer, "marked", ended),
    )
    session.add_all(
        CaseEvent(case_id=case.id, account_id=who.id, action=action, at=moment)
        for who, action, moment in moments
    )
