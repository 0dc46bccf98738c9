"""Writing notices and alerts as the services do, beside one SQLModel object a row: SQLite, and PostgreSQL if there.

Both sides write the same rows (compared first), in transactions of the same size. Ours also looks up what is known,
finds each notice its opportunity and refuses doubles; the peer only writes.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session as ObjectSession
from sqlmodel import SQLModel

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed
from alerts.model.structure import Structure
from alerts.services.identity import identity
from alerts.services.ingest import ingest
from alerts.services.structures import save_structures
from alerts.store.engine import Database, open_database
from alerts.store.notices import written
from alerts.store.schema import upgrade
from alerts.store.tables import DeliveryRow, IdentityRow, NoticeRow, OpportunityRow
from alerts.store.values import to_json
from alerts.store.writing import parts, table_of
from scrapers.notice import Buyer, Notice, NoticeKind, Passage
from scrapers.source import Page
from tests.bench.row import Row
from tests.databases import SERVER, drop_postgres, new_postgres

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAGE, BATCH = 100, 5_000
ROUNDS = 2
TABLES = (OpportunityRow, IdentityRow, NoticeRow, DeliveryRow)
Write = Callable[[Database, Sequence[Notice], Sequence[Owed]], None]


def bench(full: bool = False) -> list[Row]:
    notices, alerts = some_notices(2_000 if full else 500), some_alerts(100_000 if full else 10_000)
    rows = []
    for dialect in ("sqlite", "postgresql"):
        if dialect == "sqlite" or SERVER:
            rows += _compare(dialect, notices, alerts)
    return rows


def some_notices(number: int) -> list[Notice]:
    """Of about 3 KB each, as JSON."""
    texts = tuple(Passage(f"texte {one}", f"Condition d'exécution numéro {one}. " * 12) for one in range(5))
    return [
        Notice(
            "boamp", f"26-{one}", NoticeKind.CALL, f"Marché fictif {one}", buyer=Buyer(f"Ville {one}"), passages=texts
        )
        for one in range(number)
    ]


def some_alerts(number: int) -> list[Owed]:
    """All for one structure: what is measured is the rows."""
    return [
        Owed(
            "one", "folder", DeliveryKind.ALERT, {"notice": f"boamp:26-{one}"}, f"alert:boamp:26-{one}:one:folder", NOW
        )
        for one in range(number)
    ]


def _compare(dialect: str, notices: list[Notice], alerts: list[Owed]) -> list[Row]:
    """Rows a second of both, the databases taken in turn, each fresh."""
    best: dict[str, list[float]] = {"ours": [], "objects": []}
    held: dict[str, list[list[tuple[object, ...]]]] = {}
    for _ in range(ROUNDS):
        for name, write in (("ours", write_as_services), ("objects", write_as_objects)):
            with a_database(dialect) as database:
                start = time.perf_counter()
                write(database, notices, alerts)
                best[name].append(time.perf_counter() - start)
                held[name] = _content(database)
    assert held["ours"] == held["objects"], "both sides write the same rows"
    total = sum(len(table) for table in held["ours"])
    ours, objects = total / min(best["ours"]), total / min(best["objects"])
    what = f"{len(notices):,} notices and {len(alerts):,} alerts, {dialect}"
    return [Row("writing", what, ours, "rows/s", "one SQLModel object a row", objects, lower_is_better=False)]


def write_as_services(database: Database, notices: Sequence[Notice], alerts: Sequence[Owed]) -> None:
    """Pages of 100 notices, then messages owed by 5,000."""
    for page in parts(notices, PAGE):
        with database.write() as session:
            ingest(session, Page(tuple(page)), "boamp", NOW)
    for some in parts(alerts, BATCH):
        with database.write() as session:
            book.owe(session, some, NOW)


def write_as_objects(database: Database, notices: Sequence[Notice], alerts: Sequence[Owed]) -> None:
    """The same rows as SQLModel objects, in transactions of the same size."""
    writer = database.engine.execution_options(vigie_write=True)
    for page in parts(notices, PAGE):
        with ObjectSession(writer) as session:
            for notice in page:
                session.add(OpportunityRow(id=notice.id, created_at=NOW))
            session.flush()  # the rows below refer to these
            for notice in page:
                for row in _notice_objects(notice):
                    session.add(row)
            session.commit()
    for some in parts(alerts, BATCH):
        with ObjectSession(writer) as session:
            for one in some:
                session.add(_delivery_object(one))
            session.commit()


def _notice_objects(notice: Notice) -> Iterator[SQLModel]:
    one = written(notice)
    for key in identity(notice).links:
        yield IdentityRow(key=key, opportunity_id=notice.id)
    yield NoticeRow(
        id=notice.id,
        source=notice.source,
        kind=notice.kind.value,
        fingerprint=one.fingerprint,
        content=one.content,
        opportunity_id=notice.id,
        first_seen=NOW,
        changed_at=NOW,
    )


def _delivery_object(one: Owed) -> DeliveryRow:
    return DeliveryRow(
        structure_id=one.structure_id,
        channel=one.channel,
        kind=one.kind.value,
        cause=to_json(dict, one.cause),
        dedupe_key=one.dedupe_key,
        next_at=one.due_at,
        created_at=NOW,
    )


def _content(database: Database) -> list[list[tuple[object, ...]]]:
    """Every row of the tables written, in order."""
    with database.read() as session:
        return [
            [tuple(row) for row in session.execute(select(table).order_by(next(iter(table.c))))]
            for table in map(table_of, TABLES)
        ]


@contextmanager
def a_database(dialect: str) -> Iterator[Database]:
    """A fresh one, with one structure subscribed."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}" if dialect == "sqlite" else new_postgres()
        database = open_database(url)
        try:
            upgrade(database)
            with database.write() as session:
                save_structures(session, [Structure("one", "Une structure fictive", frozenset())], NOW)
            yield database
        finally:
            database.close()
            if dialect == "postgresql":
                drop_postgres(url)
