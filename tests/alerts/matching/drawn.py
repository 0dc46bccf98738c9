"""Random structures and notices that have a fair chance to meet: few places, few trades, few words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from alerts.model.reading import (
    Beneficiary,
    Clause,
    ClauseKind,
    Evidence,
    LotReading,
    Reservation,
    ReservationStatus,
)
from alerts.model.structure import Criteria, Radius, Structure, StructureKind, Territory, Want
from scrapers.notice import Amount, Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TRADES = ("espaces-verts", "nettoyage-locaux", "vrd-travaux-publics", "funeraire-cimetieres", "petite-enfance")
PREFIXES = ("77", "7731", "77310000", "909", "45", "85", "98370000")
CODES = ("77310000", "77311000", "77000000", "90910000", "45000000", "45233140", "85310000", "98371110", "30000000")
WORDS = ("élagage", "espaces verts", "cimetière", "Œuvre", "locaux", "crèche", "d'")
PHRASES = (
    "Entretien des espaces verts",
    "Élagage et tonte au cimetière",
    "Nettoyage de locaux",
    "Travaux de voirie, second œuvre",
    "Gestion d'une crèche",
    "Fourniture de papier",
    "",
)
DEPARTEMENTS = ("01", "38", "69", "73", "2A", "974")
PLACES = (
    Place(nuts="FRK21"),
    Place(nuts="FRK2"),
    Place(nuts="FR"),
    Place(postcode="01410"),
    Place(postcode="38500", town="Voiron"),
    Place(postcode="38000", town="Grenoble"),
    Place(postcode="97400", town="Saint-Denis"),
    Place(departement="2A"),
    Place(postcode="69003", nuts="FRK21"),
    Place(country="FRA"),
    Place(country="DEU", town="Bonn"),
    Place(town="Lyon"),
)
EPCI = (
    "200040715",
    "200071751",
    "200046977",
    "249740119",
    "000000000",
)  # Grenoble, Bourg-en-Bresse, Lyon, one overseas
CIRCLES = (
    Radius("38000", 25.0),
    Radius("38000", 90.0),
    Radius("01000", 60.0),
    Radius("97400", 15.0),
    Radius("00000", 9.0),
)
EURO_BOUNDS = st.none() | st.sampled_from([Decimal(0), Decimal("90000"), Decimal("90000.01"), Decimal("250000")])


def _some(values: object, most: int = 2) -> st.SearchStrategy:
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


TERRITORIES = st.builds(
    Territory,
    departements=_some(DEPARTEMENTS).map(frozenset),
    regions=_some(("84", "94", "04"), 1).map(frozenset),
    epci=_some(EPCI, 1).map(frozenset),
    around=_some(CIRCLES).map(tuple),
    whole_france=st.sampled_from([False, False, False, True]),
)
CRITERIA = st.builds(
    Criteria,
    trades=_some(TRADES).map(frozenset),
    cpv_prefixes=_some(PREFIXES, 1).map(frozenset),
    territory=TERRITORIES,
    include_words=_some(WORDS).map(tuple),
    exclude_words=_some(WORDS, 1).map(tuple),
    amount_min=EURO_BOUNDS,
    amount_max=EURO_BOUNDS,
    wants=st.just(frozenset(Want)) | _some(tuple(Want), 3).map(frozenset),
    min_days_left=st.sampled_from([0, 0, 3, 30]),
)
KINDS = st.lists(st.sampled_from(StructureKind), max_size=2, unique=True).map(frozenset)
STRUCTURES = st.lists(
    st.builds(
        Structure,
        id=st.sampled_from([f"s{n:02}" for n in range(40)]),
        name=st.just("Structure fictive"),
        kinds=KINDS,
        activities=st.lists(CRITERIA, min_size=1, max_size=3).map(tuple),
    ),
    max_size=12,
    unique_by=lambda structure: structure.id,
)

DEADLINES = st.none() | st.builds(
    Deadline,
    at=st.sampled_from([-30, -1, 0, 1, 71, 72, 2000]).map(lambda hours: NOW + timedelta(hours=hours)),
    doubt=st.sampled_from([None, None, "la date publiée se contredit"]),
)
AMOUNTS = st.none() | st.builds(
    Amount,
    value=st.sampled_from([Decimal("90000"), Decimal("90000.005"), Decimal("1000000")]),
    currency=st.sampled_from(["EUR", "EUR", "XPF"]),
)
PASSAGES = st.lists(
    st.builds(Passage, st.just("BT-24"), st.sampled_from(PHRASES), st.sampled_from(Topic)), max_size=2
).map(tuple)
LOTS = st.builds(
    Lot,
    id=st.none(),
    title=st.none() | st.sampled_from(PHRASES),
    cpv=_some(CODES).map(tuple),
    places=_some(PLACES).map(tuple),
    deadline=DEADLINES,
    amount=AMOUNTS,
    passages=PASSAGES,
)
NOTICES = st.builds(
    Notice,
    source=st.just("boamp"),
    publisher_id=st.just("26-00001"),
    kind=st.sampled_from([NoticeKind.CALL, NoticeKind.CALL, NoticeKind.CORRECTION, NoticeKind.AWARD]),
    title=st.sampled_from(PHRASES),
    buyer=st.builds(Buyer, place=st.none() | st.sampled_from(PLACES)),
    places=_some(PLACES, 1).map(tuple),
    publication_departements=_some(DEPARTEMENTS).map(tuple),
    cpv=_some(CODES, 1).map(tuple),
    keywords=_some(("Espaces verts", "Voirie"), 1).map(tuple),
    deadline=DEADLINES,
    amount=AMOUNTS,
    concession=st.booleans(),
    passages=PASSAGES,
    lots=st.lists(LOTS, min_size=1, max_size=4).map(tuple),
)
RESERVATIONS = st.builds(
    Reservation,
    status=st.sampled_from(ReservationStatus),
    to=_some(tuple(Beneficiary)).map(lambda groups: tuple(sorted(groups))),
    evidence=st.sampled_from([(), (Evidence("BT-71", "res-pub-ser"),)]),
)
CLAUSES = _some(tuple(ClauseKind)).map(lambda kinds: tuple(Clause(kind, Evidence("BT-70", "clause")) for kind in kinds))
READINGS = st.lists(
    st.builds(LotReading, lot_id=st.sampled_from(["1", "2", "3", None]), reservation=RESERVATIONS, clauses=CLAUSES),
    max_size=4,
)


def numbered(notice: Notice) -> Notice:
    """The same notice, with its lots numbered from 1 when there are several."""
    if len(notice.lots) == 1:
        return notice
    return replace(notice, lots=tuple(replace(lot, id=str(n)) for n, lot in enumerate(notice.lots, 1)))
