"""The server: it listens on 127.0.0.1 in a thread of its own, and stops with its context."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

USER, PASSWORD = "retours@vigie.example", 'mot "de" passe'
_PARTIAL = re.compile(r"BODY\.PEEK\[\]<(\d+)\.(\d+)>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
LONGEST = 60.0  # seconds that a connection may last


@dataclass
class Held:
    """One message of the folder."""

    uid: int
    content: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Server:
    """What tests look at. `said`: the commands received, without the words of LOGIN. `cut_at`: the connection is closed
    when this command comes. `offers`: capabilities."""

    port: int = 0
    folder: str = "INBOX"
    held: list[Held] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    cut_at: str = ""
    offers: str = "IMAP4rev1 UIDPLUS"
    next_uid: int = 101

    def deliver(self, content: bytes, *flags: str) -> int:
        """Its UID. Lines end in CRLF, as on the wire."""
        held = Held(self.next_uid, content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), set(flags))
        self.held.append(held)
        self.next_uid += 1
        return held.uid

    def flags(self) -> dict[int, set[str]]:
        return {one.uid: one.flags for one in self.held}


class _Conversation(socketserver.StreamRequestHandler):
    timeout = LONGEST

    def handle(self) -> None:
        held: Server = self.server.held  # type: ignore[attr-defined]
        self.known, self.logged, self.selected = held, False, False
        self._say("* OK ready")
        while line := self.rfile.readline(100_000).decode("utf-8", "replace").strip():
            tag, _, rest = line.partition(" ")
            words = [quoted.replace('\\"', '"') or plain for quoted, plain in _QUOTED.findall(rest)]
            command = " ".join(words[:2] if words[0].upper() == "UID" else words[:1]).upper()
            held.said.append(rest if command != "LOGIN" else command)
            if command == held.cut_at.upper():
                return
            self._say(f"{tag} {self._answer(command, words, rest)}")
            if command == "LOGOUT":
                return

    def _answer(self, command: str, words: list[str], rest: str) -> str:
        allowed = {"CAPABILITY", "LOGIN", "LOGOUT"} if not self.logged else None
        if allowed is not None and command not in allowed:
            return "BAD log in first"
        known = getattr(self, "_" + command.lower().replace(" ", "_"), None)
        return known(words, rest) if known else f"BAD unknown command {command}"

    def _capability(self, _words: list[str], _rest: str) -> str:
        self._say(f"* CAPABILITY {self.known.offers}")
        return "OK done"

    def _login(self, words: list[str], _rest: str) -> str:
        self.logged = words[1:] == [USER, PASSWORD]
        return "OK logged in" if self.logged else "NO [AUTHENTICATIONFAILED] wrong name or password"

    def _logout(self, _words: list[str], _rest: str) -> str:
        self._say("* BYE see you")
        return "OK done"

    def _select(self, words: list[str], _rest: str) -> str:
        if words[1] != self.known.folder:
            return "NO [NONEXISTENT] no such folder"
        self.selected = True
        self._say(f"* {len(self.known.held)} EXISTS")
        self._say("* OK [UIDVALIDITY 1] fine")
        return "OK [READ-WRITE] selected"

    def _uid_search(self, words: list[str], _rest: str) -> str:
        unwanted = {"UNDELETED": r"\Deleted", "UNFLAGGED": r"\Flagged", "UNSEEN": r"\Seen"}
        without = {unwanted[word.upper()] for word in words[2:]}
        found = [str(one.uid) for one in self.known.held if not one.flags & without]
        self._say(" ".join(["* SEARCH", *found]))
        return "OK done"

    def _uid_fetch(self, words: list[str], rest: str) -> str:
        asked = _PARTIAL.search(rest)
        if asked is None:
            return "BAD only BODY.PEEK[]<…> is known here"
        start, size = int(asked.group(1)), int(asked.group(2))
        for number, one in enumerate(self.known.held, 1):
            if str(one.uid) == words[2]:
                part = one.content[start : start + size]
                head = f"* {number} FETCH (UID {one.uid} BODY[]<{start}> {{{len(part)}}}\r\n".encode()
                self.wfile.write(head + part + b")\r\n")
        return "OK done"

    def _uid_store(self, words: list[str], rest: str) -> str:
        flags = set(rest.partition("(")[2].rstrip(")").split())
        for number, one in enumerate(self.known.held, 1):
            if str(one.uid) == words[2]:
                one.flags |= flags
                self._say(f"* {number} FETCH (UID {one.uid} FLAGS ({' '.join(sorted(one.flags))}))")
        return "OK done"

    def _uid_expunge(self, words: list[str], _rest: str) -> str:
        return self._expunged({words[2]})

    def _expunge(self, _words: list[str], _rest: str) -> str:
        return self._expunged({str(one.uid) for one in self.known.held})

    def _expunged(self, uids: set[str]) -> str:
        gone = [one for one in self.known.held if str(one.uid) in uids and r"\Deleted" in one.flags]
        for one in gone:
            self._say(f"* {self.known.held.index(one) + 1} EXPUNGE")
            self.known.held.remove(one)
        return "OK done"

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, held: Server, tls: ssl.SSLContext | None) -> None:
        self.held, self.tls = held, tls
        super().__init__(("127.0.0.1", 0), _Conversation)

    def finish_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """TLS begins in the thread of the connection: a client that hangs up in the middle stops nobody else."""
        try:
            if self.tls is not None:
                request = self.tls.wrap_socket(request, server_side=True)
            super().finish_request(request, client_address)
        except OSError:
            pass  # the client is gone, or refuses our certificate: that is what some tests are about
        finally:
            request.close()


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    held = Server()
    listening = _Listening(held, tls)
    held.port = listening.server_address[1]
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join(5)
