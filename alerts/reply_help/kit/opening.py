"""What every paper says first, and at its foot."""

from datetime import datetime

from alerts.messages.french import moment, short_day
from alerts.reply_help.case import Case
from alerts.reply_help.paper import Field, Paper, PaperKind, Piece

NOT_SAID = "non indiqué dans l'avis, à lire dans le règlement de consultation (RC)"


def paper(case: Case, now: datetime, kind: PaperKind, title: str, pieces: tuple[Piece, ...]) -> Paper:
    """A paper of this case: its subtitle is the contract, its foot says what it is and of when."""
    foot = f"{structure_name(case)} – préparé avec Vigie ESS le {short_day(now)}, à relire : le RC fait foi."
    return Paper(kind, title, case.title, pieces, foot)


def structure_name(case: Case) -> str:
    """As in its statutes when they were given."""
    return case.sheet.legal_name or case.structure.name


def deadline(case: Case) -> str:
    """On the wall clock of the buyer, with its doubt; said to be missing when it is."""
    if case.deadline is None:
        return NOT_SAID
    at = moment(case.deadline.at, case.deadline.at.tzinfo)
    return f"{at} ({case.deadline.doubt})" if case.deadline.doubt else at


def contract(case: Case) -> tuple[Piece, ...]:
    """Buyer, reference, object, deadline: the top of a paper."""
    return (
        Field("Acheteur", case.notice.buyer.name or ""),
        Field("Objet", case.title),
        Field("Référence de la consultation", case.notice.reference or ""),
        Field("Avis", case.notice.id),
        Field("Date limite de remise", deadline(case)),
    )
