"""`📊 Отчёты`: which desk, what time, by what; then a picture, and a table on request."""

from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from handlers.cases.stray import unasked
from handlers.reports import actions, getters
from handlers.screens import Pairs, Say, back_to, choices
from handlers.states import Reports

dialog = Dialog(
    Window(
        Say("reports-desk"),
        choices("desks", actions.choose_desk),
        MessageInput(unasked),
        state=Reports.desk,
        getter=getters.desks,
    ),
    Window(
        Say("reports-period"),
        choices("periods", actions.choose_period, Pairs),
        back_to(Reports.desk, when="several"),
        MessageInput(unasked),
        state=Reports.period,
        getter=getters.periods,
    ),
    Window(
        Say("reports-by"),
        choices("ways", actions.show, Pairs),
        Button(Say("button-table"), id="table", on_click=actions.send_table, when="count"),
        back_to(Reports.period),
        MessageInput(unasked),
        state=Reports.by,
        getter=getters.ways,
    ),
)
