"""What a structure does with an opportunity it was told of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ResponseStatus(StrEnum):
    ANSWERING = "answering"  # « J'y réponds »
    TOGETHER = "together"  # « À plusieurs »
    KEPT = "kept"  # « Garder »
    REFUSED = "refused"  # « Pas pour moi »


KEEPING = frozenset({ResponseStatus.ANSWERING, ResponseStatus.TOGETHER, ResponseStatus.KEPT})


class RefusalReason(StrEnum):
    PLACE = "place"
    TRADE = "trade"
    SIZE = "size"
    DELAY = "delay"


@dataclass(frozen=True, slots=True)
class Response:
    """`match_id` names the structure and the opportunity; `by` is the person who said so."""

    match_id: int
    status: ResponseStatus
    at: datetime
    by: int | None = None
    why: RefusalReason | None = None
