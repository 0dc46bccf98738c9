"""What comes back by mail, and what it changes: who is no longer written to, who asked to stop, what the host is told.

A refusal weighs by its code (`alerts.channels.email.weight`). Nobody there: nothing more is sent. What may pass counts
one point a day; five make a pause of a week, after which one more refusal pauses again. A complaint stops e-mails. A
refusal of how we send never silences a person: it is for the host.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from alerts.channels.email.bounces import read
from alerts.channels.email.mailbox import Mailbox
from alerts.channels.email.returned import Complaint, Failure, ForHost, Nothing, Returned, Unsubscribe
from alerts.channels.email.weight import Weight, in_french, weigh
from alerts.ledger import reach
from alerts.links.signed import BadLink, LinkKind, Links
from alerts.messages.french import PARIS
from alerts.services import muting, people, slots, unsubscribing
from alerts.store import addresses, bounced
from alerts.store.bounced import Bounced
from alerts.store.engine import Database, Session

PAUSE_AT = 5  # days with a refusal
RESET = timedelta(days=8)  # a week without a refusal, and a day: a weekly letter refused each week still counts
PROBE_AFTER = timedelta(days=7)
PROBATION = timedelta(days=60)  # since the pause: a refusal later than that is a new story
SLOT = "bounces"
MOST = 2000  # messages of one reading
COMPLAINED = "votre messagerie nous transmet que vous les avez signalés comme indésirables"
PAUSED_FOR = "{} (messages refusés {} jours différents) ; nous réessaierons dans une semaine"


class Effect(StrEnum):
    """What one message changed."""

    GONE = "gone"  # nothing more is sent there
    COUNTED = "counted"  # one more day with a refusal
    PAUSED = "paused"  # one too many
    COMPLAINT = "complaint"
    UNSUBSCRIBED = "unsubscribed"
    OURS = "ours"  # how we send is refused
    AGAIN = "again"  # known already
    NOTHING = "nothing"
    LEFT = "left"  # for the host to read


@dataclass(frozen=True, slots=True)
class Counts:
    """How many messages had each effect. `refusals`: the words of those of how we send, each once, no address in
    them."""

    of: tuple[tuple[Effect, int], ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        return sum(number for _, number in self.of)

    def __getitem__(self, effect: Effect) -> int:
        return dict(self.of).get(effect, 0)

    def plus(self, effect: Effect, said: str = "") -> "Counts":
        one_more = {**dict(self.of), effect: self[effect] + 1}
        words = (said,) if said and said not in self.refusals else ()
        return replace(self, of=tuple(one_more.items()), refusals=self.refusals + words)


def read_in_turn(
    database: Database, mailbox: Mailbox, secret: str, links: Links | None, now: datetime, every: timedelta
) -> Counts | None:
    """`read_mailbox`, by one machine each `every`; None on the others. Raises MailboxUnreadable."""
    with database.write() as session:
        mine = slots.take(session, SLOT, every, now)
    return read_mailbox(database, mailbox, secret, links, now) if mine else None


def read_mailbox(
    database: Database, mailbox: Mailbox, secret: str, links: Links | None, now: datetime, most: int = MOST
) -> Counts:
    """What waits there, `most` at once. `secret` signs return paths; `links`, those that stop e-mails. In a thread.

    A message goes only once the database has what it says: a kill in between reads it again, and it counts once.
    Raises MailboxUnreadable.
    """
    counts = Counts()
    try:
        for key, raw in mailbox.read():
            returned = read(raw, secret)
            with database.write() as session:
                effect = take_in(session, returned, links, now)
            (mailbox.leave if effect is Effect.LEFT else mailbox.done)(key)
            counts = counts.plus(effect, _for_host(returned) if effect is Effect.OURS else "")
            if counts.read >= most:
                break
    finally:
        mailbox.close()
    return counts


def take_in(session: Session, returned: Returned, links: Links | None, now: datetime) -> Effect:
    """Safe to repeat."""
    match returned:
        case Failure():
            return _failed(session, returned, now)
        case Complaint(delivery):
            return _complained(session, delivery, now)
        case Unsubscribe(token):
            return _asked_to_stop(session, token, links, now)
        case Nothing():
            return Effect.NOTHING
        case ForHost():
            return Effect.LEFT
        case _:
            assert_never(returned)


def probe(session: Session, now: datetime) -> int:
    """Addresses paused a week ago may be written to again, and one refusal pauses them again; how many. Call it once a
    day."""
    return bounced.on_probation(session, PAUSE_AT, now - PROBE_AFTER)


def _failed(session: Session, failure: Failure, now: datetime) -> Effect:
    one = bounced.find(session, failure.delivery)
    if one is None or not _of_this_address(one):
        return Effect.NOTHING
    why = in_french(failure.status)
    if not bounced.mark_came_back(session, one.delivery, f"{why} ({failure.status})"):
        return Effect.AGAIN
    forwarded = failure.recipient not in ("", one.email)
    match weigh(failure.status, forwarded=forwarded):
        case Weight.OURS:
            return Effect.OURS
        case Weight.GONE:
            reach.mark_unreachable(session, one.to, why, now, since=one.left_at)
            return Effect.GONE
        case Weight.PASSING:
            return _counted(session, one, why, now)


def _counted(session: Session, one: Bounced, why: str, now: datetime) -> Effect:
    if _long_ago(one, now):
        addresses.reset_score(session, one.address)
    score = addresses.add_point(session, one.address, now.astimezone(PARIS).date())
    if score is None or score < PAUSE_AT or one.trouble is not None:
        return Effect.COUNTED
    reach.mark_unreachable(session, one.to, PAUSED_FOR.format(why, score), now, since=one.left_at)
    return Effect.PAUSED


def _long_ago(one: Bounced, now: datetime) -> bool:
    """The refusals counted so far are an old story. Without a day, they are those of an address on probation."""
    if one.scored_on is not None:
        return now.astimezone(PARIS).date() - one.scored_on > RESET
    return one.trouble_at is not None and now - one.trouble_at > PROBATION


def _of_this_address(one: Bounced) -> bool:
    """A person who gave another address since then, or confirmed this one again, is not judged by what left before."""
    return one.left_at is None or one.confirmed_at is None or one.confirmed_at <= one.left_at


def _complained(session: Session, delivery: int, now: datetime) -> Effect:
    one = bounced.find(session, delivery)
    if one is None or not _of_this_address(one):
        return Effect.NOTHING
    reach.mark_unreachable(session, one.to, COMPLAINED, now, since=one.left_at)
    theirs = people.memberships_of(session, one.person_id) if one.person_id is not None else []
    stopped = [unsubscribing.unsubscribe(session, membership.id, now) for membership, _ in theirs]
    return Effect.COMPLAINT if one.trouble is None or any(stopped) else Effect.AGAIN


def _asked_to_stop(session: Session, token: str, links: Links | None, now: datetime) -> Effect:
    """The token of a link that stops the e-mails of a structure, or the messages of a network: each has its own key."""
    for kind, numbers, stop in _STOPPED_BY:
        try:
            subject = links.read(kind, token, now) if links else ()
        except BadLink:
            continue
        if len(subject) == numbers and all(one.isdecimal() for one in subject):
            return Effect.UNSUBSCRIBED if stop(session, *map(int, subject), now) else Effect.AGAIN
    return Effect.LEFT


_STOPPED_BY: tuple[tuple[LinkKind, int, Callable[..., bool]], ...] = (
    (LinkKind.UNSUBSCRIBE, 1, unsubscribing.unsubscribe),
    (LinkKind.MUTE, 2, muting.mute),
)
"""The link, how many numbers it holds, and what it does."""


def _for_host(returned: Returned) -> str:
    """« les règles de sa messagerie refusent nos messages (5.7.1) : blocked, see… »"""
    if not isinstance(returned, Failure):
        return ""
    said = f" : {returned.said}" if returned.said else ""
    return f"{in_french(returned.status)} ({returned.status}){said}"
