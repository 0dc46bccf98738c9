"""Words for the figures of a territory: the same in a letter, in the chat, on a page and on a chart."""

from dataclasses import dataclass
from datetime import date, timedelta

from alerts.messages.french import count, number, short_day
from alerts.network.scorecard import Asked, AuthorityKind, Figures, Kept, Pact, Told

NOT_SHOWN = "non montré"
UNCOVERED = "Lots non couverts (réservés ou à clause, clos sans membre connu)"
KINDS: dict[AuthorityKind, str] = {
    AuthorityKind.COMMUNE: "commune",
    AuthorityKind.EPCI: "intercommunalité",
    AuthorityKind.DEPARTEMENT: "département",
    AuthorityKind.REGION: "région",
    AuthorityKind.OTHER: "autre acheteur local",
}
STATES: dict[Kept, str] = {
    Kept.YES: "Oui, avec preuve",
    Kept.NO: "Pas trouvé dans les avis lus",
    Kept.CHECK: "À vérifier",
    Kept.UNSEEN: "Aucun avis lu",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One step from what was seen to what was won. `value` None: it is not told. `words`: the value as it is said."""

    label: str
    value: int | None
    words: str


def told_words(told: Told) -> str:
    """« 3 », « 3, et au moins 5 autres », « au moins 5 », « non montré »."""
    if told.known is None:
        return f"au moins {told.besides}" if told.besides else NOT_SHOWN
    if not told.besides:
        return number(told.known)
    return f"{number(told.known)}, et au moins {told.besides} autres" if told.known else f"au moins {told.besides}"


def told_value(told: Told) -> int | None:
    """What is surely reached; None when nothing is told."""
    return None if told.known is None and not told.besides else (told.known or 0) + told.besides


def steps(figures: Figures) -> tuple[Figure, ...]:
    """From what was seen to what was won, then what nobody was on."""
    return (
        _figure("Annonces vues", figures.opportunities),
        _figure("Lots réservés", figures.reserved),
        _figure("Lots à clause sociale", figures.claused),
        Figure("Annonces où un membre répond", told_value(figures.answered), told_words(figures.answered)),
        Figure("Annonces gagnées par un membre", told_value(figures.won), told_words(figures.won)),
        _figure(UNCOVERED, figures.uncovered),
    )


def _figure(label: str, value: int | None) -> Figure:
    return Figure(label, value, NOT_SHOWN if value is None else number(value))


def pact_steps(pact: Pact) -> tuple[Figure, ...]:
    """Authorities of which something was read."""
    return tuple(_figure(STATES[state], pact.count(state)) for state in (Kept.YES, Kept.NO, Kept.CHECK))


def asked_words(one: Asked) -> tuple[str, str]:
    """What is asked for, who offers it."""
    lots = count(one.lots, "lot demandé", "lots demandés") if one.lots else "aucun lot demandé"
    return lots, count(one.members, "membre") if one.members else "aucun membre"


def month_words(day: date) -> str:
    """« octobre 2026 »."""
    return short_day(day).split(" ", 1)[1]


def in_month(day: date) -> str:
    """« en octobre 2026 »."""
    return f"en {month_words(day)}"


def first_of_next(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def period_words(since: date, until: date) -> str:
    """`until` is excluded: « octobre 2026 », « du 1er novembre 2025 au 31 octobre 2026 »."""
    if since.day == 1 and until == first_of_next(since):
        return month_words(since)
    last = until - timedelta(days=1)
    return f"{short_day(since)}" if last <= since else f"du {short_day(since)} au {short_day(last)}"
