"""Places, CPV codes, amounts and buyers, wherever a BOAMP shape keeps them."""

import re
from collections.abc import Iterator

from scrapers.boamp.tree import Spot, Tree, children, raw, token
from scrapers.notice import Amount, Place
from scrapers.text import plain, repair, to_decimal

_POSTCODE = re.compile(r"(?<![\d-])(?:0[1-9]|[1-8]\d|9[0-578])\d{3}(?![\d-])")
_ONLY_TOWN = re.compile(r"[^\W\d_][^\d,;:/()]{1,59}")
_BRACKETED = re.compile(r"\((0[1-9]|[1-8]\d|9[0-5]|2[ABab]|97[1-6])\)")
_CPV = re.compile(r"\s*(\d{8})(?:-\d)?\s*")
_SIRET = re.compile(r"\d{14}")
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
# First words of what is no place: who buys, what is bought, and what says nothing.
_NO_PLACE = frozenset(
    (
        *("ville", "commune", "mairie", "communauté", "syndicat", "office", "centre", "hôpital", "chu", "ch", "ghu"),
        *("lycée", "collège", "école", "université", "conseil", "société", "ccas", "sdis", "sivom", "sivu", "régie"),
        *("agence", "établissement", "chambre", "caisse", "préfecture", "ministère", "direction", "service"),
        *("travaux", "fourniture", "fournitures", "prestation", "prestations", "marché", "entretien", "maintenance"),
        *("nettoyage", "construction", "rénovation", "réhabilitation", "aménagement", "mission", "étude"),
        *("acquisition", "achat", "location", "exploitation", "voirie", "accord-cadre", "voir", "divers", "diverses"),
        *("ensemble", "territoire", "site", "sites", "locaux", "bâtiment", "bâtiments", "selon", "sans", "idem", "cf"),
        *("plusieurs", "tous", "toutes", "multiples", "différents", "services", "même", "non", "sur", "dans"),
    )
)  # fmt: skip
_MAIN = ("PRINCIPAL", "objetPrincipal")


def place(node: object) -> Place | None:
    """The place that an address or a line of words tells, or None when nothing in it can be placed for sure."""
    if not isinstance(node, dict):
        return in_words(plain(raw(node)))
    nuts = token(node, "CODE_NUTS", "codeNuts", "codeNUTS", "code_nuts", "ADJUDICATEUR_NUTS", "LIEU_NUTS")
    postcode = token(node, "cp", "CP", "adr/cp", "codePostal")
    town = token(node, "ville", "VILLE", "adr/ville", "commune")
    found = Place(
        nuts=nuts if nuts and _NUTS.fullmatch(nuts) else None,
        postcode=postcode if postcode and _POSTCODE.fullmatch(postcode) else None,
        town=town,
    )
    return found if found != Place() else in_words(plain(token(node, "libelle", "lieu", "LIEU_PRINCIPAL") or ""))


def in_words(words: str) -> Place | None:
    """A postcode or a département in a line of words, only when there is exactly one; or a line that is just a town.

    A buyer or a subject ("Ville des Trois-Ponts", "Travaux de peinture") is no town, unless a code places it.
    """
    postcodes = set(_POSTCODE.findall(words))
    if len(postcodes) == 1:
        postcode = postcodes.pop()
        town = re.search(rf"{postcode}\s+({_ONLY_TOWN.pattern})$", words)
        return Place(postcode=postcode, town=town[1].strip() if town else None)
    if postcodes:
        return None
    bracketed = {code.upper() for code in _BRACKETED.findall(words)}
    if len(bracketed) == 1:
        return Place(departement=bracketed.pop(), town=_town(_BRACKETED.sub("", words)))
    alone = _town(words)
    return Place(town=alone) if alone and not bracketed and alone.split()[0].lower() not in _NO_PLACE else None


def _town(words: str) -> str | None:
    """A line short and plain enough to be the name of a town: at most four words, capitalised, no "et", no "ou"."""
    words = words.strip(" .-")
    parts = words.split()
    plain_name = _ONLY_TOWN.fullmatch(words) and len(parts) <= 4 and words[:1].isupper()
    return words if plain_name and not {"et", "ou", "du", "la"} & {part.lower() for part in parts[1:]} else None


def departement(code: str) -> str | None:
    """INSEE code of a publication département: BOAMP also writes "1" for "01" and "20A" for "2A"."""
    code = repair(code).upper()
    if re.fullmatch(r"\d", code):
        return f"0{code}"
    if re.fullmatch(r"0\d\d", code):
        return code[1:]
    if re.fullmatch(r"20[AB]", code):
        return f"2{code[-1]}"
    return code if re.fullmatch(r"\d{2}|2[AB]|9[78]\d", code) else None


def cpv(spots: list[Spot]) -> tuple[str, ...]:
    """The CPV codes of all the fields named so, main one first, without check digit, each once."""
    ranked = sorted(_codes(spots), key=lambda found: found[0])
    return tuple(dict.fromkeys(code for _, code in ranked))


def _codes(spots: list[Spot]) -> Iterator[tuple[bool, str]]:
    for where, leaf in spots:
        # Some records write the code as a name: {"objetPrincipal": {"45262700": ""}}
        code = _CPV.fullmatch(raw(leaf)) or _CPV.fullmatch(where[-1] if where else "")
        if code and any("cpv" in name.lower() for name in where):
            yield not any(name in _MAIN for name in where), code[1]


def siret(node: object, *paths: str) -> str | None:
    """The first SIRET at these paths: 14 digits once the spaces are gone."""
    for path in paths:
        for leaf in children(node, *path.split("/")):
            digits = re.sub(r"[\s.]", "", repair(raw(leaf)))
            if _SIRET.fullmatch(digits):
                return digits
    return None


def amount(node: object, *paths: str) -> Amount | None:
    """The first amount at these paths that is told (0 is not), in the currency beside it."""
    for path in paths:
        for leaf in children(node, *path.split("/")):
            value = to_decimal(raw(leaf))
            if value is not None:
                return Amount(value, _currency(leaf) or _currency_of(node, path))
    return None


def _currency(leaf: object) -> str:
    code = repair(raw(leaf.get("@devise") or leaf.get("@DEVISE"))).upper() if isinstance(leaf, dict) else ""
    return code if re.fullmatch(r"[A-Z]{3}", code) else ""


def _currency_of(node: object, path: str) -> str:
    """The currency may stand on any element above the value; the euro when none says."""
    steps = path.split("/")
    above: list[Tree] = [
        found for depth in range(len(steps)) for found in children(node, *steps[:depth]) if isinstance(found, dict)
    ]
    return next((code for found in reversed(above) if (code := _currency(found))), "EUR")
