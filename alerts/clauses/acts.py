"""The act of reserving in a statement: "est réservé", "réserve le lot 2", "réservation au titre de"…

Also what is *not* one: "sous réserve", "se réserve le droit", hours reserved to insertion, places of a car park.
"""

import re
from itertools import islice

from alerts.clauses import articles
from alerts.clauses.act import CONDITIONAL, NEGATED, Act, ActKind
from alerts.clauses.exclusive import exclusive
from alerts.clauses.fold import fold
from alerts.clauses.patterns import either, stems, words
from alerts.clauses.statement import Statement

CONTRACT = either(
    r"marches?",
    r"lots?",
    r"contrats?",
    r"accords?[- ]cadres?",
    r"concessions?",
    r"delegations?",
    r"consultations?",
    r"procedures?",
    r"appels? d'offres?",
    r"participations?",
    r"candidatures?",
    r"executions?",
    r"prestations?",
    r"travaux",
    r"services?",
    r"fournitures?",
    r"achats?",
    r"commandes?",
    r"missions?",
)
_RESERVE = re.compile(
    r"reserv(?:ees?|es?|er|era|eront|ent|ant)(?![a-z])|reserv(?:ation|e)s?\b|reserv(?:ees?|es?)(?=aux)"
)
_VERBS = (
    "reserver",
    "reservera",
    "reserveront",
    "reservent",
    "reservant",
)  # what follows is reserved, not what precedes
_WORK_WORDS = words("heure heures temps volume volumes poste postes emploi emplois part parts partie parties quota etp")
_HOURS = re.compile(
    either(rf"\b{_WORK_WORDS}", r"\b\d+\s?h\b", r"\b(?:pourcentages?|fractions?|effectifs?)\b", r"\d\s?%")
)
_NEAREST = re.compile(rf"\b{CONTRACT}\b")
_BETWEEN = either(
    words("est sont etant sera seront etait donc ainsi egalement aussi public publics dit dits unique present"),
    words("exclusivement uniquement strictement expressement entierement prioritairement specifiquement"),
    words("des de du le la les et"),
    r"a(?: ete)?\b",
    r"ont ete\b",
    r"n\s?[°o]",
    r"\d+(?!\d)",
    r"[,:;\-–(\"]",
    r"\([^)]{0,40}\)",
)
_BESIDE = re.compile(rf"{CONTRACT}\b(?:\s*{_BETWEEN})*\s*$")
_TO = re.compile(
    r"\s*(?:(?:exclusivement|uniquement|strictement|prioritairement|[,:(\-\"])\s*)*"
    + either(
        r"a\b",
        r"au\b(?! sens| titre| regard)",
        "aux",
        r"pour\b",
        r"ades\b",
        r"aune\b",
        "en faveur",
        "au profit",
        "envers",
    )
)
_VALUE = re.compile(r"^s?\s*(?:\([^)]{0,80}\)\s*)?(?:\?\s*)?(?::|\n)\s*(?P<value>.*)$", re.S)
_NO = re.compile(r"^(?:non\b|neant|sans objet|aucune?\b|pas de|pas d'|n/?a\b|nc\b|-+\s*$|0\b|none|faux|false)")
_YES = re.compile(r"^(?:oui\b|yes\b|vrai|true|x\b)")
_TO_NOBODY = re.compile(r"^\s(?:donc\s)?(?:(?:aux?|a|pour)\s)?(?:ni|aucun\w*)\b")
_ENDS_WITH_NO = re.compile(r"^[^:;\-]{0,120}:\s*(?:non|neant|sans objet)\W*$")
_REMOVED = re.compile(r"(?:supprim|retir|lev|annul|abandonn|caduqu)\w*")
# Possessive, so that no text makes it try the same words twice.
_UNTICKED = re.compile(r"(?:☐|□|\[\s?\])\s*+(?:\S++\s*+){0,3}+$")
NEAR = 200  # characters before an act that may change what it says
MANY = 8  # acts looked at in one statement


def acts(statement: Statement) -> list[Act]:
    """Acts of reserving found in a statement, denials included, in order."""
    first = islice(_RESERVE.finditer(statement.folded), MANY)
    found = [act for match in first if (act := _reserving(match, statement)) is not None]
    return found or list(exclusive(statement))


