"""Shows the values that commands answer with: edits the tapped bubble or sends a new one, and says what now stands."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from alerts.model.people import Step
from bot.chat.html import CAPTION, MESSAGE, TOAST, cut, h, units, visible
from bot.chat.screen import Attachment, Rows, Screen, Toast
from bot.telegram.aloud import aloud
from bot.telegram.hearing import Said, Tapped

logger = logging.getLogger(__name__)

SHARE = "📍 Envoyer ma position"
KEYBOARD_GONE = "C’est noté."
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SAME = "message is not modified"
_UNREADABLE = "can't parse entities"
_LATE = ("query is too old", "query id is invalid")

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None


@dataclass(slots=True)
class Showing:
    """The answer to one thing said. `answered`: the tap has had its answer (Telegram takes one).

    Raises telegram.error.TelegramError for what is not the fault of the message: the way is cut, the person blocked us.
    """

    bot: Bot
    said: Said
    answered: bool = False

    async def show(self, replies: Sequence[Screen | Toast], step: Step) -> Step:
        """Everything, in order. Returns the step with the bubble and the buttons that now stand."""
        bubble = self.said.what.bubble if isinstance(self.said.what, Tapped) else None
        await self.answer_tap(next((one for one in replies if isinstance(one, Toast)), None))
        for screen in (one for one in replies if isinstance(one, Screen)):
            step = await self._screen(screen, None if screen.fresh else bubble, step)
            bubble = None  # the tapped bubble is replaced once
        return _with_buttons(step, replies)

    async def answer_tap(self, toast: Toast | None = None) -> None:
        """Always, and once: a tap without an answer turns for a minute on the person's screen."""
        if not isinstance(self.said.what, Tapped):
            return
        told = not self.answered and await self._answered(self.said.what.query, toast or Toast(""))
        self.answered = True
        if toast and not told:
            await self._send(aloud(toast), _inline(aloud(toast).rows))

    async def _answered(self, query: str, toast: Toast) -> bool:
        words = visible(cut(h(toast.text), TOAST))
        try:
            return await self.bot.answer_callback_query(
                query, words or None, show_alert=toast.alert or None, url=toast.url or None
            )
        except BadRequest as error:
            if not str(error).lower().startswith(_LATE):
                raise
            return False

    async def _screen(self, screen: Screen, bubble: int | None, step: Step) -> Step:
        asks = screen.asks_location and self.said.place.private
        if step.keyboard and not asks:
            await self._send(Screen(KEYBOARD_GONE), ReplyKeyboardRemove())
        if bubble is None or asks or screen.attachment or not await self._edit(screen, bubble):
            bubble = await self._new(screen, asks)
        return replace(step, bubble=bubble, keyboard=asks)

    async def _edit(self, screen: Screen, bubble: int) -> bool:
        """False when this bubble can no longer be changed."""
        try:
            await self._edited(_bounded(screen.text), bubble, _inline(screen.rows), ParseMode.HTML)
        except BadRequest as error:
            if _UNREADABLE in str(error).lower():
                logger.error("a screen is no HTML that Telegram reads: %s", error)
                await self._edited(visible(screen.text), bubble, _inline(screen.rows), None)
            return _SAME in str(error).lower() or _UNREADABLE in str(error).lower()
        return True

    async def _edited(self, text: str, bubble: int, markup: InlineKeyboardMarkup | None, mode: str | None) -> None:
        chat = self.said.place.chat_id
        await self.bot.edit_message_text(
            text, chat, bubble, parse_mode=mode, reply_markup=markup, link_preview_options=_NO_PREVIEW
        )

    async def _new(self, screen: Screen, asks: bool) -> int:
        markup = _keyboard(screen.rows) if asks else _inline(screen.rows)
        attachment = screen.attachment
        if attachment is None:
            return (await self._send(screen, markup)).message_id
        if units(screen.text) > CAPTION:
            await self._send(replace(screen, rows=()), None)
            screen = replace(screen, text="")
        return await self._file(screen, attachment, markup)

    async def _file(self, screen: Screen, attachment: Attachment, markup: Markup) -> int:
        send = self.bot.send_photo if attachment.picture else self.bot.send_document
        sent = await send(
            self.said.place.chat_id,
            InputFile(attachment.content, filename=attachment.name),
            caption=screen.text or None,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            message_thread_id=self.said.place.topic_id,
        )
        return sent.message_id

    async def _send(self, screen: Screen, markup: Markup) -> Message:
        try:
            return await self._sent(_bounded(screen.text), markup, ParseMode.HTML)
        except BadRequest as error:
            if _UNREADABLE not in str(error).lower():
                raise
            logger.error("a screen is no HTML that Telegram reads: %s", error)
            return await self._sent(visible(screen.text), markup, None)

    async def _sent(self, text: str, markup: Markup, mode: str | None) -> Message:
        return await self.bot.send_message(
            self.said.place.chat_id,
            text,
            parse_mode=mode,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
            message_thread_id=self.said.place.topic_id,
        )


def _bounded(text: str) -> str:
    return text if units(visible(text)) <= MESSAGE else cut(text, MESSAGE)


def _inline(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, url=b.url or None, callback_data=b.data or None) for b in row] for row in rows]
    )


def _keyboard(rows: Rows) -> ReplyKeyboardMarkup:
    """Under the text field; the other buttons are there too, and say their label when tapped."""
    share = [KeyboardButton(SHARE, request_location=True)]
    return ReplyKeyboardMarkup([share, *([one.label for one in row] for row in rows)], resize_keyboard=True)


def _with_buttons(step: Step, replies: Sequence[Screen | Toast]) -> Step:
    """A screen without buttons leaves those of the one above it."""
    shown = tuple(
        (one.label, one.data or one.url)
        for screen in replies
        if isinstance(screen, Screen)
        for row in screen.rows
        for one in row
    )
    return replace(step, buttons=shown) if shown else step
