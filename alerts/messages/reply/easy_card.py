"""The sections of the easy-to-read card, in the order of the card of a phone: the same facts, in short sentences.

Names that a publisher gave stand alone in their sentence: they are never cut, nor reworded.
"""

from collections.abc import Iterator

from alerts.messages.deadline import believable, doubts
from alerts.messages.french import (
    capitalised,
    clock,
    day,
    days_between,
    insertion_hours,
    is_named,
    lots,
    moment,
    money,
    sentence,
)
from alerts.messages.reply import easy_words as words
from alerts.messages.told import Told
from alerts.messages.where import Overseas
from alerts.model.match import Criterion, Verdict
from alerts.model.reading import Answer, ClauseKind, Reservation, ReservationStatus
from alerts.reply_help.case import Case
from scrapers.notice import Deadline, NoticeKind

_CLOSED = {"cancelled": NoticeKind.CANCELLATION, "awarded": NoticeKind.AWARD}
_CRITERIA = (ClauseKind.CRITERE_SOCIAL, ClauseKind.CRITERE_ENV)


def what(case: Case) -> Iterator[str]:
    """The contract, then its lot."""
    if case.status is not None:
        yield words.STATUSES[case.status]
    yield "Un service public cherche une entreprise."
    yield f"Le marché s'appelle : {case.notice.title}"
    yield from _nature(case)
    yield from _lot(case)


def _nature(case: Case) -> Iterator[str]:
    """When it is not the usual call for a contract."""
    if case.notice.concession:
        yield "C'est une concession."
        yield "Une concession est un contrat long pour gérer un service."
    if case.notice.kind is not NoticeKind.CALL:
        yield from words.KINDS[case.notice.kind]
    elif case.closed is not None:
        yield from words.KINDS[_CLOSED[case.closed]]


def _lot(case: Case) -> Iterator[str]:
    if is_named(case.lot.id):
        yield "Un lot est une partie du marché."
        if len(case.notice.lots) > 1:
            yield f"Ce marché a {len(case.notice.lots)} lots."
        yield f"Ici, c'est le {lots([case.lot.id])}."
        if case.lot.title and case.lot.title != case.notice.title:
            yield f"Ce lot s'appelle : {case.lot.title}"
    if case.others:
        yield f"Pour vous, il y a aussi : {lots([one.id for one in case.others])}."


def who(case: Case) -> Iterator[str]:
    yield case.notice.buyer.name or words.NOT_SAID


def place(card: Told) -> Iterator[str]:
    """What the place is when it is not where the work is done, said simply."""
    if not card.where.words:
        yield words.NOT_SAID
        return
    yield from card.where.names
    if card.where.caution:
        yield "Attention : l'avis ne dit pas le lieu du travail."
        buyer = "acheteur" in card.where.caution
        yield "C'est l'adresse de l'acheteur." if buyer else "C'est le département où l'avis est paru."


def may_we(case: Case, card: Told) -> Iterator[str]:
    """The answer, then to whom the lot is reserved and under which article."""
    answer = case.eligibility.answer
    yield words.ANSWERS[answer]
    if card.match.near_miss:
        yield "Un seul de vos choix ne va pas."
        yield from card.texts(Verdict.AGAINST)
    yield from _reserved(case.reading.reservation)
    if case.reading.reservation.status is ReservationStatus.RESERVED:
        yield from _ours(answer)
    if case.eligibility.article:
        yield f"La règle est dans la loi : article {case.eligibility.article}."
    elif case.reading.reservation.article:
        yield f"L'avis cite la loi : article {case.reading.reservation.article}."
    if answer is not Answer.YES:
        yield "Posez la question à l'acheteur."


