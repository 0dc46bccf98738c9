"""What can still be done when there is no longer time for a good file. Suggestions, never a right."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.deadline import believable
from alerts.messages.french import capitalised, count, lots, moment
from alerts.model.reading import ReservationStatus
from alerts.model.reply import Manner
from alerts.reply_help.case import Case
from alerts.reply_help.plan.place import Ground
from alerts.reply_help.plan.step import Other, Pace
from alerts.reply_help.plan.usual import LEAST_ALONE, LEAST_CANDIDACY_ALONE
from alerts.reply_help.working_days import working_days_between

_ASK = (  # R2151-4: prolonged when a late answer or a changed file calls for it; nothing else obliges the buyer
    "Demander à l'acheteur, par sa plateforme, si la date sera reportée : il ne le doit que s'il modifie le dossier"
    " ou complète trop tard (article R2151-4)."
)
_OFFER = "Vous proposer à un candidat, en sous-traitance ou pour ses heures d'insertion."
_OFFER_RESERVED = (
    "Vous proposer à un candidat en sous-traitance : sur un lot réservé, demandez à l'acheteur si c'est permis."
)
_WINNER = "Vous proposer au titulaire, une fois connu, en sous-traitance ou pour ses heures d'insertion."
_NEXT = "Garder ce dossier : ce que vous préparez (fiche, pièces, mémoire) servira à la prochaine consultation."
_AGAIN = "Une consultation annulée est parfois relancée : si un nouvel avis vous concerne, Vigie vous le dira."


def others_of(case: Case) -> tuple[Other, ...]:
    """The other lots whose deadline is not that of this one."""
    dated = ((one, one.deadline or case.notice.deadline) for one in case.others)
    return tuple(Other(lots([one.id]), deadline) for one, deadline in dated if deadline != case.deadline)


def instead_of(case: Case, pace: Pace, left: int, ground: Ground, now: datetime) -> tuple[str, ...]:
    """None while there is time."""
    match pace:
        case Pace.TOO_LATE:
            reserved = case.reading.reservation.status is not ReservationStatus.NONE
            offer = _OFFER_RESERVED if reserved else _OFFER
            return (*_alone(case, left), *_open_lots(case, ground, now), offer, _ASK, _NEXT)
        case Pace.PASSED:
            return (*_open_lots(case, ground, now), _WINNER, _NEXT)
        case Pace.CLOSED:
            return (*_open_lots(case, ground, now), _AGAIN if case.closed == "cancelled" else _WINNER)
        case _:
            return ()


def _alone(case: Case, left: int) -> Iterator[str]:
    least = LEAST_CANDIDACY_ALONE if case.asks.candidacy_first else LEAST_ALONE
    if case.manner is Manner.TOGETHER and left >= least:
        yield f"Répondre seuls : il faut au moins {least} jours ouvrés, il en reste {left}."


def _open_lots(case: Case, ground: Ground, now: datetime) -> Iterator[str]:
    """Other lots that close later, and are worth a look; none of a contract that is closed."""
    for other in others_of(case) if case.closed is None else ():
        deadline = other.deadline
        if deadline is not None and deadline.at > now and believable(deadline, now):
            left = working_days_between(ground.day(now), ground.day(deadline.at), ground.departement)
            until = moment(deadline.at)
            yield f"{capitalised(other.lot)} : date limite {until}, soit {count(left, 'jour ouvré', 'jours ouvrés')}."
