"""What a statement takes from the one before it: "Cette clause s'applique au lot 3", a heading "Lot 2 :", hours."""

import re
from collections.abc import Iterable, Iterator

from alerts.clauses.clause import Ask, asks, hours_that_follow, same_clause
from alerts.clauses.lots import Scope
from alerts.clauses.statement import Statement
from alerts.model.reading import ClauseKind

_HEADING = re.compile(r"^\W*lots?\s?(?:n\s?[°o]?\s?)?\d{1,3}\s*[:\-(.a-z]")
_BACK = re.compile(
    r"^\W*(?:cette|ces|ce|cet|celle|celui|celles|ceux|elle|elles|il|ils|ainsi|a ce titre|ledit|ladite|lesdit|le nombre|nombre|soit|le volume|volume)\b"
)
_GENERAL = re.compile(
    r"\b(?:la (?:presente )?consultation|le (?:present )?marche|l'accord[- ]cadre|les marches|chaque lot|tous les lots|l'ensemble)\b"
)


def followed(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements, each with the lots that it takes from its heading or from the statement before."""
    before = Scope()
    heading = Scope()
    for statement in statements:
        own = statement.scope
        if own.everywhere:
            statement.context = _taken(statement, before, heading)
        elif _HEADING.match(statement.folded):
            heading = own
        before = own if not own.everywhere else statement.context
        yield statement


_SOCIAL = (ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE)


def asked(statements: Iterable[Statement]) -> Iterator[Ask]:
    """Everything asked by the statements of one passage, hours that follow a clause included."""
    clause: Ask | None = None
    for statement in statements:
        found = list(asks(statement))
        social = [one for one in found if one.kind in _SOCIAL and not one.denied]
        yield from found
        if social:
            clause = social[0]
        elif clause is not None and statement.at and statement.has("facultative", "obligatory"):
            yield same_clause(statement)
        elif clause is not None and _goes_on(statement):
            following = hours_that_follow(statement, clause)
            if following is not None:
                yield following
        elif not _LIST_ITEM.match(statement.folded):
            clause = None


_LIST_ITEM = re.compile(r"^\W*(?:lots?|tranche|phase|periode|annee|site|-)\b")


def _goes_on(statement: Statement) -> bool:
    return bool(_BACK.match(statement.folded) or _LIST_ITEM.match(statement.folded))


def _taken(statement: Statement, before: Scope, heading: Scope) -> Scope:
    if _BACK.match(statement.folded):
        return before
    return Scope() if _GENERAL.search(statement.folded) else heading
