"""What papers share: their top and foot, names, places, and the words of the notice."""

from collections.abc import Iterable
from datetime import datetime

from alerts.messages.deadline import believable
from alerts.messages.french import PARIS, lots, short_day
from alerts.messages.proof import quotes
from alerts.messages.where import local_moment, where
from alerts.model.reading import Evidence
from alerts.reply_help.case import Case
from alerts.reply_help.paper import Cited, Field, Paper, PaperKind, Piece

_SENT = frozenset({PaperKind.MEMOIRE, PaperKind.PARTENAIRES})
NOT_SAID = "non indiquée dans l'avis ; à lire dans le règlement de consultation (RC)"


def paper(case: Case, now: datetime, kind: PaperKind, title: str, pieces: Iterable[Piece]) -> Paper:
    """A paper of this case: its subtitle is the contract. Its foot is what others may read, when it is sent to them;
    else what it is, and of when."""
    today = short_day(now.astimezone(PARIS))
    told = title if kind in _SENT else f"préparé avec Vigie ESS le {today}, à relire : le RC fait foi."
    return Paper(kind, title, case.title, tuple(pieces), f"{structure_name(case)} – {told}")


def structure_name(case: Case) -> str:
    """As in its statutes when they were given."""
    return case.sheet.legal_name or case.structure.name


def buyer_name(case: Case) -> str:
    return case.notice.buyer.name or ""


def lot_words(case: Case) -> str:
    """« Lot 2 : Tonte et désherbage manuel »; nothing for the whole contract."""
    if not case.lot_key:
        return ""
    number = lots([case.lot.id]).capitalize()
    return f"{number} : {case.lot.title}" if case.lot.title else number


def place_words(case: Case) -> str:
    """Where the work is done, with a caution when that is not sure; nothing when nobody knows."""
    found = where(case.notice, [case.lot])
    return f"{', '.join(found.names)}{found.caution}" if found.names else ""


def deadline_words(case: Case, now: datetime) -> str:
    """On the wall clock of Paris, with its doubt; said to be missing when it is."""
    held = case.deadline
    if held is None:
        return NOT_SAID
    at = local_moment(held.at, where(case.notice, [case.lot]).overseas)
    if held.doubt:
        return f"{at} (à vérifier : {held.doubt})"
    if not believable(held, now):
        return f"{at} (à vérifier : date trop lointaine pour être sûre)"
    return f"{at} (passée)" if held.at <= now else at


def reference_words(case: Case) -> str:
    return case.notice.reference or ""


def contract(case: Case, now: datetime) -> tuple[Piece, ...]:
    """Buyer, object, reference, notice, deadline: the top of a paper. What is missing is a line to fill in."""
    return (
        Field("Acheteur", buyer_name(case)),
        Field("Objet de la consultation", case.notice.title),
        *([Field("Lot", lot_words(case).removeprefix("Lot "))] if case.lot_key else []),
        Field("Référence de la consultation", reference_words(case)),
        Field("Avis", _notice_words(case)),
        Field("Date limite", deadline_words(case, now)),
    )


def cited(case: Case, evidence: Iterable[Evidence]) -> tuple[Cited, ...]:
    """Words of the notice, whole, each once."""
    held = tuple(dict.fromkeys(evidence))
    return tuple(Cited(one.quote, quote.source) for one, quote in zip(held, quotes(case.notice, held), strict=True))


def _notice_words(case: Case) -> str:
    return f"{case.notice.id.replace(':', ' ').upper()}, {case.notice.url}" if case.notice.url else case.notice.id
