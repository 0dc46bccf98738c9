"""The channel of the ledger to Telegram: a letter becomes a card with its buttons, a failure becomes an Outcome."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from alerts.channels.channel import Letter, Style
from alerts.channels.markup import typography
from alerts.channels.pictures import is_picture
from alerts.messages.message import ActionKind, Attachment
from alerts.model.delivery import Claimed, Outcome, Sent, Unreachable
from alerts.model.people import Recipient
from bot.chat.actions import rows_of
from bot.chat.html import CAPTION, LEFT_OUT, cut, h, split, visible
from bot.chat.render import paragraphs
from bot.chat.screen import Rows
from bot.telegram.outcomes import mending, outcome_of
from bot.telegram.speed import Priority

logger = logging.getLogger(__name__)

BEGUN = 1000  # letters sent in part that are remembered
NO_ADDRESS = "aucune conversation Telegram n’est connue pour ce destinataire"
Buttons = tuple[tuple[str, str], ...]  # (label, data)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Part:
    """One bubble of a letter. `text` is HTML unless `bare`; `answers` is a message of the same chat. With a `picture`,
    it stands under it."""

    chat: int
    topic: int | None
    text: str
    rows: Rows = ()
    answers: int | None = None
    bare: bool = False
    picture: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """How much of a letter has left, and the receipt of its first part."""

    parts: int = 0
    receipt: str = ""


async def _unnoticed(_recipient: Recipient, _buttons: Buttons) -> None:
    """Nobody keeps the buttons of a list."""


class TelegramChannel:
    """`send` never tries again: the ledger does. `on_topic_closed` is told when a topic no longer takes messages; the
    group itself got it then. `on_list` is told of the buttons of a list.
    """

    name: str = "telegram"
    style: Style = Style.CARD

    def __init__(
        self,
        bot: ExtBot[Priority],
        clock: Callable[[], datetime],
        on_topic_closed: Callable[[Recipient], Awaitable[None]],
        on_list: Callable[[Recipient, Buttons], Awaitable[None]] = _unnoticed,
    ) -> None:
        self._bot, self._clock, self._on_topic_closed, self._on_list = bot, clock, on_topic_closed, on_list
        self._begun: OrderedDict[int, Begun] = OrderedDict()

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        """`letter.address` is "chat" or "chat/topic", the receipt "chat/message". Buttons stand under the last part in
        words; pictures follow, without a sound.

        Sent, Later, Refused, Unreachable or Moved (`bot.telegram.outcomes`). What was sent before a failure in the
        middle is not sent again by this process.
        """
        try:
            parts = parts_of(letter)
        except ValueError:
            return Unreachable(NO_ADDRESS)
        closed = False
        try:
            for part in parts[self._begun.get(delivery.id, Begun()).parts :]:
                out_of_topic = await self._part(part, delivery)
                closed = closed or out_of_topic
        except TelegramError as error:
            return outcome_of(error, delivery, self._clock())
        finally:
            if closed:
                await self._say_closed(delivery.to)
        await self._say_listed(letter, delivery.to)
        return Sent(self._begun.pop(delivery.id, Begun()).receipt)

    async def _part(self, part: Part, delivery: Claimed) -> bool:
        """True when it had to leave its topic."""
        message, sent = await self._mended(part)
        held = self._begun.get(delivery.id, Begun())
        self._begun[delivery.id] = Begun(held.parts + 1, held.receipt or f"{part.chat}/{message}")
        while len(self._begun) > BEGUN:
            self._begun.popitem(last=False)
        return sent.topic != part.topic

    async def _mended(self, part: Part) -> tuple[int | None, Part]:
        """The message sent, and what it was sent as: without what Telegram refused, once for each thing refused. None
        for a picture that it refuses (a group may take none): the words have left, and say the same."""
        try:
            return await self._sent(part), part
        except BadRequest as error:
            milder = _milder(part, error)
            if milder == part and part.picture is None:
                raise
            logger.error("a message was refused, and sent otherwise: %s", error.message)
            if milder == part:
                return None, part
        return await self._mended(milder)

    async def _sent(self, part: Part) -> int:
        if part.picture is not None:
            return await self._shown(part, part.picture)
        answers = ReplyParameters(part.answers, allow_sending_without_reply=True) if part.answers else None
        message = await self._bot.send_message(
            part.chat,
            part.text,
            parse_mode=None if part.bare else ParseMode.HTML,
            message_thread_id=part.topic,
            link_preview_options=_NO_PREVIEW,
            reply_parameters=answers,
            reply_markup=_keyboard(part.rows),
            rate_limit_args=Priority.LEDGER,
        )
        return message.message_id

    async def _shown(self, part: Part, picture: Attachment) -> int:
        message = await self._bot.send_photo(
            part.chat,
            InputFile(picture.content, filename=picture.name),
            caption=part.text or None,
            parse_mode=None if part.bare else ParseMode.HTML,
            message_thread_id=part.topic,
            disable_notification=True,
            rate_limit_args=Priority.LEDGER,
        )
        return message.message_id

    async def _say_listed(self, letter: Letter, recipient: Recipient) -> None:
        """What a list numbers can be typed; the words of a card are understood without that."""
        actions = [action for row in letter.message.actions for action in row]
        if not any(action.kind is ActionKind.OPEN for action in actions):
            return
        buttons = tuple((one.label, one.data) for row in rows_of(letter.message.actions) for one in row if one.data)
        try:
            await self._on_list(recipient, buttons)
        except Exception:
            logger.exception("the buttons of a list could not be written down; they can still be tapped")

    async def _say_closed(self, recipient: Recipient) -> None:
        """The message has arrived: what fails here must not send it again."""
        try:
            await self._on_topic_closed(recipient)
        except Exception:
            logger.exception("a closed topic could not be written down; it will be met again")


def parts_of(letter: Letter) -> tuple[Part, ...]:
    """The bubbles of a letter, in order. Raises ValueError for an address that is none."""
    chat, topic = _numbers(letter.address)
    texts = split(paragraphs(letter.message), joined="\n\n") or [LEFT_OUT]
    answered_chat, answered = _numbers(letter.answers) if letter.answers else (0, None)
    parts = [Part(chat, topic, text) for text in texts]
    parts[0] = replace(parts[0], answers=answered if answered_chat == chat else None)
    parts[-1] = replace(parts[-1], rows=rows_of(letter.message.actions))
    return (*parts, *(_pictured(chat, topic, one) for one in letter.message.attachments if is_picture(one)))


def _pictured(chat: int, topic: int | None, one: Attachment) -> Part:
    return Part(chat, topic, cut(h(typography(one.alt)), CAPTION), picture=one)


def _numbers(written: str) -> tuple[int, int | None]:
    """« -100123/45 », or « 77 » alone."""
    chat, _, more = written.partition("/")
    return int(chat), int(more) if more else None


def _milder(part: Part, error: BadRequest) -> Part:
    """The same part when nothing of it can be spared."""
    less = mending(error)
    if less.bare and not part.bare:
        return replace(part, text=visible(part.text), bare=True)
    if less.out_of_topic:
        return replace(part, topic=None, answers=None)  # what it answers may stand there, and would draw it back
    if less.without_links:
        return replace(part, rows=tuple(kept for row in part.rows if (kept := tuple(b for b in row if not b.url))))
    return part


def _keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, url=b.url or None, callback_data=b.data or None) for b in row] for row in rows]
    )
