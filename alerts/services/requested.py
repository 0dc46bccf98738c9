"""What was asked of an e-mail address, as its mail and its link carry it, and what it means today.

It travels as texts: the cause of the CONFIRMATION in the ledger, then the subject of the token in the mail.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from alerts.model.preference import Preference
from alerts.model.structure import Structure
from alerts.services import addresses, people
from alerts.services.errors import NotYours, Refusal
from alerts.services.tokens import SENTENCES, Purpose
from alerts.store import addresses as kept
from alerts.store.addresses import Address
from alerts.store.engine import Session
from alerts.store.values import from_json, to_json

Texts = Mapping[str, str]

UNKNOWN = SENTENCES[Purpose.CONFIRM].unknown
CHANGED_SINCE = "Ce lien ne sert plus : une autre adresse a été confirmée depuis cette demande."
ERASED = "Le compte qui a demandé ces e-mails n’existe plus. Vous pouvez faire une nouvelle demande."


@dataclass(frozen=True, slots=True)
class Proof:
    """That a person asked for e-mails (GDPR, article 7): when, where ("page", "telegram"), under which version of the
    text, and when they confirmed it."""

    asked_at: datetime
    where: str
    wording: str
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody new wants to be told, and when."""

    draft: Structure
    preference: Preference

    @property
    def trades(self) -> int:
        return len({one for activity in self.draft.activities for one in activity.trades})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a confirmation gives right to, for who must say yes.

    `structure` is the name of what will be told, with the number of its `trades` and its `preference`; "" when the
    address goes to somebody who is known. `telegram`: they asked for it there. `already`: this address is confirmed,
    nothing is left to do. `unites`: the address is that of another subscription, which would be united with it, and
    `others` are its structures: none for who only animates. `invitation`: the mark of the link that invited somebody
    new to animate a network (`tokens.mark_of`), "" otherwise.
    """

    masked: str
    structure: str = ""
    trades: int = 0
    preference: Preference | None = None
    telegram: bool = False
    already: bool = False
    others: tuple[str, ...] = ()
    unites: bool = False
    invitation: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """Either the `person` who asked, on Telegram, or the `wish` of somebody new, or the mark of the `invitation` to
    animate a network that somebody new holds. `before`: the other address that this person has until now. `alone`: who
    wished is known by this address meanwhile, and of no structure: what they described is still to begin."""

    address: Address
    proof: Proof
    person: int | None = None
    wish: Wish | None = None
    before: Address | None = None
    invitation: str = ""
    alone: bool = False

    @property
    def already(self) -> bool:
        """Nothing is left to confirm."""
        if self.person is None:
            return self.address.person_id is not None and not self.alone
        return self.address.person_id == self.person and self.address.works

    @property
    def merge_with(self) -> int | None:
        """Somebody else, whose address it is."""
        return None if self.person in (None, self.address.person_id) else self.address.person_id


def about(address: Address, proof: Proof) -> dict[str, str]:
    return {"address": str(address.id), "proof": to_json(Proof, proof)}


def of_person(address: Address, proof: Proof, person_id: int) -> dict[str, str]:
    return {**about(address, proof), "person": str(person_id)}


def of_wish(address: Address, proof: Proof, wish: Wish) -> dict[str, str]:
    return {**about(address, proof), "wish": to_json(Wish, wish)}


def of_invitation(address: Address, proof: Proof, mark: str) -> dict[str, str]:
    return {**about(address, proof), "invitation": mark}


def read(session: Session, texts: Texts, *, hold: bool = False) -> Request:
    """What it means today. `hold`: nobody else changes these addresses, nor erases this person, until the end of the
    transaction. Raises Refusal: the address, or who asked, is gone; they confirmed another address since they asked."""
    number = int(texts["address"])
    person = int(texts["person"]) if "person" in texts else None
    there = kept.take_turn_of if hold else kept.is_there
    if person is not None and not there(session, person):
        raise NotYours(ERASED)
    found = kept.hold(session, number, person) if hold else {number: kept.load(session, number)}
    address = found.get(number)
    if address is None:
        raise Refusal(UNKNOWN)
    proof = from_json(Proof, texts["proof"])
    if "invitation" in texts:
        return Request(address, proof, invitation=texts["invitation"])
    if person is None:
        alone = address.person_id is not None and not people.memberships_of(session, address.person_id)
        return Request(address, proof, wish=from_json(Wish, texts["wish"]), alone=alone)
    _check_last_word(session, person, address, proof)
    before = next((one for one in found.values() if one is not None and one.id != number), None)
    return Request(address, proof, person, before=before)


def _check_last_word(session: Session, person: int, asked: Address, proof: Proof) -> None:
    """What was confirmed last holds: an address that was mistyped before, or asked for by whoever held the pages of a
    subscription before it was united with another, takes nothing over. Raises Refusal."""
    held = kept.of_person(session, person)
    if held is None or held.id == asked.id or held.confirmed_at is None:
        return
    if proof.asked_at < held.confirmed_at:
        raise Refusal(CHANGED_SINCE)


def shown(session: Session, request: Request) -> Asked:
    """For who must say yes."""
    others = people.memberships_of(session, request.merge_with) if request.merge_with is not None else []
    wish = request.wish
    return Asked(
        addresses.masked(request.address.email),
        wish.draft.name if wish else "",
        wish.trades if wish else 0,
        wish.preference if wish else None,
        request.person is not None and request.proof.where == "telegram",
        request.already,
        tuple(structure.name for _, structure in others),
        request.merge_with is not None,
        request.invitation,
    )
