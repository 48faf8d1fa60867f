"""All conversations of the bot, in the order in which they may claim an update."""

from aiogram import Router
from aiogram_dialog import Dialog

from handlers import errors, fallback, menu, start
from handlers.aid import dialog as aid
from handlers.applications import actions as application_actions
from handlers.applications import asking, deciding, meeting, paying
from handlers.applications import lists as application_lists
from handlers.cases import actions as case_actions
from handlers.cases import applied, late, noting, stray, writing
from handlers.cases import dialog as cases
from handlers.events import door as event_door
from handlers.events import joining as event_joining
from handlers.events import picking as event_picking
from handlers.events import pressing as event_pressing
from handlers.events import section as events
from handlers.lawyer import (
    absences,
    handing,
    head,
    lists,
    marking,
    similar,
    templates,
)
from handlers.legal import dialog as legal
from handlers.news import channels as news_channels
from handlers.news import presses as news_presses
from handlers.news import reading as news
from handlers.news import room as newsroom
from handlers.news import wishes
from handlers.organisers import main as organising
from handlers.organisers import making as event_making
from handlers.profile import consents, mydata
from handlers.profile import dialog as profile
from handlers.registration import dialog as registration
from handlers.reports import dialog as reports
from handlers.staff import dialog as staff
from handlers.staff import importing, organisations, people, roles
from handlers.surveys import presses as survey_presses
from handlers.surveys import room as surveys
from handlers.surveys import taking

# Order matters: the first router that accepts an update wins.
ROUTERS: tuple[Router, ...] = (
    errors.router,
    # Who blocked us and what is said in groups never reaches a form.
    fallback.membership,
    fallback.groups,
    fallback.forged,
    # A channel has no person: none of what follows could answer there.
    news_channels.router,
    # The one-time code of an office is a /start of its own.
    people.router,
    # So are a pass at the door, the link of an event, the number of a certificate.
    event_door.router,
    # Commands and labels of the menu work in the middle of any form and are never an answer.
    start.router,
    start.gate,
    menu.router,
    # Buttons of cards and notices carry their subject and need no form.
    case_actions.router,
    absences.router,
    application_actions.router,
    event_pressing.router,
    staff.router,
    importing.router,
    news_presses.router,
    survey_presses.router,
    # An album's late item belongs to its case, whatever form is open by now; so do edits.
    late.router,
)

DIALOGS: tuple[Dialog, ...] = (
    registration.dialog,
    legal.dialog,
    aid.dialog,
    writing.dialog,
    stray.dialog,
    cases.dialog,
    applied.dialog,
    profile.dialog,
    consents.dialog,
    mydata.dialog,
    lists.dialog,
    head.dialog,
    absences.dialog,
    handing.dialog,
    marking.dialog,
    noting.dialog,
    similar.dialog,
    templates.dialog,
    application_lists.dialog,
    deciding.dialog,
    asking.wanting,
    asking.handing,
    asking.recusing,
    meeting.dialog,
    paying.dialog,
    staff.dialog,
    importing.dialog,
    reports.dialog,
    people.finding,
    people.person,
    organisations.dialog,
    roles.dialog,
    events.dialog,
    event_joining.ask,
    event_joining.bring_family,
    event_joining.feedback,
    event_door.dialog,
    event_picking.dialog,
    organising.dialog,
    event_making.dialog,
    news.dialog,
    wishes.dialog,
    newsroom.dialog,
    news_channels.dialog,
    surveys.dialog,
    taking.dialog,
)

# After the dialogs: what no form was waiting for.
LAST: tuple[Router, ...] = (stray.router, fallback.router)
