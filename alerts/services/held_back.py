"""Why a message that was due waits all the same, as the ledger says it: it is in nobody's hands, and may be moved."""

from datetime import UTC, datetime

PAUSED = "envois en pause"
QUIET = "heures calmes"
HELD_BACK = (PAUSED, QUIET)
STOPPED = datetime(2999, 1, 1, tzinfo=UTC)  # « stop » is a pause that nobody sees the end of
