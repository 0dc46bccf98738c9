"""« Les prévenir »: from a lot of the radar to a broadcast for the members who could answer it, ready to be confirmed.

Nothing leaves here: the draft is shown as any other, with its numbers, its brakes and its one confirmation.
"""

from dataclasses import replace
from datetime import datetime

from alerts.messages.deadline import deadline_words
from alerts.messages.network.radar import title_of
from alerts.messages.where import where
from alerts.model.network import Aim, Broadcast, Network, Target
from alerts.network.rights import Act
from alerts.services import broadcasting, networks
from alerts.services.broadcasting import FromNotice
from alerts.services.current import Current
from alerts.services.errors import Refusal
from alerts.services.radar_memory import Called, radars_of
from alerts.store import broadcasts
from alerts.store.engine import Database, Session

GONE = (
    "Ce lot n’est plus au radar : un membre le suit désormais, sa date limite a changé ou l’annonce n’est plus ouverte."
)
NOBODY = (
    "Aucun membre ne semble pouvoir répondre à ce lot. Vous pouvez transmettre l’annonce à tout le réseau : /diffuser."
)
NOTE = (
    "Bonjour,\n\nCe lot ferme bientôt : {lot}. Date limite : {until}.\n\nD'après son profil, votre structure pourrait"
    " y répondre, seule ou avec d'autres : c'est une piste, à vérifier dans le règlement de la consultation. Dites-nous"
    " si cela vous intéresse, nous vous aiderons à trouver des partenaires."
)


def summon(
    database: Database, current: Current, person_id: int, network_id: int, mark: str, now: datetime
) -> Broadcast:
    """A draft for the members who could answer this lot (`alerts.network.marks`), alone or together, with a note that
    may be changed. Asked again before it is sent, it is the same draft, for those who could now.

    Raises NotYours, NotAllowed; Refusal when the lot is no longer on the radar, or when nobody could.
    """
    with database.read() as session:
        networks.require(session, person_id, network_id, Act.SEE_RADAR)
        network = networks.require(session, person_id, network_id, Act.BROADCAST)
        called = radars_of(current).called(session, network, mark, now)
    if called is None:
        raise Refusal(GONE)
    if not called.members:
        raise Refusal(NOBODY)
    with database.write() as session:
        return _drafted(session, person_id, network, called, now)


def _drafted(session: Session, person_id: int, network: Network, called: Called, now: datetime) -> Broadcast:
    about, target = FromNotice(called.notice.id), Target(Aim.MEMBERS, members=called.members)
    note = _note(called, now)
    waiting = _waiting(session, person_id, network.id, called.notice.id, note)
    if waiting is None:
        return broadcasting.draft(session, person_id, network.id, about, note, target, now)
    broadcasting.revise(session, person_id, waiting.id, target=target)
    return replace(waiting, target=target)


def _waiting(session: Session, person_id: int, network_id: int, notice_id: str, note: str) -> Broadcast | None:
    """Their draft about this lot, that they have not changed."""
    mine = (
        one
        for one in broadcasts.of_network(session, network_id, broadcasting.LATEST)
        if one.sent_at is None and one.author == person_id and one.notice_id == notice_id
    )
    return next((one for one in mine if one.target.aim is Aim.MEMBERS and one.note == note), None)


def _note(called: Called, now: datetime) -> str:
    """It does not say that nobody is on it: what members answer is told to animators only."""
    lot, notice = called.spot.what.lot, called.notice
    assert lot.deadline is not None  # noqa: S101  # what is on the radar has one
    concerned = [one for one in notice.lots if one.id == lot.lot_id]
    until = deadline_words(lot.deadline, now, where(notice, concerned).overseas)
    return NOTE.format(lot=f"« {title_of(called.spot, notice)} »", until=until)
