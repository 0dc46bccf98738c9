"""The papers of a case as files to attach, or to write in a folder."""

from datetime import datetime
from enum import StrEnum

from alerts.files import docx, odt
from alerts.messages.message import Attachment
from alerts.reply_help.case import Case
from alerts.reply_help.paper import Paper
from alerts.reply_help.papers import papers


class FileFormat(StrEnum):
    """Also the extension of the files."""

    DOCX = "docx"
    ODT = "odt"


def paper_file(paper: Paper, form: FileFormat) -> Attachment:
    """One paper as a file named after its kind: « 1-candidature.docx »."""
    name = f"{paper.kind}.{form}"
    if form is FileFormat.DOCX:
        return Attachment(name, docx.MEDIA_TYPE, docx.docx_bytes(paper))
    return Attachment(name, odt.MEDIA_TYPE, odt.odt_bytes(paper))


def kit_files(case: Case, now: datetime, form: FileFormat = FileFormat.DOCX) -> tuple[Attachment, ...]:
    """The whole kit, in the order in which it is filled in."""
    return tuple(paper_file(one, form) for one in papers(case, now))
