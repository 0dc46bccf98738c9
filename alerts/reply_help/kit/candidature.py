"""The sheet that prepares DC1 and DC2, or the DUME: their headings in their order, filled from what is known.

It is not the form: the buyer's own, or those of the ministry, are to be used. DC1 has seven headings, A to G (source S:
notices of the form, checked on 23/11/2026); the letters of DC2 are from memory ([M], to be reviewed) and said to be so.
"""

from collections.abc import Iterator
from datetime import datetime

from alerts.reply_help.asked import Procedure
from alerts.reply_help.case import Case
from alerts.reply_help.kit.dc1 import dc1
from alerts.reply_help.kit.dc2 import dc2
from alerts.reply_help.kit.opening import paper
from alerts.reply_help.paper import Paper, PaperKind, Piece, Text

# R2143-4 ([V], checked on 22/11/2026): the buyer must accept a DUME.
_WHAT_IT_IS = (
    "Ceci est une fiche de préparation, pas un formulaire : recopiez-la dans le DC1 et le DC2 joints à la consultation"
    " (ou ceux du ministère de l'économie), ou dans le DUME, le document européen qui les remplace et que l'acheteur"
    " doit accepter (article R2143-4)."
)
_LETTERS = (
    "Les lettres sont celles des formulaires que nous connaissons ; si celui de l'acheteur diffère, suivez le sien. Les"
    " traits se remplissent à la main ou au clavier."
)
_CONCESSION = (
    "Ceci est une concession : le DC1, le DC2 et le DUME sont faits pour les marchés. Suivez le règlement :"
    " cette fiche rassemble ce qui est presque toujours demandé."
)


def candidature(case: Case, now: datetime) -> Paper:
    """Every heading of DC1 then of DC2; what is not known is a line to fill in by hand."""
    return paper(case, now, PaperKind.CANDIDATURE, "Candidature : préparer le DC1 et le DC2", _pieces(case, now))


def _pieces(case: Case, now: datetime) -> Iterator[Piece]:
    concession = case.notice.concession or case.asks.procedure is Procedure.CONCESSION
    yield Text(_CONCESSION if concession else _WHAT_IT_IS, hint=True)
    yield Text(_LETTERS, hint=True)
    yield from dc1(case, now)
    yield from dc2(case)
