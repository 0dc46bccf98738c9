"""A real relay takes our letters, refuses them, and hands them over as they were written."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import dkim
import pytest

from alerts.channels.email.channel import EmailChannel
from alerts.links.signed import LinkKind
from alerts.model.delivery import Later, Outcome, Refused, Sent, Unreachable
from tests.alerts.services.stories import NOON
from tests.postfix.relay import Postfix, somebody
from tests.postfix.stories import LINKS, SENDER, claimed, letter, through


def sent(postfix: Postfix, address: str, key_file: Path | None = None) -> Outcome:
    return through(postfix, lambda channel: channel.send(letter(address), claimed()), key_file)


def head_and_body(raw: bytes) -> tuple[list[bytes], bytes]:
    """Header fields as they stand, folded lines included; what the last server adds comes first."""
    head, _, body = raw.partition(b"\n\n")
    fields: list[bytes] = []
    for line in head.split(b"\n"):
        if line[:1] in b" \t" and fields:
            fields[-1] += b"\n" + line
        else:
            fields.append(line)
    return fields, body


def test_a_letter_arrives_as_it_was_written(postfix: Postfix) -> None:
    to = somebody("accueil")
    assert isinstance(sent(postfix, to), Sent)
    (raw,) = postfix.delivered(to)
    fields, _ = head_and_body(raw)
    stop = LINKS.url(LinkKind.UNSUBSCRIBE, 12, now=NOON).encode()
    (unsubscribe,) = [one for one in fields if one.lower().startswith(b"list-unsubscribe:")]
    assert b"<" + stop + b">" in unsubscribe
    assert b"=?" not in unsubscribe
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in fields
    assert b"\n.\n" not in raw.split(b"Content-Type: text/html")[0] or b"\n..\n" not in raw
    (path,) = [one for one in fields if one.startswith(b"Return-Path: ")]
    assert path.startswith(b"Return-Path: <bounce+3c1-")


def test_the_signature_holds_after_the_relay(postfix: Postfix, key_file: Path, published: Callable[..., bytes]) -> None:
    to = somebody("accueil")
    assert isinstance(sent(postfix, to, key_file), Sent)
    (raw,) = postfix.delivered(to)
    assert dkim.verify(raw, dnsfunc=published)
    signature = next(one for one in head_and_body(raw)[0] if one.startswith(b"DKIM-Signature:"))
    names = b"".join(signature.partition(b"h=")[2].split(b";")[0].split()).split(b":")
    assert {b"from", b"to", b"subject", b"date", b"message-id", b"list-unsubscribe", b"list-unsubscribe-post"} <= set(
        names
    )
    assert names.count(b"from") == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Subject: ", b"Subject: Autre chose "),
        (b"List-Unsubscribe: <https://vigie", b"List-Unsubscribe: <https://voleur"),
        (b"From: ", b"From: voleur@ailleurs.example\nFrom: "),
    ],
    ids=["the subject", "the link to stop", "a second sender"],
)
def test_a_letter_that_somebody_changed_is_known_by_its_signature(
    postfix: Postfix, key_file: Path, published: Callable[..., bytes], before: bytes, after: bytes
) -> None:
    to = somebody("accueil")
    sent(postfix, to, key_file)
    (raw,) = postfix.delivered(to)
    assert b"\n" + before in raw
    assert not dkim.verify(raw.replace(b"\n" + before, b"\n" + after, 1), dnsfunc=published)


@pytest.mark.parametrize(
    ("behaviour", "outcome", "why"),
    [
        ("grey", Later, "demande de revenir plus tard"),
        ("unknown", Unreachable, "cette adresse n’existe pas"),
        ("full", Later, "est pleine"),
        ("close", Later, "le relais demande d’attendre"),
        ("policy", Later, "refusé par règle"),
        ("data4", Later, "ne peut pas prendre le message pour le moment"),
        ("data5", Refused, "refuse le contenu de ce message"),
    ],
)
def test_each_refusal_is_understood(postfix: Postfix, behaviour: str, outcome: type, why: str) -> None:
    became = sent(postfix, somebody(behaviour))
    assert isinstance(became, outcome)
    assert why in (became.why if isinstance(became, Later) else became.reason)  # type: ignore[union-attr]


@pytest.mark.parametrize("behaviour", ["unknown", "full", "close", "data4", "data5"])
def test_a_refusal_does_not_keep_the_next_letter_from_leaving(postfix: Postfix, behaviour: str) -> None:
    to = somebody("accueil")

    async def story(channel: EmailChannel) -> Outcome:
        await channel.send(letter(somebody(behaviour)), claimed(1))
        return await channel.send(letter(to), claimed(2))

    assert isinstance(through(postfix, story), Sent)
    assert len(postfix.delivered(to)) == 1


def test_two_hundred_letters_arrive_once_each_over_two_connections(postfix: Postfix) -> None:
    people = [somebody("accueil", "reseau.example") for _ in range(200)]

    async def story(channel: EmailChannel) -> list[Outcome]:
        return await asyncio.gather(*(channel.send(letter(to), claimed(n)) for n, to in enumerate(people)))

    assert all(isinstance(one, Sent) for one in through(postfix, story))
    assert [len(postfix.delivered(to)) for to in people] == [1] * 200
    assert SENDER.address == "vigie@vigie.example"
