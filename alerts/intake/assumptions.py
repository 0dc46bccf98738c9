"""What people type to change an estimate of hours: « 45 000 € », « 70 % », « 28,50 », « 18 mois », « 300 h »."""

import re
from dataclasses import replace
from decimal import Decimal

from alerts.intake.understood import Unknown
from alerts.model.reply import Assumptions
from alerts.territory.names import folded

EXAMPLES = (
    "Écrivez un montant (« 45 000 € »), une part de main-d'œuvre (« 70 % »), une part d'insertion "
    "(« insertion 10 % »), un coût horaire (« 28,50 »), une durée (« 18 mois »), ou des heures (« 300 h »). "
    "« effacer » revient aux chiffres proposés."
)
LONGEST = 200  # characters that are looked at
MOST_EUROS = Decimal(1_000_000_000)
CHEAPEST, DEAREST = 5.0, 200.0  # euros an hour: what is beyond is another thing
MOST_MONTHS, MOST_HOURS = 240.0, 1_000_000.0
YEAR = 12
_NUMBER = r"(?P<number>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?)"
_UNIT = r"(?P<unit>[^\d;]*)"
_SAID = re.compile(rf"^(?P<before>[^\d]*?)(?<![-−]){_NUMBER}\s*{_UNIT}[.;]?$")
_EACH_HOUR = re.compile(r"(?:€|euros?) ?(?:/|par|de l['’]) ?h(?:eure)?s?\b|^/ ?h|horaire|co[uû]t")
_EUROS = re.compile(r"^k? ?(?:€|euros?|eur)\b|^k?€|^k$|montant")
_DURATION = re.compile(r"^(?:mois|ans?|années?)\b")
_HOURS = re.compile(r"^(?:h|heures?|hrs?)\b")
_THOUSANDS = re.compile(r"^k")
_BACK = frozenset({"effacer", "efface", "tout effacer", "par defaut", "defaut", "remettre", "recommencer"})
_OUT_OF_BOUNDS = {
    "amount": "Ce montant ne semble pas possible : donnez-le en euros hors taxes, par exemple « 45 000 € ».",
    "share": "Une part va de 1 à 100 % : par exemple « 70 % ».",
    "hourly_cost": "Le coût d'une heure est entre 5 et 200 € : par exemple « 28,50 ».",
    "months": "Une durée va de 1 à 240 mois : par exemple « 18 mois » ou « 2 ans ».",
    "hours": "Ce nombre d'heures ne semble pas possible : par exemple « 300 h ».",
    "bare": (
        "Ce nombre seul peut vouloir dire plusieurs choses : ajoutez « € », « % », « mois » ou « h ». "
        "Un coût horaire s'écrit « 28,50 »."
    ),
}


def understand_assumptions(text: str, before: Assumptions) -> Assumptions | Unknown:
    """`before` with what the text says: one figure, or several set apart by « ; », new lines or « , » with a space.

    All or nothing: when one part is not understood, nothing is changed, and the French sentence says which part.
    « effacer » goes back to what Vigie proposes.
    """
    if folded(text[:LONGEST]) in _BACK:
        return Assumptions()
    parts = [one.strip() for one in re.split(r"[;\n]|, (?=\D|\d)", text[:LONGEST]) if one.strip()]
    if not parts:
        return Unknown(text, EXAMPLES)
    found = before
    for part in parts:
        said = _one(part, found)
        if isinstance(said, Unknown):
            return said
        found = said
    return found


def _one(text: str, before: Assumptions) -> Assumptions | Unknown:
    match = _SAID.match(" ".join(text.split()).strip("« »"))
    if match is None:
        return Unknown(text, EXAMPLES)
    value, before_it = _value(match["number"]), match["before"].lower()
    unit = " ".join(match["unit"].lower().split())
    if unit.startswith("%") or unit.startswith("pour cent"):
        return _share(text, value, f"{before_it} {unit}", before)
    if _EACH_HOUR.search(unit) or _EACH_HOUR.search(before_it):
        return _cost(text, value, before)
    if _DURATION.match(unit):
        return _months(text, value * YEAR if unit.startswith("an") else value, before)
    if _HOURS.match(unit):
        return _hours(text, value, before)
    if _EUROS.search(unit) or "montant" in before_it:
        euros = value * 1000 if _THOUSANDS.match(unit) else value
        small = euros <= DEAREST and "montant" not in before_it  # no lot is worth 28 €: it is the cost of an hour
        return _cost(text, euros, before) if small else _amount(text, euros, before)
    return _bare(text, value, before) if not unit else Unknown(text, EXAMPLES)


def _value(number: str) -> Decimal:
    whole, _, part = number.rpartition(",") if "," in number else (number, "", "")
    digits = re.sub(r"[ \u00a0\u202f]", "", whole)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):  # « 45.000 »
        digits = digits.replace(".", "")
    return Decimal(f"{digits}.{part}" if part else digits)


def _share(text: str, value: Decimal, words: str, before: Assumptions) -> Assumptions | Unknown:
    """Of labour, unless the word « insertion » stands by."""
    if not 0 < value <= 100:
        return Unknown(text, _OUT_OF_BOUNDS["share"])
    share = float(value / 100)
    insertion = "insertion" in words
    return replace(before, insertion_share=share) if insertion else replace(before, labour_share=share)


def _cost(text: str, value: Decimal, before: Assumptions) -> Assumptions | Unknown:
    if not CHEAPEST <= value <= DEAREST:
        return Unknown(text, _OUT_OF_BOUNDS["hourly_cost"])
    return replace(before, hourly_cost=float(value))


def _months(text: str, value: Decimal, before: Assumptions) -> Assumptions | Unknown:
    if not 0 < value <= MOST_MONTHS:
        return Unknown(text, _OUT_OF_BOUNDS["months"])
    return replace(before, months=float(value))


def _hours(text: str, value: Decimal, before: Assumptions) -> Assumptions | Unknown:
    if not 0 < value <= MOST_HOURS:
        return Unknown(text, _OUT_OF_BOUNDS["hours"])
    return replace(before, hours=float(value))


def _amount(text: str, value: Decimal, before: Assumptions) -> Assumptions | Unknown:
    if not 0 < value <= MOST_EUROS:
        return Unknown(text, _OUT_OF_BOUNDS["amount"])
    return replace(before, amount=value)


def _bare(text: str, value: Decimal, before: Assumptions) -> Assumptions | Unknown:
    """« 28,50 » is a cost of an hour, « 45 000 » an amount; what stands between is asked."""
    if value >= 1000:
        return _amount(text, value, before)
    if value != value.to_integral_value() and CHEAPEST <= value <= DEAREST:
        return _cost(text, value, before)
    return Unknown(text, _OUT_OF_BOUNDS["bare"])
