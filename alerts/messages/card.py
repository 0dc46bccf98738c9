"""The first screen of an alert, in the order of a decision.

What, who buys, where, until when, may we answer and why, with which clauses, for how much.
"""

from collections.abc import Iterator

from alerts.messages import proof, words
from alerts.messages.answers import answer_fact
from alerts.messages.codes import meaning
from alerts.messages.deadline import deadline_facts
from alerts.messages.french import capitalised, count, is_named, lots, money
from alerts.messages.message import Block, Fact, Quote
from alerts.messages.told import OBJECT, Told
from alerts.model.match import Verdict
from alerts.model.reading import ReservationStatus
from scrapers.notice import NoticeKind

TITLES = 4  # lots told one by one
SAID = 4  # clauses told one by one


def card(alert: Told) -> Iterator[Block]:
    """The object stands in the message's title; it is said again only when the title cut it."""
    yield from _what(alert)
    yield Fact("Acheteur", alert.notice.buyer.name or words.NO_FACT)
    yield Fact("Lieu", alert.where.words or words.NO_FACT)
    yield from deadline_facts(alert.notice, alert.lots, alert.now, alert.where.overseas)
    yield from _may_we_answer(alert)
    yield Fact("Clauses", clause_words(alert))
    yield Fact("Montant estimé", amount_words(alert))


def first_quote(alert: Told) -> tuple[Quote, ...]:
    """The sentence that grounds the answer, when a lot is reserved or may be. Denials and codes are proved further."""
    for read in alert.readings:
        held = read.reservation
        sentences = [one for one in proof.grounds(held) if meaning(one) is None]
        if held.status is not ReservationStatus.NONE and sentences:
            named = [read.lot_id] if is_named(read.lot_id) and len(alert.lot_ids) > 1 else []
            return proof.quotes(alert.notice, sentences[:1], named)
    return ()


def _what(alert: Told) -> Iterator[Block]:
    notice = alert.notice
    if len(notice.title) > OBJECT or notice.concession:
        yield Fact("Concession" if notice.concession else "Marché", notice.title)
    if notice.kind is not NoticeKind.CALL:
        yield Fact("Nature de l'avis", words.NOTICES[notice.kind], strong=True)
    if alert.lot_ids:
        yield from lot_facts(alert)


def lot_facts(alert: Told, titles: int = TITLES) -> Iterator[Fact]:
    """The lots that concern the structure, by their titles when there are at most `titles`; the others are counted."""
    others = len(alert.notice.lots) - len(alert.lots)
    if len(alert.lots) <= titles:
        for lot in alert.lots:
            if len(alert.notice.lots) > 1 or lot.title != alert.notice.title:
                yield Fact(capitalised(lots([lot.id])), lot.title or "sans intitulé dans l'avis")
    else:
        yield Fact("Lots pour vous", f"{len(alert.lots)} lots ({lots(alert.lot_ids)})")
    if others:
        yield Fact("Autres lots", f"{count(others, 'lot')} hors de vos critères")


def _may_we_answer(alert: Told) -> Iterator[Block]:
    if alert.match.near_miss:
        failed = " ".join(alert.texts(Verdict.AGAINST))
        yield Fact("Juste à côté", f"Un seul de vos critères n'est pas rempli. {failed}".strip(), strong=True)
    for one in alert.answers:
        yield answer_fact(one, "Pouvez-vous répondre", strong=not alert.match.near_miss)
    yield from _articles(alert)
    yield from first_quote(alert)


def _articles(alert: Told) -> Iterator[Block]:
    untold = tuple(reservation_facts(alert))
    if untold:
        yield from untold
        return
    cited: dict[str, list[str | None]] = {}
    for read in alert.readings:
        if read.reservation.article:
            cited.setdefault(read.reservation.article, []).append(read.lot_id)
    for article, ids in cited.items():
        yield Fact("Article cité", _for_lots(article, tuple(one for one in ids if is_named(one)), alert))


def reservation_facts(alert: Told) -> Iterator[Fact]:
    """The answer has told to whom the lots are reserved; when it could not, the reservation is told here."""
    if not all(one.reason for one in alert.answers):
        for said, lot_ids in proof.by_words(proof.reservations(alert.readings)).items():
            yield Fact("Réservation", _for_lots(said.removeprefix("réservation "), lot_ids, alert))


def clause_words(alert: Told, none: str = words.NO_CLAUSES, rest: str = "voir plus bas") -> str:
    """Clauses and hours, each once; `rest` is where those beyond the fourth are read."""
    said = proof.by_words(proof.clauses(alert.readings))
    if not said:
        return none
    told = [_for_lots(clause, lot_ids, alert) for clause, lot_ids in said.items()]
    more = [f"{count(len(told) - SAID, 'autre', 'autres')}, {rest}"] if len(told) > SAID else []
    return " ; ".join([*told[:SAID], *more])


def _for_lots(said: str, lot_ids: tuple[str, ...], alert: Told) -> str:
    """Lots are named when what is said does not hold for all those concerned."""
    return f"{said} ({lots(lot_ids)})" if lot_ids and set(lot_ids) != set(alert.lot_ids) else said


def amount_words(alert: Told) -> str:
    """The estimate of the lots that concern the structure, or of the whole contract, which is then said."""
    stated = [(lot.id, lot.amount) for lot in alert.lots if lot.amount]
    if not stated:
        whole = alert.notice.amount
        return (money(whole) + (" pour l'ensemble des lots" if alert.lot_ids else "")) if whole else words.NO_FACT
    if len(alert.lots) == 1:
        return money(stated[0][1])
    told = [f"{money(amount)} ({lots([lot_id])})" for lot_id, amount in stated[:TITLES]]
    more = [count(len(stated) - TITLES, "autre lot", "autres lots") + " : voir l'avis"] if len(stated) > TITLES else []
    return " ; ".join([*told, *more])
