"""Getting to the relay: TLS that is verified, a login that is taken, and what the host reads otherwise."""

import asyncio
import logging
import socket
from pathlib import Path

import pytest

from alerts.channels.email import outcomes
from alerts.channels.email.channel import EmailChannel
from alerts.channels.email.relay import Relay, RelayUnusable
from alerts.model.delivery import Later, Outcome, Sent
from tests.alerts.channels.email_sending.stories import Envelopes, delivery, letter, to_relay, with_channel
from tests.alerts.ledger.stories import Clock
from tests.smtp_server.certificate import Certificate, throw_away
from tests.smtp_server.chaos import PASSWORD, USER, chaos_server
from tests.smtp_server.sink import sink


async def send(channel: EmailChannel) -> Outcome:
    return await channel.send(letter("ok@asso.example"), delivery(1))


async def send_twenty(channel: EmailChannel) -> list[Outcome]:
    return await asyncio.gather(*(channel.send(letter("ok@asso.example"), delivery(n)) for n in range(20)))


def why(outcome: Outcome) -> str:
    assert isinstance(outcome, Later)
    assert not outcome.failed, "the message has nothing to do with it"
    return outcome.why


def test_starttls_and_login(certificate: Certificate) -> None:
    with chaos_server(certificate.for_server(), login=True) as chaos:
        relay = to_relay(chaos, security="starttls", username=USER, password=PASSWORD)
        told = with_channel(relay, Clock(), send_twenty, tls=certificate.for_client())
    assert all(isinstance(one, Sent) for one in told)
    assert {(one.secure, one.user) for one in chaos.stored} == {(True, USER)}
    assert chaos.logins == chaos.connections == 2


def test_a_certificate_of_somebody_else_is_not_spoken_to(certificate: Certificate, tmp_path: Path) -> None:
    stranger = throw_away(tmp_path)
    with chaos_server(stranger.for_server()) as chaos:
        relay = to_relay(chaos, security="starttls", username=USER, password=PASSWORD)
        told = with_channel(relay, Clock(), send, tls=certificate.for_client())
    assert why(told) == outcomes.UNSAFE
    assert (chaos.stored, chaos.logins) == ([], 0)


def test_a_relay_that_offers_no_encryption_is_given_nothing(certificate: Certificate) -> None:
    with chaos_server() as chaos:
        told = with_channel(to_relay(chaos, security="starttls"), Clock(), send, tls=certificate.for_client())
        direct = with_channel(to_relay(chaos, security="tls"), Clock(), send, tls=certificate.for_client())
    assert why(told) == why(direct) == outcomes.UNSAFE
    assert chaos.stored == []


def test_a_refused_password_stops_everybody_and_is_told_once(
    certificate: Certificate, caplog: pytest.LogCaptureFixture
) -> None:
    with chaos_server(certificate.for_server(), login=True) as chaos:
        relay = to_relay(chaos, security="starttls", username=USER, password="autre chose")
        with caplog.at_level(logging.INFO):
            told = with_channel(relay, Clock(), send_twenty, tls=certificate.for_client())
    assert {why(one) for one in told} == {outcomes.LOGIN}
    assert chaos.connections <= 2
    (line,) = [one for one in caplog.messages if "stopped" in one]
    assert line.endswith(outcomes.LOGIN)
    assert "autre chose" not in caplog.text
    assert "asso.example" not in caplog.text


def test_a_login_that_is_offered_nowhere() -> None:
    with chaos_server() as chaos:
        chaos.answer("EHLO", "250 127.0.0.1")
        told = with_channel(to_relay(chaos, username=USER, password=PASSWORD), Clock(), send)
    assert why(told) == outcomes.NO_LOGIN


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = with_channel(Relay("127.0.0.1", port, "none", timeout=2), Clock(), send_twenty)
    assert {why(one) for one in told} == {outcomes.UNREACHED}


def test_somebody_listens_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        relay = Relay("127.0.0.1", silent.getsockname()[1], "none", timeout=0.2)
        assert why(with_channel(relay, Clock(), send)) == outcomes.UNREACHED


@pytest.mark.parametrize("greeting", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"554 no service\r\n", b"\xff\xfe\r\n"])
def test_something_else_listens(greeting: bytes) -> None:
    async def story() -> Outcome:
        async def other(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(greeting)
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(other, "127.0.0.1", 0) as server:
            relay = Relay("127.0.0.1", server.sockets[0].getsockname()[1], "none", timeout=2)
            channel = EmailChannel(relay, Envelopes(), Clock())
            return await send(channel)

    told = why(asyncio.run(story()))
    assert told.startswith((outcomes.UNREACHED, outcomes.RELAY_REFUSES, outcomes.RELAY_LATER))


def test_the_relay_comes_back(certificate: Certificate) -> None:
    """What was held back leaves when the stop ends."""
    clock = Clock()

    async def story(channel: EmailChannel) -> Outcome:
        chaos.answer("MAIL", "451 4.3.2 not now")
        held = await send(channel)
        assert channel.stopped
        assert isinstance(held, Later)
        assert held == await send(channel), "nothing is asked meanwhile"
        clock.at = held.at
        assert channel.stopped is None
        return await send(channel)

    with chaos_server() as chaos:
        assert isinstance(with_channel(to_relay(chaos), clock, story), Sent)
    assert chaos.attempts["ok@asso.example"] == 1


@pytest.mark.parametrize(
    ("host", "close_by"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("relais", True),
        ("mail.example.org", False),
        ("192.0.2.7", False),
    ],
)
def test_clear_text_is_for_this_machine_and_its_containers(host: str, close_by: bool) -> None:
    assert Relay(host, 465, "tls").host == Relay(host).host == host
    if close_by:
        assert Relay(host, 25, "none").security == "none"
    else:
        with pytest.raises(RelayUnusable) as refused:
            Relay(host, 25, "none")
        assert "« none » ne vaut que vers cette machine" in refused.value.sentence


def test_the_password_stands_in_no_description() -> None:
    assert "secret" not in repr(Relay("relais", username="vigie", password="secret"))


def test_the_sink_counts_what_it_takes(certificate: Certificate) -> None:
    with sink(certificate) as held:
        relay = Relay("127.0.0.1", held.port, "starttls", USER, PASSWORD, timeout=5)
        told = with_channel(relay, Clock(), send_twenty, tls=certificate.for_client())
        counted = held.counted()
    assert all(isinstance(one, Sent) for one in told)
    assert (counted.mails, counted.connections) == (20, 2)
    assert 20 * 100 < counted.octets < 20 * 300
