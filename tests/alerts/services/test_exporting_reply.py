"""What a team prepared is in the file that its people take away: its sheet, its drawer, its work."""

import json
from datetime import date

import pytest

from alerts.model.reply import Assumptions, Manner, Mark, Outcome, Point, Proof, ProofKind, Sheet, Told
from alerts.services import drawer, exporting, sheets, working
from alerts.store import replies
from alerts.store.engine import Database
from tests.alerts.services.respondents import BRUNO, INES, joined, told_of
from tests.alerts.services.stories import ATELIERS, NOON, notice


@pytest.fixture
def person(database: Database) -> int:
    """Inès, whose team left something of each kind behind."""
    match, _ = told_of(database, notice("26-1"), notice("26-2", title="Taille des haies"))
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        sheet = Sheet("Association fictive", siret="00000000000018", staff=12.5, follow_up="Une conseillère.")
        sheets.save_sheet(session, ines.id, ATELIERS.id, sheet, NOON)
        proof = Proof(ProofKind.CONVENTION_IAE, "ACI-000", date(2026, 1, 1), date(2026, 12, 31), "classeur bleu")
        kept = drawer.save_proof(session, ines.id, ATELIERS.id, proof, NOON)
        drawer.save_proof(session, ines.id, ATELIERS.id, Proof(ProofKind.RIB), NOON)
        drawer.attach(
            session, ines.id, ATELIERS.id, kept.id, "c.pdf", b"%PDF-" + b"0" * 4995, NOON, keep=True, most=10_000
        )
        working.mark(session, ines.id, match, "", Point.CASH, Mark.PARTLY, NOON)
        working.choose_manner(session, ines.id, match, "", Manner.TOGETHER, NOON)
        working.tick(session, ines.id, match, "", "doc-dc1", True, NOON)
        working.assume(session, ines.id, match, "", Assumptions(hourly_cost=27.5), NOON)
        replies.put_outcome(session, Told(match, Outcome.WON, date(2026, 11, 23), ines.id), NOON)
    return ines.id


def test_the_sheet_the_drawer_and_the_work_are_in_the_file(database: Database, person: int) -> None:
    with database.read() as session:
        (held,) = exporting.export(session, person, NOON)["Vos structures"]
    sheet = held["Fiche pour répondre"]
    assert (sheet["Dénomination légale"], sheet["SIRET"], sheet["Effectif total"]) == (
        "Association fictive",
        "000 000 000 00018",
        "12,5",
    )
    assert sheet["Commune"] is None
    assert held["Tiroir de preuves"] == [
        {
            "Document": "Convention IAE",
            "Référence": "ACI-000",
            "Du": "1er janvier 2026",
            "Valable jusqu'au": "31 décembre 2026",
            "Note": "classeur bleu",
            "Fichier": "c.pdf, 5 ko",
        },
        {
            "Document": "RIB",
            "Référence": None,
            "Du": None,
            "Valable jusqu'au": None,
            "Note": None,
            "Fichier": None,
        },
    ]
    worked, other = held["Annonces"]
    assert worked["Réponse préparée"] == [
        {
            "Lot": None,
            "Manière": "à plusieurs",
            "Réponses à la grille": {"La trésorerie tiendra-t-elle ?": "en partie"},
            "Lignes cochées": ["doc-dc1"],
            "Rappels du calendrier": False,
            "Chiffres de l'estimation": {"Coût d'une heure (euros)": "27,5"},
        }
    ]
    assert (worked["Suite"], worked["Suite dite par vous"]) == ("retenus", True)
    assert "Réponse préparée" not in other
    assert json.loads(json.dumps(held)) == held, "plain values"


def test_a_colleague_has_the_same_and_whoever_said_it_is_not_named(database: Database, person: int) -> None:
    bruno, _ = joined(database, BRUNO, "Bruno")
    with database.read() as session:
        held = exporting.export(session, bruno.id, NOON)
    (structure,) = held["Vos structures"]
    assert len(structure["Tiroir de preuves"]) == 2
    assert structure["Annonces"][0]["Suite dite par vous"] is False
    assert "Inès" not in json.dumps(held, ensure_ascii=False)


def test_on_a_screen_it_is_counted(database: Database, person: int) -> None:
    with database.read() as session:
        held = exporting.seen(session, person)["1. Les Ateliers fictifs"]
    assert held["Lignes remplies de la fiche pour répondre"] == 4
    assert held["Documents notés dans le tiroir de preuves"] == 2
    assert held["Documents rangés dans le tiroir"] == 1
