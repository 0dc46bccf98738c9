"""The product's words for what is read in a notice. Terms are those of `docs/glossaire.md`."""

from collections.abc import Iterable

from alerts.messages.french import enumeration
from alerts.model.reading import Answer, Beneficiary, ClauseKind, ReservationStatus

BENEFICIARIES = {
    Beneficiary.EA_ESAT: ("entreprises adaptées (EA)", "ESAT"),
    Beneficiary.SIAE: ("structures d'insertion (SIAE)",),
    Beneficiary.ESS: ("entreprises de l'économie sociale et solidaire (ESS)",),
    Beneficiary.PRISON: ("opérateurs qui emploient des personnes détenues",),
}
CLAUSES = {
    ClauseKind.CLAUSE_SOCIALE: "clause sociale",
    ClauseKind.CLAUSE_SOCIALE_FACULTATIVE: "clause sociale facultative",
    ClauseKind.CRITERE_SOCIAL: "critère social",
    ClauseKind.SERVICE_INSERTION: "service d'insertion",
    ClauseKind.CLAUSE_ENV: "clause environnementale",
    ClauseKind.CRITERE_ENV: "critère environnemental",
}
ANSWERS = {Answer.YES: "oui", Answer.NO: "non", Answer.CHECK: "à vérifier"}

NO_RESERVATION = "réservation non indiquée dans l'avis"
NO_CLAUSE = "clause non indiquée dans l'avis ; voir le CCAP ou le règlement de consultation (RC)"
NO_DEADLINE = "non indiquée dans l'avis ; voir le règlement de consultation (RC)"
NO_AMOUNT = "non indiqué dans l'avis"
DISCLAIMER = "Repères tirés de l'avis, sans valeur de conseil juridique : le règlement de consultation (RC) fait foi."


def beneficiaries(to: Iterable[Beneficiary], last: str = "et") -> str:
    """« entreprises adaptées (EA), ESAT et structures d'insertion (SIAE) »."""
    return enumeration((word for one in sorted(to) for word in BENEFICIARIES[one]), last)


def reservation(
    status: ReservationStatus, to: Iterable[Beneficiary], possible: Iterable[Beneficiary] = (), *, told: bool = False
) -> str:
    """What the notice says of a lot's reservation, in lower case. `told`: the notice itself says there is none."""
    if status is ReservationStatus.RESERVED:
        return f"réservé aux {beneficiaries(to)}"
    if status is ReservationStatus.NONE:
        return "non réservé" if told else NO_RESERVATION
    guess = f", peut-être aux {beneficiaries(possible, 'ou')}" if tuple(possible) else ""
    if status is ReservationStatus.UNKNOWN:
        return f"réservation à vérifier : l'avis ne dit pas clairement à qui{guess}"
    return f"réservation à vérifier : l'avis se contredit{guess}"
