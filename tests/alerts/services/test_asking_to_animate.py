"""Somebody of no structure asks, from an invitation to animate a network, that an address open it: one mail, which says
what is confirmed, then a person who may accept."""

import pytest

from alerts.channels.channel import Letter
from alerts.messages.mail.account import NO_TRACKING, WHAT_ANIMATORS_RECEIVE
from alerts.messages.message import ActionKind
from alerts.model.delivery import DeliveryKind
from alerts.model.preference import BY_MAIL
from alerts.model.structure import Structure, StructureKind
from alerts.services import exporting, network_animating, networks, people, subscribing, uniting
from alerts.services.errors import Refusal
from alerts.services.requested import Proof
from alerts.store.engine import Database
from tests.alerts.messages.mail.stories import aloud
from tests.alerts.services.gatherings import Gathering, gathering_on
from tests.alerts.services.mailboxes import Postman, posted
from tests.alerts.services.stories import NOON, owed

NORA = "nora@ptce.example.org"
PROOF = Proof(NOON, subscribing.INVITATION, "animer-1")
PTCE = "PTCE des Rives fictives"
HEDGES = Structure("", "Les Haies fictives", frozenset({StructureKind.ACI}))


@pytest.fixture
def gathering(database: Database) -> Gathering:
    return gathering_on(database)


def asked(database: Database, gathering: Gathering, email: str = NORA) -> str:
    """The link that she held."""
    with database.write() as session:
        token = network_animating.invite(session, gathering.elias, gathering.ptce.id, NOON)
        subscribing.ask_to_animate(session, token, email, PROOF, NOON)
    return token


def confirmed(database: Database) -> subscribing.Confirmed:
    cause = owed(database, DeliveryKind.CONFIRMATION)[-1].cause
    with database.write() as session:
        return subscribing.confirm(session, subscribing.token_of(session, cause, NOON), NOON)


def arrived(database: Database, gathering: Gathering) -> int:
    """Nora, who confirmed and accepted."""
    asked(database, gathering)
    nora = confirmed(database)
    with database.write() as session:
        network_animating.accept_at(session, nora.invitation, nora.person_id, NOON)
    return nora.person_id


def letters(database: Database) -> list[Letter]:
    postman = Postman()
    posted(database, postman, NOON)
    return postman.letters


def test_her_mail_says_which_network_and_what_she_will_receive(database: Database, gathering: Gathering) -> None:
    asked(database, gathering)
    (letter,) = letters(database)
    message = letter.message
    assert message.title == "Confirmez votre adresse pour animer un réseau sur Vigie ESS"
    words = " ".join(aloud(message).replace("’", "'").split())
    for said in (f"à animer le réseau « {PTCE} »", WHAT_ANIMATORS_RECEIVE, NO_TRACKING):
        assert said in words
    ((action,),) = message.actions
    assert (action.kind, action.label) == (ActionKind.GO, "Oui, c'est bien moi")


def test_an_invitation_that_ended_meanwhile_sends_no_mail(database: Database, gathering: Gathering) -> None:
    token = asked(database, gathering)
    with database.write() as session:
        network_animating.accept(session, token, gathering.team.doris, NOON)
    assert letters(database) == []


def test_the_link_itself_is_kept_nowhere(database: Database, gathering: Gathering) -> None:
    token = asked(database, gathering)
    (row,) = owed(database, DeliveryKind.CONFIRMATION)
    assert token not in str(row)


def test_what_is_kept_of_her_is_an_address_and_its_proof(database: Database, gathering: Gathering) -> None:
    nora = arrived(database, gathering)
    with database.read() as session:
        assert people.memberships_of(session, nora) == []
        assert [one.network.name for one in networks.of_person(session, nora)] == [PTCE]
        file = str(exporting.export(session, nora, NOON))
    assert NORA in file
    assert "sur la page d'une invitation" in file


def test_on_telegram_later_she_is_one_person_who_still_animates(database: Database, gathering: Gathering) -> None:
    nora = arrived(database, gathering)
    with database.write() as session:
        telegram = people.meet(session, 7_000_000_009, "Nora", NOON).id
        subscribing.ask_for_person(session, telegram, NORA, Proof(NOON, "telegram", "1"), NOON)
    cause = owed(database, DeliveryKind.CONFIRMATION)[-1].cause
    with database.write() as session:
        token = subscribing.token_of(session, cause, NOON)
        shown = subscribing.look(session, token, NOON)
        assert (shown.unites, shown.others) == (True, ()), "it is said before, though she has no structure"
        assert subscribing.confirm(session, token, NOON).merge_with == nora
        uniting.unite_confirmed(session, token, NOON)
    with database.read() as session:
        assert [one.network.name for one in networks.of_person(session, telegram)] == [PTCE]


@pytest.mark.parametrize("email", ["nora", "", "nora@ptce.example.org, omar@ptce.example.org"])
def test_what_is_no_address_is_refused(database: Database, gathering: Gathering, email: str) -> None:
    with pytest.raises(Refusal):
        asked(database, gathering, email)
    assert owed(database, DeliveryKind.CONFIRMATION) == []


def test_three_mails_an_hour_to_an_address_and_nothing_is_said(database: Database, gathering: Gathering) -> None:
    for _ in range(5):
        asked(database, gathering)
    assert len(owed(database, DeliveryKind.CONFIRMATION)) == 3


def test_the_structure_that_she_described_before_begins_all_the_same(database: Database, gathering: Gathering) -> None:
    """Both mails wait in her box: she answers the invitation first, then the other one."""
    with database.write() as session:
        subscribing.ask(session, NORA, HEDGES, BY_MAIL, Proof(NOON, subscribing.PAGE, "1"), NOON)
    (first,) = [one.cause for one in owed(database, DeliveryKind.CONFIRMATION)]
    with database.write() as session:
        waiting = subscribing.token_of(session, first, NOON)
    nora = arrived(database, gathering)
    with database.write() as session:
        assert not subscribing.look(session, waiting, NOON).already
        told = subscribing.confirm(session, waiting, NOON)
        assert told.person_id == nora
        ((membership, structure),) = people.memberships_of(session, nora)
        assert (told.membership, structure.name) == (membership.id, HEDGES.name)
        assert [one.network.name for one in networks.of_person(session, nora)] == [PTCE]
        with pytest.raises(Refusal):
            subscribing.confirm(session, waiting, NOON)
