"""What a BOAMP notice does, from its nature and its state; and which notices it changes."""

import re
from collections.abc import Iterable

from scrapers.boamp.tree import Tree, below, branch, children, has, raw
from scrapers.notice import NoticeKind

# Beginnings, in the order in which they decide: an award that is corrected stays an award, a cancelled call is
# cancelled whatever its nature. Peers met "AVIS_ANNULE" as well as "ANNULATION".
_STATES = (("ANNUL", NoticeKind.CANCELLATION), ("AVIS_ANNUL", NoticeKind.CANCELLATION))
_NATURES = (
    ("ANNUL", NoticeKind.CANCELLATION),
    ("ATTRIBUTION", NoticeKind.AWARD),
    ("RESULTAT", NoticeKind.AWARD),
    ("RECTIF", NoticeKind.CORRECTION),
    ("PRE", NoticeKind.PRIOR),  # PRE-INFORMATION
    ("PERIODIQUE", NoticeKind.PRIOR),
    ("INTENTION", NoticeKind.OTHER),  # voluntary transparency: the contract is already given
    ("MODIFICATION", NoticeKind.OTHER),  # of a contract already under way
)
_CALLS = (("APPEL", NoticeKind.CALL), ("QUALIFICATION", NoticeKind.CALL))
_CHANGES = (("RECTIF", NoticeKind.CORRECTION), ("MODIF", NoticeKind.CORRECTION))
_BLOCKS = (
    ("annulation", NoticeKind.CANCELLATION),
    ("attribution", NoticeKind.AWARD),
    ("rectif", NoticeKind.CORRECTION),
    ("initial", NoticeKind.CALL),
)
_IDWEB = re.compile(r"\d{2}-\d{1,6}")


def kind_of(natures: Iterable[str], states: Iterable[str], donnees: Tree) -> NoticeKind | None:
    """The kind told by `nature` and `etat`, else by the block that `donnees` holds; None when nothing tells it.

    A European notice that is corrected is published again whole, as a call in the state RECTIFICATIF.
    """
    natures, states = list(natures), list(states)
    for words, table in ((states, _STATES), (natures, _NATURES), (states, _CHANGES), (natures, _CALLS)):
        found = _first(words, table)
        if found is not None:
            return found
    blocks = [name for node in (donnees, *children(donnees, "*")) if isinstance(node, dict) for name in node]
    return _first([name.upper() for name in blocks], tuple((name.upper(), kind) for name, kind in _BLOCKS))


def _first(words: list[str], table: tuple[tuple[str, NoticeKind], ...]) -> NoticeKind | None:
    return next((kind for start, kind in table for word in words if word.upper().startswith(start)), None)


def words_of(record: Tree, field: str, gestion: Tree, name: str) -> list[str]:
    """A word of the envelope, and the same fact in `gestion` ({"NATURE": {"APPEL_OFFRE": {"STANDARD": ""}}})."""
    told = raw(record.get(field)).strip()
    return [told] if told else list(branch(gestion, "REFERENCE", "TYPE_AVIS", name))


def previous(idweb: str, record: Tree, *trees: Tree) -> tuple[str, ...]:
    """The notices that this one corrects, cancels or awards, each once.

    Only `annonce_lie` and fields named idweb are trusted: numbers fished out of the text are dates half of the time.
    """
    linked = [raw(found).strip() for found in children(record, "annonce_lie")]
    for tree in trees:
        linked += [raw(leaf).strip() for where, leaf in below(tree) if where and where[-1].lower() == "idweb"]
    return tuple(dict.fromkeys(found for found in linked if _IDWEB.fullmatch(found) and found != idweb))


def is_concession(record: Tree, gestion: Tree) -> bool:
    """Concessions: directive 2014/23, delegations of public service, and the legacy nature CONCESSION."""
    perimeters = words_of(record, "perimetre", gestion, "PERIMETRE") + words_of(record, "famille", gestion, "FAMILLE")
    named = any(word.upper() in ("DIRECTIVE-23", "DSP") for word in perimeters)
    return named or has(gestion, "REFERENCE", "TYPE_AVIS", "NATURE", "APPEL_OFFRE", "CONCESSION")
