"""The tables of a territory as files: the same on its page and in the chat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from alerts.messages.message import Attachment
from alerts.messages.network.territory_csv import authorities_csv, figures_csv, opportunities_csv
from alerts.network.scorecard import Territory

CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class Table:
    """`label`: what is in it, in French."""

    label: str
    write: Callable[[Territory], str]


TABLES: Mapping[str, Table] = {
    "chiffres": Table("Les chiffres, par métier, par acheteur et par mois", figures_csv),
    "annonces": Table("Les annonces, lot par lot, avec les phrases lues", opportunities_csv),
    "collectivites": Table("Les collectivités et la mesure 15, avec les preuves", authorities_csv),
}
"""Name of the file, without its end → what it holds."""


def table(name: str, territory: Territory) -> Attachment:
    """« territoire-chiffres-2026-10-01-2026-10-31.csv ». Raises KeyError for a table that is none."""
    last = max(territory.since, territory.until - timedelta(days=1))
    period = f"{territory.since.isoformat()}-{last.isoformat()}"
    content = TABLES[name].write(territory).encode()
    return Attachment(f"territoire-{name}-{period}.csv", CSV, content, TABLES[name].label)
