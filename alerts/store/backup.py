"""A copy of the database, taken while it runs, and its way back.

SQLite copies itself with its own backup API; PostgreSQL with `pg_dump` and `pg_restore`. A copy holds what structures
told us of themselves: its file is readable by its owner only.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from alerts.store import postgres_backup
from alerts.store.engine import Database, DatabaseUnusable, open_database
from alerts.store.schema import current, refuse_newer, upgrade

NOT_OURS = "{path} n'est pas une sauvegarde de Vigie"
MARK = b"SQLite format 3\x00"


def backup(database: Database, path: Path, *, force: bool = False) -> None:
    """Write a whole and consistent copy to `path`, whatever is being written meanwhile.

    The file appears when it is complete. Raises DatabaseUnusable when there is one already (without `force`), or when
    the copy cannot be made.
    """
    if path.exists() and not force:
        raise DatabaseUnusable(f"{path} existe déjà : donnez un autre nom, ou forcez le remplacement")
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch(mode=0o600)
        if database.dialect == "postgresql":
            postgres_backup.dump(database.url, part)
        else:
            _copy(_file_of(database), part)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseUnusable(f"la sauvegarde n'a pas pu être écrite dans {path} ({error})") from error
    finally:
        part.unlink(missing_ok=True)


def restore(path: Path, target: Database | str, *, force: bool = False) -> str:
    """Put back the copy at `path` in `target` (an open database, or the address of one), then bring its schema up to
    date; the revision it is at.

    Raises DatabaseUnusable, and changes nothing, when the file is not a copy of a Vigie database of the same kind, when
    it comes from a later version, or when the database holds something already (without `force`).
    """
    if not path.is_file():
        raise DatabaseUnusable(f"{path} n'existe pas, ou n'est pas un fichier")
    if isinstance(target, Database):
        return _restore(path, target, force)
    database = open_database(target)
    try:
        return _restore(path, database, force)
    finally:
        database.close()


def _restore(path: Path, database: Database, force: bool) -> str:
    on_postgres = database.dialect == "postgresql"
    refuse_newer(postgres_backup.revision(path) if on_postgres else _revision(path))
    if current(database) is not None and not force:
        raise DatabaseUnusable("la base contient déjà quelque chose : forcez le remplacement si c'est voulu")
    if on_postgres:
        postgres_backup.load(path, database.url)
    else:
        _put_back(path, database)
    return upgrade(database)


def _put_back(path: Path, database: Database) -> None:
    """Through the database's own locks: a reader sees all of the old or all of the new."""
    database.close()
    try:
        _copy(path, _file_of(database))
    except sqlite3.Error as error:
        raise DatabaseUnusable(f"la base n'a pas pu être remplacée ({error})") from error


def _copy(source: Path, target: Path) -> None:
    with closing(_read_only(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _revision(path: Path) -> str:
    """Raises DatabaseUnusable when the file is not a sound copy of ours."""
    with path.open("rb") as file:
        if file.read(len(MARK)) != MARK:
            raise DatabaseUnusable(NOT_OURS.format(path=path))
    try:
        with closing(_read_only(path)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            connection.execute("SELECT 1 FROM delivery LIMIT 1")
    except sqlite3.Error as error:
        raise DatabaseUnusable(NOT_OURS.format(path=path)) from error
    if sound != ("ok",) or row is None:
        raise DatabaseUnusable(f"{path} est abîmé : cette sauvegarde ne peut pas servir")
    return str(row[0])


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _file_of(database: Database) -> Path:
    return Path(database.url.database or "")
