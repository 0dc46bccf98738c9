"""Whom an animator's broadcast is for: everybody, a trade, a place, a kind, those who may answer."""

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.model.network import Aim, Target
from alerts.model.reading import Beneficiary, Eligibility, Evidence, Reservation, ReservationStatus
from alerts.model.structure import Criteria, Radius, Structure, StructureKind, Territory
from alerts.network.targets import LotAsked, best_answer, reached, works_in
from alerts.territory.france import France

FRANCE = France.load()
ISERE, RHONE, NOWHERE = Territory(frozenset({"38"})), Territory(frozenset({"69"})), Territory()
GREEN, CLEAN = frozenset({"espaces-verts"}), frozenset({"nettoyage-locaux"})


def member(name: str, kind: StructureKind, *activities: Criteria) -> Structure:
    return Structure(name, name.title(), frozenset({kind}), activities or (Criteria(),))


ESAT = member("esat", StructureKind.ESAT, Criteria(GREEN, territory=ISERE))
ACI = member("aci", StructureKind.ACI, Criteria(CLEAN, territory=RHONE), Criteria(GREEN, territory=RHONE))
EI = member("ei", StructureKind.EI, Criteria(territory=Territory(around=(Radius("38000", 60.0),))))
SCOP = member("scop", StructureKind.SCOP, Criteria(CLEAN, territory=NOWHERE))
CODED = member("coded", StructureKind.ASSOCIATION, Criteria(cpv_prefixes=frozenset({"773"}), territory=RHONE))
MEMBERS = (ESAT, ACI, EI, SCOP, CODED)


def law(kinds: frozenset[StructureKind], lot: LotAsked) -> Eligibility:
    return may_answer(kinds, lot.reservation, cpv=lot.cpv, concession=lot.concession)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target(), ["esat", "aci", "ei", "scop", "coded"]),
        (Target(Aim.KINDS, kinds=frozenset({StructureKind.ESAT, StructureKind.SCOP})), ["esat", "scop"]),
        (Target(Aim.TRADES, trades=GREEN), ["esat", "aci", "ei", "coded"]),  # the EI takes any trade, « 773 » is green
        (Target(Aim.TRADES, trades=CLEAN), ["aci", "ei", "scop"]),
        (Target(Aim.PLACE, departements=frozenset({"38"})), ["esat", "ei"]),
        (Target(Aim.PLACE, departements=frozenset({"38", "69"})), ["esat", "aci", "ei", "coded"]),
        (Target(Aim.PLACE, departements=frozenset({"29"})), []),
        # Only the field that the aim names is looked at.
        (Target(Aim.KINDS, GREEN, frozenset({"29"}), frozenset({StructureKind.SCOP})), ["scop"]),
    ],
)
def test_the_members_that_a_target_names(target: Target, expected: list[str]) -> None:
    assert [one.id for one in reached(MEMBERS, target, FRANCE)] == expected


@pytest.mark.parametrize(
    ("territory", "departement", "expected"),
    [
        (Territory(whole_france=True), "974", True),
        (NOWHERE, "38", False),
        (Territory(regions=frozenset({"84"})), "38", True),
        (Territory(around=(Radius("38000", 30.0),)), "38", True),  # a part of it
        (Territory(around=(Radius("38000", 30.0),)), "29", False),
    ],
)
def test_a_territory_that_touches_a_departement_is_in_it(
    territory: Territory, departement: str, expected: bool
) -> None:
    assert works_in(territory, [departement], FRANCE) is expected


RESERVED = LotAsked(
    Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT,), evidence=(Evidence("texte", "réservé"),))
)
UNSURE = LotAsked(Reservation(ReservationStatus.UNKNOWN, possible=(Beneficiary.EA_ESAT, Beneficiary.SIAE)))
FREE = LotAsked(Reservation())


@pytest.mark.parametrize(
    ("lots", "expected"),
    [
        ((RESERVED,), ["esat"]),
        ((RESERVED, FREE), ["esat", "aci", "ei", "scop", "coded"]),  # the best lot counts
        ((UNSURE,), ["esat", "aci", "ei"]),  # « à vérifier » is told too
    ],
)
def test_eligible_only_looks_at_the_lot_that_suits_each_best(lots: tuple[LotAsked, ...], expected: list[str]) -> None:
    assert [one.id for one in reached(MEMBERS, Target(Aim.ELIGIBLE), FRANCE, lots, law)] == expected


def test_nobody_can_tell_who_may_answer_what_is_not_known() -> None:
    with pytest.raises(ValueError, match="who may answer"):
        reached(MEMBERS, Target(Aim.ELIGIBLE), FRANCE)
    assert best_answer(ESAT.kinds, (), law) is None
