"""Somebody known on Telegram and by an e-mail address turns out to be one person: said before, done whole.

Whoever asks has proved both: the account by writing from it, the address by a link that was sent to it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.model.people import Membership, Person, Recipient, Role
from alerts.model.preference import Preference
from alerts.model.structure import Structure
from alerts.services import addresses, owing, people, reminding, subscribing, tokens
from alerts.services.errors import Refusal
from alerts.services.tokens import Purpose
from alerts.store import people as held
from alerts.store import uniting
from alerts.store.engine import Session

LASTS = timedelta(minutes=30)
NO_ADDRESS = "Cette adresse a été retirée entre-temps. Tapez /email pour en donner une."
SAME = "Cette adresse et ce compte Telegram sont déjà réunis."
TWO_ACCOUNTS = (
    "Cette adresse est déjà reliée à un autre compte Telegram. Pour en changer, effacez-la d'abord depuis cet autre "
    "compte : /confidentialite."
)


@dataclass(frozen=True, slots=True)
class Union:
    """What two people would be once they are one: the structures of each that the other has not, and those of both."""

    from_telegram: tuple[Structure, ...]
    from_mail: tuple[Structure, ...]
    of_both: tuple[Structure, ...]


def what_unites(session: Session, on_telegram: int, by_mail: int) -> Union:
    """What `unite` would do now. Raises NotYours when one of them was erased, Refusal when they cannot be one."""
    _check(session, on_telegram, by_mail)
    here = {one.id: one for _, one in people.memberships_of(session, on_telegram)}
    there = {one.id: one for _, one in people.memberships_of(session, by_mail)}
    return Union(
        tuple(one for id_, one in here.items() if id_ not in there),
        tuple(one for id_, one in there.items() if id_ not in here),
        tuple(one for id_, one in here.items() if id_ in there),
    )


def unite(session: Session, on_telegram: int, by_mail: int, now: datetime) -> Person:
    """The two become the one on Telegram, who has the address, the structures, the answers and the messages of both.

    Memberships reached by mail keep their numbers, which stand in links that were sent, for years. Pages opened before,
    by either, are closed: they would give right to more than what was opened. Raises NotYours when one of them was
    erased meanwhile, Refusal when they cannot be one.
    """
    _check(session, on_telegram, by_mail)
    mine = people.memberships_of(session, on_telegram)
    theirs = people.memberships_of(session, by_mail)
    for structure_id in sorted({one.id for _, one in (*mine, *theirs)}):
        held.hold_structure(session, structure_id)
    if uniting.hold_people(session, [on_telegram, by_mail]) < 2:
        _check(session, on_telegram, by_mail)
    for person_id in (on_telegram, by_mail):
        tokens.drop_all_of(session, person_id, Purpose.ACCESS, Purpose.SESSION)
    tokens.drop_all_of(session, on_telegram, Purpose.LINK)
    in_both = _in_both([one for one, _ in mine], [one for one, _ in theirs])
    uniting.move_memberships(session, on_telegram, by_mail, in_both)
    before, after = addresses.held(session, on_telegram), addresses.held(session, by_mail)
    if before is not None and after is not None:
        addresses.erase(session, before, now)
    uniting.move_address(session, on_telegram, by_mail, now)
    uniting.move_deliveries(session, on_telegram, by_mail)
    uniting.move_what_they_did(session, on_telegram, by_mail)
    held.delete_person(session, by_mail)
    _told_as_one(session, on_telegram, now)
    return people.load_person(session, on_telegram)


def _check(session: Session, on_telegram: int, by_mail: int) -> None:
    people.load_person(session, on_telegram)
    if on_telegram == by_mail:
        raise Refusal(SAME)
    if people.load_person(session, by_mail).telegram_id is not None:
        raise Refusal(TWO_ACCOUNTS)


def _in_both(mine: list[Membership], theirs: list[Membership]) -> dict[int, tuple[int, Role, Preference]]:
    """The wishes of Telegram hold, with the channels of both; whoever was a manager on one side is one."""
    found = {}
    here = {one.structure_id: one for one in mine}
    for one in theirs:
        other = here.get(one.structure_id)
        if other is not None:
            role = Role.MANAGER if Role.MANAGER in {one.role, other.role} else Role.MEMBER
            channels = tuple(dict.fromkeys((*other.preference.channels, *one.preference.channels)))
            found[one.id] = (other.id, role, replace(other.preference, channels=channels))
    return found


def _told_as_one(session: Session, person_id: int, now: datetime) -> None:
    for channel in ("telegram", "email"):
        owing.redate(session, now, recipient=Recipient(channel, f"person:{person_id}"))
    for _, structure in people.memberships_of(session, person_id):
        reminding.after_change_of_team(session, structure.id, now)


# From the settings of somebody known by e-mail to their account on Telegram


@dataclass(frozen=True, slots=True)
class Bridge:
    """What a link opened on Telegram would unite. `masked` is the address, as its owner recognises it. `already`: this
    account has this address."""

    masked: str
    union: Union | None = None
    already: bool = False


def bridge(session: Session, person_id: int, now: datetime) -> str:
    """The token of a link that brings this person to Telegram, good once for half an hour."""
    return tokens.make(session, Purpose.LINK, {"person": str(person_id)}, now, lasts=LASTS, made_by=person_id)


def look(session: Session, token: str, on_telegram: int, now: datetime) -> Bridge:
    """What this link would unite with this account, before they say yes. Raises Refusal: used, expired…"""
    by_mail = int(tokens.look(session, token, Purpose.LINK, now).subject["person"])
    address = addresses.held(session, by_mail)
    if address is None:
        raise Refusal(NO_ADDRESS)
    masked = addresses.masked(address.email)
    if by_mail == on_telegram:
        return Bridge(masked, already=True)
    return Bridge(masked, what_unites(session, on_telegram, by_mail))


def cross(session: Session, token: str, on_telegram: int, now: datetime) -> Person:
    """They agree: once. Raises Refusal, NotYours."""
    held_by = tokens.use(session, token, Purpose.LINK, now)
    return unite(session, on_telegram, int(held_by.subject["person"]), now)


def unite_confirmed(session: Session, token: str, now: datetime) -> Person:
    """After `subscribing.confirm` answered `merge_with` and they agreed: the account on Telegram that asked for the
    address, and whoever has it, are one. Raises Refusal, NotYours."""
    agreed = subscribing.use_to_unite(session, token, now)
    return unite(session, agreed.kept, agreed.other, now)
