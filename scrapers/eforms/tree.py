"""Walking the eForms tree, the same way whether it came as XML (TED) or as JSON (BOAMP).

An element is what lxml's own elements are: a tag in Clark notation, a text, attributes, children. JSON is dressed as
such (`JsonElement`), so that XML, the longer to read, pays for no wrapper. Children are grouped once by tag
(`branches`): measured faster than one filtered search a field.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeAlias, cast

from lxml import etree

from scrapers.eforms.names import (
    BY_LOCAL,
    EFORMS_EXTENSION,
    EXTENSION_CONTENT,
    UBL_EXTENSIONS,
)
from scrapers.errors import NoticeUnreadable


class Element(Protocol):
    """The part of lxml's element that is used here."""

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    def get(self, key: str, /) -> str | None: ...
    def __iter__(self) -> "Iterator[Element]": ...


# One for all threads: lxml locks it while it parses, and keeps nothing of a document.
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_blank_text=True,
    remove_comments=True,
    remove_pis=True,
)

Branches: TypeAlias = "dict[str, list[Element]]"


class JsonElement:
    """One value of BOAMP's XML-as-JSON: a dict, or a bare string when the element had no attribute and no child."""

    __slots__ = ("_fields", "tag", "text")

    def __init__(self, tag: str, value: object) -> None:
        self.tag = tag
        self._fields: Mapping[str, object] = value if isinstance(value, dict) else {}
        text = self._fields.get("#text") if isinstance(value, dict) else value
        self.text = _sound(str(text)) if isinstance(text, str | int | float) else None

    def get(self, key: str, /) -> str | None:
        value = self._fields.get(f"@{key}")
        return _sound(value) if isinstance(value, str) else None

    def __iter__(self) -> Iterator[Element]:
        for key, value in self._fields.items():
            tag = BY_LOCAL.get(key.rpartition(":")[2])
            if tag is None or value is None:
                continue
            for item in value if isinstance(value, list) else (value,):
                yield JsonElement(tag, item)


def _sound(text: str) -> str:
    """Without what JSON can hold and XML cannot: NUL, and halves of characters. No database takes them."""
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def branches(element: Element) -> Branches:
    """The children of an element, by tag, in document order."""
    grouped: Branches = {}
    for child in element:
        tag = child.tag
        if tag in grouped:
            grouped[tag].append(child)
        else:
            grouped[tag] = [child]
    return grouped


def under(grouped: Branches, tag: str) -> Branches:
    """The branches of the first child of that tag; empty when there is none."""
    found = grouped.get(tag)
    return branches(found[0]) if found else {}


def leaf(grouped: Branches, tag: str) -> str:
    """The stripped text of the first child of that tag; "" when there is none."""
    found = grouped.get(tag)
    return (found[0].text or "").strip() if found else ""


def descend(element: Element, *path: str) -> Element | None:
    """The element at the end of a path of first children; None when it is not there."""
    for tag in path:
        for child in element:
            if child.tag == tag:
                element = child
                break
        else:
            return None
    return element


def leaf_at(element: Element, *path: str) -> str:
    """The stripped text at the end of a path of first children; "" when it is not there."""
    found = descend(element, *path)
    return (found.text or "").strip() if found is not None else ""


def extension(grouped: Branches) -> Branches:
    """The EU's own fields, four levels below ext:UBLExtensions."""
    for extensions in grouped.get(UBL_EXTENSIONS, ()):
        for one in extensions:
            found = descend(one, EXTENSION_CONTENT, EFORMS_EXTENSION)
            if found is not None:
                return branches(found)
    return {}


def parse(content: bytes) -> Element:
    """The root element of an XML document. No entity is expanded, nothing is fetched, no limit of libxml2 is lifted.

    Raises NoticeUnreadable for what is not XML, is cut, or declares a document type (eForms never does; it is how
    XML bombs are made).
    """
    if not content.strip():
        raise NoticeUnreadable("fichier vide")
    try:
        root = etree.fromstring(content, _PARSER)
    except (etree.LxmlError, ValueError) as trouble:
        raise NoticeUnreadable(_why(content, str(trouble))) from trouble
    if root.getroottree().docinfo.internalDTD is not None:
        raise NoticeUnreadable(_declared(content))
    return cast(Element, root)


def _why(content: bytes, trouble: str) -> str:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html")):
        return _declared(content)
    if head.startswith((b"{", b"[")):
        return "du JSON a été reçu au lieu d'un avis XML"
    if not head.replace(b"\0", b"").lstrip(b"\xff\xfe").startswith(b"<"):
        return "ce n'est pas du XML"
    return f"XML coupé ou mal formé ({trouble})"


def _declared(content: bytes) -> str:
    if b"<html" in content[:4096].lower() or b"<!doctype html" in content[:1024].lower():
        return "une page HTML a été reçue au lieu d'un avis XML"
    return "le XML déclare un type de document (DOCTYPE), refusé par prudence"
