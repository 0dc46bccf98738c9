"""The drawer in words, and the warning that proofs end."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.messages.message import ActionKind, Paragraph
from alerts.messages.reply.drawer import EMPTY, KEPT, drawer_message, ending_message
from alerts.model.reply import Proof, ProofKind
from tests.alerts.messages.reply.test_grid import part
from tests.alerts.messages.stories import all_words
from tests.alerts.reply_help.cases import CONVENTION, ESAT, INSURANCE, JARDINS, PROOFS

TODAY = date(2026, 11, 23)


def test_what_ended_what_ends_and_what_is_missing() -> None:
    ended = replace(INSURANCE, valid_until=date(2026, 11, 1), note="classeur")
    said = drawer_message(JARDINS, (CONVENTION, ended, Proof(ProofKind.RIB), Proof(ProofKind.KBIS)), TODAY)
    assert said.title == "Tiroir de preuves : Les Jardins du Lien"
    assert said.summary == "4 documents, 1 à renouveler, 1 bientôt à renouveler, 7 manquants."
    assert part(said, "Ne vaut plus") == (
        "Attestation d'assurance responsabilité civile, RC-000 : ne vaut plus depuis le 1er novembre 2026 (classeur)",
    )
    assert part(said, "Prend fin bientôt") == (
        "Convention IAE, ACI-2026-000 : jusqu'au 31 décembre 2026, dans 38 jours",
    )
    assert set(part(said, "À jour")) == {"RIB : sans date de fin", "Extrait Kbis : date de fin non notée"}
    assert "Statuts : dans vos dossiers." in part(said, "Souvent demandé, et pas dans le tiroir")
    assert Paragraph(KEPT) in said.blocks


def test_an_empty_drawer_says_what_it_is_for() -> None:
    said = drawer_message(ESAT, (), TODAY)
    assert Paragraph(EMPTY) in said.blocks
    assert said.summary.startswith("Aucun document, 9 manquants")
    assert part(said, "Souvent demandé, et pas dans le tiroir")[0].startswith("Arrêté d'autorisation de l'ESAT")


def test_the_legal_form_of_the_sheet_tells_which_register() -> None:
    titles = part(drawer_message(ESAT, (), TODAY, "Association loi 1901"), "Souvent demandé, et pas dans le tiroir")
    assert not any(one.startswith("Extrait Kbis") for one in titles)


def test_the_last_day_is_today() -> None:
    said = drawer_message(JARDINS, (replace(CONVENTION, valid_until=TODAY),), TODAY)
    assert part(said, "Prend fin bientôt")[0].endswith("jusqu'au 23 novembre 2026, aujourd'hui")


TITLES = [
    ((CONVENTION,), TODAY, "Un document prend fin : Convention IAE, ACI-2026-000"),
    (PROOFS[:2], TODAY, "2 documents prennent fin : Convention IAE, ACI-2026-000 et "),
    ((CONVENTION,), date(2027, 1, 1), "Un document ne vaut plus : Convention IAE"),
    (PROOFS[:2], date(2027, 1, 1), "2 documents ne valent plus : "),
]


@pytest.mark.parametrize(("proofs", "today", "start"), TITLES)
def test_a_warning_names_what_ends(proofs: tuple[Proof, ...], today: date, start: str) -> None:
    said = ending_message(JARDINS, proofs, today)
    assert said.title.startswith(start)
    assert said.summary == "Pour Les Jardins du Lien."
    assert "Où le renouveler" in all_words(said)
    assert [one.kind for row in said.actions for one in row] == [ActionKind.DRAWER]


def test_a_warning_about_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="ends"):
        ending_message(JARDINS, (Proof(ProofKind.RIB),), TODAY)


def test_an_odd_name_is_told_whole() -> None:
    odd = replace(JARDINS, name="Jardins & Cie <solidaires>")
    assert "Jardins & Cie <solidaires>" in drawer_message(odd, PROOFS, TODAY).title