def _reserving(match: re.Match[str], statement: Statement) -> Act | None:
    before, after = _around(match, statement)
    if is_noun(match, statement):
        return _noun(match, statement)
    if _UNTICKED.search(before[-80:]):
        return None
    value = _VALUE.match(after)
    if _is_empty_label(before, value):
        return None
    if NEGATED.search(before[-90:]) or _says_no(value) or _ENDS_WITH_NO.match(after) or _TO_NOBODY.match(after):
        return Act(ActKind.DENIAL, match.start(), match.end())
    general = _general(before, after, value, match[0]) and not _corrected(before, statement)
    if general or CONDITIONAL.search(before[-80:]):
        return None
    says_yes = value is not None and bool(_YES.match(value["value"]))
    beside = _verb_on_contract(after) or (match[0] not in _VERBS and bool(_BESIDE.search(before)))
    beside = beside or (says_yes and not before.strip(" -/"))  # "Réservé : oui", a line of a form
    complement = bool(_TO.match(after)) or (value is not None and bool(value["value"].strip()) and not says_yes)
    return Act(_thing(match, statement), match.start(), match.end(), beside, complement)


def _around(match: re.Match[str], statement: Statement) -> tuple[str, str]:
    """The words that stand shortly before an act, and all those after it."""
    return statement.folded[max(0, match.start() - NEAR) : match.start()], statement.folded[match.end() :]


_VERB = re.compile(r"\b(?:est|sont|etant|sera|seront)\s(?:\S+\s)?$")


def _is_empty_label(before: str, value: re.Match[str] | None) -> bool:
    """ "Marchés réservés :", the printed label of a form, and nothing behind it."""
    return value is not None and not value["value"].strip(" -\n") and _VERB.search(before) is None


def _says_no(value: re.Match[str] | None) -> bool:
    return value is not None and _NO.match(value["value"]) is not None


def _general(before: str, after: str, value: re.Match[str] | None, word: str) -> bool:
    """ "les marchés réservés" in general, without saying to whom."""
    plural = re.search(r"\b(?:marches|contrats)\s(?:publics\s)?$", before) is not None and word.endswith("s")
    return plural and value is None and not _TO.match(after) and "2113" not in after[:60]


_ENTRY = re.compile(r"\b(?:rubrique|champ|case|mention|section|point|paragraphe)\b[^.;]{0,20}$")


def _corrected(before: str, statement: Statement) -> bool:
    """ "Dans la rubrique « Marchés réservés », remplacer « EA » par « EA et SIAE »": the entry is filled."""
    filled = statement.has(*_GROUPS) and re.search(r"\bpar\b|\blire\b|\bajout", statement.folded) is not None
    return filled and _ENTRY.search(before) is not None


_NOUN_BEFORE = re.compile(
    either(
        rf"\b{words('sous sans avec toute toutes aucune aucunes la les des de une leur leurs ses en vous nous droit')}",
        rf"\b{words('formuler emettre emise emises levee')}",
        r"\bs[e']",
        r"\bd'",
    )
    + r"\s*(?:eventuelles?\s)?$"
)


def is_noun(match: re.Match[str], statement: Statement) -> bool:
    """ "réserve" and not "réservé". Accents tell when the text has any; the words before tell otherwise."""
    word = match[0]
    if word.startswith("reservation"):
        return True
    if word not in ("reserve", "reserves"):
        return False
    published = statement.text[match.start() : match.end()].lower()
    before, after = _around(match, statement)
    if published.rstrip("s").endswith("é"):
        return False
    if published != fold(published):  # some accents, none at the end: the noun, or the verb at the present
        return not _verb_on_contract(after) or bool(re.search(r"\bs[e']\s?$", before))
    if _NOUN_BEFORE.search(before):
        return True
    to_someone = any(
        0 <= one.start - match.end() < 12
        for one in statement.mentions
        if one.concept in ("ea_esat", "siae", "iae", "ess")
    )
    return not (_BESIDE.search(before) or _TO.match(after) or to_someone)


_ON_CONTRACT = re.compile(
    r"^\s(?:(?:exclusivement|uniquement|donc|ainsi|egalement)\s)?"
    + either(words("ce cet cette ces le la les un une certains plusieurs des deux trois"), "l'", "tout ou partie du")
    + rf"\s?(?:present\w*\s|meme\s|seuls?\s)?{CONTRACT}\b"
)


def _verb_on_contract(after: str) -> bool:
    """ "réserver le lot 2", "réserve ce marché"."""
    return _ON_CONTRACT.match(after) is not None


_BY_RESERVATION = re.compile(
    either(
        r"(?:objet d'une|titre de la|titre d'une|au titre des|mention de la)\s?$",
        rf"{CONTRACT}[^.]{{0,30}}(?:objet d'une|sous)\s?$",
    )
)
_OF_CONTRACT = re.compile(
    rf"s?\s(?:de tout ou partie |de l'ensemble |d'une partie )?(?:du|de la|des|de ce|de l'|de|d'un|d'une)\s?"
    rf"(?:present\s|ou (?:de )?plusieurs\s)?{CONTRACT}\b"
)
_BLANK_LABEL = re.compile(r"^[^:]{0,80}:\s*$")
_BOOKED = (
    "salle place berceau visite seance stand entree repas table billet creneau chambre ressource vehicule materiel"
    " logement transport voyage hotel"
)
_BOOKING = re.compile(rf"s?\s(?:de|d'|des|du|de la|de l')\s?{stems(_BOOKED)}")
# "Réservation : ateliers…", "Type de réservation : IAE", "réservation (art. L2113-12) : ESAT", "réservation aux ESAT"
_NAMES_GROUP = re.compile(r"s?\s?(?:\([^)]{0,80}\)\s?)?:\s?\S")


