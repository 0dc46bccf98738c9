"""No more e-mails about one structure, by one link at the foot of each: without a question, and safe to repeat."""

from dataclasses import dataclass, replace
from datetime import datetime

from alerts.model.people import Membership
from alerts.services import reminding
from alerts.services.addresses import EMAIL, masked
from alerts.store import addresses, people, structures
from alerts.store.engine import Session

TELEGRAM = "telegram"
WHY = "e-mails arrêtés par cette personne à ce moment-là"


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """`by_mail`: e-mails about this structure still leave. `elsewhere`: they are told on Telegram too."""

    structure: str
    masked: str
    by_mail: bool
    elsewhere: bool

    @property
    def consequence(self) -> str:
        """What stopping changes, or changed, in French."""
        if self.elsewhere:
            return "Vous continuez de recevoir les annonces de cette structure sur Telegram."
        return "Plus rien ne vous est envoyé pour cette structure."


def look(session: Session, membership_id: int) -> Unsubscription | None:
    """None when the membership, or the address, is gone: nothing is sent anyway."""
    membership = people.load_membership(session, membership_id)
    structure = structures.load_structure(session, membership.structure_id) if membership else None
    address = addresses.of_person(session, membership.person_id) if membership else None
    if membership is None or structure is None or address is None:
        return None
    by_mail = EMAIL in membership.preference.channels and address.works
    return Unsubscription(structure.name, masked(address.email), by_mail, _elsewhere(session, membership))


def unsubscribe(session: Session, membership_id: int, now: datetime) -> bool:
    """E-mails about this structure stop, with those that wait. False when nothing was left to stop."""
    membership = people.load_membership(session, membership_id)
    if membership is None or EMAIL not in membership.preference.channels:
        return False
    left = tuple(one for one in membership.preference.channels if one != EMAIL)
    people.put_preference(session, membership_id, replace(membership.preference, channels=left))
    addresses.end_waiting_mail(session, membership.person_id, membership.structure_id, WHY, now)
    return True


def resubscribe(session: Session, membership_id: int, now: datetime) -> bool:
    """They change their mind: told by e-mail again from now on. False when they were already, or are gone."""
    membership = people.load_membership(session, membership_id)
    if membership is None or EMAIL in membership.preference.channels:
        return False
    channels = (*membership.preference.channels, EMAIL)
    people.put_preference(session, membership_id, replace(membership.preference, channels=channels))
    reminding.after_change_of_team(session, membership.structure_id, now)
    return True


def _elsewhere(session: Session, membership: Membership) -> bool:
    person = people.load_person(session, membership.person_id)
    reachable = person is not None and person.telegram_id is not None and person.blocked_at is None
    return reachable and TELEGRAM in membership.preference.channels
