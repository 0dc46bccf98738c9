"""What to beware of in a plan: doubts, absences, dates that contradict one another."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from alerts.messages.french import count, day, short_day
from alerts.reply_help.case import Case
from alerts.reply_help.plan.place import Ground
from alerts.reply_help.plan.step import StepId
from alerts.reply_help.plan.steps import done_of
from alerts.reply_help.plan.window import at_year_end, in_august, is_bridge
from alerts.reply_help.working_days import holidays_of

_CANDIDACY = (  # minimal delays of formal procedures: offers 30 days, 25 by electronic means, 10 in urgency
    "Procédure en deux temps : ce plan s'arrête à la candidature. L'offre vient ensuite, si l'acheteur vous invite :"
    " en procédure formalisée, souvent 25 à 30 jours, 10 au moins en urgence (à vérifier dans l'invitation)."
)
_AWAY = "partenaires, administrations et signataires sont souvent absents ; Vigie compte ces jours pour moitié."
_NO_PLACE = "Lieu non indiqué : seuls les jours fériés de toute la France sont comptés."
_VISIT_GONE = (
    "La visite obligatoire est passée. Si vous ne l'avez pas faite, demandez à l'acheteur s'il en prévoit une autre :"
    " sans elle, l'offre peut être écartée."
)
_VISIT_AFTER = "La visite annoncée tombe après la date limite : à vérifier auprès de l'acheteur."
_QUESTIONS_AFTER = "La date annoncée pour les questions tombe après la date limite : à vérifier dans le RC."
_SHOWN = 3  # bridges named


def notes_of(case: Case, worked: Iterable[date], ground: Ground, now: datetime) -> tuple[str, ...]:
    """`worked`: the working days left."""
    days = tuple(worked)
    doubt = (case.deadline.doubt or "") if case.deadline else ""
    candidacy = _CANDIDACY if case.asks.candidacy_first else ""
    place = _NO_PLACE if ground.departement is None else ""
    return tuple(one for one in (doubt, candidacy, *_stated(case, now), *_absences(days, ground), place) if one)


def holidays_ahead(start: date, end: date, departement: str | None) -> tuple[tuple[date, str], ...]:
    """Those that fall on a weekday after `start`, up to `end`."""
    every = sorted(holidays_of(departement, range(start.year, end.year + 1)).items())
    return tuple((one, name) for one, name in every if start < one <= end and one.isoweekday() <= 5)


def _stated(case: Case, now: datetime) -> Iterator[str]:
    """Visits and questions whose date cannot be, or has passed."""
    visit, deadline = case.asks.visit, case.deadline
    if visit and visit.on and deadline and visit.on > deadline.at:
        yield _VISIT_AFTER
    elif visit and visit.on and visit.mandatory and visit.on < now and StepId.VISIT not in done_of(case):
        yield f"{_VISIT_GONE} (L'avis : {visit.when}.)"
    until = case.asks.questions_until
    if until and deadline and until > deadline.at:
        yield _QUESTIONS_AFTER


def _absences(days: tuple[date, ...], ground: Ground) -> Iterator[str]:
    august = [one for one in days if in_august(one)]
    if august:
        yield f"Mois d'août : {count(len(august), 'jour ouvré', 'jours ouvrés')} dans ce délai ; {_AWAY}"
    end = [one for one in days if at_year_end(one)]
    if end:
        fall = "tombe" if len(end) == 1 else "tombent"
        yield f"Fin d'année : {len(end)} de ces jours ouvrés {fall} entre le 20 décembre et le 3 janvier ; {_AWAY}"
    for one in [one for one in days if is_bridge(one, ground.departement) and one not in august + end][:_SHOWN]:
        yield f"Pont : {day(one)} est entre deux jours chômés ; {_AWAY}"
    if days and (days[-1] in august or days[-1] in end):
        yield f"La date limite ({short_day(days[-1])}) tombe dans cette période : prévoyez qui signe et qui dépose."
