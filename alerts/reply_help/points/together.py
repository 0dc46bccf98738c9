"""Could we answer with others, and is it good for the people on a path? Both are for people to say."""

from alerts.model.reading import Answer, ClauseKind, ReservationStatus
from alerts.model.reply import Manner, Mark, Point
from alerts.model.response import ResponseStatus
from alerts.reply_help.points.answered import Answered, Moment, asked, known


def partners(at: Moment) -> Answered:
    case, found = at.case, at.case.asks.group[:1]
    if case.work.manner is Manner.TOGETHER:
        return known(Point.PARTNERS, Mark.YES, "Vous avez choisi de répondre à plusieurs.", *found)
    if case.status is ResponseStatus.TOGETHER:
        words = "Vous avez dit « à plusieurs » : reste à trouver et à confirmer les partenaires."
        return known(Point.PARTNERS, Mark.PARTLY, words, *found)
    return asked(Point.PARTNERS, "Auriez-vous un partenaire si ce lot est trop grand pour vous seuls ?", *found)


def people(at: Moment) -> Answered:
    case = at.case
    reserved = case.reading.reservation.status is ReservationStatus.RESERVED
    social = (reserved and case.eligibility.answer is not Answer.NO) or case.clause(ClauseKind.CLAUSE_SOCIALE)
    why = "Le lot est fait pour des structures comme la vôtre" if social else "Au-delà du chiffre d'affaires"
    return asked(Point.PEOPLE, f"{why} : ce travail est-il bon pour le parcours des personnes ?")
