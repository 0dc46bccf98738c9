"""Does Vigie do its work? For the host and for monitors: no name, no address, no secret."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.services.sources import SourceReport, report
from alerts.store import health
from alerts.store.engine import Session

LATE = timedelta(minutes=5)  # the schedule beats every minute: a source due for longer is looked at by nobody
STUCK = timedelta(minutes=15)
RHYTHMS = 2  # a source may miss one reading

DATABASE = "base"
SCHEDULE = "horloge"
LEDGER = "envois"
MAIL = "courrier"
SILENT = "La base de données ne répond pas."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `words` is a French sentence, whether or not it is well."""

    name: str
    well: bool
    words: str


@dataclass(frozen=True, slots=True)
class Health:
    checks: tuple[Check, ...]

    @property
    def well(self) -> bool:
        return all(one.well for one in self.checks)


NO_DATABASE = Health((Check(DATABASE, False, SILENT),))


def health_of(
    session: Session, rhythms: Mapping[str, timedelta], now: datetime, *, relay_trouble: str | None = None
) -> Health:
    """`rhythms`: each source that the host enabled, and how often it is read. `relay_trouble`: why the relay of our
    mail takes nothing any more; None while it does, or when there is none."""
    sources = report(session, now, tuple(rhythms))
    read = [one for one in sources if one.name in rhythms]
    return Health(
        (
            Check(DATABASE, True, "La base de données répond."),
            _schedule(read, now),
            *(_source(one, rhythms[one.name], now) for one in read),
            _ledger(health.oldest_due(session, now), now),
            *_mail(relay_trouble),
        )
    )


def _schedule(sources: Sequence[SourceReport], now: datetime) -> Check:
    """A source that is due is taken in hand within a minute, whatever it answers."""
    waiting = [one.next_try for one in sources if one.next_try is not None]
    late = min(waiting, default=now)
    if now - late > LATE:
        return Check(SCHEDULE, False, f"Rien n’a été mis en route depuis {_ago(now - late)}.")
    return Check(SCHEDULE, True, "Les tâches sont mises en route à l’heure.")


def _source(one: SourceReport, rhythm: timedelta, now: datetime) -> Check:
    """One that was never read is waited for: the schedule says whether anybody looks at it."""
    name = f"source {one.name}"
    if one.last_success is None:
        well = one.failures == 0
        return Check(name, well, "Pas encore lue." if well else "Jamais lue : elle ne répond pas.")
    since = now - one.last_success
    if since > RHYTHMS * rhythm:
        return Check(name, False, f"Rien de lu depuis {_ago(since)}.")
    return Check(name, True, f"Lue il y a {_ago(since)}.")


def _ledger(oldest: datetime | None, now: datetime) -> Check:
    if oldest is None:
        return Check(LEDGER, True, "Aucun message n’attend.")
    waited = now - oldest
    return Check(LEDGER, waited < STUCK, f"Le plus ancien message à envoyer attend depuis {_ago(waited)}.")


def _mail(trouble: str | None) -> Iterator[Check]:
    if trouble:
        yield Check(MAIL, False, f"L'envoi des e-mails est arrêté : {trouble}.")


def _ago(since: timedelta) -> str:
    minutes = int(since.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} jours"
