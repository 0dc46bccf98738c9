"""The papers of a group, as files to take away."""

from datetime import datetime

from alerts.files.kit import FileFormat, paper_file
from alerts.messages.message import Attachment
from alerts.messages.network.room_parts import kinds_words
from alerts.network.group_paper import intent_paper
from alerts.network.group_view import View
from alerts.store import replies
from alerts.store.engine import Session


def letter(session: Session, view: View, now: datetime, form: FileFormat) -> Attachment:
    """The letter of intent. Who asks was checked when the view was made."""
    sheets = {one.id: replies.load_sheet(session, one.id) for one in view.fellows}
    kinds = {one.id: kinds_words(one) for one in view.fellows}
    return paper_file(intent_paper(view, sheets, kinds, now), form)
