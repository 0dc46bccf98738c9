"""Subscribing by e-mail, in two steps: somebody asks, and whoever reads that mailbox confirms.

Nothing but the confirmation is sent before, and nobody learns whether an address was known: who asks for one that is
somebody's makes that person receive a link to their own settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.model.delivery import DeliveryKind
from alerts.model.preference import Preference
from alerts.model.structure import Structure
from alerts.services import access, addresses, asking, limits, people, tokens
from alerts.services.errors import NotYours, Refusal
from alerts.services.tokens import SENTENCES, Purpose
from alerts.store import addresses as kept
from alerts.store.addresses import Address
from alerts.store.engine import Session
from alerts.store.values import from_json, to_json

LASTS = timedelta(hours=48)
PAGE, TELEGRAM = "page", "telegram"  # Proof.where
LONGEST_DRAFT = 20_000  # signs of JSON: a profile with everything in it is ten times shorter
OF_ONE_PERSON = 5  # addresses asked for by one person in an hour
UNKNOWN = SENTENCES[Purpose.CONFIRM].unknown
TOO_LONG = "Cette demande est trop longue pour être gardée. Raccourcissez les mots recherchés ou la liste des lieux."
SAME = "Cette adresse est déjà la vôtre, et vos e-mails y arrivent."
ERASED = "Le compte qui a demandé ces e-mails n’existe plus. Vous pouvez faire une nouvelle demande."
NOT_ANOTHER_S = "Il n’y a rien à réunir : cette adresse n’est pas celle d’un autre abonnement."


@dataclass(frozen=True, slots=True)
class Proof:
    """That a person asked for e-mails (GDPR, article 7): when, where ("page", "telegram"), under which version of the
    text, and when they confirmed it."""

    asked_at: datetime
    where: str
    wording: str
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a confirmation gives right to, for who must say yes.

    `structure` is the name of what will be told, with the number of its `trades` and its `preference`; "" when the
    address goes to a person known on Telegram (`telegram`). `already`: this address is confirmed, nothing is left to
    do. `others`: the structures of another subscription to which the address belongs, which would be united with it.
    """

    masked: str
    structure: str = ""
    trades: int = 0
    preference: Preference | None = None
    telegram: bool = False
    already: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`membership` is the new one, None when none was made. `already`: it was confirmed before. `merge_with`: the
    address is that of this other person; nothing was done, and the token is still good (`use_to_unite`)."""

    person_id: int
    membership: int | None = None
    already: bool = False
    merge_with: int | None = None


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
    email = addresses.normal(email)
    asking.check_visitor(session, visitor, now)
    wish = {"draft": to_json(Structure, draft), "preference": to_json(Preference, preference)}
    if sum(map(len, wish.values())) > LONGEST_DRAFT:
        raise Refusal(TOO_LONG)
    known = kept.of_email(session, email)
    if not asking.may_write(session, email, known, now):
        return
    if known is not None and known.person_id is not None:
        access.owe_to(session, known, now)
        return
    address = kept.ask(session, email, now)
    asking.owe(session, address, DeliveryKind.CONFIRMATION, {**_about(address, proof), **wish}, now)


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
        cause = {**_about(address, proof), "person": str(person_id)}
        asking.owe(session, address, DeliveryKind.CONFIRMATION, cause, now)


def asked_in(session: Session, cause: Mapping[str, object]) -> Asked:
    """What the mail of this cause asks to confirm. Raises Refusal when it no longer means anything."""
    return _read(session, {key: str(value) for key, value in cause.items()}).asked(session)


def token_of(session: Session, cause: Mapping[str, object], now: datetime) -> str:
    """The token of the mail of this cause, good for 48 hours. Raises Refusal: the address is gone, or confirmed."""
    subject = {key: str(value) for key, value in cause.items()}
    if _read(session, subject).already:
        raise Refusal(SENTENCES[Purpose.CONFIRM].used)
    return tokens.make(session, Purpose.CONFIRM, subject, now, lasts=LASTS, made_by=None)


def look(session: Session, token: str, now: datetime) -> Asked:
    """What this link confirms, before they say yes. Raises Refusal: used, expired…"""
    return _read(session, tokens.look(session, token, Purpose.CONFIRM, now).subject).asked(session)


def confirm(session: Session, token: str, now: datetime) -> Confirmed:
    """Whoever reads that mailbox agrees: the address is theirs, and what was asked begins. Once. Raises Refusal."""
    subject = tokens.look(session, token, Purpose.CONFIRM, now).subject
    request = _read(session, subject, hold=True)
    if request.merge_with is not None and request.person is not None:
        return Confirmed(request.person, merge_with=request.merge_with)
    tokens.use(session, token, Purpose.CONFIRM, now)
    if request.already and request.address.person_id is not None:
        return Confirmed(request.address.person_id, already=True)
    if request.person is not None:
        _give(session, request, request.person, now)
        return Confirmed(request.person)
    return _begin(session, request, now)


def use_to_unite(session: Session, token: str, now: datetime) -> Uniting:
    """After `Confirmed.merge_with`, when they agreed to unite both: the token is used. Uniting itself is the work of
    `alerts.services.uniting`. Raises Refusal."""
    subject = tokens.look(session, token, Purpose.CONFIRM, now).subject
    request = _read(session, subject, hold=True)
    if request.person is None or request.merge_with is None:
        raise Refusal(NOT_ANOTHER_S)
    tokens.use(session, token, Purpose.CONFIRM, now)
    return Uniting(request.person, request.merge_with, request.address.id, replace(request.proof, confirmed_at=now))


@dataclass(frozen=True, slots=True)
class _Request:
    """What a cause, or a token, says, with what is known today. `person`: who asked, on Telegram; else `draft`.

    `before` is the address that this person had until now."""

    address: Address
    proof: Proof
    person: int | None = None
    draft: Structure | None = None
    preference: Preference | None = None
    before: Address | None = None

    @property
    def already(self) -> bool:
        """Nothing is left to confirm."""
        mine = self.person is None or self.address.person_id == self.person
        return mine and self.address.person_id is not None and (self.person is None or self.address.works)

    @property
    def merge_with(self) -> int | None:
        return self.address.person_id if self.person not in (None, self.address.person_id) else None

    def asked(self, session: Session) -> Asked:
        others = people.memberships_of(session, self.merge_with) if self.merge_with is not None else []
        trades = {one for activity in self.draft.activities for one in activity.trades} if self.draft else set()
        return Asked(
            addresses.masked(self.address.email),
            self.draft.name if self.draft else "",
            len(trades),
            self.preference,
            self.person is not None,
            self.already,
            tuple(structure.name for _, structure in others),
        )


def _read(session: Session, subject: Mapping[str, str], *, hold: bool = False) -> _Request:
    """`hold`: nobody else changes these addresses until the end of the transaction."""
    number = int(subject["address"])
    person = int(subject["person"]) if "person" in subject else None
    address, before = _held(session, number, person) if hold else (kept.load(session, number), None)
    if address is None:
        raise Refusal(UNKNOWN)
    if person is not None and not kept.hold_person(session, person):
        raise NotYours(ERASED)
    proof = from_json(Proof, subject["proof"])
    if person is not None:
        return _Request(address, proof, person, before=before)
    draft, preference = from_json(Structure, subject["draft"]), from_json(Preference, subject["preference"])
    return _Request(address, proof, draft=draft, preference=preference)


def _held(session: Session, number: int, person: int | None) -> tuple[Address | None, Address | None]:
    found = kept.hold(session, number, person)
    return found.get(number), next((one for one in found.values() if one.id != number), None)


def _begin(session: Session, request: _Request, now: datetime) -> Confirmed:
    """Somebody new, their structure, and when they want to hear of it."""
    person_id = kept.add_person(session, now)
    _give(session, request, person_id, now)
    draft, preference = request.draft, request.preference
    if draft is None or preference is None:
        raise Refusal(UNKNOWN)
    membership, _ = people.create_structure(session, person_id, draft, now)
    people.prefer(session, person_id, membership.id, preference)
    return Confirmed(person_id, membership.id)


def _give(session: Session, request: _Request, person_id: int, now: datetime) -> None:
    """The address is theirs, instead of the one they had: pages opened from the old one are closed."""
    generation = request.before.generation if request.before else _first_generation(now)
    if request.before is not None:
        addresses.erase(session, request.before, now)
    tokens.drop_all_of(session, person_id, Purpose.ACCESS, Purpose.SESSION)
    proof = to_json(Proof, replace(request.proof, confirmed_at=now))
    kept.confirm(session, request.address.id, person_id, proof, generation, now)


def _first_generation(now: datetime) -> int:
    """Higher than any they had: the calendars of an address that was removed do not come back with a new one."""
    return int(now.timestamp()) // 60


def _about(address: Address, proof: Proof) -> dict[str, str]:
    return {"address": str(address.id), "proof": to_json(Proof, proof)}
