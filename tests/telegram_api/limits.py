"""Telegram's pace, as its FAQ says it, and what the bot really did: peaks in any sliding second or minute."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Iterable

from tests.telegram_api.refusal import Refused

OVERALL, BURST, GROUP_A_MINUTE = 30, 3, 20


class Pace:
    """Every message sent is noted; with `enforced`, too many are answered 429 until the wait is over."""

    def __init__(self, enforced: bool = False) -> None:
        self.enforced = enforced
        self.sent: list[tuple[float, int]] = []
        self._overall: deque[float] = deque()
        self._chats: dict[int, deque[float]] = defaultdict(deque)
        self._until: dict[int, float] = {}  # 0 is everybody
        self.floods = 0

    def note(self, chat: int) -> None:
        """Raises Refused (429) when the bot goes too fast."""
        now = time.monotonic()
        if self.enforced:
            self._refuse(chat, now)
        self._overall.append(now)
        self._chats[chat].append(now)
        self.sent.append((now, chat))

    def _refuse(self, chat: int, now: float) -> None:
        wait = max(self._until.get(0, 0) - now, self._until.get(chat, 0) - now, 0)
        if not wait:
            wait = self._too_fast(chat, now)
        if wait:
            self.floods += 1
            seconds = math.ceil(wait)
            raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    def _too_fast(self, chat: int, now: float) -> float:
        window = 60.0 if chat < 0 else float(BURST)
        most = GROUP_A_MINUTE if chat < 0 else BURST
        for key, times, span, limit in ((0, self._overall, 1.0, OVERALL), (chat, self._chats[chat], window, most)):
            while times and times[0] <= now - span:
                times.popleft()
            if len(times) >= limit:
                self._until[key] = max(times[0] + span, now + 1)
                return self._until[key] - now
        return 0

    def peak(self, seconds: float = 1.0, chat: int | None = None) -> int:
        """The most messages in any sliding window, overall or in one chat."""
        return peak((moment for moment, where in self.sent if chat in (None, where)), seconds)


def peak(moments: Iterable[float], seconds: float) -> int:
    window: deque[float] = deque()
    most = 0
    for moment in moments:
        window.append(moment)
        while window[0] <= moment - seconds:
            window.popleft()
        most = max(most, len(window))
    return most
