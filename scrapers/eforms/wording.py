"""Free texts of a notice: the language to read, repaired, each once."""

from collections.abc import Iterable

from scrapers.eforms.tree import Branches, Element
from scrapers.notice import Passage, Topic
from scrapers.text import plain

FRENCH = "FRA"


class Wording:
    """Chooses and repairs texts. One a notice: lots repeat the same criteria, each is repaired once.

    `language` is ISO 639-3 in capitals as eForms writes it. French comes first wherever it was published, then the
    language of the notice, then whatever is there.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._repaired: dict[str, str] = {}

    def repair(self, text: str) -> str:
        known = self._repaired.get(text)
        if known is None:
            known = self._repaired[text] = plain(text)
        return known

    def of(self, elements: Iterable[Element] | None) -> str:
        """One text from the same field in several languages; a field repeated in one language is joined."""
        if not elements:
            return ""
        told = [(element.get("languageID"), text) for element in elements if (text := element.text)]
        if len(told) > 1:
            spoken = [language for language, _ in told]
            kept = next((one for one in (FRENCH, self._language) if one in spoken), spoken[0])
            told = [(language, text) for language, text in told if language == kept]
        return " ".join(filter(None, (self.repair(text) for _, text in told)))

    def passage(self, field: str, topic: Topic, grouped: Branches, tag: str) -> tuple[Passage, ...]:
        """No passage, or one."""
        found = grouped.get(tag)
        text = self.of(found) if found else ""
        return (Passage(field, text, topic),) if text else ()
