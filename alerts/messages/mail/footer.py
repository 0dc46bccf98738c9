"""Why a letter came: the sentence of its footer."""

from alerts.intake.rhythms import rhythm_words
from alerts.messages.phone.lines import structure_name
from alerts.model.preference import Preference, Rhythm
from alerts.model.structure import Structure


def why_words(preference: Preference, structure: Structure) -> str:
    """« Vous recevez ce message chaque lundi à 8 h pour Chantier des Haies, parce que vous l'avez demandé. »"""
    when = "dès qu'une annonce vous concerne," if preference.rhythm is Rhythm.NOW else rhythm_words(preference)
    return f"Vous recevez ce message {when} pour {structure_name(structure)}, parce que vous l'avez demandé."
