"""A row that a network says by itself, with what its message stands on."""

from dataclasses import dataclass

from alerts.model.delivery import Claimed
from alerts.model.network import Network
from alerts.services.current import Current
from alerts.store.recipients import Listener


@dataclass(frozen=True, slots=True)
class Posted:
    """Ready to be written. `current`: what is open now, None where nobody reads it."""

    row: Claimed
    network: Network
    listener: Listener
    current: Current | None = None
