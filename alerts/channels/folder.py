"""The folder: each message as two files that people can read. The default channel, without any secret.

The name of the files comes from the delivery (its dedupe key), so that sending again after a crash replaces the
message instead of adding one.
"""

import asyncio
import errno
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.channels.channel import Letter, Style
from alerts.channels.folder_index import write_index
from alerts.channels.markup import to_html, to_text
from alerts.channels.whole_file import digest, file_names, safe_name, slug, sweep, sync_folder, write_whole
from alerts.messages.french import PARIS
from alerts.messages.message import Attachment, Message
from alerts.model.delivery import Claimed, Later, Outcome, Refused, Sent
from alerts.model.structure import Structure

RETRY = timedelta(minutes=10)  # a person empties the disk or mounts it again: no hurry
STALE = timedelta(hours=1)  # no writing lasts that long: what is left is a crash's

_TROUBLES = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota d'espace disque est atteint",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
    errno.ENOTDIR: "un fichier porte le nom d'un dossier",
    errno.EEXIST: "un fichier porte le nom d'un dossier",
}


_END = {"image/png": ".png", "image/jpeg": ".jpg"}
NOBODY_S = "ce message n'est pour aucune structure"


class FolderChannel:
    """Writes `<root>/<structure>/<date>-<title>-<key>.txt` and `.html`, its pictures, and an `index.html` beside them.

    `root` is created when missing. `clock` gives an aware datetime.
    """

    name: str = "folder"
    style: Style = Style.PAGE

    def __init__(self, root: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.root, self.clock = root, clock

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        """Sent with the path of the text file, or Later with a French reason when the disk refuses."""
        now = self.clock()
        if letter.to is None:
            return Refused(NOBODY_S)
        folder = self.root / safe_name(letter.to.id)
        try:
            return Sent(str(await asyncio.to_thread(_write, folder, letter.message, letter.to, delivery, now)))
        except OSError as trouble:
            return Later(now + RETRY, f"Impossible d'écrire dans le dossier {folder} : {_words(trouble)}.")


def _write(folder: Path, message: Message, to: Structure, delivery: Claimed, now: datetime) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_stem(folder, message, delivery, now)}.txt"
    pictures = [(f"{path.stem}-{at}{_END[one.media_type]}", one) for at, one in enumerate(_shown(message), start=1)]
    for name, one in pictures:
        write_whole(folder / name, one.content)
    write_whole(path.with_suffix(".html"), to_html(message, [(name, one.alt) for name, one in pictures]))
    write_whole(path, to_text(message))
    write_index(folder, to.name, written=path.with_suffix(".html").name)
    sweep(folder, (now - STALE).timestamp())
    sync_folder(folder)
    return path


def _shown(message: Message) -> list[Attachment]:
    return [one for one in message.attachments if one.media_type in _END]


def _stem(folder: Path, message: Message, delivery: Claimed, now: datetime) -> str:
    """The name already given to this delivery, whatever the day it was first sent, or a new one."""
    key = digest(delivery.dedupe_key)
    known = [name for name in file_names(folder) if name.endswith((f"-{key}.txt", f"-{key}.html")) and name[0] != "."]
    if known:
        return min(known).rsplit(".", 1)[0]
    return f"{now.astimezone(PARIS):%Y-%m-%d}-{slug(message.title) or 'message'}-{key}"


def _words(trouble: OSError) -> str:
    return _TROUBLES.get(trouble.errno or 0, f"erreur du système ({trouble.strerror or trouble})")
