"""Hours of insertion work asked for, when the notice states a total."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alerts.clauses import numerals
from alerts.clauses.patterns import either, stems, words

_COUNT = r"(?P<count>\d{1,3}(?:[ .]\d{3})+|\d+)(?:[,.](?P<part>\d{1,2}))?"
# "140 heures", "70 h", "1 226 heures"; never a time of day ("12 h 30", "9h-12h") nor a delay.
_HOURS = re.compile(
    rf"(?<![\d.,/h°]){_COUNT}\)?(?:\s?\([^)\d]{{0,40}}\))?\s?(?:heure?s?\b|h\b(?!\s?\d)|hrs?\b)(?=(?P<after>.{{0,40}}))"
)
_LABEL_IN_LETTERS = re.compile(rf"\bheures?\b[^.;:\d]{{0,40}}:\s?(?P<count>{numerals.WORDS})\s?(?:[.;,(]|$)")
_IN_LETTERS = re.compile(rf"(?P<count>{numerals.WORDS})\s(?:heures?)\b(?=(?P<after>.{{0,40}}))")
# "nombre d'heures d'insertion : 5043", "Nb heures min. : 80", "Heures : lot unique : 130"
_LABEL = re.compile(
    r"(?:\b(?:nombre|nbre?|nb|volume|total|minimum|quota)\b[^.;]{0,90}heures?\b(?:\s(?:min|max)\.)?[^.;\d]{0,90}"
    r"|\bheures?\b(?:\sd'insertion)?\s?:[^;]{0,20}?\blot unique\s?)"
    rf":\s?{_COUNT}(?!\s?(?:%|h|[a-z]|[.,/]?\d)(?!\.))"
)
_PER = words("an mois semaine jour lot trimestre semestre periode salarie personne tranche bon marche annee")
_OF_WORK = (
    r"(?:(?:d'insertion|de travail|d'insertion sociale|de main d'\S+|de main-d'\S+|travaillees|minimum|au moins)\s)*"
)
_RATE = re.compile(
    rf"^\s?(?:h\b)?\s?{_OF_WORK}"
    + either(
        "/", rf"par {_PER}", r"chaque (?:an|mois|lot)", "annuel", "hebdo", "mensuel", r"(?:minimum|maximum|min) par"
    )
)
_EACH_LOT = re.compile(
    rf"^\s?(?:h\b)?\s?{_OF_WORK}(?:par lot|/\s?lot|pour chaque lot|pour chacun d\w+ lots?|(?:pour )?chacun)\b"
)
_DELAY = re.compile(
    either(
        stems("delai preavis intervention astreinte ouvert horaire retard"),
        words("sous avant depuis"),
        *("dans les", "a partir de", "duree de vie", r"24\s?h?/"),
    )
    + r"[^,;]{0,20}$"
)
_RATE_BEFORE = re.compile(
    r"\b(?:chaque (?:annee|mois|semaine)|par (?:an|mois)|annuellement|par tranches? de)\b[^,;.:]{0,20}$"
    r"|\bsemaines? de\s?$"
)
# "visite le 12 décembre à 10 h", "remise des plis avant le 3/12/2026 à 12 heures": a time of day.
_CLOCK = re.compile(
    r"(?:\b(?:visites?|reunion|rendez-vous|rdv|remise|depots?|limite|plis|ouverture|(?:lun|mar|mercre|jeu|vendre|same)di"
    r"|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|20\d\d)\b|\d/\d)"
    r"[^.;:]{0,30}\ba\s$"
)
_DAY = 24  # hours
_HEADING = re.compile(r"^\s?:\s?\d")  # "4.3 Heures : 4.3.1 …"
_REPLACED = re.compile(r"(?:passe(?:nt)? de|au lieu de|remplace|initialement|porte de|ramene de)[^.;\d]{0,30}$")
_SUBSET = re.compile(r"\b(?:dont|parmi lesquelles|y compris)\s[^.;]{0,12}$")
_TOTAL = re.compile(r"\b(?:total|globale?|ensemble|au total)\b[^.;]{0,40}$")
_TOTAL_AFTER = re.compile(r"^\s?(?:d'insertion )?(?:au total|en tout|tous lots confondus)\b")
_PORTION = re.compile(r"\b(?:tranche|phase|periode|annee|lot|site|secteur|poste|batiment)s?\b")
_ADDED = re.compile(r"(?:heures|h)\b\)?\s?\+\s?\d")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of hours in a sentence. `portion` when the sentence gives it for a tranche, a period, a site…

    `each`: for each of the lots that the sentence names.
    """

    value: float
    portion: bool = False
    total: bool = False
    by_lot: tuple[tuple[str, float], ...] = ()  # "lots 1 (400 h), 2 (150 h)"
    each: bool = False


