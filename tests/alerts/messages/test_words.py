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
    documents = "voir le CCAP (cahier des clauses administratives) ou le règlement de consultation (RC)"
    assert words.reading_words(LotReading("1")) == (
        ("réservation non indiquée dans l'avis", ""),
        (f"clause non indiquée dans l'avis ; {documents}", ""),
    )


def test_a_denial_is_not_a_silence() -> None:
    denied = LotReading("1", Reservation(evidence=(Evidence("BT-71", "none"),)))
    assert words.reading_words(denied)[0] == ("non réservé", "none")


def test_hours_are_told_only_when_they_are_stated() -> None:
    assert words.clause(Clause(ClauseKind.CRITERE_SOCIAL, HOURS)) == "critère social"
    one = Evidence("BT-70", "Une heure d'insertion, soit 1 heure.")
    assert words.clause(Clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE, one, 1)) == (
        "clause sociale facultative, 1 heure d'insertion"
    )


@pytest.mark.parametrize(
    ("quote", "hours", "said"),
    [
        ("Insertion : 1 226 heures de travail.", 1226, "1 226 heures d'insertion"),
        ("Cent quarante heures d'insertion sont demandées.", 140, "140 heures d'insertion"),
        (
            "Tranche 1 : 826 heures d'insertion.",
            1226,
            "1 226 heures d'insertion au total, calculé par Vigie à partir de l'avis",
        ),
        ("Une clause d'insertion s'applique.", 90, "90 heures d'insertion, d'après d'autres phrases de l'avis"),
    ],
)
def test_a_number_of_hours_that_the_quote_does_not_hold_says_where_it_comes_from(
    quote: str, hours: float, said: str
) -> None:
    read = Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("BT-70", quote), hours)
    assert words.clause(read) == f"clause sociale, {said}"


def test_who_it_may_be_is_told_only_when_it_narrows() -> None:
    anybody = words.reservation(ReservationStatus.UNKNOWN, (), tuple(Beneficiary))
    assert anybody == "réservation à vérifier (à qui : non précisé)"
    workshops = words.reservation(ReservationStatus.UNKNOWN, (), (Beneficiary.EA_ESAT, Beneficiary.SIAE))
    assert workshops.endswith(
        "(à qui : non précisé, peut-être aux entreprises adaptées (EA), aux ESAT ou aux structures d'insertion (SIAE))"
    )
