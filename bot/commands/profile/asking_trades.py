"""What a structure does: boxes to tick, page by page, or words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from alerts.matching.trades import named_in, trades
from alerts.matching.words import normal, read
from bot.chat.html import b, h
from bot.chat.screen import Button, Rows
from bot.commands.profile.asking_places import Naming, in_twos
from bot.commands.profile.labels import TRADES, ticked, trade_label

_PARTS = re.compile(r"[,;/\n]| et ")
MOST_UNKNOWN = 3
MOST_AGREED = 46  # characters of slugs beside the names of a membership and of an activity, of the 64 of a button
AGREE = "Oui, ajouter"
MOST_PARTS, LONGEST = 60, 200  # there are 39 trades; beyond, a text is no list of them


@dataclass(frozen=True, slots=True)
class Named:
    """The trades that a text names, and the words of it that name none, each with the label of the nearest one."""

    slugs: frozenset[str]
    unknown: tuple[tuple[str, str], ...] = ()


def name_trades(text: str) -> Named:
    """« espaces verts, nettoyage »: labels or keywords, in any spelling that words are found in."""
    slugs: set[str] = set()
    unknown: list[tuple[str, str]] = []
    for part in dict.fromkeys(one.strip()[:LONGEST] for one in _PARTS.split(text, MOST_PARTS)[:MOST_PARTS]):
        found = _named(part) if part else set()
        slugs |= found
        if part and not found:
            unknown.append((part[:60], _nearest(part) if len(unknown) < MOST_UNKNOWN else ""))
    return Named(frozenset(slugs), tuple(unknown))


def boxed(named: Iterable[str]) -> frozenset[str]:
    """Those of these slugs that a box may stand for."""
    return frozenset(named) & trades().keys()


def _named(part: str) -> set[str]:
    wanted = normal(part)
    exact = {slug for slug, label in _labels() if normal(label) == wanted}
    if exact:
        return exact
    found = set(named_in(read(part)))
    return found or {slug for slug, label in _labels() if len(wanted) > 5 and normal(label).startswith(wanted.rstrip())}


def _nearest(part: str) -> str:
    by_words = {normal(label): trade_label(slug) for slug, label in _labels()}
    by_words |= {normal(word): trade_label(one.slug) for one in trades().values() for word in one.keywords}
    near = get_close_matches(normal(part), by_words, 1, 0.8)
    return by_words[near[0]] if near else ""


def _labels() -> Iterable[tuple[str, str]]:
    for slug, one in trades().items():
        yield slug, one.label
        yield slug, trade_label(slug)


def trades_line(slugs: Iterable[str]) -> str:
    """« Espaces verts, Mobilier », in the order of the boxes, plain text; « tous » when there is none."""
    order = [slug for page in TRADES for slug, _ in page]
    known = set(slugs)
    listed = [trade_label(slug) for slug in [*order, *sorted(known.difference(order))] if slug in known]
    return ", ".join(listed) or "tous"


def trade_lines(slugs: frozenset[str], unknown: Iterable[tuple[str, str]] = ()) -> list[str]:
    """What is chosen, and what was not recognised, in HTML."""
    chosen = f"Choisis ({len(slugs)}) : {b(trades_line(slugs))}." if slugs else "Aucun métier choisi pour le moment."
    told = [chosen]
    for words, near in list(unknown)[:MOST_UNKNOWN]:
        proposed = f" Vouliez-vous dire « {h(near)} » ?" if near else " Choisissez le plus proche ci-dessous."
        told.append(f"Je n’ai pas reconnu : « {h(words)} ».{proposed}")
    return told


def agree_rows(unknown: Iterable[tuple[str, str]], name: Naming) -> Rows:
    """« Oui » to what was proposed, as much of it as the data of a button holds."""
    slugs = {trade_label(slug): slug for slug in trades()}
    named = list(dict.fromkeys(slugs[near] for _, near in list(unknown)[:MOST_UNKNOWN] if near in slugs))
    while len(".".join(named)) > MOST_AGREED:
        named.pop()
    return ((Button(AGREE, name("ta", *named)),),) if named else ()


def trade_rows(slugs: frozenset[str], page: int, name: Naming) -> Rows:
    """One page of boxes, and the way to the next one (the last leads back to the first)."""
    page = page % len(TRADES)
    boxes = [Button(ticked(label, slug in slugs), name("tt", slug, page)) for slug, label in TRADES[page]]
    following = (page + 1) % len(TRADES)
    label = f"Voir plus ({page + 1} sur {len(TRADES)})" if following else "Revenir au début"
    return (*in_twos(boxes), (Button(label, name("tp", following)),))
