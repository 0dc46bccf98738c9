"""What each side of a blind call is shown: nobody's name, nor anything that is one, before both say yes."""

from dataclasses import dataclass

from alerts.messages.deadline import deadline_words
from alerts.messages.french import lots, shortened
from alerts.messages.message import Action, ActionKind
from alerts.messages.told import Told
from alerts.model.network import Answered
from alerts.model.structure import StructureKind
from alerts.network.calls import Queue

OBJECT = 90
READ = "Avis officiel"


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot as a call names it, from what was published. `alert` is neutral: see `alerts.services.call_ground`."""

    alert: Told

    @property
    def words(self) -> str:
        """« Entretien des espaces verts, lot 2 »."""
        which = f", {lots(self.alert.lot_ids)}" if self.alert.lot_ids else ""
        return shortened(self.alert.notice.title, OBJECT) + which

    @property
    def until(self) -> str:
        alert = self.alert
        return deadline_words(alert.deadline, alert.now, alert.where.overseas) if alert.deadline else "non indiquée"

    @property
    def read(self) -> tuple[Action, ...]:
        url = self.alert.notice.url
        return (Action(ActionKind.READ, READ, url=url),) if url else ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to, once both said yes: fields of the sheet of a structure."""

    name: str
    phone: str = ""
    email: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """A member that says yes, as the seeker reads of it. `contact`: once both said yes, with the room of the group."""

    rank: int
    kinds: frozenset[StructureKind]
    departement: str
    brings: tuple[str, ...]
    mixed: bool = False
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call as a candidate reads it. `structure`: its own name. `contact`: the seeker's, once both said yes."""

    call_id: int
    rank: int
    network: str
    lot: Lot
    structure: str
    has: tuple[str, ...]
    seeks: tuple[str, ...]
    brings: tuple[str, ...]
    freely: bool = False
    mixed: bool = False
    said: Answered | None = None
    over: str = ""
    contact: Contact | None = None
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """A call as its seeker reads it: who said yes, and nothing of the others, not even how many they are."""

    call_id: int
    network: str
    lot: Lot
    structure: str
    freely: bool = False
    over: str = ""
    others: tuple[Other, ...] = ()
    room_id: int | None = None

    @property
    def waiting(self) -> tuple[Other, ...]:
        return tuple(one for one in self.others if one.contact is None)


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search would find in one network. `sought`: the call that was made there, open or not."""

    network_id: int
    network: str
    queue: Queue
    sought: Sought | None = None
