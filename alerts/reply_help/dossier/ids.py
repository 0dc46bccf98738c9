"""The identifiers of all documents that a list may hold: what is ticked is one of them."""

from alerts.model.reply import ProofKind

_WRITTEN = (
    *("candidature", "dc1", "dc2", "references", "honneur", "membres", "habilitation", "accord"),
    *("ae", "prix", "memoire", "insertion", "environnement", "planning", "visite", "echantillons", "dc4"),
    *("etrangers", "jugement"),
)
DOCUMENTS = frozenset(f"doc-{one}" for one in (*_WRITTEN, *(kind.value for kind in ProofKind)))
