"""The real bot, run by a test over HTTP: in a thread (`InThread`, quick), or in a process that may be killed.

Both have `start()`, `stop()`, `restart()`, `match()`, `deliver()`, `alert(*notices)`, `rest()`; the process also has
`kill()` (SIGKILL) and `deliver_meanwhile()`. The fixtures are `bot`, `bot_process`, `clock` in `fixtures.py`.
"""

import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alerts.services.ingest import ingest
from alerts.store.engine import Database
from alerts.store.people_tables import InboxRow
from alerts.store.writing import table_of
from bot.wiring import House
from scrapers.notice import Notice
from scrapers.source import Page
from tests.telegram_api.clock import Clock
from tests.telegram_api.living import living, obey, settings_for
from tests.telegram_api.server import TOKEN, BotApi

PATIENCE = 30.0  # seconds for a start, a stop or an order


@dataclass
class Running:
    """`options` go to the settings of the chat. `database` is the test's own way into the same database."""

    database: Database
    api: BotApi
    clock: Clock
    folder: Path
    options: dict[str, Any] = field(default_factory=dict)

    def start(self) -> None:
        """Comes back when the bot listens."""
        raise NotImplementedError

    def stop(self) -> None:
        """As SIGTERM does: what is in hand is finished."""
        raise NotImplementedError

    def order(self, name: str) -> dict[str, Any]:
        raise NotImplementedError

    def restart(self) -> None:
        self.stop()
        self.start()

    def match(self) -> dict[str, Any]:
        """Every new notice against the structures. Answers numbers."""
        return self.order("match")

    def deliver(self) -> dict[str, Any]:
        """Everything that is due by the clock. Answers numbers."""
        return self.order("deliver")

    def gather(self) -> dict[str, Any]:
        """The digests to come are owed, and what is just beside is looked for. Answers numbers."""
        return self.order("gather")

    def read_returns(self) -> dict[str, Any]:
        """What came back to the Maildir of `with_mail`. Answers numbers, by effect."""
        return self.order("returns")

    def publish(self, *notices: Notice) -> None:
        """The notices are in the database, not matched yet."""
        for source in dict.fromkeys(one.source for one in notices):
            page = Page(tuple(one for one in notices if one.source == source))
            with self.database.write() as session:
                ingest(session, page, source, self.clock())

    def alert(self, *notices: Notice) -> dict[str, Any]:
        """Published, matched, and told where the moment has come."""
        self.publish(*notices)
        self.match()
        return self.deliver()

    def rest(self) -> None:
        """Comes back when everything said so far has been dealt with: then what did not happen will not."""
        end = time.monotonic() + PATIENCE
        while self.api.world.updates or self._unanswered():
            assert time.monotonic() < end, f"updates stay without an answer: {self._unanswered()}"
            time.sleep(0.01)

    def settings(self) -> dict[str, Any]:
        url = self.database.url.render_as_string(hide_password=False)
        messages = str(self.folder / "messages")
        return {"database": url, "api": self.api.base, "token": TOKEN, "messages": messages, **self.options}

    def on_webhook(self) -> None:
        """Before `start`: Telegram calls the bot, instead of being asked."""
        port = self.options["webhook_port"] = _free_port()
        self.api.webhook_door = f"http://127.0.0.1:{port}"

    def with_mail(self, relay: int) -> None:
        """Before `start`: letters go to the relay of this port, refusals come back to `returns`, and the pages are
        served."""
        for part in ("new", "cur", "tmp"):
            (self.returns / part).mkdir(parents=True, exist_ok=True)
        self.options |= {"mail_port": relay, "site_port": _free_port(), "maildir": str(self.returns)}

    @property
    def returns(self) -> Path:
        """The Maildir where refusals come back."""
        return self.folder / "returns"

    @property
    def site(self) -> str:
        """The address of the pages."""
        return f"http://127.0.0.1:{self.options['site_port']}"

    def _unanswered(self) -> list[int]:
        table = table_of(InboxRow)
        with self.database.read() as session:
            return list(
                session.scalars(table.select().with_only_columns(table.c.update_id).where(table.c.done_at.is_(None)))
            )

    def _listened_to(self, before: int) -> None:
        """Raises, or fails, when it dies instead."""
        end = time.monotonic() + PATIENCE
        while not (self.api.world.webhook or self.api.world.polls > before):
            self._alive()
            assert time.monotonic() < end, "the bot does not listen"
            time.sleep(0.01)

    def _alive(self) -> None:
        """Raises what it died of."""
        raise NotImplementedError


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class InThread(Running):
    """`house` is the application's own, while it runs."""

    house: House | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _stopping: asyncio.Event | None = None
    _thread: threading.Thread | None = None
    _trouble: BaseException | None = None

    def start(self) -> None:
        opened, before = threading.Event(), self.api.world.polls
        self._trouble = None
        self._thread = threading.Thread(target=self._live, args=(opened,), name="bot", daemon=True)
        self._thread.start()
        assert opened.wait(PATIENCE), "the bot did not open"
        self._raise()
        self._listened_to(before)

    def stop(self) -> None:
        if self._thread is None:
            return
        if self._loop and self._stopping and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the bot does not stop"
        self._thread = None
        self._raise()

    def order(self, name: str) -> dict[str, Any]:
        assert self.house is not None, "the bot is not running"
        return self.call(obey(self.house, name))

    def call(self, what: Coroutine[Any, Any, Any]) -> Any:
        """Runs a coroutine in the bot's own loop."""
        assert self._loop is not None, "the bot is not running"
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(PATIENCE)

    def _live(self, opened: threading.Event) -> None:
        try:
            asyncio.run(self._run(opened))
        except BaseException as error:
            self._trouble = error
        finally:
            self.house = None
            opened.set()

    async def _run(self, opened: threading.Event) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        async with living(settings_for(**self.settings()), self.clock, self._stopping) as house:
            self.house = house
            opened.set()
            await self._stopping.wait()

    def _alive(self) -> None:
        self._raise()

    def _raise(self) -> None:
        """Once."""
        trouble, self._trouble = self._trouble, None
        if trouble is not None:
            raise trouble


@dataclass
class InProcess(Running):
    """A process of its own."""

    _child: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        before = self.api.world.polls
        options = json.dumps(self.settings() | {"clock": str(self.clock.path)})
        words = [sys.executable, "-m", "tests.telegram_api.child", options]
        self._child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._listened_to(before)

    def stop(self) -> None:
        self._end(lambda child: child.terminate())

    def kill(self) -> None:
        """SIGKILL: not a word more."""
        self._end(lambda child: child.kill())

    def order(self, name: str) -> dict[str, Any]:
        self.order_meanwhile(name)
        assert self._child is not None and self._child.stdout is not None
        answer = self._child.stdout.readline()
        assert answer, "the bot died"
        numbers: dict[str, Any] = json.loads(answer)
        return numbers

    def deliver_meanwhile(self) -> None:
        """Delivers while the test goes on: to kill it in the middle. After it, `restart`, not `deliver`."""
        self.order_meanwhile("deliver")

    def order_meanwhile(self, name: str) -> None:
        assert self._child is not None and self._child.stdin is not None, "the bot is not running"
        self._child.stdin.write(name + "\n")
        self._child.stdin.flush()

    def _alive(self) -> None:
        assert self._child is not None and self._child.poll() is None, "the process of the bot died"

    def _end(self, how: Any) -> None:
        if self._child is None:
            return
        child, self._child = self._child, None
        how(child)
        try:
            child.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise
