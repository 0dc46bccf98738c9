"""What an act of reserving is, and the words that deny it or make it conditional."""

import re
from dataclasses import dataclass
from enum import Enum

from alerts.clauses.patterns import either, words


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


# Words that may stand between a denial and the act: "n'est pas un marché", "aucun lot n'est", "pas de marché".
_LINK = (
    "(?:"
    + either(
        words("un une des de du le la les donc comme ete etre public publics type types present presente presents"),
        words("exclusivement specifiquement considere consideree"),
        words("marche marches contrat contrats lot lots accord-cadre prestation prestations"),
        words("travaux consultation procedure"),
        words(
            "prevu prevue prevus prevues ete fait envisage envisagee souhaite decide retenu entendu mis oeuvre ouvre"
        ),
        words(
            "procede procedera lieu en au a vocation titre"
            " possibilite intention dispositif mecanisme mesure clause forme sorte"
        ),
        r"l'objet d'une\b",
        r"l'objet d'aucune\b",
        r"a ce jour\b",
        r"par ailleurs\b",
    )
    + r"\s|d')*"
)
_NO_WORDS = either(
    rf"\b(?:ne |n'|n )\s?(?:\S+\s){{0,3}}?(?:pas|plus|point|nullement|aucun\w*|ni)\s{_LINK}",
    rf"\b(?:aucune?|nul|nulle|ni)\b(?:\s\S+){{0,7}}?\s(?:ne |n')\s?\S+\s{_LINK}",
    rf"\b(?:pas|plus|aucune?|sans|absence|depourvue?s?|exempte?s?|exclu|exclut|exclue)\s{_LINK}",
    r"\bnon[- ]",
    r"\bni\s",
)
NEGATED = re.compile(_NO_WORDS + "$")
# "si le marché est", "en cas de marché", "le cas échéant", "peut être"
CONDITIONAL = re.compile(
    either(
        r"\bsi (?!vous)",
        r"\bs'il",
        r"\blorsque\b",
        r"\blorsqu'",
        r"\bdans le cas (?:ou|d'un)\b",
        r"\bdans l'hypothese\b",
        r"\ben cas de\b",
        r"\ble cas echeant\b",
        r"\bpour les\b",
        r"\beventuel\w*",
        r"\b(?:peut|peuvent|pourra|pourront)\b",
    )
    + r"[^.]{0,60}$"
)
