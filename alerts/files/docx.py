"""Papers as .docx, printed on one template: `templates/paper.docx`, built by `python -m alerts.files.build`.

Someone who has docxtpl alone writes the same paper with the same template and context:

    template = DocxTemplate(TEMPLATE)
    template.render(context_of(paper), autoescape=True)
    template.save(target)
"""

from functools import cache
from pathlib import Path

from alerts.files.context import context_of
from alerts.files.press import Press
from alerts.reply_help.paper import Paper

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATE = Path(__file__).parent / "templates" / "paper.docx"


def docx_bytes(paper: Paper, press: Press | None = None) -> bytes:
    """A .docx, the same bytes for the same paper. `press`: a host's own template (see `alerts.files.context`)."""
    return (press or _ours()).printed(context_of(paper))


@cache
def _ours() -> Press:
    return Press(TEMPLATE.read_bytes())
