"""What the codes of a notice mean: a code proves, to a machine only. Sources: eForms code lists, BOAMP's forms."""

import re

from alerts.model.reading import Evidence

_RESERVED = {
    "none": "aucune réservation",
    "res-ws": "réservé à des ateliers protégés ou à l'insertion, sans dire lesquels",
    "res-pub-ser": "réservé à des organisations chargées d'une mission de service public",
}
_EXECUTION = {
    "yes": "exécution réservée à des emplois protégés",
    "no": "exécution non réservée",
    "not-known": "l'acheteur ne sait pas encore si l'exécution sera réservée",
}
_STRATEGY = {
    "soc-obj": "objectif social",
    "env-imp": "objectif environnemental",
    "inn-pur": "achat innovant",
    "none": "aucun objectif particulier",
}
_ENVIRONMENT = {
    "biodiv-eco": "protéger ou restaurer la biodiversité et les milieux naturels",
    "circ-econ": "passer à une économie circulaire (réemploi, réparation, recyclage)",
    "clim-adapt": "s'adapter au changement climatique",
    "clim-mitig": "limiter le changement climatique",
    "pollu-prev": "prévenir et réduire la pollution",
    "water-mar": "préserver l'eau et les milieux marins",
    "other": "un autre objectif environnemental",
}
_SOCIAL = {
    "acc-all": "accessibilité pour tous",
    "et-eq": "égalité entre les origines",
    "gen-eq": "égalité entre les femmes et les hommes",
    "hum-right": "respect des droits humains chez les fournisseurs",
    "opp": "emploi de personnes éloignées de l'emploi ou handicapées",
    "work-cond": "conditions de travail équitables",
    "other": "un autre objectif social",
}
_GREEN = {
    "eu": "critères européens d'achat vert",
    "national": "critères nationaux d'achat vert",
    "other": "d'autres critères d'achat vert",
    "none": "aucun critère d'achat vert",
}
_EFORMS = {
    "BT-71": _RESERVED,
    "BT-736": _EXECUTION,
    "BT-06": _STRATEGY,
    "BT-774": _ENVIRONMENT,
    "BT-775": _SOCIAL,
    "BT-805": _GREEN,
}
_BOAMP = {  # MARCHE_RESERVE and its names (`scrapers.boamp.reservation`)
    "oui": "marché réservé",
    "non": "marché non réservé",
    "ateliers_proteges": "réservé à des ateliers protégés",
    "emplois_proteges": "exécution réservée à des emplois protégés",
}
_EMPTY = "champ publié vide"
_UNLISTED = "valeur que Vigie ne connaît pas"
_TERM = re.compile(r"BT-\d+")
_LIKE_A_CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")


def business_term(field: str) -> str | None:
    """The eForms field, « BT-71 », whatever follows it (« BT-71-Part », « BT-71, LOT-0002 »)."""
    found = _TERM.match(field)
    return found[0] if found else None


def meaning(evidence: Evidence) -> str | None:
    """What a code means in its field; None when these are words of the notice and no code."""
    term = business_term(evidence.field)
    if term is None:
        return _BOAMP.get(evidence.quote) if evidence.quote else _EMPTY
    known = _EFORMS.get(term, {})
    if not evidence.quote:
        return _EMPTY
    unlisted = _UNLISTED if known and _LIKE_A_CODE.fullmatch(evidence.quote) else None
    return known.get(evidence.quote, unlisted)
