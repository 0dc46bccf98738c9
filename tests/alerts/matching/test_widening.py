"""« Juste à côté »: the one change that would have made it a match, said exactly, as little as makes the difference."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from alerts.matching import oracle
from alerts.matching.document import describe
from alerts.matching.widening import propose
from alerts.model.match import Verdict
from alerts.model.reading import Clause, ClauseKind, Evidence, LotReading
from alerts.model.structure import Criteria, Structure
from alerts.territory.article import with_article
from alerts.territory.france import France
from scrapers.notice import Deadline, Lot, Notice, Place
from tests.alerts.matching import drawn
from tests.alerts.matching.people import FOR_EA_ESAT, FOR_SIAE, NOW, euros, match, notice, reserved, structure

BOURG = Place(postcode="01000", town="Bourg-en-Bresse")
LYON, VOIRON = Place(postcode="69003"), Place(postcode="38500", town="Voiron")


def asked(who: Structure, what: Notice, readings: list[LotReading] | None = None) -> tuple[str, Criteria] | None:
    """The words of the proposal, and the activity it would make; only a near miss has one."""
    missed = match(who, what, readings)
    assert missed is not None
    assert missed.near_miss, "the story must be one of a near miss"
    found = propose(who, missed, what, readings or [], NOW)
    if found is None:
        return None
    after = match(found.after, what, readings)
    assert after is not None
    assert not after.near_miss
    return found.text, found.after.activities[missed.activity]


def words(who: Structure, what: Notice, readings: list[LotReading] | None = None) -> str | None:
    found = asked(who, what, readings)
    return found[0] if found else None


def gardeners(**fields: Any) -> Structure:
    return structure("aci", **{"trades": ["espaces-verts"], "departements": ["01"]} | fields)


@pytest.mark.parametrize(
    ("departements", "places", "text"),
    [
        (["69"], (BOURG,), "Ajouter l'Ain à votre territoire"),
        (["01"], (LYON,), "Ajouter le Rhône à votre territoire"),
        (["01"], (Place(departement="78"),), "Ajouter les Yvelines à votre territoire"),
        (["01"], (Place(departement="75"),), "Ajouter Paris à votre territoire"),
        (["01"], (Place(departement="974"),), "Ajouter La Réunion à votre territoire"),
        (["01"], (LYON, Place(departement="42")), "Ajouter la Loire et le Rhône à votre territoire"),
        (
            ["01"],
            (LYON, Place(departement="42"), Place(departement="38")),
            "Ajouter l'Isère, la Loire et le Rhône à votre territoire",
        ),
        (["01"], (Place(nuts="FRH"),), None),  # Bretagne: four départements
        (["01"], (Place(country="DEU", town="Bonn"),), None),
    ],
)
def test_a_place_outside_is_added_with_its_departement(
    departements: list[str], places: tuple[Place, ...], text: str | None
) -> None:
    assert words(gardeners(departements=departements), notice(places=places)) == text


def test_only_the_departement_is_added() -> None:
    found = asked(gardeners(departements=["69"], regions=["94"]), notice(places=(BOURG,)))
    assert found is not None
    assert found[1].territory.departements == {"01", "69"}
    assert found[1].territory.regions == {"94"}


def test_the_address_of_the_buyer_is_enough_to_be_told_of_it() -> None:
    """Where the work is done is not told: once the département is there, the place is to be checked."""
    assert words(gardeners(departements=["69"]), notice(places=())) == "Ajouter l'Ain à votre territoire"


def test_a_circle_that_nearly_reaches_is_drawn_wider() -> None:
    """Voiron stands some 23 km from Grenoble."""
    found = asked(gardeners(departements=[], around=["38000:20"]), notice(places=(VOIRON,)))
    assert found is not None
    assert found[0] == "Aller jusqu'à 25 km autour de 38000 (Grenoble)"
    assert [(one.postcode, one.km) for one in found[1].territory.around] == [("38000", 25.0)]


def test_of_two_circles_only_the_nearer_grows() -> None:
    found = asked(gardeners(departements=[], around=["38000:20", "73000:25"]), notice(places=(VOIRON,)))
    assert found is not None
    assert [(one.postcode, one.km) for one in found[1].territory.around] == [("38000", 25.0), ("73000", 25.0)]


def test_a_circle_is_not_doubled_for_one_notice() -> None:
    """Lyon stands some 90 km from Grenoble."""
    who = gardeners(departements=[], around=["38000:25"])
    assert words(who, notice(places=(LYON,))) == "Ajouter le Rhône à votre territoire"


def test_the_trade_that_the_codes_tell_is_added() -> None:
    found = asked(gardeners(), notice("Prestations diverses", cpv=("90919200",)))
    assert found is not None
    assert found[0] == "Ajouter le métier « Nettoyage et propreté des locaux »"
    assert found[1].trades == {"espaces-verts", "nettoyage-locaux"}


@pytest.mark.parametrize(
    ("title", "cpv"),
    [
        ("Prestations diverses", ("30000000",)),  # no trade has this code
        ("Nettoyage des bureaux", ("30000000",)),  # the title says it, the code says otherwise
        ("Prestations diverses", ("90919200", "90610000")),  # two trades: which?
    ],
)
def test_no_trade_is_guessed(title: str, cpv: tuple[str, ...]) -> None:
    what = notice(title, cpv=cpv)
    missed = match(gardeners(), what)
    found = propose(gardeners(), missed, what, [], NOW) if missed else None
    assert found is None


def test_of_two_trades_the_one_that_the_title_names_is_added() -> None:
    what = notice("Nettoyage des bureaux", cpv=("90919200", "90610000"))
    assert words(gardeners(), what) == "Ajouter le métier « Nettoyage et propreté des locaux »"


def clause(kind: ClauseKind) -> list[LotReading]:
    return [LotReading(None, clauses=(Clause(kind, Evidence("BT-70", "clause")),))]


@pytest.mark.parametrize(
    ("wants", "readings", "text", "added"),
    [
        (
            ["reserved"],
            clause(ClauseKind.CLAUSE_SOCIALE),
            "Recevoir aussi les annonces avec une clause sociale",
            "clause_sociale",
        ),
        (
            ["reserved"],
            clause(ClauseKind.CRITERE_SOCIAL),
            "Recevoir aussi les annonces avec un critère social",
            "critere_social",
        ),
        (
            ["reserved", "clause_sociale"],
            clause(ClauseKind.CLAUSE_ENV),
            "Recevoir aussi les annonces avec une clause ou un critère environnemental",
            "environment",
        ),
        (
            ["clause_sociale"],
            reserved(FOR_SIAE),
            "Recevoir aussi les annonces réservées à des structures comme la vôtre",
            "reserved",
        ),
        (["clause_sociale"], [], "Recevoir aussi les annonces sans réservation ni clause", "open"),
    ],
)
def test_what_the_notice_has_is_wanted_too(wants: list[str], readings: list[LotReading], text: str, added: str) -> None:
    found = asked(gardeners(wants=wants), notice(), readings)
    assert found is not None
    assert found[0] == text
    assert {one.value for one in found[1].wants} == {*wants, added}


def test_nobody_is_proposed_the_whole_of_france_and_everything_in_it() -> None:
    who = structure("aci", whole_france=True, wants=["reserved"])
    assert asked(who, notice()) is None


@pytest.mark.parametrize(
    ("bounds", "amount", "text"),
    [
        ({"amount_max": 200000}, "240000", "Porter votre montant maximum à 300 000 €"),
        ({"amount_max": 200000}, "300000", "Porter votre montant maximum à 300 000 €"),
        ({"amount_max": 90000}, "95000.50", "Porter votre montant maximum à 100 000 €"),
        ({"amount_min": 40000}, "36000", "Descendre votre montant minimum à 30 000 €"),
        ({"amount_min": 40000}, "1000", "Descendre votre montant minimum à 1 000 €"),
        ({"amount_min": 40000, "amount_max": 90000}, "120000", "Porter votre montant maximum à 150 000 €"),
    ],
)
def test_the_next_round_figure_takes_it_in(bounds: dict[str, int], amount: str, text: str) -> None:
    assert words(gardeners(**bounds), notice(amount=euros(amount))) == text


def test_of_several_lots_the_nearest_is_enough() -> None:
    lots = (Lot("1", "Tonte", amount=euros("120000")), Lot("2", "Taille", amount=euros("800000")))
    found = asked(gardeners(amount_max=90000), notice(lots=lots))
    assert found is not None
    assert found[0] == "Porter votre montant maximum à 150 000 €"


@pytest.mark.parametrize(
    ("days", "left", "text", "after"),
    [
        (21, 12, "Recevoir les annonces qui laissent au moins 10 jours", 10),
        (7, 6, "Recevoir les annonces qui laissent au moins 5 jours", 5),
        (7, 1, "Recevoir les annonces qui laissent au moins 1 jour", 1),
        (7, 0, "Recevoir les annonces même quand le délai est court", 0),
    ],
)
def test_fewer_days_are_asked(days: int, left: int, text: str, after: int) -> None:
    found = asked(gardeners(min_days_left=days), notice(deadline=Deadline(NOW + timedelta(days=left, hours=3))))
    assert found is not None
    assert (found[0], found[1].min_days_left) == (text, after)


@pytest.mark.parametrize(
    ("who", "readings"),
    [
        (gardeners(include_words=["cimetière"]), []),  # words say what people mean
        (gardeners(exclude_words=["espaces verts"]), []),
        (gardeners(), reserved(FOR_EA_ESAT)),  # the law does not bend
    ],
)
def test_nothing_is_proposed_for_words_nor_against_the_law(who: Structure, readings: list[LotReading]) -> None:
    assert asked(who, notice(), readings) is None


def test_only_the_activity_that_nearly_matched_changes() -> None:
    both = replace(
        gardeners(),
        activities=(
            *structure("aci", trades=["petite-enfance"], departements=["2A"]).activities,
            *gardeners(departements=["69"]).activities,
        ),
    )
    missed = match(both, notice(places=(BOURG,)))
    assert missed is not None
    found = propose(both, missed, notice(places=(BOURG,)), [], NOW)
    assert found is not None
    assert found.after.activities[0] == both.activities[0]
    assert found.after.activities[1].territory.departements == {"01", "69"}
    assert propose(gardeners(), replace(missed, activity=1), notice(), [], NOW) is None, "the profile changed since"


def test_a_match_has_nothing_to_widen_nor_has_what_is_too_late() -> None:
    here = match(gardeners(), notice())
    assert here is not None
    assert propose(gardeners(), here, notice(), [], NOW) is None
    far = gardeners(departements=["69"])
    missed = match(far, notice())
    assert missed is not None
    assert propose(far, missed, notice(), [], NOW + timedelta(days=30)) is None


def test_whatever_is_proposed_makes_a_match_and_takes_none_away() -> None:
    """Random structures and notices: the near miss becomes a match, and another notice that matched still does."""
    changes: set[str] = set()

    @settings(max_examples=80, deadline=None)
    @given(drawn.STRUCTURES, drawn.NOTICES.map(drawn.numbered), drawn.NOTICES.map(drawn.numbered), drawn.READINGS)
    def whoever(structures: list[Structure], one: Notice, another: Notice, readings: list[LotReading]) -> None:
        near, other = (describe(each, readings, France.load()) for each in (one, another))
        for who in structures:
            missed = oracle.match(who, near, drawn.NOW)
            found = propose(who, missed, one, readings, drawn.NOW) if missed else None
            if found is None:
                continue
            changes.add(found.text.partition(" ")[0])
            after = oracle.match(found.after, near, drawn.NOW)
            assert after is not None
            assert not any(reason.verdict is Verdict.AGAINST for reason in after.reasons)
            if oracle.match(who, other, drawn.NOW, near_misses=False):
                assert oracle.match(found.after, other, drawn.NOW, near_misses=False)

    whoever()
    assert changes, "some near misses were drawn"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("01", "l'Ain"),
        ("34", "l'Hérault"),
        ("89", "l'Yonne"),
        ("43", "la Haute-Loire"),
        ("2A", "la Corse-du-Sud"),
        ("90", "le Territoire de Belfort"),
        ("22", "les Côtes-d'Armor"),
        ("971", "la Guadeloupe"),
        ("976", "Mayotte"),
    ],
)
def test_a_departement_has_its_article(code: str, told: str) -> None:
    assert with_article(code) == told
