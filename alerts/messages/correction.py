"""The message that follows a correction or a cancellation: « avant → après », and whether one may still answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from alerts.messages import proof, words
from alerts.messages.answers import Answered
from alerts.messages.change import Change, ChangeKind, Facts, concerning
from alerts.messages.french import capitalised, is_named, lots, shortened
from alerts.messages.links import links, origin
from alerts.messages.message import BeforeAfter, Block, Fact, Heading, Message, Paragraph, verdict_of
from alerts.messages.still import still_facts
from alerts.messages.told import OBJECT
from alerts.messages.where import where
from alerts.model.match import Match
from alerts.model.reading import LotReading
from alerts.model.structure import Structure
from scrapers.notice import Notice

_CHANGED = {
    "Consultation": "Consultation reprise",
    "Date limite": "Date limite modifiée",
    "Lots": "Lots modifiés",
    "Réservation": "Réservation modifiée",
    "Clauses": "Clauses modifiées",
}


def correction_message(
    structure: Structure,
    changes: tuple[Change, ...],
    after: Facts,
    notices: tuple[Notice, ...],
    match_before: Match,
    answers_now: Sequence[Answered],
    now: datetime,
    readings: tuple[LotReading, ...] = (),
) -> Message:
    """`notices`: the copies first told, then the one that corrects, last; `readings` are those of this last one.

    `after` is what holds now (`merge`); `answers_now` are those of the lots that concern the structure
    (`alerts.messages.answers.together`); none means that eligibility could not be read again.
    Raises ValueError without any notice or any change.
    """
    if not notices or not changes:
        raise ValueError("a correction needs a notice and a change")
    changed = {lot for one in concerning(changes, match_before.lots) for lot in one.lots}
    still = still_facts(after, notices[0], match_before, answers_now, now, changed)
    return Message(
        title(changes, notices[0]),
        _summary(changes, match_before, next(one for one in still if one.strong)),
        (
            *_head(changes, after, notices[0], match_before),
            *still,
            *_changes(tuple(one for one in changes if one.kind is not ChangeKind.CANCELLED), match_before),
            *_proofs(notices[-1], readings),
            *links(tuple(reversed(notices))),
            origin(structure, notices[-1]),
        ),
    )


def title(changes: tuple[Change, ...], first: Notice) -> str:
    """What changed, then the object: « Date limite repoussée : Entretien… – Villeurbanne (69) »."""
    cancelled = any(one.kind is ChangeKind.CANCELLED for one in changes)
    labels = dict.fromkeys(_changed(one) for one in changes)
    said = "Annulé" if cancelled and changes[0].after == "annulée" else ", ".join(labels)
    place = where(first, first.lots).first
    told = f"{capitalised(said.lower())} : {shortened(first.title, OBJECT)}"
    return f"{told} – {place}" if place else told


def _changed(change: Change) -> str:
    """« Réservation modifiée »; a deadline that moves already says which way."""
    label = change.label.partition(" (")[0]
    return _CHANGED.get(label, label)


def _summary(changes: tuple[Change, ...], before: Match, answer: Fact) -> str:
    told = (concerning(changes, before.lots) or changes)[0]
    verdict, _ = verdict_of(answer)
    return f"{told.label} : {told.before} → {told.after}. {answer.label} {verdict}"


def _head(changes: tuple[Change, ...], after: Facts, first: Notice, before: Match) -> Iterator[Block]:
    if after.cancelled:
        yield Paragraph("Cette consultation est annulée : il n'y a plus à répondre.")
    elif any(one.kind is ChangeKind.CANCELLED for one in changes):
        yield Paragraph("Cette consultation, qui avait été annulée, reprend.")
    if len(first.title) > OBJECT or first.concession:
        yield Fact("Concession" if first.concession else "Marché", first.title)
    named = [lot_id for lot_id in before.lots if is_named(lot_id)]
    if named:
        yield Fact("Lots qui vous concernent", lots(named))
    yield Fact("Acheteur", first.buyer.name or words.NO_FACT)
    yield Fact("Lieu", where(first, first.lots).words or words.NO_FACT)


def _changes(changes: tuple[Change, ...], before: Match) -> Iterator[Block]:
    yours = concerning(changes, before.lots)
    others = tuple(one for one in changes if one not in yours)
    for heading, told in (("Ce qui change pour vous", yours), ("Ce qui change pour les autres lots", others)):
        if told:
            yield Heading(heading)
            yield from (BeforeAfter(one.label, one.before, one.after) for one in told)


def _proofs(correcting: Notice, readings: tuple[LotReading, ...]) -> Iterator[Block]:
    found = (*proof.reservations(readings), *proof.clauses(readings))
    blocks = proof.proof_blocks(correcting, found)
    if blocks:
        yield Heading("Ce que dit le nouvel avis")
        yield from blocks
