"""What the scheduler ticks: one line a job. The truth is in our own rows; it only wakes us."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import delete, update

from bot import clock, reminders
from bot.applications import jobs as applications
from bot.cases import jobs as cases
from bot.counts import Counts
from bot.db import Database, is_outage
from bot.events import jobs as events
from bot.knowledge import jobs as knowledge
from bot.leases import SCHEDULER, Leases
from bot.legal import digest, duty, head
from bot.legal import jobs as legal
from bot.members import jobs as members
from bot.members import people, roles, transfers
from bot.mydata import jobs as mydata
from bot.news import jobs as news
from bot.notices import Delivery, Notice
from bot.regulations import Regulations
from bot.telegram.models import InboxRow

log = structlog.get_logger(__name__)

# Telegram keeps an update for 24 hours, so it cannot repeat an older one; and after a week
# without updates it begins their ids anew, so ours must not be kept much longer.
INBOX_KEPT = timedelta(hours=48)
# A message may be deleted for 48 hours; its text is of no use to us after that.
TEXT_KEPT = timedelta(hours=48)


@dataclass(frozen=True)
class Job:
    run: Callable[[Database, Regulations], Awaitable[None]]
    seconds: int


async def forget_handled(database: Database, regulations: Regulations) -> None:
    async with database.writing() as session:
        await session.execute(delete(InboxRow).where(InboxRow.done_at < clock.now() - INBOX_KEPT))
        await session.execute(
            update(Notice)
            .where(
                Notice.status.in_([Delivery.SENT, Delivery.MISSED]),
                Notice.created_at < clock.now() - TEXT_KEPT,
                Notice.forgotten.is_(False),
            )
            .values(values={}, forgotten=True)
        )


JOBS = (
    Job(legal.end_leases, seconds=15),
    Job(legal.remind_of_promises, seconds=60),
    Job(legal.move_missed_promises, seconds=60),
    Job(legal.close_answered, seconds=3600),
    Job(duty.begin_absences, seconds=60),
    Job(duty.return_from_leavers, seconds=60),
    Job(head.alert_of_untaken, seconds=300),
    Job(digest.send_digests, seconds=60),
    Job(applications.remind_of_papers, seconds=600),
    Job(applications.move_missed_promises, seconds=60),
    Job(applications.tell_of_missed_sessions, seconds=3600),
    Job(events.end_offers, seconds=10),
    Job(events.give_back_quotas, seconds=60),
    Job(events.close_waiting_lists, seconds=60),
    Job(events.strike_off_the_gone, seconds=600),
    Job(events.announce, seconds=15),
    Job(reminders.say_what_is_due, seconds=15),
    Job(cases.drop_old_drafts, seconds=3600),
    Job(members.end_roles, seconds=600),
    Job(roles.begin_roles, seconds=600),
    Job(transfers.move_members, seconds=600),
    Job(people.index_surnames, seconds=3600),
    Job(knowledge.tell_of_overdue, seconds=3600),
    Job(knowledge.forget_unanswered, seconds=3600),
    Job(news.publish_due, seconds=5),
    Job(news.deliver_held, seconds=60),
    Job(news.send_digests, seconds=60),
    Job(news.show_figures, seconds=10),
    Job(news.forget_copies, seconds=3600),
    Job(mydata.part_with_the_erased, seconds=60),
    Job(mydata.delete_what_is_due, seconds=3600),
    Job(forget_handled, seconds=3600),
)


def scheduler(
    database: Database, regulations: Regulations, leases: Leases, counts: Counts
) -> AsyncIOScheduler:
    ticking = AsyncIOScheduler(timezone="UTC")
    for job in JOBS:
        ticking.add_job(
            _tick,
            "interval",
            seconds=job.seconds,
            args=[job, database, regulations, leases, counts],
            next_run_time=clock.now(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return ticking


async def _tick(
    job: Job, database: Database, regulations: Regulations, leases: Leases, counts: Counts
) -> None:
    if not leases.holds(SCHEDULER):
        return
    try:
        await job.run(database, regulations)
    except asyncio.CancelledError:
        # The program ends, and the next one does it: the library would log it as a failure.
        log.info("job cut short by the end", job=job.run.__name__)
    except Exception as error:
        if is_outage(error):
            log.warning("job waits for the database", job=job.run.__name__)
        else:
            counts.job_failed(job.run.__name__)
            log.error("job failed", job=job.run.__name__, exc_info=error)
    else:
        counts.job_ran(job.run.__name__)
