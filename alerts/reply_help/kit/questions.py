"""The questions to the buyer, ready to be copied into its platform."""

from collections.abc import Iterator
from datetime import datetime

from alerts.reply_help.asked import told_moment
from alerts.reply_help.case import Case
from alerts.reply_help.kit.blanks import blank
from alerts.reply_help.kit.opening import cited, contract, paper
from alerts.reply_help.paper import Items, Paper, PaperKind, Piece, Section, Text
from alerts.reply_help.plan.words import FORMAL
from alerts.reply_help.questions import Questions, questions

_HOW = (
    "Copiez ces questions dans la messagerie de la plateforme de l'acheteur, sans nom ni prix : les réponses sont"
    " souvent envoyées à tous les candidats. Gardez la preuve de l'envoi."
)
_SIX_DAYS = (  # R2132-6 ([V], checked on 22/11/2026)
    "Procédure formalisée : l'acheteur répond au plus tard 6 jours avant la date limite (4 en urgence) à ce qui lui"
    " est demandé à temps (article R2132-6)."
)


def questions_paper(case: Case, now: datetime) -> Paper:
    """The most decisive first; room for those of the structure."""
    return paper(case, now, PaperKind.QUESTIONS, "Questions à l'acheteur", _pieces(case, now))


def _pieces(case: Case, now: datetime) -> Iterator[Piece]:
    found = questions(case, now)
    yield from contract(case, now)
    yield Text(_until(found), hint=True)
    yield Text(_HOW, hint=True)
    if case.asks.procedure in FORMAL:
        yield Text(_SIX_DAYS, hint=True)
    yield Section("À envoyer")
    yield Text("Bonjour, en vue de préparer notre réponse, nous vous remercions de bien vouloir préciser :")
    for at, one in enumerate(found.items, start=1):
        yield Section(f"Question {at}", 2)
        yield Text(one.text)
        yield from cited(case, one.evidence)
        yield Text(f"Pourquoi la poser : {one.why}", hint=True)
    yield Section("Vos autres questions", 2)
    yield Items((blank("votre question"), blank("votre question")))
    if found.elsewhere:
        yield Section("À demander ailleurs")
        yield Items(found.elsewhere, boxes=True)


def _until(found: Questions) -> str:
    if found.until is None:
        return "Date limite des questions : non indiquée dans l'avis ; lisez-la dans le règlement (RC), et écrivez tôt."
    when = told_moment(found.until)
    return (
        f"Date limite des questions : {when}, passée : écrivez quand même."
        if found.late
        else f"À envoyer au plus tard le {when}."
    )
