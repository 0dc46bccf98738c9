"""Does a statement ask for something social or environmental, as a clause or as a criterion?

A criterion is not a clause; hours reserved to insertion are a clause and not a reservation; L2112-2 alone says nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alerts.clauses import articles
from alerts.clauses.hours import Stated, of_sentence
from alerts.clauses.lots import Scope
from alerts.clauses.statement import Statement
from alerts.model.reading import ClauseKind, Evidence
from scrapers.notice import Topic


@dataclass(frozen=True, slots=True)
class Ask:
    """One clause or criterion stated, or denied."""

    kind: ClauseKind
    evidence: Evidence
    denied: bool = False
    hours: Stated | None = None
    article: str | None = None
    scope: Scope = Scope()
    lot_id: str | None = None


OBJECT_TOPICS = (Topic.TITLE, Topic.DESCRIPTION, Topic.LOTS)
CONDITION_TOPICS = (Topic.CONDITIONS, Topic.AFTER)

_PRESENCE = (
    r"(?:comport\w*|contien\w*|prevoi\w*|prevu\w*|compren\w*|integr\w*|inclu\w*|soumis\w*|assorti\w*|impos\w*|fai\w*|font|concern\w*"
    r"|appliqu\w*|applicables?|exig\w*|requis\w*|demande\w*|figur\w*|assujetti\w*|vis\w*|presen\w*|prendr\w*|prend|retenu\w*|mis\w*|envisag\w*|exist\w*|donn\w*|fix\w*)"
)
# "ne comporte pas de", "n'est pas soumis à", "il n'est prévu aucune": the verb is denied, then comes the clause.
_DENIED_BEFORE = re.compile(
    rf"\bn[e']\s?(?:(?:est|sont|sera|seront|a ete|peut|pourra)\s)?(?:{_PRESENCE}\s)?(?:pas|plus|aucun\w*|ni|point)\b(?:\s(?:ete|etre|donc))?(?:\s{_PRESENCE})?"
    rf"(?:\s(?!mais\b|si\b)\S+){{0,9}}\s?$"
    r"|\b(?:sans|aucune?s?|absence d[e'u]|absence de|pas d[e'])\s?(?:\S+\s){0,3}$"
    r"|\bni\s(?:\S+\s){0,3}$|\bne pas prevoir\b.{0,60}$"
)
_DENIED_AFTER = re.compile(
    rf"^\S*(?:\s(?:sociales?|obligatoires?|d'insertion|professionnelle|economique|environnementales?|par|l'activite|et|de|promotion|l'emploi))*\s"
    rf"n[e'](?:\s?s')?\s?(?:est|sont|sera|seront)?\s?(?:{_PRESENCE}\s)?(?:pas|plus|aucun\w*)\b(?!\s(?:autoris|opposable|negoci|limit|exhausti|exclusi))"
    r"|^[^.:]{0,60}:\s?(?:non\b|neant|sans objet|aucune?\b|pas de|n/?a\b|0\b|so\b)"
    r"|^[^.:]{0,80}\b(?:est|sont|a ete|ont ete)\s(?:supprime|retire|abandonne|leve|annule)"
)


def asks(statement: Statement) -> Iterator[Ask]:
    """Every clause or criterion that a statement states or denies."""
    criteria = list(_criteria(statement))
    yield from criteria
    yield from _social(statement, bool(criteria))
    yield from _environment(statement, bool(criteria))
    yield from _service(statement)


# --- criteria ------------------------------------------------------------------------------------------------------

_WEIGHT = re.compile(r"\d\s?(?:%|points?\b|pts?\b|/\s?\d)|ponderation")
_OTHER_SHARE = re.compile(r"heures?\b|main[- ]d'?\s?o|taux|reserv|tva|avance|retenue|recycl|minimum")


def _criteria(statement: Statement) -> Iterator[Ask]:
    if not _is_criterion(statement):
        return
    if statement.has("social_criterion") and not _only_other_sense(statement, "social_criterion", "not_social"):
        yield _ask(ClauseKind.CRITERE_SOCIAL, statement)
    if statement.has("environment_criterion") and not _only_other_sense(
        statement, "environment_criterion", "not_environment"
    ):
        yield _ask(ClauseKind.CRITERE_ENV, statement)


def _is_criterion(statement: Statement) -> bool:
    if statement.topic is Topic.AWARD_CRITERIA:
        return True
    if statement.has("criterion_frame"):
        return True
    short = len(statement.folded) < 110
    return short and bool(_WEIGHT.search(statement.folded)) and not _OTHER_SHARE.search(statement.folded)


def _only_other_sense(statement: Statement, concept: str, *others: str) -> bool:
    """Whether every mention of the concept begins inside a mention of the others."""
    friends = [friend for other in others for friend in statement.of(other)]
    return all(any(f.first <= m.first <= f.last for f in friends) for m in statement.of(concept))


# --- social clauses ------------------------------------------------------------------------------------------------


def _social(statement: Statement, is_criterion: bool) -> Iterator[Ask]:
    concept = _social_concept(statement, is_criterion)
    if concept is None:
        return
    kind = ClauseKind.CLAUSE_SOCIALE
    if _is_facultative(statement):
        kind = ClauseKind.CLAUSE_SOCIALE_FACULTATIVE
    yield _ask(kind, statement, denied=_is_denied(statement, concept), given=of_sentence(statement.folded))


_CLAUSED = re.compile(r"\bclaus(?:é|ée|és|ées)\b", re.I)  # "lot clausé": the accent makes the word


def _social_concept(statement: Statement, is_criterion: bool) -> str | None:
    """The concept by which a statement is about a social clause, or None."""
    if is_criterion:
        return "clause_as_such" if statement.has("clause_as_such") and statement.has("demand") else None
    if statement.has("social_clause") and not _only_other_sense(statement, "social_clause", "not_social"):
        return "social_clause"
    if statement.has("execution_conditions") and statement.has("social_matter"):
        return None if _only_other_sense(statement, "social_matter", "not_social") else "social_matter"
    if _CLAUSED.search(statement.text):
        return "claused"
    if _only_other_sense(statement, "social_subject", "not_social", "siae", "workers_siae", "insertion_service"):
        return None
    return "social_subject" if _is_demanded(statement) else None


def _is_demanded(statement: Statement) -> bool:
    if statement.topic in CONDITION_TOPICS:
        return True
    return statement.has("obligatory", "execution_conditions") or (
        statement.has("demand") and statement.topic not in OBJECT_TOPICS
    )


def _is_facultative(statement: Statement) -> bool:
    if not statement.has("facultative"):
        return False
    return not statement.has("obligatory") or "non obligatoire" in statement.folded


def _is_denied(statement: Statement, concept: str) -> bool:
    for mention in statement.of(concept):
        before, after = statement.folded[: mention.start], statement.folded[mention.end :]
        if not _DENIED_BEFORE.search(before[-100:]) and not _DENIED_AFTER.match(after[:120]):
            return False
    return bool(statement.of(concept))


# --- environmental clauses -----------------------------------------------------------------------------------------


def same_clause(statement: Statement) -> Ask:
    """The rest of a sentence on social clauses: "incitative pour le lot 1, obligatoire pour le lot 2"."""
    facultative = _is_facultative(statement)
    kind = ClauseKind.CLAUSE_SOCIALE_FACULTATIVE if facultative else ClauseKind.CLAUSE_SOCIALE
    return _ask(kind, statement, given=of_sentence(statement.folded))


def hours_that_follow(statement: Statement, before: Ask) -> Ask | None:
    """Hours given in a statement that only goes on with the clause before it: "Lot 2 : 70 h", "Il passe à 600 heures"."""
    given = of_sentence(statement.folded)
    if given is None:
        return None
    scope = statement.scope if not statement.scope.everywhere else statement.context
    return Ask(before.kind, statement.evidence(), hours=given, scope=scope, lot_id=statement.lot_id)


def _environment(statement: Statement, is_criterion: bool) -> Iterator[Ask]:
    concept = None
    if statement.has("environment_clause") and not is_criterion:
        concept = (
            None if _only_other_sense(statement, "environment_clause", "not_environment") else "environment_clause"
        )
    if concept is None and statement.has("execution_conditions") and statement.has("environment_matter"):
        concept = (
            None if _only_other_sense(statement, "environment_matter", "not_environment") else "environment_matter"
        )
    if concept is not None:
        yield _ask(ClauseKind.CLAUSE_ENV, statement, denied=_is_denied(statement, concept))


# --- insertion as the object ---------------------------------------------------------------------------------------


def _service(statement: Statement) -> Iterator[Ask]:
    if not statement.has("insertion_service") or statement.has("employment_service", "criterion_frame", "obligatory"):
        return
    if statement.topic in OBJECT_TOPICS or "objet" in statement.folded:
        yield _ask(ClauseKind.SERVICE_INSERTION, statement)


def _ask(kind: ClauseKind, statement: Statement, denied: bool = False, given: Stated | None = None) -> Ask:
    return Ask(
        kind=kind,
        evidence=statement.evidence(),
        denied=denied,
        hours=None if denied else given,
        article=articles.main_clause(statement.citations),
        scope=statement.scope if not statement.scope.everywhere else statement.context,
        lot_id=statement.lot_id,
    )
