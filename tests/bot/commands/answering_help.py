"""What the stories of reply help begin with: a contract of two lots, of which the second is reserved to EA and ESAT."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from alerts.model.people import Role
from alerts.model.reply import Work
from alerts.model.structure import Structure, StructureKind
from alerts.services import working
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands import COMMANDS
from scrapers.notice import Amount, Buyer, Lot, Notice
from scrapers.notice import Place as Where
from tests.alerts.services.respondents import INES, joined, told_of
from tests.alerts.services.stories import NOON, at, notice, says, subscribed
from tests.bot.commands.conversation import house_on
from tests.bot.commands.phone import Phone

ESAT = Structure("vieux-moulin", "ESAT du Vieux Moulin", frozenset({StructureKind.ESAT}))
INTERIM = Structure("tremplin", "Tremplin Intérim", frozenset({StructureKind.ETTI}))
GARDENS = "Entretien des espaces verts communaux"
RESERVED = "Le lot est réservé aux entreprises adaptées et aux ESAT (article L2113-12 du code de la commande publique)."
PLATANES = Lot("LOT-0001", "Élagage des platanes", ("77340000",))
TONTE = Lot(
    "LOT-0002",
    "Tonte et désherbage manuel",
    ("77310000",),
    amount=Amount(Decimal(48_500)),
    months=Decimal(12),
    passages=says(RESERVED),
)


def gardens(number: str = "26-1", **fields: Any) -> Notice:
    given = {
        "title": GARDENS,
        "buyer": Buyer("Commune de Saint-Exemple"),
        "places": (Where(departement="69"),),
        "procedure": "open",
        "deadline": at(21),
        "lots": (PLATANES, TONTE),
    }
    return notice(number, **{**given, **fields})


def prepared(database: Database, *notices: Notice, structure: Structure = ESAT, role: Role = Role.MANAGER) -> int:
    """Inès is of the structure, which was told of this; the match."""
    subscribed(database, structure)
    joined(database, INES, "Inès", structure, role)
    (match,) = told_of(database, *(notices or (gardens(),)), structure=structure)
    return match


class Caller(Phone):
    """Every command, as in the real chat; words about a card are understood."""

    def __init__(self, database: Database, account: int = INES, name: str = "Inès", now: datetime = NOON) -> None:
        super().__init__(house_on(database, now), account=account, name=name, commands=COMMANDS)

    def see(self, *labels: str) -> str:
        """Touches these one after the other; the last screen."""
        for label in labels:
            self.tap(label)
        return self.text

    def help(self, match: int, lot: str = "2") -> str:
        return self.tap_data(pack("re", "m", match, lot))


def work(database: Database, match: int, lot: str = "2") -> Work:
    with database.read() as session:
        return working.work_of(session, match, lot)
