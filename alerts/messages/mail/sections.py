"""The sections of a digest that are not new opportunities: corrections, what is kept, near misses, what was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from alerts.messages.french import capitalised, count, moment, shortened, uncapitalised
from alerts.messages.mail.entry import READ, actions
from alerts.messages.mail.gathered import Corrected, KeptOne, Near, SourceRead
from alerts.messages.message import Action, ActionKind, Block, Bullets, Entry, Fact, Heading, Link, Paragraph
from alerts.messages.phone.correction import short_correction
from alerts.messages.phone.lines import FAITHFUL, status_line
from alerts.messages.phone.several import in_short, what, where_and_until
from alerts.messages.told import Told, told
from alerts.model.match import Criterion, Verdict
from alerts.model.structure import Structure

NEAR = 3
KEPT = 10  # told one by one
LISTED = 20  # told in a line after them
OBJECT = 100  # characters of an object
SEE = "Voir l'annonce"
ASIDE = "Un seul de vos critères n'est pas rempli."
WIDEN = "Pour recevoir ces annonces désormais, élargissez votre profil d'un geste."

_MISSED = {
    Criterion.ELIGIBILITY: "Réservé à d'autres",
    Criterion.TRADE: "Hors de vos métiers",
    Criterion.PLACE: "Hors de votre territoire",
    Criterion.WORDS: "Sans vos mots",
    Criterion.EXCLUDED: "Avec un mot que vous excluez",
    Criterion.WANT: "Sans ce que vous cherchez",
    Criterion.AMOUNT: "Hors de vos montants",
    Criterion.TIME: "Délai plus court que le vôtre",
}


def corrected(ones: Sequence[Corrected], full: int) -> Iterator[Block]:
    """« avant → après », the first `full` of them; the others by their titles."""
    if ones:
        yield Heading("Rectificatifs")
        yield from (_correction(one) for one in ones[:full])
        yield from _also(tuple(one.message.title for one in ones[full:]))


def kept(ones: Sequence[KeptOne], full: int = KEPT) -> Iterator[Block]:
    """What is kept, in the order given; the first `full` with their links."""
    if ones:
        yield Heading("Ce que vous gardez")
        yield from (kept_entry(one) for one in ones[:full])
        yield from _also(tuple(f"{shortened(one.title, OBJECT)} – {one.until}" for one in ones[full:]))


def kept_entry(one: KeptOne) -> Entry:
    """Until when, where, and what the structure said of it."""
    label, said, until = one.until.partition(" : ")
    facts = [Fact(capitalised(label), until, strong=True)] if said else [Fact("Suite", one.until, strong=True)]
    facts += [Fact("Lieu", one.place)] if one.place else []
    title = shortened(one.title, OBJECT)
    return Entry(title, (*facts, *status_line(one.status)), actions(one.match_id, one.url, SEE))


def near(structure: Structure, ones: Sequence[Near], now: datetime) -> Iterator[Block]:
    """The criterion that is missed, and one gesture to take it in."""
    if ones:
        yield Heading("Juste à côté")
        widens = any(one.widen and one.about for one in ones[:NEAR])
        yield Paragraph(f"{ASIDE} {WIDEN}" if widens else ASIDE)
        for one in ones[:NEAR]:
            match = replace(one.match, near_miss=False)  # the section says it
            yield _near(one, told(structure, match, one.notices, one.readings, now))


def receipt(sources: Iterable[SourceRead]) -> tuple[str, ...]:
    """« BOAMP lu jusqu'au lundi 23 novembre 2026 à 6 h 10 », trouble said plainly."""
    return tuple(_source(one) for one in sources)


def read(sources: Sequence[SourceRead]) -> Iterator[Block]:
    """What was read, so that silence can be believed."""
    if sources:
        yield Heading("Ce qui a été lu")
        yield Bullets(receipt(sources))


def _correction(one: Corrected) -> Entry:
    """The links of the message become actions; what it is worth is said once, at the end of the digest."""
    short = short_correction(one.message)
    worth = tuple(block for block in short.blocks if isinstance(block, Paragraph) and FAITHFUL in block.text)
    blocks = tuple(block for block in short.blocks if not isinstance(block, Link) and block not in worth)
    return Entry(short.title, (*status_line(one.status), *blocks), actions(one.match_id, one.url, SEE))


def _near(one: Near, alert: Told) -> Entry:
    missed = next((each.criterion for each in alert.match.reasons if each.verdict is Verdict.AGAINST), None)
    widen = (Action(ActionKind.WIDEN, one.widen, about=one.about),) if one.widen and one.about else ()
    read_it = (Action(ActionKind.READ, READ, url=alert.notice.url),) if alert.notice.url else ()
    return Entry(
        what(alert, OBJECT),
        (Bullets((*alert.texts(Verdict.AGAINST), where_and_until(alert), in_short(alert))),),
        (*widen, *read_it),
        _MISSED[missed] if missed else "",
    )


def _source(one: SourceRead) -> str:
    trouble = uncapitalised((one.trouble or "").rstrip("."))
    if one.read_at is None:
        return f"{one.title} pas encore lu" + (f" : {trouble}" if trouble else "")
    return f"{one.title} lu jusqu'au {moment(one.read_at)}" + (f" ; depuis, {trouble}" if trouble else "")


def _also(titles: tuple[str, ...]) -> Iterator[Block]:
    more = (f"et {count(len(titles) - LISTED, 'autre')}",) if len(titles) > LISTED else ()
    if titles:
        yield Entry(f"Et {count(len(titles), 'autre')}", (Bullets((*titles[:LISTED], *more)),))
