"""The alert: one opportunity told to one structure.

The order is that of a decision: what, who buys, where, may we answer and why, until when, with which clauses, for how
much. That fits one screen; reasons, what is to be verified, proofs and links come after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.messages import proof, where, wording
from alerts.messages.deadline import deadline_facts, deadline_words, doubts, next_deadline, title_words
from alerts.messages.french import capitalised, count, lots, money, short_day, shortened
from alerts.messages.message import Block, Bullets, Fact, Heading, Link, Message, Paragraph, Quote
from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import Answer, LotReading, ReservationStatus
from alerts.model.structure import Structure
from scrapers.notice import Lot, Notice, NoticeKind, Place

TITLES = 4  # lots whose title is given on the first screen


@dataclass(frozen=True, slots=True)
class Told:
    """What an alert is made of: one notice, the lots concerned and what was read in them."""

    notice: Notice
    lots: tuple[Lot, ...]
    readings: tuple[LotReading, ...]
    match: Match
    now: datetime

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the work of the lots concerned is done, the notice's own places when they do not say."""
        stated = tuple(dict.fromkeys(place for lot in self.lots for place in lot.places))
        return stated or self.notice.places

    @property
    def lot_ids(self) -> tuple[str, ...]:
        return tuple(lot.id for lot in self.lots if lot.id is not None)


def alert_message(
    structure: Structure, match: Match, notices: tuple[Notice, ...], readings: tuple[LotReading, ...], now: datetime
) -> Message:
    """`notices` are all the copies of one opportunity (BOAMP, TED); `readings` are those of the one that matched.

    `now` is aware. Raises ValueError without any notice.
    """
    told = _told(match, notices, readings, now)
    return Message(
        title(told),
        summary(told),
        (*_first_screen(told), *_reasons(told), *_proofs(told), *_links(told.notice, notices), *_last(structure, told)),
    )


def title(told: Told) -> str:
    """Object, lots, place, deadline: what tells this opportunity from another."""
    notice = told.notice
    named = f", {lots(told.lot_ids)}" if told.lot_ids and len(told.lot_ids) < len(notice.lots) else ""
    parts = [shortened(notice.title, 80) + named, where.places_words(told.places[:1])]
    parts.append(title_words(next_deadline(notice, told.lots, told.now), told.now))
    return ("Juste à côté : " if told.match.near_miss else "") + " – ".join(part for part in parts if part)


def summary(told: Told) -> str:
    """One line: may we answer, what is special, how long is left."""
    answer = {
        Answer.YES: "Vous pouvez répondre, d'après l'avis",
        Answer.NO: "Vous ne pouvez pas répondre, d'après l'avis",
        Answer.CHECK: "À vérifier avant de répondre",
    }[told.match.answer]
    special = [kind for kind in (_special_reservation(told), _special_clause(told)) if kind]
    deadline = next_deadline(told.notice, told.lots, told.now)
    until = f"date limite {deadline_words(deadline, told.now)}" if deadline else "date limite non indiquée"
    return " ; ".join([answer, *special, until])


def _told(match: Match, notices: tuple[Notice, ...], readings: tuple[LotReading, ...], now: datetime) -> Told:
    if not notices:
        raise ValueError("an alert needs at least one notice")
    notice = next((one for one in notices if one.id == match.notice_id), notices[0])
    concerned = tuple(lot for lot in notice.lots if lot.id in match.lots) or notice.lots
    ids = {lot.id for lot in concerned}
    return Told(notice, concerned, tuple(one for one in readings if one.lot_id in ids), match, now)


def _first_screen(told: Told) -> Iterator[Block]:
    notice = told.notice
    yield Fact("Marché" if not notice.concession else "Concession", notice.title)
    if notice.kind is not NoticeKind.CALL:
        yield Fact("Nature de l'avis", wording.NOTICES[notice.kind])
    yield from _lots(told)
    yield Fact("Acheteur", notice.buyer.name or "non indiqué dans l'avis")
    yield Fact("Lieu", where.where(notice, told.places) or "non indiqué dans l'avis")
    yield from _may_we_answer(told)
    yield from deadline_facts(notice, told.lots, told.now, where.overseas(told.places))
    yield from _clauses(told)
    yield Fact("Montant estimé", _amount(told))


def _lots(told: Told) -> Iterator[Block]:
    if not told.lot_ids:
        return
    others = len(told.notice.lots) - len(told.lots)
    if len(told.lots) <= TITLES:
        for lot in told.lots:
            yield Fact(capitalised(lots([lot.id])), lot.title or "sans intitulé dans l'avis")
    else:
        yield Fact("Lots concernés", f"{count(len(told.lots), 'lot')} : {lots(told.lot_ids)}")
    if others:
        yield Paragraph(
            f"{count(others, 'autre lot', 'autres lots')} de ce marché ne répond{'ent' if others > 1 else ''}"
            " pas à vos critères."
        )


