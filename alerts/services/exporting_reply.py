"""What is kept of a structure to prepare its answers, as plain values with French names: its sheet, its drawer, its
work on lots and what became of it."""

from collections.abc import Collection
from typing import Any

from alerts.intake.sheet import FIELDS, said_back
from alerts.messages.french import number, short_day
from alerts.messages.reply.grid import MARKS, QUESTIONS
from alerts.model.reply import KeptFile, Manner, Outcome, Proof, Work
from alerts.reply_help.proofs import CATALOGUE
from alerts.store import replies
from alerts.store.engine import Session

Values = dict[str, Any]

MANNERS = {Manner.ALONE: "seuls", Manner.TOGETHER: "à plusieurs"}
OUTCOMES = {
    Outcome.NOT_ANSWERED: "pas répondu",
    Outcome.WAITING: "répondu, en attente",
    Outcome.WON: "retenus",
    Outcome.LOST: "pas retenus",
}
FIGURES = {
    "amount": "Montant (euros HT)",
    "labour_share": "Part de main-d'œuvre",
    "insertion_share": "Part d'insertion",
    "hourly_cost": "Coût d'une heure (euros)",
    "months": "Durée (mois)",
    "hours": "Heures d'insertion",
}


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


def works(session: Session, match_ids: Collection[int], person_id: int) -> dict[int, Values]:
    """Match → what was prepared and what became of it, for those that somebody worked on."""
    done, told = replies.works_of(session, match_ids), replies.outcomes_of(session, match_ids)
    return {
        match: {
            "Réponse préparée": [_work(lot, work) for lot, work in done.get(match, {}).items()],
            "Suite": OUTCOMES[told[match].outcome] if match in told else None,
            "Suite dite par vous": match in told and told[match].by == person_id,
        }
        for match in {*done, *told}
    }


def _work(lot: str, work: Work) -> Values:
    figures = {label: getattr(work.assumptions, name) for name, label in FIGURES.items()}
    return {
        "Lot": lot or None,
        "Manière": MANNERS[work.manner] if work.manner else None,
        "Réponses à la grille": {QUESTIONS[point]: MARKS[mark] for point, mark in sorted(work.marks.items())},
        "Lignes cochées": sorted(work.done),
        "Rappels du calendrier": work.reminded,
        "Chiffres de l'estimation": {label: number(held) for label, held in figures.items() if held is not None},
    }


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
