"""Asking for material aid: at most seven screens to the number."""

from aiogram import F
from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from handlers.aid import actions, getters
from handlers.screens import Pairs, Say, Value, back_button, cancel_button, choices, press_expected
from handlers.states import Aid


def files_button() -> Button:
    return Button(
        Say("button-see-files"), id="files", on_click=actions.open_files, when="has_files"
    )


dialog = Dialog(
    Window(
        Say("aid-consent"),
        Button(Say("button-has-consent"), id="consent", on_click=actions.has_consent),
        cancel_button(),
        MessageInput(press_expected),
        state=Aid.consent,
        getter=getters.grounds,
    ),
    Window(
        Say("aid-resume"),
        Button(Say("button-continue"), id="resume", on_click=actions.resume),
        Button(Say("button-start-anew"), id="anew", on_click=actions.start_anew),
        MessageInput(actions.write_on),
        state=Aid.resume,
        getter=getters.draft,
    ),
    Window(
        Say("aid-grounds"),
        choices("first", actions.choose_ground),
        SwitchTo(Say("button-other-ground"), id="others", state=Aid.others, when="others"),
        cancel_button(actions.leave),
        MessageInput(actions.written_to_a_list),
        state=Aid.grounds,
        getter=getters.grounds,
    ),
    Window(
        Say("aid-others"),
        choices("others", actions.choose_ground),
        Row(back_button(actions.to_grounds), cancel_button(actions.leave)),
        MessageInput(actions.written_to_a_list),
        state=Aid.others,
        getter=getters.grounds,
    ),
    Window(
        Say("aid-ground"),
        Button(Say("button-apply"), id="apply", on_click=actions.apply, when="is_open"),
        back_button(actions.to_grounds),
        MessageInput(actions.written_to_a_list),
        state=Aid.ground,
        getter=getters.ground,
    ),
    Window(
        Say("aid-event"),
        Row(
            Button(Say("button-today"), id="today", on_click=actions.choose_day),
            Button(Say("button-yesterday"), id="yesterday", on_click=actions.choose_day),
        ),
        Button(Say("button-next"), id="next", on_click=actions.onwards(Aid.event), when="has_day"),
        Row(back_button(actions.back_from(Aid.event)), cancel_button(actions.leave)),
        MessageInput(actions.write_event),
        state=Aid.event,
        getter=getters.draft,
    ),
    Window(
        Say("aid-amount"),
        Button(Value("ceiling"), id="ceiling", on_click=actions.choose_ceiling),
        # Named apart from that of the day: a second tap there would be a first one here.
        Button(
            Say("button-next"),
            id="next_sum",
            on_click=actions.onwards(Aid.amount),
            when="has_amount",
        ),
        Row(back_button(actions.back_from(Aid.amount)), cancel_button(actions.leave)),
        MessageInput(actions.write_amount),
        state=Aid.amount,
        getter=getters.draft,
    ),
    Window(
        Say("aid-amount-sure"),
        Row(
            Button(Say("button-yes"), id="yes", on_click=actions.amount_is_right, when="sure"),
            Button(Say("button-yes"), id="most", on_click=actions.choose_ceiling, when="over"),
            Button(Say("button-no"), id="no", on_click=actions.goes_to(Aid.amount), when="sure"),
            Button(
                Say("button-other-sum"),
                id="other",
                on_click=actions.goes_to(Aid.amount),
                when="over",
            ),
        ),
        cancel_button(actions.leave),
        MessageInput(actions.write_amount),
        state=Aid.amount_sure,
        getter=getters.draft,
    ),
    Window(
        Say("aid-papers"),
        Button(Say("button-done"), id="done", on_click=actions.onwards(Aid.papers)),
        files_button(),
        Button(Say("button-write-anew"), id="anew", on_click=actions.write_anew, when="has_text"),
        Row(back_button(actions.back_from(Aid.papers)), cancel_button(actions.leave)),
        MessageInput(actions.write_here),
        state=Aid.papers,
        getter=getters.draft,
    ),
    Window(
        Say("aid-files"),
        choices("files", actions.remove_file, Pairs),
        Row(back_button(actions.resume), cancel_button(actions.leave)),
        MessageInput(actions.write_here),
        state=Aid.files,
        getter=getters.draft,
    ),
    Window(
        Say("aid-summary"),
        Button(Say("button-send"), id="send", on_click=actions.submit),
        files_button(),
        Button(Say("button-statement"), id="statement", on_click=actions.send_statement),
        Row(
            Button(Say("button-change-told"), id="papers", on_click=actions.changes(Aid.papers)),
            Button(
                Say("button-change-sum"),
                id="amount",
                on_click=actions.changes(Aid.amount),
                when=~F["fixed"],
            ),
        ),
        Row(back_button(actions.back_from(Aid.summary)), cancel_button(actions.leave)),
        MessageInput(actions.write_here),
        state=Aid.summary,
        getter=getters.draft,
    ),
)
