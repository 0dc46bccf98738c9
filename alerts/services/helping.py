"""The reply help that somebody asked for by e-mail: the announcement whole, with its proofs and its date to keep."""

from datetime import datetime

from alerts.links.public import notice_page
from alerts.links.signed import Links
from alerts.messages.calendar import help_attachment
from alerts.messages.mail.written import help_message
from alerts.messages.message import Attachment, Message
from alerts.services.wording import Ground, Wording
from scrapers.notice import Deadline


class Helping:
    """`links`: those of our pages, None when there are none: then there is no date to attach, since it needs a name."""

    def __init__(self, wording: Wording, links: Links | None) -> None:
        self._wording, self._links = wording, links

    def message(self, ground: Ground, deadline: Deadline | None, now: datetime) -> Message:
        """As of today. `deadline`: the earliest to come of the lots concerned."""
        held = self._wording.holding(ground)
        whole = self._wording.page(ground, held)
        file = self._date(ground, deadline, now)
        return help_message(ground.structure, ground.match_id, held.notices[0], whole.blocks, file)

    def _date(self, ground: Ground, deadline: Deadline | None, now: datetime) -> tuple[Attachment, ...]:
        if self._links is None:
            return ()
        notice = ground.group[0].notice
        url = notice_page(self._links, ground.match.notice_id)
        base, words = self._links.base, f"Pour {ground.structure.name}."
        found = help_attachment(ground.match_id, notice.title, deadline, now, base=base, url=url, words=words)
        return (found,) if found else ()
