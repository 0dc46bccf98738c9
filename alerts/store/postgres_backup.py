"""Copies of a PostgreSQL database, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import URL

from alerts.store.engine import DatabaseUnusable

NOT_OURS = "{path} n'est pas une sauvegarde PostgreSQL de Vigie"
MARK = b"PGDMP"


def dump(url: URL, path: Path) -> None:
    """Write a dump in PostgreSQL's custom format. Raises DatabaseUnusable."""
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={path}", _address(url)], url)


def load(path: Path, url: URL) -> None:
    """Replace what the database holds by what the dump does, in one transaction. Raises DatabaseUnusable."""
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*options, f"--dbname={_address(url)}", str(path)], url)


def revision(path: Path) -> str:
    """The revision of the schema of a dump. Raises DatabaseUnusable when it is not a dump of ours."""
    with path.open("rb") as file:
        if file.read(len(MARK)) != MARK:
            raise DatabaseUnusable(NOT_OURS.format(path=path))
    rows = _run("pg_restore", ["--data-only", "--table=alembic_version", "--file=-", str(path)])
    lines = rows.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith("COPY ")), None)
    if start is None or start + 1 >= len(lines) or lines[start + 1] == "\\.":
        raise DatabaseUnusable(NOT_OURS.format(path=path))
    return lines[start + 1].strip()


def _run(program: str, arguments: Sequence[str], url: URL | None = None) -> str:
    """Its standard output. The password goes by the environment, where the list of processes does not show it."""
    found = shutil.which(program)
    if found is None:
        raise DatabaseUnusable(f"le programme {program} est introuvable : installez le paquet postgresql-client")
    secret = {"PGPASSWORD": str(url.password)} if url is not None and url.password else {}
    done = subprocess.run(  # noqa: S603  (our own list of arguments, no shell)
        [found, *arguments], env={**os.environ, **secret}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["sans explication"])[-1]
        raise DatabaseUnusable(f"{program} a échoué : {last}")
    return done.stdout


def _address(url: URL) -> str:
    """For libpq, without the password."""
    return url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
