"""What Telegram says of a chat that somebody named: what it is, whether the bot may publish there, who runs it."""

from telegram import Bot, ChatMember, ChatMemberAdministrator
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from alerts.services.network_chats import Found
from bot.chat.asking import Chat, Looked

ADMINISTRATORS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def look_at(bot: Bot, chat: Chat, account: int | None) -> Looked:
    """As of now, for this person. Raises telegram.error.TelegramError when Telegram does not answer."""
    try:
        it = await bot.get_chat(chat)
    except (BadRequest, Forbidden):  # no such chat, or one that is not shown to the bot
        return Looked(chat, None)
    us, them = await _member(bot, it.id, bot.id), await _member(bot, it.id, account)
    theirs = them is not None and them.status in ADMINISTRATORS
    return Looked(chat, Found(it.id, it.title or "", it.type == ChatType.CHANNEL, may_post(us), theirs))


def may_post(member: ChatMember | None) -> bool:
    """In a channel (Bot API, ChatMemberAdministrator.can_post_messages)."""
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)


async def _member(bot: Bot, chat_id: int, account: int | None) -> ChatMember | None:
    """None for nobody of this chat, and where the bot is not shown who is in it."""
    if account is None:
        return None
    try:
        return await bot.get_chat_member(chat_id, account)
    except (BadRequest, Forbidden):
        return None
