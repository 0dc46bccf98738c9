"""The radar, for animators: what closes soon and nobody is on, with who could, and one tap to tell them."""

from dataclasses import replace

from alerts.messages.network.radar import Form, radar_message
from alerts.services import radar, summoning
from bot.chat.command import OLD_BUTTON
from bot.chat.render import screen_of
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network import previewing
from bot.commands.network.labels import button, to_network

LABEL, ACTION, SUMMON = "📡 Radar", "ra", "rc"
PAGE = 5  # lots of a screen: what follows is one tap away
NEXT, BEFORE = "Lots suivants ➡️", "⬅️ Lots précédents"


def shown(talk: Talk, tap: Tap) -> Reply:
    """`ra NETWORK [FIRST]`: as of now. Raises NotYours, NotAllowed."""
    network_id = tap.number()
    if network_id is None:
        return Toast(OLD_BUTTON)
    house = talk.house
    first = max(tap.number(1) or 0, 0) // PAGE * PAGE
    form = Form(network_id, first, PAGE, phone=True)
    found = radar.of_network(house.database, house.current, talk.person.id, network_id, talk.now, form.range)
    many = len(found.radar.spots)
    if first >= many > 0:  # fewer than when this button was shown
        return shown(talk, replace(tap, args=tap.args[:1]))
    screen = screen_of(radar_message(found.network.name, found.radar, found.notices, found.names, talk.now, form))
    turning = tuple(_turning(network_id, first, many))
    return replace(screen, rows=(*screen.rows, *((turning,) if turning else ()), (to_network(network_id),)))


def summon(talk: Talk, tap: Tap) -> Reply:
    """`rc NETWORK MARK`: the draft for those who could, to be confirmed. Raises NotYours, NotAllowed, Refusal."""
    network_id = tap.number()
    if network_id is None or len(tap.args) < 2:
        return Toast(OLD_BUTTON)
    house = talk.house
    made = summoning.summon(house.database, house.current, talk.person.id, network_id, tap.args[1], talk.now)
    shown = previewing.shown(talk, made.id)
    first, *rest = shown if isinstance(shown, tuple) else (shown,)
    return (replace(first, fresh=True) if isinstance(first, Screen) else first, *rest)  # the radar stays where it is


def _turning(network_id: int, first: int, many: int) -> list[Button]:
    ways = [button(BEFORE, ACTION, network_id, first - PAGE)] if first else []
    return [*ways, button(NEXT, ACTION, network_id, first + PAGE)] if first + PAGE < many else ways
