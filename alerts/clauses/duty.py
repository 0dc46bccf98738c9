"""Work kept for persons far from employment, said without the word clause.

"affectera des salariés en parcours d'insertion pour 10 % du temps", "trois cents heures seront effectuées par des
personnes au RSA", "avec le concours d'une structure d'insertion (obligation contractuelle)". L2112-2, L2112-2-1.
"""

import re

from alerts.clauses.patterns import either, stems, words
from alerts.clauses.statement import Statement

NEAR = 70  # characters between the word of work and the persons
_HOURS = re.compile(
    r"(?:\d\)?|cents?|mille|vingts?|trente|quarante|cinquante|soixante|dix|cinq)\s(?:h|heures?)\b|\d\s?h\b"
)
_SHARE = re.compile(
    either(
        r"(?:%|pour cent|pourcentage)\s?(?:\S+\s){0,3}?"
        + words("temps heures heure duree main main-d'oeuvre main-d'ouvre effectif effectifs volume travail masse"),
        r"\b(?:une |la )?(?:part|partie|fraction|quote-part|pourcentage) (?:du|des|de la|de leur|de son|de l')",
        r"\d\s?(?:%|etp\b|postes?\b)",
    )
)
_LABOUR = re.compile(
    either(
        rf"\b{stems('emploi emploie embauch recrut affect consacr reserv dedi mobilis confi accueille accueilli')}",
        r"\b(?:faire|fait|fera|feront|font) (?:\S+ )?(?:travailler|intervenir|realiser|executer|appel)",
        rf"\b{stems('effectu execut accompl realis assur occup pourvu attribu travaill')}(?:\s\S+){{0,4}}?\spar\b",
        r"\b(?:au (?:profit|benefice)|en faveur|a destination|beneficient|beneficieront)\b",
        r"\bfaire faire\b",
        r"\bmis\w* a l'emploi\b",
        r"\bpar (?:des|un|une|d')\b",
    )
)
_HIRE = re.compile(
    either(
        rf"\b{stems('embauch recrut')}",
        r"\bemploi(?:e|er|era|ent|eront)\b",
        r"\b(?:faire|fait|fera|feront|font) travailler",
        r"\b(?:reserve|confie|affecte|consacre|accueille)(?:r|ra|ront|nt)?\b",
        r"\baccueillir\b",
    )
)
ACTOR = re.compile(
    either(
        stems("titulaire attributaire prestataire entrepreneur cocontractant adjudicataire concessionnaire"),
        r"(?:l'|les |des |chaque |d')entreprises?(?! (?:d'|de l'|adapt))",
        r"candidats? retenus?",
        r"soumissionnaires? retenus?",
    )
)
# R2113-7: employing half of such workers is what makes a beneficiary of a reservation, not a clause.
_HALF = re.compile(r"\b(?:50\s?%|moitie|majorit\w+|proportion|effectifs? (?:de|du) (?:candidat|l'entreprise))")
_OTHER_PATH = re.compile(
    r"\bparcours (?:de (?!retour)|d'(?!insertion)|patient|usager|scolaire|medica|universit|residen)"
)
_FORMER = re.compile(r"\b(?:actuel\w*|aujourd'hui|jusqu'ici|precedent\w*|a ce jour)\b")
_HELP = re.compile(
    either(
        r"\bavec (?:le concours|l'appui|l'intervention|la participation)",
        rf"\b{stems('confi recour sous-trait soustrait sous-traite co-trait cotrait associ')}",
        r"\bsous traitance|\bco traitance",
        r"\b(?:fait|faire|fera|feront|font) (?:\S+ )?(?:appel|intervenir)",
        rf"\b{stems('assur realis execut effectu')}(?:\s\S+){{0,5}}?\spar\b",
        r"\bs'appuie\w*",
    )
)
_WILL = re.compile(r"\b(?:sera|seront|devra|devront|doit|doivent|oblig\w+|s'engage\w*|confiera|confie|tenus?)\b")


