"""The list of documents: for this procedure, this reservation, this kind of structure, alone or together."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alerts.model.reading import (
    Beneficiary,
    Clause,
    ClauseKind,
    Evidence,
    LotReading,
    Reservation,
    ReservationStatus,
)
from alerts.model.reply import Manner, Proof, ProofKind, Sheet, Work
from alerts.model.response import ResponseStatus
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.asked import Asks, AwardCriterion, CriterionFamily, Procedure, Visit
from alerts.reply_help.documents import ADAPTED, DIRECT, DUME, FIRST, UNKNOWN, documents
from alerts.reply_help.dossier.ids import DOCUMENTS
from alerts.reply_help.proofs import State
from tests.alerts.reply_help.cases import (
    CLEANING,
    CONVENTION,
    GARDENING,
    NOW,
    SHEET,
    TO_ESAT,
    TO_SIAE,
    case,
    cleaning,
    gardening,
    in_2049,
    laundry,
    structure,
    undated,
    until,
)

SAYS = Evidence("texte", "Une phrase de l'avis.")


def ids(found: Any) -> set[str]:
    return {one.id.removeprefix("doc-") for one in found}


def reserved(*to: Beneficiary) -> LotReading:
    return LotReading("LOT-0002", Reservation(ReservationStatus.RESERVED, to))


CONTRACT = {"dc1", "dc2", "ae", "prix", "memoire", "rib"}

PROCEDURES = [  # procedure, candidacy first, what is asked now, what once invited, a note
    (Procedure.OPEN, False, CONTRACT, set(), DUME),
    (Procedure.ADAPTED, False, CONTRACT, set(), ADAPTED),
    (Procedure.UNKNOWN, False, CONTRACT, set(), UNKNOWN),
    (Procedure.OTHER, False, CONTRACT, set(), UNKNOWN),
    (Procedure.DIRECT, False, CONTRACT, set(), DIRECT),
    (Procedure.RESTRICTED, True, {"dc1", "dc2"}, {"ae", "prix", "memoire", "rib"}, FIRST),
    (Procedure.NEGOTIATED, True, {"dc1", "dc2"}, {"ae", "prix", "memoire", "rib"}, FIRST),
    (Procedure.CONCESSION, False, {"candidature", "ae", "prix", "memoire", "rib"}, set(), None),
]


@pytest.mark.parametrize(("procedure", "first", "now", "invited", "note"), PROCEDURES)
def test_each_procedure_has_its_list(
    procedure: Procedure, first: bool, now: set[str], invited: set[str], note: str | None
) -> None:
    found = documents(cleaning(reading=LotReading(None), asks=Asks(procedure, first)), NOW)
    assert ids(one for one in found.asked if not one.optional) == now
    assert ids(found.invited) == invited
    assert note is None or note in found.notes
    assert (DUME in found.notes) is (procedure is not Procedure.CONCESSION)


def test_only_the_winner_gives_tax_and_social_certificates() -> None:
    found = documents(cleaning(), NOW)
    assert ids(found.winner) == {
        *("vigilance_urssaf", "attestation_fiscale", "rna", "statuts", "assurance_rc", "etrangers", "jugement")
    }
    assert not ids(found.winner) & ids(found.asked)


RIGHTS: list[tuple[tuple[Kind, ...], tuple[Beneficiary, ...], set[str]]] = [
    ((Kind.ACI,), (Beneficiary.SIAE,), {"convention_iae", "annexe_financiere", "taux"}),
    ((Kind.EI,), (Beneficiary.SIAE,), {"convention_iae", "annexe_financiere", "taux"}),
    ((Kind.ETTI,), (Beneficiary.EA_ESAT, Beneficiary.SIAE), {"convention_iae", "annexe_financiere", "taux"}),
    ((Kind.EITI,), (Beneficiary.SIAE,), {"convention_iae", "annexe_financiere", "taux"}),
    ((Kind.GEIQ,), (Beneficiary.SIAE,), {"label_geiq"}),
    ((Kind.EA,), (Beneficiary.EA_ESAT,), {"agrement_ea", "taux"}),
    ((Kind.EATT,), (Beneficiary.EA_ESAT,), {"agrement_ea", "taux"}),
    ((Kind.ESAT,), (Beneficiary.EA_ESAT,), {"arrete_esat"}),
    ((Kind.ESAT,), (Beneficiary.EA_ESAT, Beneficiary.SIAE), {"arrete_esat"}),
    ((Kind.ASSOCIATION,), (Beneficiary.ESS,), {"statuts"}),
    ((Kind.SOCIETE_ESS,), (Beneficiary.ESS,), {"mention_ess", "statuts"}),
    ((Kind.PRISON,), (Beneficiary.PRISON,), {"contrat_detention", "taux"}),
    ((Kind.SCIC, Kind.EI), (Beneficiary.SIAE,), {"convention_iae", "annexe_financiere", "taux"}),
    ((Kind.SCIC, Kind.EI), (Beneficiary.ESS,), {"statuts"}),
    ((Kind.EI,), (Beneficiary.ESS,), {"statuts"}),  # its form, and not its convention
]
_PROVES = {
    *("convention_iae", "annexe_financiere", "taux", "label_geiq", "agrement_ea", "arrete_esat", "statuts"),
    *("mention_ess", "contrat_detention", "agrement_esus"),
}


@pytest.mark.parametrize(("kinds", "to", "proofs"), RIGHTS)
def test_the_proofs_of_a_reservation_are_those_of_the_kind_of_structure(
    kinds: tuple[Kind, ...], to: tuple[Beneficiary, ...], proofs: set[str]
) -> None:
    found = documents(gardening(structure=structure(*kinds), reading=reserved(*to)), NOW)
    assert ids(found.asked) & _PROVES == proofs
    assert "honneur" in ids(found.asked)


def test_a_lot_reserved_to_others_or_to_nobody_asks_for_no_such_proof() -> None:
    others = documents(gardening(reading=LotReading("LOT-0002", TO_ESAT)), NOW)
    nobody = documents(cleaning(), NOW)
    assert not (ids(others.asked) | ids(nobody.asked)) & (_PROVES | {"honneur"})


def test_an_unsure_reservation_says_that_the_proof_is_to_be_checked() -> None:
    unsure = Reservation(ReservationStatus.UNKNOWN, possible=(Beneficiary.SIAE, Beneficiary.EA_ESAT))
    found = documents(gardening(reading=LotReading("LOT-0002", unsure)), NOW)
    proof = next(one for one in found.items if one.id == "doc-convention_iae")
    assert "à vérifier" in proof.check


@pytest.mark.parametrize(
    "together", [{"work": Work(manner=Manner.TOGETHER)}, {"status": ResponseStatus.TOGETHER}], ids=["chosen", "said"]
)
def test_together_adds_the_papers_of_a_group(together: dict[str, Any]) -> None:
    alone, found = documents(gardening(), NOW), documents(gardening(**together), NOW)
    assert ids(found.asked) - ids(alone.asked) == {"membres", "habilitation", "accord", "dc4"}
    words = {one.id: one.what for one in found.items}
    assert "un seul pour le groupement" in words["doc-dc1"]
    assert "un par membre" in words["doc-dc2"]


def test_what_the_notice_asks_for_is_listed_with_its_words() -> None:
    decennale = Evidence("texte", "Une assurance décennale est exigée.")
    asks = Asks(
        Procedure.OPEN,
        turnover_words=SAYS,
        insurance=(SAYS, decennale),
        qualifications=(SAYS,),
        references=(SAYS,),
        samples=(SAYS,),
        subcontracting=(SAYS,),
        visit=Visit(True, SAYS),
        criteria=(AwardCriterion("Délai", CriterionFamily.DELAY), AwardCriterion("Vert", CriterionFamily.ENVIRONMENT)),
    )
    found = documents(cleaning(asks=asks, reading=LotReading(None)), NOW)
    listed = {one.id.removeprefix("doc-"): one.evidence for one in found.asked}
    assert listed["assurance_decennale"] == (decennale,)
    quoted = {"comptes", "assurance_rc", "qualification", "references", "echantillons", "dc4", "visite"}
    assert all(listed[one] == (SAYS,) for one in quoted)
    assert {"planning", "environnement"} <= set(listed)
    assert "assurance_rc" not in ids(found.winner), "what is asked now is not asked again"


def test_a_social_clause_adds_its_annex() -> None:
    assert "insertion" in ids(documents(cleaning(), NOW).asked)
    optional = Clause(ClauseKind.CRITERE_SOCIAL, SAYS)
    assert "insertion" not in ids(
        documents(cleaning(reading=LotReading(None, clauses=(optional,)), asks=Asks()), NOW).asked
    )


WORKS = [("works", ("90919200",), True), ("services", ("45112700",), False), (None, ("45112700",), True)]


@pytest.mark.parametrize(("nature", "cpv", "works"), WORKS)
def test_works_need_their_ten_years_insurance(nature: str | None, cpv: tuple[str, ...], works: bool) -> None:
    notice = replace(CLEANING, nature=nature, cpv=cpv)
    found = documents(cleaning(notice=notice), NOW)
    assert ("assurance_decennale" in ids(found.winner), "planning" in ids(found.asked)) == (works, works)


FORMS = [
    ((Kind.ACI,), "Association loi 1901", {"rna", "statuts"}),
    ((Kind.ACI,), "SARL", {"kbis"}),
    ((Kind.SCIC,), "", {"kbis"}),
    ((Kind.ASSOCIATION, Kind.ACI), "", {"rna", "statuts"}),
    ((Kind.MUTUELLE,), "", {"statuts"}),
    ((Kind.ESAT,), "", {"kbis", "rna"}),
]


@pytest.mark.parametrize(("kinds", "form", "proofs"), FORMS)
def test_who_the_winner_is_depends_on_its_legal_form(kinds: tuple[Kind, ...], form: str, proofs: set[str]) -> None:
    found = documents(cleaning(structure=structure(*kinds), sheet=replace(SHEET, legal_form=form)), NOW)
    assert ids(found.winner) & {"rna", "statuts", "kbis"} == proofs


STATES = [  # last day, state, whether ready; the deadline is on 21 December 2026
    (date(2026, 12, 31), State.READY, True),
    (date(2026, 12, 21), State.READY, True),
    (date(2026, 12, 20), State.ENDS_BEFORE, False),
    (date(2026, 11, 23), State.ENDS_BEFORE, False),
    (date(2026, 11, 22), State.ENDED, False),
    (None, State.UNDATED, False),
]


@pytest.mark.parametrize(("last", "state", "ready"), STATES)
def test_a_proof_is_looked_at_on_the_day_of_the_deadline(last: date | None, state: State, ready: bool) -> None:
    found = documents(gardening(proofs=(replace(CONVENTION, valid_until=last),)), NOW)
    proof = next(one for one in found.items if one.id == "doc-convention_iae")
    assert (proof.state, proof.ends, proof.ready) == (state, last, ready)


@pytest.mark.parametrize("story", [undated, in_2049])
def test_without_a_deadline_to_believe_a_proof_is_looked_at_today(story: Any) -> None:
    found = documents(story(proofs=(replace(CONVENTION, valid_until=date(2026, 11, 23)),)), NOW)
    assert next(one for one in found.items if one.id == "doc-convention_iae").state is State.READY


def test_of_two_conventions_the_one_that_lasts_counts() -> None:
    new = replace(CONVENTION, id=9, valid_until=date(2027, 12, 31))
    old = replace(CONVENTION, valid_until=date(2026, 6, 30))
    found = documents(gardening(proofs=(new, old)), NOW)
    assert next(one for one in found.items if one.id == "doc-convention_iae").ends == date(2027, 12, 31)


def test_what_is_ticked_is_ready() -> None:
    found = documents(gardening(work=Work(done=frozenset({"doc-dc1", "doc-taux"}))), NOW)
    assert ids(found.ready) == {"dc1", "taux", "convention_iae"}


def test_identifiers_are_known_stable_and_fit_a_button() -> None:
    stories = [
        gardening(),
        cleaning(),
        laundry(),
        case(GARDENING, "1", structure=structure(*Kind), reading=reserved(*Beneficiary)),
    ]
    every = Asks(insurance=(SAYS,), qualifications=(SAYS,), references=(SAYS,), samples=(SAYS,), turnover_words=SAYS)
    stories += [
        gardening(asks=every, work=Work(manner=Manner.TOGETHER)),
        cleaning(notice=replace(CLEANING, concession=True)),
    ]
    for one in stories:
        listed = [document.id for document in documents(one, NOW).items]
        assert len(listed) == len(set(listed)), "each once"
        assert set(listed) <= DOCUMENTS
    assert max(map(len, DOCUMENTS)) <= 32


def test_an_empty_profile_has_a_list_all_the_same() -> None:
    found = documents(case(GARDENING, "2", structure=structure(), sheet=Sheet()), NOW)
    assert ids(found.asked) >= CONTRACT


def test_a_late_deadline_of_the_lot_counts_and_not_that_of_another() -> None:
    late = gardening(deadline=until(2027, 1, 15, 12), proofs=(CONVENTION,))
    assert next(one for one in documents(late, NOW).items if one.id == "doc-convention_iae").state is State.ENDS_BEFORE


def test_a_document_kept_for_the_reservation_is_good_only_if_said_of_its_kind() -> None:
    other = Proof(ProofKind.OTHER, "convention IAE", valid_until=date(2027, 12, 31))
    found = documents(gardening(reading=LotReading("LOT-0002", TO_SIAE), proofs=(other,)), NOW)
    assert next(one for one in found.items if one.id == "doc-convention_iae").state is State.MISSING
