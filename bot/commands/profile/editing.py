"""A profile in hand: what is saved, what is being changed, and who may change it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from alerts.model.people import Membership, Role
from alerts.model.structure import Criteria, Structure
from alerts.services import people
from alerts.services.errors import NotAllowed, NotYours
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.profile.draft import Draft, mark, read_draft

SPACE = "pf"
MEANWHILE = "Quelqu’un de votre équipe a changé ce profil entre-temps : voici le profil d’aujourd’hui."


@dataclass(frozen=True, slots=True)
class Editing:
    """`draft` starts as what is saved. `trouble`: a French sentence about what could not be kept of it."""

    membership: Membership
    saved: Structure
    draft: Draft
    trouble: str = ""

    @property
    def manages(self) -> bool:
        return self.membership.role is Role.MANAGER

    def name(self, action: str, *args: str | int) -> str:
        """The data of a button: it names the membership and the activity that it is about."""
        return pack(SPACE, action, self.membership.id, self.draft.activity, *args)

    def must_manage(self) -> "Editing":
        """Raises NotAllowed."""
        if not self.manages:
            raise NotAllowed
        return self

    def with_draft(self, draft: Draft) -> "Editing":
        return replace(self, draft=draft)

    def with_criteria(self, criteria: Criteria) -> "Editing":
        return self.with_draft(self.draft.with_criteria(criteria))

    def afresh(self) -> "Editing":
        """Without what was not saved."""
        held = min(self.draft.activity, len(self.saved.activities) - 1)
        return self.with_draft(Draft(self.saved, held, self.membership.id, mark(self.saved), volume=self.draft.volume))


def of_tap(talk: Talk, tap: Tap) -> Editing:
    """The profile that a button names. Raises NotYours."""
    membership, activity = tap.number(0), tap.number(1)
    if membership is None:
        raise NotYours
    return _looking_at(editing(talk, membership), activity or 0)


def of_step(talk: Talk) -> Editing | None:
    """The profile that a text is about."""
    draft = read_draft(talk.step.memo) if talk.step.space == SPACE else None
    return editing(talk, draft.membership) if draft and draft.membership is not None else None


def editing(talk: Talk, membership_id: int) -> Editing:
    """The draft under way, when it is about this profile as it is saved today. Raises NotYours."""
    with talk.house.database.read() as session:
        membership, saved = people.own(session, talk.person.id, membership_id)
    fresh = Draft(saved, 0, membership.id, mark(saved))
    draft = read_draft(talk.step.memo) if talk.step.space == SPACE else None
    if draft is None or draft.membership != membership_id:
        return Editing(membership, saved, fresh)
    if draft.base != fresh.base:
        return Editing(membership, saved, fresh, MEANWHILE if draft.changed else "")
    return Editing(membership, saved, draft)


def _looking_at(held: Editing, activity: int) -> Editing:
    """Another activity begins without what was said of the places of the one before."""
    activity = min(activity, len(held.draft.structure.activities) - 1)
    if activity == held.draft.activity:
        return held
    return held.with_draft(replace(held.draft, activity=activity, said="", answered=()))


def keep(talk: Talk, held: Editing, at: str) -> None:
    talk.go(SPACE, at, **held.draft.memo())


Change = Callable[[Editing], Editing]
