"""A reservation coded by the publisher is found wherever it sits, with its path as evidence; look-alikes are not."""

import pytest

from scrapers.notice import Code, Topic
from tests.scrapers.boamp_records import notice, texts, with_donnees


def coded(codes: tuple[Code, ...]) -> list[tuple[str, str]]:
    return [(code.field, code.value) for code in codes if code.name == "marche_reserve"]


def test_the_unknown_key_of_the_national_form_is_found_and_its_path_kept() -> None:
    call = notice("fnsimple_call")
    above = "FNSimple/initial/natureMarche/reservationMarche/oui"
    assert coded(call.codes) == [(above, "oui"), (f"{above}/ateliersProteges", "ateliers_proteges")]
    assert "Lot 1 seulement, voir le règlement." in texts(call.passages, Topic.PARTICIPATION)


def test_each_lot_has_its_own_answer() -> None:
    first, second = notice("fnsimple_call").lots
    assert coded(first.codes) == [("FNSimple/initial/lots/lot/marcheReserve/oui", "oui")]
    assert coded(second.codes) == [("FNSimple/initial/lots/lot/marcheReserve/non", "non")]


def test_the_old_schema_names_the_sheltered_workshops_of_one_lot() -> None:
    call = notice("legacy_call")
    assert coded(call.codes) == [("CONDITION_PARTICIPATION/MARCHE_RESERVE_NON", "non")]
    assert [value for _, value in coded(call.lots[0].codes)] == ["oui", "ateliers_proteges", "emplois_proteges"]
    assert coded(call.lots[1].codes) == []


@pytest.mark.parametrize(
    ("nature", "path", "values"),
    [
        ({"reservation": {"oui": ""}}, "reservation/oui", ["oui"]),
        ({"reservation": {"non": ""}}, "reservation/non", ["non"]),
        ({"reservation": "oui"}, "reservation", ["oui"]),
        ({"reservation": " Non "}, "reservation", ["non"]),
        ({"reservation": True}, "reservation", ["oui"]),
        ({"reservation": ""}, "reservation", [""]),
        ({"marcheReserveOui": ""}, "marcheReserveOui", ["oui"]),
        ({"marcheReserveNon": ""}, "marcheReserveNon", ["non"]),
        ({"reservationMarcheO": ""}, "reservationMarcheO", ["oui"]),
        ({"reservationMarcheN": ""}, "reservationMarcheN", ["non"]),
        ({"marcheNonReserve": ""}, "marcheNonReserve", ["non"]),
        ({"MARCHE_RESERVE_OUI": ""}, "MARCHE_RESERVE_OUI", ["oui"]),
        ({"MARCHE_RESERVE": ""}, "MARCHE_RESERVE", ["oui"]),
        ({"MARCHE_NON_RESERVE": ""}, "MARCHE_NON_RESERVE", ["non"]),
        ({"consultation": {"lotsReserves": {"oui": ""}}}, "consultation/lotsReserves/oui", ["oui"]),
    ],
)
def test_yes_and_no_are_read_in_all_the_ways_boamp_writes_them(nature: dict, path: str, values: list[str]) -> None:
    found = coded(with_donnees({"FNSimple": {"initial": {"natureMarche": nature}}}).codes)
    assert found == [(f"FNSimple/initial/natureMarche/{path}", value) for value in values]


def test_boxes_beside_the_yes_are_its_beneficiaries_unless_marked_no() -> None:
    boxes = {"ateliersProteges": {"non": ""}, "structuresInsertion": {"oui": ""}, "reserveEss": ""}
    found = coded(with_donnees({"FNSimple": {"initial": {"reservationMarche": {"oui": boxes}}}}).codes)
    assert [value for _, value in found] == ["oui", "structures_insertion", "reserve_ess"]


def test_the_schema_of_2008_says_it_with_names_alone() -> None:
    call = with_donnees({"CONDITION": {"MARCHE_RESERVE": "", "ATELIERS_PROTEGES": ""}})
    assert [value for _, value in coded(call.codes)] == ["oui", "ateliers_proteges"]


def test_a_profession_and_the_right_to_group_lots_are_sentences_not_reservations() -> None:
    call = notice("legacy_call")
    assert "PRESTATION_RESERVEE" not in str(coded(call.codes))
    assert {"Profession de collecteur agréé", "Le droit de grouper les lots 1 et 2."} <= set(
        texts(call.passages, Topic.OTHER)
    )


def test_a_profession_reserved_by_a_yes_is_no_reserved_contract() -> None:
    call = with_donnees({"FNSimple": {"initial": {"prestationReservee": {"oui": "Géomètres"}}}})
    assert coded(call.codes) == []


def test_a_sentence_where_a_yes_was_expected_is_read_as_a_sentence() -> None:
    call = with_donnees({"FNSimple": {"initial": {"reservation": "Entreprises adaptées"}}})
    assert coded(call.codes) == []
    assert texts(call.passages, Topic.PARTICIPATION) == ["Entreprises adaptées"]
