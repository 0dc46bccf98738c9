"""The mémoire technique: the plan follows the award criteria of the notice, in their order."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from alerts.messages.french import count, number
from alerts.model.reading import Evidence
from alerts.reply_help.asked import AwardCriterion, CriterionFamily
from alerts.reply_help.case import Case
from alerts.reply_help.kit import part_writers
from alerts.reply_help.kit.blanks import count_blanks
from alerts.reply_help.kit.opening import cited, contract, paper, structure_name
from alerts.reply_help.kit.outline import Chapter, outline
from alerts.reply_help.kit.parts import PARTS
from alerts.reply_help.paper import Field, Paper, PaperKind, Piece, Section, Table, Text

# TA Paris, 05/01/2024, n° 2328772 ([S], checked on 22/11/2026): a mémoire too general made the offer irregular.
_TOO_GENERAL = (
    "Un mémoire trop général peut être mal noté, et une offre a déjà été jugée irrégulière pour cela. Chaque passage"
    " surligné attend un fait, un chiffre ou un nom qui ne vaut que pour ce lot."
)
_USUAL = (
    "Les critères de ce lot ne sont pas dans l'avis. Le plan ci-dessous est le plan habituel : remplacez-le par celui"
    " du règlement de consultation (RC), dans le même ordre et avec les mêmes mots."
)
_SHORT = "L'avis ne note pas ces points : gardez-les courts, sauf si le règlement (RC) les demande."
_REREAD = (
    "Relisez chaque phrase et gardez ce qui est vrai chez vous. Les lignes grises en italique sont des conseils :"
    " effacez-les avant de déposer."
)
_FOLLOWS = (
    "Le plan suit les critères de l'avis, dans leur ordre. Si le règlement de consultation (RC) détaille des"
    " sous-critères ou impose un cadre de réponse, c'est lui qui compte."
)


def memoire(case: Case, now: datetime) -> Paper:
    """Hints are to be deleted once read; blanks are counted at the top."""
    body = tuple(_body(case))
    return paper(case, now, PaperKind.MEMOIRE, "Mémoire technique", (*_top(case, now, count_blanks(body)), *body))


def _top(case: Case, now: datetime, blanks: int) -> Iterator[Piece]:
    yield Field("Candidat", structure_name(case))
    yield from contract(case, now)
    yield Text(_FOLLOWS if case.asks.criteria else _USUAL, hint=True)
    left = count(blanks, "passage surligné à compléter", "passages surlignés à compléter")
    yield Text(f"{_TOO_GENERAL} Il en reste aujourd'hui : {left}.", hint=True)
    yield Text(_REREAD, hint=True)


def _body(case: Case) -> Iterator[Piece]:
    if not case.asks.criteria:
        for at, part in enumerate(PARTS, start=1):
            yield Section(f"{at}. {part.title}")
            yield from part.write(case)
        yield from _price(case)
        return
    shown: set[Evidence] = set()
    chapters = outline(case.asks.criteria)
    yield Table(("Partie du mémoire", "Critère de l'avis", "Poids"), tuple(_rows(chapters)))
    for at, chapter in enumerate(chapters, start=1):
        yield Section(f"{at}. {chapter.title}")
        if chapter.criterion is None:
            yield Text(_SHORT, hint=True)
        yield from _chapter(case, chapter, shown)
    if all(one.family is not CriterionFamily.PRICE for one in case.asks.criteria):
        yield from _price(case)


def _rows(chapters: Sequence[Chapter]) -> Iterator[tuple[str, str, str]]:
    """Where each criterion is answered: an evaluator looks for nothing else."""
    for at, one in enumerate(chapters, start=1):
        if one.criterion is not None:
            weight = one.criterion.weight
            told = f"{number(weight)} %" if weight is not None else "non indiqué dans l'avis"
            yield f"Partie {at}", one.criterion.name, told


def _price(case: Case) -> Iterator[Piece]:
    yield Section("À côté du mémoire : le prix")
    yield from part_writers.price(case)


def _chapter(case: Case, chapter: Chapter, shown: set[Evidence]) -> Iterator[Piece]:
    """The words of the notice, once, then the parts; a criterion that no part answers has its own prompts."""
    held = chapter.criterion
    if held is not None:
        yield from _proved(case, held, shown)
        writer = part_writers.BY_FAMILY.get(held.family)
        if writer is not None:
            yield from writer(case)
        elif not chapter.parts:
            yield from part_writers.other(case)
    for part in chapter.parts:
        if not part.sections:
            yield Section(part.title, 2)
        yield from part.write(case)


def _proved(case: Case, criterion: AwardCriterion, shown: set[Evidence]) -> Iterator[Piece]:
    if criterion.evidence is not None and criterion.evidence not in shown:
        shown.add(criterion.evidence)
        yield from cited(case, [criterion.evidence])
