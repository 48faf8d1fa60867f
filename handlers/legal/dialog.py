"""Asking a desk: at most five screens to the number, and only the words are a must."""

from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from handlers.cases.preview import show_files_button
from handlers.legal import actions, details, getters, suggestions, urgent
from handlers.screens import Pairs, Say, Value, back_button, cancel_button, choices
from handlers.states import Ask

to_summary = actions.goes_to(Ask.summary)

dialog = Dialog(
    Window(
        Say("question-resume"),
        Button(Say("button-continue"), id="resume", on_click=actions.resume),
        Button(Say("button-start-anew"), id="anew", on_click=actions.start_anew),
        MessageInput(actions.write_on),
        state=Ask.resume,
        getter=getters.draft,
    ),
    Window(
        Say("question-text"),
        Button(Value("urgent_label"), id="urgent", on_click=urgent.urgent, when="urge"),
        Row(
            back_button(actions.goes_to(Ask.matter), when="urgent"),
            cancel_button(actions.leave),
        ),
        MessageInput(suggestions.write),
        state=Ask.text,
        getter=getters.draft,
    ),
    Window(
        Say("question-matter"),
        choices("matters", urgent.choose_matter),
        Button(Say("button-not-urgent"), id="calm", on_click=urgent.not_urgent),
        Row(back_button(urgent.leave_matter), cancel_button(actions.leave)),
        MessageInput(actions.write_here),
        state=Ask.matter,
        getter=(getters.draft, getters.matters),
    ),
    Window(
        Say("question-date"),
        Row(
            Button(Say("button-today"), id="today", on_click=urgent.choose_day),
            Button(Say("button-yesterday"), id="yesterday", on_click=urgent.choose_day),
        ),
        Button(Say("button-skip"), id="skip", on_click=urgent.skip_date),
        Row(back_button(actions.goes_to(Ask.matter)), cancel_button(actions.leave)),
        MessageInput(urgent.write_date),
        state=Ask.date,
        getter=getters.draft,
    ),
    Window(
        Say("question-summary"),
        Button(Say("button-send"), id="send", on_click=actions.submit),
        Button(
            Say("button-call-me"), id="call", on_click=actions.toggle_call_back, when="can_call"
        ),
        Button(
            Say("button-make-confidential"),
            id="close",
            on_click=actions.toggle_confidential,
            when="may_close",
        ),
        Button(
            Say("button-make-open"),
            id="open",
            on_click=actions.toggle_confidential,
            when="confidential",
        ),
        Button(
            Say("button-hide-name"),
            id="hide",
            on_click=actions.goes_to(Ask.anonymous),
            when="may_hide",
        ),
        Button(Say("button-show-name"), id="name", on_click=details.show_name, when="anonymous"),
        Row(
            Button(Say("button-rewrite"), id="rewrite", on_click=actions.goes_to(Ask.rewrite)),
            Button(Say("button-add-file"), id="files", on_click=actions.goes_to(Ask.files)),
        ),
        Row(
            Button(Say("button-topic"), id="topic", on_click=actions.goes_to(Ask.topic)),
            Button(
                Say("button-urgent-short"), id="urgent", on_click=urgent.urgent, when="may_urge"
            ),
            Button(Value("asked_titles"), id="details", on_click=details.ask_anew, when="asks"),
        ),
        cancel_button(actions.leave),
        MessageInput(actions.write),
        state=Ask.summary,
        getter=getters.draft,
    ),
    Window(
        Say("question-detail"),
        Button(Say("button-keep-answer"), id="keep", on_click=details.keep, when="has_told"),
        Button(Say("button-skip"), id="skip", on_click=details.skip, when="optional"),
        Row(back_button(details.back), cancel_button(actions.leave)),
        MessageInput(details.write),
        state=Ask.detail,
        getter=details.shown,
    ),
    Window(
        Say("question-anonymous"),
        Button(Say("button-hide-name"), id="hide", on_click=details.go_anonymous),
        Row(back_button(to_summary), cancel_button(actions.leave)),
        MessageInput(actions.write_here),
        state=Ask.anonymous,
        getter=getters.draft,
    ),
    Window(
        Say("question-files"),
        Button(Say("button-done"), id="done", on_click=actions.done_with_files),
        show_files_button(actions.question),
        Button(Say("button-drop-file"), id="drop", on_click=actions.drop_file, when="has_files"),
        Row(back_button(actions.done_with_files), cancel_button(actions.leave)),
        MessageInput(actions.write_here),
        state=Ask.files,
        getter=getters.draft,
    ),
    Window(
        Say("question-topic"),
        choices("topics", actions.choose_topic, Pairs),
        Row(back_button(to_summary), cancel_button(actions.leave)),
        MessageInput(actions.write),
        state=Ask.topic,
        getter=getters.topics,
    ),
    Window(
        Say("question-rewrite"),
        Row(back_button(actions.done_with_files), cancel_button(actions.leave)),
        MessageInput(actions.rewrite),
        state=Ask.rewrite,
        getter=getters.draft,
    ),
    Window(
        Say("question-suggestions"),
        choices("articles", suggestions.open_article),
        Button(Say("button-ask-lawyer"), id="ask", on_click=to_summary),
        Row(back_button(actions.goes_to(Ask.rewrite)), cancel_button(actions.leave)),
        MessageInput(suggestions.write),
        state=Ask.suggestions,
        getter=(getters.draft, suggestions.listed),
    ),
    Window(
        Value("text"),
        Row(
            Button(Say("button-helped"), id="helped", on_click=suggestions.helped, when="stands"),
            Button(
                Say("button-not-helped"),
                id="useless",
                on_click=suggestions.did_not_help,
                when="stands",
            ),
        ),
        Button(Say("button-more"), id="more", on_click=suggestions.show_whole, when="brief"),
        back_button(suggestions.back),
        MessageInput(suggestions.write),
        state=Ask.article,
        getter=suggestions.article,
    ),
)
