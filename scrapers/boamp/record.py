"""One BOAMP record, of any of its four shapes, to one Notice."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scrapers.boamp import deadline as deadlines
from scrapers.boamp import fnsimple, legacy, mapa
from scrapers.boamp.deadline import Clock
from scrapers.boamp.kind import is_concession, kind_of, previous, words_of
from scrapers.boamp.lots import shortened
from scrapers.boamp.places import departement
from scrapers.boamp.sheet import Contents, contents, nature_of
from scrapers.boamp.terms import labelled
from scrapers.boamp.tree import Tree, address, branch, children, decode, from_xml, parse_xml, raw, text, token
from scrapers.boamp.winners import named
from scrapers.dates import read_date, zones_of
from scrapers.eforms import read_json
from scrapers.errors import NoticeUnreadable
from scrapers.notice import Buyer, Code, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic
from scrapers.source import Reject
from scrapers.storable import load_json
from scrapers.text import plain, repair

SOURCE = "boamp"
NO_TITLE = "Avis sans objet publié"
_PAGE = "https://www.boamp.fr/pages/avis/?q=idweb:{}"
_SHEETS = {"FNSimple": fnsimple.SHEET, "MAPA": mapa.SHEET, "DSP": mapa.SHEET, "DIVERS": mapa.SHEET}
_BLOCKS = {"organisme", "initial", "rectificatif", "attribution", "annulation"}
_ID = re.compile(r"\d{2}_\d{1,6}|BOAMP-[\d-]{8,20}")
_LONGEST_TITLE = 400
_CUT_TITLE = 190  # `objet` is cut at 200 characters, in the middle of a word


def read_record(record: object) -> Notice:
    """The notice that a record of the API tells: `donnees` in any shape, or the envelope alone when there is none.

    Raises NoticeUnreadable (French sentence) when there is no identifier, when JSON inside the JSON is cut, or when
    the shape of `donnees` is not known.
    """
    if not isinstance(record, dict):
        raise NoticeUnreadable("l'enregistrement n'est pas un objet")
    gestion, donnees = decode(record.get("gestion"), "gestion"), decode(record.get("donnees"), "donnees")
    idweb = _idweb(record, gestion)
    day = read_date(token(record, "dateparution") or token(gestion, "INDEXATION/DATE_PUBLICATION") or "")
    envelope = _envelope(record, gestion, donnees, idweb, day)
    if "EFORMS" in donnees:
        notice = read_json(donnees, source=SOURCE, publisher_id=idweb)
        found = _published_deadline(record, gestion, Contents("", Clock.UTC), day)
        return _with_holder(_complete_eforms(notice, envelope, found), record, several=False)
    inside = _contents(record, donnees, day)
    found = _published_deadline(record, gestion, inside, day)
    notice = _with_holder(_complete(envelope, inside, found), record, several=inside.several)
    return notice if notice.deadline else replace(notice, passages=notice.passages + _no_date(record, gestion))


def read_or_reject(record: object) -> Notice | Reject:
    """`read_record`, with the record kept aside when it cannot be read: the others of its page go on.

    A mistake of ours in one reading must not stop the rest either: it is named in the reason.
    """
    try:
        return read_record(record)
    except NoticeUnreadable as error:
        reason = error.reason
    except Exception as error:  # the record is kept with its bytes, and the reason says what happened
        reason = f"lecture impossible, erreur imprévue ({type(error).__name__}: {str(error)[:200]})"
    idweb = token(record, "idweb")
    return Reject(SOURCE, idweb, reason, json.dumps(record).encode())


def read_dila_xml(content: bytes) -> Notice:
    """One notice of DILA's XML files: `<ANNONCE>` (schemas 2.3 and 2.4) or `<jo:ann>` (3.2.5).

    Raises NoticeUnreadable as `read_record` does, and for XML that is cut or declares a document type.
    """
    tree = from_xml(parse_xml(content))
    donnees, gestion = branch(tree, "DONNEES"), branch(tree, "GESTION")
    if not gestion:
        raise NoticeUnreadable("l'annonce n'a pas de partie GESTION")
    return read_record({"gestion": gestion, "donnees": donnees})


def id_of(value: object) -> str | None:
    """The idweb that the field `id` holds ("26_85090", "BOAMP-06-101-0001-01"), None when it is of someone else."""
    found = _ID.fullmatch(raw(value).strip())
    return found[0].replace("_", "-") if found else None


def _idweb(record: Tree, gestion: Tree) -> str:
    idweb = token(record, "idweb") or token(gestion, "REFERENCE/IDWEB") or id_of(record.get("id")) or ""
    if not idweb or len(idweb) > 40 or " " in idweb:
        raise NoticeUnreadable("l'avis n'a pas d'identifiant (idweb)")
    return idweb


def _envelope(record: Tree, gestion: Tree, donnees: Tree, idweb: str, day: date | None) -> Notice:
    """What the record says around `donnees`; DILA's XML has the same facts in GESTION only."""
    index = branch(gestion, "INDEXATION")
    kind = kind_of(words_of(record, "nature", gestion, "NATURE"), words_of(record, "etat", gestion, "STATUT"), donnees)
    if kind is None:
        kind = NoticeKind.CALL if token(record, "datelimitereponse") else NoticeKind.OTHER
    keywords = children(record, "descripteur_libelle") + children(index, "DESCRIPTEURS", "DESCRIPTEUR", "LIBELLE")
    codes = [raw(code) for code in children(record, "code_departement") + children(index, "DEP_PUBLICATION")]
    earlier = decode_quietly(record.get("annonces_anterieures"))
    place = departement(token(index, "DEP_PRESTATION") or token(record, "code_departement_prestation") or "")
    natures = [raw(word) for word in children(record, "type_marche")] or list(branch(index, "NATURE_MARCHE"))
    return Notice(
        source=SOURCE,
        publisher_id=idweb,
        kind=kind,
        title=text(record, "objet") or text(index, "RESUME_OBJET") or "",
        url=address(record, "url_avis") or _PAGE.format(idweb),
        published=day,
        buyer=Buyer(name=text(record, "nomacheteur") or text(index, "NOMORGANISME")),
        places=(Place(departement=place),) if place else (),
        publication_departements=_each(filter(None, map(departement, codes))),
        keywords=_each(plain(raw(word)) for word in keywords),
        nature=nature_of(natures),
        procedure_id=token(record, "contractfolderid"),
        procedure=_procedure(record, index),
        previous=previous(idweb, record, gestion, donnees, earlier),
        concession=is_concession(record, gestion),
        shape="light",
        codes=_criteria(record, index),
    )


