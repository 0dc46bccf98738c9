"""A template of docxtpl read and compiled once, then printed as often as there are papers.

`docxtpl.DocxTemplate.render` opens the file, works out its syntax and compiles it at each call: most of its time. Here
docxtpl still says what its syntax means (`patch_xml`); the rest of the file is kept as bytes.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from alerts.files.archive import packed

_BODY = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_PROPERTIES = "docProps/core.xml"
_BREAK, _TAB = '</w:t><w:br/><w:t xml:space="preserve">', '</w:t><w:tab/><w:t xml:space="preserve">'


class Press:
    """Safe to use from several threads. `template`: the bytes of a .docx written in docxtpl's syntax, whose tables
    have as many columns as they will have, and which has no pictures made by the context."""

    def __init__(self, template: bytes) -> None:
        with ZipFile(BytesIO(template)) as archive:
            self._parts = [(one.filename, archive.read(one)) for one in archive.infolist()]
        reader = DocxTemplate(BytesIO(template))
        body, properties = _environment(_in_a_run), _environment(_folded)
        self._compiled: dict[str, Template] = {}
        for name, content in self._parts:
            if _BODY.fullmatch(name):
                self._compiled[name] = body.from_string(reader.patch_xml(content.decode("utf-8-sig")))
            elif name == _PROPERTIES:
                self._compiled[name] = properties.from_string(content.decode("utf-8-sig"))

    def printed(self, context: Mapping[str, object]) -> bytes:
        """A .docx, the same bytes for the same context. A name that the context lacks raises jinja2.UndefinedError."""
        return packed((name, self._part(name, content, context)) for name, content in self._parts)

    def _part(self, name: str, content: bytes, context: Mapping[str, object]) -> bytes:
        template = self._compiled.get(name)
        return template.render(context).encode() if template else content


def _environment(finalize: object) -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, finalize=finalize)  # type: ignore[arg-type]


def _in_a_run(value: object) -> object:
    """Line breaks and tabs are elements there, as docxtpl writes them. ECMA-376 part 1, 17.3.3."""
    if not isinstance(value, str) or ("\n" not in value and "\t" not in value):
        return value
    return Markup(escape(value).replace("\n", Markup(_BREAK)).replace("\t", Markup(_TAB)))  # noqa: S704


def _folded(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value
