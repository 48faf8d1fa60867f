"""The same controls over HTTP: for tests in another process, and for the chat page."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from sandbox.errors import Impossible, NoSuchPerson, NothingToSend
from sandbox.models import Message
from sandbox.people import Person
from sandbox.server import read_arguments
from sandbox.shown import shown

if TYPE_CHECKING:
    from sandbox.api import Call
    from sandbox.box import Sandbox

JSON = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Action = Callable[[Person, JSON], Awaitable[Any]]


class Control:
    def __init__(self, box: "Sandbox") -> None:
        self.box = box

    def add_routes(self, app: web.Application) -> None:
        router = app.router
        router.add_get("/control/state", plain(self.state))
        router.add_get("/control/calls", plain(self.calls))
        router.add_delete("/control/calls", plain(self.clear_calls))
        router.add_post("/control/people", plain(self.people))
        router.add_post("/control/groups", plain(self.groups))
        router.add_post("/control/channels", plain(self.channels))
        router.add_post("/control/channels/{chat}/post", plain(self.channel_post))
        router.add_post("/control/channels/{chat}/bot", plain(self.channel_bot))
        router.add_post("/control/faults", plain(self.faults))
        router.add_post("/control/limits", plain(self.limits))
        router.add_post("/control/clock", plain(self.clock))
        router.add_get("/control/drained", plain(self.drained))
        router.add_get("/control/people/{id}/messages", plain(self.messages))
        router.add_get("/control/people/{id}/screen", plain(self.screen))
        router.add_get("/control/people/{id}/wait", plain(self.wait))
        router.add_post("/control/people/{id}/upload", plain(self.upload))
        for name, action in ACTIONS.items():
            router.add_post(f"/control/people/{{id}}/{name}", self.acting(action))

    def acting(self, action: Action) -> Handler:
        async def handle(request: web.Request) -> Any:
            person = self.person(request)
            values = await values_of(request)
            values["chat"] = self.chat_of(values)
            return told(await action(person, values))

        return plain(handle)

    def person(self, request: web.Request) -> Person:
        person = self.box.people.get(int(request.match_info["id"]))
        if person is None:
            raise NoSuchPerson(f"no person {request.match_info['id']}")
        return person

    def chat_of(self, values: JSON) -> Any:
        if values.get("chat") in (None, ""):
            return None
        return self.box.telegram.chats[int(values["chat"])]

    # --- what is there

    async def state(self, request: web.Request) -> JSON:
        telegram = self.box.telegram
        return {
            "bot": telegram.bot,
            "people": [account.shown() for account in telegram.accounts.values()],
            "chats": [
                {**chat.raw, "messages": len(chat.messages), "bot": chat.bot_status}
                for chat in telegram.chats.values()
            ],
            "pending_updates": len(telegram.updates.pending),
            "webhook": telegram.updates.delivery.url,
            "limits": self.box.limits.enabled,
            "faults": self.box.faults.shown(),
        }

    async def calls(self, request: web.Request) -> list[JSON]:
        refused = request.query.get("refused") in {"1", "true"}
        return [call_shown(call) for call in (self.box.refusals if refused else self.box.calls)]

    async def clear_calls(self, request: web.Request) -> JSON:
        self.box.clear_calls()
        return {"ok": True}

    async def messages(self, request: web.Request) -> list[JSON]:
        chat = self.chat_of(dict(request.query))
        person = self.person(request)
        messages = chat.messages.values() if chat else person.messages
        return [shown(message) for message in messages]

    async def screen(self, request: web.Request) -> JSON:
        return {"screen": self.person(request).screen()}

    async def wait(self, request: web.Request) -> Any:
        query = request.query
        message = await self.person(request).wait_for(
            query.get("text", ""),
            float(query.get("timeout", 10)),
            int(query["after"]) if "after" in query else None,
            chat=self.chat_of(dict(query)),
        )
        return told(message)

    async def drained(self, request: web.Request) -> JSON:
        await self.box.drained(float(request.query.get("timeout", 10)))
        return {"ok": True}

    # --- what can be changed

    async def people(self, request: web.Request) -> JSON:
        values = await values_of(request)
        person = self.box.person(
            values["name"],
            int(values["id"]) if values.get("id") else None,
            language=values.get("language") or "ru",
            phone=values.get("phone") or None,
            username=values.get("username") or None,
            started=truth(values.get("started", False)),
            about=values.get("about") or "",
        )
        return person.account.shown()

    async def groups(self, request: web.Request) -> JSON:
        values = await values_of(request)
        members = [self.box.people[int(member)] for member in values.get("members", [])]
        group = self.box.group(
            values["title"],
            int(values["id"]) if values.get("id") else None,
            members,
            forum=truth(values.get("forum", False)),
            admin=truth(values.get("admin", True)),
        )
        return group.chat.raw

    async def channels(self, request: web.Request) -> JSON:
        values = await values_of(request)
        wanted = int(values["id"]) if values.get("id") else None
        return self.box.channel(values["title"], wanted, values.get("username")).chat.raw

    async def channel_post(self, request: web.Request) -> Any:
        values = await values_of(request)
        chat = self.box.telegram.chats[int(request.match_info["chat"])]
        return told(await self.box.channel(chat.title, chat.id).post(values["text"]))

    async def channel_bot(self, request: web.Request) -> JSON:
        """`inside` says whether the bot is to be its administrator."""
        values = await values_of(request)
        chat = self.box.telegram.chats[int(request.match_info["chat"])]
        channel = self.box.channel(chat.title, chat.id)
        await (channel.add_bot() if truth(values["inside"]) else channel.remove_bot())
        return {"ok": True}

    async def faults(self, request: web.Request) -> JSON:
        values = await values_of(request)
        faults = self.box.faults
        if "stall_seconds" in values:
            faults.stall_seconds = float(values["stall_seconds"])
        if "rate" in values:
            kinds = values.get("kinds")
            faults.random(
                float(values["rate"]),
                **({"kinds": kinds} if kinds else {}),
                seed=int(values.get("seed", 0)),
                get_updates=truth(values.get("get_updates", False)),
            )
        if "next" in values:
            faults.next(values["next"], values.get("method"), int(values.get("times", 1)))
        if "down" in values:
            faults.down = truth(values["down"])
        if truth(values.get("clear", False)):
            faults.clear()
        return faults.shown()

    async def limits(self, request: web.Request) -> JSON:
        values = await values_of(request)
        self.box.limits.enabled = truth(values["enabled"])
        self.box.limits.forget()
        return {"enabled": self.box.limits.enabled}

    async def clock(self, request: web.Request) -> JSON:
        values = await values_of(request)
        self.box.advance(float(values["advance"]))
        return {"now": self.box.telegram.now()}

    async def upload(self, request: web.Request) -> Any:
        """One file is a message, several are an album."""
        person = self.person(request)
        fields: JSON = {}
        files: list[tuple[str, bytes, str]] = []
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            assert isinstance(part, BodyPartReader)
            data = bytes(await part.read(decode=True))
            if part.filename is None:
                fields[part.name or ""] = data.decode()
            else:
                files.append((part.filename, data, part.headers.get("Content-Type", "")))
        if not files:
            raise NothingToSend("no file in the request")
        chat = self.chat_of(fields)
        kind = fields.get("kind", "document")
        caption = fields.get("caption") or None
        if len(files) > 1:
            items = [
                ("photo", data) if kind == "photo" else (kind, name, data)
                for name, data, _ in files
            ]
            return told(await person.send_album(items, caption=caption, chat=chat))
        name, data, mime = files[0]
        match kind:
            case "photo":
                message = await person.send_photo(data, caption, chat=chat)
            case "voice":
                message = await person.send_voice(int(fields.get("duration", 3)), data, chat=chat)
            case "video_note":
                seconds = int(fields.get("duration", 3))
                message = await person.send_video_note(seconds, data, chat=chat)
            case "video":
                message = await person.send_video(data, caption, chat=chat)
            case _:
                message = await person.send_document(name, data, mime, caption=caption, chat=chat)
        return told(message)


async def send(person: Person, values: JSON) -> Message:
    where = values["chat"]
    replied = values.get("reply_to")
    return await person.send(
        values["text"],
        chat=where,
        reply_to=person.seen(int(replied), where) if replied else None,
    )


async def press(person: Person, values: JSON) -> JSON:
    message = values.get("message_id")
    message_id = int(message) if message else None
    nowait = truth(values.get("nowait", False))
    timeout = float(values.get("timeout", 5))
    where = values["chat"]
    if "data" in values:
        if message_id is None:
            raise ValueError("data needs message_id")
        toast = await person.press_data(
            message_id, values["data"], chat=where, timeout=timeout, nowait=nowait
        )
    else:
        toast = await person.press(
            values["label"], message=message_id, chat=where, timeout=timeout, nowait=nowait
        )
    return {"ok": True, "toast": toast}


async def edit(person: Person, values: JSON) -> Message:
    return await person.edit(int(values["message_id"]), values["text"], chat=values["chat"])


async def delete(person: Person, values: JSON) -> None:
    await person.delete(int(values["message_id"]), chat=values["chat"])


async def document(person: Person, values: JSON) -> Message:
    """A file of a given size without its bytes."""
    return await person.send_document(
        values["name"],
        size=int(values.get("size", 0)),
        mime=values.get("mime"),
        caption=values.get("caption"),
        chat=values["chat"],
    )


async def sticker(person: Person, values: JSON) -> Message:
    return await person.send_sticker(chat=values["chat"])


async def voice(person: Person, values: JSON) -> Message:
    return await person.send_voice(int(values.get("seconds", 3)), chat=values["chat"])


async def video_note(person: Person, values: JSON) -> Message:
    return await person.send_video_note(int(values.get("seconds", 3)), chat=values["chat"])


async def location(person: Person, values: JSON) -> Message:
    return await person.send_location(
        values.get("latitude"), values.get("longitude"), chat=values["chat"]
    )


async def contact(person: Person, values: JSON) -> Message:
    return await person.share_contact(
        values.get("phone") or None, name=values.get("name"), chat=values["chat"]
    )


async def block(person: Person, values: JSON) -> None:
    await person.block()


async def unblock(person: Person, values: JSON) -> None:
    await person.unblock()


async def deactivate(person: Person, values: JSON) -> None:
    await person.deactivate()


ACTIONS: dict[str, Action] = {
    "send": send,
    "press": press,
    "edit": edit,
    "delete": delete,
    "document": document,
    "sticker": sticker,
    "voice": voice,
    "video_note": video_note,
    "location": location,
    "contact": contact,
    "block": block,
    "unblock": unblock,
    "deactivate": deactivate,
}


def plain(handle: Callable[[web.Request], Awaitable[Any]]) -> Handler:
    """Answers with JSON; what cannot be done is a 4xx with the reason."""

    async def respond(request: web.Request) -> web.StreamResponse:
        refuse_strangers(request)
        try:
            return web.json_response(await handle(request))
        except KeyError as error:
            return refused(error, 400, f"no {error.args[0]!r}")
        except LookupError as error:
            return refused(error, 404)
        except (ValueError, RuntimeError) as error:
            return refused(error, 400)
        except AssertionError as error:
            return refused(error, 408)

    return respond


def refused(error: Exception, status: int, text: str = "") -> web.Response:
    """The text is for who writes a test; the page says it in its own words by the code."""
    code = error.code if isinstance(error, Impossible) else "mistake"
    return web.json_response({"error": text or str(error), "code": code}, status=status)


def refuse_strangers(request: web.Request) -> None:
    """A page of another site, open in the same browser, may not act as our people."""
    origin = request.headers.get("Origin")
    if origin and origin.partition("://")[2] != request.host:
        raise web.HTTPForbidden(text="another site's page")


async def values_of(request: web.Request) -> JSON:
    values, _ = await read_arguments(request)
    return values


def told(result: Any) -> Any:
    if isinstance(result, Message):
        return shown(result)
    if isinstance(result, list):
        return [shown(message) for message in result]
    return {"ok": True} if result is None else result


def truth(value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).lower() in {"1", "true", "yes", "on"}


def call_shown(call: "Call") -> JSON:
    shown = {name: getattr(call, name) for name in call.__slots__ if name != "params"}
    return {**shown, "params": {name: simple(value) for name, value in call.params.items()}}


def simple(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, list, dict)) else str(value)
