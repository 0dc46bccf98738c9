"""The figures of a territory from what is kept of each opportunity, beside reading its notices again. Equal first.

Both end with the same `Territory`; the peer reads every notice of the period when it is asked, as a page without the
beat would. Times are those of the processor; the tables of France are read before.
"""

import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from alerts.clauses.read import read_notice
from alerts.matching.document import Document, describe
from alerts.model.network import NetworkKind
from alerts.model.reading import LotReading
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.services import looking, territory
from alerts.services.ingest import ingest
from alerts.services.structures import save_structures
from alerts.store import network_people, networks
from alerts.store.engine import Database, open_database
from alerts.store.schema import upgrade
from scrapers.notice import Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic
from scrapers.source import Page
from tests.bench.profiles import FRANCE, NOW, SLUGS
from tests.bench.row import Row

Found = TypeVar("Found")
SMALL, REAL, MEMBERS = 1_000, 20_000, 100
REGION = "84"
SINCE, UNTIL = date(2000, 1, 1), date(2100, 1, 1)
WORDS = (
    "Le titulaire réserve 120 heures à des personnes éloignées de l'emploi. Le lot est réservé aux SIAE.",
    "Une clause sociale d'insertion s'applique au présent marché.",
    "Prestations courantes d'entretien, selon le cahier des charges.",
)


def bench(full: bool = False) -> list[Row]:
    """Rows for a thousand opportunities, and for a year of a region when `full`."""
    with tempfile.TemporaryDirectory() as folder:
        return [_row(Path(folder), count) for count in ((SMALL, REAL) if full else (SMALL,))]


def _row(folder: Path, count: int) -> Row:
    database = open_database(f"sqlite:///{folder / f'{count}.db'}")
    upgrade(database)
    network = _world(database, count)
    looking.look(database, read_notice, _describe, NOW)
    territory.of_letter(database, network, SINCE, SINCE, NOW)  # the places of the region are known
    kept, quick = _timed(lambda: territory.of_letter(database, network, SINCE, UNTIL, NOW, animators=True))
    _forget(database)
    again, slow = _timed(lambda: _read_again(database, network))
    assert kept == again
    assert kept is not None
    assert kept.total.opportunities > 0
    database.close()
    what = f"{count:,} opportunities of a region, {MEMBERS} members"
    return Row("territory", f"{what}: figures and authorities", quick * 1000, "ms", "reading again", slow * 1000)


def _read_again(database: Database, network: int) -> object:
    looking.look(database, read_notice, _describe, NOW)
    return territory.of_letter(database, network, SINCE, UNTIL, NOW, animators=True)


def _forget(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM seen_place")
        connection.exec_driver_sql("DELETE FROM seen_opportunity")


def _describe(notice: Notice, readings: tuple[LotReading, ...]) -> Document:
    return describe(notice, readings, FRANCE)


def _world(database: Database, count: int) -> int:
    draw = random.Random(7)
    towns = sorted(town for code in FRANCE.departements_of(REGION) for town in FRANCE.communes_of(code))
    for start in range(0, count, 500):
        some = tuple(_notice(draw, number, towns) for number in range(start, min(count, start + 500)))
        with database.write() as session:
            ingest(session, Page(some), "boamp", NOW)
    members = [_member(number) for number in range(MEMBERS)]
    with database.write() as session:
        save_structures(session, members, NOW)
        made = networks.add_network(session, "Réseau fictif", NetworkKind.PTCE, NOW, approved_at=NOW)
        for one in members:
            network_people.add_member(session, made, one.id, NOW)
    return made


def _member(number: int) -> Structure:
    activity = Criteria(frozenset({SLUGS[number % len(SLUGS)]}), territory=Territory(regions=frozenset({REGION})))
    return Structure(f"m{number}", f"Membre {number}", frozenset({StructureKind.ACI}), (activity,), channels=())


def _notice(draw: random.Random, number: int, towns: list[str]) -> Notice:
    town = draw.choice(towns)
    place = Place(departement=FRANCE.departement_of(town), town=FRANCE.commune_name(town))
    lots = tuple(
        Lot(str(rank), f"Secteur {rank}", (draw.choice(("77310000", "90910000", "98310000")),), places=(place,))
        for rank in range(1, draw.choice((1, 1, 2, 4)) + 1)
    )
    said = Passage("BT-70", f"{draw.choice(WORDS)} Dossier {number}.", Topic.CONDITIONS)
    day = NOW.date() - timedelta(days=draw.randint(0, 364))
    return Notice(
        *("boamp", f"26-{number}", NoticeKind.CALL, f"Entretien, affaire {number}"),
        published=day,
        buyer=Buyer(f"Commune de {FRANCE.commune_name(town)}", None, place),
        deadline=Deadline(NOW + timedelta(days=draw.randint(-300, 30))),
        passages=(said,),
        lots=lots,
    )


def _timed(call: Callable[[], Found]) -> tuple[Found, float]:
    start = time.process_time()
    found = call()
    return found, time.process_time() - start