def decode_quietly(value: object) -> Tree:
    """`annonces_anterieures`, a list or an object in a string: a damaged one loses a link, never the notice."""
    try:
        decoded = load_json(value) if isinstance(value, str) and value else value
    except ValueError:
        return {}
    return {"annonces_anterieures": decoded}


def _procedure(record: Tree, index: Tree) -> str | None:
    """The label of the record, else its code; a MAPA is an adapted procedure even when it says no more."""
    codes = list(branch(index, "TYPE_PROCEDURE"))
    family = record.get("famille") if token(record, "famille") == "MAPA" else None
    return labelled(record.get("procedure_libelle"), record.get("type_procedure"), *codes[:1], family)


def _with_holder(notice: Notice, record: Tree, *, several: bool) -> Notice:
    """`titulaire` of an award's record, when `donnees` names nobody and there is one lot that it can be of."""
    told = children(record, "titulaire") if notice.kind is NoticeKind.AWARD else []
    if not told or several or len(notice.lots) > 1 or notice.lots[0].winners:
        return notice
    return replace(notice, lots=(replace(notice.lots[0], winners=named(told)),))


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _criteria(record: Tree, index: Tree) -> tuple[Code, ...]:
    """BOAMP's coarse index words: a hint to rank by, never a proof."""
    told = [repair(raw(word)).lower() for word in children(record, "criteres")]
    if not any(told):
        told = [name.lower() for name in branch(index, "CRITERES_SOCIAUX_ENV")]
    return tuple(Code("criteres", "criteres", word) for word in _each(told))


def _contents(record: Tree, donnees: Tree, day: date | None) -> Contents:
    """What `donnees` says, by its shape."""
    if not donnees:
        return Contents("light", _light_clock(record))
    for name, sheet in _SHEETS.items():
        if name in donnees:
            return contents(branch(donnees, name), (name,), sheet, day)
    if legacy.ROOTS & set(donnees):
        return contents(donnees, (), legacy.SHEET, day)
    for name, root in donnees.items():  # a form of another name, with the blocks of its family
        if isinstance(root, dict) and _BLOCKS & set(root):
            return contents(root, (name,), mapa.SHEET, day)
    names = ", ".join(list(donnees)[:5])
    raise NoticeUnreadable(f"la forme de « donnees » n'est pas connue ({names[:120]})")


