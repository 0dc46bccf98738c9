"""Who may answer what: every kind of structure, every reservation, contracts and concessions."""

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.model.reading import Answer, Beneficiary, Eligibility, Evidence, Reservation, ReservationStatus
from alerts.model.structure import StructureKind as Kind

EA, SIAE, ESS, PRISON = Beneficiary.EA_ESAT, Beneficiary.SIAE, Beneficiary.ESS, Beneficiary.PRISON
SOCIAL_CARE = ("85311000",)  # one of the services that may be reserved to the ESS
CLEANING = ("90910000",)
COLUMNS = ((EA,), (SIAE,), (EA, SIAE), (PRISON,), (ESS,))

# One line a kind: EA/ESAT, SIAE, both, prison, ESS. y = yes, n = no, c = to be checked.
CONTRACTS = {
    Kind.EI: "nyync",
    Kind.ACI: "nyync",
    Kind.AI: "nyync",
    Kind.ETTI: "nyync",
    Kind.EITI: "nccnc",
    Kind.GEIQ: "nccnc",
    Kind.EA: "ynycc",
    Kind.EATT: "cncnc",
    Kind.ESAT: "ynync",
    Kind.SCOP: "nnnny",
    Kind.SCIC: "nnnny",
    Kind.ASSOCIATION: "nnnny",
    Kind.MUTUELLE: "nnnny",
    Kind.FONDATION: "nnnny",
    Kind.SOCIETE_ESS: "nnnny",
    Kind.PRISON: "nnnyn",
}
# A concession is never reserved to both groups (L3113-3), nor to the ESS: to be checked by those whom it concerns.
CONCESSIONS = {
    kind: line[:2] + ("n" if line[2] == "n" else "c") + line[3] + ("n" if line[4] == "n" else "c")
    for kind, line in CONTRACTS.items()
}
ANSWERS = {"y": Answer.YES, "n": Answer.NO, "c": Answer.CHECK}


def reserved(*to: Beneficiary, lots_named: tuple[str, ...] = ()) -> Reservation:
    return Reservation(ReservationStatus.RESERVED, tuple(sorted(to)), lots_named=lots_named)


def unsure(status: ReservationStatus, *possible: Beneficiary) -> Reservation:
    return Reservation(status, possible=tuple(sorted(possible)))


def ask(*kinds: Kind, of: Reservation, cpv: tuple[str, ...] = SOCIAL_CARE, concession: bool = False) -> Eligibility:
    return may_answer(frozenset(kinds), of, cpv=cpv, concession=concession)


