"""Long work shows where it stands, on stderr, and nothing when nobody looks."""

from types import TracebackType
from typing import Self

from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from alerts.model.delivery import Claimed, Outcome
from alerts.services.match_new import Matched
from alerts.services.read_source import Reading
from bot.cli import screen


class Following:
    """`with Following() as following:` then hand its methods to the jobs as their progress."""

    def __init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=screen.err, transient=True
        )
        self._lines: dict[str, TaskID] = {}
        self._sent = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._progress.stop()

    def reading(self, so_far: Reading) -> None:
        """One more answer of a source."""
        done = so_far.ingested
        self._line(so_far.source, f"{so_far.source} : {done.new + done.changed + done.known} avis lus")

    def matched(self, so_far: Matched) -> None:
        """One more batch of notices matched."""
        self._line("match", f"rapprochement : {so_far.notices} avis, {so_far.matches} correspondances")

    def sent(self, _claimed: Claimed, _outcome: Outcome) -> None:
        """One more message dealt with."""
        self._sent += 1
        self._line("sent", f"envoi : {self._sent} messages")

    def _line(self, name: str, words: str) -> None:
        if name not in self._lines:
            self._lines[name] = self._progress.add_task(words, total=None)
        self._progress.update(self._lines[name], description=words)
