"""The words on the wire: what ends a message, what could end one too soon, and answers in all their shapes."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest

from alerts.channels.email.channel import BAD_ADDRESS, NO_ADDRESS, EmailChannel
from alerts.channels.email.dialogue import Dialogue, is_path, ready, stuffed
from alerts.channels.email.trouble import Missing, NotTaken, Stage
from alerts.model.delivery import Outcome, Refused, Sent
from tests.alerts.channels.email_sending.stories import Envelopes, delivery, letter, to_relay, with_channel
from tests.alerts.ledger.stories import Clock
from tests.smtp_server.chaos import Chaos


@pytest.mark.parametrize(
    ("content", "travels"),
    [
        (b"a\r\n", b"a\r\n.\r\n"),
        (b"a", b"a\r\n.\r\n"),
        (b"a\nb\rc\r\n", b"a\r\nb\r\nc\r\n.\r\n"),
        (b".\r\n..\r\na.\r\n", b"..\r\n...\r\na.\r\n.\r\n"),
        (b"a\n.\nMAIL FROM:<x>\n", b"a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"),
        (b"a\r.\r\n", b"a\r\n..\r\n.\r\n"),
        (b"", b"\r\n.\r\n"),
    ],
)
def test_only_the_last_line_is_a_dot_alone(content: bytes, travels: bytes) -> None:
    assert stuffed(ready(content)) == travels
    assert len(re.findall(rb"(?:^|[\r\n])\.(?=[\r\n])", travels)) == 1, "and no reader can see another one"


def test_a_message_of_dots_arrives_as_it_was_written(chaos: Chaos) -> None:
    body = ".\r\n..\r\n.fin\r\nQUIT\r\n.\r\nMAIL FROM:<x@asso.example>\r\n"

    async def story(channel: EmailChannel) -> Outcome:
        return await channel.send(letter("ok@asso.example"), delivery(1))

    assert isinstance(with_channel(to_relay(chaos), Clock(), story, envelopes=Envelopes(body)), Sent)
    (stored,) = chaos.stored
    assert stored.content.decode().endswith(f"\r\n\r\n{body}\r\n")


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example>\r\nRCPT TO:<c@d.example",
        "a b@c.example",
        "<a@b.example>",
        "été@asso.example",
        "a@été.example",
        "a@b.example SIZE=1",
        "a@",
        "@b.example",
        "a",
        "a@b\0.example",
    ],
)
def test_an_address_never_becomes_a_command(chaos: Chaos, address: str) -> None:
    async def story(channel: EmailChannel) -> Outcome:
        return await channel.send(letter(address), delivery(1))

    assert not is_path(address)
    assert with_channel(to_relay(chaos), Clock(), story) == Refused(BAD_ADDRESS)
    assert chaos.connections == 0


def test_nobody_to_write_to(chaos: Chaos) -> None:
    async def story(channel: EmailChannel) -> Outcome:
        return await channel.send(letter(""), delivery(1))

    assert with_channel(to_relay(chaos), Clock(), story) == Refused(NO_ADDRESS)


@pytest.mark.parametrize("address", ["o'brien+x@asso.example", "a.b_c-d@sous.asso.example"])
def test_unusual_addresses_are_written_as_they_are(chaos: Chaos, address: str) -> None:
    async def story(channel: EmailChannel) -> Outcome:
        return await channel.send(letter(address), delivery(1))

    assert isinstance(with_channel(to_relay(chaos), Clock(), story), Sent)
    assert chaos.attempts[address] == 1


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def spoken(talk: Talk, *, pipelining: bool = True) -> NotTaken | str:
    """What comes of one mail when the other side talks like this, right after the greeting and EHLO."""

    async def story() -> NotTaken | str:
        async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await talk(reader, writer)
            finally:
                writer.close()

        async with await asyncio.start_server(other, "127.0.0.1", 0) as server:
            loop = asyncio.get_running_loop()
            port = server.sockets[0].getsockname()[1]
            transport, _ = await loop.create_connection(asyncio.Protocol, "127.0.0.1", port)
            line = Dialogue(transport, frozenset({"pipelining"} if pipelining else ()))
            by = loop.time() + 2
            try:
                reply = await line.send("from@vigie.example", "to@asso.example", b"Hello\r\n", by, by)
                return f"{reply.code} {reply.enhanced}|{reply.text}"
            except NotTaken as trouble:
                return trouble
            finally:
                line.abort()

    return asyncio.run(story())


def test_answers_may_come_octet_by_octet_and_on_several_lines() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"DATA\r\n")
        for octet in b"250-2.1.0 first\r\n250 2.1.0 second\r\n250 ok\r\n354\r\n":
            writer.write(bytes([octet]))
            await writer.drain()
            await asyncio.sleep(0)
        await reader.readuntil(b"\r\n.\r\n")
        writer.write(b"250-2.0.0 taken\r\n250-2.0.0 as\r\n250 2.0.0 42\r\n")
        await writer.drain()

    assert spoken(talk) == "250 2.0.0|2.0.0 taken as 42"


def test_a_relay_that_waits_for_a_message_with_nobody_to_go_to_gets_none() -> None:
    """RFC 2920, 3.1: commands left together, the recipient is refused, and DATA is answered 354 all the same."""
    got = bytearray()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.extend(await reader.readuntil(b"DATA\r\n"))
        writer.write(b"250 ok\r\n550 5.1.1 no such user\r\n354 go on\r\n")
        await writer.drain()
        got.extend(await reader.read())

    trouble = spoken(talk)
    assert isinstance(trouble, NotTaken)
    assert (trouble.stage, trouble.reply and trouble.reply.enhanced) == (Stage.RECIPIENT, "5.1.1")
    assert got == b"MAIL FROM:<from@vigie.example>\r\nRCPT TO:<to@asso.example>\r\nDATA\r\n"


def test_the_first_refusal_is_the_reason() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"DATA\r\n")
        writer.write(b"451 4.3.2 not now\r\n503 5.5.1 MAIL first\r\n503 5.5.1 RCPT first\r\n")
        await writer.drain()
        await reader.read()

    trouble = spoken(talk)
    assert isinstance(trouble, NotTaken)
    assert (trouble.stage, trouble.reply and trouble.reply.code) == (Stage.SENDER, 451)


@pytest.mark.parametrize("nonsense", [b"hello\r\n", b"25\r\n", b"250_ok\r\n", b"2" * 100_000, b"250-x\r\n" * 20_000])
def test_what_is_no_answer_ends_the_conversation(nonsense: bytes) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"DATA\r\n")
        writer.write(nonsense)
        await writer.drain()
        await reader.read()

    trouble = spoken(talk)
    assert isinstance(trouble, NotTaken)
    assert (trouble.stage, trouble.missing, trouble.perhaps) == (Stage.SENDER, Missing.CUT, False)


@pytest.mark.parametrize("pipelining", [True, False])
def test_cut_after_the_content_began_it_may_have_arrived(pipelining: bool) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for command, reply in ((b"MAIL", b"250 ok\r\n"), (b"RCPT", b"250 ok\r\n"), (b"DATA", b"354 go on\r\n")):
            assert (await reader.readuntil(b"\r\n")).startswith(command)
            writer.write(reply)
            await writer.drain()
        await reader.readuntil(b"Hello")

    trouble = spoken(talk, pipelining=pipelining)
    assert isinstance(trouble, NotTaken)
    assert trouble.perhaps
