"""How often each member was proposed, month after month."""

from datetime import date

from alerts.messages.network.distribution import distribution_message
from alerts.messages.network.territory_periods import months_before
from alerts.messages.network.territory_words import first_of_next, month_words
from alerts.services import distributing
from bot.chat.actions import PARTNERS
from bot.chat.screen import Button, Reply, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.network.labels import rows_of, to_network
from bot.commands.network.partners.labels import number, shown
from bot.commands.profile.asking_places import short

LABEL, ACTION = "⚖️ Qui a été proposé", "d"
IN_PRIVATE = "Ceci se lit en privé : écrivez-moi /reseau dans notre conversation."
BACK = 12  # months that can be looked at
MOST = 60  # members told one by one


def way(network_id: int) -> Button:
    """From the screen of a network."""
    return Button(LABEL, pack(PARTNERS, ACTION, network_id))


def screen(talk: Talk, tap: Tap) -> Reply:
    """`d NETWORK [MONTHS BEFORE THE LAST]`. Raises NotYours, NotAllowed."""
    if not talk.place.private:
        return Toast(IN_PRIVATE, alert=True)
    network_id, ago = number(tap), min(tap.number(1) or 0, BACK)
    month = months_before(distributing.last_month(talk.now), ago)
    with talk.house.database.read() as session:
        found = distributing.month(session, talk.person.id, network_id, month, talk.now)
    turning = [_turn(network_id, months_before(month, 1), ago + 1)] if ago < BACK else []
    turning += [_turn(network_id, first_of_next(month), ago - 1)] if ago else []
    return shown(distribution_message(found, MOST), rows_of(turning, to_network(network_id)))


def _turn(network_id: int, month: date, ago: int) -> Button:
    return Button(short(month_words(month).capitalize()), pack(PARTNERS, ACTION, network_id, ago))
