"""Channels: nobody types a command there. The bot is made an administrator, and who did it is told in private how to
have their network speak there; nothing is ever said in the channel itself before that."""

import contextlib
from typing import TYPE_CHECKING

from telegram import Bot, ChatMemberUpdated, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from alerts.model.network import Network
from alerts.services import network_chats, people
from alerts.services.grouping import Spot
from alerts.store.engine import Session
from bot.chat.html import b
from bot.commands.network.chats import of_channel
from bot.telegram.looking import may_post

if TYPE_CHECKING:
    from bot.wiring import House

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
READY = "Je peux maintenant publier dans le canal {title}."
WHICH = "Quel réseau doit y parler ? Seules y sont publiées ses annonces pour tous ses membres."
SPEAKS = "Les annonces de réseau y reprennent."
NO_RIGHT = (
    "Vous m’avez ajoutée au canal {title}, sans le droit « Publier des messages » : donnez-le-moi pour y relier un"
    " réseau."
)
MOST = 8  # networks to choose from


async def follow_channel(house: "House", change: ChatMemberUpdated, bot: Bot) -> None:
    """What the bot may now do in a channel. Safe to repeat."""
    spot = Spot(change.chat.id, None, change.chat.title or "")
    if not may_post(change.new_chat_member):
        gone = change.new_chat_member.status in _GONE
        why = network_chats.REMOVED if gone else network_chats.MAY_NOT_POST
        await house.database.writing(network_chats.removed, spot.chat_id, house.clock(), why)
        if gone:
            return
    elif may_post(change.old_chat_member):
        return  # another right: nothing changes for us

    def meet(session: Session) -> tuple[list[Network], list[Network]]:
        by = people.meet(session, change.from_user.id, change.from_user.first_name, house.clock())
        again = network_chats.added(session, spot) if may_post(change.new_chat_member) else []
        return network_chats.may_link(session, by.id), again

    mine, again = await house.database.writing(meet)
    if mine:
        with contextlib.suppress(Forbidden, BadRequest):  # they never wrote to us
            await _say(bot, change, spot, mine, again)


async def _say(bot: Bot, change: ChatMemberUpdated, spot: Spot, mine: list[Network], again: list[Network]) -> None:
    """In private, to who made us an administrator and animates a network."""
    if not may_post(change.new_chat_member):
        await bot.send_message(change.from_user.id, NO_RIGHT.format(title=b(spot.title)), parse_mode="HTML")
        return
    speaking = {one.id for one in again}
    ways = [of_channel(one, spot.chat_id) for one in mine if one.id not in speaking][:MOST]
    said = [READY.format(title=b(spot.title)), *([SPEAKS] if again else []), *([WHICH] if ways else [])]
    rows = [[InlineKeyboardButton(way.label, callback_data=way.data)] for way in ways]
    await bot.send_message(
        change.from_user.id,
        "\n".join(said),
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(rows) if rows else None,
    )
