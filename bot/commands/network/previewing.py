"""The draft as its members will see it, how many they are, and one confirmation."""

from collections.abc import Iterator
from dataclasses import replace

from alerts.channels.markup import typography
from alerts.messages.french import count
from alerts.services import broadcasting
from alerts.services.broadcast_preview import Preview
from alerts.services.errors import Refusal
from bot.chat.html import b, fit, h
from bot.chat.render import screen_of
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network import reporting
from bot.commands.network.broadcast_lines import (
    ABOVE,
    AGAIN,
    DROPPED,
    GOING_ON,
    SENT,
    aim_words,
    held_lines,
    reached_words,
)
from bot.commands.network.labels import number, rows_of, word
from bot.commands.network.passing import button

LABEL = 24  # characters of a button


def preview(talk: Talk, tap: Tap) -> Reply:
    """`pv BROADCAST`. Raises NotYours, NotAllowed."""
    return shown(talk, number(tap))


def shown(talk: Talk, broadcast_id: int) -> Reply:
    """What a member will see, then the numbers and the confirmation. Raises NotYours, NotAllowed."""
    talk.leave()
    with talk.house.database.read() as session:
        found = broadcasting.preview(session, talk.person.id, broadcast_id, talk.now)
    if found.broadcast.sent_at is not None:
        return reporting.shown(talk, broadcast_id)
    numbers = _numbers(found)
    return (screen_of(found.message), replace(numbers, fresh=True)) if found.message else numbers


def confirm(talk: Talk, tap: Tap) -> Reply:
    """`y BROADCAST SEEN`: sends what was seen; what has changed since is shown again. Raises NotYours, NotAllowed,
    Refusal."""
    broadcast_id = number(tap)
    try:
        with talk.house.database.write() as session:
            sent = broadcasting.confirm(session, talk.person.id, broadcast_id, word(tap, 1), talk.now)
    except Refusal as refusal:
        if refusal.sentence != broadcasting.CHANGED:
            raise
        again = shown(talk, broadcast_id)
        return (Toast(refusal.sentence, alert=True), *(again if isinstance(again, tuple) else (again,)))
    said = AGAIN if sent.again else SENT
    return reporting.shown(talk, broadcast_id, said if sent.complete else f"{said} {GOING_ON}")


def drop(talk: Talk, tap: Tap) -> Reply:
    """`dr BROADCAST`: back to what may be passed on. Raises NotYours, NotAllowed."""
    from bot.commands.network.choosing import sources  # it leads here

    with talk.house.database.write() as session:
        network_id = broadcasting.revise(session, talk.person.id, number(tap)).network_id
        broadcasting.drop(session, talk.person.id, number(tap))
    screen = sources(talk, network_id)
    return replace(screen, text=f"{DROPPED}\n\n{screen.text}")


def _numbers(found: Preview) -> Screen:
    one = found.broadcast.id
    ways: list[Button] = [] if found.over else [button(_send(found.structures), "y", one, found.seen)]
    changes = [button("Changer la cible", "tg", one), button("Changer le mot", "nt", one)]
    head = b(found.over) if found.over else h(ABOVE.format(found.example))
    aim = f"Pour {found.network.name} – {aim_words(found.broadcast.target)}"
    parts = [head, h(aim), "\n".join(_lines(found))]
    rows = (*((way,) for way in ways), *rows_of(changes, button("Abandonner", "dr", one)))
    return Screen(fit([part for part in parts if part], joined="\n\n"), rows)


def _send(structures: int) -> str:
    label = f"Envoyer à {count(structures, 'structure')}"
    return label if len(label) <= LABEL else f"Envoyer à {structures}"


def _lines(found: Preview) -> Iterator[str]:
    """Those that it reaches, then those that it does not, with the reason."""
    if reached := reached_words(found):
        yield b(typography(reached))
    yield from (h(typography(line)) for line in held_lines(found))
