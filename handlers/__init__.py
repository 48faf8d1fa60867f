"""All conversations of the bot, in the order in which they may claim an update."""

from aiogram import Router
from aiogram_dialog import Dialog

from handlers import errors, fallback, menu, start
from handlers.cases import actions as case_actions
from handlers.cases import dialog as cases
from handlers.cases import late, stray, writing
from handlers.lawyer import (
    absences,
    handing,
    head,
    lists,
    marking,
    noting,
    similar,
    templates,
)
from handlers.legal import dialog as legal
from handlers.news import channels as news_channels
from handlers.news import presses as news_presses
from handlers.news import reading as news
from handlers.news import room as newsroom
from handlers.news import wishes
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
    # A channel has no person: none of what follows could answer there.
    news_channels.router,
    # The one-time code of an office is a /start of its own.
    people.router,
    # Commands and labels of the menu work in the middle of any form and are never an answer.
    start.router,
    start.gate,
    menu.router,
    # Buttons of cards and notices carry their subject and need no form.
    case_actions.router,
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
    writing.dialog,
    stray.dialog,
    cases.dialog,
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
    staff.dialog,
    importing.dialog,
    reports.dialog,
    people.finding,
    people.person,
    organisations.dialog,
    roles.dialog,
    news.dialog,
    wishes.dialog,
    newsroom.dialog,
    news_channels.dialog,
    surveys.dialog,
    taking.dialog,
)

# After the dialogs: what no form was waiting for.
LAST: tuple[Router, ...] = (stray.router, fallback.router)