def _reserved(held: Reservation) -> Iterator[str]:
    match held.status:
        case ReservationStatus.RESERVED:
            yield "Le lot est réservé."
            yield "Réservé veut dire : seules certaines structures peuvent répondre."
            for one in held.to:
                yield from words.BENEFICIARIES[one]
        case ReservationStatus.NONE if held.evidence:
            yield "L'avis dit : ce lot n'est pas réservé."
            yield "Tout le monde peut répondre."
        case ReservationStatus.NONE:
            yield "L'avis ne parle pas de lot réservé."
            yield "Tout le monde peut répondre."
        case ReservationStatus.UNKNOWN:
            yield "Le lot est peut-être réservé."
            yield "L'avis ne dit pas bien à qui."
            yield from _perhaps(held)
        case ReservationStatus.CONFLICT:
            yield "Le lot est peut-être réservé."
            yield "L'avis dit 2 choses différentes."
            yield from _perhaps(held)


def _perhaps(held: Reservation) -> Iterator[str]:
    for one in held.possible:
        yield f"Peut-être pour : {words.NAMES[one]}."


def _ours(answer: Answer) -> Iterator[str]:
    match answer:
        case Answer.YES:
            yield "Votre structure en fait partie."
            yield "Il faudra donner des preuves."
        case Answer.NO:
            yield "Votre structure n'en fait pas partie."
        case Answer.CHECK:
            yield "Votre structure en fait peut-être partie."


def until(case: Case, card: Told) -> Iterator[str]:
    deadline = case.deadline
    if deadline is None:
        yield "L'avis ne dit pas la date limite."
        yield "Cherchez-la dans le règlement de la consultation (RC)."
        yield "Le règlement explique comment répondre."
        return
    yield from _at(deadline, card.where.overseas)
    yield from _left(deadline, card)
    for doubt in doubts(case.notice, (case.lot,)):
        yield "Cette date est à vérifier."
        yield sentence(doubt)


def _at(deadline: Deadline, away: Overseas | None) -> Iterator[str]:
    if away is None:
        yield f"Date limite : {moment(deadline.at)}."
        return
    there = deadline.at.astimezone(away.zone)
    yield f"Date limite : {moment(deadline.at)}, heure de Paris."
    yield f"Heure de {away.name} : {day(there)} à {clock(there)}."


def _left(deadline: Deadline, card: Told) -> Iterator[str]:
    if not believable(deadline, card.now):
        yield "Cette date est trop loin : à vérifier."
        return
    days = days_between(card.now, deadline.at)
    if deadline.at <= card.now:
        yield "La date est passée : on ne peut plus répondre."
    elif days == 0:
        yield "C'est aujourd'hui."
    else:
        yield "Il reste 1 jour." if days == 1 else f"Il reste {days} jours."
        yield "Après cette date, c'est trop tard."


def clauses(case: Case) -> Iterator[str]:
    """Clauses and criteria, with their hours."""
    read = case.reading.clauses
    if not read:
        yield "L'avis ne parle pas de clauses."
        yield words.CLAUSE_MEANS
        yield "Cherchez dans le dossier du marché."
        return
    if any(one.kind not in _CRITERIA for one in read):
        yield words.CLAUSE_MEANS
    if any(one.kind in _CRITERIA for one in read):
        yield words.CRITERION_MEANS
    for one in read:
        yield from words.CLAUSES[one.kind]
        if one.hours is not None:
            yield f"Il faut {insertion_hours(one.hours)}."
            yield words.INSERTION_MEANS


def amount(case: Case) -> Iterator[str]:
    held = case.lot.amount or case.notice.amount
    if held is None:
        yield words.NOT_SAID
        return
    yield f"Environ {money(held)}."
    yield "HT veut dire : hors taxes."
    if case.lot.amount is None and is_named(case.lot.id):
        yield "C'est le prix de tous les lots ensemble."


def why(card: Told) -> Iterator[str]:
    """Which of the wishes of the structure brought it here."""
    without = tuple(one for one in Criterion if one not in (Criterion.TRADE, Criterion.WORDS))
    for one in card.texts(Verdict.FOR, without=without)[:1]:
        yield capitalised(one)
        if "CPV" in one:
            yield "Le code CPV dit le métier du marché."