_GROUPS = ("ea_esat", "siae", "iae", "ess", "prison")


def _noun(match: re.Match[str], statement: Statement) -> Act | None:
    """ "réservation au titre de L2113-12", "la réserve du lot 2 est supprimée"."""
    before, after = _around(match, statement)
    lawful = bool(articles.reserved_to(statement.citations))
    if not match[0].startswith("reservation") and not lawful and not _REMOVED.search(after[:80]):
        return None
    about = bool(_BY_RESERVATION.search(before) or _OF_CONTRACT.match(after))
    to_group = statement.has(*_GROUPS) and bool(_TO.match(after) or _NAMES_GROUP.match(after))
    if _BOOKING.match(after) or _BLANK_LABEL.match(after) or not (about or lawful or to_group):
        return None
    if NEGATED.search(before[-90:]) or _removed(after):
        return Act(ActKind.DENIAL, match.start(), match.end())
    if not match[0].startswith("reservation") and not about:
        return None
    return Act(ActKind.RESERVED, match.start(), match.end(), about, bool(_TO.match(after)))


_NOT_DONE = re.compile(
    r"^[^;:]{0,110}\b(?:ne |n')"
    + either(
        r"(?:est|sont|sera|seront|a|ont)\s(?:pas|plus)\s(?:ete\s)?(?:d'application|de mise|en vigueur|"
        + stems("prevu retenu mis applicable appliqu envisag institu demand impos activ maintenu reconduit souhait")
        + ")",
        r"(?:s'appliqu\w+|existe\w*|concerne\w*|vise\w*|joue\w*)\s(?:pas|plus|aucun\w*)\b",
    )
)


def _removed(after: str) -> bool:
    """ "La réservation du lot 2 est supprimée", "… n'est pas prévue", "… : non"."""
    if _REMOVED.search(after[:80]) or _NOT_DONE.match(after) or _ENDS_WITH_NO.match(after):
        return True
    return _says_no(_VALUE.match(after))


_WHOLE = re.compile(
    r"(?:marches?|lots?|contrats?|cadres?|consultations?|procedures?)\b[\s\d°]*(?:n\s?°\s?\d+\s)?(?:est |sont )?$"
)
_TO_INSERTION = re.compile(r"\s(?:a|pour)\s(?:l'|des actions? d'|une action d'|un public en )insertion\b(?! par)")


def _thing(match: re.Match[str], statement: Statement) -> ActKind:
    """What is reserved: the contract, hours of work, or something else. The nearest word decides."""
    before, after = statement.folded[: match.start()][-110:], statement.folded[match.end() :][:40]
    verb = match[0] in _VERBS or not statement.text[: match.end()].rstrip("sS").endswith(("é", "ée", "É", "ÉE"))
    beside = match[0] not in _VERBS and _BESIDE.search(before) is not None
    if verb and not beside and not _verb_on_contract(after) and _HOURS.search(after):
        return ActKind.WORK
    hours = [found.end() for found in _HOURS.finditer(before)]
    contract = [found.end() for found in _NEAREST.finditer(before)]
    if hours and _is_share(before, hours[-1], contract):
        return ActKind.WORK
    if _TO_INSERTION.match(after) and (hours or not _WHOLE.search(before)):
        return ActKind.WORK
    return ActKind.OTHER_THING if _other_thing(match, statement) else ActKind.RESERVED


def _other_thing(match: re.Match[str], statement: Statement) -> bool:
    """A place, a document: its word stands right before the act, in the same breath."""
    ends = [one.end for one in statement.of("thing") if one.end <= match.start()]
    if not ends:
        return False
    between = statement.folded[ends[-1] : match.start()]
    return len(between) < 45 and not re.search(rf"[(),:;/\-\n]|{_NEAREST.pattern}", between)


_OF = re.compile(r"\s(?:du|des|de la|de|d'|de l')\s?(?:montant (?:du|des)\s|present\s)?\S+")


def _is_share(before: str, hours: int, contract: list[int]) -> bool:
    """Hours come nearer than the contract, or "une part des prestations" with nothing but "de" between."""
    nearest = max(contract, default=-1)
    if hours > nearest:
        return True
    whole = "tout ou partie" in before or re.search(r"\blot\b", before[nearest:]) is not None
    return _OF.fullmatch(before[hours:nearest]) is not None and not whole
