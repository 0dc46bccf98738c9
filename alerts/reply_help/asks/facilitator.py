"""The service that follows the social clause, when the notice names one: never the person who works there."""

import re

from alerts.reply_help.asks.line import Line
from alerts.reply_help.asks.subject import Subject

_SERVICE = (
    r"\bfacilitat(?:eur|rice)s?\b|\bplan local pluriannuel pour l'insertion\b|\bplie\b|\bmaisons? de l'emploi\b|\bmde\b"
    r"|\bguichet\b[^.;]{0,20}\b(?:clauses?|insertion)\b|\bcellule (?:des )?(?:clauses?|insertion)\b"
    r"|\bmission (?:insertion|clauses?)\b"
    r"|\bservice (?:insertion|des clauses|clauses)\b"
    r"|\bcharge[es]* (?:de mission )?(?:des |de )?(?:la )?clauses?\b"
)
_FOLLOWS = re.compile(
    r"\bfacilitat|\baccompagn|\bappui|\bassist|\bcontact|\binterlocut|\bs'adress|\bmis(?:e)? en place"
    r"|\bsuivi (?:de la clause|du dispositif|de l'action|par l)|\bcoordon|\bpilot|\baid(?:e|er)\b"
    r"|\bconseil|\bmise en o|\baupres d|\binformation|\bgere[er]|\bvalid"
)
# Whom the clause is for: « les participants du PLIE », « personnes suivies par le PLIE ».
_PUBLIC = re.compile(
    r"(?:suivi[es]*|participante?s?|beneficiaires?|inscrite?s?|adherente?s?|publics?|accompagne[es]*"
    r"|orient\w*|personnes|prescri\w*|integre[es]*)\s(?:\w+\s){0,4}?(?:par |dans |au |du |d'|en "
    r"|l[ea]s? |un ){1,3}(?:\w+\s)?(?:plie|plans? loca|maisons? de l'emploi)"
)


def _names_a_service(line: Line) -> bool:
    """« PLIE » in capitals, since « plié » folds to the same; a service that follows, and not the public it serves."""
    low = line.folded
    if re.search(r"\bplie\b", low) and not re.search(r"\bP\.?L\.?I\.?E\b|\bPlie\b", line.text):
        return False
    return _FOLLOWS.search(low) is not None and not (
        _PUBLIC.search(low) and not re.search(r"contact|facilitat|mis en place|interlocut", low)
    )


FACILITATOR = Subject(
    hints=(
        "facilitat",
        "plie",
        "plan local",
        "maison de l'emploi",
        "maisons de l'emploi",
        "mde",
        "guichet",
        "cellule",
        "mission",
        "service",
        "charge",
    ),
    words=re.compile(_SERVICE),
    needs=re.compile(r"insertion|clause|emploi|social|facilitat"),
    kept=_names_a_service,
)