def stated(folded: str) -> list[Stated]:
    """Every number of hours that a folded sentence gives as a quantity of work, in order."""
    found = []
    for match in _numbers(folded):
        before, after = folded[: match.start("count")], match.groupdict().get("after") or ""
        each = _EACH_LOT.match(after) is not None
        if (not each and _set_aside(before, after)) or (_value(match) <= _DAY and _CLOCK.search(before)):
            continue
        total = bool(_TOTAL.search(before) or _TOTAL_AFTER.match(after))
        found.append(Stated(_value(match), bool(_PORTION.search(folded)), total, each=each))
    return found


def _numbers(folded: str) -> Iterator[re.Match[str]]:
    every = [*_HOURS.finditer(folded), *_LABEL.finditer(folded), *_IN_LETTERS.finditer(folded)]
    every += _LABEL_IN_LETTERS.finditer(folded)
    yield from sorted(every, key=lambda one: one.start("count"))


def _set_aside(before: str, after: str) -> bool:
    searched = (_DELAY, _RATE_BEFORE, _REPLACED, _SUBSET)
    return bool(_RATE.match(after) or _HEADING.match(after)) or any(pattern.search(before) for pattern in searched)


def _value(match: re.Match[str]) -> float:
    if not match["count"][0].isdigit():
        return float(numerals.value(match["count"]))
    whole = re.sub(r"[ .]", "", match["count"])
    part = match.groupdict().get("part")
    return float(f"{whole}.{part}" if part else whole)


def of_sentence(folded: str) -> Stated | None:
    """What one sentence states in all: its total if it says one, else the sum of its portions, else its only number."""
    if (table := _table(folded)) is not None:
        return table
    given = stated(folded)
    totals = {one.value for one in given if one.total}
    if totals:
        return Stated(totals.pop(), total=True) if len(totals) == 1 else None
    values = [one.value for one in given]
    if len(values) < 2:
        return _with_lot(given[0], folded) if given else None
    if all(one.portion for one in given) or _ADDED.search(folded):
        return Stated(sum(values), portion=True, by_lot=_by_lot(folded))
    return given[0] if len(set(values)) == 1 else None


# "Lots concernés : 1 (VRD) : 210 heures. 3 (espaces verts) : 70 heures."
_NAMED = re.compile(rf"(?<![\d/])0*(?P<lot>\d{{1,3}})\s?\([^)\d]{{2,50}}\)\s?:\s?{_COUNT}\s?(?:h\b|heures)")


def _with_lot(one: Stated, folded: str) -> Stated:
    """The only number of a sentence, with the lot that stands right before it."""
    pairs = tuple((match["lot"], _value(match)) for match in _NAMED.finditer(folded))
    return Stated(one.value, portion=True, total=one.total, by_lot=pairs) if pairs else one


_PAIR = re.compile(rf"(?<!\d)0*(?P<lot>\d{{1,3}})\s?[(:=]\s?{_COUNT}\s?(?:h\b|heures)")


def _by_lot(folded: str) -> tuple[tuple[str, float], ...]:
    return tuple((match["lot"], _value(match)) for match in _PAIR.finditer(folded))


# A table flattened into a line: "Lot Désignation Heures 01 VRD 140 02 Gros œuvre 980 TOTAL 1120"
_HEAD = re.compile(r"\b(?:heures|nb h|nombre d'heures)\b")
_ROW = re.compile(
    r"(?<![\d/.,])(?:lot )?0*(?P<lot>\d{1,2})\s?[-:.]?\s(?P<name>[a-z][a-z' ,/()-]{2,60}?)\s?:?\s?"
    r"(?P<count>\d{1,3}(?: \d{3})+|\d{2,5})(?:\s?h\b|\s?heures\b)?(?=\s|$|[-,;.])"
)
_TOTAL_CELL = re.compile(rf"\btotal\b(?: general)?(?: heures)?\s?:?\s?{_COUNT}(?!\s?(?:%|eur|€))")
_NOT_A_NAME = re.compile(r"\b(?:heures?|h|jours?|mois|ans?|semaines?|tranche|lots?|article|euros?|janvier|mars|juin)\b")


def _table(folded: str) -> Stated | None:
    """The rows of a table of hours, checked against its total when it has one."""
    head = _HEAD.search(folded)
    if head is None:
        return None
    rows = [row for row in _ROW.finditer(folded, head.end()) if not _NOT_A_NAME.search(row["name"])]
    if len(rows) < 2:
        return None
    pairs = tuple((row["lot"], float(row["count"].replace(" ", ""))) for row in rows)
    total = _TOTAL_CELL.search(folded, head.end())
    value = _value(total) if total is not None else sum(hours for _, hours in pairs)
    return Stated(value, portion=True, total=total is not None, by_lot=pairs)


def of_scope(sentences: list[Stated], lots: int = 1) -> float | None:
    """One number for the sentences about the same `lots`; None when they disagree and are not portions."""
    totals = {one.value for one in sentences if one.total}
    values = list(totals) or list({one.value * (lots if one.each else 1) for one in sentences})
    if len(values) < 2:
        return values[0] if values else None
    if abs(sum(values) - 2 * max(values)) < 0.01:
        return max(values)
    return sum(values) if all(one.portion for one in sentences) else None
