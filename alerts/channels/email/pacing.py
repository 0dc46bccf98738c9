"""When nobody is sent anything: after a refusal that is about us, and beyond what a new sender may send in an hour."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.channels.email.outcomes import Held
from alerts.model.delivery import DeliveryKind, Later

logger = logging.getLogger(__name__)

LONGEST = timedelta(hours=4)
HOUR = timedelta(hours=1)
IN_A_ROW = 3  # contents refused without one taken in between: it is not the messages
EVERYBODY = ""
WARMING = "rythme de départ : {most} messages par heure au plus ([email] per_hour)"
_ASKED_FOR = frozenset((DeliveryKind.CONFIRMATION, DeliveryKind.ACCESS, DeliveryKind.HELP))  # somebody waits for it


@dataclass(frozen=True, slots=True)
class Stopped:
    """Until when, and why (French, for the host)."""

    until: datetime
    why: str


@dataclass(slots=True)
class _Stop:
    told: Stopped
    times: int = 1  # without a mail taken in between


@dataclass(slots=True)
class Stops:
    """Held by one process: a restart, once the host has mended something, tries again at once.

    A domain that is still refused when others are not is held alone: one recipient never stops everybody twice.
    `begun` counts the stops.
    """

    _stops: dict[str, _Stop] = field(default_factory=dict)
    _accused: str = EVERYBODY
    _alone: set[str] = field(default_factory=set)
    _contents: int = 0
    begun: int = 0

    def stopped(self, now: datetime, domain: str = EVERYBODY) -> Stopped | None:
        """For everybody, or for this domain."""
        for whose in (EVERYBODY, domain):
            stop = self._stops.get(whose)
            if stop and now < stop.told.until:
                return stop.told
        return None

    def stop(self, held: Held, domain: str, now: datetime) -> Stopped:
        """Those who come meanwhile wait as long. The host is told once."""
        whose = domain if not held.everybody and domain in self._alone else EVERYBODY
        running = self.stopped(now, whose)
        if running:
            return running
        if not held.everybody and whose is EVERYBODY:
            self._accused = domain
        self.begun += 1
        times = self._stops[whose].times + 1 if whose in self._stops else 1
        pause = min(held.first * 2 ** min(times - 1, 10), max(LONGEST, held.first))
        self._stops[whose] = _Stop(Stopped(now + pause, held.why), times)
        logger.error("e-mail stopped until %s%s: %s", now + pause, " for one domain" if whose else "", held.why)
        return self._stops[whose].told

    def went(self, domain: str, begun: int) -> None:
        """A mail was taken, that left when there were `begun` stops: one that began meanwhile is not lifted by it."""
        self._contents = 0
        if begun != self.begun:
            return
        for whose in (EVERYBODY, domain):
            self._stops.pop(whose, None)
        self._alone.discard(domain)
        if self._accused not in (EVERYBODY, domain):
            self._alone.add(self._accused)
        self._accused = EVERYBODY

    def content_refused(self) -> bool:
        """True when so many were refused in a row that the messages are not the reason."""
        self._contents += 1
        return self._contents >= IN_A_ROW


async def unlimited() -> bool:
    """No limit."""
    return True


@dataclass(slots=True)
class Warmup:
    """`may_send` counts one more mail of this hour, for all machines together. `per_hour` 0: no limit.

    What is over the limit is spread over the next hours, so that it is not written again each hour in vain.
    """

    per_hour: int = 0
    may_send: Callable[[], Awaitable[bool]] = unlimited
    _held: int = 0
    _since: datetime | None = None

    async def later(self, kind: DeliveryKind, now: datetime) -> Later | None:
        """None when it may leave now. What somebody waits for is counted, and never held back."""
        if not self.per_hour or await self.may_send() or kind in _ASKED_FOR:
            return None
        if self._since is None or now >= self._since + HOUR:
            self._since, self._held = now, 0
        hours = 1 + self._held // self.per_hour
        self._held += 1
        return Later(now + hours * HOUR, WARMING.format(most=self.per_hour))