def test_the_table_knows_every_kind() -> None:
    assert set(CONTRACTS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("concession", [False, True], ids=["contract", "concession"])
def test_each_kind_before_each_reservation(kind: Kind, concession: bool) -> None:
    table = CONCESSIONS if concession else CONTRACTS
    answers = [ask(kind, of=reserved(*to), concession=concession).answer for to in COLUMNS]
    assert answers == [ANSWERS[letter] for letter in table[kind]]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("status", [ReservationStatus.UNKNOWN, ReservationStatus.CONFLICT])
def test_an_unsure_reservation_is_to_be_checked_by_those_whom_it_may_concern(
    kind: Kind, status: ReservationStatus
) -> None:
    for possible in COLUMNS:
        concerned = any(ask(kind, of=reserved(group)).answer is not Answer.NO for group in possible)
        expected = Answer.CHECK if concerned else Answer.NO
        assert ask(kind, of=unsure(status, *possible)).answer is expected


@pytest.mark.parametrize("kind", Kind)
def test_a_contract_that_is_not_reserved_is_open_to_all(kind: Kind) -> None:
    assert ask(kind, of=Reservation()).answer is Answer.YES
    assert ask(kind, of=Reservation(), concession=True).answer is Answer.YES


@pytest.mark.parametrize("kind", Kind)
def test_a_bare_reservation_is_to_be_checked_by_everyone(kind: Kind) -> None:
    assert ask(kind, of=unsure(ReservationStatus.UNKNOWN, *Beneficiary)).answer is Answer.CHECK


def test_kinds_add_up() -> None:
    answer = ask(Kind.SCIC, Kind.EI, of=reserved(SIAE))
    assert answer.answer is Answer.YES
    assert "d'entreprise d'insertion" in answer.reason
    assert ask(Kind.SCOP, Kind.ASSOCIATION, of=reserved(SIAE)).answer is Answer.NO


def test_an_ess_reservation_outside_its_services_is_to_be_checked() -> None:
    assert ask(Kind.SCOP, of=reserved(ESS), cpv=CLEANING).answer is Answer.CHECK
    assert ask(Kind.SCOP, of=reserved(ESS), cpv=()).answer is Answer.CHECK
    assert ask(Kind.SCOP, of=reserved(ESS), cpv=("98133110",)).answer is Answer.YES
    assert ask(Kind.SCOP, of=reserved(ESS), cpv=("85323000",)).answer is Answer.YES
    assert ask(Kind.SCOP, of=reserved(ESS), cpv=("85324000",)).answer is Answer.CHECK


@pytest.mark.parametrize(
    ("kind", "to", "concession", "article"),
    [
        (Kind.ESAT, (EA,), False, "L2113-12"),
        (Kind.EI, (SIAE,), False, "L2113-13"),
        (Kind.EI, (EA, SIAE), False, "L2113-14"),
        (Kind.PRISON, (PRISON,), False, "L2113-13-1"),
        (Kind.SCOP, (ESS,), False, "L2113-15"),
        (Kind.SCOP, (SIAE,), False, "L2113-13"),
        (Kind.ESAT, (EA,), True, "L3113-1"),
        (Kind.EI, (SIAE,), True, "L3113-2"),
        (Kind.PRISON, (PRISON,), True, "L3113-2-1"),
        (Kind.EI, (EA, SIAE), True, "L3113-3"),
        (Kind.SCOP, (ESS,), True, None),
    ],
)
def test_the_article_is_the_one_of_the_law(
    kind: Kind, to: tuple[Beneficiary, ...], concession: bool, article: str | None
) -> None:
    assert ask(kind, of=reserved(*to), concession=concession).article == article


def test_lots_that_are_not_reserved_stay_open_to_those_who_may_not_answer_the_others() -> None:
    answer = ask(Kind.SCOP, of=reserved(SIAE, lots_named=("2", "8")))
    assert answer.answer is Answer.CHECK
    assert "lots 2, 8" in answer.reason


def test_a_structure_without_kind_is_told_to_check() -> None:
    assert ask(of=reserved(SIAE)).answer is Answer.CHECK
    assert ask(of=Reservation()).answer is Answer.YES


def test_reasons_say_what_a_manager_needs() -> None:
    yes = ask(Kind.EI, of=reserved(SIAE)).reason
    assert yes == (
        "Lot réservé aux structures d'insertion par l'activité économique (SIAE) ; votre statut d'entreprise"
        " d'insertion le permet, à condition de joindre les preuves : convention IAE en cours, au moins 50 %"
        " de salariés en parcours."
    )
    no = ask(Kind.SCOP, of=reserved(EA)).reason
    assert no.startswith("Lot réservé aux entreprises adaptées et ESAT : votre statut de SCOP n'y donne pas droit.")
    none = ask(Kind.SCOP, Kind.ASSOCIATION, of=reserved(EA)).reason
    assert "aucun de vos statuts (d'association, de SCOP) n'y donne droit." in none
    denied = Reservation(evidence=(Evidence("BT-71", "none"),))
    assert ask(Kind.SCOP, of=denied).reason == "L'avis indique que ce lot n'est pas réservé : il est ouvert à tous."


@pytest.mark.parametrize("kind", Kind)
def test_whatever_is_to_be_checked_says_with_whom(kind: Kind) -> None:
    doubtful = [unsure(status, *Beneficiary) for status in (ReservationStatus.UNKNOWN, ReservationStatus.CONFLICT)]
    answers = [ask(kind, of=one) for one in (*doubtful, *(reserved(*to) for to in COLUMNS))]
    told = [one.reason for one in answers if one.answer is Answer.CHECK]
    assert told
    assert all("À vérifier auprès de l'acheteur" in reason for reason in told)


def test_no_reason_promises_anything() -> None:
    promises = ("garanti", "certain de", "sans risque", "légalement")
    for kind in Kind:
        for to in COLUMNS:
            reason = ask(kind, of=reserved(*to)).reason
            assert not any(word in reason for word in promises)
