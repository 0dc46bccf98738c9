"""The mails that carry a link which acts: the token is made when the mail is written, and only its hash is kept."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from alerts.channels.channel import Letter, Style
from alerts.clauses.eligibility import may_answer
from alerts.ledger import book
from alerts.messages.message import ActionKind
from alerts.model.delivery import Later, Outcome
from alerts.model.people import Membership
from alerts.model.preference import BY_MAIL
from alerts.model.structure import Structure, StructureKind
from alerts.services import access, people, subscribing
from alerts.services.asked import NO_PAGES
from alerts.services.deliver import Composer
from alerts.services.digesting import owe_digests
from alerts.services.errors import Refusal
from alerts.services.requested import Proof
from alerts.store.engine import Database
from tests.alerts.services.mailboxes import Postman, posted, reader
from tests.alerts.services.stories import ATELIERS, NOON, owed, read, subscribed

HAIES = Structure("", "Le Chantier des Haies", frozenset({StructureKind.ACI}))
MINUTE = timedelta(minutes=1)


def asked(database: Database, email: str = "lise@example.org") -> None:
    with database.write() as session:
        subscribing.ask(session, email, HAIES, BY_MAIL, Proof(NOON, "page", "v1"), NOON)


def link_of(letter: Letter) -> str:
    (url,) = [one.url for row in letter.message.actions for one in row if one.kind is ActionKind.GO]
    assert url is not None
    return url


def token_in(letter: Letter, page: str) -> str:
    before, _, token = urlsplit(link_of(letter)).path.rpartition("/")
    assert before == f"/{page}"
    return token


def test_who_subscribes_again_reads_that_nothing_changed(database: Database) -> None:
    postman = Postman()
    subscribed(database, ATELIERS)
    reader(database, "lise@example.org")
    asked(database)
    posted(database, postman, NOON)
    (letter,) = postman.letters
    assert letter.message.summary == "Cette adresse est déjà inscrite : rien n'a été changé."
    assert token_in(letter, "entrer")


def test_an_address_is_asked_whether_it_is_theirs(database: Database) -> None:
    asked(database)
    postman = Postman()
    assert posted(database, postman, NOON).sent == 1
    (letter,) = postman.letters
    assert (letter.to, letter.address, letter.membership, letter.why) == (None, "lise@example.org", None, "")
    assert "Le Chantier des Haies" in str(letter.message)
    with database.write() as session:
        confirmed = subscribing.confirm(session, token_in(letter, "confirmer"), NOON + MINUTE)
        assert confirmed.membership is not None
        held: list[tuple[Membership, Structure]] = people.memberships_of(session, confirmed.person_id)
    assert [(one.name, membership.preference) for membership, one in held] == [(HAIES.name, BY_MAIL)]
    assert owe_digests(database, NOON + MINUTE) == 0, "the first one was owed at once"


def test_a_mail_written_again_carries_another_link(database: Database) -> None:
    asked(database)
    written: list[str] = []

    def not_yet(letter: Letter) -> Outcome | None:
        written.append(link_of(letter))
        return Later(NOON + MINUTE, "le serveur demande d'attendre") if len(written) == 1 else None

    postman = Postman(answer=not_yet)
    posted(database, postman, NOON)
    posted(database, postman, NOON + MINUTE)
    assert len(set(written)) == 2
    assert len(postman.letters) == 1


def test_a_link_opens_the_settings_of_whoever_asked(database: Database) -> None:
    subscribed(database, ATELIERS)
    key = reader(database, "lise@example.org")
    with database.write() as session:
        access.ask(session, "lise@example.org", NOON)
    postman = Postman()
    posted(database, postman, NOON)
    (letter,) = postman.letters
    with database.write() as session:
        opened = access.enter(session, token_in(letter, "entrer"), NOON + MINUTE)
        assert f"person:{access.who(session, opened, NOON + MINUTE).id}" == key


def test_what_no_longer_means_anything_is_not_sent(database: Database) -> None:
    asked(database)
    postman = Postman()
    posted(database, postman, NOON)
    with database.write() as session:
        subscribing.confirm(session, token_in(postman.letters[0], "confirmer"), NOON)
    again = [one for one in owed(database) if not one.recipient.startswith("person:")]
    assert [one.outcome for one in again] == ["sent"]
    with database.write() as session, pytest.raises(Refusal):
        subscribing.token_of(session, again[0].cause, NOON)


def test_without_a_public_address_nothing_is_promised(database: Database) -> None:
    asked(database)
    with database.write() as session:
        rows = book.claim(session, NOON, n=10, lease=MINUTE)
    ((_, said),) = Composer(database, read, may_answer, lambda: NOON, {"email": Style.MAIL})(rows)
    assert not isinstance(said, Letter)
    assert getattr(said, "reason", "") == NO_PAGES
