"""How often something was done lately."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal

from alerts.store.columns import UtcDateTime
from alerts.store.engine import Session
from alerts.store.mail_tables import RateRow
from alerts.store.writing import insert_into, table_of

_rates = table_of(RateRow)
_c = _rates.c


def count_one_more(session: Session, key: str, within: timedelta, now: datetime) -> int:
    """How often, this time included, since the period began. One statement: of two at once, each has its own number.

    The period begins with the first of them, and lasts `within`.
    """
    over = _c.starts_at <= literal(now - within, UtcDateTime)
    statement = insert_into(session, _rates).values(key=key, starts_at=now, count=1)
    again = {
        "count": case((over, 1), else_=_c.count + 1),
        "starts_at": case((over, literal(now, UtcDateTime)), else_=_c.starts_at),
    }
    counted = statement.on_conflict_do_update(index_elements=["key"], set_=again).returning(_c.count)
    return int(session.execute(counted).scalar_one())


def delete_begun_before(session: Session, moment: datetime) -> int:
    """How many are forgotten."""
    return len(session.execute(delete(_rates).where(_c.starts_at < moment).returning(_c.key)).all())
