"""The act of reserving in a statement: "est réservé", "réserve le lot 2", "seules les SIAE peuvent répondre"…

Also what is *not* one: "sous réserve", "se réserve le droit", hours reserved to insertion, places of a car park.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from alerts.clauses import articles
from alerts.clauses.fold import fold
from alerts.clauses.statement import Statement


class ActKind(Enum):
    RESERVED = "reserved"  # a contract, a lot, or nothing else than the beneficiary
    WORK = "work"  # hours or a part of the work: a clause
    OTHER_THING = "other thing"  # places, documents, a right
    EXCLUSIVE = "exclusive"  # "seules les … peuvent répondre", "constitué exclusivement de"
    ARTICLE = "article"  # "application de l'article L2113-12 pour ce marché"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Act:
    """`start` and `end` in the folded text. `about_contract`: the word lot, marché… stands right beside the act.

    `complement`: words follow that say to whom ("aux…").
    """

    kind: ActKind
    start: int
    end: int
    about_contract: bool = False
    complement: bool = False


_RESERVE = re.compile(r"reserv(?:ees?|es?|er|era|eront|ent|ant)(?![a-z])|reserv(?:ation|e)s?\b")
_CONTRACT = (
    r"(?:marches?|lots?|contrats?|accords?[- ]cadres?|concessions?|consultations?|procedures?|prestations?|participations?"
    r"|candidatures?|executions?|travaux|appels? d'offres?|services?|achats?|commandes?|fournitures?|missions?|msa|delegations?)"
)
_HOURS = re.compile(
    r"\b(?:heures?|\d+\s?h|temps|volumes?|postes?|emplois?|pourcentages?|parts?|parties?|quota|etp)\b|\d\s?%"
)
_NEAREST = re.compile(rf"\b(?:{_CONTRACT})\b")
_ADVERBS = (
    r"(?:est|sont|etant|sera|seront|a ete|ont ete|etait|exclusivement|uniquement|strictement|donc|ainsi|egalement|public|publics"
    r"|aussi|expressement|entierement|prioritairement|specifiquement|dit|dits|n\s?[°o]|unique|present|\d+|[,:;\-–(\"]|des|de|du|le|la|les|et|a|et)"
)
_BESIDE = re.compile(rf"\b{_CONTRACT}\b(?:\s*(?:{_ADVERBS}))*\s*(?:\([^)]{{0,40}}\)\s*)?$")
_TO = re.compile(
    r"\s*(?:(?:exclusivement|uniquement|strictement|prioritairement|[,:(\-\"])\s*)*"
    r"(?:a|au|aux|pour|ades|aune|en faveur|au profit|envers)\b"
)
_VALUE = re.compile(r"^s?\s*(?:\([^)]{0,60}\)\s*)?:\s*(?P<value>.*)$", re.S)
_NO = re.compile(r"^(?:non\b|neant|sans objet|aucune?\b|pas de|pas d'|n/?a\b|nc\b|-+\s*$|0\b|none|faux|false)")
_YES = re.compile(r"^(?:oui\b|yes\b|vrai|true|x\b)")
_NEGATED = re.compile(
    r"(?:\bn[e']\s?(?:\S+\s){0,3}?(?:pas|plus|point|nullement|aucun\w*)\s(?:\S+\s){0,3}"
    r"|\b(?:aucune?|nul|nulle|ni)\b(?:\s\S+){0,7}?\s(?:n[e']\s?\S+\s)(?:\S+\s){0,2}"
    r"|\bnon[- ]|\b(?:pas|plus)\s(?:de\s|d'|un\s|des\s)?(?:\S+\s){0,2}"
    r"|\b(?:aucune?|sans)\s(?:\S+\s){0,2}|\bni\s)$"
)
_REMOVED = re.compile(r"(?:supprim|retir|lev|annul|abandonn|caduqu)\w*")
_CONDITIONAL = re.compile(
    r"\b(?:si |s'il|lorsque|lorsqu'|dans le cas (?:ou|d'un)|en cas de|le cas echeant|pour les|eventuel\w*|peut|peuvent|pourra|pourront)"
    r"[^.]{0,60}$"
)
_EXCLUSIVE = re.compile(
    r"\bseul(?:e|s|es)?\b[^.]{0,160}?\b(?:peu(?:ven)?t|pourr(?:a|ont)|sont (?:autoris|admis|habilit|eligibl)\w*|seront (?:admis|retenu)\w*"
    r"|est (?:autoris|admis)\w*|admis\w*|autoris\w*)"
    r"|\b(?:ouvert|destine|accessible|adresse|dedie|limite|restreint)\w*\s(?:exclusivement|uniquement|seulement|strictement)"
    r"|\b(?:exclusivement|uniquement|seulement)\s(?:ouvert|destine|accessible|adresse|dedie|reserv|limite)\w*"
    r"|\b(?:acces|participation|candidature|consultation|marche|lot)\w*\s(?:\S+\s){0,3}(?:limite|restreint)\w*\s(?:a|aux)\b"
    r"|\bconstitue\w*\s(?:exclusivement|uniquement)\b"
    r"|\b(?:candidats?|soumissionnaires?|operateurs? economiques?|attributaires?|titulaires?|groupements?|membres)\b[^.]{0,60}"
    r"\b(?:devr?\w*|doi\w*)\s(?:\S+\s){0,3}(?:etre|relever|repondre|justifier|avoir|satisfaire|entrer|appartenir)\b"
)
_APPLIES = re.compile(
    r"appliqu|applic|titre d|conform|vertu|relev|cas prevus|conditions? (?:de|prevue)|vise|soumis|fondement|base d|selon|articles?\s|dispositions|sens de"
)


def acts(statement: Statement) -> list[Act]:
    """Acts of reserving found in a statement, denials included, in order of trust."""
    folded = statement.folded
    found = [act for match in _RESERVE.finditer(folded) if (act := _reserving(match, statement)) is not None]
    if found:
        return found
    return [*_exclusive(statement), *_article(statement)]


def _reserving(match: re.Match[str], statement: Statement) -> Act | None:
    folded = statement.folded
    before, after = folded[: match.start()], folded[match.end() :]
    if _is_noun(match, statement):
        return _noun(match, statement)
    if _NEGATED.search(before[-90:]):
        return Act(ActKind.DENIAL, match.start(), match.end())
    value = _VALUE.match(after)
    if value is not None and not value["value"].strip():
        return None
    if value is not None and (_NO.match(value["value"])):
        return Act(ActKind.DENIAL, match.start(), match.end())
    kind = _thing(match, statement)
    beside = bool(_BESIDE.search(before)) or _verb_on_contract(after)
    if kind is ActKind.RESERVED and _CONDITIONAL.search(before[-80:]):
        return None
    if _generic_label(before, after, value, match[0]):
        return None
    says_yes = value is not None and bool(_YES.match(value["value"]))
    complement = bool(_TO.match(after)) or (value is not None and not says_yes)
    return Act(kind, match.start(), match.end(), beside, complement)


def _generic_label(before: str, after: str, value: re.Match[str] | None, word: str) -> bool:
    """ "les marchés réservés" in general, or the printed label of a form."""
    plural = re.search(r"\b(?:marches|contrats)\s(?:publics\s)?$", before) is not None and word.endswith("s")
    return plural and value is None and not _TO.match(after) and "2113" not in after[:60]


_NOUN_BEFORE = re.compile(
    r"(?:\bsous|\bsans|\bavec|\bs[e']|\btoutes?|\baucunes?|\bla|\bles|\bdes|\bde|\bd'|\bune|\bleurs?|\bses|\bformuler|\bemettre"
    r"|\bemises?|\blevee|\ben|\bvous|\bnous|\bdroit)\s*(?:eventuelles?\s)?$"
)


def _is_noun(match: re.Match[str], statement: Statement) -> bool:
    """ "réserve" and not "réservé". Accents tell when the text has any; the words before tell otherwise."""
    word = match[0]
    if word.startswith("reservation"):
        return True
    if word not in ("reserve", "reserves"):
        return False
    published = statement.text[match.start() : match.end()].lower()
    before = statement.folded[: match.start()]
    if published.rstrip("s").endswith("é"):
        return False
    if published != fold(published):
        return not _verb_on_contract(statement.folded[match.end() :]) or bool(re.search(r"\bs[e']\s?$", before))
    return bool(_NOUN_BEFORE.search(before)) or not (
        _BESIDE.search(before) or _TO.match(statement.folded[match.end() :])
    )


_ON_CONTRACT = re.compile(
    rf"^\s(?:(?:exclusivement|uniquement|donc|ainsi|egalement)\s)?(?:ce|cet|cette|ces|le|la|les|l'|un|une|certains|plusieurs|tout ou partie du|des|deux|trois)"
    rf"\s?(?:present\w*\s|meme\s)?{_CONTRACT}\b"
)


def _verb_on_contract(after: str) -> bool:
    """ "réserver le lot 2", "réserve ce marché"."""
    return _ON_CONTRACT.match(after) is not None


_OF_CONTRACT = re.compile(
    rf"(?:objet d'une|titre de la|titre d'une|au titre des|mention de la)\s?$|{_CONTRACT}[^.]{{0,30}}(?:objet d'une|sous)\s?$"
)


def _noun(match: re.Match[str], statement: Statement) -> Act | None:
    """ "réservation au titre de L2113-12", "la réserve du lot 2 est supprimée"."""
    folded = statement.folded
    before, after = folded[: match.start()], folded[match.end() :]
    if not match[0].startswith("reservation") and "2113" not in folded:
        return None
    about = bool(_OF_CONTRACT.search(before)) or bool(
        re.match(rf"s?\s(?:du|de la|des|de ce|de l'|de)\s?(?:present\s)?{_CONTRACT}\b", after)
    )
    lawful = bool(articles.reserved_to(statement.citations)) or statement.has("ea_esat", "siae")
    if not about and not lawful:
        return None
    if _NEGATED.search(before[-90:]) or (_REMOVED.search(after[:80])) or _denied_value(after):
        return Act(ActKind.DENIAL, match.start(), match.end())
    if re.match(
        r"\s(?:de|d')\s?(?:salle|place|berceau|billet|creneau|chambre|ressource|vehicule|materiel|logement)", after
    ):
        return None
    return Act(ActKind.RESERVED, match.start(), match.end(), about, bool(_TO.match(after)))


def _denied_value(after: str) -> bool:
    value = _VALUE.match(after)
    return value is not None and _NO.match(value["value"]) is not None


def _thing(match: re.Match[str], statement: Statement) -> ActKind:
    """What is reserved: the contract, hours of work, or something else. The nearest word decides."""
    before, after = statement.folded[: match.start()][-110:], statement.folded[match.end() :][:40]
    if match[0] in ("reserver", "reservera", "reserveront", "reservant", "reserve") and not _verb_on_contract(after):
        if _HOURS.search(after):
            return ActKind.WORK
    hours = [found.end() for found in _HOURS.finditer(before)]
    contract = [found.end() for found in _NEAREST.finditer(before)]
    if hours and _is_share(before, hours[-1], contract):
        return ActKind.WORK
    if re.match(r"\s(?:a|pour)\s(?:l'|des actions? d'|une action d')insertion\b", after):
        return ActKind.WORK
    things = [found.end for found in statement.of("thing") if found.end <= match.start()]
    if things and things[-1] > len(statement.folded[: match.start()]) - len(before) + max(contract, default=-1):
        return ActKind.OTHER_THING
    return ActKind.RESERVED


def _is_share(before: str, hours: int, contract: list[int]) -> bool:
    """Hours come nearer than the contract, or "une part des prestations" with nothing but "de" between."""
    nearest = max(contract, default=-1)
    if hours > nearest:
        return True
    return re.fullmatch(
        r"\s(?:du|des|de la|de|d'|de l')\s?(?:montant (?:du|des)\s|present\s)?\S+", before[hours:nearest]
    ) is not None and ("tout ou partie" not in before)


def _exclusive(statement: Statement) -> Iterator[Act]:
    match = _EXCLUSIVE.search(statement.folded)
    if match is None or statement.has("social_clause", "profession", "employment_duty", "criterion_frame"):
        return
    if articles.reserved_to(statement.citations) or match[0].startswith(
        ("seul", "ouvert", "destine", "dedie", "accessible", "exclusi", "unique", "constitue")
    ):
        start = match.start() if match[0].startswith("seul") else match.end()
        yield Act(ActKind.EXCLUSIVE, start, start, about_contract=False, complement=True)


def _article(statement: Statement) -> Iterator[Act]:
    """An article that only serves to reserve, applied to this contract, without a word of clause."""
    if not articles.reserved_to(statement.citations):
        return
    if statement.has("social_clause", "clause_as_such", "environment_clause", "profession", "criterion_frame"):
        return
    folded = statement.folded
    start = statement.citations[0].start
    if _NEGATED.search(folded[:start][-90:]) or re.search(r"\bn[e'].{0,40}\b(?:pas|plus|aucun\w*)\b", folded):
        yield Act(ActKind.DENIAL, start, start)
    elif not _CONDITIONAL.search(folded[:start][-80:]) and _APPLIES.search(folded):
        yield Act(ActKind.ARTICLE, start, start, about_contract=True, complement=False)
