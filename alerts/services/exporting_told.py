"""What was sent to somebody, as plain values with French names (see `exporting`)."""

from typing import Any

from alerts.messages.french import moment
from alerts.model.delivery import DeliveryKind
from alerts.store.known import Told

KINDS = {
    DeliveryKind.ALERT: "annonce",
    DeliveryKind.CORRECTION: "correction d'une annonce",
    DeliveryKind.REMINDER: "rappel d'échéance",
    DeliveryKind.NOTICE: "mot de service",
    DeliveryKind.DIGEST: "récapitulatif",
    DeliveryKind.HELP: "aide à la réponse",
    DeliveryKind.BROADCAST: "message d'un réseau",
    DeliveryKind.STEP: "étapes à venir d'une réponse",
    DeliveryKind.PROOF: "pièces qui arrivent à échéance",
    DeliveryKind.OUTCOME: "suites d'une réponse",
    DeliveryKind.AWARD: "attribution d'un marché",
    DeliveryKind.CONFIRMATION: "demande de confirmation de l'adresse",
    DeliveryKind.ACCESS: "lien vers vos réglages",
    DeliveryKind.RADAR: "radar d'un réseau que vous animez",
    DeliveryKind.TERRITORY: "lettre du territoire d'un réseau",
    DeliveryKind.CALL: "recherche de partenaires dans un réseau",
    DeliveryKind.LEAD: "heures d'insertion à proposer",
}
OUTCOMES = {"sent": "envoyé", "refused": "non envoyé", None: "en attente"}


def message(one: Told, names: dict[str, str]) -> dict[str, Any]:
    """`names`: structure → its name."""
    return {
        "Sorte": KINDS[one.kind],
        "Structure": names.get(one.structure_id, one.structure_id) if one.structure_id else None,
        "Canal": one.channel,
        "Décidé le": moment(one.created_at),
        "Issue": OUTCOMES[one.outcome],
        "Précision": one.reason,
        "Le": moment(one.settled_at) if one.settled_at else None,
    }
