"""What goes wrong with long polling: a network that comes back, a token taken back, another reader."""

import logging
import time
from collections import deque
from collections.abc import Callable

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.telegram.trouble import AnotherReader, BadToken, ChatTrouble

logger = logging.getLogger(__name__)

SECONDS = 30  # one long poll
CONFLICTS, WITHIN = 3, 300.0  # answers 409, seconds: a restart may meet one, of the process that it replaces
SETTLED = 600.0  # seconds of quiet reading after which it is for the newcomer to leave


class Readings:
    """Told of each reading of updates; calls `fail` when going on makes no sense.

    Of two readers each gets answers 409. The one that has just started leaves: a second installation, forgotten or
    tried out, must not silence the first.
    """

    def __init__(self, fail: Callable[[ChatTrouble], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._fail, self._clock = fail, clock
        self._since: float | None = None
        self._conflicts: deque[float] = deque(maxlen=CONFLICTS)
        self._troubled = False

    def __call__(self, error: TelegramError | None) -> None:
        match error:
            case None:
                self._went_well()
            case InvalidToken():
                self._fail(BadToken())
            case Conflict():
                self._conflict()
            case _:
                self._trouble(error)

    def _went_well(self) -> None:
        if self._since is None:
            self._since = self._clock()
        if self._troubled:
            logger.info("Telegram answers again")
        self._troubled = False

    def _trouble(self, error: TelegramError) -> None:
        """Said once, not at each try."""
        if not self._troubled:
            logger.warning("Telegram does not answer (%s): trying again until it does", type(error).__name__)
        self._troubled = True

    def _conflict(self) -> None:
        now = self._clock()
        self._conflicts.append(now)
        logger.error("another program reads the messages of this bot")
        many = len(self._conflicts) == CONFLICTS and now - self._conflicts[0] < WITHIN
        settled = self._since is not None and now - self._since > SETTLED
        if many and not settled:
            self._fail(AnotherReader())
