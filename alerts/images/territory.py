"""The charts of a territory, as pictures that go with its letter and its screens. Each says in words what it shows."""

from collections.abc import Iterable, Iterator

from alerts.images.charts import Bar, Group, Tone, lines, rows
from alerts.messages.french import capitalised, number, short_day, shortened
from alerts.messages.message import Attachment
from alerts.messages.network.territory_words import Figure, asked_words, pact_steps, period_words, steps
from alerts.network.scorecard import Territory

PNG = "image/png"
TRADES = 6  # that a chart of a phone holds
_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_LABEL = 70  # characters
_FUNNEL_NOTE = "Un lot peut être réservé et à clause."
_TRADES_NOTE = "Lots réservés ou à clause sociale. Les barres d'une même couleur se comparent."
_PACT_NOTE = "Avis lus depuis le {}. Les petits contrats ne sont pas publiés."


def of_month(month: Territory, year: Territory) -> tuple[Attachment, ...]:
    """Those of a letter: what was seen and won, trades asked for and offered, authorities. None of them for a month
    without anything."""
    if not month.whole.opportunities:
        return ()
    return tuple(filter(None, (funnel(month), trades(month), pact(year))))


def of_period(territory: Territory) -> tuple[Attachment, ...]:
    """All of them that have something to show."""
    return tuple(filter(None, (funnel(territory), trades(territory), pact(territory), months(territory))))


def funnel(territory: Territory) -> Attachment | None:
    told = steps(territory.total)
    if not territory.total.opportunities:
        return None
    title = f"{capitalised(period_words(territory.since, territory.until))} : des annonces vues aux marchés gagnés"
    groups = [Group(one.label, (Bar(one.value, one.words, _tone(one, told)),)) for one in told]
    return _picture("annonces", territory, title, rows(title, groups, _FUNNEL_NOTE), _said(told))


def trades(territory: Territory) -> Attachment | None:
    asked = territory.supply.trades[:TRADES]
    if not asked:
        return None
    most_lots, most_members = max(one.lots for one in asked), max(one.members for one in asked)
    groups = []
    for one in asked:
        lots, members = asked_words(one)
        bars = (Bar(one.lots, lots, of=most_lots), Bar(one.members, members, Tone.OTHER, of=most_members))
        groups.append(Group(shortened(one.label, _LABEL), bars))
    title = "Métiers demandés et membres qui les offrent"
    said = [f"{one.label} : {', '.join(asked_words(one))}" for one in asked]
    return _picture("metiers", territory, title, rows(title, groups, _TRADES_NOTE), said)


def pact(territory: Territory) -> Attachment | None:
    told = pact_steps(territory.pact)
    if not any(one.value for one in told):
        return None
    tones = (Tone.ONE, Tone.OTHER, Tone.QUIET)
    groups = [Group(one.label, (Bar(one.value, one.words, tone),)) for one, tone in zip(told, tones, strict=True)]
    title = "Mesure 15 : collectivités avec au moins un contrat social ou environnemental"
    drawn = rows(title, groups, _PACT_NOTE.format(short_day(territory.since)))
    return _picture("mesure-15", territory, title, drawn, _said(told))


def months(territory: Territory) -> Attachment | None:
    """None for a month or less."""
    by_month = [(row.key, row.figures.opportunities) for row in territory.by_month]
    if len(by_month) < 2:
        return None
    named = list(_named(key for key, _ in by_month))
    groups = [Group(name, (Bar(seen, number(seen)),)) for name, (_, seen) in zip(named, by_month, strict=True)]
    title = "Annonces vues, mois par mois"
    said = [f"{row.label} : {number(row.figures.opportunities)}" for row in territory.by_month]
    return _picture("mois", territory, title, lines(title, groups), said)


def _named(keys: Iterable[str]) -> Iterator[str]:
    """Short; the year where it begins."""
    told = ""
    for key in keys:
        year, month = key[:4], _MONTHS[int(key[5:7]) - 1]
        yield month if year == told else f"{month} {year}"
        told = year


def _tone(one: Figure, told: tuple[Figure, ...]) -> Tone:
    return Tone.OTHER if one is told[-1] else Tone.ONE


def _said(told: Iterable[Figure]) -> list[str]:
    return [f"{one.label} : {one.words}" for one in told]


def _picture(name: str, territory: Territory, title: str, content: bytes, said: Iterable[str]) -> Attachment:
    alt = f"{title}. {' ; '.join(said)}."
    return Attachment(f"{name}-{territory.since:%Y-%m}.png", PNG, content, alt)
