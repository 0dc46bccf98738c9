"""The table that ends a demonstration or a trial: what was sent, to whom, and why."""

from collections.abc import Iterable

from rich.table import Table

from alerts.messages.words import ANSWERS
from alerts.model.match import Match, Verdict
from alerts.services.told import Told


def told_table(told: Iterable[Told]) -> Table:
    """What each structure was told, and why, numbered as in `in_order`."""
    table = Table("N°", "Structure", "Marché", "Répondre ?", "Pourquoi")
    for number, one in enumerate(in_order(told), start=1):
        answer = "Avant → après" if one.corrects else ANSWERS[one.match.answer]
        table.add_row(str(number), one.entry.structure_id, _what(one), answer, _why(one))
    return table


def in_order(told: Iterable[Told]) -> list[Told]:
    """By structure, then in the order in which messages were owed."""
    return sorted(told, key=lambda one: (one.entry.structure_id, one.entry.id))


def _what(told: Told) -> str:
    lots = [lot for lot in told.match.lots if lot is not None]
    return told.notice.title + (f" (lots : {len(lots)})" if len(lots) > 1 else "")


def _why(told: Told) -> str:
    if told.corrects:
        return "\n".join(f"{one.label} : {one.before} → {one.after}" for one in told.changes)
    return short_why(told.match)


def short_why(match: Match) -> str:
    """At most two reasons: what is to be checked first, then whether the structure may answer."""
    order = (Verdict.AGAINST, Verdict.CHECK, Verdict.FOR)
    ranked = sorted(match.reasons, key=lambda reason: order.index(reason.verdict))
    return "\n".join(reason.text for reason in ranked[:2])
