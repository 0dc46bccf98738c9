"""May a group answer a lot, as a whole: one line a case, the answer beside it."""

import pytest

from alerts.messages.network.room_parts import KINDS
from alerts.model.network import GroupForm
from alerts.model.reading import Answer, Beneficiary, Evidence, Reservation, ReservationStatus
from alerts.model.structure import StructureKind
from alerts.network import group_law
from alerts.network.partners import MIXED

YES, NO, CHECK = Answer.YES, Answer.NO, Answer.CHECK
NONE = Reservation()
OPEN = Reservation(evidence=(Evidence("BT-71", "none"),))
RESERVED = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,))
UNKNOWN = Reservation(ReservationStatus.UNKNOWN)
CONFLICT = Reservation(ReservationStatus.CONFLICT)

CASES = (
    (NONE, (YES, YES), YES, "Aucune réservation n'est indiquée : tout groupement peut y répondre."),
    (OPEN, (YES, YES), YES, "L'avis dit que ce lot n'est pas réservé : tout groupement peut y répondre."),
    (RESERVED, (YES, YES), YES, "Chaque membre peut répondre à ce lot réservé"),
    (RESERVED, (YES, NO), CHECK, MIXED),
    (RESERVED, (CHECK, NO), CHECK, MIXED),
    (RESERVED, (YES, CHECK, NO), CHECK, MIXED),
    (RESERVED, (NO, NO), NO, "Aucun membre du groupe ne peut répondre à ce lot réservé."),
    (RESERVED, (YES, CHECK), CHECK, "Le droit d'au moins un membre"),
    (RESERVED, (CHECK,), CHECK, "Le droit d'au moins un membre"),
    (UNKNOWN, (CHECK, CHECK), CHECK, "L'avis ne dit pas clairement"),
    (CONFLICT, (CHECK, YES), CHECK, "L'avis ne dit pas clairement"),
)


@pytest.mark.parametrize(("reservation", "answers", "expected", "words"), CASES)
def test_the_right_of_a_group(
    reservation: Reservation, answers: tuple[Answer, ...], expected: Answer, words: str
) -> None:
    found = group_law.group_right(reservation, answers)
    assert found.answer is expected
    assert found.words.startswith(words)
    assert "vérifier" in found.words or expected is not CHECK, "what is unsure says so"


def test_each_form_has_a_name_one_sentence_and_its_article() -> None:
    for form in GroupForm:
        name, means = group_law.FORMS[form]
        assert name.startswith("Groupement")
        assert means.count(". ") == 0, "one sentence"
        assert "R2142-2" in means


def test_whoever_leaves_before_the_file_is_in_is_not_frightened() -> None:
    assert group_law.leaving_late(deposited=False) == ""
    assert "R2142-26" in group_law.leaving_late(deposited=True)


def test_each_kind_of_structure_has_words() -> None:
    assert set(KINDS) == set(StructureKind)
