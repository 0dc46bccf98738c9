"""What nobody foresaw: one line in the log, one apology with a code, a word to the operator. No personal data."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from traceback import extract_tb

from telegram import Bot, Update
from telegram.error import Forbidden, TelegramError

from bot.chat.html import h
from bot.incident import kinds, new_code, trace

logger = logging.getLogger(__name__)

BETWEEN = timedelta(hours=1)  # two words to the operator about the same kind of error
_HARMLESS = (
    "message is not modified",  # tapped twice
    "query is too old",  # tapped while we were away
    "query_id_invalid",
)


class Incidents:
    """`operator` is a chat, 0 for none; `contact` is where people can complain, "" for nowhere."""

    def __init__(self, bot: Bot, clock: Callable[[], datetime], operator: int = 0, contact: str = "") -> None:
        self._bot, self._clock, self._operator, self._contact = bot, clock, operator, contact
        self._told: dict[str, datetime] = {}

    async def tell(self, error: Exception, update: Update | None = None) -> str:
        """Note the error and tell whoever it kept waiting. Its code; "" for what needs no word. Never raises."""
        if _harmless(error):
            return ""
        code = new_code()
        logger.error("%s %s%s", code, kinds(error), trace(error))
        if update is not None:
            await self._apologise(code, update)
        await self._tell_operator(code, error)
        return code

    async def _apologise(self, code: str, update: Update) -> None:
        query, chat, message = update.callback_query, update.effective_chat, update.message
        if chat is None or update.my_chat_member:
            return
        try:
            if query is not None and chat.type != chat.PRIVATE:
                await self._bot.answer_callback_query(query.id, toast(code), show_alert=True)
            elif chat.type == chat.PRIVATE or (message and (message.text or "").startswith("/")):
                topic = message.message_thread_id if message and message.is_topic_message else None
                await self._bot.send_message(chat.id, apology(code, self._contact), message_thread_id=topic)
        except TelegramError as trouble:
            logger.warning("%s could not be told (%s)", code, type(trouble).__name__)

    async def _tell_operator(self, code: str, error: Exception) -> None:
        kind, now = type(error).__qualname__, self._clock()
        if not self._operator or now - self._told.get(kind, now - BETWEEN) < BETWEEN:
            return
        self._told[kind] = now
        text = (
            f"⚠️ <b>Incident <code>{code}</code></b>\n{h(kinds(error))}{h(_where(error))}\nLa suite est dans le journal."
        )
        try:
            await self._bot.send_message(self._operator, text)
        except TelegramError as trouble:
            logger.warning("the operator could not be told (%s)", type(trouble).__name__)


def apology(code: str, contact: str) -> str:
    write = f"écrivez à {h(contact)}" if contact else "dites-le à la personne qui s’occupe de ce service"
    return (
        "⚠️ <b>Je n’ai pas pu répondre à votre demande.</b>\n"
        "Ce que vous aviez enregistré est intact. Réessayez dans une minute ; si cela recommence, "
        f"{write} en citant le code <code>{code}</code>."
    )


def toast(code: str) -> str:
    """For a button of a group: shown to the one who tapped only."""
    return f"Je n’ai pas pu répondre. Réessayez dans une minute. Code à citer si cela recommence : {code}"


def _where(error: BaseException) -> str:
    frames = extract_tb(error.__traceback__)
    return f" dans {frames[-1].name}, ligne {frames[-1].lineno}" if frames else ""


def _harmless(error: Exception) -> bool:
    """Nobody waits for anything: nothing to change, a button too old, somebody who blocked us meanwhile."""
    if isinstance(error, Forbidden):
        return True
    return isinstance(error, TelegramError) and any(words in error.message.lower() for words in _HARMLESS)
