"""The stand-in in a process of its own, so that a bench counts only what the bot costs.

`with alone(chats=range(1000, 1100), judged=False) as api:` then `api.base`, and `api.report()` when all is sent.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.telegram_api.faults import Fault
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi
from tests.telegram_api.world import Chat


@dataclass(frozen=True)
class Report:
    """`sent`: messages shown; `chats`: chat → how many; `peak`: the most in any second; `peak_chat`: in one chat.

    `floods`: answers 429 of our own pace; `refused`: calls refused for any reason; `seconds`: first to last message.
    """

    sent: int
    chats: dict[str, int]
    peak: int
    peak_chat: int
    floods: int
    refused: int
    seconds: float


class Alone:
    """The other end of a pipe."""

    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self._child = child
        self.base = str(self._answer()["base"])

    def report(self) -> Report:
        return Report(**self._ask(order="report"))

    def reset(self, chats: Iterable[int] = (), *, limits: bool = False) -> None:
        """As new: these people (or groups, when negative) may be written to."""
        self._ask(order="reset", chats=list(chats), limits=limits)

    def fail(self, fault: Fault, *, method: str = "sendMessage", times: int = 1, after: int = 0) -> None:
        """`after`: how many messages are shown before the failure."""
        what = {"code": fault.code, "description": fault.description, "parameters": fault.parameters}
        self._ask(order="fail", fault=what, method=method, times=times, after=after)

    def _ask(self, **order: Any) -> dict[str, Any]:
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(order) + "\n")
        self._child.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._child.stdout is not None
        found: dict[str, Any] = json.loads(self._child.stdout.readline())
        return found


@contextmanager
def alone(chats: Iterable[int] = (), *, judged: bool = True, limits: bool = False) -> Iterator[Alone]:
    words = [sys.executable, "-m", "tests.telegram_api.alone", "judged" if judged else "unjudged"]
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        api = Alone(child)
        api.reset(chats, limits=limits)
        yield api
    finally:
        child.communicate(timeout=10)  # closes its input: it ends


def reported(api: BotApi) -> Report:
    """What the bot did since the last reset."""
    with api.world.lock:
        sent = list(api.world.pace.sent)
        pace = api.world.pace
    chats: dict[str, int] = {}
    for _, chat in sent:
        chats[str(chat)] = chats.get(str(chat), 0) + 1
    busiest = max(chats, key=lambda one: chats[one], default="0")
    seconds = sent[-1][0] - sent[0][0] if sent else 0.0
    in_chat = pace.peak(1.0, chat=int(busiest))
    return Report(len(sent), chats, pace.peak(), in_chat, pace.floods, len(api.refusals), seconds)


def _known(api: BotApi, chat: int) -> None:
    if chat < 0:
        api.world.chats[chat] = Chat(chat, "supergroup", "Groupe", started=True, bot_status="member")
    else:
        Phone(api, chat).chat.started = True


def obey(api: BotApi, order: dict[str, Any], judged: bool) -> dict[str, Any]:
    match order["order"]:
        case "report":
            return reported(api).__dict__
        case "fail":
            api.faults.add(Fault(**order["fault"]), method=order["method"], times=order["times"], after=order["after"])
        case "reset":
            api.reset(limits=order["limits"])
            api.judged = judged
            for chat in order["chats"]:
                _known(api, chat)
    return {}


def main(judged: bool) -> None:
    with BotApi() as api:
        sys.stdout.write(json.dumps({"base": api.base}) + "\n")
        sys.stdout.flush()
        for line in sys.stdin:
            sys.stdout.write(json.dumps(obey(api, json.loads(line), judged)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1] == "judged")
