"""An eForms XML tree as BOAMP puts it in `donnees`: XML turned into JSON by its publisher's rules.

Attributes are "@name", the text is "#text" beside attributes and a bare string without them, a child is a list only
when it is repeated, an empty element is "", addresses stay escaped as in HTML.
"""

from html import escape

from lxml import etree

PREFIXES = {
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2": "cac:",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2": "cbc:",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2": "ext:",
    "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1": "efac:",
    "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1": "efbc:",
    "http://data.europa.eu/p27/eforms-ubl-extensions/1": "efext:",
}


def tree_as_json(xml: bytes) -> dict[str, object]:
    """`{"EFORMS": {"ContractNotice": {…}}}`. Raises etree.XMLSyntaxError for what is not XML."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    return {"EFORMS": {_name(root): _value(root)}}


def _name(element: etree._Element) -> str:
    name = etree.QName(element)
    return PREFIXES.get(name.namespace or "", "") + name.localname


def _value(element: etree._Element) -> object:
    found: dict[str, object] = {"@" + str(name): value for name, value in element.attrib.items()}
    for child in element:
        _add(found, _name(child), _value(child))
    text = (element.text or "").strip()
    if etree.QName(element).localname == "URI":
        text = escape(text)
    if not found:
        return text
    return found | ({"#text": text} if text else {})


def _add(found: dict[str, object], name: str, value: object) -> None:
    if name not in found:
        found[name] = value
        return
    seen = found[name]
    found[name] = [*seen, value] if isinstance(seen, list) else [seen, value]
