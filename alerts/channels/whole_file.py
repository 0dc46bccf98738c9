"""Files that appear whole or not at all, under names that any system takes."""

import os
import re
import unicodedata
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

LONGEST = 60  # characters of a name, before its digest


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single dashes, at most `LONGEST`; empty when nothing is left."""
    letters = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")


def safe_name(text: str) -> str:
    """A folder name: the slug itself, and a digest besides when something was lost, so that no two texts share it."""
    short = slug(text)
    return short if short and short == text else f"{short}-{digest(text)}".lstrip("-")


def digest(text: str) -> str:
    """Eight hexadecimal digits."""
    return sha256(text.encode()).hexdigest()[:8]


def write_whole(path: Path, content: str | bytes, *, durable: bool = True) -> None:
    """Write `content`, text in UTF-8: beside its place, forced to the disk, then renamed. Raises OSError when the disk
    refuses.

    Not `durable`: whole, but perhaps gone after a power cut; for what can be made again.

    A crash in the middle leaves at most a hidden `.part` file, which `sweep` removes later.
    """
    part = path.with_name(f".{path.stem[-40:]}.{uuid4().hex}.part")
    try:
        with part.open("xb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Force the renamings themselves to the disk: they are written in the folder. Windows knows no such thing."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_names(folder: Path) -> list[str]:
    """Every name in the folder, hidden ones too, in no order: faster than a glob where there are thousands."""
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


def sweep(folder: Path, before: float) -> None:
    """Remove what crashes left: hidden parts last written before `before` (seconds since the epoch)."""
    for part in (folder / name for name in file_names(folder) if name.endswith(".part")):
        try:
            if part.stat().st_mtime < before:
                part.unlink()
        except FileNotFoundError:  # another worker swept or finished it meanwhile
            continue
