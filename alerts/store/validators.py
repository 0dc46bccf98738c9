"""What servers gave to ask "has this changed since?", saved in the same transaction as what was read.

Saved earlier, a crash between the two would make a 304 hide what was never stored.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from alerts.store.engine import Session
from alerts.store.tables import ValidatorRow
from alerts.store.writing import put_rows, table_of

KEPT = timedelta(days=30)  # addresses that hold a date are asked for a few days only

_validators = table_of(ValidatorRow)
_c = _validators.c


def save_validator(
    session: Session, source: str, url: str, etag: str | None, modified: str | None, now: datetime
) -> None:
    """Remember them for `url`, and forget those not seen for a month."""
    row = {"url": url, "source": source, "etag": etag, "modified": modified, "seen_at": now}
    put_rows(session, ValidatorRow, [row], ["url"])
    session.execute(delete(_validators).where(_c.source == source, _c.seen_at < now - KEPT))


def load_validators(session: Session) -> dict[str, tuple[str | None, str | None]]:
    """Address → (ETag, Last-Modified), as received."""
    query = select(_c.url, _c.etag, _c.modified)
    return {row.url: (row.etag, row.modified) for row in session.execute(query)}
