"""The list of documents in words."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.messages.message import ActionKind, Message
from alerts.messages.reply.documents import document_words, documents_message, state_on
from alerts.model.reply import Manner, Work
from alerts.reply_help.asked import Asks, Procedure
from alerts.reply_help.documents import documents
from alerts.reply_help.proofs import State
from tests.alerts.messages.reply.test_grid import part
from tests.alerts.messages.stories import all_words
from tests.alerts.reply_help.cases import CONVENTION, NOW, cleaning, gardening, in_2049, odd_name, undated

NOW_TITLE, INVITED, WINNER = "À joindre maintenant", "Si l'acheteur vous invite", "Si vous gagnez"


def line(message: Message, title: str, start: str) -> str:
    return next(one for one in part(message, title) if one.startswith(start))


def test_what_is_ready_needs_no_more_words_and_what_is_not_says_where_to_get_it() -> None:
    said = documents_message(gardening(), NOW)
    assert said.title == "Documents : Entretien des espaces verts communaux – Tonte et désherbage manuel"
    assert said.summary == "2 documents prêts sur 10 à joindre."
    assert line(said, NOW_TITLE, "Convention IAE") == "Convention IAE – prêt, valable jusqu'au 31 décembre 2026."
    assert line(said, NOW_TITLE, "RIB") == (
        "RIB – pas dans votre tiroir. Les coordonnées du compte à payer. Où : votre banque. "
        "Valable : tant que le compte ne change pas."
    )
    assert line(said, NOW_TITLE, "DC1").startswith("DC1, lettre de candidature – à préparer. Qui répond, à quel lot")
    assert line(said, WINNER, "Attestation de vigilance").endswith("Valable : six mois.")
    assert part(said, INVITED) == ()


def test_by_invitation_the_offer_stands_apart() -> None:
    said = documents_message(cleaning(asks=Asks(Procedure.RESTRICTED, True)), NOW)
    assert line(said, INVITED, "Mémoire technique")
    assert not any(one.startswith("Mémoire") for one in part(said, NOW_TITLE))
    assert any("D'abord la candidature seule" in one for one in part(said, "Bon à savoir"))


def test_what_few_need_is_not_counted_as_missing() -> None:
    said = documents_message(gardening(), NOW)
    assert part(said, "Seulement dans certains cas")[0].startswith("Pouvoir de la personne qui signe")
    everything = frozenset(one.id for one in documents(gardening(), NOW).asked if not one.optional)
    assert (
        documents_message(gardening(work=Work(done=everything)), NOW).summary
        == "Les 10 documents à joindre sont prêts."
    )


def test_ticked_is_said() -> None:
    said = documents_message(gardening(work=Work(done=frozenset({"doc-dc1"}))), NOW)
    assert line(said, NOW_TITLE, "DC1") == "DC1, lettre de candidature – prêt, coché."


STATES = [
    (State.READY, date(2027, 1, 31), "prêt, valable jusqu'au 31 janvier 2027"),
    (State.READY, None, "prêt"),
    (State.ENDS_BEFORE, date(2026, 12, 1), "prend fin le 1er décembre 2026, avant la date limite : à renouveler"),
    (State.ENDED, date(2026, 11, 1), "ne vaut plus depuis le 1er novembre 2026"),
    (State.UNDATED, None, "dans votre tiroir, date de fin non notée"),
    (State.MISSING, None, "pas dans votre tiroir"),
    (State.TO_WRITE, None, "à préparer"),
]


@pytest.mark.parametrize(("state", "ends", "words"), STATES)
def test_each_state_has_its_words(state: State, ends: date | None, words: str) -> None:
    assert state_on(state, ends) == words


def test_a_proof_that_ends_before_the_deadline_is_told() -> None:
    one = gardening(proofs=(replace(CONVENTION, valid_until=date(2026, 12, 15)),))
    found = next(held for held in documents(one, NOW).items if held.id == "doc-convention_iae")
    assert document_words(found).startswith("Convention IAE – prend fin le 15 décembre 2026, avant la date limite")


def test_its_actions_lead_to_the_drawer_and_the_plan() -> None:
    said = documents_message(gardening(), NOW)
    assert {one.kind for row in said.actions for one in row} == {ActionKind.DRAWER, ActionKind.PLAN, ActionKind.HELP}
    assert all(len(one.label) <= 24 for row in said.actions for one in row)


def test_odd_names_and_odd_dates_are_told_whole() -> None:
    assert "<lot> 100 %" in documents_message(odd_name(), NOW).title
    assert "2049" in all_words(documents_message(in_2049(), NOW))
    assert "non indiquée dans l'avis" in all_words(documents_message(undated(work=Work(manner=Manner.TOGETHER)), NOW))
