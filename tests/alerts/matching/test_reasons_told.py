"""The sentences of the reasons: each is true of the very lot it is told of, and the most telling one comes first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.model.reading import Beneficiary, Clause, ClauseKind, Evidence, LotReading, Reservation, ReservationStatus
from scrapers.notice import Buyer, Deadline, Lot, Place
from tests.alerts.matching.people import (
    FOR_EA_ESAT,
    FOR_SIAE,
    NOW,
    against,
    euros,
    match,
    notice,
    reserved,
    structure,
    told,
)

SOCIAL = Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("BT-70", "clause d'insertion"))
UNCLEAR = Reservation(ReservationStatus.UNKNOWN)
DISPUTED = Reservation(ReservationStatus.CONFLICT, possible=(Beneficiary.SIAE,))
UNSAID = "L'avis n'indique pas"
PERHAPS = "Peut-être réservé à des structures comme la vôtre."
TWO_LOTS = (Lot("1", "Tonte", cpv=("77310000",)), Lot("2", "Fauchage", cpv=("77310000",)))

# What is wanted


@pytest.mark.parametrize("reservation", [UNCLEAR, DISPUTED])
def test_a_lot_perhaps_reserved_is_never_told_as_one_without_a_reservation(reservation: Reservation) -> None:
    ours = structure("aci", wants=["reserved", "open"])
    assert told(match(ours, notice(), reserved(reservation)), "want") == ("check", PERHAPS)


def test_perhaps_reserved_comes_before_a_clause_and_both_are_said() -> None:
    found = match(structure("aci"), notice(), [LotReading(None, UNCLEAR, (SOCIAL,))])
    assert told(found, "want") == ("check", f"{PERHAPS[:-1]} ; l'avis comporte une clause sociale.")


def test_reserved_to_us_comes_first() -> None:
    found = match(structure("aci"), notice(), [LotReading(None, FOR_SIAE, (SOCIAL,))])
    expected = "Réservé à des structures comme la vôtre ; l'avis comporte une clause sociale."
    assert told(found, "want") == ("for", expected)


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (LotReading(None), "Vous acceptez aussi ce qui n'a ni réservation ni clause sociale."),
        (LotReading(None, UNCLEAR), "Vous n'exigez ni réservation ni clause sociale."),
        (LotReading(None, FOR_EA_ESAT), "Vous n'exigez ni réservation ni clause sociale."),
        (LotReading(None, clauses=(SOCIAL,)), "Vous n'exigez ni réservation ni clause sociale."),
    ],
)
def test_those_who_take_open_lots_are_told_what_is_true(reading: LotReading, said: str) -> None:
    assert told(match(structure("aci", wants=["open"]), notice(), [reading]), "want") == ("for", said)


@pytest.mark.parametrize(
    ("wants", "lots", "said"),
    [
        (["reserved"], (Lot(),), "L'avis n'indique pas de réservation pour vous, que vous demandez"),
        (
            ["reserved", "clause_sociale"],
            (Lot(),),
            f"{UNSAID} de réservation pour vous ni de clause sociale ; vous demandez au moins l'un de ces points",
        ),
        (["reserved"], TWO_LOTS, "L'avis n'indique pas, pour le lot 1, de réservation pour vous, que vous demandez"),
    ],
)
def test_what_is_wanted_and_not_said(wants: list[str], lots: tuple[Lot, ...], said: str) -> None:
    found = match(structure("aci", wants=wants), notice(lots=lots))
    assert told(found, "want") == ("against", f"{said} (à vérifier dans le CCAP ou le règlement).")


# The lot that is told


def test_of_several_lots_the_one_reserved_to_us_is_told() -> None:
    readings = [LotReading("1"), LotReading("2", FOR_SIAE)]
    found = match(structure("aci"), notice(lots=TWO_LOTS), readings)
    assert found is not None
    assert found.lots == ("1", "2")
    assert told(found, "want")[1].startswith("Réservé à des structures")


def test_of_several_lots_the_one_with_a_clause_is_told_before_an_open_one() -> None:
    readings = [LotReading("1"), LotReading("2", clauses=(SOCIAL,))]
    assert told(match(structure("aci"), notice(lots=TWO_LOTS), readings), "want")[1] == (
        "L'avis comporte une clause sociale."
    )


def test_a_surer_lot_is_still_told_before_a_reserved_one_to_be_checked() -> None:
    lots = (TWO_LOTS[0], replace(TWO_LOTS[1], places=(Place(nuts="FR"),)))
    found = match(structure("aci", departements=["01"]), notice(lots=lots), [LotReading("2", FOR_SIAE)])
    assert told(found, "place")[0] == "for"


# Places


@pytest.mark.parametrize(
    ("postcode", "town", "said"),
    [
        ("38000", Place(postcode="38500", town="Voiron"), "à 23 km de Grenoble (38)"),
        ("72000", Place(postcode="72100", town="Le Mans"), "à 1 km du Mans (72)"),
        ("20000", Place(postcode="20000", town="Ajaccio"), "à 1 km d'Ajaccio (2A)"),
        ("01000", Place(postcode="01000", town="Bourg-en-Bresse"), "du code postal 01000"),  # two communes
    ],
)
def test_a_circle_is_named_by_its_town(postcode: str, town: Place, said: str) -> None:
    found = match(structure("ei", around=[{"postcode": postcode, "km": 25}]), notice(places=(town,)))
    assert said in told(found, "place")[1]


def test_a_departement_within_a_circle_is_near_its_town() -> None:
    found = match(structure("ei", around=[{"postcode": "75012", "km": 90}]), notice(places=(Place(nuts="FR101"),)))
    assert told(found, "place")[1] == "Lieu : Paris (75), à moins de 90 km de Paris (75)."


# Amounts, dates


@pytest.mark.parametrize(
    ("lot_id", "said"),
    [("2", "Montant estimé du lot 2 : 260 000 €"), ("LOT-0002", "Montant estimé du lot 2 : 260 000 €")],
)
def test_the_amount_of_one_lot_of_several_says_which(lot_id: str, said: str) -> None:
    lots = (Lot("1", "Vitrerie", cpv=("90911300",)), Lot(lot_id, "Tonte", amount=euros("260000")))
    found = match(structure("ei", trades=["espaces-verts"], amount_max=300_000), notice(cpv=(), lots=lots))
    assert told(found, "amount") == ("for", f"{said}, dans votre fourchette.")


def test_the_amount_of_the_whole_says_that_the_lot_s_own_is_unknown() -> None:
    found = match(structure("ei", amount_max=300_000), notice(lots=TWO_LOTS, amount=euros("900000")))
    assert told(found, "amount") == (
        "check",
        "Montant estimé de l'ensemble des lots : 900 000 € ; celui du lot 1 n'est pas indiqué.",
    )


def test_a_doubt_about_the_deadline_says_to_check_once() -> None:
    doubt = (
        "L'avis ne donne pas d'heure limite : à vérifier auprès de l'acheteur. "
        "La date limite publiée est à plus de deux ans de la publication : à vérifier auprès de l'acheteur."
    )
    given = notice(deadline=Deadline(NOW + timedelta(days=9), doubt=doubt))
    said = (
        "Date limite à vérifier auprès de l'acheteur : l'avis ne donne pas d'heure limite. "
        "La date limite publiée est à plus de deux ans de la publication."
    )
    assert told(match(structure("ei"), given), "time") == ("check", said)


# Rubrics


def test_a_rubric_of_the_publisher_is_not_the_title() -> None:
    ours = structure("ei", trades=["espaces-verts"])
    found = match(ours, notice("Prestations diverses", cpv=(), keywords=("Espaces verts",)))
    said = "Métier : Espaces verts et entretien extérieur (« espaces verts » dans les rubriques de l'annonce)."
    assert told(found, "trade") == ("for", said)
    both = match(ours, notice("Tonte", cpv=(), keywords=("Espaces verts",)))
    assert "« tonte » dans l'intitulé" in told(both, "trade")[1]


# Near misses


NO_PLACE = {"places": (), "buyer": Buyer()}


def test_a_near_miss_is_near_when_its_trade_or_its_reservation_is_the_only_thing_in_doubt() -> None:
    ours = structure("aci", trades=["espaces-verts"], departements=["01"])
    assert match(ours, notice("Vitrerie", cpv=("90911300",), **NO_PLACE)) is None
    assert match(ours, notice(**NO_PLACE), reserved(FOR_EA_ESAT)) is None
    assert match(ours, notice("Vitrerie", cpv=("90911300",)), reserved(UNCLEAR)) is None
    assert against(match(ours, notice("Vitrerie", cpv=("90911300",)))) == ["trade"]


def test_an_amount_unknown_leaves_a_near_miss_near() -> None:
    ours = structure("aci", trades=["espaces-verts"], departements=["01"], amount_max=90_000)
    assert against(match(ours, notice("Vitrerie", cpv=("90911300",)))) == ["trade"]


def test_another_criterion_missed_stays_a_near_miss_with_the_place_unknown() -> None:
    ours = structure("aci", trades=["espaces-verts"], departements=["01"], min_days_left=30)
    assert against(match(ours, notice(**NO_PLACE))) == ["time"]
