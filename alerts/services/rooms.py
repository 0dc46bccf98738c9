"""The room of a group: opened when two structures said yes to each other, then theirs until the deadline.

Each change reads and writes under the lock of the room: of two people at once, nothing of either is lost. What a
structure writes of its own part is compared with what its author was shown: of two colleagues who write at once, the
second is shown the words of the first.
"""

from dataclasses import replace
from datetime import datetime

from alerts.model.network import Call, GroupForm, Room
from alerts.model.reply import Manner, Work
from alerts.network import group
from alerts.network.group import Act, Did
from alerts.reply_help.case import key_of
from alerts.reply_help.planning import StepId
from alerts.services import room_rights, room_telling
from alerts.services.errors import NotYours, Refusal
from alerts.services.room_rights import Inside
from alerts.store import replies, responses, structures
from alerts.store import rooms as kept
from alerts.store.engine import Session
from alerts.store.rooms import Changed
from scrapers.notice import Lot

CLOSED = "Ce groupe est clos : il n'y a plus rien à y changer."
TOO_LONG = f"C'est trop long : {group.LONGEST} caractères au plus."
NOT_IN = "Cette structure ne fait pas, ou plus, partie du groupe."
NO_STEP = "Cette étape n'est plus dans le calendrier."
TAKEN = "Cette étape est déjà prise par une autre structure du groupe."
MOVED = "Le partage a changé depuis que vous l'avez lu : relisez-le avant de donner votre accord."
LACKS = "Avant de vous mettre d'accord, il manque : {}."
_STEPS = frozenset(StepId) - {StepId.DEADLINE, StepId.PARTNERS}


class WroteBefore(Refusal):
    """A colleague wrote meanwhile. `theirs`: their words; nothing was changed."""

    def __init__(self, theirs: str) -> None:
        super().__init__("Une personne de votre structure a écrit votre part entre-temps. Relisez avant d'enregistrer.")
        self.theirs = theirs


def open_or_join(session: Session, call: Call, structure_id: str, now: datetime) -> Room:
    """The room of this call, with its seeker and this structure in it: both said yes. Safe to repeat.

    The others are told that it joined. Where the structures were told of the opportunity, they now answer it together
    (`Work.manner`). A room that was closed because everybody had left opens again.
    """
    lot = key_of(Lot(call.lot or None))
    number = kept.open_room(session, call.network_id, call.opportunity_id, call.notice_id, lot, call.id, now)
    room = _held(session, number)
    since = {structure_id: now, call.structure_id: min(call.opened_at, now)}  # who looked for the others comes first
    for one in dict.fromkeys((call.structure_id, structure_id)):
        if one not in room.members and kept.add_member(session, number, one, since[one]):
            room = _joined(session, room, one, now)
    return room


def leave(session: Session, person_id: int, room_id: int, structure_id: str, now: datetime) -> None:
    """In one tap, by a manager of this structure; the others are told. Raises NotYours, NotAllowed."""
    inside = room_rights.require(session, person_id, room_id, structure_id, Act.LEAVE)
    _leave(session, inside.room.id, structure_id, now)


def leave_all(session: Session, network_id: int, structure_id: str, now: datetime) -> int:
    """It leaves its network: out of each room that it was in there; how many. What it wrote in them is erased."""
    mine = kept.rooms_of(session, structure_id, network_id)
    for one in mine:
        _leave(session, one.id, structure_id, now)
    return len(mine)


def forget(session: Session, structure_id: str, now: datetime) -> int:
    """It is about to be erased: out of all its rooms, in any network; how many."""
    mine = kept.rooms_of(session, structure_id)
    for one in mine:
        _leave(session, one.id, structure_id, now)
    return len(mine)


def write(
    session: Session,
    person_id: int,
    room_id: int,
    structure_id: str,
    words: str,
    now: datetime,
    seen: str | None = None,
) -> Room:
    """What this structure does in the group, in its own words; "" for nothing any more. `seen`: what its author was
    shown before writing; None when nothing was shown.

    Raises NotYours, NotAllowed; WroteBefore when a colleague wrote meanwhile; Refusal when it is too long, or closed.
    """
    inside = _opened(session, person_id, room_id, structure_id, Act.WRITE)
    said, before = tidy(words), inside.room.does.get(structure_id, "")
    if len(said) > group.LONGEST:
        raise Refusal(TOO_LONG)
    if seen is not None and before != tidy(seen) and before != said:
        raise WroteBefore(before)
    return _save(session, inside, group.wrote(inside.room, structure_id, said), Did.WROTE, now)


def choose_mandataire(
    session: Session, person_id: int, room_id: int, structure_id: str, mandataire: str | None, now: datetime
) -> Room:
    """A manager of any of the structures proposes who speaks to the buyer; each agrees, or not, afterwards.

    Raises NotYours, NotAllowed, Refusal.
    """
    inside = _opened(session, person_id, room_id, structure_id, Act.CHOOSE)
    if mandataire is not None and mandataire not in inside.room.members:
        raise Refusal(NOT_IN)
    return _save(session, inside, group.named(inside.room, mandataire), Did.NAMED, now)


def choose_form(
    session: Session, person_id: int, room_id: int, structure_id: str, form: GroupForm | None, now: datetime
) -> Room:
    """The kind of group, in the same way. Raises NotYours, NotAllowed, Refusal."""
    inside = _opened(session, person_id, room_id, structure_id, Act.CHOOSE)
    return _save(session, inside, group.shaped(inside.room, form), Did.SHAPED, now)