def _may_we_answer(told: Told) -> Iterator[Block]:
    grounds = [one for one in told.match.reasons if one.criterion is Criterion.ELIGIBILITY]
    reasons = " ".join(_sentence(reason.text) for reason in grounds)
    yield Fact("Pouvez-vous répondre ?", f"{wording.ANSWERS[told.match.answer]}. {reasons}".strip())
    proofs = proof.reservations(told.readings)
    for words, lot_ids in proof.by_words(proofs).items():
        yield Fact(_with_lots("Réservation", lot_ids, told), words)
    yield from _first_quote(told)


def _first_quote(told: Told) -> tuple[Quote, ...]:
    """The sentence that grounds the answer."""
    for one in proof.reservations(told.readings):
        if one.evidence:
            return proof.quotes(told.notice, one.evidence[:1])
    return ()


def _clauses(told: Told) -> Iterator[Block]:
    said = proof.by_words(proof.clauses(told.readings))
    if not said:
        yield Fact("Clauses", wording.NO_CLAUSE)
    for words, lot_ids in said.items():
        yield Fact(_with_lots("Clause", lot_ids, told), words)


def _with_lots(label: str, lot_ids: tuple[str, ...], told: Told) -> str:
    """Lots are named when what is said does not hold for all those concerned."""
    return f"{label} ({lots(lot_ids)})" if lot_ids and set(lot_ids) != set(told.lot_ids) else label


def _amount(told: Told) -> str:
    stated = [(lot, lot.amount) for lot in told.lots if lot.amount]
    if stated and told.lot_ids:
        return " ; ".join(f"{lots([lot.id])} : {money(amount)}" for lot, amount in stated[:TITLES])
    amount = stated[0][1] if stated else told.notice.amount
    if amount is None:
        return wording.NO_AMOUNT
    return money(amount) + (" pour l'ensemble des lots" if told.lot_ids else "")


def _reasons(told: Told) -> Iterator[Block]:
    for heading, verdict in (
        ("Ce qui ne correspond pas", Verdict.AGAINST),
        ("Pourquoi cette annonce vous est envoyée", Verdict.FOR),
    ):
        found = tuple(_sentence(one.text) for one in told.match.reasons if one.verdict is verdict)
        if found:
            yield Heading(heading)
            yield Bullets(found)
    checks = _to_check(told)
    if checks:
        yield Heading("À vérifier")
        yield Bullets(checks)


def _to_check(told: Told) -> tuple[str, ...]:
    found = [_sentence(one.text) for one in told.match.reasons if one.verdict is Verdict.CHECK]
    found += [_sentence(doubt) for doubt in doubts(told.notice, told.lots)]
    if told.match.answer is Answer.CHECK:
        found.append("En cas de doute, posez la question à l'acheteur sur la plateforme où se retire le dossier.")
    return tuple(dict.fromkeys(found))


def _proofs(told: Told) -> Iterator[Block]:
    found = (*proof.reservations(told.readings), *proof.clauses(told.readings))
    blocks = proof.proof_blocks(told.notice, found, already=_first_quote(told))
    if blocks:
        yield Heading("Ce que dit l'avis")
        yield from blocks


def _links(main: Notice, notices: Sequence[Notice]) -> Iterator[Block]:
    pages = {
        one.url: Link(f"Avis {wording.source_title(one.source)} {one.publisher_id}", one.url)
        for one in (main, *notices)
        if one.url
    }
    documents = dict.fromkeys(
        url for one in (main, *notices) for url in (one.documents_url, *(lot.documents_url for lot in one.lots)) if url
    )
    files = [Link("Dossier de consultation", url) for url in documents if url not in pages]
    if pages or files:
        yield Heading("Liens")
        yield from (*pages.values(), *files[:TITLES])


def _last(structure: Structure, told: Told) -> Iterator[Block]:
    published = f", paru le {short_day(told.notice.published)}" if told.notice.published else ""
    source = f"{wording.source_title(told.notice.source)} {told.notice.publisher_id}{published}"
    yield Paragraph(f"Message pour {structure.name}. Source : avis {source}. {wording.DISCLAIMER}")


def _special_reservation(told: Told) -> str:
    statuses = [one.reservation for one in told.readings if one.reservation.status is not ReservationStatus.NONE]
    return wording.reservation(statuses[0].status, statuses[0].to, statuses[0].possible) if statuses else ""


def _special_clause(told: Told) -> str:
    said = proof.by_words(proof.clauses(told.readings))
    return next(iter(said), "")


def _sentence(text: str) -> str:
    """A capital and a full stop, whatever the pen that wrote it."""
    ended = capitalised(text.strip())
    return ended if ended.endswith((".", "!", "?", "…", "»")) else f"{ended}."
