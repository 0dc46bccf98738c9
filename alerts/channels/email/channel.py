"""The e-mail channel: a letter becomes one message, handed over to the relay, once."""

import asyncio
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from alerts.channels.channel import Letter, Style
from alerts.channels.email.dialogue import is_path, ready
from alerts.channels.email.envelope import Outgoing
from alerts.channels.email.guard import Guard
from alerts.channels.email.outcomes import POLICY, Held, verdict
from alerts.channels.email.pacing import Stopped, Stops, Warmup
from alerts.channels.email.pool import Pool
from alerts.channels.email.relay import Relay
from alerts.channels.email.trouble import Missing, NotTaken, Stage
from alerts.model.delivery import Claimed, Later, Outcome, Refused, Sent

LONGEST_LAST_WAIT = 600.0  # seconds; RFC 5321, 4.5.3.2.6
PATIENCE = 110.0  # seconds for one mail in all: under the two minutes for which the ledger lends its rows
NO_ADDRESS = "aucune adresse électronique confirmée n’est connue pour ce destinataire"
BAD_ADDRESS = "cette adresse électronique ne peut pas être écrite à un relais"
SUSPECT = Held(f"plusieurs contenus refusés de suite ; {POLICY}", timedelta(minutes=15), counted=True)


class Writing(Protocol):
    """Makes the message of a letter; see `alerts.channels.email.envelope.Envelopes`."""

    def outgoing(self, letter: Letter, delivery: Claimed, now: datetime) -> Outgoing:
        """Takes a few milliseconds at most. Called in the thread of the event loop; where we sign, in others, several
        at a time."""


def unsigned(content: bytes) -> bytes:
    """The relay signs, or nobody."""
    return content


class EmailChannel:
    """`send` never hands the same message over twice: once its content has begun to leave, the ledger decides.

    One mail has `patience` seconds in all (the lease of the ledger, less a margin): the first half at most to come to
    its content, the rest, 10 minutes at most, for the answer to the final dot. An answer that is late costs a double:
    a host whose relay is slow gives the ledger a longer lease. Use inside one event loop; `close()` at the end.
    """

    name: str = "email"
    style: Style = Style.MAIL

    def __init__(
        self,
        relay: Relay,
        envelopes: Writing,
        clock: Callable[[], datetime],
        guard: Guard | None = None,
        warmup: Warmup | None = None,
        sign: Callable[[bytes], bytes] = unsigned,
        *,
        tls: ssl.SSLContext | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._relay, self._envelopes, self._clock, self._sign = relay, envelopes, clock, sign
        self._guard, self._warmup, self._stops = guard or Guard(), warmup or Warmup(), Stops()
        self._pool = Pool(relay, tls or ssl.create_default_context())
        self._patience = patience

    @property
    def stopped(self) -> Stopped | None:
        """Nothing leaves until then; None when nothing holds it."""
        return self._stops.stopped(self._clock())

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        """`letter.address` is an e-mail address, the receipt a Message-ID: the same each time for one delivery."""
        started, now = asyncio.get_running_loop().time(), self._clock()
        if why := self._refusal(letter.address):
            return Refused(why)
        domain = letter.address.rpartition("@")[2].lower()
        if stopped := self._stops.stopped(now, domain):
            return Later(stopped.until, stopped.why)
        if later := await self._warmup.later(delivery.kind, now):
            return later
        outgoing = await self._made(letter, delivery, now)
        try:
            return await self._hand_over(outgoing, domain, started)
        except NotTaken as trouble:
            return self._became(trouble, delivery, domain)

    def _refusal(self, address: str) -> str | None:
        if not address:
            return NO_ADDRESS
        return self._guard.refusal(address) if is_path(address) else BAD_ADDRESS

    async def _made(self, letter: Letter, delivery: Claimed, now: datetime) -> Outgoing:
        """Written at once: a thread would hold the interpreter as long, and going to it costs a fifth of
        the whole. Signing takes several times as long: meanwhile, others have their turn."""
        if self._sign is unsigned:
            return self._written(letter, delivery, now)
        return await asyncio.to_thread(self._written, letter, delivery, now)

    def _written(self, letter: Letter, delivery: Claimed, now: datetime) -> Outgoing:
        made = self._envelopes.outgoing(letter, delivery, now)
        return Outgoing(letter.address, made.return_path, made.message_id, self._sign(ready(made.content)))

    async def _hand_over(self, outgoing: Outgoing, domain: str, started: float) -> Outcome:
        """Raises NotTaken."""
        begin_by = started + self._patience / 2
        async with self._pool.slot(begin_by):
            if stopped := self._stops.stopped(self._clock(), domain):  # while we waited for our turn
                return Later(stopped.until, stopped.why)
            begun = self._stops.begun
            try:
                await self._through(outgoing, started, fresh=False)
            except _Stale:
                await self._through(outgoing, started, fresh=True)
        self._stops.went(domain, begun)
        return Sent(outgoing.message_id)

    async def _through(self, outgoing: Outgoing, started: float, *, fresh: bool) -> None:
        begin_by, now = started + self._patience / 2, asyncio.get_running_loop().time
        end_by = started + min(self._patience, LONGEST_LAST_WAIT + self._patience / 2)
        async with self._pool.line(begin_by, fresh=fresh) as line:
            used = line.mails > 0
            try:
                await line.send(
                    outgoing.return_path,
                    outgoing.to,
                    outgoing.content,
                    min(begin_by, now() + self._relay.timeout),
                    end_by,
                )
            except NotTaken as trouble:
                if used and _went_stale(trouble):
                    raise _Stale from trouble
                raise

    def _became(self, trouble: NotTaken, delivery: Claimed, domain: str) -> Outcome:
        now = self._clock()
        became = verdict(trouble, delivery.failures, now)
        if isinstance(became, Refused) and trouble.stage is Stage.CONTENT and self._stops.content_refused():
            became = SUSPECT
        if not isinstance(became, Held):
            return became
        stopped = self._stops.stop(became, domain, now)
        return Later(stopped.until, became.why, failed=became.counted)

    async def close(self) -> None:
        """Says goodbye to the relay."""
        await self._pool.close()


class _Stale(Exception):
    """The relay had closed a connection that we kept: surely nothing was sent."""


def _went_stale(trouble: NotTaken) -> bool:
    """Before MAIL was answered: cut, or « 421 closing »."""
    closing = trouble.reply is not None and trouble.reply.code == 421
    return trouble.stage is Stage.SENDER and (closing or trouble.missing is Missing.CUT)
