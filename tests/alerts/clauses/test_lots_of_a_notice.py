"""A reservation, a clause, a number of hours hold for their lot."""

from alerts.clauses.fold import fold
from alerts.clauses.lots import number_of, scope
from alerts.clauses.read import read_notice
from alerts.model.reading import Beneficiary, LotReading, ReservationStatus
from scrapers.notice import Lot, Notice, NoticeKind, Passage, Topic

SIAE, EA = (Beneficiary.SIAE,), (Beneficiary.EA_ESAT,)


def notice(*lots: Lot, passages: tuple[Passage, ...] = (), title: str = "Prestations diverses") -> Notice:
    return Notice("essai", "1", NoticeKind.CALL, title, passages=passages, lots=lots)


def by_id(readings: tuple[LotReading, ...]) -> dict[str | None, LotReading]:
    return {reading.lot_id: reading for reading in readings}


def test_a_sentence_in_a_lot_holds_for_this_lot_alone() -> None:
    own = Passage("BT-24-Lot", "Marché réservé aux ESAT.", Topic.DESCRIPTION)
    readings = by_id(read_notice(notice(Lot(id="LOT-0001", passages=(own,)), Lot(id="LOT-0002"))))
    assert readings["LOT-0001"].reservation.to == EA
    assert readings["LOT-0002"].reservation.status is ReservationStatus.NONE


def test_a_lot_is_found_by_its_number_whatever_its_identifier() -> None:
    said = Passage("BT-300", "Le lot n° 2 est réservé aux SIAE.")
    readings = by_id(read_notice(notice(Lot(id="LOT-0001"), Lot(id="LOT-0002"), passages=(said,))))
    assert readings["LOT-0002"].reservation.to == SIAE
    assert readings["LOT-0002"].reservation.lots_named == ()
    assert readings["LOT-0001"].reservation.status is ReservationStatus.NONE


def test_the_title_of_a_lot_may_reserve_it() -> None:
    readings = by_id(read_notice(notice(Lot(id="1", title="Voirie"), Lot(id="2", title="Tri (lot réservé ESAT)"))))
    assert readings["2"].reservation.to == EA
    assert readings["2"].reservation.evidence[0].field == "titre du lot"
    assert readings["1"].reservation.status is ReservationStatus.NONE


def test_the_title_of_the_notice_holds_for_each_lot() -> None:
    readings = read_notice(notice(Lot(id="1"), Lot(id="2"), title="Entretien du linge, marché réservé aux SIAE"))
    assert [reading.reservation.to for reading in readings] == [SIAE, SIAE]


def test_a_lot_says_more_than_the_notice_as_a_whole() -> None:
    whole = Passage("texte", "Le marché est réservé aux SIAE.")
    own = Passage("texte du lot", "Ce lot est réservé aux ESAT et entreprises adaptées.")
    readings = by_id(read_notice(notice(Lot(id="1", passages=(own,)), Lot(id="2"), passages=(whole,))))
    assert readings["1"].reservation.to == EA
    assert readings["2"].reservation.to == SIAE


def test_a_lot_that_only_says_reserved_is_completed_by_the_notice() -> None:
    whole = Passage("texte", "Les lots réservés le sont au titre de l'article L2113-13.")
    own = Passage("titre", "Entretien des berges, lot réservé", Topic.TITLE)
    readings = by_id(read_notice(notice(Lot(id="1", passages=(own,)), passages=(whole,))))
    assert readings["1"].reservation.to == SIAE


def test_numbers_that_the_notice_does_not_list_are_given_with_the_reservation() -> None:
    said = Passage("texte", "Les lots 3 et 10 sont réservés aux SIAE.")
    (reading,) = read_notice(notice(Lot(), passages=(said,)))
    assert reading.reservation.lots_named == ("3", "10")


def test_two_lots_that_are_not_listed_may_be_reserved_to_two_groups() -> None:
    said = Passage("texte", "Le lot 1 est réservé aux ESAT. Le lot 2 est réservé aux SIAE.")
    (reading,) = read_notice(notice(Lot(), passages=(said,)))
    assert reading.reservation.status is ReservationStatus.RESERVED
    assert reading.reservation.to == (Beneficiary.EA_ESAT, Beneficiary.SIAE)
    assert reading.reservation.lots_named == ("1", "2")


def test_hours_given_lot_by_lot_are_summed_only_where_lots_are_not_listed() -> None:
    said = Passage("texte", "Clause d'insertion : lot 1 : 120 h, lot 2 : 80 h.")
    (whole,) = read_notice(notice(Lot(), passages=(said,)))
    assert whole.clauses[0].hours == 200
    assert whole.clauses[0].lots_named == ("1", "2")
    one, two = read_notice(notice(Lot(id="1"), Lot(id="2"), passages=(said,)))
    assert (one.clauses[0].hours, two.clauses[0].hours) == (120, 80)


def test_five_hundred_lots_are_read_one_by_one() -> None:
    lots = tuple(Lot(id=str(number)) for number in range(1, 501))
    said = Passage("texte", "Le lot 499 est réservé aux SIAE.")
    reserved = [reading.lot_id for reading in read_notice(notice(*lots, passages=(said,))) if reading.reservation.to]
    assert reserved == ["499"]


def test_identifiers_are_read_as_people_say_them() -> None:
    assert [number_of(one) for one in ("LOT-0001", "02", "A", "10", None)] == ["1", "2", "A", "10", None]


def test_a_unit_is_never_a_number_of_lot() -> None:
    text = "Lot 1, 200 heures d'insertion"
    assert scope(text.lower(), text).named == frozenset({"1"})


def test_lists_and_ranges_of_lots() -> None:
    expected = {
        "les lots 1 à 3": {"1", "2", "3"},
        "les lots 1 à 4 et 6": {"1", "2", "3", "4", "6"},
        "lots 1-2-5": {"1", "2", "5"},
        "lots 3-5": {"3", "4", "5"},
        "lots n° 1, 2, 10": {"1", "2", "10"},
        "lot no2": {"2"},
        "deux lots (2 et 8)": {"2", "8"},
        "le lot 1 et le lot 4": {"1", "4"},
        "lots 01, 02 et 03": {"1", "2", "3"},
        "les lots n°1 (tri) et n°2 (pliage)": {"1", "2"},
    }
    assert {text: set(scope(fold(text), text).named) for text in expected} == expected