def agree(session: Session, person_id: int, room_id: int, structure_id: str, mark: str, now: datetime) -> Room:
    """To the sharing that was shown, named by its mark (`group.mark_of`). When it was the last one, all are told.

    Raises NotYours, NotAllowed; Refusal when the sharing lacks something, or changed since.
    """
    inside = _opened(session, person_id, room_id, structure_id, Act.AGREE)
    lacks = lacking_words(session, inside.room)
    if lacks:
        raise Refusal(LACKS.format(" ; ".join(lacks)))
    if mark != group.mark_of(inside.room):
        raise Refusal(MOVED)
    after = _save(session, inside, group.agreed(inside.room, structure_id, on=True), Did.AGREED, now)
    if group.everybody(after):
        room_telling.tell_agreed(session, after, mark, now)
    return after


def doubt(session: Session, person_id: int, room_id: int, structure_id: str, now: datetime) -> Room:
    """Takes its agreement back. Raises NotYours, NotAllowed, Refusal."""
    inside = _opened(session, person_id, room_id, structure_id, Act.AGREE)
    return _save(session, inside, group.agreed(inside.room, structure_id, on=False), Did.DOUBTED, now)


def tick(
    session: Session, person_id: int, room_id: int, structure_id: str, step: str, now: datetime, *, done: bool
) -> Room:
    """A step of the shared plan is done, or no longer: whoever took it. Raises NotYours, Refusal."""
    inside = _opened(session, person_id, room_id, structure_id, Act.TICK)
    return _save(session, inside, group.ticked(inside.room, _step(step), done=done), Did.TICKED, now)


def take(
    session: Session, person_id: int, room_id: int, structure_id: str, step: str, now: datetime, *, on: bool
) -> Room:
    """This structure takes a step, or gives back the one that it took. Raises NotYours; Refusal when another has it."""
    inside = _opened(session, person_id, room_id, structure_id, Act.TICK)
    holder = group.task_of(inside.room, _step(step)).structure_id
    if holder not in (None, structure_id):
        raise Refusal(TAKEN)
    return _save(session, inside, group.took(inside.room, step, structure_id if on else None), Did.TOOK, now)


def lacking_words(session: Session, room: Room) -> list[str]:
    """What the sharing lacks before anybody agrees to it, in French."""
    lacks = group.lacking(room)
    said = ["une autre structure dans le groupe"] if lacks.alone else []
    said += ["le mandataire"] if lacks.mandataire else []
    said += ["le type de groupement"] if lacks.form else []
    names = (structures.load_structure(session, one) for one in lacks.silent)
    return said + [f"ce que fait {one.name}" for one in names if one]


def tidy(words: str) -> str:
    """As it is kept: lines without spaces at their ends, no more than one empty line, no control characters."""
    lines = ["".join(one if one.isprintable() else " " for one in line).strip() for line in words.splitlines()]
    kept_lines = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept_lines).strip()


def close(session: Session, room_id: int, now: datetime) -> None:
    """The deadline has passed, or nobody can answer any more: it is read, and changed no more."""
    room = _held(session, room_id)
    if room.closed_at is None:
        kept.put_room(session, replace(room, closed_at=now))


def write_over(session: Session, room_id: int) -> None:
    """As it is read: without a word of whoever is in no more."""
    kept.put_room(session, _held(session, room_id))


def reopen(session: Session, room_id: int) -> None:
    """A correction gave more time."""
    room = _held(session, room_id)
    if room.closed_at is not None and len(room.members) > 1:
        kept.put_room(session, replace(room, closed_at=None))


def _held(session: Session, room_id: int) -> Room:
    """Under its lock. Raises NotYours when it is gone."""
    room = kept.load_room(session, room_id, for_update=True)
    if room is None:
        raise NotYours(room_rights.GONE)
    return room


def _opened(session: Session, person_id: int, room_id: int, structure_id: str, act: Act) -> Inside:
    inside = room_rights.require(session, person_id, room_id, structure_id, act)
    if inside.room.closed_at is not None:
        raise Refusal(CLOSED)
    return inside


def _joined(session: Session, room: Room, structure_id: str, now: datetime) -> Room:
    after = replace(group.joined(room, structure_id), closed_at=None)
    kept.put_room(session, after, Changed(structure_id, Did.JOINED, now))
    _together(session, after, structure_id, now)
    room_telling.tell_joined(session, after, structure_id, now)
    return after


def _together(session: Session, room: Room, structure_id: str, now: datetime) -> None:
    """Its own reply help is that of a group from now on."""
    about = (structure_id, room.notice_id)
    held = responses.held_about(session, [structure_id], [room.notice_id]).get(about)
    if held is None or responses.load_held(session, held.match_id, for_update=True) is None:
        return
    work = replies.load_works(session, held.match_id).get(room.lot, Work())
    if work.manner is not Manner.TOGETHER:
        replies.put_work(session, held.match_id, room.lot, replace(work, manner=Manner.TOGETHER), now)


def _leave(session: Session, room_id: int, structure_id: str, now: datetime) -> None:
    room = _held(session, room_id)
    if not kept.drop_member(session, room_id, structure_id):
        return
    after = group.left(room, structure_id)
    kept.put_room(session, after if len(after.members) > 1 else replace(after, closed_at=room.closed_at or now))
    gone = structures.load_structure(session, structure_id)
    if gone is not None and room.closed_at is None:
        room_telling.tell_left(session, after, structure_id, gone.name, now)


def _save(session: Session, inside: Inside, after: Room, did: Did, now: datetime) -> Room:
    if after == inside.room:
        return after
    kept.put_room(session, after, Changed(inside.structure_id, did, now))
    room_telling.tell_changed(session, after, inside.structure_id, now)
    return after


def _step(step: str) -> str:
    if step not in _STEPS:
        raise Refusal(NO_STEP)
    return step
