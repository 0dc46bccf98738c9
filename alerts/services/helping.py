"""The reply help that somebody asked for by e-mail: all of it in one letter, with papers to finish and dates."""

from datetime import datetime

from alerts.files.kit import FileFormat, kit_files
from alerts.links.public import notice_page
from alerts.links.signed import Links
from alerts.messages.calendar import help_attachment
from alerts.messages.mail.files import that_fit
from alerts.messages.mail.help import easy_blocks, help_blocks
from alerts.messages.mail.written import help_message
from alerts.messages.message import Attachment, Message
from alerts.messages.reply.plan_calendar import plan_calendar
from alerts.model.delivery import Refused
from alerts.reply_help.case import Case
from alerts.services import replying
from alerts.services.replying import Replying
from alerts.services.wording import Ground, Wording
from alerts.store.engine import Database
from scrapers.notice import Deadline

GONE = "l'annonce n'est plus enregistrée : il n'y a plus rien à préparer"


class Helping:
    """`links`: those of our pages, None when there are none: then there is no date to attach, since it needs a name.

    Safe to use from several threads."""

    def __init__(self, wording: Wording, links: Links | None, database: Database, replying: Replying) -> None:
        self._wording, self._links = wording, links
        self._database, self._replying = database, replying

    def message(
        self, ground: Ground, deadline: Deadline | None, now: datetime, *, easy: bool = False
    ) -> Message | Refused:
        """As of today. `deadline`: the earliest to come of the lots concerned; `easy`: in words easy to read.

        Not within a session: the papers take a while.
        """
        with self._database.read() as session:
            loaded = replying.load(session, ground.match_id)
        if loaded is None:
            return Refused(GONE)
        case = self._replying.case(loaded, now)
        blocks = easy_blocks(case, now) if easy else help_blocks(case, now)
        files = that_fit((*self._dates(case, ground, deadline, now), *_papers(case, now)))
        return help_message(case.structure, case.match_id, case.notice, blocks, files)

    def _dates(self, case: Case, ground: Ground, deadline: Deadline | None, now: datetime) -> tuple[Attachment, ...]:
        """The plan; else the deadline alone; nothing when there is no date to come."""
        if self._links is None:
            return ()
        made = plan_calendar(case, now)
        if made is not None:
            return (made,)
        if deadline is not None and deadline.at <= now:
            return ()
        url = notice_page(self._links, ground.match.notice_id)
        base, words = self._links.base, f"Pour {case.structure.name}."
        title = case.notice.title
        found = help_attachment(case.match_id, title, deadline, now, base=base, url=url, words=words)
        return (found,) if found else ()


def _papers(case: Case, now: datetime) -> tuple[Attachment, ...]:
    """None once nobody can answer any more."""
    over = case.closed is not None or (case.deadline is not None and case.deadline.at <= now)
    return () if over else kit_files(case, now, FileFormat.DOCX)
