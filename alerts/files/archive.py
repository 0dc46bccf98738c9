"""Zip files of which equal contents make equal bytes: no clock, no name of a machine in them."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip can tell


def packed(parts: Iterable[tuple[str, bytes]], *, plain: frozenset[str] = frozenset()) -> bytes:
    """One zip of (name, content) pairs, in their order; those in `plain` are not compressed."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts:
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_STORED if name in plain else ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()
