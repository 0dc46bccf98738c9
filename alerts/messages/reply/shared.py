"""What the messages of reply help share: the heading of a lot, its quotes, until when, the caution at the end."""

from collections.abc import Iterable
from datetime import datetime

from alerts.messages import proof
from alerts.messages.deadline import deadline_words
from alerts.messages.french import capitalised, count, lots, shortened
from alerts.messages.message import Action, ActionKind, Fact, Paragraph, Quote
from alerts.messages.where import where
from alerts.messages.words import NO_DEADLINE
from alerts.model.reading import Evidence
from alerts.reply_help.case import Case

OBJECT, SENTENCE = 140, 300  # characters of an object, of a quote


def heading(case: Case) -> Fact:
    """Which contract, and which of its lots."""
    label = capitalised(lots([case.lot.id])) if case.lot_key else "Marché"
    return Fact(label, shortened(case.lot.title or case.notice.title, OBJECT))


def until_when(case: Case, now: datetime) -> Fact:
    away = where(case.notice, [case.lot]).overseas
    value = deadline_words(case.deadline, now, away) if case.deadline else NO_DEADLINE
    return Fact("Date limite", value, strong=True)


def quotes(case: Case, evidence: Iterable[Evidence], most: int = 3) -> tuple[Quote, ...]:
    """The words of the notice, each once."""
    found = {one.quote: one for one in evidence if one.quote.strip()}
    told = proof.quotes(case.notice, tuple(found.values())[:most], ())
    return tuple(Quote(shortened(one.text, SENTENCE), one.source, one.field) for one in told)


def short_title(case: Case, limit: int = 90) -> str:
    return shortened(case.title, limit)


def other_lots(case: Case) -> tuple[Paragraph, ...]:
    """That the help is about one lot, when several concern the structure."""
    if not case.others:
        return ()
    named = lots([one.id for one in case.others])
    also = f"Vous concerne aussi : le {named}" if named.startswith("lot ") else f"Vous concernent aussi : les {named}"
    until = " (pas à la même date limite)" if _another_date(case) else ""
    return (Paragraph(f"Cette aide porte sur le {lots([case.lot.id])}. {also}{until}.{_limits(case)}"),)


def _another_date(case: Case) -> bool:
    dates = {one.at for lot in (case.lot, *case.others) if (one := lot.deadline or case.notice.deadline)}
    return len(dates) > 1


def _limits(case: Case) -> str:
    """A buyer may limit them (L2113-10, R2113-1)."""
    bid, won = case.asks.lots_bid, case.asks.lots_won
    said = [f"répondre à {count(bid, 'lot')} au plus"] if bid else []
    said += [f"en gagner {won} au plus"] if won else []
    return f" D'après l'avis, vous pouvez {' et '.join(said)}." if said else ""


def plan_action(case: Case) -> Action:
    return Action(ActionKind.PLAN, "Le calendrier", case.match_id)


def drawer_action() -> Action:
    return Action(ActionKind.DRAWER, "Tiroir de preuves")


def open_action(case: Case) -> Action:
    return Action(ActionKind.OPEN, "Revoir l'annonce", case.match_id)


def help_action(case: Case) -> Action:
    return Action(ActionKind.HELP, "Aide à la réponse", case.match_id)
