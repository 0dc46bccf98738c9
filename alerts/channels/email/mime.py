"""The body of a message (RFC 2046): a text part, then the same in HTML with its pictures (RFC 2387), then the files.

Built by hand around parts that are already encoded: the standard library would encode them again for each recipient.
The same parts and the same seed give the same bytes.
"""

import re
from base64 import encodebytes
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote

from alerts.channels.pictures import files_of, name_of, pictures_of
from alerts.messages.message import Attachment

_CRLF = b"\r\n"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
_ANY = "application/octet-stream"


def body(text: bytes, html: bytes, attachments: Sequence[Attachment], seed: str) -> bytes:
    """From its Content-Type field to its end. `text` and `html` are quoted-printable, CRLF, UTF-8.

    The boundaries hold « =_ », which quoted-printable and base64 never do (RFC 2045, 6.7).
    """
    mark = sha256(seed.encode()).hexdigest()[:24]
    page = _words("html", html)
    if shown := pictures_of(attachments):
        page = _multipart('related; type="text/html"', f"=_r{mark}", [page, *map(_shown, shown)])
    both = _multipart("alternative", f"=_a{mark}", [_words("plain", text), page])
    files = files_of(attachments)
    return _multipart("mixed", f"=_m{mark}", [both, *map(_attached, files)]) if files else both


def _multipart(kind: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    line = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(line + _CRLF + part + _CRLF for part in parts) + line + b"--" + _CRLF


def _words(kind: str, content: bytes) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + content


def _shown(one: Attachment) -> bytes:
    """A picture that the HTML names (RFC 2392)."""
    head = (
        f"Content-Type: {one.media_type}\r\n"
        f"Content-Transfer-Encoding: base64\r\n"
        f"Content-ID: <{name_of(one)}>\r\n"
        f"Content-Disposition: inline;\r\n {file_name(one.name)}\r\n\r\n"
    )
    return head.encode() + encodebytes(one.content).replace(b"\n", _CRLF)


def _attached(one: Attachment) -> bytes:
    kind = one.media_type if _MEDIA_TYPE.fullmatch(one.media_type) else _ANY
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    head = (
        f"Content-Type: {kind}{charset}\r\n"
        f"Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n {file_name(one.name)}\r\n\r\n"
    )
    return head.encode() + encodebytes(one.content).replace(b"\n", _CRLF)


def file_name(name: str) -> str:
    """The parameter of Content-Disposition, for any name (RFC 2183, RFC 2231). Folders are dropped."""
    bare = " ".join(name.replace("\\", "/").rpartition("/")[2].split())[:60]
    if _PLAIN_NAME.fullmatch(bare):
        return f'filename="{bare}"'
    return f"filename*=utf-8''{quote(bare.encode(errors='ignore'), safe='') or 'document'}"
