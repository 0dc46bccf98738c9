"""The territory of a network: who may see it, what each of them sees, and that no figure names a member."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.matching.document import describe
from alerts.model.network import Shares
from alerts.model.people import Role
from alerts.model.reply import Outcome
from alerts.model.reply import Told as Ended
from alerts.model.response import Response, ResponseStatus
from alerts.model.structure import Territory as Places
from alerts.network.scorecard import AuthorityKind, Kept, Territory, Told
from alerts.services import looking, network_leaving, territory
from alerts.services.errors import NotAllowed, NotYours
from alerts.store import matches, network_people, networks, people, replies, responses
from alerts.store.engine import Database
from alerts.territory.france import France
from scrapers.notice import Buyer, Notice, Place
from tests.alerts.services.networked import MEMBERS, Circle, hides, network_of, person, structure, twelve
from tests.alerts.services.stories import NOON, at, ingested, lot, matched, notice, read, says, subscribed

FRANCE = France.load()
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
ISERE, RHONE, AIN = (Place(departement=code) for code in ("38", "69", "01"))
VOIRON = Buyer("Ville de Voiron", None, Place(postcode="38500", town="Voiron"))
CLAUSE, RESERVED = says("Une clause d'insertion est prévue."), says("Le marché est réservé aux SIAE.")
GREEN, LAUNDRY = ("77310000",), ("98310000",)
OVER = at(1).at  # after it, the deadline of `green` has passed


def green(number: str, **given: object) -> Notice:
    """Green spaces in Isère, for Voiron, with a clause."""
    facts = {"places": (ISERE,), "cpv": GREEN, "buyer": VOIRON, "passages": CLAUSE, "deadline": at(1)}
    return notice(number, **{**facts, **given})


def look(database: Database, *notices: Notice) -> None:
    ingested(database, *notices)
    looking.look(database, read, lambda given, readings: describe(given, readings, FRANCE, may_answer), NOON)


def seen(
    database: Database, told: Circle, who: int | None = None, since: date = NOVEMBER, until: date = DECEMBER
) -> Territory:
    return territory.of_network(database, who or told.nadia, told.id, since, until, OVER)


def does(
    database: Database,
    member: str,
    given: Notice,
    status: ResponseStatus | None = ResponseStatus.ANSWERING,
    outcome: Outcome | None = None,
) -> None:
    """A member was told of it, then said something, and perhaps what came of it."""
    with database.write() as session:
        (number,) = matches.insert_matches(session, [(given.id, matched(member, given))], NOON).values()
        if status is not None:
            responses.put_response(session, number, Response(number, status, NOON))
        if outcome is not None:
            replies.put_outcome(session, Ended(number, outcome, NOON.date()), NOON)


def shares(database: Database, told: Circle, shared: Shares, *members: str) -> None:
    with database.write() as session:
        for one in members:
            network_people.put_shares(session, told.id, one, shared)


@pytest.fixture
def told(database: Database) -> Circle:
    """Twelve members: green spaces and cleaning, in Isère and Rhône. They were passed a notice that is of no place."""
    return twelve(database)


# Who may see it


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("nadia", "animator"),
        ("omar", "animator"),
        ("manager", "member"),
        ("member", "member"),
        ("eve", NotYours),
        ("stranger", NotYours),
        ("nobody", NotYours),
    ],
)
def test_each_part(database: Database, told: Circle, who: str, allowed: str | type[Exception]) -> None:
    asking = _asking(database, told, who)
    look(database, green("26-1"))
    if isinstance(allowed, str):
        found = seen(database, told, asking)
        assert found.for_animators is (allowed == "animator")
        assert found.total.opportunities == 2
        return
    with pytest.raises(allowed):
        seen(database, told, asking)


def _asking(database: Database, told: Circle, who: str) -> int:
    match who:
        case "nadia" | "omar" | "eve":
            return {"nadia": told.nadia, "omar": told.omar, "eve": told.eve}[who]
        case "manager":
            return told.person("m01")
        case "member":
            found = told.person("m02")
            with database.write() as session:
                membership = people.membership_in(session, found, "m02")
                assert membership is not None
                people.put_role(session, membership.id, Role.MEMBER)
            return found
        case "stranger":
            return person(database, 9_000_000_099)
        case _:
            return 404_404


@pytest.mark.parametrize("who", ["nadia", "member"])
def test_a_network_that_waits_for_its_host_shows_nothing(database: Database, told: Circle, who: str) -> None:
    with database.write() as session:
        network = networks.load_network(session, told.id)
        assert network is not None
        networks.put_network(session, replace(network, approved_at=None))
    with pytest.raises(NotAllowed if who == "nadia" else NotYours):
        seen(database, told, _asking(database, told, who))
    assert territory.of_letter(database, told.id, NOVEMBER, DECEMBER, OVER) is None


def test_a_network_that_is_gone_has_no_letter_and_no_page(database: Database, told: Circle) -> None:
    with database.write() as session:
        networks.delete_network(session, told.id)
    assert territory.of_letter(database, told.id, NOVEMBER, DECEMBER, OVER) is None
    with pytest.raises(NotYours):
        seen(database, told)


def test_the_letter_is_what_members_see_unless_it_is_for_animators(database: Database, told: Circle) -> None:
    look(database, green("26-1"))
    letter = territory.of_letter(database, told.id, NOVEMBER, DECEMBER, OVER)
    theirs = territory.of_letter(database, told.id, NOVEMBER, DECEMBER, OVER, animators=True)
    assert letter == seen(database, told, told.person("m01"))
    assert theirs == seen(database, told)
    assert letter != theirs


# What is counted


def test_places_and_trades_are_those_of_the_members(database: Database, told: Circle) -> None:
    look(
        database,
        green("26-1"),
        green("26-2", places=(RHONE,)),
        green("26-3", places=(AIN,)),  # nobody works there
        green("26-4", cpv=LAUNDRY, title="Linge", passages=RESERVED),  # nobody does it
        green("26-5", places=(), buyer=Buyer("Acheteur fictif")),  # nobody knows where
    )
    found = seen(database, told)
    assert found.where == "Isère (38), Rhône (69)"
    assert found.what == "Espaces verts et entretien extérieur, Nettoyage et propreté des locaux"
    ours = {one.id for one in found.seen}
    assert {"boamp:26-1", "boamp:26-2", "boamp:26-5"} <= ours
    assert not {"boamp:26-3", "boamp:26-4"} & ours
    assert found.whole.opportunities == found.total.opportunities + 1
    assert [one.trade for one in found.supply.nobody_offers] == ["blanchisserie"]
    assert found.members == 12


def test_what_the_network_sets_itself_holds(database: Database, told: Circle) -> None:
    look(database, green("26-1"), green("26-3", places=(AIN,), cpv=LAUNDRY, title="Linge", passages=RESERVED))
    with database.write() as session:
        network = networks.load_network(session, told.id)
        assert network is not None
        ain = Places(departements=frozenset({"01"}))
        networks.put_network(session, replace(network, trades=frozenset({"blanchisserie"}), territory=ain))
    found = seen(database, told)
    assert "boamp:26-3" in {one.id for one in found.seen}
    assert "boamp:26-1" not in {one.id for one in found.seen}
    assert found.where == "Ain (01)"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 21), 1),
        (date(2026, 11, 21), DECEMBER, 0),
        (NOVEMBER, date(2026, 11, 20), 0),
        (DECEMBER, NOVEMBER, 0),  # upside down
        (date(1990, 1, 1), date(2049, 1, 1), 1),
    ],
)
def test_the_period_is_that_of_the_first_publication(
    database: Database, told: Circle, since: date, until: date, expected: int
) -> None:
    look(database, green("26-1"))
    found = seen(database, told, since=since, until=until)
    assert len([one for one in found.seen if one.id == "boamp:26-1"]) == expected


def test_a_network_without_members_has_a_page_all_the_same(database: Database, told: Circle) -> None:
    empty = network_of(database, "Réseau fictif et vide", told.nadia)
    found = territory.of_network(database, told.nadia, empty, NOVEMBER, DECEMBER, OVER)
    assert (found.members, found.where, found.what) == (0, "aucun lieu indiqué", "aucun métier indiqué")
    assert (found.total.opportunities, found.pact.authorities) == (0, ())


def test_rules_say_since_when_notices_are_read(database: Database, told: Circle) -> None:
    look(database, green("26-1"))
    late = seen(database, told, since=date(2026, 1, 1))
    assert late.read_since == date(2026, 11, 20)
    assert late.rules[0] == "Vigie lit les avis depuis le 20 novembre 2026 : ce qui précède n'est pas compté."
    before = seen(database, told, since=date(2025, 1, 1), until=date(2025, 2, 1))
    assert before.rules[0].startswith("Aucun avis de cette période n'a été lu")
    assert any("cinq" in rule for rule in late.rules)


def test_mesure_15_counts_every_trade_with_its_proof(database: Database, told: Circle) -> None:
    isere = Buyer("Département de l'Isère", None, ISERE)
    look(database, green("26-1", cpv=LAUNDRY, title="Linge"), green("26-2", passages=(), buyer=isere))
    found = {one.name: one for one in seen(database, told).pact.authorities}
    voiron = found["Voiron"]
    states = (voiron.state, voiron.kind, found["Isère (département)"].state)
    assert states == (Kept.YES, AuthorityKind.COMMUNE, Kept.NO)
    assert voiron.proof is not None
    assert (voiron.proof.title, voiron.proof.quote) == ("Linge", "Une clause d'insertion est prévue.")
    assert found["Rhône (département)"].state is Kept.UNSEEN


# What members did


ONE = green("26-1")


def test_animators_see_what_members_share(database: Database, told: Circle) -> None:
    look(database, ONE, green("26-2"))
    shares(database, told, Shares(outcomes=True), "m03")
    does(database, "m01", ONE)
    does(database, "m03", ONE, outcome=Outcome.WON)
    total = seen(database, told).total
    assert (total.answered, total.won, total.lost) == (Told(1), Told(1), Told(0))
    assert [(row.figures.answered, row.figures.won) for row in seen(database, told).by_month] == [(Told(1), Told(1))]
    assert total.uncovered == 1  # the other one; what was passed on is still open


def test_what_a_member_hides_is_in_no_figure(database: Database, told: Circle) -> None:
    look(database, ONE)
    before = seen(database, told)
    does(database, "m01", ONE, outcome=Outcome.WON)
    shares(database, told, Shares(answers=False), "m01")
    after = seen(database, told)
    assert replace(after, discreet=0) == before
    assert (before.discreet, after.discreet) == (0, 1)


def test_what_a_member_refuses_is_in_no_figure(database: Database, told: Circle) -> None:
    look(database, ONE)
    before = seen(database, told)
    does(database, "m01", ONE, ResponseStatus.REFUSED)
    assert seen(database, told) == before


@pytest.mark.parametrize(("hidden", "expected"), [(4, Told(0)), (5, Told(0, 5))])
def test_five_who_hide_are_a_crowd(database: Database, told: Circle, hidden: int, expected: Told) -> None:
    notices = [green(f"26-{number}") for number in range(1, 7)]
    look(database, *notices)
    members = [one.id for one in MEMBERS[:hidden]]
    hides(database, told, *members)
    for member, given in zip(members, notices, strict=False):
        does(database, member, given)
    found = seen(database, told)
    assert found.total.answered == expected
    rows = (*found.by_trade, *found.by_buyer, *found.by_month)
    assert {row.figures.answered for row in rows} == {Told(0)}, "a crowd is told in the total alone"
    assert found.whole.answered == Told(0)
    some_day = seen(database, told, since=date(2026, 11, 2))
    assert some_day.total.answered == Told(0), "two periods a day apart would tell one answer"


def test_whoever_leaves_is_out_of_the_figures(database: Database, told: Circle) -> None:
    look(database, ONE)
    before = seen(database, told)
    does(database, "m01", ONE)
    assert seen(database, told).total.answered == Told(1)
    with database.write() as session:
        network_leaving.leave(session, told.person("m01"), told.id, "m01", NOON)
    after = seen(database, told)
    assert (after.total, after.by_buyer, after.members) == (before.total, before.by_buyer, 11)


@pytest.mark.parametrize(("doers", "expected", "uncovered"), [(5, Told(None), None), (6, Told(6), 0)])
def test_members_see_totals_of_more_than_five_and_no_row(
    database: Database, told: Circle, doers: int, expected: Told, uncovered: int | None
) -> None:
    notices = [green(f"26-{number}") for number in range(1, 7)]
    look(database, *notices)
    for member, given in zip([one.id for one in MEMBERS[:doers]], notices, strict=False):
        does(database, member, given)
    found = seen(database, told, told.person("m01"))
    assert (found.total.answered, found.total.uncovered) == (expected, uncovered)
    rows = (*found.by_trade, *found.by_buyer, *found.by_month)
    assert {(row.figures.answered, row.figures.uncovered) for row in rows} == {(Told(), None)}
    assert (found.whole.answered, found.whole.uncovered) == (Told(), None)


def test_a_lot_that_one_member_is_on_is_covered_and_its_neighbour_is_not(database: Database, told: Circle) -> None:
    two = green("26-1", lots=(lot("1", cpv=GREEN, deadline=at(1)), lot("2", cpv=GREEN, deadline=at(1))))
    look(database, two)
    before = seen(database, told).total.uncovered
    with database.write() as session:
        match = replace(matched("m01", two), lots=("1",))
        (number,) = matches.insert_matches(session, [(two.id, match)], NOON).values()
        responses.put_response(session, number, Response(number, ResponseStatus.KEPT, NOON))
    assert (before, seen(database, told).total.uncovered) == (2, 1)


def test_five_hundred_members_and_a_name_with_marks(database: Database, told: Circle) -> None:
    many = [replace(structure(1, next(iter(MEMBERS[0].kinds))), id=f"x{number:03}") for number in range(500)]
    subscribed(database, *many)
    large = network_of(database, "Réseau <b>fictif</b> & Cie", told.nadia, *many)
    look(database, ONE)
    found = territory.of_network(database, told.nadia, large, NOVEMBER, DECEMBER, OVER)
    assert (found.members, found.network.name) == (500, "Réseau <b>fictif</b> & Cie")
    assert found.total.opportunities == 2
