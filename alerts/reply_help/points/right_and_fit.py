"""May we (L2113-12 to L2113-16, L3113-1 to L3113-3), is it our trade, our place, in time?

Ten working days: threshold of the grid (law-independent, proposed by Vigie on 22/11/2026).
"""

from alerts.messages.french import count, day
from alerts.model.match import Criterion, Reason, Verdict
from alerts.model.reading import Answer
from alerts.model.reply import Mark, Point
from alerts.reply_help.case import Case
from alerts.reply_help.plan.place import departement_of
from alerts.reply_help.points.answered import Answered, Moment, asked, known
from alerts.reply_help.working_days import working_days_between

ENOUGH, SHORT = 10, 5  # working days
_ANSWERS = {Answer.YES: Mark.YES, Answer.CHECK: Mark.PARTLY, Answer.NO: Mark.NO}
_VERDICTS = {Verdict.FOR: Mark.YES, Verdict.CHECK: Mark.PARTLY, Verdict.AGAINST: Mark.NO}


def eligibility(at: Moment) -> Answered:
    held = at.case.eligibility
    evidence = at.case.reading.reservation.evidence[:1]
    return known(Point.ELIGIBILITY, _ANSWERS[held.answer], held.reason, *evidence, out=True)


def trade(at: Moment) -> Answered:
    found = _reason(at.case, Criterion.TRADE)
    if found is None:
        return asked(Point.TRADE, "Votre profil ne dit pas vos métiers : savez-vous faire ce travail ?")
    return known(Point.TRADE, _VERDICTS[found.verdict], _told(found), out=True)


def place(at: Moment) -> Answered:
    found = _reason(at.case, Criterion.PLACE)
    if found is None:
        return asked(Point.PLACE, "Le lieu n'est pas comparé à votre profil : les trajets sont-ils tenables ?")
    return known(Point.PLACE, _VERDICTS[found.verdict], _told(found))


def time(at: Moment) -> Answered:
    if at.passed:
        return known(Point.TIME, Mark.NO, "La date limite est passée.", out=True)
    if at.last is None:
        return asked(Point.TIME, "L'avis ne donne pas de date limite sûre : cherchez-la sur la page de l'acheteur.")
    left = working_days_between(at.today, at.last, departement_of(at.case))
    words = f"Il reste {count(left, 'jour ouvré', 'jours ouvrés')} avant le {day(at.last)}."
    if left >= ENOUGH:
        return known(Point.TIME, Mark.YES, words)
    if left >= SHORT:
        return known(Point.TIME, Mark.PARTLY, f"{words} C'est court : moins de {ENOUGH}.")
    return known(Point.TIME, Mark.NO, f"{words} C'est très court pour un dossier neuf.")


def _reason(case: Case, criterion: Criterion) -> Reason | None:
    return next((one for one in case.match.reasons if one.criterion is criterion), None)


def _told(reason: Reason) -> str:
    text = reason.text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")
