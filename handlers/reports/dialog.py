"""`📊 Отчёты`: which desk, what time, by what; then a picture, and a table on request."""

from operator import itemgetter
from typing import Any

from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Select, SwitchTo
from aiogram_dialog.widgets.text import Format

from handlers.cases.stray import unasked
from handlers.reports import actions, getters
from handlers.screens import Pairs, Say, back_to
from handlers.states import Reports


def _choice(name: str, items: str, on_click: Any) -> Select[str]:
    return Select(
        Format("{item[1]}"),
        id=name,
        item_id_getter=itemgetter(0),
        items=items,
        on_click=on_click,
    )


dialog = Dialog(
    Window(
        Say("reports-desk"),
        Column(_choice("desk", "desks", actions.choose_desk)),
        MessageInput(unasked),
        state=Reports.desk,
        getter=getters.desks,
    ),
    Window(
        Say("reports-period"),
        Pairs(_choice("period", "periods", actions.choose_period)),
        SwitchTo(Say("button-back"), id="back", state=Reports.desk, when="several"),
        MessageInput(unasked),
        state=Reports.period,
        getter=getters.periods,
    ),
    Window(
        Say("reports-by"),
        Pairs(_choice("by", "ways", actions.show)),
        Button(Say("button-table"), id="table", on_click=actions.send_table, when="count"),
        back_to(Reports.period),
        MessageInput(unasked),
        state=Reports.by,
        getter=getters.ways,
    ),
)
