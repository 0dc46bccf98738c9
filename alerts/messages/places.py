"""Where words stand in a notice, as a person says it: « description du lot », not « MAPA/initial/description »."""

import re

from alerts.messages.codes import business_term, meaning
from alerts.model.reading import Evidence

CODED = "champ codé de l'avis"
ANYWHERE = "texte de l'avis"

_TERMS = {
    "BT-21": "intitulé",
    "BT-24": "description",
    "BT-300": "informations complémentaires",
    "BT-70": "conditions d'exécution",
    "BT-736": "conditions d'exécution",
    "BT-777": "objectif social ou environnemental",
    "BT-71": "conditions de participation",
    "BT-76": "conditions de participation",
    "BT-734": "critères d'attribution",
    "BT-540": "critères d'attribution",
    "BT-749": "conditions de participation",
    "BT-750": "conditions de participation",
    "BT-141": "texte du rectificatif",
    "BT-762": "motif du rectificatif",
    "BT-54": "options",
}
# The innermost name of a path that says something wins (`scrapers.boamp.wording` reads them so too).
_NAMES = tuple(
    (re.compile(names, re.IGNORECASE), words)
    for names, words in (
        (
            r"rensgcomplt|\w*inform\w*complementaire\w*|renseignements?_?complementaires?",
            "renseignements complémentaires",
        ),
        (r"infosrectif|rectif\w*|(txt_)?lire\w*|apres\w*", "texte du rectificatif"),
        (r"\w*reserv\w*|condition_?participation|capacite\w*|justifi\w*", "conditions de participation"),
        (r"criter\w+", "critères d'attribution"),
        (r"(autres_?)?conditions?\w*", "conditions d'exécution"),
        (r"intitule\w*|titre\w*|title", "intitulé"),
        (r"objet(_complet)?", "objet du marché"),
        (r"lots?|lotsmarche|div_en_lots", "description du lot"),
        (r"description\w*|caracteristiques\w*|etendue\w*|quantites?", "description"),
        (r"page", "page de l'annonce"),
    )
)


def place(evidence: Evidence) -> str:
    """A short place that people know, whatever the publisher calls it."""
    if meaning(evidence) is not None:
        return CODED
    term = business_term(evidence.field)
    if term is not None:
        return _TERMS.get(term, ANYWHERE)
    return next((words for part in reversed(evidence.field.split("/")) if (words := _named(part))), ANYWHERE)


def _named(part: str) -> str | None:
    return next((words for names, words in _NAMES if names.fullmatch(part)), None)
