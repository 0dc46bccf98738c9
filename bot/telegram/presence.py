"""Where the bot is: blocked and back in private, put in a group or a channel and out of it, a group that moves."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import Bot, ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from alerts.model.network import Network
from alerts.services import grouping, network_chats, people
from alerts.services.grouping import Added, Spot
from alerts.store.engine import Session
from bot.chat.html import b, h
from bot.telegram.channels import follow_channel

if TYPE_CHECKING:
    from bot.wiring import House

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)

GREETING = "Merci de m’avoir ajoutée à {title}."
LINK = "Pour y recevoir vos annonces, un administrateur du groupe tape /relier dans le groupe, ou dans le sujet."
NO_STRUCTURE = "Il faut d’abord un profil : tapez /start ici, en privé, puis /relier dans le groupe."
LINKED = "Les annonces y reprennent pour : {names}."
NETWORKS = "Les annonces de réseau y reprennent : {names}."


async def follow(house: "House", update: Update, bot: Bot) -> bool:
    """True when the update was of that sort. Safe to repeat: Telegram says some of it twice."""
    if update.my_chat_member is not None:
        await _membership(house, update.my_chat_member, bot)
        return True
    message = update.message
    if message is None or (message.migrate_to_chat_id is None and message.migrate_from_chat_id is None):
        return False
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    await house.database.writing(grouping.migrated, old, new)
    return True


async def _membership(house: "House", change: ChatMemberUpdated, bot: Bot) -> None:
    gone = change.new_chat_member.status in _GONE
    match change.chat.type:
        case ChatType.PRIVATE:
            await _private(house, change.from_user.id, gone)
        case ChatType.GROUP | ChatType.SUPERGROUP if gone:
            await house.database.writing(_removed, change.chat.id, house.clock())
        case ChatType.GROUP | ChatType.SUPERGROUP if change.old_chat_member.status in _GONE:
            await _added(house, change, bot)
        case ChatType.CHANNEL:
            await follow_channel(house, change, bot)
        case _:  # another right in a group where we already are
            pass


async def _private(house: "House", account: int, gone: bool) -> None:
    if gone:
        await house.database.writing(people.blocked, account, house.clock())
    else:
        await house.database.writing(people.back, account, house.clock())


async def _added(house: "House", change: ChatMemberUpdated, bot: Bot) -> None:
    """Said to who added us, in private when they ever wrote to us, in the group otherwise."""
    spot = Spot(change.chat.id, None, change.chat.title or "")

    def join(session: Session) -> tuple[Added, bool, list[Network]]:
        by = people.meet(session, change.from_user.id, change.from_user.first_name, house.clock())
        animates = bool(network_chats.may_link(session, by.id))
        return grouping.added(session, by.id, spot), animates, network_chats.added(session, spot)

    words = _greeting(spot, *(await house.database.writing(join)))
    try:
        await bot.send_message(change.from_user.id, words, parse_mode="HTML")
    except (Forbidden, BadRequest):
        await _said_there(bot, spot, words)


def _removed(session: Session, chat_id: int, now: datetime) -> None:
    grouping.removed(session, chat_id, now)
    network_chats.removed(session, chat_id, now)


async def _said_there(bot: Bot, spot: Spot, words: str) -> None:
    try:
        await bot.send_message(spot.chat_id, words, parse_mode="HTML")
    except (Forbidden, BadRequest):
        return  # we may not write there: whoever added us has to let us


def _greeting(spot: Spot, added: Added, animates: bool, networks: Sequence[Network]) -> str:
    """`networks`: those that speak there again."""
    lines = [GREETING.format(title=b(spot.title))]
    if added.linked:
        lines.append(LINKED.format(names=h(", ".join(one.name for one in added.linked))))
    if networks:
        lines.append(NETWORKS.format(names=h(", ".join(one.name for one in networks))))
    if added.linked or networks:
        return "\n".join(lines)
    if not added.mine and not animates:
        lines.append(NO_STRUCTURE)
    else:
        lines.append(LINK)
    return "\n".join(lines)