def _light_clock(record: Tree) -> Clock:
    """How to read the time of a record without `donnees`, from its schema and its family when it has them."""
    if token(record, "source_schema") != "3.2.5":
        return Clock.OLD if token(record, "source_schema") else Clock.UNKNOWN
    return Clock.UTC if token(record, "famille") == "JOUE" else Clock.WALL


def _published_deadline(record: Tree, gestion: Tree, inside: Contents, day: date | None) -> Deadline | None:
    """In order: the new date of a correction, `gestion`, the date inside `donnees`, and last `datelimitereponse`."""
    if inside.corrected_deadline:
        return inside.corrected_deadline
    zones = zones_of(inside.buyer.place)
    indexed = token(gestion, "INDEXATION/DATE_LIMITE_REPONSE")
    found = deadlines.of_gestion(indexed, inside.clock, zones, day) if indexed else None
    if found or inside.deadline:
        return found or inside.deadline
    alone = token(record, "datelimitereponse")
    return deadlines.of_record(alone, inside.clock, zones, day) if alone else None


def _no_date(record: Tree, gestion: Tree) -> tuple[Passage, ...]:
    """A deadline that is no date ("NC", month 13) is kept as it was written."""
    written = {
        "gestion/INDEXATION/DATE_LIMITE_REPONSE": token(gestion, "INDEXATION/DATE_LIMITE_REPONSE"),
        "datelimitereponse": token(record, "datelimitereponse"),
    }
    return tuple(Passage(where, words) for where, words in written.items() if words)


def _complete(envelope: Notice, inside: Contents, deadline: Deadline | None) -> Notice:
    """The envelope with what `donnees` adds; the buyer's own words win where the envelope is cut or empty."""
    title = _title(envelope.title, inside.title)
    passages = inside.passages
    if envelope.title and not any(passage.text == envelope.title for passage in passages):
        passages = (Passage("objet", envelope.title, Topic.TITLE), *passages)
    dates = [lot.deadline for lot in inside.lots if lot.deadline]
    return replace(
        envelope,
        title=title,
        buyer=replace(inside.buyer, name=envelope.buyer.name or inside.buyer.name),
        places=inside.places or envelope.places,
        cpv=inside.cpv,
        nature=inside.nature or envelope.nature,
        deadline=deadline or min(dates, key=lambda found: found.at, default=None),
        amount=inside.amount,
        documents_url=inside.documents_url,
        procedure=inside.procedure or envelope.procedure,
        reference=inside.reference,
        concession=envelope.concession or inside.concession,
        shape=inside.shape,
        codes=envelope.codes + inside.codes,
        passages=passages,
        lots=inside.lots or (Lot(),),
    )


def _title(indexed: str, inside: str | None) -> str:
    """The envelope's title, or the whole one from `donnees` when the envelope's is empty or was cut."""
    cut = len(indexed) >= _CUT_TITLE and inside is not None and inside.startswith(indexed[:150])
    return shortened(inside if cut or not indexed else indexed, _LONGEST_TITLE) or NO_TITLE


def _complete_eforms(notice: Notice, envelope: Notice, deadline: Deadline | None) -> Notice:
    """The eForms reading, with what only BOAMP knows: its number, its links, its departments and words."""
    return replace(
        notice,
        kind=_surer(notice.kind, envelope.kind),
        title=notice.title or envelope.title or NO_TITLE,
        url=envelope.url,
        published=envelope.published or notice.published,
        buyer=replace(notice.buyer, name=notice.buyer.name or envelope.buyer.name),
        publication_departements=envelope.publication_departements,
        keywords=envelope.keywords or notice.keywords,
        nature=notice.nature or envelope.nature,
        deadline=notice.deadline or deadline,
        procedure_id=notice.procedure_id or envelope.procedure_id,
        procedure=notice.procedure or envelope.procedure,
        previous=envelope.previous or notice.previous,
        concession=notice.concession or envelope.concession,
        codes=envelope.codes + notice.codes,
    )


def _surer(inside: NoticeKind, outside: NoticeKind) -> NoticeKind:
    """The kind by eForms and by the envelope: who says more than "a call" is right, and a cancellation always is."""
    if NoticeKind.CANCELLATION in (inside, outside):
        return NoticeKind.CANCELLATION
    vague = inside in (NoticeKind.CALL, NoticeKind.OTHER) and outside is not NoticeKind.OTHER
    return outside if vague else inside
