"""eForms notices (Implementing Regulation (EU) 2019/1780): one reading for TED's XML and for BOAMP's JSON."""

from scrapers.eforms.notice import publication_number, read
from scrapers.eforms.tree import JsonElement, parse
from scrapers.errors import NoticeUnreadable
from scrapers.notice import Notice

__all__ = ["publication_number", "read_json", "read_xml"]

ROOTS = frozenset(
    {"ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "BusinessRegistrationInformationNotice"}
)


def read_xml(content: bytes, source: str = "ted") -> Notice:
    """One published XML notice. Its id is the publication number without leading zeros, else the notice's UUID.

    Raises NoticeUnreadable (in French) for anything else: cut, empty or hostile XML, HTML, the old TED_EXPORT.
    """
    root = parse(content)
    _check_root(root.tag.rpartition("}")[2])
    notice = read(root, source)
    if not notice.publisher_id:
        raise NoticeUnreadable("avis eForms sans identifiant (ni numéro de publication, ni BT-701)")
    return notice


def read_json(root: dict[str, object], *, source: str, publisher_id: str) -> Notice:
    """One notice of BOAMP's XML-as-JSON: `{"EFORMS": {"ContractNotice": {…}}}`, with or without its first level.

    Keys keep prefixes ("cbc:ID"), attributes are "@name", text is "#text" or the bare value, a repeated element is a
    list. `url`, `published` (when the tree holds no publication) and what BOAMP adds are the caller's to complete.
    Raises NoticeUnreadable when no eForms notice is there.
    """
    inner = root.get("EFORMS", root)
    trees = [(key.rpartition(":")[2], value) for key, value in inner.items()] if isinstance(inner, dict) else []
    for name, tree in trees:
        if name in ROOTS and isinstance(tree, dict):
            return read(JsonElement(name, tree), source, publisher_id)
    _check_root(", ".join(name for name, _ in trees) or "rien")
    raise NoticeUnreadable("avis eForms vide")


def _check_root(name: str) -> None:
    if name == "TED_EXPORT":
        raise NoticeUnreadable("format TED_EXPORT, abandonné par TED fin 2023 : plus pris en charge")
    if name.lower() == "html":
        raise NoticeUnreadable("une page HTML a été reçue au lieu d'un avis XML")
    if name not in ROOTS:
        raise NoticeUnreadable(f"ce n'est pas un avis eForms (racine « {name[:80]} »)")
