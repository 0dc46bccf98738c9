"""The 39 trades of the ESS: for each one the CPV codes it covers and the words that name it (`trades.tsv`)."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from alerts.matching.words import PhraseBook, Text, normal, read


class UnknownTrade(ValueError):
    """No such trade; the message is a French sentence that proposes the nearest ones."""


@dataclass(frozen=True, slots=True)
class Trade:
    """`cpv_prefixes` are longest first; `keywords` are written as people write them."""

    slug: str
    label: str
    cpv_prefixes: tuple[str, ...]
    keywords: tuple[str, ...]


@cache
def trades() -> dict[str, Trade]:
    """Every trade by its slug, in the order of the file."""
    path = Path(__file__).resolve().parent / "trades.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_trade(row) for row in csv.DictReader(file, delimiter="\t")]
    return {one.slug: one for one in rows}


def _trade(row: dict[str, str]) -> Trade:
    prefixes = sorted(row["cpv_prefixes"].split(","), key=lambda prefix: (-len(prefix), prefix))
    return Trade(row["slug"], row["label_fr"], tuple(prefixes), tuple(row["keywords"].split("|")))


def trade(slug: str) -> Trade:
    """One trade. Raises UnknownTrade with the nearest slugs."""
    if slug in trades():
        return trades()[slug]
    wanted = slug.strip().lower()
    if wanted in trades():
        return trades()[wanted]
    raise UnknownTrade(f"métier inconnu : « {slug.strip()} ».{_proposed(wanted)}")


def known(slugs: Iterable[str]) -> list[Trade]:
    """Those that the file has, in the order of their slugs.

    A profile may hold the slug of another version of the file: it must not hold up the notices of everybody.
    """
    return [trades()[slug] for slug in sorted(slugs) if slug in trades()]


def _proposed(wanted: str) -> str:
    labels = {normal(one.label): one.slug for one in trades().values()}
    by_slug = get_close_matches(wanted, trades(), 3, 0.5)
    by_label = [labels[one] for one in get_close_matches(normal(wanted), labels, 2, 0.5)]
    within = [slug for slug in trades() if len(wanted) > 3 and wanted in slug]
    near = list(dict.fromkeys([*named_in(read(wanted)), *within, *by_slug, *by_label]))[:3]
    return f" Vouliez-vous dire {' ou '.join(near)} ?" if near else " La liste des métiers : vigie trades."


@cache
def _keywords() -> tuple[PhraseBook, list[tuple[str, str]]]:
    named = [(one.slug, keyword) for one in trades().values() for keyword in one.keywords]
    book = PhraseBook()
    for number, (_, keyword) in enumerate(named):
        book.add(keyword, number)
    return book, named


def named_in(text: Text) -> dict[str, str]:
    """The trades that a text names: slug to the first of its keywords found, in the order of the file."""
    book, named = _keywords()
    found: dict[str, str] = {}
    for number in sorted(book.owners_in((text,))):
        found.setdefault(*named[number])
    return found


@cache
def trades_around(prefix: str) -> tuple[str, ...]:
    """Slugs of the trades that a free CPV prefix falls in, or holds."""
    return tuple(
        one.slug
        for one in trades().values()
        if any(prefix.startswith(own) or own.startswith(prefix) for own in one.cpv_prefixes)
    )
