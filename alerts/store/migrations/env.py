"""Run by alembic, on the connection that `alerts.store.schema` hands over. The caller commits."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString, SQLModel

from alerts.store import (  # noqa: F401  (tables make themselves known by being imported)
    mail_tables,
    network_tables,
    partner_tables,
    people_tables,
    reply_tables,
    tables,
    territory_tables,
)
from alerts.store.columns import UtcDateTime


def plain_types(kind: str, column_type: Any, _context: object) -> str | Literal[False]:
    """Migrations name SQLAlchemy's own types only: they must run for ever, whatever becomes of our classes."""
    if kind == "type" and isinstance(column_type, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(column_type, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    render_item=plain_types,
    transactional_ddl=True,
    compare_type=True,
)
context.run_migrations()
