"""Outside production nothing reaches a real person."""

import asyncio

import pytest

from alerts.channels.email.guard import Guard
from alerts.model.delivery import Refused, Sent
from tests.alerts.channels.email_sending.stories import delivery, letter, open_channel, to_relay
from tests.alerts.ledger.stories import Clock
from tests.smtp_server.chaos import Chaos

OUTSIDE = "hors production : aucun message ne part vers une vraie adresse ; nommez-la dans [email] allowed pour essayer"


@pytest.mark.parametrize(
    ("address", "goes"),
    [
        ("a@asso.example", True),
        ("a@example", True),
        ("a@un.test", True),
        ("a@example.org", True),
        ("a@mail.example.com", True),
        ("a@EXAMPLE.NET", True),
        ("a@rien.invalid", True),
        ("a@localhost", True),
        ("a@vraie.fr", False),
        ("a@myexample.org", False),
        ("a@example.org.fr", False),
        ("essai@nommee.fr", True),
        ("Essai@Nommee.fr", True),
        ("autre@nommee.fr", False),
        ("autre@domaine.fr", True),
        ("autre@sous.domaine.fr", False),
    ],
)
def test_only_what_is_nobodys_or_named(address: str, goes: bool) -> None:
    guard = Guard(allowed=("essai@nommee.fr", " @Domaine.fr"))
    assert guard.refusal(address) == (None if goes else OUTSIDE)
    assert Guard(production=True).refusal(address) is None


def test_the_channel_asks_before_it_connects(chaos: Chaos) -> None:
    async def told() -> None:
        async with open_channel(to_relay(chaos), Clock(), guard=Guard(allowed=("essai@nommee.fr",))) as channel:
            assert await channel.send(letter("quelqu.un@vraie.fr"), delivery(1)) == Refused(OUTSIDE)
            assert chaos.connections == 0
            assert await channel.send(letter("essai@nommee.fr"), delivery(2)) == Sent("<digest-2@vigie.example>")

    asyncio.run(told())
    assert [one.to for one in chaos.stored] == ["essai@nommee.fr"]
