"""What an animator passes on to a network: a draft, its preview, one confirmation.

Nothing here visits an address: what is pasted is compared with the notices that we hold.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.intake import by_hand
from alerts.matching.trades import trades
from alerts.model.network import Aim, Broadcast, Network, Target, Written
from alerts.network.pasted import Unrecognised, recognised
from alerts.network.rights import Act
from alerts.services import broadcast_ground, networks, spreading
from alerts.services.broadcast_answers import decline, interested, mute, opened, report
from alerts.services.broadcast_ground import Grounds
from alerts.services.broadcast_preview import Preview, preview_of, seen_of
from alerts.services.errors import NotYours, Refusal
from alerts.services.responding import held_for
from alerts.services.wording import Wording
from alerts.store import broadcasts, notices
from alerts.store.engine import Session
from alerts.territory.france import France

__all__ = [
    "Confirmed",
    "FromAddress",
    "FromAlert",
    "FromNotice",
    "Preview",
    "confirm",
    "decline",
    "draft",
    "drop",
    "grounds",
    "held",
    "interested",
    "mute",
    "opened",
    "preview",
    "recent",
    "report",
    "revise",
    "withdraw",
]

LONGEST_NOTE = 1500  # characters
LATEST = 30  # broadcasts of a list

GONE = "Cette diffusion n'existe plus, ou elle est d'un réseau que vous n'animez pas."
NOT_HELD = (
    "Vigie n'a pas cet avis. S'il vient de paraître, réessayez dans quelques heures ; sinon, écrivez l'annonce à la "
    "main."
)
NOTE_TOO_LONG = f"Votre mot est trop long : {LONGEST_NOTE} signes au plus."
WHICH_TRADES = "Choisissez au moins un métier."
WHICH_PLACE = "Choisissez au moins un département."
WHICH_MEMBERS = "Choisissez au moins une structure."
WHICH_KINDS = "Choisissez au moins un type de structure."
WHO_MAY = (
    "Pour une annonce écrite à la main, Vigie ne sait pas qui peut répondre : choisissez tout le réseau, un métier, un "
    "lieu ou un type de structure."
)
CHANGED = (
    "Cette diffusion a changé depuis que vous l'avez relue. Voici ce qu'elle est devenue : relisez, puis confirmez."
)
WITHDRAWN = "Cette diffusion a été retirée."
ALREADY_SENT = "Cette diffusion est déjà partie : elle ne se change plus. Vous pouvez la retirer."


@dataclass(frozen=True, slots=True)
class FromAlert:
    """An alert that one of their structures received."""

    match_id: int


@dataclass(frozen=True, slots=True)
class FromNotice:
    """A notice by its id here: « boamp:26-900101 »."""

    notice_id: str


@dataclass(frozen=True, slots=True)
class FromAddress:
    """What somebody pasted. `ours`: the public address of our pages, "" when there are none."""

    address: str
    ours: str = ""


About = FromAlert | FromNotice | FromAddress | Written


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`reached`: the structures that it is owed to so far; `complete` False while pages of members are left, which
    `spreading.spread` goes on with. `again`: it was confirmed before, and nothing was done."""

    broadcast: Broadcast
    reached: int
    complete: bool
    again: bool = False


def draft(
    session: Session, person_id: int, network_id: int, about: About, note: str, target: Target, now: datetime
) -> Broadcast:
    """A new draft: nobody is told before it is confirmed.

    Raises NotYours, NotAllowed; Refusal with a French sentence for what cannot be passed on.
    """
    network = networks.require(session, person_id, network_id, Act.BROADCAST)
    written = _checked(about, now) if isinstance(about, Written) else None
    notice_id = None if isinstance(about, Written) else _notice(session, person_id, about)
    made = Broadcast(0, network.id, person_id, _noted(note), target, notice_id, written, now)
    _check_target(target, made)
    over = grounds(now).over(broadcast_ground.load(session, made), now)
    if over:
        raise Refusal(over)
    return replace(made, id=broadcasts.add(session, made, now))


def revise(
    session: Session, person_id: int, broadcast_id: int, *, note: str | None = None, target: Target | None = None
) -> Broadcast:
    """Another note, another target; what was seen before no longer confirms it.

    Raises NotYours, NotAllowed, Refusal.
    """
    broadcast, _ = _animated(session, person_id, broadcast_id, for_update=True)
    if broadcast.sent_at is not None:
        raise Refusal(ALREADY_SENT)
    noted = broadcast.note if note is None else _noted(note)
    changed = replace(broadcast, note=noted, target=target or broadcast.target)
    _check_target(changed.target, changed)
    broadcasts.put_draft(session, changed)
    return changed


def held(session: Session, person_id: int, broadcast_id: int, network_id: int) -> tuple[Broadcast, Network]:
    """As it is, draft or sent, in this network. Raises NotYours, NotAllowed."""
    broadcast, network = _animated(session, person_id, broadcast_id)
    if network.id != network_id:
        raise NotYours(GONE)
    return broadcast, network


def drop(session: Session, person_id: int, broadcast_id: int) -> None:
    """A draft is forgotten; one that was sent stays. Raises NotYours, NotAllowed."""
    _animated(session, person_id, broadcast_id)
    broadcasts.drop_draft(session, broadcast_id)


