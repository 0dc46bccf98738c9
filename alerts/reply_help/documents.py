"""The exact list of documents for this procedure, this reservation and this structure, alone or together.

What is asked now and what only the winner is asked are told apart (code de la commande publique, checked on 22/11/2026,
source V unless said): DC1 and DC2 or DUME (R2143-4), declaration on honour (R2143-3), proofs of the winner alone
(R2144-4), not asked again when the buyer has them or reaches them for free (R2143-13, R2143-14), SIREN (R2143-9),
electronic signature often at the award only (R2182-3), subcontracting (R2193-1), group (R2142-22, R2142-25).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from alerts.messages.deadline import believable
from alerts.messages.french import PARIS
from alerts.reply_help.asked import Procedure
from alerts.reply_help.case import Case
from alerts.reply_help.dossier.candidacy import candidacy, is_concession, signing
from alerts.reply_help.dossier.document import Document, Documents, Stage
from alerts.reply_help.dossier.group import of_group
from alerts.reply_help.dossier.offer import offer
from alerts.reply_help.dossier.right import of_right
from alerts.reply_help.dossier.winner import winner
from alerts.reply_help.proofs import best, last_day, state_of

__all__ = ["Document", "Documents", "Stage", "deadline_day", "documents"]

DUME = (
    "Un DUME (document européen, gratuit en ligne) remplace le DC1 et le DC2 : l'acheteur doit l'accepter (R2143-4). "
    "Le fichier « candidature » de Vigie donne les réponses de l'un comme des autres."
)
ADAPTED = "Procédure adaptée : l'acheteur peut demander moins. Le règlement de la consultation (RC) fait foi."
UNKNOWN = "L'avis ne dit pas la procédure : vérifiez cette liste dans le règlement de la consultation (RC)."
DIRECT = "Marché sans mise en concurrence : l'acheteur vous dit ce qu'il veut, souvent un devis et peu de pièces."
FIRST = "D'abord la candidature seule ; l'offre ne se prépare que si l'acheteur vous invite."
USUAL = "Liste habituelle : le règlement de la consultation (RC) fait foi."
ONCE = (
    "Ce que vous avez déjà donné au même service, ou qu'il peut consulter gratuitement, ne vous est pas redemandé "
    "(R2143-13, R2143-14)."
)
SIGNED = "La signature électronique n'est souvent demandée qu'au gagnant : voir le règlement."
OETH = "Obligation d'emploi de travailleurs handicapés : la preuve à donner a changé, à vérifier auprès de l'Urssaf."


def documents(case: Case, now: datetime) -> Documents:
    """As of `now`; states are those of the day of the deadline."""
    listed = _once([*candidacy(case), *of_right(case), signing(), *of_group(case), *offer(case), *winner(case)])
    today, last = now.astimezone(PARIS).date(), deadline_day(case, now)
    return Documents(
        tuple(_seen(one, case, today, last) for one in listed), case.asks.candidacy_first, tuple(_notes(case))
    )


def deadline_day(case: Case, now: datetime) -> date | None:
    """On the buyer's clock; None when there is none, or none that can be believed."""
    return case.deadline.at.date() if case.deadline and believable(case.deadline, now) else None


def _once(found: Iterable[Document]) -> Iterator[Document]:
    """What is asked twice is asked the first time."""
    seen: set[str] = set()
    for one in found:
        if one.id not in seen:
            seen.add(one.id)
            yield one


def _seen(document: Document, case: Case, today: date, last: date | None) -> Document:
    """As the drawer and the ticks say."""
    ticked = document.id in case.work.done
    if document.proof is None:
        return replace(document, ticked=ticked)
    held = best(case.proofs, document.proof)
    ends = last_day(held) if held else None
    return replace(document, ticked=ticked, state=state_of(held, today, last), ends=ends)


def _notes(case: Case) -> Iterator[str]:
    match case.asks.procedure:
        case Procedure.ADAPTED:
            yield ADAPTED
        case Procedure.DIRECT:
            yield DIRECT
        case Procedure.UNKNOWN | Procedure.OTHER:
            yield UNKNOWN
        case _:
            yield USUAL
    if case.asks.candidacy_first:
        yield FIRST
    if not is_concession(case):
        yield DUME
    yield from (SIGNED, ONCE, OETH)
