"""The assistant as one piece: the bot, its channel, the dispatcher, the chat, what it serves over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute
from telegram.error import InvalidToken, TelegramError

from alerts.model.people import Recipient
from alerts.services import grouping, people
from alerts.services import network_chats as chats_of_networks
from alerts.store import groups, network_chats, recipients
from alerts.store.engine import Session
from bot.chat.command import Command
from bot.commands import COMMANDS, carte_typed
from bot.config import TelegramSettings
from bot.telegram.answering import Written
from bot.telegram.application import chat
from bot.telegram.channel import TelegramChannel
from bot.telegram.dispatch import Dispatcher
from bot.telegram.speaking import VigieBot, speaking
from bot.telegram.trouble import BadToken, ChatTrouble

if TYPE_CHECKING:
    from bot.wiring import House

NO_ANSWER = "Telegram ne répond pas : réessayez dans quelques minutes"


@asynccontextmanager
async def assistant(
    house: "House", stopping: asyncio.Event, commands: Sequence[Command] = COMMANDS
) -> AsyncIterator[tuple[BaseRoute, ...]]:
    """Listens, answers and sends until the end of the block; nothing of all that without a token.

    Gives what is to be served over HTTP for it: the webhook, when the host chose it. Raises ChatTrouble (at once, or at
    the end of the block after having set `stopping`).
    """
    settings = house.settings.telegram
    if not settings.token.get_secret_value():
        yield ()
        return
    dispatch = Dispatcher(house, commands, Written(carte_typed.first, carte_typed.typed))
    async with channel_of(house) as bot, chat(house, bot, dispatch, commands, stopping) as talking:
        yield talking.routes


@asynccontextmanager
async def sending(house: "House") -> AsyncIterator[None]:
    """Sends until the end of the block, without listening to anybody; nothing without a token."""
    if not house.settings.telegram.token.get_secret_value():
        yield
        return
    async with channel_of(house):
        yield


@asynccontextmanager
async def channel_of(house: "House") -> AsyncIterator[VigieBot]:
    """The channel of the ledger to Telegram, in the house until the end of the block. Nobody is listened to."""
    async with speaking(house.settings.telegram) as bot:

        async def topic_closed(recipient: Recipient) -> None:
            await house.database.writing(_out_of_topic, recipient, house.clock())

        async def shown(recipient: Recipient, buttons: tuple[tuple[str, str], ...]) -> None:
            number = recipients.number_of(recipient, recipients.PERSON)
            if number is not None:
                await house.database.writing(people.showed, number, buttons)

        channel = TelegramChannel(bot, house.clock, topic_closed, shown)
        house.channels[channel.name] = channel
        try:
            yield bot
        finally:
            del house.channels[channel.name]


def _out_of_topic(session: Session, to: Recipient, now: datetime) -> None:
    """Of a group of a structure, or of a network."""
    number, of_network = recipients.number_of(to, recipients.GROUP), recipients.number_of(to, recipients.NETWORK_CHAT)
    group = groups.load_group(session, number) if number is not None else None
    if group is not None:
        grouping.topic_closed(session, group, now)
    chat = network_chats.load(session, of_network) if of_network is not None else None
    if chat is not None:
        chats_of_networks.topic_closed(session, chat, now)


async def name_of(settings: TelegramSettings) -> str:
    """The bot's @name, without the @. Raises ChatTrouble."""
    async with speaking(settings) as bot:
        try:
            return (await bot.get_me()).username or ""
        except InvalidToken as error:
            raise BadToken from error
        except TelegramError as error:
            raise ChatTrouble(NO_ANSWER) from error
