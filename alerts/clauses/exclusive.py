"""Reservations said without the word: "seules les SIAE peuvent répondre", "le candidat doit être une entreprise adaptée",
"il est fait application de l'article L2113-12"."""

import re
from collections.abc import Iterator

from alerts.clauses import articles
from alerts.clauses.act import CONDITIONAL, NEGATED, Act, ActKind
from alerts.clauses.statement import Statement

_ANSWER = r"(?:repondre|candidater|soumissionner|participer|postuler|concourir|(?:deposer|presenter|remettre) une? \w+|etre (?:retenu|admis|candidat|titulaire|attributaire)\w*)"
_ONLY = re.compile(
    rf"\bseul(?:e|s|es)?\b.{{0,200}}?\b(?:(?:peu(?:ven)?t|pourr(?:a|ont))\s{_ANSWER}|(?:est|sont|sera|seront) (?:autoris|admis|habilit|eligibl|recevabl|retenu|accept)\w*|admis\w*)"
    r"|\b(?:ouvert|destine|accessible|adress|dedie|limite|restreint|reserv)\w*\s(?:exclusivement|uniquement|seulement|strictement)\b"
    r"|\b(?:exclusivement|uniquement|seulement|strictement)\s(?:ouvert|destine|accessible|adress|dedie|limite|restreint)\w*"
    r"|\bn'(?:est|sont) (?:ouvert|accessible|destine)\w*\squ(?:e\b|')"
    r"|\bne (?:peu(?:ven)?t|pourr(?:a|ont)) .{0,40}\bque\b"
    r"|\b(?:acces|participation|candidatures?|consultation|marche|lot|procedure)\b.{0,25}\b(?:limite|restreint)\w*\s(?:a|aux)\b"
    r"|\b(?:concourir|repondre|participer|candidater|soumissionner)\s(?:exclusivement|uniquement|seulement)\b"
    r"|\b(?:constitue|compose)\w*\s(?:exclusivement|uniquement)\b"
)
_MUST = re.compile(
    r"\b(?:candidats?|soumissionnaires?|operateurs?(?: economiques?)?|attributaires?|titulaires?|groupements?|membres|entreprises?)\b.{0,70}?"
    r"(?:\b(?:devr\w*|doi\w*)\s(?:(?:obligatoirement|imperativement|donc|aussi|egalement)\s)?"
    r"(?:etre (?:une?|des|agree|conventionne|reconnu)\w*|avoir (?:la qualite|le statut)"
    r"|(?:justifier|attester|disposer) (?:de |d'|qu)|relever|repondre aux conditions|satisfaire aux conditions|entrer dans|appartenir)"
    r"|\b(?:sera|seront)\s(?:obligatoirement|imperativement|necessairement)\s(?:une?|des)\b"
    r"|\b(?:atteste\w*|justifie\w*)\s(?:qu'|entrer|repondre|relever|etre))"
)
# "toute offre d'un opérateur ne relevant pas de l'article … sera rejetée"
_SHUT_OUT = re.compile(
    r"(?:\b(?:ne |n').{0,80}\bpas\b|\bautres? que\b).{0,120}\b(?:irrecevable|rejet|elimin|ecart|irregul|non (?:admis|conform|recevable)|pas (?:admis|examine))"
)
_APPLIES = re.compile(
    r"appliqu|applic|titre d|conform|vertu|relev|cas prevus|conditions? (?:de|prevue|posee)|champ|vise|soumis|fondement|base d|selon|articles?\s"
    r"|dispositions|sens de"
)
_NEGATIVE = re.compile(r"\b(?:ne |n').{0,60}\b(?:pas|plus|aucun\w*)\b|\baucun\w*\b.{0,60}\b(?:ne |n')")


def exclusive(statement: Statement) -> Iterator[Act]:
    """Acts that shut out everyone but a group, and articles that only serve to reserve."""
    if statement.has("social_clause", "social_means", "profession", "employment_duty", "criterion_frame"):
        return
    if _SHUT_OUT.search(statement.folded):
        yield Act(ActKind.EXCLUSIVE, 0, 0, complement=True)
        return
    only = _ONLY.search(statement.folded)
    if only is not None:
        start = only.start() if only[0].startswith("seul") else only.end()
        yield Act(ActKind.EXCLUSIVE, start, start, complement=True)
    must = _MUST.search(statement.folded)
    if must is not None and not CONDITIONAL.search(statement.folded[: must.start()] + " "):
        yield Act(ActKind.EXCLUSIVE, must.end() - 4, must.end() - 4, complement=True)
    yield from _article(statement)


def _article(statement: Statement) -> Iterator[Act]:
    """An article that only serves to reserve, applied to this contract, without a word of clause."""
    if not articles.reserved_to(statement.citations) or statement.has("environment_clause"):
        return
    folded = statement.folded
    start = statement.citations[0].start
    if NEGATED.search(folded[:start][-90:]) or _NEGATIVE.search(folded):
        yield Act(ActKind.DENIAL, start, start)
    elif not CONDITIONAL.search(folded[:start][-80:]) and _APPLIES.search(folded):
        yield Act(ActKind.ARTICLE, start, start, about_contract=True)
