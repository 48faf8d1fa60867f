"""The treasurer's side: what is to be paid, one payment for one or for several, what came back."""

from datetime import date
from typing import Any, Final

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start

from bot.applications import lists, paying
from bot.applications.lists import Which
from bot.applications.reading import Filed, get
from bot.applications.wording import ground_title, money, short_name, today
from bot.db import Database
from bot.errors import NoAccess
from bot.i18n import Html
from bot.members import service as members
from bot.members.service import Viewer
from bot.money import parse_money, sum_words
from handlers.applications.forms import end, keep_words, key_of, number_input
from handlers.applications.sitting import send_document, total_words
from handlers.pages import Line, numbers, one_page
from handlers.screens import Say, back_to, cancel_button, choices, complain, here, press_expected
from handlers.states import Applications, Pay

LONGEST_REASON: Final = 200
ORDER: Final = number_input("payment-order-expected", Pay.sure)


def _marked(manager: DialogManager) -> list[int]:
    """Which applications the payment is for: those marked in the list, or the card's one."""
    data = manager.start_data
    if isinstance(data, dict) and "case_ids" in data:
        return [int(case_id) for case_id in data["case_ids"]]
    return [int(case_id) for case_id in manager.dialog_data.get("marked", [])]


# The list


async def due(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    marked = _marked(dialog_manager)
    async with database.reading() as session:
        condition = lists.to_pay(viewer)
        count = await lists.count(session, condition)
        totals = await lists.due_totals(session, condition)
        chosen = await _due_of(dialog_manager, marked)

        async def lines(limit: int, offset: int) -> list[Line]:
            found = await lists.page(session, condition, Which.PAY, limit, offset)
            left = await paying.left_to_pay(session, [filed.id for filed in found])
            return [
                Line(
                    filed.id,
                    viewer.texts(
                        "button-mark", number=filed.case.number, marked=int(filed.id in marked)
                    ),
                    viewer.texts(
                        "payment-line",
                        number=filed.case.number,
                        who=await short_name(session, filed),
                        ground=ground_title(filed, viewer.texts),
                        amount=money(filed, left[filed.id]),
                        day=filed.case.answered_at,
                        marked=int(filed.id in marked),
                    ),
                )
                for filed in found
            ]

        page = await one_page(dialog_manager, count, lines)
    return {
        **page,
        "total": ", ".join(sum_words(total, currency) for currency, total in totals.items()),
        "marked": len(marked),
        "marked_total": total_words(chosen),
    }


async def _due_of(manager: DialogManager, case_ids: list[int]) -> list[tuple[Filed, int]]:
    place = here(manager)
    async with place.database.reading() as session:
        left = await paying.left_to_pay(session, case_ids)
        return [(await get(session, case_id), left[case_id]) for case_id in case_ids]


async def mark(query: CallbackQuery, widget: object, manager: DialogManager, chosen: str) -> None:
    """Marked, or not any more: only what is his to pay, and is still to be paid."""
    place, case_id = here(manager), int(chosen)
    marked = _marked(manager)
    if case_id in marked:
        marked.remove(case_id)
    else:
        async with place.database.writing() as session:
            await paying.ensure_payable(session, place.viewer, case_id)
        marked.append(case_id)
    manager.dialog_data["marked"] = marked


async def send_table(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    from bot.applications.documents import payments_xlsx

    place = here(manager)
    if not lists.pays(place.viewer):
        raise NoAccess
    async with place.database.writing() as session:
        content = await payments_xlsx(session, place.viewer, place.texts)
        subject = f"account:{place.viewer.account_id}"
        await members.audit(session, place.viewer.account_id, "payments-exported", subject)
    await send_document(query, content, f"payments-{today(place.texts)}.xlsx", manager)


# A payment


async def payment(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    chosen = await _due_of(dialog_manager, _marked(dialog_manager))
    data, texts = dialog_manager.dialog_data, viewer.texts
    async with database.reading() as session:
        said = [
            texts(
                "payment-part",
                number=filed.case.number,
                who=await short_name(session, filed),
                amount=money(filed, data.get("amount") or left),
            )
            for filed, left in chosen
        ]
    one = chosen[0] if len(chosen) == 1 else None
    part = data.get("amount") if one else None
    return {
        "lines": Html("\n".join(said)),
        "count": len(chosen),
        "left": money(one[0], one[1]) if one else "",
        "total": money(one[0], part) if one and part else total_words(chosen),
        "order": data.get("number", ""),
        "day": date.fromisoformat(data["on"]) if data.get("on") else "",
        "is_one": one is not None,
        "from_card": isinstance(dialog_manager.start_data, dict),
    }


async def all_of_it(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["amount"] = None
    await manager.switch_to(Pay.order)


async def type_part(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A part of it, and never more than what is left."""
    amount = parse_money(message.text or "")
    if amount is None:
        await complain(message, manager, "money-expected")
        return
    ((filed, left),) = await _due_of(manager, _marked(manager))
    if amount > left:
        raise paying.TooMuchPaid(number=filed.case.number, left=money(filed, left))
    manager.dialog_data["amount"] = amount
    await manager.switch_to(Pay.order)


async def to_order(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """One application may be paid in parts; several are paid whole."""
    await manager.switch_to(Pay.amount if len(_marked(manager)) == 1 else Pay.order)


async def pay(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, data, marked = here(manager), manager.dialog_data, _marked(manager)
    part = data.get("amount") if len(marked) == 1 else None
    async with place.database.writing() as session:
        await paying.pay(
            session,
            place.viewer,
            dict.fromkeys(marked, part),
            data["number"],
            date.fromisoformat(data["on"]),
            key_of(manager, "payment"),
        )
    text = place.texts("payment-said", count=len(marked), order=data["number"])
    await end(query, manager, text)


# It came back


async def gone_out(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    """The payments of this application that have not come back."""
    (case_id,), texts = _marked(dialog_manager), viewer.texts
    async with database.reading() as session:
        filed = await get(session, case_id)
        shares = [
            (
                str(share.id),
                texts(
                    "button-share",
                    amount=money(filed, share.amount),
                    day=made.paid_on,
                    order=made.number or "",
                ),
            )
            for made, share in await paying.shares_of(session, case_id)
            if share.returned_on is None
        ]
        who = await short_name(session, filed)
    chosen = dict(shares).get(dialog_manager.dialog_data.get("share", ""), "")
    return {
        "number": filed.case.number,
        "who": who,
        "shares": shares,
        "share": chosen,
        "reason": dialog_manager.dialog_data.get("reason", ""),
    }


async def choose_share(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["share"] = chosen
    await manager.switch_to(Pay.reason)


async def type_reason(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if await keep_words(message, manager, "reason", LONGEST_REASON):
        await manager.switch_to(Pay.returned)


async def take_back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        filed = await paying.returned(
            session, place.viewer, int(data["share"]), today(place.texts), data["reason"]
        )
    text = place.texts("payment-returned-said", number=filed.case.number)
    await end(query, manager, text)


dialog = Dialog(
    Window(
        Say("payment-list"),
        *numbers(mark),
        Button(Say("button-pay-marked"), id="pay", on_click=to_order, when="marked"),
        Row(
            Button(Say("button-payments-xlsx"), id="xlsx", on_click=send_table, when="count"),
            Start(Say("button-back"), id="back", state=Applications.list),
        ),
        MessageInput(press_expected),
        state=Pay.list,
        getter=due,
    ),
    Window(
        Say("payment-amount"),
        Button(Say("button-pay-all"), id="all", on_click=all_of_it),
        cancel_button(),
        MessageInput(type_part),
        state=Pay.amount,
        getter=payment,
    ),
    Window(
        Say("payment-order"),
        cancel_button(),
        ORDER,
        state=Pay.order,
        getter=payment,
    ),
    Window(
        Say("payment-sure"),
        Button(Say("button-send"), id="send", on_click=pay),
        Row(back_to(Pay.order), cancel_button()),
        ORDER,
        state=Pay.sure,
        getter=payment,
    ),
    Window(
        Say("payment-share"),
        choices("shares", choose_share),
        cancel_button(),
        MessageInput(press_expected),
        state=Pay.share,
        getter=gone_out,
    ),
    Window(
        Say("payment-reason"),
        Row(back_to(Pay.share), cancel_button()),
        MessageInput(type_reason),
        state=Pay.reason,
        getter=gone_out,
    ),
    Window(
        Say("payment-returned"),
        Button(Say("button-send"), id="send", on_click=take_back),
        Row(back_to(Pay.reason), cancel_button()),
        MessageInput(press_expected),
        state=Pay.returned,
        getter=gone_out,
    ),
)
