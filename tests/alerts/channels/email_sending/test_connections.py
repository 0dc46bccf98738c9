"""Kept connections: few, used again, opened anew when the relay closed them, and given back at the end."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from alerts.channels.email import pool
from alerts.channels.email.channel import EmailChannel
from alerts.channels.email.outcomes import BUSY, INTERRUPTED, UNCERTAIN
from alerts.model.delivery import Later, Outcome, Sent
from tests.alerts.channels.email_sending.stories import delivery, letter, open_channel, to_relay, with_channel
from tests.alerts.ledger.stories import NOON, Clock
from tests.smtp_server.chaos import Chaos

MINUTE = timedelta(minutes=1)


def sent(number: int) -> Sent:
    return Sent(f"<digest-{number}@vigie.example>")


async def send(channel: EmailChannel, number: int, address: str = "ok@asso.example") -> Outcome:
    return await channel.send(letter(address), delivery(number))


async def until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + 5
    while not true():
        assert time.monotonic() < limit
        await asyncio.sleep(0.01)


def test_fifty_mails_at_once_go_through_two_connections(chaos: Chaos) -> None:
    async def story(channel: EmailChannel) -> list[Outcome]:
        return await asyncio.gather(*(send(channel, number) for number in range(50)))

    assert with_channel(to_relay(chaos), Clock(), story) == [sent(number) for number in range(50)]
    assert chaos.connections == 2
    assert not chaos.open, "and they are closed at the end"


def test_a_connection_that_the_relay_closed_meanwhile_is_opened_again(chaos: Chaos) -> None:
    async def story(channel: EmailChannel) -> list[Outcome]:
        first = await send(channel, 1)
        await asyncio.to_thread(chaos.hang_up)
        return [first, await send(channel, 2)]

    assert with_channel(to_relay(chaos), Clock(), story) == [sent(1), sent(2)]
    assert chaos.connections == 2


@pytest.mark.parametrize("number", [1, 2])
def test_closing_said_between_two_mails_costs_nothing_to_the_second(chaos: Chaos, number: int) -> None:
    """« 421 » to MAIL on a kept connection: so many mails and no more, for some relays."""

    async def story(channel: EmailChannel) -> list[Outcome]:
        first = await asyncio.gather(*(send(channel, 10 + each) for each in range(number)))
        chaos.answer("MAIL", "421 4.7.0 enough for one connection")
        return [*first, await send(channel, 2)]

    outcomes = with_channel(to_relay(chaos), Clock(), story)
    assert all(isinstance(one, Sent) for one in outcomes)
    assert chaos.connections == number + 1
    assert len(chaos.stored) == number + 1


def test_closing_said_to_a_new_connection_is_not_insisted_upon(chaos: Chaos) -> None:
    async def story(channel: EmailChannel) -> Outcome:
        chaos.answer("MAIL", "421 4.3.2 closing", "421 4.3.2 closing")
        return await send(channel, 1)

    outcome = with_channel(to_relay(chaos), Clock(), story)
    assert outcome == Later(NOON + MINUTE, "le relais demande d’attendre (421 4.3.2 closing)")
    assert chaos.connections == 1


def test_a_refused_mail_leaves_the_connection_good(chaos: Chaos) -> None:
    async def story(channel: EmailChannel) -> list[str]:
        addresses = ("unknown@asso.example", "full@asso.example", "data5@asso.example", "data4@asso.example")
        outcomes = [await send(channel, number, to) for number, to in enumerate((*addresses, "ok@asso.example"))]
        return [type(one).__name__ for one in outcomes]

    told = with_channel(to_relay(chaos), Clock(), story)
    assert told == ["Unreachable", "Later", "Refused", "Later", "Sent"]
    assert chaos.connections == 1


def test_an_idle_connection_is_closed_after_a_while(chaos: Chaos, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "IDLE", 0.1)

    async def story(channel: EmailChannel) -> Outcome:
        await send(channel, 1)
        await until(lambda: not chaos.open)
        return await send(channel, 2)

    assert with_channel(to_relay(chaos), Clock(), story) == sent(2)
    assert chaos.connections == 2


def test_no_connection_free_in_time_is_a_reason_to_wait_not_to_fail(chaos: Chaos) -> None:
    chaos.slow_seconds = 1.0

    async def story(channel: EmailChannel) -> list[Outcome]:
        return await asyncio.gather(*(send(channel, number, "slow@asso.example") for number in range(3)))

    outcomes = with_channel(to_relay(chaos, connections=1), Clock(), story, patience=1.6)
    assert outcomes == [sent(0), Later(NOON + MINUTE, BUSY), Later(NOON + MINUTE, BUSY)]
    assert len(chaos.stored) == 1


def test_an_answer_that_never_comes_is_not_known_and_the_connection_is_left(chaos: Chaos) -> None:
    chaos.slow_seconds = 1.0

    async def story(channel: EmailChannel) -> list[Outcome]:
        return [await send(channel, 1, "slow@asso.example"), await send(channel, 2)]

    outcomes = with_channel(to_relay(chaos, connections=1), Clock(), story, patience=0.5)
    assert outcomes == [Later(NOON + MINUTE, UNCERTAIN, failed=True), sent(2)]
    assert chaos.connections == 2, "the late answer of the first must not be taken for that of the second"


def test_a_line_that_falls_silent_before_the_content_is_surely_not_sent(chaos: Chaos) -> None:
    async def story(channel: EmailChannel) -> Outcome:
        chaos.answer("RCPT", "SILENCE")
        return await send(channel, 1)

    assert with_channel(to_relay(chaos), Clock(), story, patience=0.6) == Later(NOON + MINUTE, INTERRUPTED, failed=True)
    assert not chaos.stored


def test_a_sending_that_is_cut_short_leaves_no_connection_in_doubt(chaos: Chaos) -> None:
    """The ledger cuts a channel at its lease; a process that stops cuts what it was at."""
    chaos.slow_seconds = 1.0

    async def story(channel: EmailChannel) -> Outcome:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await send(channel, 1, "slow@asso.example")
        return await send(channel, 2)

    assert with_channel(to_relay(chaos, connections=1), Clock(), story) == sent(2)
    assert chaos.connections == 2


def test_a_channel_that_sent_nothing_closes_too(chaos: Chaos) -> None:
    async def story() -> None:
        async with open_channel(to_relay(chaos), Clock()):
            pass

    asyncio.run(story())
    assert chaos.connections == 0
