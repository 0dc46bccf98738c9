"""A lot whose hours the structure could provide was won by somebody: who, how many hours, what to write to them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from alerts.messages.french import count, enumeration, insertion_hours, is_named, lots, shortened
from alerts.messages.message import Action, ActionKind, Block, Fact, Message, Paragraph
from alerts.messages.reply.script import stated_hours
from alerts.messages.reply.selling import OPTIONAL, checks, ready_words, whom_to_call
from alerts.messages.words import NO_FACT
from alerts.model.reading import ClauseKind
from alerts.reply_help.case import Case
from alerts.reply_help.selling import Offer, offer

OTHERS = "Attribués en même temps, avec une clause sociale : {}. Ouvrez l'annonce pour choisir le lot."
TITLE = "Marché attribué, heures à proposer : {}"
OBJECT = 100
NAMED = 3
NO_TITLE = "sans intitulé dans l'avis"
WHY = (
    "Un avis d'attribution est paru pour ce marché, et l'appel d'offres y indiquait une clause sociale. Le titulaire "
    "a peut-être encore ses heures d'insertion à confier : appelez-le tôt."
)
NOT_SURE = (
    "Le titulaire peut déjà avoir son partenaire, et la clause a pu changer : vérifiez auprès de lui ou du "
    "facilitateur."
)


def award_message(case: Case, now: datetime, others: Sequence[str] = ()) -> Message:  # noqa: ARG001
    """Of a case whose winners are known and whose lot carries a social clause. Without winners, or when the structure
    provides no hours, it only says that the contract is awarded. `others`: lots won at the same time, with a clause."""
    found = offer(case)
    title = TITLE.format(shortened(case.title, OBJECT))
    blocks = (*_blocks(case, found), *([Paragraph(OTHERS.format(lots(others)))] if others else []))
    actions = ((Action(ActionKind.OPEN, "Voir l'annonce", case.match_id),),)
    return Message(title, _summary(case), blocks, actions)


def winner_names(case: Case) -> str:
    """« Entreprise Exemple et Société Fictive »; those beyond the third are counted."""
    names = [shortened(one.name, OBJECT) for one in case.winners]
    left = len(names) - NAMED
    more = [count(left, "autre titulaire", "autres titulaires")] if left > 0 else []
    return enumeration([*names[:NAMED], *more]) or "non indiqué dans l'avis d'attribution"


def _summary(case: Case) -> str:
    hours = case.asks.hours
    return f"Titulaire : {winner_names(case)}" + (f" ; {insertion_hours(hours)} dans l'avis" if hours else "")


def _blocks(case: Case, found: Offer | None) -> Iterator[Block]:
    yield Paragraph(WHY)
    yield Fact("Titulaire" if len(case.winners) < 2 else "Titulaires", winner_names(case), strong=True)
    if is_named(case.lot.id):
        yield Fact("Lot", f"{lots([case.lot.id])} – {case.lot.title or NO_TITLE}")
    yield Fact("Acheteur", case.notice.buyer.name or NO_FACT)
    if found is None:
        return
    hours = stated_hours(found)
    yield Fact("Clause", _clause(case, hours))
    if found.optional:
        yield Paragraph(OPTIONAL)
    yield from whom_to_call(case, found)
    yield from ready_words(case, found)
    yield from checks(found)
    yield Paragraph(NOT_SURE)


def _clause(case: Case, hours: float | None) -> str:
    optional = case.clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE) and not case.clause(ClauseKind.CLAUSE_SOCIALE)
    kind = "clause sociale facultative" if optional else "clause sociale"
    return f"{kind}, {insertion_hours(hours)}" if hours else f"{kind}, nombre d'heures non indiqué dans l'avis"
