"""The drawer of proofs: written down by anybody of the team, read by nobody else; and documents, if the host allows."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from alerts.model.reply import KeptFile, Proof, ProofKind
from alerts.services import drawer, forgetting, people
from alerts.services.errors import NotYours, Refusal
from alerts.store import replies
from alerts.store.engine import Database, Session
from tests.alerts.services.stories import NOON, later
from tests.alerts.services.teams import Team, team_on

CONVENTION = Proof(ProofKind.CONVENTION_IAE, "ACI-2026-000", date(2026, 1, 1), date(2026, 12, 31), "classeur bleu")
PDF = b"%PDF-1.7 fictif"
MEGABYTE = 1_000_000


@pytest.fixture
def team(database: Database) -> Team:
    return team_on(database)


def saved(database: Database, team: Team, proof: Proof = CONVENTION, person: int | None = None) -> Proof:
    with database.write() as session:
        return drawer.save_proof(session, person or team.bilal, team.jardins.id, proof, NOON)


def held(database: Database, team: Team) -> tuple[Proof, ...]:
    with database.read() as session:
        return drawer.proofs_of(session, team.anne, team.jardins.id)


def attached(
    database: Database, team: Team, proof: Proof, content: bytes = PDF, name: str = "convention.pdf"
) -> KeptFile:
    with database.write() as session:
        return drawer.attach(
            session, team.bilal, team.jardins.id, proof.id, name, content, NOON, keep=True, most=MEGABYTE
        )


def test_a_member_writes_down_a_proof_and_the_manager_finds_it(database: Database, team: Team) -> None:
    proof = saved(database, team)
    assert proof.id > 0
    assert held(database, team) == (proof,) == (replace(CONVENTION, id=proof.id),)


def test_the_same_form_sent_twice_is_one_proof(database: Database, team: Team) -> None:
    assert saved(database, team) == saved(database, team)
    assert len(held(database, team)) == 1


def test_a_proof_is_renewed_in_its_place_and_its_document_stays(database: Database, team: Team) -> None:
    proof = saved(database, team)
    file = attached(database, team, proof)
    renewed = replace(proof, valid_until=date(2027, 12, 31), note="  étagère\n du haut ")
    answer = saved(database, team, renewed)
    assert answer == replace(renewed, note="étagère du haut", file=file)
    assert held(database, team) == (answer,)


def test_a_document_that_lasts_six_months_has_its_last_day_written(database: Database, team: Team) -> None:
    urssaf = saved(database, team, Proof(ProofKind.VIGILANCE_URSSAF, issued_on=date(2026, 8, 31)))
    assert urssaf.valid_until == date(2027, 2, 28)
    with database.read() as session:
        assert replies.ending(session, date(2027, 3, 1)) == [(team.jardins.id, urssaf.id)]


def test_an_end_before_its_beginning_is_refused(database: Database, team: Team) -> None:
    twisted = Proof(ProofKind.KBIS, issued_on=date(2026, 11, 1), valid_until=date(2026, 10, 1))
    with pytest.raises(Refusal, match="avant la date du document"):
        saved(database, team, twisted)
    assert held(database, team) == ()


def test_a_proof_leaves_with_its_document(database: Database, team: Team) -> None:
    proof = saved(database, team)
    attached(database, team, proof)
    with database.write() as session:
        assert drawer.drop_proof(session, team.bilal, team.jardins.id, proof.id)
    with database.write() as session:
        assert not drawer.drop_proof(session, team.bilal, team.jardins.id, proof.id), "again is nothing"
        assert replies.load_file(session, proof.id) is None
    assert held(database, team) == ()


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_that_no_database_holds_is_no_proof(database: Database, team: Team, number: int) -> None:
    """Anybody may type one in an address."""
    saved(database, team)
    with database.write() as session:
        assert not drawer.drop_proof(session, team.bilal, team.jardins.id, number)
    assert len(held(database, team)) == 1


def _uses(person: int, structure: str, proof: Proof) -> list[Callable[[Session], object]]:
    return [
        lambda session: drawer.proofs_of(session, person, structure),
        lambda session: drawer.save_proof(session, person, structure, proof, later()),
        lambda session: drawer.drop_proof(session, person, structure, proof.id),
        lambda session: drawer.read_file(session, person, structure, proof.id),
        lambda session: drawer.drop_file(session, person, structure, proof.id),
        lambda session: drawer.attach(session, person, structure, proof.id, "a", PDF, NOON, keep=True, most=MEGABYTE),
    ]


def test_neighbours_and_strangers_see_and_change_nothing(database: Database, team: Team) -> None:
    proof = saved(database, team)
    attached(database, team, proof)
    jardins, vergers = team.jardins.id, team.vergers.id
    for person in (team.claire, team.doris):
        for use in _uses(person, jardins, proof):
            with pytest.raises(NotYours), database.write() as session:
                use(session)
    with database.write() as session:  # through a structure of hers, with the number of another's proof
        with pytest.raises(NotYours, match="plus dans le tiroir"):
            drawer.save_proof(session, team.claire, vergers, proof, later())
        with pytest.raises(NotYours):
            drawer.read_file(session, team.claire, vergers, proof.id)
        with pytest.raises(NotYours):
            drawer.attach(session, team.claire, vergers, proof.id, "a", PDF, NOON, keep=True, most=MEGABYTE)
        with pytest.raises(NotYours):
            drawer.drop_file(session, team.claire, vergers, proof.id)
        assert not drawer.drop_proof(session, team.claire, vergers, proof.id)
    (still,) = held(database, team)
    assert still.file is not None


KINDS = [
    (b"%PDF-1.4\n", "Convention.PDF", KeptFile("Convention.pdf", "application/pdf", 9)),
    (b"\xff\xd8\xff\xe0....", "photo.heic", KeptFile("photo.jpg", "image/jpeg", 8)),
    (b"\x89PNG\r\n\x1a\n....", "capture", KeptFile("capture.png", "image/png", 12)),
    (PDF, "../../etc/passwd", KeptFile("passwd.pdf", "application/pdf", len(PDF))),
    (PDF, 'C:\\a\\rc"\r\n.pdf', KeptFile("rc.pdf", "application/pdf", len(PDF))),
    (PDF, "", KeptFile("document.pdf", "application/pdf", len(PDF))),
    (PDF, "attestation d'été (2026).pdf", KeptFile("attestation d'été (2026).pdf", "application/pdf", len(PDF))),
]


@pytest.mark.parametrize(("content", "name", "kept"), KINDS)
def test_a_document_is_known_by_its_first_bytes(
    database: Database, team: Team, content: bytes, name: str, kept: KeptFile
) -> None:
    proof = saved(database, team)
    assert attached(database, team, proof, content, name) == kept
    with database.read() as session:
        assert drawer.read_file(session, team.anne, team.jardins.id, proof.id) == (kept, content)


REFUSED = [
    (b"", "vide"),
    (b"MZ\x90 not a picture", "ni un PDF"),
    (b"<html>%PDF-</html>", "ni un PDF"),
    (b"PK\x03\x04", "ni un PDF"),
    (b"%PDF-" + b"0" * MEGABYTE, "trop lourd : 1 Mo au plus"),
]


@pytest.mark.parametrize(("content", "sentence"), REFUSED)
def test_what_is_not_a_document_is_refused_kindly(
    database: Database, team: Team, content: bytes, sentence: str
) -> None:
    proof = saved(database, team)
    with pytest.raises(Refusal, match=sentence):
        attached(database, team, proof, content)
    (still,) = held(database, team)
    assert still.file is None


def test_a_host_that_keeps_no_documents_says_so(database: Database, team: Team) -> None:
    proof = saved(database, team)
    with pytest.raises(Refusal, match="ne garde pas les documents"), database.write() as session:
        drawer.attach(session, team.bilal, team.jardins.id, proof.id, "a", PDF, NOON, keep=False, most=MEGABYTE)


def test_a_document_is_replaced_then_taken_away_and_the_proof_stays(database: Database, team: Team) -> None:
    proof = saved(database, team)
    attached(database, team, proof)
    attached(database, team, proof, b"\x89PNG\r\n\x1a\n2", "scan.png")
    with database.read() as session:
        assert drawer.read_file(session, team.anne, team.jardins.id, proof.id)[0].name == "scan.png"
    with database.write() as session:
        drawer.drop_file(session, team.bilal, team.jardins.id, proof.id)
    assert held(database, team) == (proof,)
    with pytest.raises(Refusal, match="Aucun fichier"), database.read() as session:
        drawer.read_file(session, team.anne, team.jardins.id, proof.id)


def test_a_drawer_is_not_without_end(database: Database, team: Team) -> None:
    with database.write() as session:
        for number in range(drawer.MOST):
            replies.put_proof(session, team.jardins.id, Proof(ProofKind.OTHER, str(number)), NOON)
    with pytest.raises(Refusal, match="plein"):
        saved(database, team)


def test_the_same_proof_from_two_people_at_once_is_one(database: Database, team: Team) -> None:
    start, failed = threading.Barrier(2), list[BaseException]()

    def saves(person: int) -> None:
        try:
            start.wait(20)
            saved(database, team, person=person)
        except BaseException as error:  # told to the test, which fails
            failed.append(error)

    threads = [threading.Thread(target=saves, args=(one,)) for one in (team.anne, team.bilal)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert (failed, len(held(database, team))) == ([], 1)


def test_when_the_last_person_is_erased_the_drawer_goes_with_the_structure(database: Database, team: Team) -> None:
    proof = saved(database, team)
    attached(database, team, proof)
    with database.write() as session:
        forgetting.forget(session, team.bilal, NOON)
    assert len(held(database, team)) == 1, "the structure stays with Anne"
    with database.write() as session:
        forgetting.forget(session, team.anne, NOON)
        assert replies.load_proofs(session, team.jardins.id) == ()
        assert replies.load_file(session, proof.id) is None
        assert people.team_of(session, team.vergers.id)
