"""Lines of forms: "Insertion : souhaitable", "Prise en compte de l'environnement : oui (obligatoire)"."""

import re
from dataclasses import dataclass

from alerts.clauses.patterns import either, stems
from alerts.model.reading import ClauseKind

_OTHER_SENSE = r"(?!\s(?:paysag|urbain|archi|graphi|fonci|terri|dans|du|de l'ouv|des|d'un|au boamp|legale))"
_SOCIAL = either(rf"insertion{_OTHER_SENSE}", r"(?:aspects?|volets?|clauses?|developpement|dimension) socia\w+")
_ENVIRONMENT = either(
    r"(?:prise en compte|respect|protection) de l'environnement",
    r"(?:aspects?|volets?|clauses?|exigences?|dimension|conditions?) (?:environnemental\w*|ecologi\w*|verte?s?)",
    r"conditions? [^:.;]{0,40}environnement",
    r"environnement",
)
_YES = either("oui", "x", stems("exig obligat impos requis prevu applicable clause"))
_WEAK = stems("souhait facultati recommand encourag possib optionnel incitati preconis volont apprecie")
_LINE = re.compile(
    rf"(?:^|[-/;,.)\n]|\s\s|en compte|recours|\bl')[^:.;\n]{{0,40}}?"
    rf"\b(?:(?P<social>{_SOCIAL})|(?P<environment>{_ENVIRONMENT}))\b[^:.;\n\d]{{0,45}}?\s?:\s?"
    rf"(?:(?:clause |mesure |action )?(?P<weak>{_WEAK})|(?P<yes>{_YES})\b)(?P<more>[^.;:\n]{{0,30}})"
)
_NOT_BINDING = re.compile(rf"\b(?:non|pas|mais) \S*|\b{_WEAK}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form that says yes, or that would like it."""

    kind: ClauseKind
    start: int


def lines(folded: str) -> list[Line]:
    """Lines of forms in a folded sentence that ask for something. A line that says no gives none."""
    if ":" not in folded or not any(word in folded for word in ("insertion", "socia", "environ", "ecolog", "verte")):
        return []
    return [Line(_kind(match), match.start()) for match in _LINE.finditer(folded)]


def _kind(match: re.Match[str]) -> ClauseKind:
    if match["environment"]:
        return ClauseKind.CLAUSE_ENV
    weak = match["weak"] is not None or _NOT_BINDING.search(match["more"]) is not None
    return ClauseKind.CLAUSE_SOCIALE_FACULTATIVE if weak else ClauseKind.CLAUSE_SOCIALE
