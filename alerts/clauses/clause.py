"""Does a statement ask for something social or environmental, as a clause or as a criterion?

A criterion is not a clause; hours reserved to insertion are a clause and not a reservation; L2112-2 alone says nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alerts.clauses import articles
from alerts.clauses.denial import is_denied
from alerts.clauses.duty import calls_a_structure, keeps_work, qualifies_structures, sets_an_aim
from alerts.clauses.forms import lines
from alerts.clauses.hours import Stated, of_sentence
from alerts.clauses.invited import is_facultative
from alerts.clauses.lots import Scope
from alerts.clauses.service import is_service
from alerts.clauses.statement import Statement
from alerts.model.reading import ClauseKind, Evidence
from scrapers.notice import Topic


@dataclass(frozen=True, slots=True)
class Ask:
    """One clause or criterion stated, or denied. `after`: it stands in what a correction says holds now."""

    kind: ClauseKind
    evidence: Evidence
    denied: bool = False
    hours: Stated | None = None
    article: str | None = None
    scope: Scope = Scope()  # noqa: RUF009
    lot_id: str | None = None
    after: bool = False


OBJECT_TOPICS = (Topic.TITLE, Topic.DESCRIPTION, Topic.LOTS)
CONDITION_TOPICS = (Topic.CONDITIONS, Topic.AFTER)


def asks(statement: Statement, reserves: bool = False, after_clause: bool = False) -> Iterator[Ask]:
    """Every clause or criterion that a statement states or denies.

    `reserves`: the statement reserves the contract, so that naming SIAE or insertion in it is not a clause by itself.
    `after_clause`: the passage states a social clause before it, which "l'accompagnement social" is then a part of.
    """
    if not statement.worth:
        return
    criteria = list(_criteria(statement, after_clause))
    yield from criteria
    serves = not criteria and not reserves and is_service(statement)
    if serves:
        yield _ask(ClauseKind.SERVICE_INSERTION, statement)
    yield from _social(statement, bool(criteria), reserves or serves)
    yield from _environment(statement, bool(criteria))


# --- criteria ------------------------------------------------------------------------------------------------------

_WEIGHT = re.compile(r"\d\s?(?:%|points?\b|pts?\b|/\s?(?:5|10|20|100)\b(?![.,]\d))|ponderation")
_OTHER_SHARE = re.compile(
    r"heures?\b|main[- ]d'?\s?o|taux|reserv|tva|avance|retenue|recycl|minimum|montant|effectif|temps|duree|clause"
    r"|execution"
)


_SUPPORT = re.compile(r"\baccompagnement\s(?:social|socio)")


def _criteria(statement: Statement, after_clause: bool) -> Iterator[Ask]:
    if not _is_criterion(statement):
        return
    social = statement.means("social_criterion", "not_social", "in_a_place")
    social = social or (after_clause and _SUPPORT.search(statement.folded) is not None)
    if social and not is_denied(statement, "social_criterion"):
        yield _ask(ClauseKind.CRITERE_SOCIAL, statement)
    friends = ("not_environment", "not_social", "in_a_place")
    if statement.means("environment_criterion", *friends) and not is_denied(statement, "environment_criterion"):
        yield _ask(ClauseKind.CRITERE_ENV, statement)


_NO_CRITERION = re.compile(
    r"\b(?:ne |n')(?:constitu\w+|est|sont|sera|seront|represent\w+|form\w+)\s(?:donc\s)?"
    r"(?:pas|plus|en (?:aucun|rien)\w*|nullement)\s(?:cas\s|maniere\s)?(?:un |des |d'|de |comme |l'objet d'un )*"
    r"(?:sous-?\s?)?criteres?\b(?! unique)"
)


def _is_criterion(statement: Statement) -> bool:
    if statement.topic is Topic.TITLE or _NO_CRITERION.search(statement.folded):
        return False
    if statement.topic is Topic.AWARD_CRITERIA or statement.has("criterion_frame"):
        return True
    short = len(statement.folded) < 110
    return short and bool(_WEIGHT.search(statement.folded)) and not _OTHER_SHARE.search(statement.folded)


# --- social clauses ------------------------------------------------------------------------------------------------

_CLAUSED = re.compile(r"\bclaus(?:é|ée|és|ées)\b", re.I)  # "lot clausé": the accent makes the word
_SOCIAL_KINDS = frozenset({ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE})
_ENVIRONMENT_KINDS = frozenset({ClauseKind.CLAUSE_ENV})
# "en plus de la clause imposée de 4 000 heures"
_CLAUSE_OF_HOURS = re.compile(
    r"\b(?:au-dela|en plus|en sus) des \d[\d ]*(?:heures?|h) (?:contractuel|obligatoir|impos|exig|requis|prevu)|"
    r"\bclauses?\b(?! de| d')[^.;:]{0,40}?\d\s?(?:heures?|h)\b"
)
# "20 % des prestations réservées à", "une part confiée à": with a structure of insertion, that is a clause.
_SHARE = re.compile(
    r"(?:\d\s?%|\bparts?\b|pourcentage|fraction).{0,80}?\b(?:reserv|confi|sous-?\s?trait|attribu|realis)"
)


def _social(statement: Statement, is_criterion: bool, reserves: bool) -> Iterator[Ask]:
    line = None if is_criterion or reserves else _line_of_form(statement, _SOCIAL_KINDS)
    if line is not None:
        yield _ask(line, statement, given=of_sentence(statement.folded))
        return
    concept = _social_concept(statement, is_criterion, reserves)
    if concept is None:
        return
    kind = ClauseKind.CLAUSE_SOCIALE_FACULTATIVE if is_facultative(statement) else ClauseKind.CLAUSE_SOCIALE
    yield _ask(kind, statement, is_denied(statement, concept), of_sentence(statement.folded))


def _social_concept(statement: Statement, is_criterion: bool, reserves: bool) -> str | None:
    """The concept by which a statement is about a social clause, or None."""
    if _CLAUSE_OF_HOURS.search(statement.folded) and statement.has("social_matter"):
        return "claused"
    if is_criterion:
        return "social_clause" if _clause_beside_criterion(statement) else None
    if _CLAUSED.search(statement.text):
        return "claused"
    if reserves:
        return "social_clause" if _clause_named(statement) else None
    if statement.means("social_clause", "not_social", "office"):
        return "social_clause"
    if statement.conditions and statement.means("social_matter", "not_social", "in_a_place"):
        return "social_matter"
    if _SHARE.search(statement.folded) and statement.has("siae", "iae", "ea_esat", "workers_ea_esat", "workers_siae"):
        return "share"
    return _demanded_subject(statement) or _unnamed_duty(statement)


def _unnamed_duty(statement: Statement) -> str | None:
    """A duty told without the words of the law; told as the object of the contract, it is not one."""
    if statement.topic is Topic.TITLE:
        return None
    if keeps_work(statement):
        return "public"
    if sets_an_aim(statement) and statement.means("social_matter", "not_social", "in_a_place", "office"):
        return "social_matter"
    return "siae" if calls_a_structure(statement) else None


def _line_of_form(statement: Statement, kinds: frozenset[ClauseKind]) -> ClauseKind | None:
    """The kind that a line of a form asks for: "Insertion : souhaitable"."""
    return next((line.kind for line in lines(statement.folded) if line.kind in kinds), None)


def _demanded_subject(statement: Statement) -> str | None:
    if not statement.has("social_means", "social_subject") or statement.has("employment_duty"):
        return None
    if qualifies_structures(statement) or not _is_demanded(statement):
        return None
    if statement.has("social_means"):
        return "social_means"
    friends = ("not_social", "in_a_place", "office", "siae", "insertion_service")
    return "social_subject" if statement.means("social_subject", *friends) else None


def _clause_beside_criterion(statement: Statement) -> bool:
    """ "une clause d'insertion et un critère social": the clause is named as such, and demanded."""
    return _clause_named(statement) and statement.has("demand", "obligatory")


def _clause_named(statement: Statement) -> bool:
    """Whether a clause is called so: "clause sociale", "conditions d'exécution à caractère social"."""
    firsts = {statement.words[mention.first].stem for mention in statement.of("social_clause")}
    hours = {"heur"} if of_sentence(statement.folded) is not None else set()
    return not firsts.isdisjoint({"claus", "condition"} | hours)


def _is_demanded(statement: Statement) -> bool:
    if statement.topic is Topic.TITLE:
        return False
    if statement.topic in CONDITION_TOPICS:
        return True
    return statement.has("obligatory", "execution_conditions", "demand", "facultative") or _asked_otherwise(statement)


# "article 7 du CCAP : action d'insertion"
_SEE = re.compile(r"\b(?:article|art|voir|cf)\b.{0,25}\b(?:ccap|ccp|cctp|acte d'engagement)\b")


def _asked_otherwise(statement: Statement) -> bool:
    return bool(_SEE.search(statement.folded)) or sets_an_aim(statement) or is_facultative(statement)


# --- environmental clauses -----------------------------------------------------------------------------------------


def _environment(statement: Statement, is_criterion: bool) -> Iterator[Ask]:
    concept = None if is_criterion else _environment_concept(statement)
    if concept is None and not is_criterion and _line_of_form(statement, _ENVIRONMENT_KINDS):
        concept = "line"
    if concept is not None:
        yield _ask(ClauseKind.CLAUSE_ENV, statement, is_denied(statement, concept))


def _environment_concept(statement: Statement) -> str | None:
    if statement.means("environment_clause", "not_environment"):
        return None if statement.topic is Topic.TITLE and "clause" not in statement.folded else "environment_clause"
    if statement.conditions and statement.means("environment_matter", "not_environment"):
        return "environment_matter"
    if statement.means("environment_subject", "not_environment") and _is_demanded(statement):
        return "environment_subject"
    return None


# --- what goes on with the clause before ---------------------------------------------------------------------------


def same_clause(statement: Statement) -> Ask:
    """The rest of a sentence on social clauses: "incitative pour le lot 1, obligatoire pour le lot 2"."""
    facultative = is_facultative(statement)
    kind = ClauseKind.CLAUSE_SOCIALE_FACULTATIVE if facultative else ClauseKind.CLAUSE_SOCIALE
    return _ask(kind, statement, given=of_sentence(statement.folded))


def hours_that_follow(statement: Statement, before: Ask) -> Ask | None:
    """Hours in a statement that only goes on with the clause before it: "Lot 2 : 70 h", "Il passe à 600 heures"."""
    given = of_sentence(statement.folded)
    return None if given is None else _ask(before.kind, statement, denied=given.value == 0, given=given)


def _ask(kind: ClauseKind, statement: Statement, denied: bool = False, given: Stated | None = None) -> Ask:
    return Ask(
        kind=kind,
        evidence=statement.evidence(),
        denied=denied,
        hours=None if denied else given,
        article=articles.main_clause(statement.citations),
        scope=statement.about,
        after=statement.topic is Topic.AFTER,
    )
