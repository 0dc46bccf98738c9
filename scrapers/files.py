"""Notices from a file that someone hands over: recognise its format, read what it holds, refuse the rest clearly."""

import re
from collections.abc import Callable, Iterator

from scrapers.boamp.record import id_of, read_dila_xml, read_or_reject
from scrapers.boamp.tree import Tree
from scrapers.eforms import read_xml
from scrapers.errors import NoticeUnreadable, SourceChanged
from scrapers.feeds import item as items
from scrapers.notice import Notice
from scrapers.source import Reject
from scrapers.sources.feeds import read_items
from scrapers.storable import load_json

FILE = "file"
Found = Iterator[Notice | Reject]
_ROOT = re.compile(rb"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)")
_SKIPPED = re.compile(
    rb"<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)|<!DOCTYPE[^>\[]*(?:\[.*?(?:\]|\Z))?\s*(?:>|\Z)", re.DOTALL | re.IGNORECASE
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What a JSON file may be besides notices of BOAMP: its telltale key, and what to do instead.
_OTHER_JSON = (
    ("marches", "ce sont des données essentielles (marchés attribués), pas des avis"),
    ("marche", "ce sont des données essentielles (marchés attribués), pas des avis"),
    ("contrats-concessions", "ce sont des données essentielles (contrats attribués), pas des avis"),
    ("notices", "c'est une réponse de recherche de TED : donnez le fichier XML de chaque avis"),
    ("releases", "c'est un fichier OCDS, que Vigie ne lit pas"),
    ("error_code", "c'est un message d'erreur du BOAMP, pas une réponse"),
    ("errorcode", "c'est un message d'erreur du BOAMP, pas une réponse"),
)
UNKNOWN_JSON = "ce fichier JSON n'a pas la forme d'un avis ou d'une réponse du BOAMP"


def read_file(content: bytes, name: str) -> Found:
    """The notices of one file, and a Reject with a French reason for each that cannot be read. Never raises.

    Formats: an answer of the BOAMP API (v2.1 `results`, v1 `records`), one of its records, a list or lines of records
    (also `{"record": …}`), eForms XML, DILA's XML, an RSS or Atom feed. `name` only helps the reasons.
    """
    try:
        yield from _recognised(content)
    except NoticeUnreadable as error:
        yield _refused(error.reason, content)
    except SourceChanged as error:
        yield _refused(error.sentence, content)
    except Exception as error:  # a mistake of ours must not stop the reading of the other files: it is named
        yield _refused(
            f"lecture de {name} impossible, erreur imprévue ({type(error).__name__}: {error})"[:300], content
        )


def _recognised(content: bytes) -> Found:
    if content.startswith(_UTF16):
        raise NoticeUnreadable("le fichier est en UTF-16 : enregistrez-le en UTF-8")
    text = content.removeprefix(b"\xef\xbb\xbf").strip()
    if not text:
        raise NoticeUnreadable("le fichier est vide")
    if b"\x00" in text[:1000]:
        raise NoticeUnreadable("le fichier n'est pas du texte (ou est en UTF-16) : ni JSON, ni XML")
    if text.startswith(b"<"):
        return _xml(text)
    if text[:1] in b"{[":
        return _json(text)
    raise NoticeUnreadable("le format du fichier n'est pas reconnu : ni JSON, ni XML")


def _xml(text: bytes) -> Found:
    """By the name of the root element, found without parsing: a feed may be damaged and still be read."""
    found = _ROOT.search(_SKIPPED.sub(b"", text[:20_000]))
    root = found[1].decode() if found else ""
    if reader := _XML_READERS.get(root):
        return reader(text)
    if root == "TED_EXPORT":
        raise NoticeUnreadable("format TED_EXPORT, abandonné par TED fin 2023 : plus pris en charge")
    if root.lower() == "html":
        raise NoticeUnreadable("c'est une page web, pas un avis : donnez l'avis en JSON ou en XML")
    raise NoticeUnreadable(f"ce document XML n'est pas un avis connu (racine « {root[:60]} »)")


def _eforms(text: bytes) -> Found:
    yield read_xml(text)


def _dila(text: bytes) -> Found:
    yield read_dila_xml(text)


def _feed(text: bytes) -> Found:
    found, rejects = read_items("feed", "", text)
    yield from (items.notice(item, "feed") for item in found)
    yield from rejects


_XML_READERS: dict[str, Callable[[bytes], Found]] = {
    "ann": _dila,
    "ANNONCE": _dila,
    "rss": _feed,
    "feed": _feed,
    "RDF": _feed,
    "ContractNotice": _eforms,
    "ContractAwardNotice": _eforms,
    "PriorInformationNotice": _eforms,
    "BusinessRegistrationInformationNotice": _eforms,
}


def _json(text: bytes) -> Found:
    """One JSON document, or one a line."""
    try:
        told = load_json(text)
    except ValueError as error:
        lines = text.splitlines()
        if len(lines) > 1 and _line(lines[0]) is not None:
            return _lines(lines)
        raise NoticeUnreadable("le JSON du fichier est coupé ou mal formé") from error
    return _document(told)


def _lines(lines: list[bytes]) -> Found:
    for rank, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        told = _line(line)
        record = _record_of(told)
        if told is None:
            yield _refused(f"la ligne {rank} n'est pas du JSON lisible", line)
        elif record is None:
            yield _refused(f"ligne {rank} : {_what_instead(told)}", line)
        else:
            yield read_or_reject(record)


def _line(line: bytes) -> object:
    try:
        return load_json(line)
    except ValueError:
        return None


def _document(told: object) -> Found:
    if isinstance(told, dict):
        for key in ("results", "records"):
            if isinstance(told.get(key), list):
                return _list(told[key])
    if isinstance(told, list):
        return _list(told)
    record = _record_of(told)
    if record is None:
        raise NoticeUnreadable(_what_instead(told))
    return iter((read_or_reject(record),))


def _list(told: list[object]) -> Found:
    """Each element that is a record; when none is, one reason for the whole file."""
    records = [_record_of(each) for each in told]
    if told and not any(record is not None for record in records):
        raise NoticeUnreadable(_what_instead(told[0]))
    return iter(read_or_reject(told[rank] if record is None else record) for rank, record in enumerate(records))


def _record_of(told: object) -> Tree | None:
    """The record in a JSON object: itself, under "record" (labelled lines), or under "fields" (API v1)."""
    if not isinstance(told, dict):
        return None
    for candidate in (told, told.get("record"), told.get("fields")):
        if isinstance(candidate, dict) and ({"idweb", "gestion"} & set(candidate) or id_of(candidate.get("id"))):
            return candidate
    return None


def _what_instead(told: object) -> str:
    keys = told if isinstance(told, dict) else {}
    return next((reason for key, reason in _OTHER_JSON if key in keys), UNKNOWN_JSON)


def _refused(reason: str, content: bytes) -> Reject:
    return Reject(FILE, None, reason, content)