# "Publics concernés : DELD, BRSA…" is only written about a clause.
_PUBLICS_OF_CLAUSE = re.compile(
    r"\bpublics? (?:concernes?|vises?|eligibles?|cibles?)\b(?: par [^:]{0,30})?\s?(?::|sont|est)"
)


_STRUCTURES = re.compile(
    r"\b(?:structures?|organismes?|operateurs?|etablissements?|ateliers?|candidats?|soumissionnaires?|entreprises?"
    r"|celles-ci|ceux-ci|elles|ils)\b.{0,80}?\b(?:emplo|compt|compos|salari|justifi)\w*"
)


def qualifies_structures(statement: Statement) -> bool:
    """ "Ces structures emploient au moins 50 % de travailleurs défavorisés": who may answer, and no clause."""
    workers = statement.has("workers_ea_esat", "workers_siae", "workers_prison")
    half = _HALF.search(statement.folded) is not None and not _HOURS.search(statement.folded)
    return workers and half and _STRUCTURES.search(statement.folded) is not None


def keeps_work(statement: Statement) -> bool:
    """Whether the statement keeps a part of the work for persons far from employment."""
    persons = [one.start for one in statement.of("public")]
    if not persons or any(other.search(statement.folded) for other in (_HALF, _FORMER, _OTHER_PATH)):
        return False
    hours = _HOURS.search(statement.folded) is not None
    if statement.has("employment_duty") and not hours:
        return False
    if _PUBLICS_OF_CLAUSE.search(statement.folded):
        return True
    if (hours or _SHARE.search(statement.folded)) and _leads(_LABOUR, statement, persons):
        return True
    return bound(statement) and _leads(_HIRE, statement, persons)


def bound(statement: Statement) -> bool:
    """Whether the statement binds the one who wins, or says that it does."""
    return ACTOR.search(statement.folded) is not None or statement.has("obligatory")


def calls_a_structure(statement: Statement) -> bool:
    """Whether a part of the work must go through a structure of insertion or of the disabled."""
    if not statement.has("siae", "iae", "ea_esat") or statement.has("employment_duty"):
        return False
    if _FORMER.search(statement.folded) or _HALF.search(statement.folded):
        return False
    groups = [one.start for one in statement.mentions if one.concept in ("siae", "iae", "ea_esat")]
    will = _WILL.search(statement.folded) is not None and bound(statement)
    return (will or statement.has("facultative")) and _leads(_HELP, statement, groups)


def _leads(pattern: re.Pattern[str], statement: Statement, spots: list[int]) -> bool:
    """Whether the words stand shortly before one of these places."""
    ends = [found.end() for found in pattern.finditer(statement.folded)]
    return any(-2 <= spot - end <= NEAR for end in ends for spot in spots)


_AIM = re.compile(
    r"\b(?:objectifs?|engagements?|obligations?|efforts?|quotas?|clauses?|volumes?|actions?|parts?|taux|volets?)\b"
    r"[^.:;]{0,40}\binsertion\b"
)
_WORK_SHARE = re.compile(
    r"%\s?(?:\S+\s){0,3}?(?:temps|heures|duree|main|travail|effectif)|\d\s?(?:h|heures)\b|insertion\s?:\s?\d+\s?%"
    r"|\d\s?(?:jours?[- ]hommes?|etp)\b"
)


# "Insertion : lot 1 = 20 jours-homme"
_DAYS = re.compile(r"\binsertion\b[^;:]{0,50}:[^;:]{0,30}\d\s?(?:jours?[- ]hommes?|etp)\b")


# "Lots 2 et 5 : insertion de 80 heures chacun"
_INSERTION_OF_HOURS = re.compile(
    r"(?<!d')\binsertion\b[^.;:\d]{0,20}\b(?:de|pour|soit|a hauteur de)\s\d[\d ]*(?:h|heures)\b"
)


def sets_an_aim(statement: Statement) -> bool:
    """ "Objectif d'insertion : 10 % du temps de travail": an aim with its measure is asked for."""
    if _DAYS.search(statement.folded) or _INSERTION_OF_HOURS.search(statement.folded):
        return True
    return _AIM.search(statement.folded) is not None and _WORK_SHARE.search(statement.folded) is not None
