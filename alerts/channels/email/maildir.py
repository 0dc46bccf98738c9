"""A mailbox of returns on this machine, one file a message (Maildir), as Postfix and Dovecot write it.

A message is whole as soon as it is in `new`. In `cur` its name ends in `:2,` and flags; whoever reads the box may move
it there at any time, so that the part before the colon is what it is known by.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

from alerts.channels.email.mailbox import LARGEST, MailboxUnreadable

log = logging.getLogger(__name__)

_FLAGGED = "F"


class MaildirBox:
    """Messages that were done are deleted; those left for the host are flagged, and stay in `cur`."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def read(self) -> Iterator[tuple[str, bytes]]:
        for path in self._all():
            try:
                with path.open("rb") as message:
                    content = message.read(LARGEST)
            except FileNotFoundError:
                continue  # somebody took it out meanwhile
            except OSError as error:  # one that cannot be read does not keep the others from being read
                log.warning("mailbox of returns: %s is left, it cannot be read (%s)", path.name, error.strerror)
                continue
            yield str(path.relative_to(self.folder)), content

    def done(self, key: str) -> None:
        try:
            if (path := self._path(key)) is not None:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise self._unreadable(error) from error

    def leave(self, key: str) -> None:
        """A flag is part of the name of the file: nothing of the message is written again."""
        try:
            if (path := self._path(key)) is not None:
                flags = "".join(sorted({*_flags(path), _FLAGGED}))
                path.rename(self.folder / "cur" / f"{_known_by(path)}:2,{flags}")
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unreadable(error) from error

    def close(self) -> None:
        """Nothing is kept open."""

    def _all(self) -> list[Path]:
        """Oldest first: names begin with the moment of their delivery."""
        try:
            there = [path for part in ("new", "cur") for path in (self.folder / part).iterdir()]
        except (FileNotFoundError, NotADirectoryError) as error:
            raise MailboxUnreadable(f"{self.folder} n’est pas une boîte Maildir : il y faut new et cur") from error
        except OSError as error:
            raise self._unreadable(error) from error
        wanted = [path for path in there if not path.name.startswith(".") and _FLAGGED not in _flags(path)]
        return sorted(wanted, key=lambda path: path.name)

    def _path(self, key: str) -> Path | None:
        """Where it is now; None when somebody took it out."""
        path = self.folder / key
        if path.exists():
            return path
        return next((one for one in self._all() if _known_by(one) == _known_by(path)), None)

    def _unreadable(self, error: OSError) -> MailboxUnreadable:
        return MailboxUnreadable(f"la boîte {self.folder} ne se lit pas ({error.strerror or error})")


def _known_by(path: Path) -> str:
    return path.name.partition(":")[0]


def _flags(path: Path) -> str:
    return path.name.partition(":2,")[2]
