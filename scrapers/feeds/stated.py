"""What a notice's own page states beside a label ("Lieu d'exécution : Valfleuri (01)"), when its feed does not say it.

Labels stand in a definition list, in the first cell of a row, or before a colon at the beginning of a sentence. Only
labels known here are listened to, whole: "Date limite de retrait du dossier" is not the date of the tenders.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import Tag

from scrapers.boamp.places import in_words
from scrapers.notice import Place
from scrapers.text import from_html

_TENDERS = r" des (?:offres|plis|candidatures|réponses|propositions)"
_LABELS = {
    "place": r"lieux?(?: principa(?:l|ux))? d['’]exécution(?: (?:du marché|des prestations|des travaux))?",
    "buyer": r"acheteur(?: public)?|pouvoir adjudicateur|organisme acheteur|entité adjudicatrice",
    "deadline": (
        rf"date(?: et heure)?s? limites?(?: de (?:remise|réception|dépôt)(?:{_TENDERS})?)?"
        rf"|(?:remise|réception){_TENDERS}"
    ),
    "title": r"objet(?: (?:du marché|de la consultation|de l['’]avis))?",
}
_KNOWN = {name: re.compile(words, re.IGNORECASE) for name, words in _LABELS.items()}
_SENTENCE = re.compile(r"(?<=[.;!])\s+(?=[A-ZÀ-Ý])")
_ADDRESSED = re.compile(r"(.*?)\s*\(([^()]*\d{5}[^()]*)\)\.?")
LONGEST = 300  # characters of a value: longer is a paragraph that happens to begin like a label


@dataclass(frozen=True, slots=True)
class Stated:
    """Plain words of the page, empty when it does not say."""

    place: str = ""
    buyer: str = ""
    deadline: str = ""
    title: str = ""

    def buyer_name(self) -> str:
        """The buyer without the address in brackets."""
        found = _ADDRESSED.fullmatch(self.buyer)
        return found[1] if found else self.buyer

    def buyer_place(self) -> Place | None:
        """The address that stands in brackets after the buyer's name, with its postcode."""
        found = _ADDRESSED.fullmatch(self.buyer)
        return in_words(found[2].strip()) if found else None


def stated(blocks: Iterable[Tag]) -> Stated:
    """What the blocks of a page state; the first time a label comes is the one that counts."""
    found: dict[str, str] = {}
    for label, value in _pairs(blocks):
        name = next((name for name, known in _KNOWN.items() if known.fullmatch(label)), None)
        if name and value and len(value) <= LONGEST:
            found.setdefault(name, value)
    return Stated(**found)


def _pairs(blocks: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        cells = block(("dt", "th", "dd", "td"))
        if len(cells) > 1:
            yield _label(_text(cells[0])), " ".join(map(_text, cells[1:]))
            continue
        for sentence in _SENTENCE.split(_text(block)):
            label, colon, value = sentence.partition(":")
            if colon:
                yield _label(label), value.strip().rstrip(".;")


def _label(words: str) -> str:
    return words.strip(" :\xa0.")


def _text(tag: Tag) -> str:
    return from_html(str(tag))
