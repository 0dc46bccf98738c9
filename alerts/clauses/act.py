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


# "n'est pas", "aucun lot n'est", "ne fait pas l'objet d'une", "non", "pas de marché", "sans"
NEGATED = re.compile(
    r"(?:\b(?:ne |n'|n )\s?(?:\S+\s){0,3}?(?:pas|plus|point|nullement|aucun\w*)\s(?:\S+\s){0,3}"
    r"|\b(?:aucune?|nul|nulle|ni)\b(?:\s\S+){0,7}?\s(?:ne |n')\s?\S+\s(?:\S+\s){0,2}"
    r"|\bnon[- ]|\b(?:pas|plus)\s(?:de\s|d'|un\s|des\s)?(?:\S+\s){0,2}"
    r"|\b(?:aucune?|sans)\s(?:\S+\s){0,2}|\bni\s)$"
)
# "si le marché est", "en cas de marché", "le cas échéant", "peut être"
CONDITIONAL = re.compile(
    r"\b(?:si (?!vous)|s'il|lorsque|lorsqu'|dans le cas (?:ou|d'un)|dans l'hypothese|en cas de|le cas echeant|pour les|eventuel\w*"
    r"|peut|peuvent|pourra|pourront)\b[^.]{0,60}$"
)
