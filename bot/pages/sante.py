"""`/sante`: is all well? 200 or 503, one line a check, for the host and for monitors."""

import asyncio
import logging
from dataclasses import asdict
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.channels.email.channel import EmailChannel
from alerts.services.health import NO_DATABASE, Health, health_of
from alerts.store.engine import Session
from bot.pages.site import Site

logger = logging.getLogger(__name__)

REMEMBERED = timedelta(seconds=10)  # however many ask, the database is looked at six times a minute
PATIENCE = 5.0  # seconds: a database that is slower does not answer


def routes(site: Site) -> list[BaseRoute]:
    looked = _Looked(site)

    async def sante(request: Request) -> Response:
        health = await looked.now()
        status = 200 if health.well else 503
        if "application/json" in request.headers.get("accept", ""):
            told = {"well": health.well, "checks": [asdict(one) for one in health.checks]}
            return JSONResponse(told, status)
        return PlainTextResponse(_lines(health), status)

    return [Route("/sante", sante)]


class _Looked:
    """The last look, for a few seconds."""

    def __init__(self, site: Site) -> None:
        self._site, self._turn = site, asyncio.Lock()
        self._last: tuple[datetime, Health] | None = None

    async def now(self) -> Health:
        async with self._turn:
            at = self._site.now
            if self._last is None or not timedelta() <= at - self._last[0] < REMEMBERED:
                self._last = (at, await self._look(at))
            return self._last[1]

    async def _look(self, at: datetime) -> Health:
        rhythms = {source.name: source.rhythm for source in self._site.house.sources}
        try:
            return await asyncio.wait_for(self._site.read(_health, rhythms, at, self._relay()), PATIENCE)
        except Exception:
            logger.exception("the database cannot be looked at")
            return NO_DATABASE

    def _relay(self) -> str | None:
        """Why nothing leaves by e-mail, in our own words: what the relay answered may name a machine."""
        channel = self._site.house.channels.get("email")
        stopped = channel.stopped if isinstance(channel, EmailChannel) else None
        return stopped.why.partition(" (")[0] if stopped else None


def _health(session: Session, rhythms: dict[str, timedelta], at: datetime, trouble: str | None) -> Health:
    return health_of(session, rhythms, at, relay_trouble=trouble)


def _lines(health: Health) -> str:
    """What is wrong first."""
    ordered = sorted(health.checks, key=lambda one: one.well)
    head = "Tout va bien." if health.well else "Quelque chose ne va pas."
    return "\n".join((head, *(f"{'ok ' if one.well else 'NON'} {one.name} : {one.words}" for one in ordered))) + "\n"
