"""What the stories of returns share: Anne, her letters that leave, and the mailbox where they come back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from alerts.channels.email.maildir import MaildirBox
from alerts.channels.email.verp import return_path
from alerts.ledger import book
from alerts.links.signed import Links
from alerts.model.delivery import Claimed, DeliveryKind, Owed, Sent
from alerts.model.preference import Preference
from alerts.services import people
from alerts.services.bouncing import Counts, read_mailbox
from alerts.store import addresses
from alerts.store import people as held
from alerts.store.addresses import Address
from alerts.store.engine import Database
from alerts.store.history import entries
from tests.alerts.channels.email_bounces import samples
from tests.alerts.services.stories import NOON
from tests.alerts.services.teams import Team, team_on

SECRET = "un secret pour les tests, assez long"
BOX, ANNE_S = "bounce@vigie.example", samples.WHO
LINKS = Links("https://vigie.example", SECRET)
DAY = timedelta(days=1)


@dataclass
class Post:
    """Anne's letters leave, and come back in the mailbox of returns."""

    database: Database
    team: Team
    folder: Path
    moment: datetime = NOON
    sent: int = 0
    arrived: int = 0
    deliveries: list[Claimed] = field(default_factory=list)

    def sends(self, recipient: str = "", kind: DeliveryKind = DeliveryKind.DIGEST) -> str:
        """One more letter leaves; the address that it returns to."""
        self.sent += 1
        to, key = recipient or f"person:{self.team.anne}", f"{kind.value}:{self.sent}"
        about = None if to.startswith("address:") else self.team.jardins.id
        with self.database.write() as session:
            book.owe(session, [Owed(about, "email", kind, {}, key, self.moment, to)], self.moment)
            (one,) = [row for row in book.claim(session, self.moment, n=500, lease=DAY) if row.dedupe_key == key]
            book.settle(session, one, Sent("<1@vigie.example>"), self.moment)
        self.deliveries.append(one)
        return self.returns_of(one)

    def returns_of(self, delivery: Claimed) -> str:
        """The address that this one returns to."""
        return return_path(BOX, SECRET, delivery)

    def arrives(self, raw: bytes) -> None:
        self.arrived += 1
        (self.folder / "new" / f"{self.arrived:05}.vigie").write_bytes(raw)

    def refused(self, status: str, said: str, **others: str) -> Counts:
        """A letter leaves, and its refusal is read."""
        self.arrives(samples.postfix(self.sends(), status, said, **others))
        return self.read()

    def read(self) -> Counts:
        return read_mailbox(self.database, MaildirBox(self.folder), SECRET, LINKS, self.moment)

    @property
    def address(self) -> Address:
        with self.database.read() as session:
            found = addresses.of_person(session, self.team.anne)
        assert found is not None
        return found

    @property
    def waiting(self) -> list[str]:
        return sorted(path.name for part in ("new", "cur") for path in (self.folder / part).iterdir())

    def told_on_telegram(self) -> list[str]:
        with self.database.read() as session:
            rows = entries(session)
        return [str(one.cause["text"]) for one in reversed(rows) if one.kind is DeliveryKind.NOTICE]

    def channels(self) -> tuple[str, ...]:
        with self.database.read() as session:
            return people.own(session, self.team.anne, self.team.hers.id)[0].preference.channels


def open_post(database: Database, folder: Path) -> Post:
    """Anne confirmed her address yesterday, and is told on Telegram too."""
    team = team_on(database)
    with database.write() as session:
        asked = addresses.ask(session, ANNE_S, NOON)
        addresses.confirm(session, asked.id, team.anne, "{}", 1, NOON - DAY)
        held.put_preference(session, team.hers.id, Preference(channels=("telegram", "email")))
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    return Post(database, team, folder)
