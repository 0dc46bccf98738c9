"""The HTML of an e-mail: templates filled by Jinja, everything escaped; the frame is MJML, rendered by mrml.

What stands in the frame is written as plain tables: as MJML, a card weighs two kilobytes before its first word, and
thirty of them would not fit what Gmail shows. mrml checks neither tags nor addresses, and asks for a font of a remote
host by default: templates write whitelisted addresses only (`safe_url`), and no font is fetched.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache, lru_cache
from importlib.resources import files
from string import Template

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from mrml import RenderOptions, to_html

from alerts.channels.email.palette import DAY, NIGHT
from alerts.channels.email.pieces import mark
from alerts.channels.email.plain_text import FOOTER, NO_TRACKER
from alerts.channels.email.quoted_printable import cleaned
from alerts.channels.markup import safe_url, typography
from alerts.messages.message import Entry, Fact, Plain, flattened, verdict_of
from alerts.messages.words import ANSWERS

KEPT = 4096  # short texts and blocks that are known

Labels = tuple[tuple[str, ...], ...]
"""The words of the links of a part: one item an address, with the words of all the actions that lead to it."""

Shown = tuple[tuple[str, str, int | None], ...]
"""Pictures: the name by which the message holds each, what it says, its width in pixels of a page."""


def frame(footer: Sequence[str], why: bool) -> str:
    """The whole page, with places for `title`, `summary`, `parts`, `why`, and for each address of the footer."""
    written = _render("frame.mjml.j2", footer=footer, why=why, places=_Places(), words=FOOTER, no_tracker=NO_TRACKER)
    return to_html(written, render_options=RenderOptions(fonts={})).content


def run(blocks: Sequence[Plain], labels: Labels, *, closing: bool) -> str:
    """A card of blocks that are in no entry. `closing`: the last says what the message is worth, in a lower voice."""
    return _render("run.html.j2", shown=_shown(blocks, closing=closing), labels=labels)


def between(kinds: Sequence[type[Plain]], *, closing: bool) -> str:
    """Headings and sentences that stand between the cards, with a place for the words of each: « 0 », « 1 »…"""
    return _render("between.html.j2", names=[kind.__name__ for kind in kinds], closing=closing)


def entry(one: Entry, labels: Labels) -> str:
    """A card. Its answer is a colour, and words: those of the answer when neither the tag nor a fact says it."""
    plain = list(flattened(one.blocks))
    said = one.answer is None or any(isinstance(block, Fact) and block.answer is one.answer for block in plain)
    words = "" if one.answer is None or said else ANSWERS[one.answer]
    doings = _doings(labels, quiet=one.answer is None)
    return _render("entry.html.j2", entry=one, words=words, shown=_shown(plain, closing=False), doings=doings)


def actions(labels: Labels) -> str:
    """What can be done about the whole message."""
    return _render("actions.html.j2", labels=labels)


def pictures(shown: Shown) -> str:
    """A card of pictures, one under the other."""
    return _render("pictures.html.j2", shown=shown)


def _shown(blocks: Sequence[Plain], *, closing: bool) -> list[Markup]:
    last = len(blocks) - 1
    return [_block(block, at == 0, closing and at == last) for at, block in enumerate(blocks)]


@lru_cache(KEPT)
def _block(block: Plain, first: bool, closing: bool) -> Markup:
    """Buyers, deadlines and reasons come back from one entry to the next."""
    return _macro("one")(type(block).__name__, block, first, closing)


@lru_cache(KEPT)
def _doings(labels: Labels, *, quiet: bool) -> Markup:
    """The same links come back in every entry: their addresses are places."""
    return _macro("doings")(labels, mark, quiet)


@cache
def _macro(name: str) -> Callable[..., Markup]:
    """One of « blocks.html.j2 »."""
    found: Callable[..., Markup] = vars(_environment().get_template("blocks.html.j2").module)[name]
    return found


def _render(template: str, **values: object) -> str:
    return cleaned(_environment().get_template(template).render(values))


class _Places:
    """`places.title` in a template."""

    def __getattr__(self, name: str) -> str:
        return mark(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,  # by default Jinja would not escape « .mjml.j2 »
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(day=DAY, night=NIGHT, place=mark)
    environment.filters["fr"] = lru_cache(KEPT)(typography)
    environment.filters["verdict"] = verdict_of
    environment.tests["safe_url"] = safe_url
    return environment


def _source(name: str) -> str:
    """A template whose colours (« $ink », « $night_ink ») are written in before it is compiled: they cost nothing."""
    source = (files("alerts.channels.email") / "templates" / name).read_text(encoding="utf-8")
    return Template(source).substitute(
        asdict(DAY), **{f"night_{name}": colour for name, colour in asdict(NIGHT).items()}
    )
