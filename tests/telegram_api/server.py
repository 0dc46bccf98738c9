"""The HTTP side: `/bot<token>/<method>` on 127.0.0.1, in a thread with its own loop. See the package's docstring."""

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from email import message_from_bytes, policy
from types import TracebackType
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.telegram_api import canned, messages
from tests.telegram_api.faults import CONFLICT, Fault, Faults
from tests.telegram_api.judge import Files, decode, judge, method_named
from tests.telegram_api.limits import Pace
from tests.telegram_api.refusal import Refused
from tests.telegram_api.world import Json, World

TOKEN = "700000001:" + "A" * 35
NAME = "vigie_ess_bot"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{35}")
_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Call:
    """One request of the bot, whatever was answered. `refused` is the description, empty when it was accepted."""

    method: str
    values: Json
    refused: str = ""

    @property
    def chat(self) -> Any:
        return self.values.get("chat_id")


class BotApi:
    """`with BotApi() as api:` then `api.base` (for PTB: `base_url=api.base + "/bot"`). `reset()` between tests.

    `judged=False` skips aiogram and teremok: for benches of pacing only. `limits=True` answers 429 like Telegram.
    `webhook_door`: where webhooks really go ("http://127.0.0.1:8080"), in place of the https:// origin set by the bot.
    """

    def __init__(self, *, judged: bool = True, limits: bool = False) -> None:
        self.judged, self.limits, self.faults = judged, limits, Faults()
        self.webhook_door = ""
        self.calls: list[Call] = []
        self.world = World(canned.bot_user(NAME, TOKEN), Pace(limits))
        self.judge_seconds = 0.0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, name="bot-api", daemon=True)
        self._ready: Future[int] = Future()
        self._poll: asyncio.Event | None = None  # the poll under way; set with `_usurped` when another one comes
        self._usurped = False
        self.port = 0

    # life

    def __enter__(self) -> "BotApi":
        self._thread.start()
        self.port = self._ready.result(timeout=30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(timeout=10)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reset(self, *, limits: bool = False) -> None:
        """Forgets everything: chats, messages, updates, faults, calls. Polls under way are answered empty."""
        with self.world.lock:
            self.faults.clear()
            self.calls, self.webhook_door, self.limits, self.judged = [], "", limits, True
            self.world = World(canned.bot_user(NAME, TOKEN), Pace(limits))
            self.world.on_update = self._wake_from_outside
        self._wake_from_outside()

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._run())
        finally:
            self._loop.close()

    async def _run(self) -> None:
        self._over, self._woken = asyncio.Event(), asyncio.Event()
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.world.on_update = self._wake_from_outside
        calling = asyncio.create_task(self._call_webhooks())
        self._ready.set_result(runner.addresses[0][1])
        await self._over.wait()
        self._wake()
        calling.cancel()
        await asyncio.gather(calling, return_exceptions=True)
        await runner.cleanup()

    def _wake_from_outside(self) -> None:
        self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        woken, self._woken = self._woken, asyncio.Event()
        woken.set()

    # what tests ask and do

    @property
    def refusals(self) -> list[Call]:
        return [one for one in self.calls if one.refused]

    def push(self, **parts: Any) -> int | None:
        """Any update (`message={…}`), judged by aiogram. Answers its update_id."""
        return self.world.push(**parts)

    def again(self, update_id: int) -> None:
        """Delivers an update a second time, as after a lost acknowledgement."""
        with self.world.lock:
            found = next(one for one in self.world.every_update if one["update_id"] == update_id)
            self.world.updates.append(found)
        self.world.on_update()

    def wait_until(self, true: Callable[[], Any], timeout: float = 10.0) -> Any:
        """What `true` answers as soon as it is true. Looks at each event and call. AssertionError when it never is."""
        end = time.monotonic() + timeout
        with self.world.lock:
            while not (found := true()):
                left = end - time.monotonic()
                assert left > 0, f"it did not happen in {timeout} s; refused so far: {self.refusals}"
                self.world.lock.wait(left)
            return found

    @property
    def listening(self) -> bool:
        """The bot asks for updates, or gave an address where it is to be told."""
        return bool(self.world.polls or self.world.webhook)

    # requests

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        try:
            self._token(request.match_info["token"])
            method = method_named(name)
            form, files = await _form(request)
            return await self._called(request, method.__api_method__, decode(method, form), files)
        except Refused as error:
            return web.json_response(error.body(), status=error.code)

    def _token(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise Refused(404, "Not Found")
        if token != TOKEN:
            raise Refused(401, "Unauthorized")

    async def _called(self, request: web.Request, name: str, values: Json, files: Files) -> web.StreamResponse:
        world = self.world  # a call that dawdles past a reset ends in the world where it began
        fault = self.faults.take(name, values.get("chat_id"))
        if fault is not None and not fault.late:
            await asyncio.sleep(fault.delay)
            if (failed := _failed(request, fault)) is not None:
                self._noted(world, name, values, fault.description or "dropped")
                return failed
        try:
            result = await self._result(world, name, values, files)
        except Refused as error:
            self._noted(world, name, values, error.description)
            raise
        self._noted(world, name, values)
        if fault is not None and fault.late:
            await asyncio.sleep(fault.delay)
        if fault is not None and fault.lost_reply:
            return _closed(request)
        return web.json_response({"ok": True, "result": result})

    def _noted(self, world: World, name: str, values: Json, refused: str = "") -> None:
        if name != "getUpdates" and world is self.world:
            with world.lock:
                self.calls.append(Call(name, values, refused))
                world.lock.notify_all()

    async def _result(self, world: World, name: str, values: Json, files: Files) -> Any:
        if self.judged:
            begun = time.perf_counter()
            judge(method_named(name), values, files)
            self.judge_seconds += time.perf_counter() - begun
        if name == "getUpdates":
            return await self._get_updates(world, values)
        return messages.answer(world, name, values, files)

    # updates

    async def _get_updates(self, world: World, values: Json) -> list[Json]:
        """Long poll. A poll that begins ends the one under way with 409, as Telegram does."""
        if self._poll is not None:
            self._poll.set()
        mine = self._poll = asyncio.Event()
        with world.lock:
            world.polls += 1
            world.lock.notify_all()
        until = self._loop.time() + min(values.get("timeout") or 0, 50)
        try:
            while True:
                woken = self._woken
                with world.lock:
                    found = canned.waiting_updates(world, values)
                left = until - self._loop.time()
                if found or left <= 0 or self._over.is_set() or world is not self.world:
                    return found
                await _first(left, woken, mine)
                if mine.is_set():
                    raise Refused(409, CONFLICT.description)
        finally:
            if self._poll is mine:
                self._poll = None

    async def _call_webhooks(self) -> None:
        """In webhook mode, updates are POSTed one after the other, again and again until a 200."""
        async with ClientSession(timeout=ClientTimeout(total=10)) as session:
            while not self._over.is_set():
                woken, world = self._woken, self.world
                if not (world.webhook and world.updates and self.webhook_door):
                    await woken.wait()
                elif await self._post(session, world):
                    with world.lock:
                        del world.updates[:1]
                else:
                    await asyncio.sleep(0.1)

    async def _post(self, session: ClientSession, world: World) -> bool:
        path = re.sub(r"^https://[^/]+", "", world.webhook["url"])
        secret = world.webhook["secret"]
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with session.post(self.webhook_door + path, json=world.updates[0], headers=headers) as answer:
                return answer.status == 200
        except (ClientError, TimeoutError, IndexError):
            return False


async def _first(seconds: float, *events: asyncio.Event) -> None:
    """Until one of the events, or the time is over."""
    waits = [asyncio.create_task(one.wait()) for one in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waits:
            one.cancel()


async def _form(request: web.Request) -> tuple[dict[str, str], Files]:
    """The fields and the files of a request: a form, several parts, JSON or the query."""
    form = {name: str(value) for name, value in request.query.items()}
    files: Files = {}
    if request.content_type == "application/json" and request.can_read_body:
        for name, value in (await request.json()).items():
            form[name] = value if isinstance(value, str) else json.dumps(value)
        return form, files
    if request.content_type == "multipart/form-data":
        for name, filename, content in _parts(request.headers["Content-Type"], await request.read()):
            if filename is None:
                form[name] = content.decode()
            else:
                files[name] = filename, content
        return form, files
    form |= {name: str(value) for name, value in (await request.post()).items()}
    return form, files


def _parts(content_type: str, body: bytes) -> Iterator[tuple[str, str | None, bytes]]:
    """(name, file name, content). Not aiohttp's own reader: it warns of itself, and warnings are errors here."""
    whole = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body, policy=policy.HTTP)
    for part in whole.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        yield str(part.get_param("name", header="content-disposition")), part.get_filename(), content


def _failed(request: web.Request, fault: Fault) -> web.StreamResponse | None:
    if fault.drop:
        return _closed(request)
    if fault.page:
        return web.Response(text=_PAGE, status=fault.code or 502, content_type="text/html")
    if fault.code:
        return web.json_response(Refused(fault.code, fault.description, **fault.parameters).body(), status=fault.code)
    return None


def _closed(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
