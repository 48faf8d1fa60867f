"""The plainest client there is: what it sends is what a test wrote."""

from io import BytesIO
from typing import Any

from aiohttp import ClientSession, FormData

from sandbox import Sandbox

JSON = dict[str, Any]


class Bot:
    def __init__(self, box: Sandbox, session: ClientSession) -> None:
        self.box = box
        self.session = session

    def address(self, method: str) -> str:
        return f"{self.box.url}/bot{self.box.token}/{method}"

    async def call(self, method: str, **params: Any) -> JSON:
        """The whole answer, as JSON."""
        async with self.session.post(self.address(method), json=params) as response:
            body: JSON = await response.json()
        assert response.status == body.get("error_code", 200)
        return body

    async def do(self, method: str, **params: Any) -> Any:
        """The result of a call that must pass."""
        body = await self.call(method, **params)
        assert body["ok"], body
        return body["result"]

    async def upload(
        self, method: str, files: dict[str, tuple[str, bytes]], **params: str
    ) -> JSON:
        form = FormData(params, quote_fields=False)
        for field, (name, data) in files.items():
            form.add_field(field, BytesIO(data), filename=name)
        async with self.session.post(self.address(method), data=form) as response:
            body: JSON = await response.json()
            return body

    async def say(self, chat_id: int, text: str, **params: Any) -> JSON:
        message: JSON = await self.do("sendMessage", chat_id=chat_id, text=text, **params)
        return message

    async def updates(self, **params: Any) -> list[JSON]:
        """The updates that wait, confirmed at once."""
        updates: list[JSON] = await self.do("getUpdates", **params)
        if updates:
            await self.do("getUpdates", offset=updates[-1]["update_id"] + 1, limit=1)
        return updates


def inline(*rows: list[tuple[str, str]]) -> JSON:
    return {
        "inline_keyboard": [
            [{"text": text, "callback_data": data} for text, data in row] for row in rows
        ]
    }


def keyboard(*labels: str) -> JSON:
    return {"keyboard": [[{"text": label}] for label in labels], "resize_keyboard": True}
