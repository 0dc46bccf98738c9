"""A lot with a social clause was won near a member that provides hours: who won it, what to write to them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from alerts.messages.french import shortened
from alerts.messages.message import Action, ActionKind, Message, Paragraph
from alerts.messages.reply.award import award_message
from alerts.reply_help.case import Case

NETWORK = 48  # characters
FROM = "Par votre réseau « {} » : un marché avec clause sociale a été attribué sur votre territoire."
NOT_ITS_TRADE = (
    "Ce n'est pas sûrement un de vos métiers, et cette annonce ne vous avait pas été envoyée : voyez si vos équipes "
    "peuvent tout de même fournir ces heures."
)


def lead_message(case: Case, network: str, now: datetime, others: Sequence[str] = (), *, sure: bool = True) -> Message:
    """As `award_message`, of a case whose winners are known. `sure`: it is one of the trades of the structure."""
    told = award_message(case, now, others)
    first = (Paragraph(FROM.format(shortened(network, NETWORK))), *(() if sure else (Paragraph(NOT_ITS_TRADE),)))
    return replace(told, blocks=(*first, *told.blocks), actions=tuple(_rows(case)))


def _rows(case: Case) -> Iterator[tuple[Action, ...]]:
    """There may be no match to open: then the public page, and the notice itself."""
    if case.match_id:
        yield (Action(ActionKind.OPEN, "Voir l'annonce", case.match_id),)
    elif case.page:
        yield (Action(ActionKind.GO, "Voir l'annonce", url=case.page),)
    if case.notice.url:
        yield (Action(ActionKind.READ, "Avis officiel", url=case.notice.url),)
