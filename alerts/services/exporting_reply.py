"""What is kept of a structure to prepare its answers, as plain values with French names: its sheet, its drawer."""

from typing import Any

from alerts.intake.sheet import FIELDS, said_back
from alerts.messages.french import number, short_day
from alerts.model.reply import KeptFile, Proof
from alerts.reply_help.proofs import CATALOGUE
from alerts.store import replies
from alerts.store.engine import Session

Values = dict[str, Any]


def prepared(session: Session, structure_id: str) -> Values:
    """Whole, for a file. The documents themselves are named: each is taken away from the drawer."""
    sheet = replies.load_sheet(session, structure_id)
    return {
        "Fiche pour répondre": {one.label: said_back(one.name, sheet) or None for one in FIELDS},
        "Tiroir de preuves": [_proof(one) for one in replies.load_proofs(session, structure_id)],
    }


def in_short(session: Session, structure_id: str) -> Values:
    """Counted, for a screen; nothing of what is empty."""
    sheet, proofs = replies.load_sheet(session, structure_id), replies.load_proofs(session, structure_id)
    counted = {
        "Lignes remplies de la fiche pour répondre": sum(1 for one in FIELDS if said_back(one.name, sheet)),
        "Documents notés dans le tiroir de preuves": len(proofs),
        "Documents rangés dans le tiroir": sum(1 for one in proofs if one.file),
    }
    return {label: held for label, held in counted.items() if held}


def _proof(proof: Proof) -> Values:
    return {
        "Document": CATALOGUE[proof.kind].name,
        "Référence": proof.reference or None,
        "Du": short_day(proof.issued_on) if proof.issued_on else None,
        "Valable jusqu'au": short_day(proof.valid_until) if proof.valid_until else None,
        "Note": proof.note or None,
        "Fichier": _file(proof.file) if proof.file else None,
    }


def _file(file: KeptFile) -> str:
    return f"{file.name}, {number(max(file.size / 1000, 1))} ko"
