"""The letters of radar of a network: owed by an hourly beat, written on the day when they are sent.

Once a week, each animator's own day, all of it. At once, a letter a day at most, what has come within eight days of its
end since the last one. A lot that a member takes meanwhile is no longer told.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alerts.ledger import book
from alerts.messages.french import PARIS
from alerts.messages.network.radar import IN_FULL, Form, told_in_full
from alerts.messages.network.radar_letter import Network as Named
from alerts.messages.network.radar_letter import urgent_letter, weekly_letter
from alerts.model.delivery import DeliveryKind, Later, Owed, Rank, Refused
from alerts.model.network import Network
from alerts.model.people import Recipient
from alerts.model.preference import Preference, Rhythm
from alerts.model.rhythm import next_moment, soonest, zone_of
from alerts.network.radar import Radar, Spot, Stage
from alerts.services.current import Current
from alerts.services.posted import Posted, Telling
from alerts.services.radar_memory import Key, Shown, radars_of
from alerts.store import deliveries, network_people, network_recipients, networks, proposals, radar_told
from alerts.store.engine import Database, Session
from alerts.store.recipients import PERSON, TELEGRAM, Listener, number_of

ON_A_PHONE = 5  # lots told in full: more bubbles would be swept away
SOON_AFTER = timedelta(hours=3)  # what is new waits so long for the letter of the week, which tells it too
SILENT_WEEKS = 4  # from one letter to the next when there is nothing: a longer silence is trouble
WARMING = timedelta(minutes=5)
NOT_READ = "les annonces sont en cours de lecture"
NOT_ANIMATOR = "cette personne n'anime plus ce réseau"
TAKEN = "un membre suit désormais ces lots, ou ils ne sont plus à rendre dans les huit jours"
NO_MEMBERS = "ce réseau n'a encore aucun membre"
NOTHING_NEW = "rien à signaler, comme dans la lettre d'il y a moins d'un mois"


def owe_radars(database: Database, current: Current, now: datetime) -> int:
    """The letters of all networks; how many are new. Safe to repeat at any time, and from several machines.

    Until what is open has been read, only those of the week are owed.
    """
    with database.read() as session:
        every = networks.all_networks(session)
    return sum(_owe(database, current, one, now) for one in every if one.approved_at is not None)


def message(session: Session, posted: Posted, now: datetime) -> Telling | Refused | Later:
    """Of a row of kind RADAR. Later until what is open has been read."""
    person = number_of(posted.row.to, PERSON)
    if person is None or not network_people.is_animator(session, posted.network.id, person):
        return Refused(NOT_ANIMATOR)
    if posted.current is None or not posted.current.warm:
        return Later(now + WARMING, NOT_READ)
    radars, form = radars_of(posted.current), _form(posted)
    if "urgent" in posted.row.cause:
        at = datetime.fromisoformat(str(posted.row.cause["urgent"]))
        urgent = radar_told.told_at(session, posted.network.id, at)
        return _urgent(posted, radars.of(session, posted.network, now, form.range, urgent), form, now)
    return _weekly(session, posted, radars.of(session, posted.network, now, form.range), form, now)


def weekly_moment(listener: Listener, now: datetime) -> datetime:
    """The next one of whoever chose a day of the week, else Monday at 8, where they are."""
    wish = listener.preference
    if wish.rhythm is not Rhythm.WEEK:
        usual = Preference(Rhythm.WEEK)
        wish = replace(wish, rhythm=Rhythm.WEEK, weekday=usual.weekday, hour=usual.hour)
    return next_moment(wish, now, paused_until=listener.paused_until)


def _owe(database: Database, current: Current, network: Network, now: datetime) -> int:
    """What costs is done before the transaction that writes."""
    with database.read() as session:
        near = radars_of(current).uncovered(session, network, now) if current.warm else {}
    urgent = {lot for lot, stage in near.items() if stage is Stage.URGENT}
    with database.write() as session:
        radar_told.take_turn(session)
        listeners = network_recipients.animators_told(session, network.id)
        weekly = [_of_week(network, one, now) for one in listeners]
        owed = book.owe(session, weekly, now)
        return owed + _owe_urgent(session, network, urgent, list(zip(listeners, weekly, strict=True)), now)


def _owe_urgent(
    session: Session, network: Network, urgent: set[Key], told: Sequence[tuple[Listener, Owed]], now: datetime
) -> int:
    """`told`: whom to, each with their letter of the week. Nothing is marked as told where nobody is."""
    known = radar_told.stages(session, network.id)
    fresh = {lot: Stage.URGENT for lot in urgent if known.get(lot) is not Stage.URGENT}
    last = radar_told.last_urgent(session, network.id)
    if not fresh or not told or (last is not None and _day(last) >= _day(now)):
        return 0
    if not radar_told.mark(session, network.id, fresh, now):
        return 0
    waiting = deliveries.not_begun(session, [week.dedupe_key for _, week in told])
    owed = [_at_once(network, one, now) for one, week in told if not _carries(week, waiting, one, now)]
    return book.owe(session, owed, now)


def _carries(week: Owed, waiting: set[str], listener: Listener, now: datetime) -> bool:
    """The letter of their week leaves about then, and tells it."""
    return week.dedupe_key in waiting and week.due_at <= _soonest(listener, now) + SOON_AFTER


def _of_week(network: Network, listener: Listener, now: datetime) -> Owed:
    at = weekly_moment(listener, now)
    key = _key_of_week(network.id, at.astimezone(zone_of(listener.preference)), listener.recipient)
    return _owed(listener, {"network": network.id}, key, at, Rank.USUAL)


def _at_once(network: Network, listener: Listener, now: datetime) -> Owed:
    cause: dict[str, object] = {"network": network.id, "urgent": now.isoformat()}
    key = _key_of_day(network.id, _day(now), listener.recipient)
    return _owed(listener, cause, key, _soonest(listener, now), Rank.SOON)


def _owed(listener: Listener, cause: dict[str, object], key: str, at: datetime, rank: Rank) -> Owed:
    to = listener.recipient
    return Owed(None, to.channel, DeliveryKind.RADAR, cause, key, at, to.key, rank=rank)


def _weekly(session: Session, posted: Posted, found: Shown, form: Form, now: datetime) -> Telling | Refused:
    radar = found.radar
    if not found.names:
        return Refused(NO_MEMBERS)
    if not (radar.spots or radar.covered or radar.undated) and _told_lately(session, posted, now):
        return Refused(NOTHING_NEW)
    named = Named(posted.network.id, posted.network.name)
    said = weekly_letter(named, radar, found.notices, found.names, now, form)
    return Telling(said, lambda writing: _note(writing, posted.network.id, radar, form, now, weekly=True))


def _urgent(posted: Posted, found: Shown, form: Form, now: datetime) -> Telling | Refused:
    """`found`: of the lots that this letter is for."""
    spots = tuple(one for one in found.radar.spots if one.stage is Stage.URGENT)
    if not spots:
        return Refused(TAKEN)
    radar, named = replace(found.radar, spots=spots), Named(posted.network.id, posted.network.name)
    said = urgent_letter(named, radar, found.notices, found.names, now, form)
    return Telling(said, lambda writing: _note(writing, posted.network.id, radar, form, now, weekly=False))


def _form(posted: Posted) -> Form:
    phone = posted.row.channel == TELEGRAM
    return Form(posted.network.id, most=ON_A_PHONE if phone else IN_FULL, phone=phone)


def _note(session: Session, network_id: int, radar: Radar, form: Form, now: datetime, *, weekly: bool) -> None:
    """Who was proposed, and in which order; what the letter of the week told for the first time. What is urgent is
    told to everybody at once, and is noted then."""
    told = told_in_full(radar, form)
    if weekly:
        known = radar_told.stages(session, network_id)
        soon = {one.what.key: one.stage for one in told if one.stage is Stage.SOON}
        radar_told.mark(session, network_id, {lot: it for lot, it in soon.items() if known.get(lot) is not it}, now)
    there = radar_told.structures_held(session, {who for one in told for who in proposed(one)})
    for one in told:
        ranks = [(who, rank) for rank, who in enumerate(proposed(one), start=1) if who in there]
        proposals.record(session, network_id, ranks, *one.what.key, "radar", now)


def proposed(spot: Spot) -> list[str]:
    """The members that a letter names for a lot, in its order, each once."""
    alone = (one.structure_id for one in spot.alone)
    return list(dict.fromkeys((*alone, *(part.structure_id for group in spot.together for part in group.parts))))


def _told_lately(session: Session, posted: Posted, now: datetime) -> bool:
    """Any letter of this radar: of one of the last weeks, or urgent."""
    here = now.astimezone(zone_of(posted.listener.preference))
    weeks = (here - timedelta(weeks=back) for back in range(1, SILENT_WEEKS))
    days = (_day(now - timedelta(days=back)) for back in range(7 * SILENT_WEEKS - 1))
    keys = {_key_of_week(posted.network.id, one, posted.row.to) for one in weeks}
    keys |= {_key_of_day(posted.network.id, one, posted.row.to) for one in days}
    return radar_told.any_sent(session, keys)


def _key_of_week(network_id: int, at: datetime, to: Recipient) -> str:
    """`at` in the time zone of whoever it is for."""
    year, week, _ = at.isocalendar()
    return f"radar:{network_id}:{year}-W{week:02}:{to.channel}:{to.key}"


def _key_of_day(network_id: int, day: str, to: Recipient) -> str:
    return f"radar:{network_id}:{day}:{to.channel}:{to.key}"


def _day(at: datetime) -> str:
    return at.astimezone(PARIS).date().isoformat()


def _soonest(listener: Listener, now: datetime) -> datetime:
    return soonest(listener.preference, now, paused_until=listener.paused_until)
