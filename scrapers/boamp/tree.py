"""The tree that `donnees` and `gestion` are: XML turned into JSON by the publisher, or by us from DILA's own XML.

The publisher's rules, seen in real records: an enumeration is an empty child (`{"MAPA": ""}`); an element is a list
only when it is repeated; an element without children may be "" instead of a dict; attributes are "@name" and the text
beside them "#text"; every number is a string. So nothing here trusts a type: each reader asks and gets an empty answer.
"""

import re

from lxml import etree

from scrapers.errors import NoticeUnreadable
from scrapers.storable import load_json
from scrapers.text import plain, repair

Tree = dict[str, object]
Path = tuple[str, ...]
Spot = tuple[Path, object]

# The prefixes under which BOAMP's JSON writes the namespaces of eForms; all other namespaces are dropped.
_PREFIXES = {
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2": "cac:",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2": "cbc:",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2": "ext:",
    "http://data.europa.eu/p27/eforms-ubl-extensions/1": "efext:",
    "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1": "efac:",
    "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1": "efbc:",
}


def decode(value: object, name: str) -> Tree:
    """A field that holds JSON in a string, or the tree already decoded; {} for null and "".

    Raises NoticeUnreadable when the string is not JSON, or not an object.
    """
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        try:
            value = load_json(value)
        except ValueError as error:
            raise NoticeUnreadable(f"le champ « {name} » n'est pas du JSON lisible") from error
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise NoticeUnreadable(f"le champ « {name} » n'est pas un objet")
    return value


def children(node: object, *path: str) -> list[object]:
    """All the nodes at this path, whether each step is a dict or a list of them. The step "*" is any name."""
    nodes = _spread(node)
    for name in path:
        found: list[object] = []
        for above in nodes:
            if isinstance(above, dict):
                for value in above.values() if name == "*" else (above[name],) if name in above else ():
                    found += value if isinstance(value, list) else (value,)
        if not found:
            return found
        nodes = found
    return nodes


def _spread(node: object) -> list[object]:
    return list(node) if isinstance(node, list) else [node]


def branch(node: object, *path: str) -> Tree:
    """The first dict at this path, {} when there is none."""
    return next((found for found in children(node, *path) if isinstance(found, dict)), {})


def has(node: object, *path: str) -> bool:
    """Whether the path exists, even empty: for an enumeration, presence is the value."""
    return bool(children(node, *path))


def raw(node: object) -> str:
    """The text of a leaf as published: of a string, a number, or the "#text" beside attributes; else ""."""
    if type(node) is str:  # nearly always
        return node
    if isinstance(node, dict):
        node = node.get("#text")
    if isinstance(node, bool) or not isinstance(node, str | int | float):
        return ""
    return str(node)


def text(node: object, *paths: str) -> str | None:
    """The first text at one of these paths ("OBJET/TITRE_MARCHE"), repaired, or None. Markup in it becomes spaces."""
    found = (plain(raw(leaf)) for path in paths for leaf in children(node, *path.split("/")))
    return next((words for words in found if words), None)


def token(node: object, *paths: str) -> str | None:
    """The first short text at one of these paths, repaired: for codes, numbers and dates, which hold no markup."""
    found = (repair(raw(leaf)) for path in paths for leaf in children(node, *path.split("/")))
    return next((words for words in found if words), None)


def address(node: object, *paths: str) -> str | None:
    """The first http address at one of these paths, its entities undone ("&amp;" is frequent)."""
    for path in paths:
        for leaf in children(node, *path.split("/")):
            url = raw(leaf).strip().replace("&amp;", "&")
            if re.fullmatch(r"https?://[^\s<>\"]{3,2000}", url, re.IGNORECASE):
                return url
    return None


def below(node: object, path: Path = ()) -> list[Spot]:
    """Every node below, in the order of publication, with its path. The readers share one such walk.

    Lists add no step to the path: two lots of one list have the same.
    """
    spots: list[Spot] = []
    stack: list[Spot] = [(path, node)]
    while stack:
        spot = where, found = stack.pop()
        if isinstance(found, list):
            stack += [(where, item) for item in reversed(found)]
            continue
        spots.append(spot)
        if isinstance(found, dict):
            stack += [((*where, str(key)), value) for key, value in reversed(found.items())]
    return spots


def outside(spots: list[Spot], apart: frozenset[Path]) -> list[Spot]:
    """The spots that are not at or below one of these paths."""
    if not apart:
        return spots
    sizes = sorted({len(path) for path in apart})
    return [spot for spot in spots if not any(spot[0][:size] in apart for size in sizes)]


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML document, without entities, document type or network. Raises NoticeUnreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoticeUnreadable("le document XML est coupé ou mal formé") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NoticeUnreadable("le document XML déclare un type de document : refusé par prudence")
    return root


def from_xml(element: etree._Element) -> Tree | str:
    """The same tree as the publisher's JSON, from DILA's XML. Depth is bounded by the parser (256)."""
    tree: Tree = {f"@{_name(key)}": str(value) for key, value in element.attrib.items() if "XMLSchema" not in str(key)}
    for child in element.iterchildren(etree.Element):
        name, value = _name(str(child.tag)), from_xml(child)
        if name not in tree:
            tree[name] = value
        elif isinstance(known := tree[name], list):
            known.append(value)
        else:
            tree[name] = [known, value]
    words = " ".join(
        part for piece in (element.text, *(child.tail for child in element)) if (part := (piece or "").strip())
    )
    if not tree:
        return words
    return tree | {"#text": words} if words else tree


def _name(tag: str | bytes) -> str:
    name = etree.QName(tag if isinstance(tag, str) else tag.decode())
    return _PREFIXES.get(name.namespace or "", "") + name.localname
