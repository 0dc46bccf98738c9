"""« Pas pour moi »: what it would change of the profile, said exactly, and done only when a manager says yes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.matching.tuning import Proposal, propose
from alerts.model.match import Match
from alerts.model.people import Role
from alerts.model.reading import Answer
from alerts.model.response import RefusalReason
from alerts.model.structure import Criteria, Radius, Structure, StructureKind, Territory
from alerts.services import tuning
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store import structures
from alerts.store.engine import Database
from alerts.territory.france import France
from scrapers.notice import Amount, Deadline, Notice, Place
from tests.alerts.services.respondents import BRUNO, INES, joined, stranger, told_of
from tests.alerts.services.stories import ATELIERS, CHANTIERS, NOON, at, lot, notice, subscribed

PLACE, TRADE, SIZE, DELAY = RefusalReason
LYON, GRENOBLE = Place(postcode="69003"), Place(postcode="38000")


def asked(
    criteria: Criteria, given: Notice, why: RefusalReason, *, too_small: bool = False
) -> tuple[str, Criteria] | None:
    """The words of the proposal and the activity it would make."""
    structure = replace(ATELIERS, activities=(criteria,))
    match = Match("ateliers", given.id, Answer.YES, False, (), tuple(one.id for one in given.lots))
    found = propose(structure, match, given, why, NOON, too_small=too_small)
    return (found.text, found.after.activities[0]) if found else None


def on(*departements: str, **fields: object) -> Criteria:
    return Criteria(territory=Territory(departements=frozenset(departements)), **fields)  # type: ignore[arg-type]


def test_too_far_leaves_out_its_departement() -> None:
    assert asked(on("01", "69"), notice("26-1", places=(LYON,)), PLACE) == (
        "les annonces de ce département : Rhône (69)",
        on("01"),
    )


def test_a_region_without_one_of_its_departements_is_the_others() -> None:
    region = Criteria(territory=Territory(regions=frozenset({"84"})))
    found = asked(region, notice("26-1", places=(LYON,)), PLACE)
    assert found is not None
    kept = France.load().departements_of("84") - {"69"}
    assert found[1].territory == Territory(departements=kept)
    assert len(kept) == 11


def test_the_whole_of_france_loses_a_region_that_can_be_said_in_a_few_words() -> None:
    found = asked(Criteria(), notice("26-1", places=(Place(departement="974"),)), PLACE)
    assert found is not None
    assert found[0] == "les annonces de cette région : La Réunion"
    assert found[1].territory == Territory(regions=France.load().regions - {"04"})


def test_a_circle_stops_before_the_place() -> None:
    """Grenoble stands some 90 km from the middle of Lyon 3e."""
    circle = Criteria(territory=Territory(around=(Radius("69003", 120.0),)))
    assert asked(circle, notice("26-1", places=(GRENOBLE,)), PLACE) == (
        "les annonces à plus de 90 km du code postal 69003",
        Criteria(territory=Territory(around=(Radius("69003", 90.0),))),
    )


@pytest.mark.parametrize(
    ("criteria", "places"),
    [
        (on("69"), (LYON,)),  # nothing would be left
        (on("01", "69"), ()),  # nobody knows where
        (on("38", "69"), (LYON, GRENOBLE)),  # in two départements
        (on("01"), (LYON,)),  # the profile has changed since
        (Criteria(territory=Territory(around=(Radius("69003", 20.0),))), (LYON,)),  # next door
    ],
)
def test_nothing_is_proposed_where_no_place_can_be_named(criteria: Criteria, places: tuple[Place, ...]) -> None:
    assert asked(criteria, notice("26-1", places=places), PLACE) is None


GREEN = frozenset({"espaces-verts", "nettoyage-locaux"})


def test_not_our_trade_names_the_word_that_only_this_one_has() -> None:
    given = notice("26-1", title="Élagage des platanes de Sévigny", cpv=("77340000",))
    text, after = asked(Criteria(trades=GREEN), given, TRADE) or ("", None)
    assert text == "les annonces qui parlent de « élagage », dans leur intitulé ou leur texte"
    assert after == Criteria(trades=GREEN, exclude_words=("élagage",))


def test_a_trade_that_is_not_theirs_is_named_rather_than_their_own() -> None:
    given = notice("26-1", title="Tonte, élagage et désamiantage du parc", cpv=("77310000",))
    text, _ = asked(Criteria(trades=GREEN), given, TRADE) or ("", None)
    assert text == "les annonces qui parlent de « désamiantage », dans leur intitulé ou leur texte"


def test_without_such_a_word_the_trade_itself_goes() -> None:
    given = notice("26-1", title="Prestations diverses", cpv=("77310000",))
    assert asked(Criteria(trades=GREEN), given, TRADE) == (
        "les annonces du métier « Espaces verts et entretien extérieur »",
        Criteria(trades=frozenset({"nettoyage-locaux"})),
    )


@pytest.mark.parametrize("trades", [frozenset({"espaces-verts"}), frozenset()])
def test_the_only_trade_is_never_taken_away(trades: frozenset[str]) -> None:
    """Without any trade, every trade would come."""
    given = notice("26-1", title="Prestations diverses", cpv=("77310000",))
    assert asked(Criteria(trades=trades), given, TRADE) is None


@pytest.mark.parametrize(
    ("amount", "most", "least"),
    [("240000", "200000", "300000"), ("100000", "80000", "150000"), ("8900", "8000", "10000"), ("45.5", "40", "50")],
)
def test_a_size_becomes_a_round_figure(amount: str, most: str, least: str) -> None:
    given = notice("26-1", amount=Amount(Decimal(amount)))
    big, small = asked(Criteria(), given, SIZE), asked(Criteria(), given, SIZE, too_small=True)
    assert big is not None
    assert small is not None
    assert big[1].amount_max == Decimal(most)
    assert small[1].amount_min == Decimal(least)


def test_the_figure_is_said_as_people_write_it() -> None:
    found = asked(Criteria(), notice("26-1", amount=Amount(Decimal(240_000))), SIZE)
    assert found is not None
    assert found[0] == "les annonces de plus de 200 000 €"


def test_of_several_lots_the_smallest_must_be_too_big() -> None:
    lots = (lot("1", amount=Amount(Decimal(90_000))), lot("2", amount=Amount(Decimal(500_000))))
    found = asked(Criteria(), notice("26-1", lots=lots), SIZE)
    assert found is not None
    assert found[1].amount_max == Decimal(80_000)


@pytest.mark.parametrize(
    ("criteria", "amount"),
    [
        (Criteria(), None),  # not told
        (Criteria(), Amount(Decimal(9000), "CHF")),
        (Criteria(amount_max=Decimal(50_000)), Amount(Decimal(90_000))),  # asked for already
        (Criteria(amount_min=Decimal(90_000)), Amount(Decimal(90_000))),  # nothing would be left
    ],
)
def test_no_size_is_guessed(criteria: Criteria, amount: Amount | None) -> None:
    assert asked(criteria, notice("26-1", amount=amount), SIZE) is None


def test_too_short_a_delay_becomes_days_left() -> None:
    """Told on 23 November, closes on 1 December at 12:00 in Paris: seven whole days were left."""
    assert asked(Criteria(), notice("26-1", deadline=at(1)), DELAY) == (
        "les annonces qui laissent moins de 10 jours",
        Criteria(min_days_left=10),
    )


@pytest.mark.parametrize(
    ("criteria", "deadline"),
    [
        (Criteria(), None),
        (Criteria(min_days_left=10), at(1)),  # asked for already
        (Criteria(), Deadline(at(1).at.replace(year=2049))),  # nobody counts days to it
    ],
)
def test_no_delay_is_guessed(criteria: Criteria, deadline: Deadline | None) -> None:
    assert asked(criteria, notice("26-1", deadline=deadline), DELAY) is None


def test_only_the_activity_that_matched_changes() -> None:
    first, second = on("01", "69"), on("38", "69")
    structure = Structure("ateliers", "Les Ateliers fictifs", frozenset({StructureKind.ACI}), (first, second))
    given = notice("26-1", places=(LYON,))
    match = Match("ateliers", given.id, Answer.YES, False, (), (None,), activity=1)
    found = propose(structure, match, given, PLACE, NOON)
    assert found == Proposal(
        "les annonces de ce département : Rhône (69)", replace(structure, activities=(first, on("38")))
    )
    assert propose(structure, replace(match, activity=2), given, PLACE, NOON) is None


TWO = replace(ATELIERS, activities=(on("01", "69"),))


def profile(database: Database) -> Criteria:
    with database.read() as session:
        found = structures.load_structure(session, "ateliers")
    assert found is not None
    return found.activities[0]


def test_a_manager_says_yes_and_the_profile_changes(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=(LYON,)), structure=TWO)
    ines, _ = joined(database, INES, "Inès")
    with database.read() as session:
        offer = tuning.offer(session, ines.id, match, PLACE)
    assert offer is not None
    assert profile(database) == on("01", "69"), "a proposal changes nothing"
    with database.write() as session:
        after = tuning.accept(session, ines.id, match, PLACE, offer.mark, NOON)
    assert after.activities[0] == profile(database) == on("01")


def test_saying_yes_twice_changes_nothing_more(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=(LYON,)), structure=TWO)
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        offer = tuning.offer(session, ines.id, match, PLACE)
        assert offer is not None
        tuning.accept(session, ines.id, match, PLACE, offer.mark, NOON)
    with pytest.raises(Refusal, match="déjà fait"), database.write() as session:
        tuning.accept(session, ines.id, match, PLACE, offer.mark, NOON)
    assert profile(database) == on("01")


def test_what_was_not_read_is_not_done(database: Database) -> None:
    """An old button, whose words were of another proposal."""
    (match,) = told_of(database, notice("26-1", places=(LYON,)), structure=TWO)
    ines, _ = joined(database, INES, "Inès")
    with pytest.raises(Refusal, match="a changé entre-temps"), database.write() as session:
        tuning.accept(session, ines.id, match, PLACE, "00000000", NOON)
    assert profile(database) == on("01", "69")


def test_a_member_is_told_who_can(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=(LYON,)), structure=TWO)
    joined(database, INES, "Inès")
    bruno, _ = joined(database, BRUNO, "Bruno", TWO, Role.MEMBER)
    with database.read() as session:
        offer = tuning.offer(session, bruno.id, match, PLACE)
    assert offer is not None
    assert (offer.may_accept, offer.managers) == (False, ("Inès",))
    with pytest.raises(NotAllowed), database.write() as session:
        tuning.accept(session, bruno.id, match, PLACE, offer.mark, NOON)
    assert profile(database) == on("01", "69")


def test_nobody_else_may_ask_nor_accept(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=(LYON,)), structure=TWO)
    subscribed(database, CHANTIERS)
    elsewhere, _ = joined(database, BRUNO, "Bruno", CHANTIERS)
    for person in (elsewhere, stranger(database)):
        with pytest.raises(NotYours), database.read() as session:
            tuning.offer(session, person.id, match, PLACE)
        with pytest.raises(NotYours), database.write() as session:
            tuning.accept(session, person.id, match, PLACE, "00000000", NOON)
    assert profile(database) == on("01", "69")
