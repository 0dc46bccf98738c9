"""Free texts of a notice: the language to read, repaired, each once."""

from scrapers.eforms.tree import Element
from scrapers.text import plain

FRENCH = "FRA"


class Wording:
    """Chooses and repairs texts. One a notice: lots repeat the same criteria, each is repaired once.

    `language` is ISO 639-3 in capitals as eForms writes it. French comes first wherever it was published, then the
    language of the notice, then whatever is there.
    """

    __slots__ = ("_language", "_repaired")

    def __init__(self, language: str) -> None:
        self._language = language
        self._repaired: dict[str, str] = {}

    def repair(self, text: str) -> str:
        known = self._repaired.get(text)
        if known is None:
            known = self._repaired[text] = plain(text)
        return known

    def of(self, elements: list[Element]) -> str:
        """One text from one field told in several languages; a field repeated in one language is joined."""
        if len(elements) == 1:
            text = elements[0].text
            return self.repair(text) if text else ""
        told = [(element.get("languageID"), text) for element in elements if (text := element.text)]
        spoken = [language for language, _ in told]
        kept = next((one for one in (FRENCH, self._language) if one in spoken), spoken[0] if spoken else None)
        return " ".join(filter(None, (self.repair(text) for language, text in told if language == kept)))
