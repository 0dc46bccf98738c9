"""Is it the sort of opportunity that the structure wants to hear of? Any one of its wishes is enough.

What is told first is what makes a message worth opening: reserved to us, perhaps so, a clause, then only open to all.
"""

from alerts.matching.document import LotFacts
from alerts.matching.reasons.sentence import one_of_several, told
from alerts.model.match import Criterion, Reason, Verdict
from alerts.model.reading import Answer, ReservationStatus
from alerts.model.structure import Want

_NAMES = {
    Want.CLAUSE_SOCIALE: "une clause sociale",
    Want.SERVICE_INSERTION: "un service d'insertion",
    Want.CRITERE_SOCIAL: "un critère social",
    Want.ENVIRONMENT: "une clause ou un critère environnemental",
}
_ASKED = {Want.RESERVED: "une réservation pour vous", **_NAMES}
OURS, CLAUSE, PLAIN = range(3)


def reason(wants: frozenset[Want], lot: LotFacts, may: Answer) -> Reason:
    """`may` is what eligibility answered for this structure and this lot."""
    verdict, text = _opinion(wants, lot, may)
    return told(Criterion.WANT, verdict, text)


def pull(wants: frozenset[Want], lot: LotFacts, may: Answer) -> int:
    """How telling the wish met is: OURS (reserved to us), CLAUSE, PLAIN. Chooses which of equal lots is told."""
    if _reserved(wants, lot, may) is Verdict.FOR:
        return OURS
    return CLAUSE if _stated(wants, lot) else PLAIN


def _opinion(wants: frozenset[Want], lot: LotFacts, may: Answer) -> tuple[Verdict, str]:
    reserved, stated = _reserved(wants, lot, may), _stated(wants, lot)
    if reserved:
        start = "Réservé" if reserved is Verdict.FOR else "Peut-être réservé"
        also = f" ; l'avis comporte {_joined(stated, 'et')}" if stated else ""
        return reserved, f"{start} à des structures comme la vôtre{also}"
    if stated:
        return Verdict.FOR, f"L'avis comporte {_joined(stated, 'et')}"
    if Want.OPEN in wants:
        return Verdict.FOR, _open(lot)
    return Verdict.AGAINST, _unstated([name for want, name in _ASKED.items() if want in wants], one_of_several(lot))


def _reserved(wants: frozenset[Want], lot: LotFacts, may: Answer) -> Verdict | None:
    """For when reserved to us, to be checked when that is not sure, None when not reserved to us or not wanted."""
    status = lot.reservation.status
    if Want.RESERVED not in wants or status is ReservationStatus.NONE or may is Answer.NO:
        return None
    sure = status is ReservationStatus.RESERVED and may is Answer.YES
    return Verdict.FOR if sure else Verdict.CHECK


def _stated(wants: frozenset[Want], lot: LotFacts) -> list[str]:
    return [name for want, name in _NAMES.items() if want in wants and want in lot.clauses]


def _open(lot: LotFacts) -> str:
    """True whatever the lot says: some who want open lots care for no reservation and no clause."""
    if lot.reservation.status is ReservationStatus.NONE and Want.CLAUSE_SOCIALE not in lot.clauses:
        return "Vous acceptez aussi ce qui n'a ni réservation ni clause sociale"
    return "Vous n'exigez ni réservation ni clause sociale"


def _unstated(missing: list[str], which: str) -> str:
    if not missing:
        return "Votre profil ne dit pas ce que vous cherchez"
    names = _joined([f"de {name.partition(' ')[2]}" for name in missing], "ni")
    where = f", pour le {which}," if which else ""
    asked = ", que vous demandez" if len(missing) == 1 else " ; vous demandez au moins l'un de ces points"
    return f"L'avis n'indique pas{where} {names}{asked} (à vérifier dans le CCAP ou le règlement)"


def _joined(names: list[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
