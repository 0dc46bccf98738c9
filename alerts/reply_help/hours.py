"""How many hours of insertion a lot asks for: stated, typed, or reckoned with assumptions that are shown.

hours = amount without tax x share of labour x share of insertion / hourly cost. Sources, checked on 22/11/2026: the
formula and 25 to 30 € an hour from guides of facilitators ([S], mefsud77; old guides for the cost), 5 to 20 % of
insertion ([S], mde-alescevennes). An estimate: the hours of the contract's own documents (CCAP) prevail.

In a lot reserved to structures whose workers are all on a path or disabled (code de la commande publique, L2113-12,
L2113-13, L2113-13-1), all the work counts: the hours of the whole work are reckoned instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alerts.model.reading import Beneficiary, Evidence, ReservationStatus
from alerts.reply_help.capacity import Capacity, capacity
from alerts.reply_help.case import Case
from alerts.reply_help.labour_share import Share, labour_share
from scrapers.notice import Amount

USUAL_INSERTION, LEAST_INSERTION, MOST_INSERTION = 0.05, 0.05, 0.20
USUAL_COST, LEAST_COST, MOST_COST = 27.5, 25.0, 30.0
_ALL_THE_WORK = frozenset({Beneficiary.EA_ESAT, Beneficiary.SIAE, Beneficiary.PRISON})


class Factor(StrEnum):
    """What the formula is made of, in its order; MONTHS is for the full-time equivalents alone."""

    AMOUNT = "amount"
    LABOUR_SHARE = "labour_share"
    INSERTION_SHARE = "insertion_share"
    HOURLY_COST = "hourly_cost"
    MONTHS = "months"


class Origin(StrEnum):
    NOTICE = "notice"
    YOURS = "yours"  # said by the structure
    USUAL = "usual"  # in guides
    GUESS = "guess"  # an order of magnitude of ours, to be checked
    MISSING = "missing"


class Basis(StrEnum):
    """Where the number of hours comes from."""

    STATED = "stated"  # by the notice
    TYPED = "typed"  # by the structure, from documents
    FORMULA = "formula"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Term:
    """One figure. Shares are between 0 and 1, amounts in euros without tax. `low` and `high` are `value` itself unless
    it is a usual figure. `note`: a French word on it (the trade, « montant de l'ensemble des lots »…)."""

    factor: Factor
    origin: Origin
    value: float = 0.0
    low: float = 0.0
    high: float = 0.0
    note: str = ""

    @property
    def known(self) -> bool:
        return self.origin is not Origin.MISSING


@dataclass(frozen=True, slots=True)
class Estimate:
    """`hours` is None when figures are missing. `everything`: the lot is reserved, all its hours count.

    `evidence`: the words of the notice that state the hours. `stated`: hours of insertion that the notice states, when
    `hours` are those of the whole work. `work`: hours of the whole work of the lot (value, low, high), when it can be
    reckoned. `capacity` is None when the hours or the duration are not known; `alone` is that of the whole work, for
    whoever would do it all, None when it is the same or cannot be reckoned.
    """

    basis: Basis
    terms: tuple[Term, ...]
    hours: float | None = None
    low: float | None = None
    high: float | None = None
    everything: bool = False
    evidence: Evidence | None = None
    stated: float | None = None
    work: tuple[float, float, float] | None = None
    capacity: Capacity | None = None
    alone: Capacity | None = None

    @property
    def missing(self) -> tuple[Factor, ...]:
        """What the formula lacks, in its order; the duration is not of the formula."""
        return tuple(one.factor for one in self.terms if not one.known and one.factor is not Factor.MONTHS)

    @property
    def exact(self) -> bool:
        """No range: stated or typed, or reckoned from figures that are all known."""
        return self.hours is not None and self.low == self.high

    def term(self, factor: Factor) -> Term:
        return next(one for one in self.terms if one.factor is factor)


def estimate(case: Case) -> Estimate:
    """What the notice states, or the structure typed, wins over the formula; typed wins over stated."""
    everything, stated = _all_the_work(case), _positive(case.asks.hours)
    terms = {one.factor: one for one in _terms(case, everything)}
    work = _product(terms, whole=True)
    typed = _positive(case.work.assumptions.hours)
    basis, hours = Basis.FORMULA, work if everything else _product(terms, whole=False)
    if typed is not None:
        basis, hours = Basis.TYPED, (typed, typed, typed)
    elif stated is not None and not (everything and hours):
        basis, hours = Basis.STATED, (stated, stated, stated)
    if hours is None:
        return Estimate(Basis.MISSING, tuple(terms.values()), everything=everything, work=work)
    return Estimate(
        basis,
        tuple(terms.values()),
        *hours,
        everything=everything,
        evidence=_words(case, stated) if basis is Basis.STATED or everything else None,
        stated=stated,
        work=work,
        capacity=_capacity(case, basis, hours, terms),
        alone=_capacity(case, Basis.FORMULA, work, terms) if work and not everything else None,
    )


def _all_the_work(case: Case) -> bool:
    held = case.reading.reservation
    return held.status is ReservationStatus.RESERVED and bool(_ALL_THE_WORK & set(held.to))


def _terms(case: Case, everything: bool) -> tuple[Term, ...]:
    return (_amount(case), _labour(case), _insertion(case, everything), _cost(case), _months(case))


def _amount(case: Case) -> Term:
    typed = case.work.assumptions.amount
    if typed is not None and typed > 0:
        return _said(Factor.AMOUNT, Origin.YOURS, float(typed))
    published = case.lot.amount or (case.notice.amount if len(case.notice.lots) == 1 else None)
    if published is not None and _in_euros(published):
        return _said(Factor.AMOUNT, Origin.NOTICE, float(published.value))
    whole = case.notice.amount is not None and case.lot.amount is None
    note = "l'avis ne donne que le montant de l'ensemble des lots" if whole else ""
    return Term(Factor.AMOUNT, Origin.MISSING, note=note)


def _in_euros(amount: Amount) -> bool:
    return amount.currency == "EUR" and amount.value > 0


def _labour(case: Case) -> Term:
    typed = _share(case.work.assumptions.labour_share)
    if typed is not None:
        return _said(Factor.LABOUR_SHARE, Origin.YOURS, typed)
    usual: Share | None = labour_share(case.cpv, case.lot.nature, case.notice.nature)
    if usual is None:
        return Term(Factor.LABOUR_SHARE, Origin.MISSING)
    origin = Origin.USUAL if usual.sourced else Origin.GUESS
    return Term(Factor.LABOUR_SHARE, origin, usual.usual, usual.low, usual.high, usual.trade)


def _insertion(case: Case, everything: bool) -> Term:
    if everything:
        note = "lot réservé : tout le travail compte"
        return Term(Factor.INSERTION_SHARE, Origin.NOTICE, 1.0, 1.0, 1.0, note)
    typed, told = _share(case.work.assumptions.insertion_share), _share(case.asks.insertion_share)
    if typed is not None:
        return _said(Factor.INSERTION_SHARE, Origin.YOURS, typed)
    if told is not None:
        return _said(Factor.INSERTION_SHARE, Origin.NOTICE, told)
    return Term(Factor.INSERTION_SHARE, Origin.USUAL, USUAL_INSERTION, LEAST_INSERTION, MOST_INSERTION)


def _cost(case: Case) -> Term:
    typed = _positive(case.work.assumptions.hourly_cost)
    if typed is not None:
        return _said(Factor.HOURLY_COST, Origin.YOURS, typed)
    return Term(Factor.HOURLY_COST, Origin.USUAL, USUAL_COST, LEAST_COST, MOST_COST)


def _months(case: Case) -> Term:
    typed, told = _positive(case.work.assumptions.months), _positive(case.asks.months)
    if typed is not None:
        return _said(Factor.MONTHS, Origin.YOURS, typed)
    if told is not None:
        return _said(Factor.MONTHS, Origin.NOTICE, told)
    return Term(Factor.MONTHS, Origin.MISSING)


def _said(factor: Factor, origin: Origin, value: float) -> Term:
    return Term(factor, origin, value, value, value)


def _product(terms: Mapping[Factor, Term], *, whole: bool) -> tuple[float, float, float] | None:
    """Value, low and high of the formula; `whole`: all the work, whatever the share of insertion."""
    used = [terms[one] for one in (Factor.AMOUNT, Factor.LABOUR_SHARE, Factor.INSERTION_SHARE, Factor.HOURLY_COST)]
    if not all(one.known for one in used):
        return None
    amount, labour, insertion, cost = used
    part = Term(Factor.INSERTION_SHARE, Origin.NOTICE, 1.0, 1.0, 1.0) if whole else insertion
    return (
        amount.value * labour.value * part.value / cost.value,
        amount.low * labour.low * part.low / cost.high,
        amount.high * labour.high * part.high / cost.low,
    )


def _capacity(
    case: Case, basis: Basis, hours: tuple[float, float, float], terms: Mapping[Factor, Term]
) -> Capacity | None:
    """A published amount counts the renewals (R2121-1, [M], to be checked): so must the duration it is spread over."""
    months = terms[Factor.MONTHS]
    if not months.known:
        return None
    published = terms[Factor.AMOUNT].origin is months.origin is Origin.NOTICE
    whole = case.asks.with_renewals(months.value) if published and basis is Basis.FORMULA else months.value
    return capacity(*hours, whole, case.sheet)


def _words(case: Case, stated: float | None) -> Evidence | None:
    return next((one.evidence for one in case.reading.clauses if stated is not None and one.hours == stated), None)


def _positive(value: float | None) -> float | None:
    return value if value is not None and value > 0 else None


def _share(value: float | None) -> float | None:
    return value if value is not None and 0 < value <= 1 else None
