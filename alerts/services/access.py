"""Opening one's settings without a password: a link by e-mail, used once, opens them in one browser for a while."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.model.delivery import DeliveryKind
from alerts.model.people import Person
from alerts.services import addresses, asking, reminding, tokens
from alerts.services.errors import NotYours, Refusal
from alerts.services.tokens import SENTENCES, Purpose
from alerts.store import addresses as kept
from alerts.store import people
from alerts.store.addresses import Address
from alerts.store.engine import Session

LASTS = timedelta(minutes=30)
SESSION = timedelta(hours=12)
NOBODY = 2**31  # numbers of addresses are positive: one below zero is nobody's
UNKNOWN = SENTENCES[Purpose.ACCESS].unknown
GONE = "Ces données ont été effacées, ou cette adresse n’est plus la vôtre. Vous pouvez faire une nouvelle demande."


@dataclass(frozen=True, slots=True)
class Access:
    """What a link opens: the settings of this person, first those of `membership` (None: any). `back`: the path of the
    page that they came for, "" for none; pages read it again before they lead there. `invitation`: the mark of the
    invitation to animate a network (`tokens.mark_of`) from which they asked, "" for none."""

    person_id: int
    masked: str
    membership: int | None = None
    back: str = ""
    invitation: str = ""


def ask(session: Session, email: str, now: datetime, visitor: str = "", back: str = "") -> None:
    """A link goes to this address if it is somebody's. If it is nobody's nothing is said, and as much is done: the mail
    is owed to nobody, then taken back. `back`: the path of one of our pages, where the link will lead.

    Raises Refusal: not an address; more than twenty demands an hour of this visitor.
    """
    email = addresses.normal(email)
    asking.check_visitor(session, visitor, now)
    address = kept.of_email(session, email)
    allowed = asking.may_write(session, email, address, now)
    with session.begin_nested() as owing:
        if allowed and address is not None and address.person_id is not None:
            owe_to(session, address, now, back=back)
        else:
            nobody_s = {"address": "", "person": "", **_way(back)}
            asking.owe(session, -secrets.randbelow(NOBODY), DeliveryKind.ACCESS, nobody_s, now)
            owing.rollback()


def ask_for(session: Session, membership_id: int, now: datetime) -> None:
    """The same from the foot of a message: to the address of the person of this membership, if they have one."""
    membership = people.load_membership(session, membership_id)
    address = kept.of_person(session, membership.person_id) if membership else None
    if address is not None and asking.may_write(session, address.email, address, now):
        owe_to(session, address, now, membership_id)


def owe_to(
    session: Session,
    address: Address,
    now: datetime,
    membership_id: int | None = None,
    *,
    again: bool = False,
    back: str = "",
    invitation: str = "",
) -> None:
    """The mail with the link, to an address that is somebody's. Limits are the caller's. `again`: they asked to
    subscribe, and are already. `back` and `invitation`: see `Access`."""
    cause = {"address": str(address.id), "person": str(address.person_id), **_way(back, invitation)}
    if again:
        cause["again"] = "yes"
    if membership_id is not None:
        cause["membership"] = str(membership_id)
    asking.owe(session, address.id, DeliveryKind.ACCESS, cause, now)


def token_of(session: Session, cause: Mapping[str, object], now: datetime) -> str:
    """The token of the mail of this cause, good for 30 minutes. Raises Refusal when the address is no longer theirs."""
    subject = {key: str(value) for key, value in cause.items()}
    opened = _opened(session, subject)
    return tokens.make(session, Purpose.ACCESS, subject, now, lasts=LASTS, made_by=opened.person_id)


def look(session: Session, token: str, now: datetime) -> Access:
    """What this link opens, without using it. Raises Refusal: used, expired…"""
    return _opened(session, tokens.look(session, token, Purpose.ACCESS, now).subject)


def enter(session: Session, token: str, now: datetime) -> str:
    """The link is used; the token of the session of this browser, good for 12 hours. Raises Refusal.

    The mail arrived: an address that was in trouble works again.
    """
    subject = tokens.look(session, token, Purpose.ACCESS, now).subject
    kept.take_turn_of(session, int(subject["person"]))
    opened = _opened(session, subject)
    tokens.use(session, token, Purpose.ACCESS, now)
    if kept.clear_trouble(session, int(subject["address"])):
        _told_again(session, opened.person_id, now)
    return let_in(session, opened.person_id, now, opened.invitation)


def let_in(session: Session, person_id: int, now: datetime, invitation: str = "") -> str:
    """The token of a session, good for 12 hours, for somebody who has just proved that their mailbox is theirs.
    `invitation`: the mark of the one that they come to answer, which their browser finds again (`invited_by`)."""
    whose = {"person": str(person_id), **_way(invitation=invitation)}
    return tokens.make(session, Purpose.SESSION, whose, now, lasts=SESSION, made_by=person_id)


def who(session: Session, session_token: str, now: datetime) -> Person:
    """Whose settings this browser has opened. Raises NotYours when they are closed."""
    try:
        subject = tokens.look(session, session_token, Purpose.SESSION, now).subject
    except Refusal as refusal:
        raise NotYours(refusal.sentence) from refusal
    person = people.load_person(session, int(subject["person"]))
    if person is None:
        raise NotYours(GONE)
    return person


def invited_by(session: Session, session_token: str, now: datetime) -> str:
    """The mark of the invitation that this session was opened to answer; "" for none. Raises Refusal when it is
    closed."""
    return tokens.look(session, session_token, Purpose.SESSION, now).subject.get("invitation", "")


def leave(session: Session, session_token: str) -> None:
    """This browser closes them. Safe to repeat."""
    tokens.drop(session, session_token)


def leave_everywhere(session: Session, person_id: int) -> int:
    """All browsers, and the links on their way; how many."""
    return tokens.drop_all_of(session, person_id, Purpose.SESSION, Purpose.ACCESS)


def _way(back: str = "", invitation: str = "") -> dict[str, str]:
    """What is not empty."""
    return {name: one for name, one in (("back", back), ("invitation", invitation)) if one}


def _told_again(session: Session, person_id: int, now: datetime) -> None:
    for _, structure in people.memberships_of_person(session, person_id):
        reminding.after_change_of_team(session, structure.id, now)


def _opened(session: Session, subject: Mapping[str, str]) -> Access:
    address = kept.load(session, int(subject["address"]))
    if address is None or str(address.person_id) != subject["person"]:
        raise Refusal(GONE)
    membership = int(subject["membership"]) if "membership" in subject else None
    masked, back, invitation = addresses.masked(address.email), subject.get("back", ""), subject.get("invitation", "")
    return Access(int(subject["person"]), masked, membership, back, invitation)
