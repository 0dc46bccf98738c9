"""One update of Telegram, from what was said to what is shown.

Called for one update at a time in a chat. An update may come twice (a kill, a cut line): services do nothing twice, and
the step is saved after the answer is shown, with the end of the update, so that the second time is like the first.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import Bot, ChatMember, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, TelegramError

from alerts.model.people import Step
from alerts.services import inbox, people
from alerts.store.engine import Session
from bot.chat.asking import AskTelegram
from bot.chat.command import Command, Scope
from bot.chat.taps import unpack
from bot.telegram.answering import Answered, Answering, Written
from bot.telegram.hearing import Said, Slash, Tapped, hear, speaks_for_the_group
from bot.telegram.looking import ADMINISTRATORS, look_at
from bot.telegram.presence import follow
from bot.telegram.showing import Showing
from bot.telegram.understanding import Vocabulary

if TYPE_CHECKING:
    from bot.wiring import House

logger = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds after which people are shown that an answer is on its way


class Dispatcher:
    """Raises telegram.error.TelegramError when an answer could not be sent for a reason that may pass (to try again),
    and whatever a command did not foresee (an incident)."""

    def __init__(self, house: "House", commands: Sequence[Command], typed: Written | None = None) -> None:
        self._house = house
        self._vocabulary = Vocabulary(commands)
        self._answering = Answering(house, self._vocabulary, typed)

    async def __call__(self, update: Update, bot: Bot) -> None:
        if await follow(self._house, update, bot):
            return
        said = hear(update)
        if said is None or not self._addressed(said, bot):
            return
        said = await self._with_rights(self._meant(said), update, bot)
        showing = Showing(bot, said)
        try:
            async with _patience(showing):
                answered = await self._answered(said, bot)
        except Exception:
            await _let_go(showing)
            raise
        await self._shown(showing, answered, update.update_id)

    async def _answered(self, said: Said, bot: Bot) -> Answered:
        """A command that must know a chat is called again, once, with what Telegram says of it."""
        try:
            return await asyncio.to_thread(self._answering.answer, said)
        except AskTelegram as asked:
            looked = await look_at(bot, asked.chat, said.account)
            return await asyncio.to_thread(self._answering.answer, said, looked)

    def _addressed(self, said: Said, bot: Bot) -> bool:
        """In a group, a command without a name is ours when we know it; somebody else's is none of our business."""
        if not isinstance(said.what, Slash):
            return True
        if said.what.to:
            return said.what.to.lower() == bot.username.lower()
        return said.place.private or self._vocabulary.named(said.what.name) is not None

    def _meant(self, said: Said) -> Said:
        """A link `?startgroup=relier` adds us to a group, then has « /start relier » written there."""
        if said.place.private or not isinstance(said.what, Slash) or said.what.name.lower() != "start":
            return said
        meant = self._vocabulary.named(said.what.words)
        return replace(said, what=Slash(meant.name, "")) if meant and meant.scope is Scope.GROUP else said

    async def _with_rights(self, said: Said, update: Update, bot: Bot) -> Said:
        command = self._called(said)
        if said.place.private or command is None or command.scope is not Scope.GROUP:
            return said
        allowed = speaks_for_the_group(update) or await _is_administrator(bot, said)
        return replace(said, place=replace(said.place, administrator=allowed))

    def _called(self, said: Said) -> Command | None:
        match said.what:
            case Slash(name=name):
                return self._vocabulary.named(name)
            case Tapped(data=data):
                tap = unpack(data)
                return self._vocabulary.of_space(tap.space) if tap else None
            case _:
                return None

    async def _shown(self, showing: Showing, answered: Answered, number: int) -> None:
        talk = answered.talk
        try:
            step = await showing.show(answered.replies, talk.step)
        except Forbidden:
            await self._blocked(showing.said)
            return
        except BadRequest as error:  # the message itself is refused, and would be again
            logger.error("an answer is refused by Telegram: %s", error)
            step = talk.step
        if talk.place.private and step != talk.person.step:
            await self._house.database.writing(_ended, talk.person.id, step, number, self._house.clock())

    async def _blocked(self, said: Said) -> None:
        """They left before the answer: kept for when they come back."""
        if said.place.private and said.account is not None:
            await self._house.database.writing(people.blocked, said.account, self._house.clock())


def _ended(session: Session, person_id: int, step: Step, number: int, now: datetime) -> None:
    """The step and the end of its update, both or neither: a box that is ticked again would be unticked."""
    people.save_step(session, person_id, step)
    inbox.done(session, number, now)


async def _is_administrator(bot: Bot, said: Said) -> bool:
    if said.account is None:
        return False
    try:
        member: ChatMember = await bot.get_chat_member(said.place.chat_id, said.account)
    except BadRequest:  # nobody of this group, or the list of members is hidden from us
        return False
    return member.status in ADMINISTRATORS


async def _let_go(showing: Showing) -> None:
    """The tap is over, whatever happened; in a group, its answer is where the apology will stand."""
    if showing.said.place.private:
        with contextlib.suppress(TelegramError):
            await showing.answer_tap()


@asynccontextmanager
async def _patience(showing: Showing) -> AsyncIterator[None]:
    """« typing » when the answer takes time; a tap has its answer at once."""
    waiting = asyncio.create_task(_wait_aloud(showing))
    try:
        yield
    finally:
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting


async def _wait_aloud(showing: Showing) -> None:
    await asyncio.sleep(PATIENCE)
    place = showing.said.place
    with contextlib.suppress(TelegramError):  # only a courtesy
        await showing.answer_tap()
        await showing.bot.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.topic_id)
