"""What the inbox notes of each update, many updates in one transaction: a crowd costs little more than one person.

One writer at a time: SQLite makes a second one wait by sleeping.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alerts.services import inbox
from alerts.store.engine import Database, Session
from alerts.store.inbox import Held


@dataclass(eq=False, slots=True)
class _Note:
    write: Callable[[Session], Any]
    written: asyncio.Future[Any]


class Booking:
    """The inbox as the chat's loop sees it. Each call comes back when it is committed, and raises what the database
    raises: then nothing of it was written, or all of it (the connection may be lost while it commits)."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._notes: list[_Note] = []
        self._writer: asyncio.Task[None] | None = None

    async def keep(self, updates: Sequence[tuple[int, str]]) -> set[int]:
        """The ids of the new ones among (id, JSON)."""
        kept: set[int] = await self._noted(lambda session: inbox.keep(session, updates, self._clock()))
        return kept

    async def begin(self, number: int) -> bool:
        """False when it is dealt with already."""
        begun: bool = await self._noted(lambda session: inbox.begin(session, number))
        return begun

    async def done(self, number: int) -> None:
        await self._noted(lambda session: inbox.done(session, number, self._clock()))

    async def waiting(self) -> list[Held]:
        """What an earlier process left; old numbers are forgotten on the way."""
        held: list[Held] = await self._noted(lambda session: inbox.waiting(session, self._clock()))
        await self._noted(lambda session: inbox.sweep(session, self._clock()))
        return held

    async def _noted(self, write: Callable[[Session], Any]) -> Any:
        note = _Note(write, asyncio.get_running_loop().create_future())
        self._notes.append(note)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(), name="inbox")
        return await note.written

    async def _write(self) -> None:
        while self._notes:
            notes, self._notes = self._notes, []
            try:
                answers = await self._database.writing(_all_of, notes)
            except Exception as error:
                for note in notes:
                    if not note.written.done():
                        note.written.set_exception(error)
            else:
                for note, answer in zip(notes, answers, strict=True):
                    if not note.written.done():
                        note.written.set_result(answer)


def _all_of(session: Session, notes: Sequence[_Note]) -> list[Any]:
    return [note.write(session) for note in notes]
