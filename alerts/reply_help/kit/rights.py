"""Proofs of the drawer in words: what they are, and until when they are good."""

from alerts.messages.french import short_day
from alerts.model.reply import Proof, ProofKind
from alerts.reply_help.proofs import CATALOGUE

RIGHTS = frozenset(
    {
        ProofKind.CONVENTION_IAE,
        ProofKind.ANNEXE_FINANCIERE,
        ProofKind.AGREMENT_EA,
        ProofKind.ARRETE_ESAT,
        ProofKind.LABEL_GEIQ,
        ProofKind.CONTRAT_DETENTION,
        ProofKind.AGREMENT_ESUS,
        ProofKind.MENTION_ESS,
        ProofKind.TAUX,
        ProofKind.QUALIFICATION,
    }
)


def proof_words(proof: Proof) -> str:
    """« Convention IAE, référence ACI-2026-000, du 1er janvier 2026, valable jusqu'au 31 décembre 2026 »."""
    number = f", référence {proof.reference}" if proof.reference else ""
    since = f", du {short_day(proof.issued_on)}" if proof.issued_on else ""
    until = f", valable jusqu'au {short_day(proof.valid_until)}" if proof.valid_until else ""
    return f"{CATALOGUE[proof.kind].name}{number}{since}{until}"
