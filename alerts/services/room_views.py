"""A room as one of its members sees it, as of now: what its messages, screens, pages and files stand on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.links.signed import Links
from alerts.matching.document import describe
from alerts.model.network import Room
from alerts.model.reply import Manner, Sheet, Work
from alerts.model.structure import Structure
from alerts.network import group, group_law
from alerts.network.brought import Asked, Brought, asked, brought
from alerts.network.group import Act
from alerts.network.group_plan import group_case, group_plan, shared
from alerts.network.group_said import Twice, twice
from alerts.network.group_view import Contact, Fellow, View, cover, pieces_of
from alerts.network.peers import OpenLot, Peer
from alerts.network.volume import full_time
from alerts.reply_help.case import Case
from alerts.services import replying, room_rights
from alerts.services.errors import NotYours
from alerts.services.replying import Loaded, Replying
from alerts.services.room_rights import Inside
from alerts.services.wording import Wording
from alerts.store import network_people, networks, replies, structures
from alerts.store import radar as figures
from alerts.store import rooms as kept
from alerts.store.engine import Session
from alerts.territory.france import France

Member = tuple[Structure, Brought, float | None, Sheet]


def reading(now: datetime, links: Links | None) -> Replying:
    """What makes the cases of rooms, for who has none at hand."""
    return Replying(Wording(read_notice, may_answer, lambda: now), may_answer, links)


def seen(
    session: Session, made: Replying, person_id: int, room_id: int, structure_id: str | None, now: datetime
) -> View:
    """The room, for somebody of this structure; None: of their current one, else of the first that is in. Raises
    NotYours, also when its announcement is gone."""
    return view(session, made, room_rights.entered(session, person_id, room_id, structure_id), now)


def view(session: Session, made: Replying, inside: Inside, now: datetime) -> View:
    """Raises NotYours when the announcement is gone."""
    room = inside.room
    loaded = _loaded(session, room, inside.structure_id)
    case = group_case(made.case(loaded, now, room.lot), room)
    to = asked(_open_lot(case, room))
    members = tuple(_members(session, room, to))
    fellows = tuple(_fellow(one, to, case, room) for one in members)
    covered = cover([(one.id, part) for one, part, _, _ in members], [fte for _, _, fte, _ in members], to)
    said = twice(case)
    plan, network = group_plan(case, room, now), networks.load_network(session, room.network_id)
    return View(
        room,
        network.name if network else "",
        case,
        plan,
        shared(plan, room, {one.id: one.name for one in fellows}),
        fellows,
        inside.structure_id,
        frozenset(act for act in Act if inside.may(act)) if room.closed_at is None else frozenset({Act.SEE}),
        group_law.group_right(case.reading.reservation, [one.right.answer for one in fellows]),
        group.lacking(room),
        group.mark_of(room),
        covered.left,
        covered.to_check,
        covered.volume,
        tuple(_warnings(session, room, inside.structure_id, loaded, said)),
        lot_gone=case.lot_key != room.lot,
        twice=said,
    )


def case_of(session: Session, made: Replying, room: Room, now: datetime) -> Case | None:
    """The lot before the group; None when the announcement is gone, or nobody is in."""
    if not room.members:
        return None
    loaded = replying.load_notice(session, room.members[0], room.notice_id)
    return group_case(made.case(_any_lot(loaded), now, room.lot), room) if loaded else None


def _loaded(session: Session, room: Room, structure_id: str) -> Loaded:
    loaded = replying.load_notice(session, structure_id, room.notice_id)
    if loaded is None:
        raise NotYours(room_rights.GONE)
    return _any_lot(loaded)


def _any_lot(loaded: Loaded) -> Loaded:
    """A group may be on a lot that this structure was not told of."""
    ground = loaded.ground
    return replace(loaded, ground=replace(ground, match=replace(ground.match, lots=(None,))))


def _open_lot(case: Case, room: Room) -> OpenLot:
    document = describe(case.notice, (case.reading,), France.load(), may_answer)
    facts = next(one for one in document.lots if one.lot_id == case.lot.id)
    return OpenLot(room.opportunity_id, document, facts, full_time(case.notice, case.lot, case.reading.reservation))


def _members(session: Session, room: Room, to: Asked) -> Iterator[Member]:
    """In the order in which they joined. Their people are counted only when they share them with the network."""
    held = {one: network_people.load_member(session, room.network_id, one) for one in room.members}
    telling = [one for one, member in held.items() if member and member.shares.capacity]
    people = figures.people_of(session, telling)
    for one, member in held.items():
        structure = structures.load_structure(session, one)
        if structure is not None:
            joined_at = member.joined_at if member else room.created_at
            peer = Peer(structure, joined_at, people.get(one))
            yield structure, brought(peer, to), peer.fte, replies.load_sheet(session, one)


def _fellow(one: Member, to: Asked, case: Case, room: Room) -> Fellow:
    structure, part, fte, sheet = one
    sure, perhaps = pieces_of(part, to)
    concession = case.notice.concession
    return Fellow(
        structure,
        Contact(sheet.signatory, sheet.phone, sheet.email, sheet.town),
        may_answer(structure.kinds, case.reading.reservation, cpv=case.cpv, concession=concession),
        sure,
        perhaps,
        room.does.get(structure.id, ""),
        structure.id in room.agreed,
        fte,
    )


def _warnings(session: Session, room: Room, own: str, loaded: Loaded, said: Twice) -> Iterator[str]:
    """For this structure alone: what else it does is told to nobody."""
    if loaded.works.get(room.lot, Work()).manner is Manner.ALONE:
        yield group_law.ALONE_TOO + _as_said(said)
    others = [one for one in kept.rooms_about(session, room.opportunity_id, [own]) if one.id != room.id]
    if any(one.lot == room.lot for one in others):
        yield group_law.TWO_GROUPS + _as_said(said)
    if room.mandataire == own and any(one.mandataire == own for one in others):
        yield group_law.TWICE_MANDATAIRE


def _as_said(said: Twice) -> str:
    return group_law.FORBIDDEN if said.forbidden else group_law.UNSAID
