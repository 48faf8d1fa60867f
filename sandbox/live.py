"""What the chat page needs: its files, people's files, and a socket on which it sees all."""

import asyncio
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from sandbox.control import refuse_strangers
from sandbox.shown import shown, shown_group, shown_keyboard

if TYPE_CHECKING:
    from sandbox.box import Sandbox

JSON = dict[str, Any]

PAGE = Path(__file__).parent / "page"
# The browser may not run or load anything that is not the page's own; a file that somebody
# sent is shown, never obeyed.
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:"
)
SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")


class Page:
    def __init__(self, box: "Sandbox") -> None:
        self.box = box
        self.telegram = box.telegram
        self.sockets: set[web.WebSocketResponse] = set()

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", self.index)
        app.router.add_get("/page/ws", self.socket)
        app.router.add_get("/page/file/{file_id}", self.file)
        app.router.add_get("/page/{name:[\\w./-]+}", self.static)
        app.on_shutdown.append(self.close)

    async def index(self, request: web.Request) -> web.StreamResponse:
        return page_file("index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        return page_file(request.match_info["name"])

    async def file(self, request: web.Request) -> web.StreamResponse:
        file = self.telegram.find_file(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        headers = {"X-Content-Type-Options": "nosniff"}
        mime = file.mime if file.mime.startswith(SHOWN_IN_PLACE) else ""
        if not mime:
            headers["Content-Disposition"] = "attachment"
        return web.Response(
            body=file.content(), content_type=mime or "application/octet-stream", headers=headers
        )

    async def socket(self, request: web.Request) -> web.StreamResponse:
        refuse_strangers(request)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        events: asyncio.Queue[JSON] = asyncio.Queue()
        self.telegram.listeners.append(events.put_nowait)
        self.sockets.add(socket)
        events.put_nowait(self.hello())
        writer = asyncio.create_task(write(socket, events))
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            writer.cancel()
            self.sockets.discard(socket)
            self.telegram.listeners.remove(events.put_nowait)
        return socket

    def hello(self) -> JSON:
        telegram = self.telegram
        return {
            "type": "hello",
            "bot": telegram.bot,
            "people": [account.shown() for account in telegram.accounts.values()],
            "groups": [
                shown_group(chat) for chat in telegram.chats.values() if chat.type != "private"
            ],
            "chats": {
                str(chat.id): {
                    "messages": [shown(message) for message in chat.messages.values()],
                    "keyboard": shown_keyboard(chat.keyboard),
                    "commands": self.commands(chat.id),
                }
                for chat in telegram.chats.values()
            },
        }

    def commands(self, chat_id: int) -> list[JSON]:
        account = self.telegram.accounts.get(chat_id)
        return self.telegram.commands_for(account) if account else []

    async def close(self, app: web.Application) -> None:
        await asyncio.gather(*(socket.close() for socket in self.sockets))


async def write(socket: web.WebSocketResponse, events: "asyncio.Queue[JSON]") -> None:
    while True:
        try:
            await socket.send_json(await events.get())
        except ConnectionError:
            return


def page_file(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        raise web.HTTPNotFound
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    charset = "utf-8" if mime.startswith("text/") or mime.endswith("javascript") else None
    return web.Response(
        body=path.read_bytes(), content_type=mime, charset=charset, headers=headers
    )
