"""When a sentence says that something is *not* asked for: "ne comporte pas", "sans clause", ": néant", "est supprimée"."""

import re

from alerts.clauses.statement import Statement

_PRESENCE = (
    r"(?:comport\w*|contien\w*|prevoi\w*|prevue?s?|compren\w*|integr\w*|inclu\w*|soumis\w*|assorti\w*|impos\w*|fait|font"
    r"|fera|feront|concern\w*|appliqu\w*|applicables?|exig\w*|requis\w*|demande\w*|figur\w*|assujetti\w*|vis\w*|presen\w*"
    r"|prendr\w*|prend|prennent|retenu\w*|mis\w*|envisag\w*|exist\w*|donn\w*|fix\w*|recour\w*|instaur\w*|activ\w*|mobilis\w*|fait)"
)
_NOUNS = r"(?:dispositions?|exigences?|mesures?|actions?|conditions?|prescriptions?|considerations?|obligations?|clauses?|objet)"
# Before the mention: "ne comporte pas de …", "il n'est prévu aucune …", "sans …", "aucune …", "ni …".
_BEFORE = re.compile(
    rf"\b(?:ne |n'|n )(?:(?:est|sont|sera|seront|etait|a|ont|peut|pourra|ete|donc|s')\s?)*(?:{_PRESENCE}\s)?"
    rf"(?:pas|plus|aucun\w*|ni|point|nullement)\b(?:\s(?:ete|etre|donc|a))?(?:\s{_PRESENCE})?(?:\s(?!mais\b|si\b|que\b)\S+){{0,9}}\s?$"
    rf"|\b(?:sans|aucune?s?|pas d[e']|absence d[e'u]|absence de (?:la |toute )?|exempt\w* d[e']|dispens\w* d[e'])\s?(?:{_NOUNS}\s)?(?:(?:a|de|d'|du|la|le|l'|des|relatives?|liees?)\s?)*$"
    r"|\bni\s?(?:de\s|d'|la\s|l')?$"
    r"|\bne (?:pas|plus) (?:prevoir|imposer|inclure|integrer|appliquer|recourir|mettre en \w+|fixer|retenir)\b.{0,70}$"
)
# … unless what is denied is the right to make reservations, to escape, to modify.
_NOT_A_DENIAL = re.compile(
    r"\b(?:reserves?|autoris\w*|objection|derog\w*|soustraire|exoner\w*|negoci\w*|modifi\w*|respect\w*|satisf\w*|conform\w*"
    r"|repond\w*|execut\w*|realis\w*|attein\w*|tenu|honor\w*|uniquement|seulement|limit\w*)\b"
)
# After the mention: "… n'est pas prévue", "… : néant", "… est supprimée".
_AFTER = re.compile(
    r"^\S*(?:\s(?:sociales?|obligatoires?|d'insertion|professionnelles?|economique|environnementales?|par|l'activite|et|de|promotion"
    rf"|l'emploi|du|marche|d'execution|a|caractere|social))*\s(?:ne |n')(?:s')?\s?(?:(?:est|sont|sera|seront|a|ont)\s)?(?:{_PRESENCE}\s)?(?:pas|plus|aucun\w*)\b"
    r"(?!\s(?:autoris|opposable|negoci|limit|exhausti|exclusi|respect|satisf|realis))"
    r"|^.{0,90}?\bn'(?:est|sont|sera|seront) (?:pas|plus) (?:activ|prevu|applic|appliqu|retenu|impos|exig|demand|mobilis|requis|envisag)"
    r"|^[^.:]{0,70}:\s?(?:non\b|neant|sans objet|sans\b|aucune?\b|pas de|n/?a\b|0\b|so\b|nc\b)"
    r"|^[^.:]{0,80}\b(?:est|sont|a ete|ont ete)\s(?:supprim|retir|abandonn|lev|annul|sans objet|neant)"
)


def is_denied(statement: Statement, concept: str) -> bool:
    """Whether every mention of the concept is denied; one mention that stands is enough to state it."""
    mentions = [mention for mention in statement.of(concept)]
    if not mentions:
        return False
    first = mentions[0]
    return _denied_at(statement, first.start, first.end) or all(
        _denied_at(statement, one.start, one.end) for one in mentions
    )


def _denied_at(statement: Statement, start: int, end: int) -> bool:
    before = statement.folded[:start][-120:]
    denied = _BEFORE.search(before)
    if denied is not None and not _NOT_A_DENIAL.search(denied[0]):
        return True
    return _AFTER.match(statement.folded[end:][:130]) is not None
