"""One SMTP conversation: mails one after the other on a connection that is open (RFC 5321, 3.3).

Where the relay offers it, MAIL, RCPT and DATA leave together (PIPELINING, RFC 2920): two round trips a mail instead of
four. Each answer is still read and means what it means alone.
"""

import asyncio
import re
from collections import deque

from alerts.channels.email.trouble import Missing, NotTaken, Reply, Stage

LONGEST_REPLY = 65_536  # octets: more is not a conversation
_REPLY = re.compile(r"[2-5][0-9]{2}(?:[ -]|$)")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_CR_ALONE = re.compile(rb"\r(?!\n)")
_LF_ALONE = re.compile(rb"\n(?<!\r\n)")  # begins with what is looked for, and so the next one: twice as fast
_DOT_FIRST = re.compile(rb"\.(?<=\r\n\.)")
_PATH = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")  # visible ASCII without < and >: nothing that ends a command


class Dialogue(asyncio.Protocol):
    """Takes over `transport`. `offers`: what the relay said to EHLO, in lower case.

    `ended`: no further mail can go through it. `mails`: how many went.
    """

    def __init__(self, transport: asyncio.Transport, offers: frozenset[str]) -> None:
        self._transport, self._offers = transport, offers
        self._unread, self._heard = bytearray(), 0
        self._lines: list[str] = []
        self._replies: deque[Reply] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._unclear = False  # a mail was begun and not ended: RSET before the next one
        self._busy = False
        self.ended = False
        self.mails = 0
        transport.set_protocol(self)

    async def send(self, sender: str, to: str, content: bytes, begin_by: float, end_by: float) -> Reply:
        """The answer that took the mail. `content` is whole (see `ready`).

        `begin_by`, `end_by`: times of the event loop, when the content must have begun to leave, when the last answer
        must have come. Raises NotTaken. Cut short (cancelled), the conversation is over: what it was at is not known.
        """
        if not (is_path(to) and is_path(sender)):
            raise ValueError("an address that SMTP cannot carry")
        self._busy = True
        try:
            await self._envelope(sender, to, len(content), begin_by)
            return await self._content(content, end_by)
        except NotTaken as error:
            if error.reply is None or error.reply.code == 421:
                self.abort()
            raise
        except BaseException:
            self.abort()
            raise
        finally:
            self._busy = False

    async def _envelope(self, sender: str, to: str, size: int, by: float) -> None:
        asked = [(Stage.SENDER, f"MAIL FROM:<{sender}>" + (f" SIZE={size}" if "size" in self._offers else ""), 250)]
        asked += [(Stage.RECIPIENT, f"RCPT TO:<{to}>", 250), (Stage.RECIPIENT, "DATA", 354)]
        if self._unclear:
            asked.insert(0, (Stage.SENDER, "RSET", 250))
        self._unclear = True
        if "pipelining" in self._offers:
            return await self._together(asked, by)
        for stage, command, expected in asked:
            self._write(stage, f"{command}\r\n".encode("ascii"))
            reply = await self._reply(stage, by)
            if reply.code != expected and not (expected == 250 and reply.code == 251):
                raise NotTaken(stage, reply)
        return None

    async def _together(self, asked: list[tuple[Stage, str, int]], by: float) -> None:
        """The first refusal is the one that counts: it is why the next commands are refused."""
        self._write(asked[0][0], "".join(f"{command}\r\n" for _, command, _ in asked).encode("ascii"))
        refused: NotTaken | None = None
        for stage, _, expected in asked:
            reply = await self._reply(refused.stage if refused else stage, by)
            if refused is None and reply.code != expected and not (expected == 250 and reply.code == 251):
                refused = NotTaken(stage, reply)
                if reply.code == 421:
                    break
        if refused is not None:
            if reply.code == 354:  # it waits for a message that has nobody to go to (RFC 2920, 3.1)
                self.abort()
            raise refused

    async def _content(self, content: bytes, by: float) -> Reply:
        self._write(Stage.CONTENT, stuffed(content))
        reply = await self._reply(Stage.CONTENT, by)
        if reply.code != 250:  # RFC 5321 ends the mail there; Postfix does not always, and refuses the next MAIL
            raise NotTaken(Stage.CONTENT, reply)
        self._unclear = False
        self.mails += 1
        return reply

    async def quit(self, wait: float) -> None:
        """Says goodbye, and does not mind how it is answered."""
        if not self.ended:
            try:
                self._busy = True
                self._write(Stage.SENDER, b"QUIT\r\n")
                await self._reply(Stage.SENDER, asyncio.get_running_loop().time() + wait)
            except NotTaken:
                pass
        self.abort()

    def abort(self) -> None:
        self.ended = True
        self._transport.abort()

    def _write(self, stage: Stage, octets: bytes) -> None:
        if self.ended:
            raise NotTaken(stage if stage is not Stage.CONTENT else Stage.RECIPIENT, missing=Missing.CUT)
        self._transport.write(octets)

    async def _reply(self, stage: Stage, by: float) -> Reply:
        if not self._replies:
            if self.ended:
                raise NotTaken(stage, missing=Missing.CUT)
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout_at(by):
                    await self._waiter
            except TimeoutError:
                raise NotTaken(stage, missing=Missing.SILENT) from None
            finally:
                self._waiter = None
            if not self._replies:
                raise NotTaken(stage, missing=Missing.CUT)
        return self._replies.popleft()

    def data_received(self, data: bytes) -> None:
        if not self._busy:  # nothing was asked: « 421 closing », or something worse
            self.abort()
            return
        self._unread += data
        self._heard += len(data)
        while (end := self._unread.find(b"\n")) >= 0:
            line = self._unread[:end].decode("utf-8", "replace").rstrip("\r")
            del self._unread[: end + 1]
            self._read(line)
        if self._heard > LONGEST_REPLY:
            self.abort()
        self._wake()

    def _read(self, line: str) -> None:
        """« 250-… » goes on, « 250 … » ends an answer (RFC 5321, 4.2.1)."""
        if _REPLY.match(line) is None:
            self.abort()
            return
        self._lines.append(line[4:])
        if line[3:4] != "-":
            self._replies.append(Reply.of(int(line[:3]), _joined(self._lines)))
            self._lines, self._heard = [], 0

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  (asyncio names it)
        self.ended = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done() and (self._replies or self.ended):
            self._waiter.set_result(None)


def is_path(address: str) -> bool:
    """Whether a command can hold this address: ASCII, nothing that ends it or adds to it."""
    return _PATH.fullmatch(address) is not None


def ready(content: bytes) -> bytes:
    """Every line ends in CRLF, the last one too: a line end alone is where messages are smuggled (RFC 5321, 2.3.8)."""
    if _CR_ALONE.search(content) or _LF_ALONE.search(content):
        content = _LINE_END.sub(b"\r\n", content)
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def stuffed(content: bytes) -> bytes:
    """As it travels: a dot that begins a line is doubled, a dot alone ends it (RFC 5321, 4.5.2)."""
    return b"".join((b"." if content.startswith(b".") else b"", _DOT_FIRST.sub(b"..", content), b".\r\n"))


def _joined(lines: list[str]) -> str:
    """The enhanced code stands before each line of an answer: once is enough."""
    first = lines[0].split(" ", 1)[0]
    return " ".join([lines[0], *(line.removeprefix(first).strip() for line in lines[1:])])
