"""When nobody is sent anything: stops that grow, a domain that is alone in refusing, a sender that warms up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from alerts.channels.email.outcomes import Held
from alerts.channels.email.pacing import Stopped, Stops, Warmup
from alerts.model.delivery import DeliveryKind, Later
from alerts.services import limits
from alerts.store.engine import Database
from tests.alerts.ledger.stories import NOON

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
POLICY = Held("refus par règle", 15 * MINUTE, everybody=False, counted=True)
LOGIN = Held("mot de passe refusé", 15 * MINUTE)


def test_a_stop_grows_each_time_nothing_was_taken_in_between_and_ends_with_the_first_that_is() -> None:
    stops, now, pauses = Stops(), NOON, []
    for _ in range(7):
        until = stops.stop(LOGIN, "asso.example", now).until
        pauses.append(until - now)
        assert stops.stopped(until - MINUTE) == Stopped(until, "mot de passe refusé")
        assert stops.stopped(until) is None
        now = until
    assert pauses == [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 4 * HOUR, 4 * HOUR]
    stops.went("asso.example", stops.begun)
    assert stops.stop(LOGIN, "asso.example", now).until == now + 15 * MINUTE


def test_the_host_is_told_once_a_stop_and_no_address_is(caplog: pytest.LogCaptureFixture) -> None:
    stops = Stops()
    with caplog.at_level(logging.ERROR):
        for second in range(50):
            stops.stop(LOGIN, f"asso{second}.example", NOON + timedelta(seconds=second))
    (line,) = caplog.messages
    assert line == "e-mail stopped until 2026-11-23 12:15:00+00:00: mot de passe refusé"


def test_a_domain_that_alone_refuses_us_stops_everybody_once() -> None:
    stops = Stops()
    stops.stop(POLICY, "severe.example", NOON)
    assert stops.stopped(NOON, "autre.example")
    later = NOON + 15 * MINUTE
    stops.went("autre.example", stops.begun)
    stops.stop(POLICY, "severe.example", later)
    assert stops.stopped(later, "autre.example") is None
    assert stops.stopped(later) is None
    assert stops.stopped(later, "severe.example") == Stopped(later + 15 * MINUTE, "refus par règle")
    stops.stop(POLICY, "autre.example", later)
    assert stops.stopped(later, "troisieme.example"), "another one that refuses is a reason to stop again"


def test_a_domain_that_takes_mail_again_is_like_the_others() -> None:
    stops = Stops()
    stops.stop(POLICY, "severe.example", NOON)
    stops.went("autre.example", stops.begun)
    stops.went("severe.example", stops.begun)
    stops.stop(POLICY, "severe.example", NOON)
    assert stops.stopped(NOON, "autre.example")


def test_a_mail_that_left_before_a_stop_does_not_lift_it() -> None:
    stops = Stops()
    before = stops.begun
    stops.stop(LOGIN, "asso.example", NOON)
    stops.went("autre.example", before)
    assert stops.stopped(NOON, "autre.example")
    stops.went("autre.example", stops.begun)
    assert stops.stopped(NOON, "autre.example") is None


def limited(database: Database, most: int, now: datetime) -> Callable[[], Awaitable[bool]]:
    """As `bot.mail` counts, in the database."""

    async def may_send() -> bool:
        return await database.writing(limits.allow, "mail", "", most, HOUR, now)

    return may_send


def test_what_is_over_the_limit_is_spread_over_the_next_hours(database: Database) -> None:
    async def told() -> list[Later | None]:
        warmup = Warmup(3, limited(database, 3, NOON))
        return [await warmup.later(DeliveryKind.DIGEST, NOON) for _ in range(10)]

    why = "rythme de départ : 3 messages par heure au plus ([email] per_hour)"
    hours = [None] * 3 + [1] * 3 + [2] * 3 + [3]
    assert asyncio.run(told()) == [hour and Later(NOON + hour * HOUR, why) for hour in hours]


@pytest.mark.parametrize("kind", [DeliveryKind.CONFIRMATION, DeliveryKind.ACCESS, DeliveryKind.HELP])
def test_what_somebody_waits_for_passes_first_and_counts(database: Database, kind: DeliveryKind) -> None:
    async def told() -> list[Later | None]:
        warmup = Warmup(2, limited(database, 2, NOON))
        kinds = [kind, kind, DeliveryKind.DIGEST, kind]
        return [await warmup.later(one, NOON) for one in kinds]

    first, second, digest, last = asyncio.run(told())
    assert (first, second, last) == (None, None, None)
    assert digest is not None


def test_without_a_limit_nobody_counts() -> None:
    async def never() -> bool:
        raise AssertionError("nobody should ask")

    assert asyncio.run(Warmup(0, never).later(DeliveryKind.DIGEST, NOON)) is None
