"""Subscribing by e-mail, in two steps: somebody asks, and whoever reads that mailbox confirms.

Nothing but the confirmation is sent before, and nobody learns whether an address was known: who asks for one that is
somebody's makes that person receive a link to their own settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.model.delivery import DeliveryKind
from alerts.model.people import Membership
from alerts.model.preference import Preference
from alerts.model.structure import Structure
from alerts.services import (
    access,
    addresses,
    asking,
    digesting,
    limits,
    network_animating,
    people,
    reminding,
    requested,
    tokens,
    unsubscribing,
)
from alerts.services.errors import Refusal
from alerts.services.requested import Asked, Proof, Request, Wish
from alerts.services.tokens import SENTENCES, Purpose
from alerts.store import addresses as kept
from alerts.store.engine import Session
from alerts.store.values import to_json

__all__ = [
    "Asked",
    "Confirmed",
    "Proof",
    "Uniting",
    "ask",
    "ask_for_person",
    "ask_to_animate",
    "asked_in",
    "begin_again",
    "confirm",
    "look",
    "token_of",
    "use_to_unite",
]

LASTS = timedelta(hours=48)
PAGE, TELEGRAM, INVITATION = "page", "telegram", "invitation"  # Proof.where
LONGEST_WISH = 20_000  # signs of JSON: a profile with everything in it is ten times shorter
OF_ONE_PERSON = 5  # addresses asked for by one person in an hour
TOO_LONG = "Cette demande est trop longue pour être gardée. Raccourcissez les mots recherchés ou la liste des lieux."
SAME = "Cette adresse est déjà la vôtre, et vos e-mails y arrivent."
HAS_ONE = "Vous avez déjà une structure : ses réglages vous attendent."
NOT_ANOTHER_S = "Il n’y a rien à réunir : cette adresse n’est pas celle d’un autre abonnement."


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`membership` is the new one, None when none was made. `already`: it was confirmed before. `merge_with`: the
    address is that of this other person; nothing was done, and the token is still good (`use_to_unite`).
    `invitation`: the mark of the link to animate a network that they held, "" otherwise."""

    person_id: int
    membership: int | None = None
    already: bool = False
    merge_with: int | None = None
    invitation: str = ""


@dataclass(frozen=True, slots=True)
class Uniting:
    """Person `kept` asked for the address of person `other`, who agreed."""

    kept: int
    other: int
    address_id: int
    proof: Proof


def ask(
    session: Session,
    email: str,
    draft: Structure,
    preference: Preference,
    proof: Proof,
    now: datetime,
    visitor: str = "",
) -> None:
    """Somebody asks that `draft` be told at this address. Says nothing, whoever's it is.

    Raises Refusal: not an address; more than twenty demands an hour of this visitor; a draft out of proportion.
    """
    email, wish = addresses.normal(email), Wish(draft, preference)
    asking.check_visitor(session, visitor, now)
    if len(to_json(Wish, wish)) > LONGEST_WISH:
        raise Refusal(TOO_LONG)
    known = kept.of_email(session, email)
    if not asking.may_write(session, email, known, now):
        return
    address = kept.ask(session, email, now)
    if address.person_id is not None:
        access.owe_to(session, address, now, again=True)
    else:
        asking.owe(session, address.id, DeliveryKind.CONFIRMATION, requested.of_wish(address, proof, wish), now)


def ask_to_animate(
    session: Session, invitation: str, email: str, proof: Proof, now: datetime, visitor: str = ""
) -> None:
    """Somebody who holds an invitation to animate a network asks that this address open it, without a structure. Says
    nothing, whoever's it is: somebody known receives a link to their settings. Only the mark of the invitation is kept.

    Raises Refusal: an invitation that ended; not an address; more than twenty demands an hour of this visitor.
    """
    network_animating.look(session, invitation, now)
    email = addresses.normal(email)
    asking.check_visitor(session, visitor, now)
    known = kept.of_email(session, email)
    if not asking.may_write(session, email, known, now):
        return
    address = kept.ask(session, email, now)
    mark = tokens.mark_of(invitation)
    if address.person_id is not None:
        access.owe_to(session, address, now, invitation=mark)
    else:
        cause = requested.of_invitation(address, proof, mark)
        asking.owe(session, address.id, DeliveryKind.CONFIRMATION, cause, now)


def ask_for_person(session: Session, person_id: int, email: str, proof: Proof, now: datetime) -> None:
    """A person known here (on Telegram) gives an address, or another one. Says nothing of others'.

    Raises Refusal: not an address, already theirs and working, more than five an hour; NotYours when they are erased.
    """
    email = addresses.normal(email)
    people.load_person(session, person_id)
    known = kept.of_email(session, email)
    if known is not None and known.person_id == person_id and known.works:
        raise Refusal(SAME)
    if not limits.allow(session, "person", str(person_id), OF_ONE_PERSON, asking.HOUR, now):
        raise Refusal(asking.TOO_MANY)
    if asking.may_write(session, email, known, now):
        address = kept.ask(session, email, now)
        cause = requested.of_person(address, proof, person_id)
        asking.owe(session, address.id, DeliveryKind.CONFIRMATION, cause, now)


