"""Is a social clause asked for, or only invited and possible? What is only invited binds nobody."""

import re

from alerts.clauses.patterns import either, stems, words
from alerts.clauses.statement import Statement

_BOUND = stems("obligat exig impos requis contraign contraire")
# "n'est pas obligatoire", "sans être exigée", "non contraignante", "ce n'est pas une obligation"
_NOT_BOUND = re.compile(
    either(
        rf"\b(?:pas|ni|non|sans|aucune?|jamais)(?:\s(?:pour autant|etre|en|une?|la|de|mais|toutefois))*\s(?:{_BOUND})",
        r"\bsans caractere (?:obligat|contraign)\w+",
        r"\bsans obligation",
    )
)
_BUYER = either(
    words("acheteur ville commune metropole departement region collectivite communaute syndicat etat hopital office"),
    r"(?:maitre|maitrise) d'ou\S+",
    r"pouvoir adjudicateur",
    r"entite adjudicatrice",
    r"donneur d'ordres?",
)
_MAY = words("peut peuvent pourra pourront pourrait pourraient")
_SET = stems(
    "activ demand impos prevoir prevu integr inser inclu mettre mis ajout appliqu decid declench introdui fix assort"
)
_POSSIBLE = re.compile(
    either(
        rf"\b(?:possibilite|faculte|liberte|droit|option) (?:d'|de |d'y )\s?(?:\S+ )?(?:{_SET})",
        rf"\b{_BUYER}\b[^.;]{{0,60}}\b{_MAY}\s(?:\S+\s){{0,4}}?(?:{_SET})",
        rf"\b(?:clause|action|volet|demarche|dispositif|heures)\b[^.;:]{{0,60}}\b{_MAY}\s(?:etre|s'y|y)?\s?(?:{_SET})",
        rf"\b(?:candidats?|soumissionnaires?|titulaires?|entreprises?)\b[^.;]{{0,25}}\b{_MAY}\b[^.;]{{0,40}}\bpropos",
    )
)
_WISHED = re.compile(
    either(
        r"\b(?:est|sont|serait|seraient|sera|seront|,|:|mais|et)\s(?:\S+ment )?"
        + stems("souhait appreci recommand preconis encourag bienvenu"),
        rf"\b{stems('encourag incite incita recommand preconis')}",
        r"\bs'ils? le (?:souhait|desir|veu|juge)\w*",
        r"\b(?:qui|celles qui|ceux qui) le (?:souhait|desir|veul)\w*",
        r"\b(?:volontaires?|volontairement|volontariat|bonus)\b",
        r"\binvit\w+ (?:a|pour)\b(?! (?:se rapprocher|prendre|contacter|consulter|visiter|repondre|candidater|se))",
        r"\bil est propose (?:a|aux)\b",
        r"\bn'hesite\w*",
        r"\b(?:facultati|incitati)\w+",
        r"\best possible\b",
    )
)
# What is optional may be the help and not the clause: "l'accompagnement par le facilitateur est facultatif".
_HELP_ONLY = re.compile(
    r"\b(?:accompagn\w+|facilitat\w+|guichet|appui|aide|reunion|rencontre|visite|contact|prendre contact)\b[^.;]{0,80}$"
)
_CLAUSE_AFTER_HELP = re.compile(r"\b(?:clause|heures|recours|emploi|embauche|sous-traitance)\b")
# A charter signed by whoever wants to: "s'engagent" then binds those alone.
_FREELY = re.compile(
    r"\bvolontaires?\b|\bvolontairement\b"
    r"|\b(?:entreprises|candidats|titulaires|celles|ceux) qui le (?:souhait|desir|veul)\w*"
)
_CLAUSE_OBLIGATION = re.compile(r"\b(?:son|leur|leurs|ses|cette) (?:obligations?|engagements?)\b")


def is_facultative(statement: Statement) -> bool:
    """Whether what is asked is only invited or possible."""
    folded = statement.folded
    not_bound = _NOT_BOUND.search(folded)
    if not_bound is not None:
        return not _about_help(folded, not_bound.start())
    if _FREELY.search(folded) and not re.search(r"\bobligatoire", folded):
        return True
    if statement.has("obligatory") or _CLAUSE_OBLIGATION.search(folded):
        return False
    if statement.has("facultative"):
        return not _about_help(folded, min(one.start for one in statement.of("facultative")))
    found = _POSSIBLE.search(folded) or _WISHED.search(folded)
    return found is not None and not _about_help(folded, found.start())


def _about_help(folded: str, start: int) -> bool:
    help_named = _HELP_ONLY.search(folded[:start])
    return help_named is not None and not _CLAUSE_AFTER_HELP.search(help_named[0])
