"""Measure 15: for each local authority, a contract that proves it, a doubt, or nothing that was read."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from alerts.model.structure import Radius, Territory
from alerts.network.pact import UNSURE, best_proof, pact, place_of
from alerts.network.scorecard import Authority, AuthorityKind, Kept, Pact, Proof
from alerts.network.seen import End, Quoted, SeenBuyer, SeenClause, SeenLot, SeenNotice, SeenOpportunity
from alerts.territory import authorities
from alerts.territory.siren import usual
from scrapers.notice import NoticeKind
from tests.alerts.network.sights import FRANCE, lot, said, seen, spot

SOCIAL, ENV, CRITERION = ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_ENV, ClauseKind.CRITERE_ENV
ISERE, TRIEVES = Territory(departements=frozenset({"38"})), Territory(epci=frozenset({"200030658"}))


def of(*found: SeenOpportunity, territory: Territory = ISERE) -> Pact:
    return pact(found, territory, FRANCE)


def proof_of(*lots: SeenLot) -> Proof:
    found = best_proof(seen("o1", *lots))
    assert found is not None
    return found


def one(told: Pact, name: str) -> Authority:
    (found,) = [one for one in told.authorities if one.name == name]
    return found


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (lot(SOCIAL), Kept.YES),
        (lot(ENV), Kept.YES),
        (lot(CRITERION), Kept.YES),
        (lot(ClauseKind.CRITERE_SOCIAL), Kept.YES),
        (lot(ClauseKind.SERVICE_INSERTION), Kept.YES),
        (lot(to=Beneficiary.EA_ESAT), Kept.YES),
        (lot(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE), Kept.CHECK),
        (lot(status=ReservationStatus.UNKNOWN, proof=said()), Kept.CHECK),
        (lot(status=ReservationStatus.CONFLICT, proof=said()), Kept.CHECK),
        (lot(), Kept.NO),
    ],
)
def test_what_proves_it(given: SeenLot, state: Kept) -> None:
    found = one(of(seen("o1", given)), "Voiron")
    assert (found.kind, found.code, found.state, found.contracts) == (AuthorityKind.COMMUNE, "38563", state, 1)
    assert found.proving == (state is not Kept.NO)
    assert (found.proof is None) == (state is Kept.NO)
    assert found.doubt == (UNSURE if state is Kept.CHECK else None)


@pytest.mark.parametrize(
    "changes",
    [{"kind": NoticeKind.PRIOR}, {"end": End.CANCELLED}, {"end": End.UNSUCCESSFUL}],
    ids=["announced", "cancelled", "unsuccessful"],
)
def test_what_led_to_no_contract_proves_nothing(changes: dict[str, object]) -> None:
    told = of(replace(seen("o1", lot(SOCIAL)), **changes))  # type: ignore[arg-type]
    assert [one.name for one in told.authorities if one.state is not Kept.UNSEEN] == []


def test_an_award_whose_call_was_not_read_proves_it_too() -> None:
    award = replace(seen("o1", lot(SOCIAL)), kind=NoticeKind.AWARD, end=End.AWARDED)
    assert one(of(award), "Voiron").state is Kept.YES


def test_the_proof_is_a_public_notice_with_its_words() -> None:
    named = lot(SOCIAL, id="2", title="Secteur nord")
    found = one(of(seen("o1", lot(id="1"), named)), "Voiron").proof
    assert found is not None
    assert (found.title, found.lot, found.kind) == ("Marché o1", "Secteur nord", SOCIAL)
    assert (found.quote, found.field) == ("Une clause est prévue.", "conditions d'exécution")
    assert (found.notice_id, found.url, found.published) == (
        "boamp:26-1",
        "https://avis.example.org/1",
        date(2026, 11, 2),
    )


def test_the_best_proof_comes_first_and_a_sentence_before_a_code() -> None:
    coded = SeenClause(ENV, Quoted("clim-mitig", "BT-774", SeenNotice("boamp:26-1")))
    criterion = lot(CRITERION)
    assert proof_of(lot(CRITERION, SOCIAL)).kind is SOCIAL
    assert proof_of(lot(SOCIAL), lot(CRITERION, to=Beneficiary.SIAE)).kind is None
    assert proof_of(replace(criterion, clauses=(coded, *criterion.clauses))).kind is CRITERION
    alone = proof_of(replace(lot(), clauses=(coded,)))
    assert (alone.quote, alone.field) == ("clim-mitig (limiter le changement climatique)", "champ codé de l'avis")
    assert best_proof(seen("o1")) is None


def test_a_sure_proof_is_shown_before_a_newer_one_that_is_not() -> None:
    newer = seen("o2", lot(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE), appeared=date(2026, 11, 9))
    older = seen("o1", lot(ENV), appeared=date(2026, 1, 9))
    found = one(of(newer, older), "Voiron")
    assert (found.state, found.proof and found.proof.kind) == (Kept.YES, ENV)
    assert (found.contracts, found.proving) == (2, 2)


def test_a_buyer_that_is_not_surely_recognised_is_to_be_checked() -> None:
    found = one(of(seen("o1", lot(SOCIAL), buyer="Voiron")), "Voiron")
    assert (found.state, found.doubt) == (Kept.CHECK, authorities.NAME_ALONE)
    without = one(of(seen("o1", buyer="Voiron")), "Voiron")
    assert (without.state, without.doubt, without.proof) == (Kept.CHECK, authorities.NAME_ALONE, None)
    # Recognised surely by another notice, which says nothing: the proof stays to be checked.
    both = one(of(seen("o1", lot(SOCIAL), buyer="Voiron"), seen("o2")), "Voiron")
    assert (both.state, both.contracts) == (Kept.CHECK, 2)
    # And when the sure notice proves it, it is the one shown.
    sure = one(of(seen("o1", lot(SOCIAL), buyer="Voiron"), seen("o2", lot(ENV))), "Voiron")
    assert (sure.state, sure.proof and sure.proof.title) == (Kept.YES, "Marché o2")


def test_one_commune_under_its_name_and_its_number_is_one() -> None:
    numbered = SeenBuyer("Service des marchés", f"{usual('38563')}00017", spot("38"))
    assert one(of(seen("o1"), seen("o2", who=numbered)), "Voiron").contracts == 2


def test_every_authority_of_the_territory_by_law_is_there_even_when_nothing_was_read() -> None:
    told = of()
    kinds = [one.kind for one in told.authorities]
    assert kinds == sorted(kinds, key=[AuthorityKind.REGION, AuthorityKind.DEPARTEMENT, AuthorityKind.EPCI].index)
    assert [one.name for one in told.authorities[:2]] == ["Auvergne-Rhône-Alpes (région)", "Isère (département)"]
    assert "CC du Trièves" in [one.name for one in told.authorities]
    assert {one.state for one in told.authorities} == {Kept.UNSEEN}
    assert told.unseen_communes == told.communes == len(FRANCE.communes_of("38"))
    assert told.count(Kept.UNSEEN) == len(told.authorities)


def test_communes_that_were_seen_are_listed_and_the_others_counted() -> None:
    told = of(seen("o1"), seen("o2", lot(SOCIAL), buyer="Commune de Vienne", town="Vienne"))
    listed = [(one.name, one.state) for one in told.authorities if one.kind is AuthorityKind.COMMUNE]
    assert listed == [("Vienne", Kept.YES), ("Voiron", Kept.NO)]  # those with a proof first
    assert told.unseen_communes == told.communes - 2


def test_authorities_of_elsewhere_are_not_of_the_territory() -> None:
    lyon = SeenBuyer("Ville de Lyon", None, spot("69", "Lyon"))
    told = of(seen("o1", lot(SOCIAL), who=lyon), territory=ISERE)
    assert told.unseen_communes == told.communes
    assert told.count(Kept.YES) == 0


@pytest.mark.parametrize("name", ["Syndicat mixte fictif", "CCAS de Voiron"])
def test_other_local_buyers_are_listed_when_they_are_there(name: str) -> None:
    here, there = SeenBuyer(name, None, spot("38")), SeenBuyer(name, None, spot("69"))
    found = one(of(seen("o1", lot(SOCIAL), who=here), seen("o2", who=there)), name)
    assert (found.kind, found.state, found.contracts, found.code) == (AuthorityKind.OTHER, Kept.YES, 1, "")
    nowhere = SeenBuyer(name, None, None)
    assert name not in [one.name for one in of(seen("o1", who=nowhere)).authorities]


def test_two_ccas_that_do_not_say_of_which_town_stay_two() -> None:
    name = "Centre communal d'action sociale"
    towns = [SeenBuyer(name, None, spot("38", town)) for town in ("Voiron", "Vienne")]
    told = of(*(seen(f"o{number}", who=who) for number, who in enumerate(towns)))
    assert [one.contracts for one in told.authorities if one.name == name] == [1, 1]


def test_hospitals_the_state_and_nameless_buyers_are_no_authorities() -> None:
    told = of(
        seen("o1", lot(SOCIAL), buyer="Centre hospitalier de Voiron"),
        seen("o2", lot(SOCIAL), buyer="Préfecture de l'Isère"),
        seen("o3", lot(SOCIAL), buyer=""),
    )
    assert {one.state for one in told.authorities} == {Kept.UNSEEN}


def test_the_territory_of_an_epci_has_its_communes_its_departement_and_its_region() -> None:
    here = place_of(TRIEVES, FRANCE)
    assert (here.regions, here.departements, here.epci) == ({"84"}, {"38"}, {"200030658"})
    epci = FRANCE.epci("200030658")
    assert epci is not None
    assert here.communes == epci.members
    assert of(seen("o1", lot(SOCIAL)), territory=TRIEVES).count(Kept.YES) == 0  # Voiron is not of Trièves


def test_an_epci_is_of_a_circle_when_half_of_its_communes_are() -> None:
    here = place_of(Territory(around=(Radius("38710", 25),)), FRANCE)  # Mens, in Trièves
    assert "200030658" in here.epci
    for group in FRANCE.every_epci:
        half = len(group.members & here.communes) * 2 >= len(group.members)
        assert (group.siren in here.epci) is half


@pytest.mark.parametrize(
    ("territory", "regions", "departements"),
    [
        (Territory(departements=frozenset({"75"})), {"11"}, set()),  # Paris is told as a commune
        (Territory(departements=frozenset({"2A"})), {"94"}, set()),  # one authority: the région
        (Territory(departements=frozenset({"976"})), {"06"}, set()),
        (Territory(departements=frozenset({"974"})), {"04"}, {"974"}),  # La Réunion has two
        (Territory(), set(), set()),
    ],
)
def test_authorities_with_several_powers_are_told_once(
    territory: Territory, regions: set[str], departements: set[str]
) -> None:
    here = place_of(territory, FRANCE)
    assert (here.regions, here.departements) == (regions, departements)


def test_alsace_proves_it_for_both_its_departements() -> None:
    alsace = SeenBuyer("Collectivité européenne d'Alsace", None, spot("67"))
    told = of(seen("o1", lot(SOCIAL), who=alsace), territory=Territory(departements=frozenset({"67", "68"})))
    proved = [(one.name, one.code) for one in told.authorities if one.state is Kept.YES]
    assert proved == [("Bas-Rhin (département)", "67"), ("Haut-Rhin (département)", "68")]
