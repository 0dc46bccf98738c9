"""The template that is kept is the one that is built: nobody edits it by hand."""

from alerts.files.build import template
from alerts.files.docx import TEMPLATE


def test_the_template_is_what_its_sources_make() -> None:
    assert template() == TEMPLATE.read_bytes(), "run: python -m alerts.files.build"
