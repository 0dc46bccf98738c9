"""What is kept of an opportunity: from its first notice, completed by its other copies and its award."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alerts.matching.document import describe
from alerts.model.reading import (
    Beneficiary,
    Clause,
    ClauseKind,
    Evidence,
    LotReading,
    Reservation,
    ReservationStatus,
)
from alerts.network.observing import Copy, observed
from alerts.network.seen import End, SeenOpportunity
from scrapers.notice import NO_WINNER, Buyer, Code, Deadline, Lot, NoticeKind, Passage, Place, Winner
from tests.alerts.matching.people import notice
from tests.alerts.network.sights import AHEAD, FRANCE, GREEN

DAY = date(2026, 11, 2)
SOCIAL, ENV = ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_ENV
SIAE = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), None, (Evidence("BT-71", "Réservé aux SIAE."),))


def reading(*kinds: ClauseKind, lot: str | None = None, reservation: Reservation | None = None) -> LotReading:
    said = tuple(Clause(kind, Evidence("BT-70", f"Voici : {kind.value}."), 40.0) for kind in kinds)
    return LotReading(lot, reservation or Reservation(), said)


def copy(number: str, *readings: LotReading, cancelled: bool = False, **facts: Any) -> Copy:
    """A call for green spaces; a lot for each reading, unless `lots` says more of them."""
    told = readings or (LotReading(None),)
    lots = tuple(Lot(one.lot_id) for one in told)
    given = notice(**{"title": "Tonte du parc", "cpv": ("77310000",), "lots": lots, **facts})
    named = replace(given, publisher_id=number, url=f"https://avis.example.org/{number}", published=DAY)
    return Copy(named, told, cancelled)


def award(number: str, *readings: LotReading, **facts: Any) -> Copy:
    return copy(number, *readings, kind=NoticeKind.AWARD, **facts)


def look(*copies: Copy, awards: tuple[Copy, ...] = ()) -> SeenOpportunity:
    found = observed("o1", copies, awards, DAY, lambda given, readings: describe(given, readings, FRANCE))
    assert found is not None
    return found


def test_what_a_notice_says_of_its_lots_is_kept_with_its_words() -> None:
    both = (reading(SOCIAL, lot="LOT-0001"), reading(lot="LOT-0002", reservation=SIAE))
    lots = (
        Lot("LOT-0001", "Centre", ("77310000",), places=(Place(departement="38"),), deadline=Deadline(AHEAD)),
        Lot("LOT-0002", "Port", ("77310000",), places=(Place(departement="69"),)),
    )
    found = look(copy("1", *both, lots=lots))
    first, second = found.lots
    assert (found.title, found.notice_id, found.url) == ("Tonte du parc", "boamp:1", "https://avis.example.org/1")
    assert (first.title, first.trades, first.deadline) == ("Centre", frozenset({GREEN}), AHEAD)
    assert [(one.kind, one.said.quote, one.said.field, one.said.notice.id, one.hours) for one in first.clauses] == [
        (SOCIAL, "Voici : clause_sociale.", "BT-70", "boamp:1", 40.0)
    ]
    assert (second.reserved, second.to, second.proof and second.proof.quote) == (
        True,
        (Beneficiary.SIAE,),
        "Réservé aux SIAE.",
    )
    assert [sorted(spot.departements) for one in found.lots for spot in one.spots] == [["38"], ["69"]]


def test_another_copy_completes_the_first_and_says_where_it_stands() -> None:
    found = look(copy("1", reading(SOCIAL)), copy("2", reading(SOCIAL, ENV, reservation=SIAE), source="ted"))
    (one,) = found.lots
    assert [(clause.kind, clause.said.notice.id) for clause in one.clauses] == [(SOCIAL, "boamp:1"), (ENV, "ted:2")]
    assert (one.reserved, one.proof and one.proof.notice.url) == (True, "https://avis.example.org/2")


def test_lots_are_the_same_by_their_numbers_whatever_their_names() -> None:
    copies = copy("1", reading(lot="LOT-0001"), reading(lot="LOT-0002")), copy("2", reading(ENV, lot="2"), source="ted")
    assert [len(one.clauses) for one in look(*copies).lots] == [0, 1]


def test_an_award_that_shows_a_clause_proves_it() -> None:
    found = look(copy("1", reading()), awards=(award("9", reading(ENV)),))
    assert [(one.kind, one.said.notice.id) for one in found.lots[0].clauses] == [(ENV, "boamp:9")]
    assert (found.kind, found.end, found.counted) == (NoticeKind.CALL, End.AWARDED, True)


def test_an_award_alone_is_kept_for_what_it_proves_and_not_counted_as_seen() -> None:
    found = look(awards=(award("9", reading(SOCIAL)),))
    assert (found.kind, found.end, found.counted) == (NoticeKind.AWARD, End.AWARDED, False)
    assert found.lots[0].claused


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({}, True),
        ({"kind": NoticeKind.PRIOR}, False),
        ({"kind": NoticeKind.OTHER, "deadline": None}, False),
        ({"kind": NoticeKind.OTHER, "deadline": Deadline(AHEAD)}, True),
        ({"kind": NoticeKind.CORRECTION}, True),
    ],
)
def test_what_nobody_could_answer_is_not_counted(facts: dict[str, Any], counted: bool) -> None:
    assert look(copy("1", reading(), **facts)).counted is counted


def lost(**facts: Any) -> Lot:
    return Lot(codes=(Code("BT-142", NO_WINNER, "clos-nw"),), **facts)


@pytest.mark.parametrize(
    ("lots", "passages", "end"),
    [
        ((lost(),), (), End.UNSUCCESSFUL),
        ((Lot(passages=(Passage("texte", "Le lot est déclaré infructueux."),)),), (), End.UNSUCCESSFUL),
        ((Lot(),), (Passage("texte", "Procédure déclarée sans suite."),), End.UNSUCCESSFUL),
        ((Lot(winners=(Winner("Ateliers fictifs"),)),), (Passage("texte", "Un lot infructueux."),), End.AWARDED),
        ((Lot(),), (), End.AWARDED),  # no winner is told, which is not « nobody »
    ],
)
def test_nobody_was_chosen_only_when_the_award_says_so(
    lots: tuple[Lot, ...], passages: tuple[Passage, ...], end: End
) -> None:
    found = look(copy("1", reading()), awards=(award("9", reading(), lots=lots, passages=passages),))
    assert found.end is end
    assert found.lots[0].unsuccessful is (end is End.UNSUCCESSFUL)


def test_one_lot_of_two_may_have_found_nobody() -> None:
    call = copy("1", reading(lot="1"), reading(lot="2"))
    found = look(call, awards=(award("9", reading(lot="2"), lots=(replace(lost(), id="2"),)),))
    assert ([one.unsuccessful for one in found.lots], found.end) == ([False, True], End.AWARDED)


def test_what_one_source_cancels_is_cancelled() -> None:
    assert look(copy("1", reading(), cancelled=True)).end is End.CANCELLED
    assert look(copy("1", reading())).end is None


def test_the_buyer_is_where_its_address_says_or_the_only_place_it_paid_for() -> None:
    told = Buyer("Commune de Voiron", "00000000000017", Place(postcode="38500", town="Voiron"))
    found = look(copy("1", reading(), buyer=told)).buyer
    assert (found.name, found.siren) == ("Commune de Voiron", "000000000")
    assert found.spot is not None
    assert found.spot.communes == {"38563"}
    paid = copy("1", reading(), buyer=Buyer("Commune de Voiron"), publication_departements=("38",))
    assert (look(paid).buyer.spot or found.spot).departements == {"38"}
    several = copy("1", reading(), buyer=Buyer("Commune de Voiron"), publication_departements=("38", "69"))
    assert look(several).buyer.spot is None


def test_a_number_that_only_a_second_copy_gives_is_kept() -> None:
    first = copy("1", reading(), buyer=Buyer("Commune de Voiron"))
    second = copy("2", reading(), buyer=Buyer("Commune de Voiron", "00000000000017"), source="ted")
    other = copy("3", reading(), buyer=Buyer("Un groupement fictif", "00000000000025"), source="ted")
    assert look(first, second).buyer.siret == "00000000000017"
    assert look(first, other).buyer.siret is None


def test_a_notice_that_says_nothing_is_kept_all_the_same() -> None:
    found = look(copy("1", title="", cpv=(), buyer=Buyer(), deadline=None, passages=(), places=()))
    (one,) = found.lots
    assert (one.silent, one.trades, one.spots, one.deadline, found.buyer.name) == (True, frozenset(), (), None, "")


def test_hundreds_of_places_are_kept_as_departements() -> None:
    towns = sorted(FRANCE.communes_of("38"))[:100]
    places = tuple(Place(departement="38", town=FRANCE.commune_name(one)) for one in towns)
    (one,) = look(copy("1", reading(), lots=(Lot(places=places),))).lots
    assert [(sorted(spot.departements), spot.communes) for spot in one.spots] == [(["38"], frozenset())]


def test_a_very_long_sentence_is_cut() -> None:
    said = LotReading(None, Reservation(), (Clause(SOCIAL, Evidence("BT-70", "mot " * 1000)),))
    assert len(look(copy("1", said)).lots[0].clauses[0].said.quote) <= 1_001


def test_nothing_gives_nothing() -> None:
    assert observed("o1", [], [], DAY, lambda given, readings: describe(given, readings, FRANCE)) is None
