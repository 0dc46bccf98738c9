"""Hours of insertion work asked for, when the notice states a total."""

import re
from dataclasses import dataclass

from alerts.clauses.patterns import either, stems, words

_COUNT = r"(?P<count>\d{1,3}(?:[ .]\d{3})+|\d+)(?:[,.](?P<part>\d{1,2}))?"
# "140 heures", "70 h", "1 226 heures"; never a time of day ("12 h 30", "9h-12h") nor a delay.
_HOURS = re.compile(
    rf"(?<![\d.,/h]){_COUNT}\)?(?:\s?\([^)\d]{{0,40}}\))?\s?(?:heure?s?\b|h\b(?!\s?\d)|hrs?\b)(?=(?P<after>.{{0,30}}))"
)
# "nombre d'heures d'insertion : 5043"
_LABEL = re.compile(
    r"(?:nombre|volume|total|minimum|quota)\b[^.;]{0,90}heures?\b[^.;\d]{0,90}"
    rf":\s?{_COUNT}(?!\s?(?:%|h|[a-z]|[.,/]?\d))"
)
_PER = words("an mois semaine jour lot trimestre semestre periode salarie personne tranche bon marche")
_RATE = re.compile(
    r"^\s?(?:h\b)?\s?(?:d'insertion\s|de travail\s|d'insertion sociale\s)?"
    + either(
        "/", rf"par {_PER}", r"chaque (?:an|mois|lot)", "annuel", "hebdo", "mensuel", r"(?:minimum|maximum|min) par"
    )
)
_DELAY = re.compile(
    either(
        stems("delai preavis intervention astreinte ouvert horaire retard"),
        words("sous avant depuis"),
        *("dans les", "a partir de", "duree de vie", r"24\s?h?/"),
    )
    + r"[^,;]{0,20}$"
)
_REPLACED = re.compile(r"(?:passe(?:nt)? de|au lieu de|remplace|initialement|porte de|ramene de)[^.;\d]{0,30}$")
_SUBSET = re.compile(r"\b(?:dont|parmi lesquelles|y compris)\s[^.;]{0,12}$")
_TOTAL = re.compile(r"\b(?:total|globale?|ensemble|au total)\b[^.;]{0,40}$")
_PORTION = re.compile(r"\b(?:tranche|phase|periode|annee|lot|site|secteur|poste|batiment)s?\b")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of hours in a sentence. `portion` when the sentence gives it for a tranche, a period, a site…"""

    value: float
    portion: bool = False
    total: bool = False
    by_lot: tuple[tuple[str, float], ...] = ()  # "lots 1 (400 h), 2 (150 h)"


def stated(folded: str) -> list[Stated]:
    """Every number of hours that a folded sentence gives as a quantity of work, in order."""
    found = []
    for match in sorted((*_HOURS.finditer(folded), *_LABEL.finditer(folded)), key=lambda one: one.start("count")):
        before = folded[: match.start("count")]
        if _set_aside(match, before):
            continue
        found.append(Stated(_value(match), bool(_PORTION.search(folded)), bool(_TOTAL.search(before))))
    return found


def _set_aside(match: re.Match[str], before: str) -> bool:
    after = match.groupdict().get("after") or ""
    return bool(_RATE.match(after) or _DELAY.search(before) or _REPLACED.search(before) or _SUBSET.search(before))


def _value(match: re.Match[str]) -> float:
    whole = re.sub(r"[ .]", "", match["count"])
    return float(f"{whole}.{match['part']}" if match["part"] else whole)


def of_sentence(folded: str) -> Stated | None:
    """What one sentence states in all: its total if it says one, else the sum of its portions, else its only number."""
    given = stated(folded)
    totals = {one.value for one in given if one.total}
    if totals:
        return Stated(totals.pop(), total=True) if len(totals) == 1 else None
    values = [one.value for one in given]
    if len(values) < 2:
        return given[0] if given else None
    if all(one.portion for one in given):
        return Stated(sum(values), portion=True, by_lot=_by_lot(folded))
    return given[0] if len(set(values)) == 1 else None


_PAIR = re.compile(rf"(?<!\d)0*(?P<lot>\d{{1,3}})\s?[(:=]\s?{_COUNT}\s?(?:h\b|heures)")


def _by_lot(folded: str) -> tuple[tuple[str, float], ...]:
    return tuple((match["lot"], _value(match)) for match in _PAIR.finditer(folded))


def of_scope(sentences: list[Stated]) -> float | None:
    """One number for the sentences about the same lots; None when they disagree and are not portions."""
    totals = {one.value for one in sentences if one.total}
    values = list(totals) or list({one.value for one in sentences})
    if len(values) < 2:
        return values[0] if values else None
    if abs(sum(values) - 2 * max(values)) < 0.01:
        return max(values)
    return sum(values) if all(one.portion for one in sentences) else None
