"""/health and /metrics: for monitoring on the same server. No personal data."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.counts import Counts
from bot.db import Database
from bot.watch import health
from bot.watch.health import State

LOOK_SECONDS: Final = 5.0


def routes(database: Database, counts: Counts) -> list[Route]:
    gauges = _Gauges(counts)

    async def tell_health(request: Request) -> Response:
        state = await _look(database)
        well = state is not None and state.is_well and not counts.token_refused
        told: dict[str, str | bool | int] = {
            "status": "ok" if well else "trouble",
            "database": state is not None,
            "telegram": not (counts.telegram_away or counts.token_refused),
        }
        if state:
            told |= {
                "inbox_seconds": state.inbox_seconds,
                "sender": state.sender,
                "scheduler": state.scheduler,
            }
        return JSONResponse(told, 200 if well else 503)

    async def tell_metrics(request: Request) -> Response:
        gauges.set(await _look(database))
        return Response(generate_latest(counts.registry), media_type=CONTENT_TYPE_LATEST)

    return [_route("/health", tell_health), _route("/metrics", tell_metrics)]


def _route(path: str, tell: Callable[[Request], Awaitable[Response]]) -> Route:
    return Route(path, tell, methods=["GET"])


async def _look(database: Database) -> State | None:
    """None where the database does not answer, for whatever reason."""
    try:
        async with asyncio.timeout(LOOK_SECONDS), database.reading() as session:
            return await health.look(session)
    except Exception:
        return None


class _Gauges:
    def __init__(self, counts: Counts) -> None:
        def gauge(name: str, about: str, *labels: str) -> Gauge:
            return Gauge(f"profbot_{name}", about, labels, registry=counts.registry)

        self._database = gauge("database_up", "Whether the database answers")
        self._waiting = gauge("inbox_waiting", "Updates that wait")
        self._seconds = gauge("inbox_seconds", "How long the oldest update waits")
        self._dead = gauge("inbox_dead", "Updates given up")
        self._outbox = gauge("outbox", "Notices by status", "status")
        self._late = gauge("outbox_seconds", "How long the oldest notice to a person waits")
        self._cases = gauge("cases", "Cases by status", "status")

    def set(self, state: State | None) -> None:
        self._database.set(state is not None)
        if state is None:
            return
        self._waiting.set(state.inbox_waiting)
        self._seconds.set(state.inbox_seconds)
        self._dead.set(state.dead_letters)
        self._late.set(state.outbox_seconds)
        for status, number in state.outbox.items():
            self._outbox.labels(status).set(number)
        for status, number in state.cases.items():
            self._cases.labels(status).set(number)
