"""The HTML of an e-mail: MJML templates filled by Jinja, everything escaped, then rendered by mrml.

mrml checks neither tags nor addresses, and asks for a font of a remote host by default: templates use whitelisted
addresses only (`safe_url`), and no font is fetched. A part is rendered as a document of its own, then cut out of it.
"""

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from mrml import RenderOptions, to_html

from alerts.channels.email.palette import DAY, NIGHT
from alerts.channels.email.pieces import mark
from alerts.channels.email.quoted_printable import cleaned
from alerts.channels.markup import safe_url, typography
from alerts.messages.message import Entry, Fact, Heading, Paragraph, Plain, flattened, verdict_of
from alerts.messages.words import ANSWERS

_CUT = mark("cut")
_OPEN = (Heading, Paragraph)

Group = tuple[str, list[Plain]]
"""Blocks of one kind that follow one another, and the name of the kind."""


def frame(footer: Sequence[str], why: bool) -> str:
    """The whole page, with places for `title`, `summary`, `parts`, and for each address of the footer."""
    return _html("frame.mjml.j2", footer=footer, why=why, places=_Places())


def run(blocks: Sequence[Plain], gathered: bool) -> str:
    """Blocks that are in no entry. Among entries (`gathered`), headings and sentences stand between the cards."""
    apart = groupby(blocks, key=lambda block: gathered and isinstance(block, _OPEN))
    return _part("run.mjml.j2", stretches=[(is_open, _groups(list(stretch))) for is_open, stretch in apart])


def entry(one: Entry, labels: Sequence[Sequence[str]]) -> str:
    """A card. Its answer is a colour, and words: those of the answer when neither the tag nor a fact says it."""
    plain = list(flattened(one.blocks))
    said = one.answer is None or any(isinstance(block, Fact) and block.answer is one.answer for block in plain)
    words = "" if one.answer is None or said else ANSWERS[one.answer]
    return _part("entry.mjml.j2", entry=one, words=words, groups=_groups(plain), labels=labels, place=mark)


def actions(labels: Sequence[Sequence[str]]) -> str:
    """What can be done about the whole message."""
    return _part("actions.mjml.j2", labels=labels, place=mark)


def _groups(blocks: Sequence[Plain]) -> list[Group]:
    return [(kind, list(same)) for kind, same in groupby(blocks, key=lambda block: type(block).__name__)]


def _part(template: str, **values: object) -> str:
    return _html(template, cut=_CUT, **values).split(_CUT)[1]


def _html(template: str, **values: object) -> str:
    written = _environment().get_template(template).render(values)
    return to_html(cleaned(written), render_options=RenderOptions(fonts={})).content


class _Places:
    """`places.title` in a template."""

    def __getattr__(self, name: str) -> str:
        return mark(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("alerts.channels.email"),
        autoescape=True,  # by default Jinja would not escape « .mjml.j2 »
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(day=DAY, night=NIGHT)
    environment.filters["fr"] = typography
    environment.filters["verdict"] = verdict_of
    environment.tests["safe_url"] = safe_url
    return environment
