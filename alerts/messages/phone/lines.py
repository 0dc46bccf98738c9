"""The lines that several messages of a phone share: short enough for a narrow screen, never less exact."""

import re
from collections.abc import Iterator
from dataclasses import replace

from alerts.messages import words
from alerts.messages.alert import to_check
from alerts.messages.answers import answer_fact
from alerts.messages.card import lot_facts, reservation_facts
from alerts.messages.deadline import deadline_facts
from alerts.messages.french import count, short_day, shortened
from alerts.messages.links import name
from alerts.messages.message import Block, Fact, Link, Paragraph
from alerts.messages.told import Told
from alerts.model.match import Criterion, Verdict
from alerts.model.reading import Answer
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure
from scrapers.notice import Notice, NoticeKind

VALUE = 90  # characters of a name or a title given by a publisher
REASON = 260  # characters of the reason of an answer
DOUBT = 160  # characters of one thing to check
ANSWERS = 3  # answers told one by one, when lots are reserved differently
DEADLINES = 2
CHECKS = 2
FAITHFUL = "Le règlement de consultation fait foi."
_PROOFS = re.compile(r", à condition de joindre les preuves : .*?(?=\.$|\. )")  # `alerts.clauses.eligibility`
_NAMED = re.compile(r"^(?:Lieu|Métier) : ")  # said after « À vérifier : »

STATUSES = {
    ResponseStatus.ANSWERING: "Votre structure y répond.",
    ResponseStatus.TOGETHER: "Votre structure veut y répondre à plusieurs.",
    ResponseStatus.KEPT: "Gardée par votre structure.",
    ResponseStatus.REFUSED: "Écartée par votre structure.",
}


def status_line(status: ResponseStatus | None) -> Iterator[Paragraph]:
    """What the structure does with it: any of its people may have said so."""
    if status is not None:
        yield Paragraph(STATUSES[status])


def what_lines(alert: Told, titles: int) -> Iterator[Fact]:
    """What sort of contract and notice it is when not the usual one, then the lots, at most `titles` by their names."""
    if alert.notice.concession:
        yield Fact("Nature du contrat", "concession")
    if alert.notice.kind is not NoticeKind.CALL:
        yield Fact("Nature de l'avis", words.NOTICES[alert.notice.kind], strong=True)
    if alert.lot_ids:
        for fact in lot_facts(alert, titles):
            yield Fact(fact.label, shortened(fact.value, VALUE))


def buyer_line(alert: Told) -> Fact:
    return Fact("Acheteur", shortened(alert.notice.buyer.name or words.NO_FACT, VALUE))


def place_line(alert: Told) -> Fact:
    """Without the caution that what is to be checked will say again, with the distance."""
    place = replace(alert.where, caution="") if _checks(alert, Criterion.PLACE) else alert.where
    return Fact("Lieu", shortened(place.words or words.NO_FACT, VALUE * 2))


def answer_lines(alert: Told) -> Iterator[Fact]:
    """May we answer, and why; a near miss says first what is missing."""
    if alert.match.near_miss:
        failed = shortened(" ".join(alert.texts(Verdict.AGAINST)), REASON)
        yield Fact("Juste à côté", f"Un seul de vos critères n'est pas rempli. {failed}".strip(), strong=True)
    facts = [answer_fact(one, "Pouvez-vous répondre", strong=not alert.match.near_miss) for one in alert.answers]
    for fact in facts[:ANSWERS]:
        yield replace(fact, value=shortened(brief(fact.value), REASON))
    if len(facts) > ANSWERS:
        left = count(len(facts) - ANSWERS, "autre réponse", "autres réponses")
        yield Fact("Autres lots", f"{left} selon les lots : voir l'avis")
    yield from reservation_facts(alert)


def brief(reason: str) -> str:
    """The proofs to join are named by the reply help: here it is enough that there are some."""
    return _PROOFS.sub(", preuves à joindre", reason)


def deadline_lines(alert: Told) -> Iterator[Fact]:
    """Until when, with the days left: what the eye looks for second."""
    for fact in deadline_facts(alert.notice, alert.lots, alert.now, alert.where.overseas, DEADLINES):
        yield Fact(fact.label, fact.value, strong=True)


def check_lines(alert: Told) -> Iterator[Fact]:
    """What the notice leaves in doubt, when no line above says it."""
    found = [one for one in to_check(alert) if one not in _said_above(alert)]
    if found:
        told = [shortened(_NAMED.sub("", one), DOUBT) for one in found[:CHECKS]]
        left = len(found) - CHECKS
        more = [f"Et {count(left, 'autre point', 'autres points')} dans l'avis."] if left > 0 else []
        yield Fact("À vérifier", " ".join([*told, *more]))


def _said_above(alert: Told) -> tuple[str, ...]:
    """Amounts have their line; so has a deadline that is not there; a doubtful reservation is doubtful to want."""
    said = _checks(alert, Criterion.AMOUNT)
    if alert.deadline is None:
        said += _checks(alert, Criterion.TIME)
    if any(one.answer is Answer.CHECK for one in alert.answers):
        said += _checks(alert, Criterion.WANT)
    return said


def _checks(alert: Told, about: Criterion) -> tuple[str, ...]:
    return alert.texts(Verdict.CHECK, without=tuple(one for one in Criterion if one is not about))


def source_lines(structure: Structure, notice: Notice) -> Iterator[Block]:
    """For whom, drawn from which notice, what it is worth, and where the documents are."""
    published = f" du {short_day(notice.published)}" if notice.published else ""
    yield Paragraph(f"Pour {structure_name(structure)}. Avis {name(notice)}{published}. {FAITHFUL}")
    if notice.documents_url:
        yield Link("Dossier de consultation", notice.documents_url)


def for_whom(structure: Structure) -> Paragraph:
    """The end of a list of opportunities: for whom it is, and what it is worth."""
    return Paragraph(f"Pour {structure_name(structure)}, d'après les avis. {FAITHFUL}")


def structure_name(structure: Structure) -> str:
    """Without what hosts write between parentheses: people know what their structure is."""
    return shortened(structure.name.partition(" (")[0] or structure.name, VALUE)
