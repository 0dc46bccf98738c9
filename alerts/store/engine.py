"""Opening the database: SQLite by default, PostgreSQL to grow. Sessions are synchronous and short.

SQLite: WAL and `BEGIN IMMEDIATE`, so that a writer waits for its turn instead of losing updates or failing in the
middle (docs/decisions/0007-database.md); those of this process wait in order (`turns`). A session is never open across
a network call.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy import exc as errors
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session as _Session

from alerts.store.turns import Turns

P = ParamSpec("P")
T = TypeVar("T")
Session: TypeAlias = _Session

BUSY_SECONDS = 30  # how long a writer waits for the one before it


class DatabaseUnusable(Exception):
    """The database cannot be opened or used. `sentence` is for people, in French."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Database:
    """An open database. Make it with `open_database`; `close()` gives its connections back."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(vigie_write=True)
        self.turns = Turns(BUSY_SECONDS) if engine.dialect.name == "sqlite" else None

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    @property
    def url(self) -> URL:
        return self.engine.url

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back by an exception."""
        turn = self.turns.mine() if self.turns else nullcontext()
        with turn, Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent look. Nothing is kept of what is written in it."""
        with Session(self.engine) as session:
            yield session

    async def writing(self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(session, …)` in one write transaction, in a thread: how async code comes to the database."""

        def call() -> T:
            with self.write() as session:
                return function(session, *args, **kwargs)

        return await asyncio.to_thread(call)

    async def reading(self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(session, …)` in one read transaction, in a thread."""

        def call() -> T:
            with self.read() as session:
                return function(session, *args, **kwargs)

        return await asyncio.to_thread(call)

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open `sqlite:///path` or `postgresql://…`. The folder of a SQLite file is made if need be.

    Raises DatabaseUnusable when the address is not understood or the database does not answer.
    """
    try:
        address = make_url(url)
    except errors.ArgumentError as error:
        raise DatabaseUnusable("l'adresse de la base de données n'est pas comprise") from error
    engine = _engine(address)
    try:
        with engine.connect():
            pass
    except errors.DBAPIError as error:
        engine.dispose()
        raise DatabaseUnusable(f"la base de données ne s'ouvre pas ({error.orig})") from error
    return Database(engine)


def _engine(address: URL) -> Engine:
    """`hide_parameters`: errors end up in logs, and values are names, accounts, what people wrote."""
    match address.get_backend_name():
        case "sqlite":
            return _sqlite(address)
        case "postgresql":
            return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)
        case other:
            raise DatabaseUnusable(f"base de données non prise en charge : {other} (sqlite ou postgresql)")


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        raise DatabaseUnusable("une base SQLite est un fichier : écrivez sqlite:///chemin/vers/vigie.db")
    path = Path(address.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(f"le dossier {path.parent} ne peut pas être créé ({error.strerror})") from error
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("vigie_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
