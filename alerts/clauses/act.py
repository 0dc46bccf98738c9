"""What an act of reserving is, and the words that deny it or make it conditional."""

import re
from dataclasses import dataclass
from enum import Enum


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
    r"(?:(?:une?|des|de|du|le|la|les|marches?|contrats?|lots?|accords?-cadres?|prestations?|travaux|consultations?|procedures?"
    r"|publics?|donc|exclusivement|specifiquement|considere\w*|comme|ete|etre|l'objet|d'une|d'aucune|a ce jour|par ailleurs"
    r"|present\w*|type|types)\s|d')*"
)
NEGATED = re.compile(
    rf"(?:\b(?:ne |n'|n )\s?(?:\S+\s){{0,3}}?(?:pas|plus|point|nullement|aucun\w*)\s{_LINK}"
    rf"|\b(?:aucune?|nul|nulle|ni)\b(?:\s\S+){{0,7}}?\s(?:ne |n')\s?\S+\s{_LINK}"
    rf"|\bnon[- ]|\b(?:pas|plus)\s{_LINK}|\b(?:aucune?|sans)\s{_LINK}|\bni\s)$"
)
# "si le marché est", "en cas de marché", "le cas échéant", "peut être"
CONDITIONAL = re.compile(
    r"\b(?:si (?!vous)|s'il|lorsque|lorsqu'|dans le cas (?:ou|d'un)|dans l'hypothese|en cas de|le cas echeant|pour les|eventuel\w*"
    r"|peut|peuvent|pourra|pourront)\b[^.]{0,60}$"
)
