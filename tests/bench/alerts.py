"""Alerts to phones, beside plain python-telegram-bot with AIORateLimiter: the same stand-in, in a process of its own.

Ours is the product's own delivery: real rows of a ledger on SQLite are claimed, written as cards, sent through our
channel and our pace (25 a second), and settled. The peer is given the texts and keyboards ready and sends one message
an alert with `asyncio.gather`, through AIORateLimiter (30 a second; with three retries where said).
Asserted first: every alert of ours was told once, in the right chat, and the stand-in showed what both say they sent.

- Alerts a second, from the first claim to the last row settled, with Telegram's limits enforced (30 a second in all, 3
  in 3 seconds a person, 429 beyond). Ours groups what is due to one person: messages a second are given beside. Where
  each chat is owed one alert and 429 is not answered, neither grouping nor refusals play a part, and 25 a second is
  less than 30: only the peaks speak for us. Peak: the most messages in any sliding second.
- CPU seconds of this process alone, all its threads, for a thousand alerts, the pace lifted on both sides. The channel
  alone sends what is ready, as the peer does. The whole also claims, reads the database, writes the cards and settles.
- Alerts lost when Telegram answers 429 in the middle, AIORateLimiter() retrying nothing unless asked.

Seen on two busy cores, peer in the same run: 6 alerts to one chat 27 to 48 times as fast (one message, where the peer
is refused), 60 to 10 chats 6 to 7 times, 200 to 100 chats twice. One a chat: half the speed of a peer that sends 61
in a second where 30 are allowed, 0.9 to 1 of one set to 1 in 0.04 s. Under enforced limits the peer's peak stops at
30 because the rest is refused. CPU: the channel alone 0.9 to 1.6 times the peer's; the whole about 4 times one a
chat, 0.7 to 0.8 of it ten a chat: most of it is the database library, statement by statement.
"""

from collections import defaultdict
from collections.abc import Iterator

from tests.bench.alerts_owed import Size, letters, owed
from tests.bench.alerts_peer import Plain, ready
from tests.bench.alerts_runs import ABREAST, Run, channel_alone, emptied, ours, plain
from tests.bench.row import Row
from tests.telegram_api import faults
from tests.telegram_api.alone import Alone, alone

PEER = "python-telegram-bot"
SIZES = (Size(1, 6), Size(10, 6), Size(100, 2))
FULL = (Size(1, 20), Size(10, 20), Size(100, 10))
ONE_EACH, FLOODED = Size(100, 1), Size(30, 1)
FLOODS = 2
ROUNDS = 2


def bench(full: bool = False) -> list[Row]:
    with alone(judged=False) as api:
        rows = [row for size in (FULL if full else SIZES) for row in _paced(api, size)]
        sizes = (Size(900, 1), Size(90, 10)) if full else (Size(80, 1), Size(8, 10))
        spent = [row for size in sizes for row in _cpu(api, size)]
        return [*rows, *_one_each(api), *spent, *_flooded(api)]


def _paced(api: Alone, size: Size) -> Iterator[Row]:
    """Both at their real pace, under Telegram's limits."""
    mine, texts = ours(api, size, limits=True)
    its = plain(api, size, texts, Plain(api.base, retries=3), limits=True)
    what = f"{size.alerts} alerts, {size.chats} chat{'s' if size.chats > 1 else ''}"
    yield from _beside(what, size, mine, its, f"{PEER}, 3 retries")
    yield Row("alerts", f"{what}: answers 429", mine.report.floods, "answers", f"{PEER}, 3 retries", its.report.floods)
    yield Row("alerts", f"{what}: lost", mine.lost, "alerts", f"{PEER}, 3 retries", its.lost)


def _one_each(api: Alone) -> Iterator[Row]:
    """The same number of messages; the limits are only counted, so that nobody is slowed down by a refusal."""
    mine, texts = ours(api, ONE_EACH, limits=False)
    for rate, period, name in ((30, 1, "30 in 1 s"), (1, 0.04, "1 in 0.04 s")):
        its = plain(api, ONE_EACH, texts, Plain(api.base, rate, period))
        assert its.report.chats == mine.report.chats, "both told everybody once"
        what = f"{ONE_EACH.alerts} alerts, one a chat, no 429"
        yield from _beside(what, ONE_EACH, mine, its, f"{PEER}, {name}")


def _beside(what: str, size: Size, mine: Run, its: Run, peer: str) -> Iterator[Row]:
    a, b = mine.report, its.report
    rate = size.alerts / mine.seconds, (size.alerts - its.lost) / its.seconds
    sent = a.sent / mine.seconds, b.sent / its.seconds
    yield Row("alerts", what, rate[0], "alerts/s", peer, rate[1], lower_is_better=False)
    yield Row("alerts", f"{what}: messages", sent[0], "messages/s", peer, sent[1], lower_is_better=False)
    yield Row("alerts", f"{what}: peak", a.peak, "messages in 1 s", peer, b.peak)


def _cpu(api: Alone, size: Size) -> Iterator[Row]:
    """The least of the rounds, taken in turn: what else the machine does only adds."""
    spent: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        with owed(size, api.base, paced=False) as house:
            due = letters(house)
            if size.each == 1:  # a person is written to once a second: no more can be ready
                spent["channel"].append(channel_alone(api, size, house, due).cpu)
            spent["whole"].append(emptied(api, size, house, due).cpu)
        for name, abreast in (("ten", ABREAST), ("all", None)):
            its = plain(api, size, ready([letter for _, letter in due]), Plain(api.base, rate=0, abreast=abreast))
            assert its.report.chats == {str(chat): size.each for chat in size.people}, "everybody is told"
            spent[name].append(its.cpu)
    least = {name: min(found) * 1000 / size.alerts for name, found in spent.items()}
    what = f"{size.each} a chat, CPU of"
    for name, mine in (("channel", "the channel alone"), ("whole", "ledger, cards, channel")):
        for its_name in ("ten", "all"):
            if name in least:
                peer = f"{PEER}, {its_name} in flight"
                yield Row("alerts", f"{what} {mine}", least[name], "s / 1,000 alerts", peer, least[its_name])


def _flooded(api: Alone) -> Iterator[Row]:
    """429 to a few messages in a row, in the middle."""

    def flood() -> None:
        api.fail(faults.flood(1), times=FLOODS, after=FLOODED.alerts // 2)

    mine, texts = ours(api, FLOODED, limits=False, before=flood)
    its = plain(api, FLOODED, texts, Plain(api.base, retries=0), before=flood)
    what = f"{FLOODED.alerts} alerts, {FLOODS} answers 429 in the middle: lost"
    yield Row("alerts", what, mine.lost, "alerts", f"{PEER}, no retry", its.lost)
