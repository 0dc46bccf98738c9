"""Whose holidays and whose clock: where the work is done, else where the buyer is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from alerts.messages.french import PARIS
from alerts.messages.where import Overseas, where
from alerts.reply_help.case import Case
from alerts.reply_help.working_days import same_holidays
from alerts.territory.france import France
from alerts.territory.places import resolve, spot_of


@dataclass(frozen=True, slots=True)
class Ground:
    """`departement` None: the holidays of all France. `away`: overseas, when all the work is there."""

    departement: str | None
    away: Overseas | None

    @property
    def zone(self) -> tzinfo:
        return self.away.zone if self.away else PARIS

    def day(self, moment: datetime) -> date:
        """The day that people live there at this moment."""
        return moment.astimezone(self.zone).date()


def ground_of(case: Case) -> Ground:
    return Ground(departement_of(case), where(case.notice, [case.lot]).overseas)


def departement_of(case: Case) -> str | None:
    """The one of the work, or one of several that keep the same holidays; else the buyer's; None when neither is
    known. Where the buyer paid to be read is no place."""
    facts = resolve(case.notice, case.lot, France.load())
    work = facts.departements if facts.source in ("lot", "notice") else frozenset()
    return _one(work) or _one(_buyers(case))


def _buyers(case: Case) -> Collection[str]:
    place = case.notice.buyer.place
    spot = spot_of(place, France.load()) if place else None
    return spot.departements if spot else ()


def _one(departements: Collection[str]) -> str | None:
    return min(departements) if same_holidays(departements) else None
