"""What a network passes on to its members: its name, its note, then the opportunity in the lines of a card."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.messages.card import amount_words, clause_words
from alerts.messages.deadline import deadline_words
from alerts.messages.french import shortened
from alerts.messages.message import Action, ActionKind, Block, Fact, Message, Paragraph
from alerts.messages.phone import lines
from alerts.messages.phone.card import NO_CLAUSES, OBJECT, TITLES, quotes
from alerts.messages.told import Told, summary
from alerts.model.network import Written
from alerts.model.structure import Structure
from alerts.territory.france import France
from scrapers.notice import Deadline

NAME = 48  # characters of the name of a network in a title
PART = 900  # characters of one paragraph of a note
INTERESTED, DECLINE, MUTE = "Ça m'intéresse", "Pas pour nous", "Couper ce réseau"
LOOK, READ = "Voir l'annonce", "Avis officiel"
NOT_PUBLISHED = (
    "Annonce transmise par votre réseau, sans avis publié : vérifiez auprès du contact avant de vous engager."
)
UNSAID = "non précisé"
NO_DATE = "non indiquée ; à demander au contact"

Rows = tuple[tuple[Action, ...], ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """What holds of one broadcast for one structure. `number`: its message in the ledger, None for a preview, which
    has no buttons. `named`: the structure lets its network see what it answers. `taps`: the buttons can be shown."""

    network: str
    note: str
    structure: Structure
    number: int | None = None
    match_id: int | None = None
    named: bool = True
    taps: bool = True


def of_notice(passed: Passed, alert: Told) -> Message:
    """About a notice, as it is today; `alert` is neutral: it holds no wish of the structure."""
    url = alert.notice.url
    read = (Action(ActionKind.READ, READ, url=url),) if url else ()
    return Message(
        _title(passed, alert.notice.title),
        f"{_from(passed)} {summary(alert)}",
        (*_said(passed), *_facts(alert), *lines.source_lines(passed.structure, alert.notice), *_after(passed)),
        _actions(passed, read),
    )


def by_hand(passed: Passed, written: Written, now: datetime) -> Message:
    """About what the animator wrote: no notice stands behind it, and it says so."""
    until = deadline_words(Deadline(written.until), now) if written.until else NO_DATE
    told = (
        Fact("Acheteur", shortened(written.buyer or UNSAID, lines.VALUE)),
        Fact("Lieu", shortened(place_words(written) or UNSAID, lines.VALUE)),
        Fact("Réponse avant", until, strong=True),
        Fact("Contact", written.contact or f"{UNSAID} ; à demander à votre réseau"),
        Paragraph(NOT_PUBLISHED),
        Paragraph(f"Pour {lines.structure_name(passed.structure)}."),
    )
    whole = (Paragraph(written.what),) if len(written.what) > OBJECT else ()
    return Message(
        _title(passed, written.what),
        f"{_from(passed)} Réponse avant : {until}",
        (*_said(passed), *whole, *told, *_after(passed)),
        _actions(passed, ()),
    )


def place_words(written: Written) -> str:
    """« Grenoble (Isère, 38) », « Isère (38) », or the town alone; "" when nobody said where."""
    code = written.departement
    if not code:
        return written.town
    name = France.load().departement_name(code)
    return f"{written.town} ({name}, {code})" if written.town else f"{name} ({code})"


def _title(passed: Passed, what: str) -> str:
    return f"{shortened(passed.network, NAME)} : {shortened(what, OBJECT)}"


def _from(passed: Passed) -> str:
    return f"Transmis par « {shortened(passed.network, NAME)} »."


def _said(passed: Passed) -> Iterator[Block]:
    """Who passes it on, and their note, as they wrote it."""
    yield Paragraph(f"Transmis par « {passed.network} ».")
    parts = [" ".join(part.split()) for part in passed.note.split("\n\n") if part.strip()]
    for number, part in enumerate(parts):
        yield Paragraph(shortened(part if number else f"Mot de l'animation : {part}", PART))


def _facts(alert: Told) -> Iterator[Block]:
    yield from lines.what_lines(alert, TITLES)
    yield lines.buyer_line(alert)
    yield lines.place_line(alert)
    yield from lines.answer_lines(alert)
    yield from quotes(alert)
    yield from lines.deadline_lines(alert)
    yield Fact("Clauses", clause_words(alert, NO_CLAUSES, "voir l'avis"))
    yield Fact("Montant estimé", amount_words(alert))
    yield from lines.check_lines(alert)


def _after(passed: Passed) -> Iterator[Block]:
    """What a tap tells, and to whom; where nothing can be tapped, whom to tell."""
    if not passed.taps:
        yield Paragraph(f"Cela vous intéresse ? Dites-le à « {passed.network} ».")
        return
    seen = "le nom de votre structure" if passed.named else "qu'une structure est intéressée, sans votre nom"
    yield Paragraph(
        f"« {INTERESTED} » montre à « {passed.network} » {seen}. « {DECLINE} » n'est dit à personne. "
        f"« {MUTE} » arrête ces messages pour vous ; vos propres alertes continuent."
    )


def _actions(passed: Passed, read: Sequence[Action]) -> Rows:
    card = () if passed.match_id is None else (Action(ActionKind.OPEN, LOOK, passed.match_id),)
    if not passed.taps or passed.number is None:
        return tuple(row for row in ((*card, *read),) if row)
    about = (str(passed.number),)
    return (
        (Action(ActionKind.INTERESTED, INTERESTED, about=about), Action(ActionKind.DECLINE, DECLINE, about=about)),
        (Action(ActionKind.WHOLE, LOOK, about=about), *read),
        (Action(ActionKind.MUTE, MUTE, about=about),),
    )
