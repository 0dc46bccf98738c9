"""Why a letter came: the sentence of its footer."""

from alerts.intake.rhythms import rhythm_words
from alerts.messages.phone.lines import structure_name
from alerts.model.delivery import DeliveryKind
from alerts.model.preference import Preference, Rhythm
from alerts.model.structure import Structure

_BESIDE = {  # what no rhythm gathers: it comes when somebody asked for it, or when it cannot wait
    DeliveryKind.HELP: "Vous avez demandé cette aide pour {}.",
    DeliveryKind.REMINDER: "Vous recevez ce rappel parce que cette annonce est suivie pour {}.",
    DeliveryKind.CORRECTION: "Vous recevez ce message parce que cette annonce, envoyée pour {}, a changé.",
    DeliveryKind.STEP: "Vous avez demandé les rappels de ce calendrier de réponse pour {}.",
    DeliveryKind.PROOF: "Vous recevez ce message parce que des pièces de {} arrivent à échéance.",
    DeliveryKind.OUTCOME: "Vous recevez cette question parce que cette annonce était suivie pour {}.",
    DeliveryKind.BROADCAST: "Vous recevez ce message parce que {} est membre d'un réseau qui vous le transmet.",
    DeliveryKind.AWARD: "Vous recevez ce message parce que {} peut fournir des heures d'insertion.",
    DeliveryKind.LEAD: "Vous recevez ce message parce que {}, membre d'un réseau, peut fournir des heures d'insertion.",
    DeliveryKind.CALL: "Vous recevez ce message parce que {} est membre d'un réseau où l'on répond à plusieurs.",
}
_OF_A_NETWORK = {
    DeliveryKind.RADAR: "Vous recevez ce message parce que vous animez « {} ».",
    DeliveryKind.TERRITORY: "Vous recevez cette lettre, une fois par mois, parce que vous êtes du réseau « {} ».",
}


def network_words(kind: DeliveryKind, network: str) -> str:
    """Of what a network says by itself; "" for what is not a letter."""
    return _OF_A_NETWORK.get(kind, "").format(network)


def why_words(preference: Preference, structure: Structure, kind: DeliveryKind = DeliveryKind.DIGEST) -> str:
    """« Vous recevez ce message chaque lundi à 8 h pour Chantier des Haies, parce que vous l'avez demandé. »"""
    name = structure_name(structure)
    if kind in _BESIDE:
        return _BESIDE[kind].format(name)
    if preference.rhythm is Rhythm.NOW:
        return f"Vous recevez ce message dès qu'une annonce vous concerne, pour {name}, parce que vous l'avez demandé."
    rhythm = rhythm_words(preference)
    if kind is DeliveryKind.ALERT:
        asked = f"Vous recevez les annonces pour {name} {rhythm}, parce que vous l'avez demandé"
        return f"{asked} ; ce qui presse part avant."
    return f"Vous recevez ce message {rhythm} pour {name}, parce que vous l'avez demandé."
