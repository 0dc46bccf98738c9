"""Text as publishers damage it, and its repair. Nothing is reworded: only what a machine broke is mended.

The defects come from real notices: entities escaped once or twice, cp1252 punctuation read as C1 control characters,
apostrophes and "œ" turned into "?", line breaks and tabs inside sentences, lone surrogates from cut JSON escapes.
"""

import html
import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from unicodedata import normalize

from bs4 import BeautifulSoup

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
_XML_DECLARATION = re.compile(r"<\?xml[^>]*\?>", re.IGNORECASE)
_LOST = "[?¿\ufffd]"
_LOST_MARK = re.compile(_LOST)
_LOST_OE = re.compile(rf"{_LOST}(?=uvr)|(?<=\b[cs]){_LOST}(?=urs?\b)|(?<=\bch){_LOST}(?=urs?\b)", re.IGNORECASE)
_LOST_APOSTROPHE = re.compile(
    rf"(?<![^\W_])([cdjlmnst]|(?:jus|lors|puis|quoi)?qu|aujourd){_LOST}(?=[aeiouyhàâäéèêëîïôöùûüœæ])", re.IGNORECASE
)
# UTF-8 read as cp1252, one character at a time: "Ã©" for "é", "nÂ°" for "n°", "lâ€™" for "l’", "eÌ\x81" for "é".
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MISREAD = re.compile(f"Â[\xa0-\xbf]|[ÃÌ][{_CONTINUATION}]|â[\x80€][{_CONTINUATION}]")
_MISREAD_LEADS = ("Ã", "Â", "â", "Ì")
_ADDRESS = re.compile(r"://|www\.|[=@]")
_FORMATTING = ("b", "i", "em", "strong", "u", "sup", "sub", "font", "mark", "small", "abbr")
_FORMATTING_TAG = re.compile(rf"</?(?:{'|'.join(_FORMATTING)})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HIDDEN = ("script", "style", "template", "noscript")
_HIDDEN_TAG = re.compile(rf"<(?:{'|'.join(_HIDDEN)})\b", re.IGNORECASE)


_HIDDEN_PART = re.compile(rf"<({'|'.join(_HIDDEN)})\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_MOST_TAGS = 400  # of strange markup: a parser's tree is walked by recursion, one level a tag that is never closed


def _characters() -> dict[int, str]:
    """What each broken character becomes: C1 controls are cp1252 bytes, C0 controls and line marks are spaces."""
    table = dict.fromkeys((*range(32), 127, 8232, 8233), " ")
    for code in range(0x80, 0xA0):
        table[code] = bytes([code]).decode("cp1252", "replace").replace("\ufffd", " ")
    table |= dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF), "")  # soft hyphen, zero-width marks: they cut words in two
    return table | dict.fromkeys(range(0xD800, 0xE000), "")  # lone surrogates: no database takes them


_CHARACTERS = _characters()


def unescape(text: str) -> str:
    """Undo HTML entities, twice ("&amp;#039;"). Only complete ones: "?a=1&copy=2" in an address is left alone."""
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(_undone, text)
    return text


def _undone(found: re.Match[str]) -> str:
    return _entity(found[0])


@lru_cache(4096)
def _entity(written: str) -> str:
    return html.unescape(written)


def repair(text: str) -> str:
    """The text with entities undone, damaged characters mended, spaces and line breaks folded to one space."""
    text = unescape(text)
    if not text.isascii():
        if any(lead in text for lead in _MISREAD_LEADS):
            text = _MISREAD.sub(_reread, text)
        text = normalize("NFC", text)  # "a" + combining grave accent is "à" to every reader
    # Most texts are sound: what is slow is only done to those that hold something to mend. NEL is a C1 control too.
    folded = " ".join(text.split())
    if "\x85" in text or not folded.isprintable():
        folded = " ".join(text.translate(_CHARACTERS).split())
    lost = "?" in folded or "¿" in folded or "\ufffd" in folded
    return " ".join(map(_mend_lost, folded.split())) if lost else folded


def _reread(found: re.Match[str]) -> str:
    """The character whose UTF-8 bytes were read as cp1252; the same text when they are not UTF-8."""
    read = found.group()
    written = b"".join(_byte(character) for character in read)
    try:
        return written.decode()
    except UnicodeDecodeError:
        return read


def _byte(character: str) -> bytes:
    return character.encode("latin-1") if character <= "\xff" else character.encode("cp1252")


def _mend_lost(word: str) -> str:
    """Give back the "œ" and the apostrophe that became "?" inside a word: "d'?uvre", "l?insertion"."""
    if not _LOST_MARK.search(word) or _ADDRESS.search(word):
        return word
    word = _LOST_OE.sub(lambda found: "Œ" if word[found.end() : found.end() + 1].isupper() else "œ", word)
    return _LOST_APOSTROPHE.sub(r"\1'", word)


def from_html(markup: str) -> str:
    """The repaired text of some HTML, or of XML embedded in a string: tags become spaces, scripts go.

    Formatting tags leave no space, so that a word half in bold stays one word.
    """
    markup = _XML_DECLARATION.sub(" ", markup.translate(_CHARACTERS))
    words = _TAG.sub(" ", _FORMATTING_TAG.sub("", markup))
    if not {"<", ">"} & set(words) and not _HIDDEN_TAG.search(markup):
        return repair(words)  # nearly always: a few plain tags, for which a parser is twenty times the work
    if markup.count("<") > _MOST_TAGS:
        return repair(_TAG.sub(" ", _FORMATTING_TAG.sub("", _HIDDEN_PART.sub(" ", markup))))
    soup = BeautifulSoup(markup, "lxml")
    for tag in soup(_HIDDEN):
        tag.decompose()
    for tag in soup(_FORMATTING):
        tag.unwrap()
    soup.smooth()
    return repair(soup.get_text(" "))


def plain(text: str) -> str:
    """`repair`, and `from_html` first when the text holds markup, escaped or not."""
    opened = unescape(text)
    tagged = "<" in opened and (_TAG.search(opened) or _XML_DECLARATION.search(opened))
    return from_html(opened) if tagged else repair(text)


def to_decimal(text: str) -> Decimal | None:
    """A published amount ("213400.41", "1 234,56", "1.234.567,00"): None when it is not one, or is 0 ("not told")."""
    digits = re.sub(r"[\s€']|EUR", "", repair(text))
    if "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"\d{1,15}(\.\d{1,6})?", digits):
        return None
    try:
        return Decimal(digits) or None
    except InvalidOperation:
        return None
