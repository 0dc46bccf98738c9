"""From decisions to rows of the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from alerts.messages.change import Change
from alerts.model.delivery import DeliveryKind, Owed
from alerts.model.match import Match
from scrapers.notice import Notice

Channels = Mapping[str, tuple[str, ...]]
"""Structure id → the names of its channels. A structure that is no longer there owes nothing."""


def alert_key(opportunity: str, structure: str, channel: str) -> str:
    """Under which an alert is owed once."""
    return f"alert:{opportunity}:{structure}:{channel}"


def alerts(opportunity: str, matches: Iterable[Match], channels: Channels, now: datetime) -> list[Owed]:
    """One alert a structure, an opportunity and a channel: once, whatever the number of copies.

    The message is written when it is sent, from the notices of that day: only the notice is kept as its cause.
    """
    return [
        Owed(
            match.structure_id,
            channel,
            DeliveryKind.ALERT,
            {"notice": match.notice_id},
            alert_key(opportunity, match.structure_id, channel),
            now,
        )
        for match in matches
        for channel in channels.get(match.structure_id, ())
    ]


def corrections(
    notice: Notice, version: int, changes: Sequence[Change], told: Iterable[str], channels: Channels, now: datetime
) -> list[Owed]:
    """One message a structure, a channel and a version of the notice that corrects, with « avant → après »."""
    cause: dict[str, object] = {"notice": notice.id, "changes": [one.to_json() for one in changes]}
    return [
        Owed(
            structure,
            channel,
            DeliveryKind.CORRECTION,
            cause,
            f"correction:{notice.id}:{version}:{structure}:{channel}",
            now,
        )
        for structure in told
        for channel in channels.get(structure, ())
    ]
