"""Lines that are ticked when they are ready: documents, steps of a plan."""

from dataclasses import dataclass
from datetime import datetime

from alerts.services import working
from alerts.store.engine import Session
from bot.pages.forms import Form

BOX, SHOWN, SEEN = "pret", "montre", "vu"  # ticked now; was on the page; was ticked on the page


@dataclass(frozen=True, slots=True)
class Tick:
    """One line. `id`: what is stored; `label` names it, `state` says how it stands today, `about` more, `folded` what
    is read once."""

    id: str
    label: str
    about: str
    done: bool
    state: str = ""
    folded: str = ""


def retick(session: Session, who: tuple[int, int, str], form: Form, now: datetime) -> None:
    """What was changed on the page; `who`: person, match, lot. Raises NotYours, Refusal."""
    ticked, seen = frozenset(form.every(BOX)), frozenset(form.every(SEEN))
    for one in form.every(SHOWN):
        if (one in ticked) != (one in seen):
            working.tick(session, *who, one, one in ticked, now)
