"""The list to tick: documents, steps, and the last look before the deposit."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from alerts.messages.french import capitalised, day, short_day
from alerts.reply_help.case import Case
from alerts.reply_help.documents import Document, Stage, documents
from alerts.reply_help.kit.opening import contract, paper
from alerts.reply_help.paper import Items, Paper, PaperKind, Piece, Section, Text
from alerts.reply_help.plan.step import Plan, Step
from alerts.reply_help.planning import plan
from alerts.reply_help.proofs import State

_STAGES = {
    Stage.CANDIDACY: "Pièces de la candidature",
    Stage.OFFER: "Pièces de l'offre",
    Stage.WINNER: "Seulement si vous gagnez",
}
_STATES = {
    State.READY: "dans votre tiroir",
    State.UNDATED: "dans votre tiroir, date de fin à vérifier",
    State.ENDS_BEFORE: "à renouveler avant la date limite",
    State.ENDED: "à renouveler",
    State.MISSING: "à demander",
    State.TO_WRITE: "à écrire",
}
# R2143-2, R2151-5, R2151-6, R2132-11, R2182-3 ([V], checked on 22/11/2026); a day ahead is advice.
_LAST = (
    "Signature : demandée au dépôt, ou au seul attributaire (article R2182-3) ? Certificat encore valable.",
    "Pouvoir de la personne qui signe, à jour et joint.",
    "Noms de fichiers courts, sans accent ni signe spécial, numérotés dans l'ordre du RC.",
    "Formats acceptés par le RC (souvent PDF), fichiers qui s'ouvrent, aucun mot de passe.",
    "Taille totale sous la limite de la plateforme, avec une marge.",
    "Bon lot, bonne consultation, bon SIRET dans chaque pièce.",
    "Prix : mêmes chiffres dans l'acte d'engagement, le bordereau et le mémoire.",
    "Mémoire : plus aucun passage surligné, lignes grises effacées.",
    "Relecture par une personne qui n'a pas écrit.",
    "Dépôt 24 heures avant la date limite, en une seule fois, toutes les pièces ensemble.",
    "Si vous redéposez : tout redéposer, car seul le dernier dépôt reçu à temps est ouvert (article R2151-6).",
    "Copie de sauvegarde, si le RC la permet et si un fichier est fragile (article R2132-11).",
    "Accusé de réception de la plateforme : enregistré, avec sa date et son heure.",
)


def checklist(case: Case, now: datetime) -> Paper:
    """What the structure ticked already is ticked."""
    return paper(case, now, PaperKind.CHECKLIST, "Liste de contrôle", _pieces(case, now))


def _pieces(case: Case, now: datetime) -> Iterator[Piece]:
    found, held = documents(case, now), plan(case, now)
    yield from contract(case, now)
    for note in found.notes:
        yield Text(note, hint=True)
    for stage, title in _STAGES.items():
        yield from _documents(title, [one for one in found.items if one.stage is stage])
    yield from _steps(held)
    yield Section("Dernier regard avant le dépôt")
    yield Items(_LAST, boxes=True)


def _documents(title: str, asked: Iterable[Document]) -> Iterator[Piece]:
    found = tuple(asked)
    if found:
        yield Section(title)
        ticked = frozenset(at for at, one in enumerate(found) if one.ticked)
        yield Items(tuple(_document(one) for one in found), boxes=True, ticked=ticked)


def _document(one: Document) -> str:
    """« Convention IAE : dans votre tiroir, jusqu'au 31 décembre 2026. Où : … »."""
    until = f", valable jusqu'au {short_day(one.ends)}" if one.ends else ""
    lasts = f" Validité : {one.lasts}." if one.lasts and not one.ends else ""
    check = f" {one.check}" if one.check else ""
    named = f"{one.name} (si utile)" if one.optional else one.name
    return f"{named} : {_STATES[one.state]}{until}. {capitalised(one.what)}. Où : {one.where}.{lasts}{check}"


def _steps(held: Plan) -> Iterator[Piece]:
    yield Section("Étapes")
    for note in (*held.notes, *held.instead):
        yield Text(note, hint=True)
    if held.steps:
        ticked = frozenset(at for at, one in enumerate(held.steps) if one.done)
        yield Items(tuple(_step(one) for one in held.steps), boxes=True, ticked=ticked)
    else:
        yield Text("Plus d'étape à prévoir : la consultation est close ou sa date limite est passée.")


def _step(one: Step) -> str:
    when = f"{capitalised(day(one.on))} : " if one.on else ""
    late = " (en retard)" if one.late else ""
    return f"{when}{one.title}{late}. {one.why}"
