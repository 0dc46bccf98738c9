"""The table that ends a demonstration or a trial: what was sent, to whom, until when, and why."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.table import Table

from alerts.messages.french import lots
from alerts.messages.where import where
from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import Answer
from alerts.services.told import Told
from scrapers.notice import Deadline, Notice

COLUMNS = ("N°", "Marché", "Où, jusqu’à quand", "Répondre ?", "Pourquoi")
SHORT_ANSWERS = {Answer.YES: "Oui", Answer.CHECK: "À vérifier", Answer.NO: "Non"}


def told_tables(told: Iterable[Told], *, links: bool = False) -> Iterator[Table]:
    """One table a structure, rows numbered as in `in_order`; with `links`, the notices' addresses."""
    numbered = enumerate(in_order(told), start=1)
    for structure, rows in groupby(numbered, key=lambda pair: pair[1].entry.structure_id):
        table = Table(
            "N°", "Marché", "Où, jusqu’à quand", "Répondre ?", "Pourquoi", title=structure, title_justify="left"
        )
        for number, one in rows:
            answer = "Avant → après" if one.corrects else answer_of(one.match)
            title = _what(one) + (f"\n{one.notice.url}" if links and one.notice.url else "")
            table.add_row(str(number), title, _where_and_when(one), answer, _why(one))
        yield table


def answer_of(match: Match) -> str:
    """A match tells the answer of its best lot: with several lots, no more than that is promised."""
    best = SHORT_ANSWERS[match.answer]
    return f"{best}, pour un lot au moins" if len(match.lots) > 1 and match.answer is Answer.YES else best


def in_order(told: Iterable[Told]) -> list[Told]:
    """By structure, then in the order in which messages were owed."""
    return sorted(told, key=lambda one: (one.entry.structure_id, one.entry.id))


def _what(told: Told) -> str:
    named = [lot for lot in told.match.lots if lot is not None]
    return f"{told.notice.title} ({lots(named)})" if named else told.notice.title


def _where_and_when(told: Told) -> str:
    place = where(told.notice, told.notice.lots).first or "lieu non indiqué"
    found = deadline_of(told.notice, told.match)
    until = f"{found.at:%d/%m/%Y}" + (" (à vérifier)" if found.doubt else "") if found else "sans date limite"
    return f"{place}\n{until}"


def deadline_of(notice: Notice, match: Match) -> Deadline | None:
    """The earliest deadline of the lots of a match."""
    of_lots = [lot.deadline for lot in notice.lots if lot.id in match.lots and lot.deadline]
    return min(of_lots, key=lambda one: one.at, default=notice.deadline)


def _why(told: Told) -> str:
    if told.corrects:
        return "\n".join(f"{one.label} : {one.before} → {one.after}" for one in told.changes)
    return short_why(told.match)


def short_why(match: Match) -> str:
    """Why there is a doubt on the right to answer; else what made us tell it."""
    told = {reason.criterion: reason for reason in match.reasons}
    right = told[Criterion.ELIGIBILITY]
    return right.text if right.verdict is not Verdict.FOR else told[Criterion.WANT].text
