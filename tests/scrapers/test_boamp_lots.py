"""What is said of a lot stands on that lot: number, title, CPV, amount, deadline, sentences."""

from decimal import Decimal

import pytest

from scrapers.boamp.record import read_dila_xml
from scrapers.notice import Amount, Lot, Place, Topic
from tests.scrapers.boamp_records import FOLDER, notice, texts, with_donnees


def lots(*found: object, root: str = "MAPA") -> tuple[Lot, ...]:
    return with_donnees({root: {"initial": {"lots": {"lot": list(found)}}}}).lots


def test_lots_keep_their_numbers_titles_codes_and_amounts() -> None:
    first, second = notice("legacy_call").lots
    assert (first.id, first.title, first.cpv, first.amount) == (
        "1",
        "Sites du centre",
        ("90511400",),
        Amount(Decimal(90000)),
    )
    assert first.places == (Place(nuts="FRL04"),)
    assert texts(first.passages, Topic.DESCRIPTION) == ["Six sites, passage le mardi."]
    assert (second.id, second.title, second.amount) == ("2", "Sites du port", None)


def test_the_number_written_in_the_description_is_the_number_of_the_lot() -> None:
    first, second = notice("fnsimple_call").lots
    assert (first.id, first.title, first.cpv) == ("1", "Massifs et gazons du secteur nord", ("77310000",))
    assert (second.id, second.title, second.cpv) == ("2", "Élagage des alignements", ("77340000",))
    assert second.amount is None  # published as 0: not told


@pytest.mark.parametrize(
    ("description", "number", "title"),
    [
        ("3 : Tonte", "3", "Tonte"),
        ("Lot n°4 - Taille", "4", "Taille"),
        ("LOT 5A : Taille", "5A", "Taille"),
        ("Lot 6 : Taille", "6", "Taille"),
        ("2026 est une année fictive", "1", "2026 est une année fictive"),
        ("120 heures de tonte", "1", "120 heures de tonte"),
    ],
)
def test_a_number_is_a_number_only_where_lots_are_numbered(description: str, number: str, title: str) -> None:
    found = lots({"description": description}, {"numLot": "9", "description": "Autre"})
    assert (found[0].id, found[0].title) == (number, title)


def test_a_notice_without_lots_has_one_without_id() -> None:
    assert with_donnees({"MAPA": {"initial": {"marcheUnique": ""}}}).lots == (Lot(),)


def test_the_whole_contract_written_as_a_lot_twice_is_one_lot_without_id() -> None:
    found = read_dila_xml((FOLDER / "dila_230.xml").read_bytes()).lots
    assert [(lot.id, lot.title, lot.places) for lot in found] == [(None, None, (Place(nuts="FRJ11"),))]
    assert texts(found[0].passages) == ["Préparation et portage des repas."]


def test_a_single_numbered_lot_keeps_its_number() -> None:
    assert [lot.id for lot in notice("mapa_call").lots] == ["1"]


def test_five_hundred_lots_are_five_hundred_lots() -> None:
    found = lots(*({"numLot": str(rank), "description": f"Secteur {rank}"} for rank in range(1, 501)))
    assert [lot.id for lot in found] == [str(rank) for rank in range(1, 501)]


def test_two_lots_of_one_number_stay_two() -> None:
    found = lots({"numLot": "1", "description": "Tri"}, {"numLot": "1", "description": "Collecte"})
    assert [(lot.id, lot.title) for lot in found] == [("1", "Tri"), ("1-2", "Collecte")]


def test_a_lot_without_number_never_takes_the_number_of_another() -> None:
    found = lots({"description": "Tri"}, {"numLot": "1", "description": "Collecte"}, {"description": "Lavage"})
    assert [(lot.id, lot.title) for lot in found] == [("1-1", "Tri"), ("1", "Collecte"), ("3", "Lavage")]


@pytest.mark.parametrize("odd", [None, "", 12, [], {}, [[]], {"numLot": {"a": "b"}}])
def test_an_odd_lot_stops_nothing(odd: object) -> None:
    assert "Tri" in [lot.title for lot in lots({"numLot": "1", "description": "Tri"}, odd)]


def test_a_lot_that_is_only_words_is_a_lot() -> None:
    assert [(lot.id, lot.title) for lot in lots("Lot 1 : Tri", "Lot 2 : Collecte")] == [("1", "Tri"), ("2", "Collecte")]


def test_lots_may_stand_under_the_nature_of_the_contract() -> None:
    call = with_donnees(
        {"FNSimple": {"initial": {"natureMarche": {"lotsMarche": [{"intitule": "Tri"}, {"intitule": "Collecte"}]}}}}
    )
    assert [(lot.id, lot.title) for lot in call.lots] == [("1", "Tri"), ("2", "Collecte")]


def test_the_earliest_deadline_of_the_lots_is_that_of_the_notice() -> None:
    call = with_donnees(
        {
            "FNSimple": {
                "initial": {
                    "lots": {
                        "lot": [
                            {"numLot": "1", "description": "Tri", "dateReceptionOffres": "2026-12-10T12:00:00"},
                            {"numLot": "2", "description": "Collecte", "dateReceptionOffres": "2026-12-04T12:00:00"},
                        ]
                    }
                }
            }
        }
    )
    assert [lot.deadline.at.day for lot in call.lots if lot.deadline] == [10, 4]
    assert call.deadline == call.lots[1].deadline


def test_sentences_of_the_lots_are_not_told_again_for_the_whole() -> None:
    call = notice("legacy_call")
    assert "Six sites, passage le mardi." not in texts(call.passages)


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("75012 Paris", Place(postcode="75012", town="Paris")),
        ("Parc fictif, 01999 Valfleuri", Place(postcode="01999", town="Valfleuri")),
        ("Bois-Clair (38)", Place(departement="38", town="Bois-Clair")),
        ("Corse (2a)", Place(departement="2A", town="Corse")),
        ("BOIS-CLAIR", Place(town="BOIS-CLAIR")),
        ("Ville-sous-Bois", Place(town="Ville-sous-Bois")),
        ("Ville des Trois-Ponts", None),  # who buys
        ("Communauté de communes Bleue", None),
        ("Mairie", None),
        ("Centre hospitalier fictif", None),
        ("Ville de Bois-Clair (38)", Place(departement="38", town="Ville de Bois-Clair")),
        ("Travaux de peinture", None),  # what is bought
        ("Entretien des espaces verts", None),
        ("Voir le CCTP", None),
        ("Divers sites", None),
        ("Territoire communal", None),
        ("Département de l'Ain", Place(town="Département de l'Ain")),  # a place all the same
        ("Bois-Clair", Place(town="Bois-Clair")),
        ({"voie": "x", "cp": "97400", "ville": "Ville"}, Place(postcode="97400", town="Ville")),
        ({"codeNuts": "FRL04"}, Place(nuts="FRL04")),
        ("De 01999 à 38999", None),
        ("Isère (38) et Rhône (69)", None),
        ("le territoire de la communauté", None),
        ("Paris ou proche banlieue", None),
        ("Marché 2026-12345", None),
        ("", None),
    ],
)
def test_a_place_is_told_only_when_its_words_leave_no_doubt(where: object, place: Place | None) -> None:
    call = with_donnees({"FNSimple": {"initial": {"natureMarche": {"lieuExecution": where}}}})
    assert call.places == ((place,) if place else ())
