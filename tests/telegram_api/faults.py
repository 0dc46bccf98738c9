"""Failures on purpose: `server.faults.add(flood(3), method="sendMessage", chat=77, times=2)`."""

import threading
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Fault:
    """What happens to one call. `delay` in seconds, before it takes effect unless `late`.

    `drop`: the connection is closed and nothing happened. `lost_reply`: it took effect, then the connection is closed.
    `late`: it takes effect, then the answer waits for `delay` (the bot sees a timeout of a delivered message).
    """

    code: int = 0
    description: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    delay: float = 0
    late: bool = False
    drop: bool = False
    lost_reply: bool = False
    page: bool = False
    method: str = ""  # any when empty
    chat: int | None = None  # any when None
    times: int = 1
    after: int = 0  # calls that pass before the first one that fails

    def meets(self, method: str, chat: Any) -> bool:
        return (not self.method or self.method.lower() == method.lower()) and self.chat in (None, chat)


def flood(seconds: int) -> Fault:
    return Fault(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def refused(description: str) -> Fault:
    """A 400, for instance "message thread not found", "TOPIC_CLOSED", "chat not found"."""
    return Fault(400, f"Bad Request: {description}")


def forbidden(description: str = "bot was blocked by the user") -> Fault:
    """Also "user is deactivated", "bot was kicked from the supergroup chat"."""
    return Fault(403, f"Forbidden: {description}")


def migrated(to: int) -> Fault:
    return Fault(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": to})


def slow(seconds: float, *, late: bool = False) -> Fault:
    return Fault(delay=seconds, late=late)


CANNOT_PARSE = refused('can\'t parse entities: Unsupported start tag "x" at byte offset 0')
NO_RIGHTS = refused("not enough rights to send text messages to the chat")
CONFLICT = Fault(409, "Conflict: terminated by other getUpdates request; make sure that only one bot is running")
BROKEN = Fault(500, "Internal Server Error")
BAD_GATEWAY = Fault(502, page=True)
DROP = Fault(drop=True)
LOST_REPLY = Fault(lost_reply=True)


class Faults:
    """The failures to come, in the order they were added. Each is used `times` times."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: list[Fault] = []

    def add(
        self, fault: Fault, *, method: str = "sendMessage", chat: int | None = None, times: int = 1, after: int = 0
    ) -> None:
        """`method=""`: any. `chat=None`: any. `after`: how many such calls pass first."""
        with self._lock:
            self._left.append(replace(fault, method=method, chat=chat, times=times, after=after))

    def take(self, method: str, chat: Any) -> Fault | None:
        """The first failure that meets this call, used once."""
        with self._lock:
            for position, one in enumerate(self._left):
                if not one.meets(method, chat):
                    continue
                if one.after:
                    self._left[position] = replace(one, after=one.after - 1)
                    continue
                if one.times == 1:
                    del self._left[position]
                else:
                    self._left[position] = replace(one, times=one.times - 1)
                return one
        return None

    def clear(self) -> None:
        with self._lock:
            self._left.clear()

    @property
    def left(self) -> int:
        """How many failures have not happened yet."""
        with self._lock:
            return sum(one.times for one in self._left)
