"""The HTTP side: Bot API, files, and what control.py and live.py add."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from sandbox.api import Api, Cut
from sandbox.errors import Refusal
from sandbox.files import UPLOAD_LIMIT, Upload

JSON = dict[str, Any]

# A request larger than this is not even read; what is between is refused by file.
REQUEST_LIMIT = UPLOAD_LIMIT + 4 * 1024 * 1024
GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    "</body>\r\n</html>\r\n"
)


class BotServer:
    def __init__(self, token: str, api: Api) -> None:
        self.token = token
        self.api = api
        self.telegram = api.telegram

    def add_routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self.method)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def method(self, request: web.Request) -> web.StreamResponse:
        if self.api.faults.down:
            return cut(request)
        if request.match_info["token"] != self.token:
            return answered(Refusal(401, "Unauthorized").body())
        try:
            values, uploads = await read_arguments(request)
            name = request.match_info["method"]
            body = await self.api.answer(name, values, uploads, lambda: connected(request))
        except Cut:
            return cut(request)
        except Refusal as refusal:
            body = refusal.body()
        except web.HTTPRequestEntityTooLarge:
            body = Refusal(413, "Request Entity Too Large").body()
        # Telegram may have gone while this call waited.
        return cut(request) if self.api.faults.down else answered(body)

    async def download(self, request: web.Request) -> web.StreamResponse:
        if self.api.faults.down:
            return cut(request)
        if request.match_info["token"] != self.token:
            return answered(Refusal(401, "Unauthorized").body())
        file = self.telegram.find_path(request.match_info["path"])
        if file is None:
            return answered(Refusal(404, "Not Found").body())
        return web.Response(body=file.content(), content_type="application/octet-stream")


def connected(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()


def answered(body: JSON) -> web.Response:
    status = 200 if body["ok"] else body["error_code"]
    if status == 502:
        return web.Response(status=502, text=GATEWAY_PAGE, content_type="text/html")
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return web.Response(status=status, body=content, content_type="application/json")


def cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    # Nobody is left to read it, but aiohttp wants an answer of its handler.
    return web.Response()


async def read_arguments(request: web.Request) -> tuple[JSON, dict[str, Upload]]:
    """Parameters from the query string and the body, in any of the ways Telegram takes them."""
    values: JSON = dict(request.query) if request.query_string else {}
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        fields, uploads = await read_multipart(request)
        return {**values, **fields}, uploads
    if not request.body_exists:
        return values, {}
    body = await request.read()
    if kind == "application/json":
        return {**values, **read_json(body)}, {}
    fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return {**values, **fields}, {}


def read_json(body: bytes) -> JSON:
    try:
        fields = json.loads(body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise Refusal(400, "Bad Request: can't parse JSON object")
    return fields


async def read_multipart(request: web.Request) -> tuple[JSON, dict[str, Upload]]:
    values: JSON = {}
    uploads: dict[str, Upload] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = data.decode("utf-8", "replace")
        else:
            mime = part.headers.get("Content-Type", "")
            uploads[part.name] = Upload(part.filename, mime, data)
    return values, uploads


class Server:
    """Runs an application on a port of this machine."""

    def __init__(self, app: web.Application) -> None:
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    async def start(self, host: str, port: int) -> int:
        """Returns the port, which is a free one where 0 was asked for."""
        await self.runner.setup()
        await web.TCPSite(self.runner, host, port, backlog=1024).start()
        return int(self.runner.addresses[0][1])

    async def stop(self) -> None:
        await self.runner.cleanup()
