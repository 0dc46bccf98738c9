"""What the page of a territory shows: tables whose bars are drawn beside their figures, proofs with their notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alerts.messages.french import count, enumeration, number, short_day
from alerts.messages.network.territory_words import (
    KINDS,
    NOT_SHOWN,
    STATES,
    Figure,
    asked_words,
    pact_steps,
    period_words,
    steps,
    told_words,
)
from alerts.messages.words import CLAUSES, beneficiaries
from alerts.network.scorecard import Asked, Authority, Figures, Kept, Proof, Row, Territory

BUYERS, AUTHORITIES, TRADES = 25, 200, 60  # shown on the page; all of them are in the files
WHOLE = 100  # of a bar
RESERVED = "Réservé"


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a table. `width`: of the longest bar, in hundredths; None draws nothing."""

    label: str
    words: str
    width: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A trade, a buyer or a month: opportunities, lots reserved, claused, and without a member."""

    label: str
    seen: str
    reserved: str
    claused: str
    uncovered: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A trade: what is asked for, who offers it."""

    label: str
    lots: Bar
    members: Bar


@dataclass(frozen=True, slots=True)
class One:
    """An authority. `said`: its state, then what was read of it."""

    name: str
    kind: str
    state: str
    said: str
    proof: Proof | None
    means: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """`others`: (label, words) of what is counted beside. `left`: how many buyers and authorities the page leaves to
    the files."""

    period: str
    territory: Territory
    steps: tuple[Bar, ...]
    others: tuple[tuple[str, str], ...]
    trades: tuple[Line, ...]
    buyers: tuple[Line, ...]
    months: tuple[Bar, ...]
    supply: tuple[Beside, ...]
    nobody_offers: str
    nobody_asks: str
    pact: tuple[Bar, ...]
    proved: tuple[One, ...]
    without: tuple[One, ...]
    left: tuple[int, int]
    partly: str
    read: str


def view_of(territory: Territory) -> View:
    listed = [one for one in territory.pact.authorities if one.state is not Kept.UNSEEN]
    shown = listed[:AUTHORITIES]
    supply = territory.supply
    return View(
        period_words(territory.since, territory.until),
        territory,
        _bars(steps(territory.total)),
        tuple(_others(territory.total)),
        tuple(_line(row) for row in territory.by_trade),
        tuple(_line(row) for row in territory.by_buyer[:BUYERS]),
        _bars(_month(row) for row in territory.by_month) if len(territory.by_month) > 1 else (),
        _supply(supply.trades[:TRADES]),
        enumeration(f"{one.label} ({count(one.lots, 'lot')})" for one in supply.nobody_offers),
        enumeration(one.label for one in supply.nobody_asks),
        _bars(pact_steps(territory.pact)),
        tuple(_one(one) for one in shown if one.state is not Kept.NO),
        tuple(_one(one) for one in shown if one.state is Kept.NO),
        (max(0, len(territory.by_buyer) - BUYERS), len(listed) - len(shown)),
        _partly(territory),
        "" if territory.read_since is None else short_day(territory.read_since),
    )


def _bars(told: Iterable[Figure]) -> tuple[Bar, ...]:
    every = list(told)
    most = max((one.value or 0 for one in every), default=0)
    return tuple(Bar(one.label, one.words, _width(one.value, most)) for one in every)


def _width(value: int | None, most: int) -> float | None:
    return round(WHOLE * value / most, 1) if value and most else None


def _month(row: Row) -> Figure:
    return Figure(row.label, row.figures.opportunities, number(row.figures.opportunities))


def _line(row: Row) -> Line:
    it = row.figures
    uncovered = NOT_SHOWN if it.uncovered is None else number(it.uncovered)
    return Line(row.label, number(it.opportunities), number(it.reserved), number(it.claused), uncovered)


def _others(it: Figures) -> Iterable[tuple[str, str]]:
    yield "Lots en tout", number(it.lots)
    to = [(beneficiaries((one.to,)) if one.to else "à vérifier", one.lots) for one in it.reserved_to]
    if to:
        yield "Réservés à", " ; ".join(f"{name} : {count(lots, 'lot')}" for name, lots in to)
    yield "Lots avec un critère social", number(it.social_criterion)
    yield "Lots avec une clause ou un critère environnemental", number(it.environmental)
    yield "Lots infructueux ou sans suite", number(it.unsuccessful)
    yield "Annonces annulées", number(it.cancelled)
    yield "Annonces perdues par un membre", told_words(it.lost)


def _supply(asked: Sequence[Asked]) -> tuple[Beside, ...]:
    most_lots = max((one.lots for one in asked), default=0)
    most_members = max((one.members for one in asked), default=0)
    return tuple(
        Beside(
            one.label,
            Bar("Demandé", asked_words(one)[0], _width(one.lots, most_lots)),
            Bar("Offert", asked_words(one)[1], _width(one.members, most_members)),
        )
        for one in asked
    )


def _one(it: Authority) -> One:
    contracts = count(it.contracts, "annonce lue", "annonces lues") if it.contracts else "aucune annonce lue"
    proving = f", dont {number(it.proving)} avec une clause ou un critère" if it.proving else ""
    said = it.doubt or f"{contracts}{proving}."
    return One(it.name, KINDS[it.kind], STATES[it.state], said, it.proof, _means(it.proof) if it.proof else "")


def _means(proof: Proof) -> str:
    """What the proof proves: « Clause sociale d'exécution »…"""
    return CLAUSES[proof.kind] if proof.kind else RESERVED


def _partly(territory: Territory) -> str:
    since = territory.read_since
    if since is None:
        return "Aucune annonce n'a encore été lue : ces zéros ne disent rien du territoire."
    if since >= territory.until:
        return f"Les annonces ne sont lues que depuis le {short_day(since)} : cette période n'a pas été lue."
    if since > territory.since:
        return f"Les annonces ne sont lues que depuis le {short_day(since)} : le début de la période manque."
    return ""
