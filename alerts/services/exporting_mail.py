"""What is kept of somebody's e-mails, as plain values with French names (see `exporting`)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from alerts.messages.french import moment
from alerts.services.requested import Proof
from alerts.services.subscribing import INVITATION, PAGE, TELEGRAM
from alerts.services.tokens import Purpose
from alerts.store.addresses import Address
from alerts.store.tokens import Kept
from alerts.store.values import from_json

PLACES = {PAGE: "sur la page d'inscription", TELEGRAM: "dans Telegram", INVITATION: "sur la page d'une invitation"}


def address(held: Address | None) -> dict[str, Any] | None:
    """The address, the proof that it was given willingly, and what is wrong with it."""
    if held is None:
        return None
    return {
        "Adresse": held.email,
        "Confirmée le": _when(held.confirmed_at),
        "Preuve de votre accord": _proof(from_json(Proof, held.proof)) if held.proof else None,
        "Difficulté": held.trouble,
        "Difficulté depuis": _when(held.trouble_at),
    }


def in_short(held: Address | None) -> str | None:
    if held is None or held.trouble is None:
        return held.email if held else None
    return f"{held.email} (les e-mails ne passent plus : {held.trouble})"


def sessions(kept: Sequence[Kept]) -> list[dict[str, Any]]:
    """The pages opened by a link received by e-mail."""
    opened = [one for one in kept if one.purpose == Purpose.SESSION.value]
    return [{"Ouvertes le": moment(one.created_at), "Jusqu'au": moment(one.expires_at)} for one in opened]


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "Demandé le": moment(proof.asked_at),
        "Demandé": PLACES.get(proof.where, proof.where),
        "Version du texte": proof.wording,
        "Confirmé le": _when(proof.confirmed_at),
    }


def _when(at: datetime | None) -> str | None:
    return moment(at) if at is not None else None
