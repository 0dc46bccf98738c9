"""Is it the sort of opportunity that the structure wants to hear of? Any one of its wishes is enough."""

from alerts.matching.document import LotFacts
from alerts.matching.reasons.sentence import told
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


def reason(wants: frozenset[Want], lot: LotFacts, may: Answer) -> Reason:
    """`may` is what eligibility answered for this structure and this lot."""
    reserved = _reserved(wants, lot, may)
    if reserved is Verdict.FOR:
        return told(Criterion.WANT, Verdict.FOR, "Réservé à des structures comme la vôtre")
    if stated := [name for want, name in _NAMES.items() if want in wants and want in lot.clauses]:
        return told(Criterion.WANT, Verdict.FOR, f"L'avis comporte {_joined(stated, 'et')}")
    if Want.OPEN in wants:
        return told(Criterion.WANT, Verdict.FOR, "Vous acceptez aussi ce qui n'a ni réservation ni clause sociale")
    if reserved is Verdict.CHECK:
        return told(Criterion.WANT, Verdict.CHECK, "Peut-être réservé à des structures comme la vôtre")
    missing = [name for want, name in _ASKED.items() if want in wants]
    return told(Criterion.WANT, Verdict.AGAINST, _unstated(missing))


def _reserved(wants: frozenset[Want], lot: LotFacts, may: Answer) -> Verdict | None:
    """For when reserved to us, to be checked when that is not sure, None when not reserved to us or not wanted."""
    status = lot.reservation.status
    if Want.RESERVED not in wants or status is ReservationStatus.NONE or may is Answer.NO:
        return None
    sure = status is ReservationStatus.RESERVED and may is Answer.YES
    return Verdict.FOR if sure else Verdict.CHECK


def _unstated(missing: list[str]) -> str:
    if not missing:
        return "Votre profil ne dit pas ce que vous cherchez"
    return f"L'avis n'indique pas {_joined(missing, 'ni')}, que vous demandez (à vérifier dans le CCAP ou le règlement)"


def _joined(names: list[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
