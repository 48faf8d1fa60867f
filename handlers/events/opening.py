"""An event's card is opened: its picture, and below it the card that is kept true."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.events import card, events
from bot.events.events import CARD, NotForYou
from bot.notices import post_card
from handlers.screens import Here


async def open_card(bot: Bot | None, place: Here, event_id: int) -> None:
    async with place.database.reading() as session:
        event = await events.get(session, event_id)
        if not await card.may_see(session, place.viewer, event):
            raise NotForYou
    if event.picture and bot is not None:
        # Its id died with another bot: the words are there all the same.
        with suppress(TelegramBadRequest):
            await bot.send_photo(place.viewer.telegram_id, event.picture)
    async with place.database.writing() as session:
        await post_card(
            session, place.viewer.account_id, CARD, events.subject(event_id), anew=True
        )
