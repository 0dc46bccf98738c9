"""A mailbox of returns on another machine, by IMAP (RFC 9051), over TLS whose certificate is checked.

The library's own `flag` and `delete` also expunge what others marked; here only what was done goes (RFC 4315).
"""

import contextlib
import imaplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

from alerts.channels.email.mailbox import LARGEST, MailboxUnreadable

_TO_READ = "UNDELETED UNFLAGGED"
_TROUBLES = (ImapToolsError, imaplib.IMAP4.error, OSError)
_REFUSED = "le serveur refuse l’identifiant ou le mot de passe"


@dataclass(frozen=True, slots=True)
class Account:
    """Where the mailbox is. `tls` False is for this machine and for tests: the password travels in clear."""

    host: str
    user: str
    password: str
    port: int = 993
    folder: str = "INBOX"
    tls: bool = True
    timeout: float = 30.0  # seconds, for each answer of the server


class ImapBox:
    """Messages that were done are deleted; those left for the host are flagged (\\Flagged), and stay unread."""

    def __init__(self, account: Account, trusted: ssl.SSLContext | None = None) -> None:
        """`trusted`: what certificates are checked against; None: those that this machine trusts."""
        self.account = account
        self.trusted = trusted
        self._held: BaseMailBox | None = None

    def read(self) -> Iterator[tuple[str, bytes]]:
        box = self._open()
        for uid in self._asked(box.uids, _TO_READ, None):
            if (content := self._first_octets(box, uid)) is not None:
                yield uid, content

    def done(self, key: str) -> None:
        client = self._again().client
        self._said(client.uid, "STORE", key, "+FLAGS", r"(\Seen \Deleted)")
        if "UIDPLUS" in client.capabilities:  # without it, whoever reads the box next removes what is marked
            self._said(client.uid, "EXPUNGE", key)

    def leave(self, key: str) -> None:
        self._said(self._again().client.uid, "STORE", key, "+FLAGS", r"(\Flagged)")

    def close(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            _hang_up(held)

    def _open(self) -> BaseMailBox:
        if self._held is None:
            self._held = self._logged_in(self._asked(self._connected))
        return self._held

    def _again(self) -> BaseMailBox:
        """Keys are those of one connection: a lost one makes the message be read again."""
        if self._held is None:
            raise MailboxUnreadable(f"{self._where} : la connexion est fermée")
        return self._held

    def _connected(self) -> BaseMailBox:
        one = self.account
        if not one.tls:
            return MailBoxUnencrypted(one.host, one.port, one.timeout)
        # Without a context of ours, imaplib checks no certificate.
        context = self.trusted or ssl.create_default_context()
        return MailBox(one.host, one.port, one.timeout, ssl_context=context)

    def _logged_in(self, box: BaseMailBox) -> BaseMailBox:
        one = self.account
        login = box.login if f"{one.user}{one.password}".isascii() else box.login_utf8
        try:
            self._asked(login, one.user, one.password, None)
            self._asked(box.folder.set, one.folder)
        except MailboxUnreadable:
            _hang_up(box)
            raise
        return box

    def _first_octets(self, box: BaseMailBox, uid: str) -> bytes | None:
        """None for one that somebody took out meanwhile."""
        answer = self._said(box.client.uid, "FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)")
        parts = [part for part in answer if isinstance(part, tuple) and b"BODY[]" in part[0]]
        return bytes(parts[0][1])[:LARGEST] if parts else None

    def _said(self, command: Any, *words: str) -> list[Any]:
        status, answer = self._asked(command, *words)
        if status != "OK":
            raise MailboxUnreadable(f"{self._where} : {_plain(answer)}")
        return list(answer)

    def _asked(self, call: Any, *words: Any) -> Any:
        try:
            return call(*words)
        except _TROUBLES as error:
            raise MailboxUnreadable(f"{self._where} : {_why(error)}") from error

    @property
    def _where(self) -> str:
        return f"la boîte {self.account.folder} de {self.account.host}:{self.account.port} ne se lit pas"


def _hang_up(box: BaseMailBox) -> None:
    """A connection already lost has nothing more to say, and still a socket to give back."""
    try:
        box.logout()
    except _TROUBLES:
        with contextlib.suppress(*_TROUBLES):
            box.client.shutdown()


def _why(error: Exception) -> str:
    """What happened, without the commands that were sent: one of them holds the password."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"son certificat n’est pas bon ({error.verify_message})"
        case ssl.SSLError():
            return f"TLS n’aboutit pas ({error.reason or 'erreur'})"
        case TimeoutError():
            return "le serveur ne répond pas à temps"
        case OSError():
            return error.strerror or "connexion perdue"
        case _ if "Login" in type(error).__name__ or "AUTHENTICATE" in str(error).upper():
            return _REFUSED
        case _ if "Folder" in type(error).__name__:
            return "ce dossier n’existe pas"
        case _:
            return "le serveur a répondu autrement que prévu"


def _plain(answer: object) -> str:
    first = answer[0] if isinstance(answer, list | tuple) and answer else b""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else "le serveur refuse"
