"""When a call may leave: rules and arithmetic only. `bot.telegram.pace` waits for it.

Bot FAQ, « My bot is hitting limits »: about 30 messages a second in all, one a second to one chat where short bursts
pass, 20 a minute to a group.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum

PRIVATE_SECONDS = 1.05  # between two messages to one person
GROUP_SECONDS = 3.1
BURST = 3  # answers to a person's own taps that may follow one another at once
EDIT_WEIGHT = 0.5  # of a message, to a person: somebody who ticks boxes sees them ticked
MARGIN = 1.01  # a closed second of 25 messages holds 25, not 26
REMEMBERED = 1000  # chats, before those at rest are forgotten


class Priority(IntEnum):
    """Who is made to wait by whom: the lower goes first."""

    PERSON = 0
    LEDGER = 1


class Effect(Enum):
    """What a call changes on somebody's screen."""

    NOTHING = "nothing"
    EDIT = "edit"
    MESSAGE = "message"


def effect_of(endpoint: str) -> Effect:
    """Of a method of the Bot API, by its name."""
    if endpoint.startswith("edit"):
        return Effect.EDIT
    shows = endpoint.startswith(("send", "copy", "forward")) and endpoint != "sendChatAction"
    return Effect.MESSAGE if shows else Effect.NOTHING


@dataclass(frozen=True, slots=True)
class Call:
    """`chat`: positive for a person, negative or "@name" for a group or a channel, None when there is none."""

    effect: Effect
    chat: int | str | None = None
    priority: Priority = Priority.PERSON

    @property
    def to_group(self) -> bool:
        return isinstance(self.chat, str) or (self.chat is not None and self.chat < 0)


class Speed:
    """Moments are seconds of one clock. `leaves` must be told of each call that left."""

    def __init__(self, per_second: float) -> None:
        self._gap = MARGIN / per_second
        self._free_at = self.held_until = float("-inf")
        self._chats: dict[int | str, float] = {}  # chat → when its pace is at rest

    def earliest(self, call: Call) -> float:
        """The first moment at which it may leave, as things stand."""
        if call.effect is Effect.NOTHING:
            return self.held_until
        return max(self.any_message, self._chat_free_at(call))

    @property
    def any_message(self) -> float:
        """The first moment at which anything may be shown to anyone."""
        return max(self.held_until, self._free_at)

    def leaves(self, call: Call, now: float) -> None:
        if call.effect is Effect.NOTHING:
            return
        self._free_at = now + self._gap
        if call.chat is not None:
            self._chats[call.chat] = max(now, self._chats.get(call.chat, now)) + _weight(call)
        if len(self._chats) > REMEMBERED:
            self._chats = {chat: rest for chat, rest in self._chats.items() if rest > now}

    def hold(self, until: float) -> None:
        """Nothing leaves before this moment."""
        self.held_until = max(self.held_until, until)

    def _chat_free_at(self, call: Call) -> float:
        """Ledger and groups keep strictly to the pace; a person's own taps may run ahead of it a little."""
        if call.chat is None:
            return float("-inf")
        ahead = (BURST - 1) * PRIVATE_SECONDS if call.priority is Priority.PERSON and not call.to_group else 0.0
        return self._chats.get(call.chat, float("-inf")) - ahead


def _weight(call: Call) -> float:
    """Seconds of its chat's pace that a call uses."""
    if call.to_group:
        return GROUP_SECONDS
    return PRIVATE_SECONDS * (EDIT_WEIGHT if call.effect is Effect.EDIT else 1.0)
