"""The drawer of proofs of a structure: what it has, until when, and the documents themselves where the host allows it.

Managers and members may, alike: whoever has the paper in hand writes it down.
"""

from dataclasses import replace
from datetime import datetime

from alerts.model.reply import KeptFile, Proof
from alerts.reply_help.proofs import last_day
from alerts.services import people
from alerts.services.errors import NotYours, Refusal
from alerts.store import people as people_store
from alerts.store import replies
from alerts.store.engine import Session

GONE = "Ce document n'est plus dans le tiroir, ou il est à une autre structure."
TWISTED = "La date de fin est avant la date du document : vérifiez les deux."
TOO_MANY = "Le tiroir est plein : retirez d'abord des documents qui ne servent plus."
NOT_KEPT = (
    "Ce service ne garde pas les documents eux-mêmes : notez leurs dates et l'endroit où ils sont rangés, cela suffit."
)
NOT_ONE = "Ce fichier n'est ni un PDF, ni une image JPEG ou PNG. Enregistrez-le d'abord en PDF."
EMPTY = "Ce fichier est vide."
NO_FILE = "Aucun fichier n'est rangé pour ce document."
MOST = 100  # proofs of a structure
LONGEST = 200  # characters of a reference or a note
LONGEST_NAME = 80
_SIGNATURES = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
)


def proofs_of(session: Session, person_id: int, structure_id: str) -> tuple[Proof, ...]:
    """In the order in which they were written down. Raises NotYours."""
    people.member_for(session, person_id, structure_id)
    return replies.load_proofs(session, structure_id)


def save_proof(session: Session, person_id: int, structure_id: str, proof: Proof, now: datetime) -> Proof:
    """Write down a new one (`id` 0), or write over one; its document, if it has one, stays. As it is from now on.

    A last day that nobody gives is written down when a text says how long such a document is good. The same new proof
    twice (a form sent again) is one. Raises NotYours, Refusal.
    """
    held = _held(session, person_id, structure_id)
    tidied = replace(
        proof, reference=_tidy(proof.reference), note=_tidy(proof.note), valid_until=last_day(proof), file=None
    )
    if tidied.issued_on and tidied.valid_until and tidied.valid_until < tidied.issued_on:
        raise Refusal(TWISTED)
    if not proof.id:
        return _added(session, structure_id, tidied, held, now)
    before = next((one for one in held if one.id == proof.id), None)
    if before is None:
        raise NotYours(GONE)
    replies.put_proof(session, structure_id, tidied, now)
    return replace(tidied, file=before.file)


def drop_proof(session: Session, person_id: int, structure_id: str, proof_id: int) -> bool:
    """With its document. False when it was gone already. Raises NotYours."""
    if all(one.id != proof_id for one in _held(session, person_id, structure_id)):
        return False
    return replies.drop_proof(session, structure_id, proof_id)


def attach(
    session: Session,
    person_id: int,
    structure_id: str,
    proof_id: int,
    name: str,
    content: bytes,
    now: datetime,
    *,
    keep: bool,
    most: int,
) -> KeptFile:
    """Keep the document of a proof, in the place of the one before. `keep`: whether the host allows it; `most`: bytes.

    What it is, is read from its first bytes, never from its name. Raises NotYours, Refusal.
    """
    if not keep:
        raise Refusal(NOT_KEPT)
    held = _held(session, person_id, structure_id)
    if all(one.id != proof_id for one in held):
        raise NotYours(GONE)
    file = _checked(name, content, most)
    replies.put_file(session, proof_id, file, content, now)
    return file


def read_file(session: Session, person_id: int, structure_id: str, proof_id: int) -> tuple[KeptFile, bytes]:
    """Raises NotYours, and Refusal when no document is kept for this proof."""
    if all(one.id != proof_id for one in proofs_of(session, person_id, structure_id)):
        raise NotYours(GONE)
    found = replies.load_file(session, proof_id)
    if found is None:
        raise Refusal(NO_FILE)
    return found


def drop_file(session: Session, person_id: int, structure_id: str, proof_id: int) -> None:
    """What is known of the proof stays. Raises NotYours."""
    if all(one.id != proof_id for one in proofs_of(session, person_id, structure_id)):
        raise NotYours(GONE)
    replies.drop_file(session, proof_id)


def _held(session: Session, person_id: int, structure_id: str) -> tuple[Proof, ...]:
    """Those of the structure, which nobody else changes until the end of the transaction."""
    people.member_for(session, person_id, structure_id)
    people_store.hold_structure(session, structure_id)
    return replies.load_proofs(session, structure_id)


def _added(session: Session, structure_id: str, proof: Proof, held: tuple[Proof, ...], now: datetime) -> Proof:
    same = next((one for one in held if replace(one, id=0, file=None) == proof), None)
    if same is not None:
        return same
    if len(held) >= MOST:
        raise Refusal(TOO_MANY)
    return replace(proof, id=replies.put_proof(session, structure_id, proof, now))


def _checked(name: str, content: bytes, most: int) -> KeptFile:
    if not content:
        raise Refusal(EMPTY)
    if len(content) > most:
        raise Refusal(f"Ce fichier est trop lourd : {most // 1_000_000} Mo au plus.")
    found = next(((kind, end) for start, kind, end in _SIGNATURES if content.startswith(start)), None)
    if found is None:
        raise Refusal(NOT_ONE)
    kind, end = found
    return KeptFile(_named(name, end), kind, len(content))


def _named(name: str, end: str) -> str:
    """A plain name, with the ending of what it is: no path, no sign that a system or a header would obey."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    stem = bare.rpartition(".")[0] or bare
    kept = "".join(sign if sign.isalnum() or sign in " -_.()'" else " " for sign in stem)
    return (" ".join(kept.split()).strip(". ")[:LONGEST_NAME] or "document") + end


def _tidy(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST]
