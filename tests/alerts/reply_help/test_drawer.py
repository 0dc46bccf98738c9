"""The drawer of proofs: what should be there, what is, what ends."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.model.reply import Proof, ProofKind
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.drawer import drawer
from alerts.reply_help.proofs import CATALOGUE, RESERVED, State, best, current, expected, last_day, state_of
from tests.alerts.reply_help.cases import CONVENTION, ESAT, INSURANCE, JARDINS, PROOFS, RATE, structure

TODAY = date(2026, 11, 23)
P = ProofKind
USUAL = {P.ASSURANCE_RC, P.VIGILANCE_URSSAF, P.ATTESTATION_FISCALE, P.COMPTES, P.RIB}

EXPECTED: list[tuple[tuple[Kind, ...], set[ProofKind]]] = [
    ((Kind.ACI, Kind.ASSOCIATION), {P.CONVENTION_IAE, P.ANNEXE_FINANCIERE, P.TAUX, P.STATUTS, P.RNA}),
    ((Kind.EI,), {P.CONVENTION_IAE, P.ANNEXE_FINANCIERE, P.TAUX, P.KBIS, P.RNA}),
    ((Kind.EA,), {P.AGREMENT_EA, P.TAUX, P.KBIS, P.RNA}),
    ((Kind.ESAT,), {P.ARRETE_ESAT, P.POUVOIR, P.KBIS, P.RNA}),
    ((Kind.GEIQ, Kind.ASSOCIATION), {P.LABEL_GEIQ, P.STATUTS, P.RNA}),
    ((Kind.SOCIETE_ESS,), {P.MENTION_ESS, P.STATUTS, P.KBIS}),
    ((Kind.SCOP,), {P.STATUTS, P.KBIS}),
    ((Kind.PRISON,), {P.CONTRAT_DETENTION, P.TAUX, P.KBIS, P.RNA}),
    ((Kind.MUTUELLE,), {P.STATUTS}),
    ((), {P.KBIS, P.RNA}),
]


@pytest.mark.parametrize(("kinds", "own"), EXPECTED)
def test_each_kind_of_structure_has_its_own_proofs(kinds: tuple[Kind, ...], own: set[ProofKind]) -> None:
    found = expected(kinds)
    assert set(found) == own | USUAL
    assert len(set(found)) == len(found)


def test_every_kind_and_every_proof_is_known() -> None:
    assert set(RESERVED) == set(Kind)
    assert set(CATALOGUE) == set(ProofKind)
    for known in CATALOGUE.values():
        assert known.name
        assert known.what
        assert known.where
        assert known.lasts
        assert not known.what.endswith(".")


def test_what_is_missing_is_what_is_not_there() -> None:
    found = drawer(JARDINS, PROOFS, TODAY)
    assert set(found.missing) == set(expected(JARDINS.kinds)) - {one.kind for one in PROOFS}
    assert drawer(ESAT, (), TODAY).missing[0] is P.ARRETE_ESAT, "the right to reserved lots comes first"


ENDS = [  # last day, state, days left, soon
    (date(2027, 1, 23), State.READY, 61, False),
    (date(2027, 1, 22), State.READY, 60, True),
    (date(2026, 11, 23), State.READY, 0, True),
    (date(2026, 11, 22), State.ENDED, -1, False),
    (None, State.UNDATED, None, False),
]


@pytest.mark.parametrize(("ends", "state", "days", "soon"), ENDS)
def test_what_ends_is_told_sixty_days_before(ends: date | None, state: State, days: int | None, soon: bool) -> None:
    (held,) = drawer(JARDINS, [replace(CONVENTION, valid_until=ends)], TODAY).held
    assert (held.state, held.days, held.soon) == (state, days, soon)


def test_what_ended_comes_first_then_what_ends_first() -> None:
    ended = replace(INSURANCE, valid_until=date(2026, 11, 1))
    endless = Proof(P.RIB, id=9)
    found = drawer(JARDINS, [endless, CONVENTION, ended], TODAY)
    assert [one.proof.kind for one in found.held] == [P.ASSURANCE_RC, P.CONVENTION_IAE, P.RIB]
    assert ([one.proof for one in found.ended], [one.proof for one in found.soon]) == ([ended], [CONVENTION])


def test_a_renewed_convention_hides_the_old_one_and_certificates_stand_side_by_side() -> None:
    new = replace(CONVENTION, id=8, valid_until=date(2027, 12, 31))
    iso, certiphyto = Proof(P.QUALIFICATION, "ISO", id=10), Proof(P.QUALIFICATION, "Certiphyto", id=11)
    found = drawer(JARDINS, [CONVENTION, new, iso, certiphyto], TODAY)
    assert {one.proof.id for one in found.held} == {8, 10, 11}
    assert found.older == (CONVENTION,)


LASTING: list[tuple[Proof, date | None]] = [
    (Proof(P.VIGILANCE_URSSAF, issued_on=date(2026, 8, 31)), date(2027, 2, 28)),
    (Proof(P.VIGILANCE_URSSAF, issued_on=date(2026, 8, 31), valid_until=date(2027, 1, 1)), date(2027, 1, 1)),
    (Proof(P.VIGILANCE_URSSAF), None),
    (Proof(P.TAUX, issued_on=date(2026, 6, 15)), date(2026, 12, 15)),
    (Proof(P.CONVENTION_IAE, issued_on=date(2026, 1, 1)), None),  # nobody guesses how long a convention lasts
    (RATE, date(2027, 3, 1)),
]


@pytest.mark.parametrize(("proof", "ends"), LASTING)
def test_the_last_day_is_reckoned_only_where_a_text_or_usage_gives_it(proof: Proof, ends: date | None) -> None:
    assert last_day(proof) == ends


STATES: list[tuple[Proof | None, date | None, State]] = [
    (None, None, State.MISSING),
    (Proof(P.RIB), None, State.READY),
    (Proof(P.STATUTS), date(2030, 1, 1), State.READY),
    (Proof(P.KBIS), date(2026, 12, 1), State.UNDATED),
    (CONVENTION, date(2026, 12, 31), State.READY),
    (CONVENTION, date(2027, 1, 1), State.ENDS_BEFORE),
    (replace(CONVENTION, valid_until=date(2026, 11, 22)), date(2026, 11, 22), State.ENDED),
]


@pytest.mark.parametrize(("proof", "deadline", "state"), STATES)
def test_the_state_of_a_proof_on_the_day_of_the_deadline(
    proof: Proof | None, deadline: date | None, state: State
) -> None:
    assert state_of(proof, TODAY, deadline) is state


def test_the_best_of_several() -> None:
    undated, dated = Proof(P.CONVENTION_IAE, "?", id=5), CONVENTION
    assert best([undated, dated], P.CONVENTION_IAE) == dated, "a date is worth more than none"
    assert best([Proof(P.RIB, id=1), Proof(P.RIB, id=2)], P.RIB) == Proof(P.RIB, id=2), "the last one written down"
    assert best([dated], P.KBIS) is None
    assert current([undated, dated]) == (dated,)


def test_a_structure_without_any_kind_has_a_drawer_too() -> None:
    assert drawer(structure(), (), TODAY).missing
