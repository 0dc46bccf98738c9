"""The product's words for what is read in a notice. Terms are those of `docs/glossaire.md`."""

from collections.abc import Iterable

from alerts.clauses.fold import fold
from alerts.clauses.hours import stated
from alerts.messages.french import enumeration, insertion_hours
from alerts.model.reading import Answer, Beneficiary, Clause, ClauseKind, LotReading, Reservation, ReservationStatus
from scrapers.notice import NoticeKind

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
ANSWERS = {Answer.YES: "Oui, d'après l'avis", Answer.NO: "Non, d'après l'avis", Answer.CHECK: "À vérifier"}
SOURCES = {"boamp": "BOAMP", "ted": "TED"}
NOTICES = {
    NoticeKind.PRIOR: "annonce préalable : l'appel à candidatures viendra plus tard",
    NoticeKind.CORRECTION: "avis rectificatif",
    NoticeKind.CANCELLATION: "avis d'annulation : la consultation est arrêtée",
    NoticeKind.AWARD: "avis d'attribution : le marché est déjà attribué",
    NoticeKind.OTHER: "autre avis : lisez-le pour savoir si l'on peut encore répondre",
}

NO_RESERVATION = "réservation non indiquée dans l'avis"
_DOCUMENTS = "voir le CCAP (cahier des clauses administratives) ou le règlement de consultation (RC)"
NO_CLAUSES = f"non indiquées dans l'avis ; {_DOCUMENTS}"
NO_CLAUSE = f"clause non indiquée dans l'avis ; {_DOCUMENTS}"
NO_DEADLINE = "non indiquée dans l'avis ; voir le règlement de consultation (RC)"
CALCULATED = " au total, calculé par Vigie à partir de l'avis"
ELSEWHERE = ", d'après d'autres phrases de l'avis"
NO_FACT = "non indiqué dans l'avis"
DISCLAIMER = "Repères tirés de l'avis, sans valeur de conseil juridique : le règlement de consultation (RC) fait foi."


def beneficiaries(to: Iterable[Beneficiary], last: str = "et") -> str:
    """« aux entreprises adaptées (EA), aux ESAT et aux structures d'insertion (SIAE) »."""
    return enumeration((f"aux {word}" for one in sorted(to) for word in BENEFICIARIES[one]), last)


def source_title(name: str) -> str:
    """« BOAMP », « TED »; a feed keeps the name that the host gave it."""
    return SOURCES.get(name, name)


def clause(read: Clause) -> str:
    """« clause sociale, 140 heures d'insertion »; a number that its quote does not hold says where it comes from."""
    if read.hours is None:
        return CLAUSES[read.kind]
    return f"{CLAUSES[read.kind]}, {insertion_hours(read.hours)}{_origin_of(read.hours, read.evidence.quote)}"


def _origin_of(hours: float, quote: str) -> str:
    numbers = {one.value for one in stated(fold(quote))}
    if hours in numbers:
        return ""
    return CALCULATED if numbers else ELSEWHERE


def reserved(read: Reservation) -> str:
    """What was read of a reservation, with the article that the notice cites."""
    words = reservation(read.status, read.to, read.possible, told=bool(read.evidence))
    return f"{words}, article cité : {read.article}" if read.article else words


def reading_words(reading: LotReading) -> tuple[tuple[str, str], ...]:
    """What was read in a lot: (words, sentence that proves it) pairs, the reservation first. For tables."""
    held = reading.reservation
    first = (reserved(held), held.evidence[0].quote if held.evidence else "")
    said = tuple((clause(one), one.evidence.quote) for one in reading.clauses)
    return (first, *(said or ((NO_CLAUSE, ""),)))


def reservation(
    status: ReservationStatus, to: Iterable[Beneficiary], possible: Iterable[Beneficiary] = (), *, told: bool = False
) -> str:
    """What the notice says of a lot's reservation, in lower case. `told`: the notice itself says there is none."""
    if status is ReservationStatus.RESERVED:
        return f"réservé {beneficiaries(to)}"
    if status is ReservationStatus.NONE:
        return "non réservé" if told else NO_RESERVATION
    some = frozenset(possible)
    guess = f", peut-être {beneficiaries(some, 'ou')}" if some and some != frozenset(Beneficiary) else ""
    if status is ReservationStatus.UNKNOWN:
        return f"réservation à vérifier (à qui : non précisé{guess})"
    return f"réservation à vérifier (l'avis se contredit{guess})"
