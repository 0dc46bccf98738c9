"""The radar, for animators: what closes soon and nobody of the network is on, with who could."""

from dataclasses import replace

from alerts.messages.network.radar import radar_message
from alerts.services import radar
from bot.chat.command import OLD_BUTTON
from bot.chat.render import screen_of
from bot.chat.screen import Reply, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import rows_of, to_network

LABEL, ACTION = "📡 Radar", "ra"


def shown(talk: Talk, tap: Tap) -> Reply:
    """As of now. Raises NotYours, NotAllowed."""
    network_id = tap.number()
    if network_id is None:
        return Toast(OLD_BUTTON)
    house = talk.house
    found = radar.of_network(house.database, house.current, talk.person.id, network_id, talk.now)
    screen = screen_of(radar_message(found.network.name, found.radar, found.notices, found.names, talk.now))
    return replace(screen, rows=rows_of([], to_network(network_id)))
