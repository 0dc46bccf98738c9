"""May a structure answer a lot? Yes, no, or to be checked, with the article and a reason in French.

Sources: code de la commande publique, L2113-12 to L2113-16 (contracts) and L3113-1 to L3113-3 (concessions).
The answers are landmarks, not legal advice: the buyer's documents prevail.
"""

from alerts.clauses.rights import (
    CONCESSION_ARTICLES,
    CONTRACT_ARTICLES,
    GROUPS,
    NAMES,
    Right,
    is_ess_service,
    right,
)
from alerts.model.reading import Answer, Beneficiary, Eligibility, Reservation, ReservationStatus
from alerts.model.structure import StructureKind

ASK = "À vérifier auprès de l'acheteur."
_BOTH = (Beneficiary.EA_ESAT, Beneficiary.SIAE)
_RANK = {Answer.YES: 2, Answer.CHECK: 1, Answer.NO: 0}


def may_answer(
    kinds: frozenset[StructureKind], reservation: Reservation, *, cpv: tuple[str, ...], concession: bool
) -> Eligibility:
    """What a structure of these kinds may do about a lot. `cpv` are the lot's codes (8 digits, main one first).

    Several kinds add up: the most favourable answer is given.
    """
    match reservation.status:
        case ReservationStatus.NONE:
            return _open(reservation)
        case ReservationStatus.RESERVED:
            answer = _reserved(kinds, reservation, cpv, concession)
        case ReservationStatus.UNKNOWN:
            answer = _possible(
                kinds, reservation, "L'avis dit ou laisse penser que ce lot est réservé, sans dire à qui"
            )
        case ReservationStatus.CONFLICT:
            answer = _possible(kinds, reservation, "L'avis se contredit sur les bénéficiaires de la réservation")
    return _other_lots(answer, reservation)


def _open(reservation: Reservation) -> Eligibility:
    if reservation.evidence:
        return Eligibility(Answer.YES, "L'avis indique que ce lot n'est pas réservé : il est ouvert à tous.")
    return Eligibility(Answer.YES, "Aucune réservation n'est indiquée dans l'avis : le lot est ouvert à tous.")


def _reserved(
    kinds: frozenset[StructureKind], reservation: Reservation, cpv: tuple[str, ...], concession: bool
) -> Eligibility:
    best = _best(kinds, reservation.to)
    if best is None:
        return _refused(kinds, reservation.to, concession)
    doubt = _doubt(reservation.to, cpv, concession)
    article = _article(reservation.to, best.to, concession)
    if doubt is not None:
        return Eligibility(Answer.CHECK, f"{_reserved_to(reservation.to)}. {doubt} {ASK}", article)
    start = f"{_reserved_to(reservation.to)} ; votre statut {NAMES[best.kind]}"
    if best.answer is Answer.YES:
        return Eligibility(
            Answer.YES, f"{start} le permet, à condition de joindre les preuves : {best.condition}.", article
        )
    return Eligibility(Answer.CHECK, f"{start} ne suffit pas à conclure : {best.condition}. {ASK}", article)


def _best(kinds: frozenset[StructureKind], groups: tuple[Beneficiary, ...]) -> Right | None:
    """The most favourable right of these kinds to these groups, or None."""
    rights = [found for kind in sorted(kinds) for group in groups if (found := right(kind, group)) is not None]
    return max(rights, key=lambda one: _RANK[one.answer], default=None)


def _doubt(to: tuple[Beneficiary, ...], cpv: tuple[str, ...], concession: bool) -> str | None:
    """What makes the reservation itself doubtful in law, as a French sentence."""
    if concession and to == _BOTH:
        return "Pour une concession, réserver à la fois aux deux groupes n'est pas permis (L3113-3)."
    if Beneficiary.ESS not in to:
        return None
    if concession:
        return "Le code ne prévoit pas de concession réservée à l'économie sociale et solidaire."
    if not cpv:
        return "Cette réservation ne vaut que pour certains services sociaux, et l'avis ne donne pas de code CPV."
    if not all(is_ess_service(code) for code in cpv[:1]):
        return f"Le code CPV {cpv[0]} ne figure pas parmi les services que l'on peut réserver ainsi (L2113-15)."
    return None


def _article(to: tuple[Beneficiary, ...], group: Beneficiary, concession: bool) -> str | None:
    if to == _BOTH:
        return "L3113-3" if concession else "L2113-14"
    return (CONCESSION_ARTICLES if concession else CONTRACT_ARTICLES).get(group)


def _refused(kinds: frozenset[StructureKind], to: tuple[Beneficiary, ...], concession: bool) -> Eligibility:
    article = _article(to, to[0], concession) if to else None
    if not kinds:
        return Eligibility(Answer.CHECK, f"{_reserved_to(to)} ; votre profil ne dit pas votre statut.", article)
    return Eligibility(
        Answer.NO,
        f"{_reserved_to(to)} : {_no_right(kinds)}. Un groupement ou la sous-traitance avec une"
        " structure éligible est une question à poser à l'acheteur.",
        article,
    )


def _possible(kinds: frozenset[StructureKind], reservation: Reservation, what: str) -> Eligibility:
    groups = reservation.possible or tuple(Beneficiary)
    if kinds and _best(kinds, groups) is None:
        who = " ou ".join(GROUPS[group] for group in groups)
        return Eligibility(Answer.NO, f"{what}, mais il ne peut s'agir que de : {who} ; {_no_right(kinds)}.")
    return Eligibility(Answer.CHECK, f"{what}. {ASK}", reservation.article)


def _other_lots(answer: Eligibility, reservation: Reservation) -> Eligibility:
    """A reservation that names lots which the notice does not list leaves the other lots open."""
    if answer.answer is not Answer.NO or not reservation.lots_named:
        return answer
    numbers = ", ".join(reservation.lots_named)
    return Eligibility(
        Answer.CHECK,
        f"La réservation vise le ou les lots {numbers}, qui vous sont fermés ; les autres lots semblent ouverts. {ASK}",
        answer.article,
    )


def _reserved_to(to: tuple[Beneficiary, ...]) -> str:
    return "Lot réservé aux " + " et aux ".join(GROUPS[group] for group in to)


def _no_right(kinds: frozenset[StructureKind]) -> str:
    names = [NAMES[kind] for kind in sorted(kinds)]
    if len(names) == 1:
        return f"votre statut {names[0]} n'y donne pas droit"
    return f"aucun de vos statuts ({', '.join(names)}) n'y donne droit"
