"""What the page of an opportunity adds for one structure: may it answer and why, what it said, what it may say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.messages.alert import to_check
from alerts.messages.answers import answer_fact
from alerts.messages.french import enumeration
from alerts.messages.message import Action, ActionKind, Fact
from alerts.messages.phone.card import actions
from alerts.messages.phone.lines import STATUSES
from alerts.messages.told import Told, told
from alerts.model.match import Criterion, Verdict
from alerts.model.response import KEEPING, RefusalReason, ResponseStatus
from alerts.services.showing import Personal, Shown
from bot.commands.carte import HELD, SURE
from bot.commands.carte_refusal import WHYS

_BY_POST = (
    ActionKind.ANSWERING,
    ActionKind.TOGETHER,
    ActionKind.KEEP,
    ActionKind.REFUSE,
    ActionKind.UNDO,
)
_NOT_HERE = (Criterion.ELIGIBILITY, Criterion.TIME)


@dataclass(frozen=True, slots=True)
class Mine:
    """`choices` are buttons, the positive ones first. `asking`: (code, label) of why it was refused, when it may be
    asked. `sure`: what to say before refusing what others keep, "" when nothing is to be said."""

    structure: str
    status: str
    reminders: str
    answers: tuple[Fact, ...]
    why: tuple[str, ...]
    checks: tuple[str, ...]
    choices: tuple[Action, ...]
    asking: tuple[tuple[str, str], ...]
    refused_for: str
    sure: str


def mine(found: Personal, shown: Shown, days: tuple[int, ...], now: datetime) -> Mine:
    """`days`: the reminders to come, in days before the deadline."""
    match = replace(found.held.match, notice_id=shown.held.notice.id)
    alert = told(found.structure, match, shown.notices, shown.held.readings, now)
    response = found.held.response
    status = response.status if response else None
    refused = status is ResponseStatus.REFUSED
    why = response.why if response and refused else None
    rows = actions(found.held.match_id, None, status)
    return Mine(
        found.structure.name,
        STATUSES[status] if status else "",
        reminder_words(days) if status in KEEPING else "",
        tuple(_answers(alert, over=shown.closed is not None or shown.held.facts.cancelled)),
        alert.texts(Verdict.FOR, without=_NOT_HERE),
        to_check(alert),
        tuple(action for row in rows for action in row if action.kind in _BY_POST),
        tuple((code, label) for code, (_, _, label, _) in WHYS.items()) if refused and why is None else (),
        _said(why) if why else "",
        _sure(found),
    )


def reminder_words(days: tuple[int, ...]) -> str:
    """« Rappels 10 et 3 jours avant l'échéance. »"""
    if not days:
        return ""
    return f"{'Rappels' if len(days) > 1 else 'Rappel'} {enumeration(map(str, days))} jours avant l'échéance."


def _answers(alert: Told, *, over: bool) -> Iterator[Fact]:
    if over:
        return
    if alert.match.near_miss:
        failed = " ".join(alert.texts(Verdict.AGAINST))
        yield Fact("Juste à côté", f"Un seul de vos critères n'est pas rempli. {failed}".strip(), strong=True)
    for one in alert.answers:
        yield answer_fact(one, "Pouvez-vous répondre")


def _said(why: RefusalReason) -> str:
    """« trop loin »; of a size, too small and too big are one reason."""
    return next((said for reason, _, _, said in WHYS.values() if reason is why), "")


def _sure(found: Personal) -> str:
    response = found.held.response
    if response is None or response.status not in HELD or response.by == found.membership.person_id:
        return ""
    return f"{HELD[response.status]} {SURE}"
