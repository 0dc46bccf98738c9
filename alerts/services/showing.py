"""One opportunity as a page shows it: what holds today, every copy, and what each correction changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from alerts.ledger import book
from alerts.messages.change import Change, changes, facts
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.model.people import Membership
from alerts.model.structure import Structure
from alerts.services import people
from alerts.services.effective import CHANGING, WHOLE, Effective, Read, corrected, effective
from alerts.services.errors import NotYours, Refusal
from alerts.services.responding import GONE
from alerts.store import addresses, notices, opportunities, responses, showing, structures
from alerts.store import people as members
from alerts.store.engine import Session
from alerts.store.notices import Stored
from alerts.store.responses import Held
from scrapers.notice import Notice

LEFT = (
    "Ce lien a été envoyé à une personne qui ne fait plus partie de la structure. Si vous en faites partie, ouvrez"
    " l’annonce depuis un message que vous avez reçu."
)
NO_ADDRESS = "Nous n’avons pas d’adresse e-mail où vous envoyer cette aide. Ajoutez-en une dans vos réglages."


@dataclass(frozen=True, slots=True)
class Group:
    """Every notice of one opportunity, in the order of publication. `closed`: "cancelled" or "awarded"."""

    id: str
    stored: tuple[Stored, ...]
    closed: str | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """What one notice changed, most serious first."""

    by: Notice
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """`held` is what holds today in one source; `notices` are all the copies, its own first."""

    id: str
    held: Effective
    notices: tuple[Notice, ...]
    corrections: tuple[Corrected, ...]
    closed: str | None


@dataclass(frozen=True, slots=True)
class Personal:
    """An opportunity as it concerns a structure, for one of its people."""

    membership: Membership
    structure: Structure
    held: Held
    group: Group


def group_of(session: Session, notice_id: str) -> Group | None:
    """The opportunity that this notice is of today; None when we hold no such notice."""
    opportunity = notices.opportunity_of(session, notice_id)
    return None if opportunity is None else _group(session, opportunity)


def personal(session: Session, membership_id: int, match_id: int) -> Personal:
    """The right of a link, looked at again. Raises NotYours: they left the structure, or all this is gone."""
    membership, structure = member(session, membership_id)
    held = responses.load_held(session, match_id)
    if held is None or held.structure_id != structure.id:
        raise NotYours(GONE)
    group = _group(session, held.opportunity_id)
    if not group.stored:
        raise NotYours(GONE)
    return Personal(membership, structure, held, group)


def member(session: Session, membership_id: int) -> tuple[Membership, Structure]:
    """The membership that a link names, if it still is one. Raises NotYours."""
    membership = members.load_membership(session, membership_id)
    structure = structures.load_structure(session, membership.structure_id) if membership else None
    if membership is None or structure is None:
        raise NotYours(LEFT)
    return membership, structure


def shown(group: Group, read: Read, notice_id: str = "") -> Shown:
    """Reading takes a few milliseconds: not within a session. The source of `notice_id` comes first."""
    every = [one.notice for one in group.stored]
    first = next((one for one in every if one.id == notice_id), every[0])
    names = dict.fromkeys([first.source, *(one.source for one in every)])
    lines = {name: [one for one in every if one.source == name] for name in names}
    known = [one for line in lines.values() if (one := effective(line, read)) is not None]
    held = known[0] if known else _alone(first, read)
    main = [one.notice for one in known] or [first]
    others = [one for one in every if one.id not in {two.id for two in main}]
    return Shown(group.id, held, (*main, *others), _corrections(lines.values(), read), group.closed)


def ask_help(session: Session, person_id: int, match_id: int, now: datetime) -> bool:
    """Owe the reply help of this match to this person by e-mail, as often as they ask: they fill their sheet, then want
    the papers again. A form sent twice at once is one letter: False when it was owed already in this minute.

    Raises NotYours, Refusal when they have no address that we may write to.
    """
    held = responses.load_held(session, match_id)
    if held is None:
        raise NotYours(GONE)
    people.member_for(session, person_id, held.structure_id)
    address = addresses.of_person(session, person_id)
    if address is None or not address.works:
        raise Refusal(NO_ADDRESS)
    return bool(book.owe(session, [_help(held, person_id, now)], now))


def _help(held: Held, person_id: int, now: datetime) -> Owed:
    to = f"person:{person_id}"
    return Owed(
        held.structure_id,
        addresses.EMAIL,
        DeliveryKind.HELP,
        {"notice": held.match.notice_id},
        f"help:{held.match_id}:{now:%Y%m%dT%H%M}:{addresses.EMAIL}:{to}",
        now,
        to,
        held.match_id,
        Rank.FIRST,
    )


def _group(session: Session, opportunity: str) -> Group:
    stored = notices.of_opportunities(session, [opportunity]).get(opportunity, [])
    known = opportunities.load_opportunities(session, [opportunity]).get(opportunity)
    return Group(opportunity, tuple(stored), known.closed if known else None)


def _alone(notice: Notice, read: Read) -> Effective:
    """An award that corrects nothing that we hold."""
    readings = read(notice)
    return Effective(notice, readings, facts(notice, readings))


def _corrections(lines: Iterable[Sequence[Notice]], read: Read) -> tuple[Corrected, ...]:
    """In the order of publication; a change that another source tells again is told once."""
    steps = [step for line in lines for step in _steps(line, read)]
    steps.sort(key=lambda step: (step.by.published or date.max, step.by.id))
    told: set[tuple[str, str]] = set()
    found = []
    for step in steps:
        news = tuple(one for one in step.changes if (one.label, one.after) not in told)
        told |= {(one.label, one.after) for one in step.changes}
        found += [replace(step, changes=news)] if news else []
    return tuple(found)


def _steps(line: Iterable[Notice], read: Read) -> Iterator[Corrected]:
    """One source, notice after notice, as `alerts.services.effective` reads it."""
    held: Effective | None = None
    for notice in line:
        if notice.kind in CHANGING and held is not None:
            after = corrected(held, notice, read)
            yield Corrected(notice, changes(held.facts, after.facts))
            held = after
        elif notice.kind in WHOLE | CHANGING:
            held = _alone(notice, read)


def delivery_of(session: Session, membership_id: int, delivery_id: int) -> int:
    """This delivery, which was for the person and the structure of this membership. Raises NotYours."""
    membership, structure = member(session, membership_id)
    if showing.owner_of(session, delivery_id) != (structure.id, f"person:{membership.person_id}"):
        raise NotYours(GONE)
    return delivery_id
