"""The whole reply help of one case, as files of a folder: for `vigie reply` and `vigie demo`."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from alerts.channels.markup import to_text
from alerts.files.kit import FileFormat, kit_files
from alerts.messages.message import Message
from alerts.messages.reply.documents import documents_message
from alerts.messages.reply.easy import easy_message
from alerts.messages.reply.grid import grid_message
from alerts.messages.reply.hours import hours_message
from alerts.messages.reply.overview import overview_message
from alerts.messages.reply.plan import plan_message
from alerts.messages.reply.plan_calendar import plan_calendar
from alerts.messages.reply.questions import questions_message
from alerts.messages.reply.selling import selling_message
from alerts.reply_help.case import Case

HELP = "aide.txt"
EASY = "facile-a-lire.txt"
_PARTS: tuple[Callable[[Case, datetime], Message | None], ...] = (
    overview_message,
    grid_message,
    plan_message,
    documents_message,
    hours_message,
    selling_message,
    questions_message,
)


class AlreadyThere(Exception):
    """The folder holds some of these papers: somebody may have finished them. Its words are the first one's name."""


def write_kit(
    case: Case, now: datetime, folder: Path, formats: Iterable[FileFormat], *, replace: bool = False
) -> tuple[Path, ...]:
    """Everything, in `folder` (made if need be): the help as text, its easy version, the papers, the calendar.

    Raises AlreadyThere, with nothing written, unless the papers that are there may be replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    said = [one for part in _PARTS if (one := part(case, now)) is not None]
    written = [(HELP, "\n".join(map(to_text, said)).encode()), (EASY, to_text(easy_message(case, now)).encode())]
    files = [one for wanted in formats for one in kit_files(case, now, wanted)]
    calendar = plan_calendar(case, now)
    written += [(one.name, one.content) for one in (*files, *([calendar] if calendar else []))]
    paths = tuple(folder / name for name, _ in written)
    there = next((one.name for one in files if (folder / one.name).exists()), None)
    if there is not None and not replace:
        raise AlreadyThere(there)
    for path, (_, content) in zip(paths, written, strict=True):
        path.write_bytes(content)
    return paths
