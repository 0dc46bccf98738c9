"""The letters of territory of a network: owed by a beat in the first days of a month, written the day they leave.

They tell the month that has just ended, to whoever is in the network then: who joins later has the next one. Figures
of a year take a second: what is written once is kept for a few minutes, for all those to whom it goes.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from threading import Lock
from weakref import WeakKeyDictionary

from alerts.images.territory import of_month
from alerts.ledger import book
from alerts.messages.french import PARIS
from alerts.messages.message import Message
from alerts.messages.network.territory import Monthly, letter, post
from alerts.messages.network.territory_periods import months_before, year_ending
from alerts.messages.network.territory_words import first_of_next
from alerts.model.delivery import DeliveryKind, Later, Owed, Refused
from alerts.model.network import Network
from alerts.model.preference import Preference
from alerts.model.rhythm import soonest
from alerts.reply_help.working_days import ahead
from alerts.services import distributing, territory
from alerts.services.due import NOTHING_LEFT
from alerts.services.posted import Apart, Posted
from alerts.store import network_people, network_recipients, networks
from alerts.store import radar as kept
from alerts.store.engine import Database, Session
from alerts.store.recipients import PERSON, Listener, number_of

FIRST_DAYS = 7  # of a month, when what is not owed yet is
NINE = time(9)  # o'clock in Paris, on the first working day after the first of the month
LASTS = timedelta(minutes=10)
KEPT = 8  # letters that are remembered
_AWAKE = Preference()  # a group is not woken at night
TOO_LATE = "cette lettre est celle d'un mois passé : la suivante est partie"


def owe_letters(database: Database, now: datetime) -> int:
    """The letters of all networks; how many are new. Safe to repeat at any time, and from several machines."""
    first = now.astimezone(PARIS).date().replace(day=1)
    if now.astimezone(PARIS).day > FIRST_DAYS:
        return 0
    with database.read() as session:
        every = networks.all_networks(session)
    return sum(_owe(database, one, first, now) for one in every if _was_there(one, first))


def message(session: Session, posted: Posted, now: datetime) -> Apart | Refused:
    """Of a row of kind TERRITORY. Refused when its month is long over."""
    month = date.fromisoformat(f"{posted.row.cause['month']}-01")
    if now.astimezone(PARIS).date() >= first_of_next(first_of_next(month)):
        return Refused(TOO_LATE)
    person = number_of(posted.row.to, PERSON)
    animators = person is not None and network_people.is_animator(session, posted.network.id, person)
    members = kept.members_known(session, posted.network.id)
    asked = _Asked(posted.network, month, members, animators, in_chat=person is None)
    return Apart(partial(_written, asked, now))


def _was_there(network: Network, first: date) -> bool:
    """Before the month began."""
    return network.approved_at is not None and network.approved_at.astimezone(PARIS).date() < first


def _owe(database: Database, network: Network, first: date, now: datetime) -> int:
    with database.write() as session:
        people = network_recipients.people_told(session, network.id)
        chats = [replace(one, preference=_AWAKE) for one in network_recipients.chats_told(session, network.id)]
        return book.owe(session, [_owed(network, one, first, now) for one in (*people, *chats)], now)


def _owed(network: Network, listener: Listener, first: date, now: datetime) -> Owed:
    to, month = listener.recipient, f"{months_before(first, 1):%Y-%m}"
    start = max(now, datetime.combine(ahead(first, 1, None), NINE, PARIS))
    at = soonest(listener.preference, start, paused_until=listener.paused_until)
    cause: dict[str, object] = {"network": network.id, "month": month}
    key = f"territory:{network.id}:{month}:{to.channel}:{to.key}"
    return Owed(None, to.channel, DeliveryKind.TERRITORY, cause, key, at, to.key)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a letter depends on: equal ones are written once. `members`: each, and what it shares."""

    network: Network
    month: date
    members: Hashable
    animators: bool = False
    in_chat: bool = False


class _Letters:
    """Of one database. For several threads at once: who wants a letter that another one writes waits for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[_Asked, tuple[datetime, Message]] = OrderedDict()

    def get(self, asked: _Asked, now: datetime, database: Database) -> Message | Refused:
        with self._lock:
            if asked in self._known and abs(now - self._known[asked][0]) < LASTS:
                return self._known[asked][1]
            said = _compose(database, asked, now)
            if said is None:
                return Refused(NOTHING_LEFT)
            self._known[asked] = now, said
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            return said


_OF: WeakKeyDictionary[Database, _Letters] = WeakKeyDictionary()
_ONE_EACH = Lock()


def _written(asked: _Asked, now: datetime, database: Database) -> Message | Refused | Later:
    with _ONE_EACH:
        letters = _OF.setdefault(database, _Letters())
    return letters.get(asked, now, database)


def _compose(database: Database, asked: _Asked, now: datetime) -> Message | None:
    """None when the network is gone."""
    until, whole = first_of_next(asked.month), year_ending(first_of_next(asked.month))
    periods = ((asked.month, until), (months_before(asked.month, 1), asked.month), (whole.since, whole.until))
    found = [
        territory.of_letter(database, asked.network.id, since, end, now, animators=asked.animators)
        for since, end in periods
    ]
    month, before, year = found
    if month is None or before is None or year is None:
        return None
    with database.read() as session:
        shared_out = distributing.of_network(session, asked.network, asked.month)
    said = (post if asked.in_chat else letter)(Monthly(month, before, year, shared_out))
    return replace(said, attachments=of_month(month, year))