def withdraw(session: Session, person_id: int, broadcast_id: int, now: datetime) -> bool:
    """Whoever has not received it will not. False when it was withdrawn before, or is a draft. Raises NotYours,
    NotAllowed."""
    _animated(session, person_id, broadcast_id, for_update=True)
    return broadcasts.mark_withdrawn(session, broadcast_id, now)


def recent(session: Session, person_id: int, network_id: int) -> list[Broadcast]:
    """The latest first, drafts included. Raises NotYours, NotAllowed."""
    networks.require(session, person_id, network_id, Act.BROADCAST)
    return broadcasts.of_network(session, network_id, LATEST)


def preview(session: Session, person_id: int, broadcast_id: int, now: datetime) -> Preview:
    """Nothing is written. Raises NotYours, NotAllowed."""
    broadcast, network = _animated(session, person_id, broadcast_id)
    return preview_of(session, grounds(now), network, broadcast_ground.load(session, broadcast), now)


def confirm(session: Session, person_id: int, broadcast_id: int, seen: str, now: datetime) -> Confirmed:
    """Send what was seen, once: a second confirmation, by whichever animator, does nothing more.

    The first page of members is owed at once, in this transaction; `spreading.spread` goes on with the others. Raises
    NotYours, NotAllowed; Refusal when it changed since it was previewed, when it was withdrawn, when it is too late.
    """
    broadcast, _ = _animated(session, person_id, broadcast_id, for_update=True)
    if broadcast.withdrawn_at is not None:
        raise Refusal(WITHDRAWN)
    if broadcast.sent_at is not None:
        return _confirmed(session, broadcast, again=True)
    basis, ground = broadcast_ground.load(session, broadcast), grounds(now)
    over = ground.over(basis, now)
    if over:
        raise Refusal(over)
    if seen_of(basis) != seen:
        raise Refusal(CHANGED)
    broadcasts.mark_sent(session, broadcast_id, now)
    spreading.spread_page(session, ground, broadcast_id, now)
    return _confirmed(session, replace(broadcast, sent_at=now))


def grounds(now: datetime) -> Grounds:
    """With the readers of notices and of the law that everybody uses."""
    return Grounds(Wording(read_notice, may_answer, lambda: now), may_answer)


def _animated(
    session: Session, person_id: int, broadcast_id: int, *, for_update: bool = False
) -> tuple[Broadcast, Network]:
    """Raises NotYours in the same words for what does not exist and for what is another network's."""
    broadcast = broadcasts.load(session, broadcast_id, for_update=for_update)
    if broadcast is None:
        raise NotYours(GONE)
    try:
        return broadcast, networks.require(session, person_id, broadcast.network_id, Act.BROADCAST)
    except NotYours as stranger:
        raise NotYours(GONE) from stranger


def _notice(session: Session, person_id: int, about: FromAlert | FromNotice | FromAddress) -> str:
    """The id of a notice that we hold. Raises NotYours, Refusal."""
    if isinstance(about, FromAlert):
        return held_for(session, person_id, about.match_id).match.notice_id
    if isinstance(about, FromNotice):
        ids: tuple[str, ...] = (about.notice_id,)
    else:
        found = recognised(about.address, about.ours)
        if isinstance(found, Unrecognised):
            raise Refusal(found.sentence)
        ids = found.notice_ids
    held = [one for one in ids if notices.opportunity_of(session, one) is not None]
    if not held:
        raise Refusal(NOT_HELD)
    return held[0]


def _checked(written: Written, now: datetime) -> Written:
    """Raises Refusal for what no form would have let through."""
    lacking = by_hand.incomplete(written)
    texts = {"what": written.what, "buyer": written.buyer, "contact": written.contact}
    too_long = next((one for one, text in texts.items() if len(text) > by_hand.LONGEST[one]), None)
    if lacking or too_long:
        raise Refusal(lacking or by_hand.TOO_LONG.format(by_hand.LONGEST[too_long or "what"]))
    if written.departement and written.departement not in France.load().departements:
        raise Refusal(by_hand.WHERE)
    if written.until is not None and written.until <= now:
        raise Refusal(by_hand.PAST)
    return written


def _noted(note: str) -> str:
    """Its paragraphs stay, what surrounds them goes. Raises Refusal when it is too long."""
    parts = [" ".join(part.split()) for part in note.replace("\0", "").replace("\r", "").split("\n\n")]
    tidy = "\n\n".join(part for part in parts if part)
    if len(tidy) > LONGEST_NOTE:
        raise Refusal(NOTE_TOO_LONG)
    return tidy


def _check_target(target: Target, broadcast: Broadcast) -> None:
    """Raises Refusal for a target that names nobody, or that nobody can work out."""
    wrong = {
        Aim.ALL: "",
        Aim.MEMBERS: "" if target.members else WHICH_MEMBERS,
        Aim.TRADES: "" if target.trades & trades().keys() else WHICH_TRADES,
        Aim.PLACE: "" if target.departements & France.load().departements else WHICH_PLACE,
        Aim.KINDS: "" if target.kinds else WHICH_KINDS,
        Aim.ELIGIBLE: "" if broadcast.written is None else WHO_MAY,
    }[target.aim]
    if wrong:
        raise Refusal(wrong)


def _confirmed(session: Session, broadcast: Broadcast, *, again: bool = False) -> Confirmed:
    complete = broadcast.id not in broadcasts.to_spread(session)
    return Confirmed(broadcast, broadcasts.reached(session, broadcast.id), complete, again)
