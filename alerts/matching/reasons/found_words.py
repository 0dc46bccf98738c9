"""The words that a profile asks for, and those it refuses."""

from alerts.matching.document import LotFacts
from alerts.matching.reasons.sentence import told
from alerts.matching.words import first_held
from alerts.model.match import Criterion, Reason, Verdict

SHOWN = 4


def included(words: tuple[str, ...], lot: LotFacts) -> Reason | None:
    """At least one must be found; None when no word is asked for."""
    if not words:
        return None
    if word := first_held((lot.title.text, lot.body.text), words):
        return told(Criterion.WORDS, Verdict.FOR, f"Votre mot « {word} » est dans l'avis")
    if word := first_held((lot.elsewhere.text,), words):
        text = f"Votre mot « {word} » est dans l'avis, peut-être pour un autre lot"
        return told(Criterion.WORDS, Verdict.CHECK, text)
    if lot.title.empty and lot.body.empty and lot.elsewhere.empty:
        return told(Criterion.WORDS, Verdict.CHECK, "Vos mots n'ont pas pu être cherchés : l'avis n'a pas de texte")
    asked = ", ".join(words[:SHOWN]) + (", …" if len(words) > SHOWN else "")
    return told(Criterion.WORDS, Verdict.AGAINST, f"Aucun de vos mots ({asked}) n'est dans l'avis")


def excluded(words: tuple[str, ...], lot: LotFacts) -> Reason | None:
    """None may be found; None when nothing was found, which needs no telling."""
    if word := first_held((lot.title.text, lot.body.text), words):
        return told(Criterion.EXCLUDED, Verdict.AGAINST, f"Le mot « {word} », que vous excluez, est dans l'avis")
    if word := first_held((lot.elsewhere.text,), words):
        text = f"Le mot « {word} », que vous excluez, est dans l'avis, peut-être pour un autre lot"
        return told(Criterion.EXCLUDED, Verdict.CHECK, text)
    return None
