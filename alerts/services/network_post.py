"""What a network says by itself: to its animators, to the people of its members, and in its own chat.

These rows belong to no structure; their cause names the network. They are written on the day when they are sent.
"""

from collections.abc import Callable
from datetime import datetime

from alerts.channels.channel import Letter
from alerts.messages.mail.footer import network_words
from alerts.messages.message import Message
from alerts.model.delivery import Claimed, DeliveryKind, Later, Refused
from alerts.model.rhythm import soonest
from alerts.services import chat_posts, owing, radar_letters, territory_letters
from alerts.services.current import Current
from alerts.services.due import NOTHING_LEFT, words_of
from alerts.services.posted import Apart, Posted, Telling
from alerts.store import network_recipients, networks
from alerts.store.engine import Database, Session
from alerts.store.recipients import PERSON, number_of

NOT_TOLD = "cette personne ne veut plus de messages de ce réseau, n'en fait plus partie, ou ne peut plus être jointe"


_Writer = Callable[[Session, Posted, datetime], Message | Telling | Apart | Refused | Later]
_WRITERS: dict[DeliveryKind, _Writer] = {
    DeliveryKind.RADAR: radar_letters.message,
    DeliveryKind.TERRITORY: territory_letters.message,
    DeliveryKind.BROADCAST: chat_posts.message,
    DeliveryKind.NOTICE: lambda _session, posted, _now: words_of(posted.row),
}


def is_one(row: Claimed) -> bool:
    return row.structure_id is None and "network" in row.cause


class NetworkPost:
    """Writes them. Safe to use from several threads."""

    def __init__(self, database: Database, current: Current | None) -> None:
        self._database, self._current = database, current

    def letter(self, row: Claimed, now: datetime) -> Letter | Refused | Later:
        """Later during a pause or in quiet hours; Refused to whoever wants no more of it."""
        with self._database.read() as session:
            posted = self._posted(session, row, now)
            if not isinstance(posted, Posted):
                return posted
            said = _WRITERS[row.kind](session, posted, now)
        if isinstance(said, Apart):
            said = said.write(self._database)
        if isinstance(said, Refused | Later):
            return said
        if isinstance(said, Telling):
            with self._database.write() as session:
                said.noted(session)
            said = said.message
        return _letter(posted, said)

    def _posted(self, session: Session, row: Claimed, now: datetime) -> Posted | Refused | Later:
        network = networks.load_network(session, int(str(row.cause["network"])))
        if network is None or network.approved_at is None:
            return Refused(NOTHING_LEFT)
        listener = network_recipients.listener_in(session, network.id, row.to)
        if listener is None:
            return Refused(NOT_TOLD)
        pause = listener.paused_until
        at = soonest(listener.preference, now, paused_until=pause)
        if at > now:
            return Later(at, owing.PAUSED if pause is not None and pause > now else owing.QUIET)
        return Posted(row, network, listener, self._current)


def _letter(posted: Posted, said: Message) -> Letter:
    person = number_of(posted.row.to, PERSON)
    whose = None if person is None else (person, posted.network.id)
    why = "" if person is None else network_words(posted.row.kind, posted.network.name)
    return Letter(None, said, posted.listener.address, why=why, network=whose)
