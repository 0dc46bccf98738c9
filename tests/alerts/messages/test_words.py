"""The product's words for what is read, in tables and in sentences."""

import pytest

from alerts.messages import words
from alerts.model.reading import (
    Beneficiary,
    Clause,
    ClauseKind,
    Evidence,
    LotReading,
    Reservation,
    ReservationStatus,
)
from tests.alerts.messages.stories import FOR_SIAE, HOURS, RESERVED_LOT


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ((Beneficiary.EA_ESAT,), "réservé aux entreprises adaptées (EA) et aux ESAT"),
        ((Beneficiary.SIAE,), "réservé aux structures d'insertion (SIAE)"),
        (
            (Beneficiary.SIAE, Beneficiary.EA_ESAT),
            "réservé aux entreprises adaptées (EA), aux ESAT et aux structures d'insertion (SIAE)",
        ),
        ((Beneficiary.ESS,), "réservé aux entreprises de l'économie sociale et solidaire (ESS)"),
        ((Beneficiary.PRISON,), "réservé aux opérateurs qui emploient des personnes détenues"),
    ],
)
def test_to_whom_a_lot_is_reserved(to: tuple[Beneficiary, ...], said: str) -> None:
    assert words.reservation(ReservationStatus.RESERVED, to) == said


def test_every_value_has_its_words() -> None:
    assert set(words.CLAUSES) == set(ClauseKind)
    assert set(words.BENEFICIARIES) == set(Beneficiary)
    assert all(words.reservation(status, (Beneficiary.SIAE,)) for status in ReservationStatus)


def test_a_lot_in_a_table_each_thing_read_beside_its_proof() -> None:
    assert words.reading_words(RESERVED_LOT) == (
        ("réservé aux structures d'insertion (SIAE), article cité : L2113-13", FOR_SIAE.quote),
        ("clause sociale, 140 heures d'insertion", HOURS.quote),
    )


def test_a_lot_of_which_nothing_is_said() -> None:
    assert words.reading_words(LotReading("1")) == (
        ("réservation non indiquée dans l'avis", ""),
        ("clause non indiquée dans l'avis ; voir le CCAP ou le règlement de consultation (RC)", ""),
    )


def test_a_denial_is_not_a_silence() -> None:
    denied = LotReading("1", Reservation(evidence=(Evidence("BT-71", "none"),)))
    assert words.reading_words(denied)[0] == ("non réservé", "none")


def test_hours_are_told_only_when_they_are_stated() -> None:
    assert words.clause(Clause(ClauseKind.CRITERE_SOCIAL, HOURS)) == "critère social"
    assert words.clause(Clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE, HOURS, 1)) == (
        "clause sociale facultative, 1 heure d'insertion"
    )
