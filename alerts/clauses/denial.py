"""When a sentence says that something is *not* asked for: "ne comporte pas", "sans clause", ": néant", "supprimée"."""

import re

from alerts.clauses.patterns import either, stems, words
from alerts.clauses.statement import Statement

# Verbs by which a contract has a clause, or has not.
_PRESENCE = either(
    stems("comport contien prevoi compren integr inclu soumis assorti impos concern appliqu exig requis demande figur"),
    stems("assujetti vis presen prendr retenu mis envisag exist donn fix recour instaur activ mobilis"),
    words("prevu prevue prevus prevues applicable applicables fait font fera feront prend prennent"),
)
_NOUNS = stems("disposition exigence mesure action condition prescription consideration obligation clause objet")
_INFINITIVES = stems("prevoir imposer inclure integrer appliquer recourir mettre fixer retenir")
_SMALL = r"(?:(?:a|de|d'|du|la|le|l'|des|relatives?|liees?)\s?)*"
# Before the mention: "ne comporte pas de …", "il n'est prévu aucune …", "sans …", "aucune …", "ni …".
_BEFORE = re.compile(
    either(
        rf"\b(?:ne |n'|n )(?:(?:est|sont|sera|seront|etait|a|ont|peut|pourra|ete|donc|s')\s?)*(?:{_PRESENCE}\s)?"
        rf"(?:pas|plus|aucun\w*|ni|point|nullement)\b(?:\s(?:ete|etre|donc|a))?(?:\s{_PRESENCE})?"
        r"(?:\s(?!mais\b|si\b|que\b)\S+){0,9}\s?$",
        rf"\b(?:sans|aucune?s?|pas d[e']|absence d[e'u]|absence de (?:la |toute )?|exempt\w* d[e']|dispens\w* d[e'])"
        rf"\s?(?:{_NOUNS}\s)?{_SMALL}$",
        r"\bni\s?(?:de\s|d'|la\s|l')?$",
        rf"\bne (?:pas|plus) {_INFINITIVES}.{{0,70}}$",
    )
)
# … unless what is denied is the right to make reservations, to escape, to modify.
_NOT_A_DENIAL = re.compile(
    r"\b"
    + either(
        words("reserve reserves objection soustraire tenu uniquement seulement"),
        stems("autoris derog exoner negoci modifi respect satisf conform repond execut realis attein honor limit"),
    )
)
_NAME = words(
    "social sociale sociales obligatoire obligatoires professionnelle professionnelles economique environnementale"
    " environnementales environnemental par et de promotion du marche a caractere"
)
_REFUSED = stems("activ prevu applic appliqu retenu impos exig demand mobilis requis envisag")
# After the mention: "… n'est pas prévue", "… : néant", "… est supprimée".
_AFTER = re.compile(
    either(
        rf"^\S*(?:\s(?:{_NAME}|d'insertion|l'activite|l'emploi|d'execution))*\s(?:ne |n')(?:s')?\s?"
        rf"(?:(?:est|sont|sera|seront|a|ont)\s)?(?:{_PRESENCE}\s)?(?:pas|plus|aucun\w*)\b"
        rf"(?!\s{stems('autoris opposable negoci limit exhausti exclusi respect satisf realis')})",
        rf"^.{{0,90}}?\bn'(?:est|sont|sera|seront) (?:pas|plus) {_REFUSED}",
        r"^[^.:]{0,70}:\s?(?:non\b|neant|sans objet|sans\b|aucune?\b|pas de|n/?a\b|0\b|so\b|nc\b)",
        rf"^[^.:]{{0,80}}\b(?:est|sont|a ete|ont ete)\s{stems('supprim retir abandonn lev annul neant')}",
        r"^[^.:]{0,80}\b(?:est|sont)\ssans objet",
    )
)


# Within a long mention: "conditions d'exécution [qui] ne comportent pas d'éléments à caractère social".
_WITHIN = re.compile(rf"\b(?:ne |n'){_PRESENCE}\s(?:pas|plus|aucun\w*)\b(?!.*\bmais\b)")


def is_denied(statement: Statement, concept: str) -> bool:
    """Whether the concept is denied: its first mention is, or all of them are."""
    mentions = statement.of(concept)
    if not mentions:
        return False
    first = mentions[0]
    return _denied_at(statement, first.start, first.end) or all(
        _denied_at(statement, one.start, one.end) for one in mentions
    )


def _denied_at(statement: Statement, start: int, end: int) -> bool:
    if _WITHIN.search(statement.folded[start:end]):
        return True
    before = statement.folded[:start][-120:]
    denied = _BEFORE.search(before)
    if denied is not None and not _NOT_A_DENIAL.search(denied[0]):
        return True
    return _AFTER.match(statement.folded[end:][:130]) is not None
