"""What the bot says of itself: its menu, in private and for administrators of groups, and its descriptions.

Decoration: what Telegram refuses is one line in the log, and the bot works without it.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeAllChatAdministrators, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.chat.command import Command, Scope

logger = logging.getLogger(__name__)

LANGUAGES = ("", "fr")  # everybody, then those whose Telegram is in French: some applications look for theirs only
SHORT = "Les marchés publics réservés ou à clause sociale, expliqués lot par lot, pour les structures de l’ESS."
ABOUT = (
    "Je lis chaque jour les annonces de marchés publics et je vous écris quand l’une d’elles convient à votre "
    "structure (insertion, handicap, économie sociale et solidaire).\n\n"
    "Pour chaque lot : est-il réservé, et à qui ? Quelles clauses sociales, avec la phrase de l’avis qui le dit ? "
    "Avant quand répondre ?\n\n"
    "Quelques questions suffisent pour commencer. C’est gratuit, et /stop arrête tout."
)

_SCOPES = {
    Scope.PRIVATE: BotCommandScopeAllPrivateChats(),
    Scope.GROUP: BotCommandScopeAllChatAdministrators(),
}


async def introduce(bot: Bot, commands: Sequence[Command]) -> int:
    """Tell Telegram the menu and the descriptions. How many of these it took."""
    asked: list[Callable[[], Awaitable[Any]]] = []
    for language in LANGUAGES:
        for scope, where in _SCOPES.items():
            lines = [BotCommand(one.name, one.about) for one in commands if one.scope is scope]
            if lines:
                asked.append(partial(bot.set_my_commands, lines, where, language_code=language or None))
        asked.append(partial(bot.set_my_description, ABOUT, language_code=language or None))
        asked.append(partial(bot.set_my_short_description, SHORT, language_code=language or None))
    return sum([await _taken(one) for one in asked])


async def _taken(call: Callable[[], Awaitable[Any]]) -> bool:
    try:
        await call()
    except TelegramError as error:
        logger.warning("the menu or the description was not taken (%s)", type(error).__name__)
        return False
    return True
