"""Links that act once: what each says when it no longer acts, and signed links that act once too."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from alerts.links.signed import LinkKind, Links
from alerts.services import tokens
from alerts.services.errors import Refusal
from alerts.services.tokens import Purpose
from alerts.store.engine import Database
from tests.alerts.services.stories import NOON, later

DAY = timedelta(days=1)
LINKS = Links("https://vigie.example", "a secret of the host, made up")


def made(database: Database, purpose: Purpose) -> str:
    with database.write() as session:
        return tokens.make(session, purpose, {"about": "it"}, NOON, lasts=DAY, made_by=None)


@pytest.mark.parametrize("purpose", [one for one in Purpose if one is not Purpose.SPENT])
def test_every_token_fits_the_start_of_a_chat_and_an_address(database: Database, purpose: Purpose) -> None:
    token = made(database, purpose)
    assert len(token) <= 64
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    with database.engine.connect() as connection:
        assert token not in str(connection.exec_driver_sql("SELECT * FROM token").all()), "only its hash is kept"


@pytest.mark.parametrize(
    ("purpose", "unknown", "expired", "used"),
    [
        (Purpose.INVITATION, "demandez-en un nouveau", "à la personne qui vous l’a envoyé", "ne sert qu’une fois"),
        (Purpose.CONFIRM, "refaites votre demande", "un nouvel e-mail", "plus rien à confirmer"),
        (Purpose.ACCESS, "depuis l’e-mail reçu", "il arrive par e-mail", "ne sert qu’une fois"),
        (Purpose.SESSION, "Demandez un nouveau lien", "Demandez un nouveau lien", "Demandez un nouveau lien"),
        (Purpose.LINK, "depuis vos réglages", "dans vos réglages", "dans vos réglages"),
    ],
)
def test_each_says_in_its_own_words_why_it_no_longer_acts(
    database: Database, purpose: Purpose, unknown: str, expired: str, used: str
) -> None:
    token, other = made(database, purpose), made(database, purpose)
    with database.write() as session:
        for words, given, then in ((unknown, f"{token}x", NOON), (expired, token, later(2))):
            with pytest.raises(Refusal) as refusal:
                tokens.look(session, given, purpose, then)
            assert words in refusal.value.sentence
        tokens.use(session, other, purpose, NOON)
        with pytest.raises(Refusal) as refusal:
            tokens.use(session, other, purpose, NOON)
        assert used in refusal.value.sentence


@pytest.mark.parametrize("purpose", [Purpose.CONFIRM, Purpose.ACCESS, Purpose.SESSION, Purpose.LINK])
def test_a_token_acts_for_its_own_purpose_only(database: Database, purpose: Purpose) -> None:
    token = made(database, Purpose.INVITATION)
    with database.write() as session:
        for act in (tokens.look, tokens.use):
            with pytest.raises(Refusal):
                act(session, token, purpose, NOON)
        assert tokens.use(session, token, Purpose.INVITATION, NOON).subject == {"about": "it"}


def test_a_signed_link_that_acts_once_is_written_down_when_it_acts(database: Database) -> None:
    link, other = (LINKS.token(LinkKind.WIDEN, 12, name, now=NOON) for name in ("boamp:26-1", "boamp:26-2"))
    with database.write() as session:
        assert tokens.spend(session, link, NOON, keep=30 * DAY)
        assert not tokens.spend(session, link, later(), keep=30 * DAY)
        assert tokens.spend(session, other, NOON, keep=30 * DAY)
    with database.engine.connect() as connection:
        assert link not in str(connection.exec_driver_sql("SELECT * FROM token").all())


def test_what_was_spent_is_remembered_as_long_as_the_link_is_good(database: Database) -> None:
    link = LINKS.token(LinkKind.WIDEN, 12, now=NOON)
    with database.write() as session:
        tokens.spend(session, link, NOON, keep=30 * DAY)
        tokens.sweep(session, later(30))
        assert not tokens.spend(session, link, later(30), keep=30 * DAY)
        assert tokens.sweep(session, later(38)) == 1


def test_two_taps_at_once_act_once(database: Database) -> None:
    gate = Barrier(4)

    def tap(_: int) -> bool:
        gate.wait(timeout=20)
        with database.write() as session:
            return tokens.spend(session, "signed", NOON, keep=DAY)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tap, range(4))) == [False, False, False, True]


@pytest.mark.parametrize(("uses", "comers"), [(1, 4), (3, 8)])
def test_a_link_good_several_times_is_never_used_once_too_often(database: Database, uses: int, comers: int) -> None:
    with database.write() as session:
        subject = tokens.several({"about": "it"}, uses)
        token = tokens.make(session, Purpose.NETWORK, subject, NOON, lasts=DAY, made_by=None)
    together = Barrier(comers)

    def come(_: int) -> bool:
        together.wait(timeout=20)
        try:
            with database.write() as session:
                tokens.use_one_of(session, token, Purpose.NETWORK, NOON)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(comers) as all_at_once:
        assert sum(all_at_once.map(come, range(comers))) == uses
    with database.read() as session, pytest.raises(Refusal, match="autant de fois que prévu"):
        tokens.look(session, token, Purpose.NETWORK, NOON)


def test_how_many_uses_are_left(database: Database) -> None:
    with database.write() as session:
        token = tokens.make(session, Purpose.NETWORK, tokens.several({}, 2), NOON, lasts=DAY, made_by=None)
        assert tokens.left(tokens.use_one_of(session, token, Purpose.NETWORK, NOON)) == 2, "before this use"
        assert tokens.left(tokens.look(session, token, Purpose.NETWORK, NOON)) == 1
        tokens.use_one_of(session, token, Purpose.NETWORK, NOON)
        with pytest.raises(Refusal):
            tokens.use_one_of(session, token, Purpose.NETWORK, NOON)
    with pytest.raises(ValueError, match="0 times"):
        tokens.several({}, 0)


def test_several_times_or_not_a_link_ends_on_its_day_and_serves_one_purpose(database: Database) -> None:
    with database.write() as session:
        token = tokens.make(session, Purpose.NETWORK, tokens.several({}, 9), NOON, lasts=DAY, made_by=None)
        for purpose, at in ((Purpose.NETWORK, NOON + DAY), (Purpose.ANIMATOR, NOON)):
            with pytest.raises(Refusal):
                tokens.use_one_of(session, token, purpose, at)
        assert tokens.left(tokens.look(session, token, Purpose.NETWORK, NOON)) == 9