def asked_in(session: Session, cause: Mapping[str, object]) -> Asked:
    """What the mail of this cause asks to confirm. Raises Refusal when it no longer means anything."""
    return requested.shown(session, requested.read(session, _texts(cause)))


def token_of(session: Session, cause: Mapping[str, object], now: datetime) -> str:
    """The token of the mail of this cause, good for 48 hours. Raises Refusal: the address is gone, or confirmed."""
    if requested.read(session, _texts(cause)).already:
        raise Refusal(SENTENCES[Purpose.CONFIRM].used)
    return tokens.make(session, Purpose.CONFIRM, _texts(cause), now, lasts=LASTS, made_by=None)


def look(session: Session, token: str, now: datetime) -> Asked:
    """What this link confirms, before they say yes. Raises Refusal: used, expired…"""
    subject = tokens.look(session, token, Purpose.CONFIRM, now).subject
    return requested.shown(session, requested.read(session, subject))


def confirm(session: Session, token: str, now: datetime) -> Confirmed:
    """Whoever reads that mailbox agrees: the address is theirs, and what was asked begins. Once. Raises Refusal."""
    subject = tokens.look(session, token, Purpose.CONFIRM, now).subject
    request = requested.read(session, subject, hold=True)
    if request.merge_with is not None and request.person is not None:
        return Confirmed(request.person, merge_with=request.merge_with)
    tokens.use(session, token, Purpose.CONFIRM, now)
    if request.already and request.address.person_id is not None:
        return Confirmed(request.address.person_id, already=True, invitation=request.invitation)
    if request.invitation:
        return _arrived(session, request, now)
    return _begin(session, request, request.wish, now) if request.wish else _given(session, request, now)


def use_to_unite(session: Session, token: str, now: datetime) -> Uniting:
    """After `Confirmed.merge_with`, when they agreed to unite both: the token is used. Uniting itself is the work of
    `alerts.services.uniting`. Raises Refusal."""
    subject = tokens.look(session, token, Purpose.CONFIRM, now).subject
    request = requested.read(session, subject, hold=True)
    if request.person is None or request.merge_with is None:
        raise Refusal(NOT_ANOTHER_S)
    tokens.use(session, token, Purpose.CONFIRM, now)
    return Uniting(request.person, request.merge_with, request.address.id, replace(request.proof, confirmed_at=now))


def begin_again(
    session: Session, person_id: int, draft: Structure, preference: Preference, now: datetime
) -> Membership:
    """Somebody who is known and of no structure any more describes one: their mailbox is theirs already, so that there
    is nothing to confirm. Raises Refusal: they are of one; NotYours when they are erased."""
    if people.memberships_of(session, person_id):
        raise Refusal(HAS_ONE)
    membership, _ = people.create_structure(session, person_id, draft, now)
    people.prefer(session, person_id, membership.id, preference)
    digesting.in_step(session, [membership.structure_id], now)
    return membership


def _begin(session: Session, request: Request, wish: Wish, now: datetime) -> Confirmed:
    """Somebody new, or known without a structure; their structure, and when they want to hear of it."""
    person_id = request.address.person_id or kept.add_person(session, now)
    _write(session, request, person_id, now)
    return Confirmed(person_id, begin_again(session, person_id, wish.draft, wish.preference, now).id)


def _arrived(session: Session, request: Request, now: datetime) -> Confirmed:
    """Somebody new, of no structure, who may now accept; nobody for an invitation that ended. Raises Refusal."""
    network_animating.look_at(session, request.invitation, now)
    person_id = kept.add_person(session, now)
    _write(session, request, person_id, now)
    return Confirmed(person_id, invitation=request.invitation)


def _given(session: Session, request: Request, now: datetime) -> Confirmed:
    """To somebody who is known. They asked for e-mails: if they had stopped them everywhere, they begin again."""
    if request.person is None:
        raise Refusal(requested.UNKNOWN)
    _write(session, request, request.person, now)
    mine = people.memberships_of(session, request.person)
    if not any(addresses.EMAIL in one.preference.channels for one, _ in mine):
        for membership, _ in mine:
            unsubscribing.resubscribe(session, membership.id, now)
    for _, structure in mine:
        reminding.after_change_of_team(session, structure.id, now)
    return Confirmed(request.person)


def _write(session: Session, request: Request, person_id: int, now: datetime) -> None:
    """The address is theirs, instead of the one they had: pages opened from the old one are closed."""
    if request.before is not None:
        addresses.erase(session, request.before, now)
    tokens.drop_all_of(session, person_id, Purpose.ACCESS, Purpose.SESSION, Purpose.LINK)
    proof = to_json(Proof, replace(request.proof, confirmed_at=now))
    kept.confirm(session, request.address.id, person_id, proof, _generation(request, person_id, now), now)


def _generation(request: Request, person_id: int, now: datetime) -> int:
    """Theirs as it was; else higher than any they had: the calendars of an address that was removed, or taken back, do
    not come back with a new one."""
    held = request.address if request.address.person_id == person_id else request.before
    return held.generation if held else int(now.timestamp()) // 60


def _texts(cause: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in cause.items()}
