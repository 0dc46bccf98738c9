"""From a letter that leaves to an address that is no longer written to, with nobody in between but Postfix."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from alerts.channels.email.channel import EmailChannel
from alerts.ledger import book
from alerts.ledger.desk import Written
from alerts.ledger.drain import Drained, drain
from alerts.model.delivery import Claimed, DeliveryKind, Owed
from alerts.services import audience
from alerts.services.bouncing import Effect
from alerts.store import addresses
from alerts.store.engine import Database
from tests.alerts.services.returns import Post, open_post
from tests.alerts.services.stories import NOON
from tests.postfix.relay import Postfix, somebody
from tests.postfix.stories import letter, through


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return open_post(database, tmp_path / "Maildir")


def lives_at(post: Post, email: str) -> None:
    """Anne gives another address."""
    with post.database.write() as session:
        addresses.delete_address(session, post.address.id)
        asked = addresses.ask(session, email, NOON)
        addresses.confirm(session, asked.id, post.team.anne, "{}", 1, NOON)


def drained(post: Post, postfix: Postfix) -> tuple[Drained, list[Claimed]]:
    """One digest is owed to Anne and leaves."""
    rows: list[Claimed] = []

    def compose(claimed: Sequence[Claimed]) -> Written:
        rows.extend(claimed)
        with post.database.read() as session:
            where = audience.address_of(session, claimed[0].to)
        return [(list(claimed), letter(where or ""))]

    async def story(channel: EmailChannel) -> Drained:
        return await drain(post.database, {channel.name: channel}, compose, lambda: NOON)

    one = Owed(post.team.jardins.id, "email", DeliveryKind.DIGEST, {}, "digest:1", NOON, f"person:{post.team.anne}")
    with post.database.write() as session:
        book.owe(session, [one], NOON)
    return through(postfix, story), rows


@pytest.mark.parametrize(
    ("behaviour", "effect", "trouble"),
    [
        ("unknown", Effect.GONE, "cette adresse n’existe pas, ou plus"),
        ("full", Effect.COUNTED, None),
        ("waits", Effect.COUNTED, None),
        ("policy", Effect.OURS, None),
    ],
)
def test_a_refusal_far_away_comes_back_and_is_understood(
    post: Post, postfix: Postfix, behaviour: str, effect: Effect, trouble: str | None
) -> None:
    lives_at(post, somebody(behaviour, "loin.example"))
    done, rows = drained(post, postfix)
    assert done.sent == 1  # the relay took it: that is all that was known
    postfix.hand_over(post.returns_of(rows[0]), post.folder)
    assert post.read().of == ((effect, 1),)
    assert post.address.trouble == trouble
    assert post.waiting == []
    if effect is Effect.GONE:
        assert len(post.told_on_telegram()) == 1


def test_a_refusal_at_once_needs_no_notice(post: Post, postfix: Postfix) -> None:
    lives_at(post, somebody("unknown"))
    done, _ = drained(post, postfix)
    assert done.refused == 1
    assert post.address.trouble is not None
    assert len(post.told_on_telegram()) == 1
