"""Fictitious structures before fictitious lots, as of Monday 23 November 2026 at nine: what reply help is tested on.

`case(…)` takes any field of `Case`; what is not given is drawn from the notice, the lot and the structure. The named
ones (`gardening`, `cleaning`, `laundry`…) are stories to start from, and take the same fields.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from alerts.clauses.eligibility import may_answer
from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.reading import (
    Answer,
    Beneficiary,
    Clause,
    ClauseKind,
    Evidence,
    LotReading,
    Reservation,
    ReservationStatus,
)
from alerts.model.reply import Proof, ProofKind, Reference, Sheet, Turnover
from alerts.model.structure import Structure, StructureKind
from alerts.reply_help.asked import Asks, AwardCriterion, CriterionFamily, Procedure, Visit
from alerts.reply_help.case import Case, key_of
from scrapers.notice import Amount, Buyer, Deadline, Lot, Notice, NoticeKind, Place

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)
FICTITIOUS_SIRET = "00000000000018"  # its key is right, and nobody has it


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment on the clock of Paris."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def until(year: int, month: int, day: int, hour: int = 0, minute: int = 0, doubt: str | None = None) -> Deadline:
    return Deadline(at(year, month, day, hour, minute), doubt)


def structure(*kinds: StructureKind, name: str = "Les Jardins du Lien", named: str = "jardins-du-lien") -> Structure:
    return Structure(named, name, frozenset(kinds))


JARDINS = structure(StructureKind.ACI, StructureKind.ASSOCIATION)
ESAT = structure(StructureKind.ESAT, name="ESAT du Vieux Moulin", named="vieux-moulin")
INTERIM = structure(StructureKind.ETTI, name="Tremplin Intérim", named="tremplin")
COOPERATIVE = structure(StructureKind.SCOP, name="Scop Bel Ouvrage", named="bel-ouvrage")

SHEET = Sheet(
    legal_name="Association Les Jardins du Lien",
    legal_form="Association loi 1901",
    siret=FICTITIOUS_SIRET,
    address="4 chemin des Exemples",
    postcode="69003",
    town="Lyon",
    email="contact@jardins.example.org",
    phone="04 00 00 00 00",
    signatory="Dominique Exemple",
    signatory_role="Présidence",
    staff=18.0,
    insertion_fte=14.0,
    supervisors=3.0,
    turnover=(Turnover(2025, Decimal(410_000)), Turnover(2024, Decimal(380_000)), Turnover(2023, Decimal(350_000))),
    references=(Reference("Tonte et désherbage de parcs", "Commune de Saint-Exemple", 2025, Decimal(36_000)),),
    follow_up="Une conseillère en insertion reçoit chaque salarié deux fois par mois.",
)
CONVENTION = Proof(ProofKind.CONVENTION_IAE, "ACI-2026-000", date(2026, 1, 1), date(2026, 12, 31), id=1)
INSURANCE = Proof(ProofKind.ASSURANCE_RC, "RC-000", date(2026, 1, 1), date(2026, 12, 31), id=2)
RATE = Proof(ProofKind.TAUX, issued_on=date(2026, 9, 1), id=3)
PROOFS = (CONVENTION, INSURANCE, RATE)

FOR_SIAE = Evidence("BT-71, LOT-0002", "Le lot 2 est réservé à des structures d'insertion par l'activité économique.")
HOURS = Evidence("BT-70", "L'entreprise retenue confiera 300 heures de travail à des personnes en insertion.")
FOR_ESAT = Evidence("BT-71", "Marché réservé aux entreprises adaptées et aux ESAT (article L2113-12).")
WEIGHTS = Evidence("BT-539", "Prix 40 %, valeur technique 40 %, insertion 20 %.")
TO_SIAE = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), "L2113-13", (FOR_SIAE,))
TO_ESAT = Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT,), "L2113-12", (FOR_ESAT,))
CLAUSE_300 = Clause(ClauseKind.CLAUSE_SOCIALE, HOURS, 300, "L2112-2")
CRITERIA = (
    AwardCriterion("Prix des prestations", CriterionFamily.PRICE, 40, WEIGHTS),
    AwardCriterion("Valeur technique", CriterionFamily.TECHNICAL, 40, WEIGHTS),
    AwardCriterion("Insertion professionnelle", CriterionFamily.SOCIAL, 20, WEIGHTS),
)

GARDENING = Notice(
    source="boamp",
    publisher_id="26-900001",
    kind=NoticeKind.CALL,
    title="Entretien des espaces verts communaux",
    url="https://avis.example.org/boamp/26-900001",
    published=date(2026, 11, 20),
    buyer=Buyer("Commune de Saint-Exemple"),
    places=(Place(departement="69"),),
    nature="services",
    procedure="open",
    reference="2026-EV-07",
    deadline=until(2026, 12, 21, 12, 0),
    documents_url="https://dossiers.example.org/900001",
    lots=(
        Lot("LOT-0001", "Élagage des platanes", ("77340000",)),
        Lot(
            "LOT-0002", "Tonte et désherbage manuel", ("77310000",), amount=Amount(Decimal(48_500)), months=Decimal(12)
        ),
    ),
)
CLEANING = replace(
    GARDENING,
    publisher_id="26-900002",
    title="Nettoyage des bureaux de la communauté de communes",
    url="https://avis.example.org/boamp/26-900002",
    buyer=Buyer("Communauté de communes du Val d'Exemple"),
    cpv=("90919200",),
    reference="2026-NET-02",
    procedure="open",
    amount=Amount(Decimal(240_000)),
    lots=(Lot(months=Decimal(24)),),
)
LAUNDRY = replace(
    GARDENING,
    publisher_id="26-900003",
    title="Traitement du linge d'un établissement",
    url="https://avis.example.org/boamp/26-900003",
    buyer=Buyer("Centre hospitalier d'Exempleville"),
    cpv=("98310000",),
    reference="2026-LIN-01",
    procedure="adapted",
    deadline=until(2026, 12, 14, 17, 0),
    lots=(Lot(amount=Amount(Decimal(70_000)), months=Decimal(12), renewals=2),),
)
TWO_DEADLINES = replace(
    GARDENING,
    publisher_id="26-900004",
    title="Fourniture et pose de mobilier",
    deadline=until(2026, 12, 7, 12, 0),
    lots=(
        Lot("1", "Bureaux", ("39130000",), deadline=until(2026, 12, 7, 12, 0)),
        Lot("2", "Rayonnages", ("39131100",), deadline=until(2026, 12, 18, 16, 0)),
    ),
)
READINGS: dict[str, dict[str, LotReading]] = {  # notice → lot → what was read
    GARDENING.id: {"2": LotReading("LOT-0002", TO_SIAE)},
    CLEANING.id: {"": LotReading(None, clauses=(CLAUSE_300,))},
    LAUNDRY.id: {"": LotReading(None, TO_ESAT)},
}


def case(notice: Notice = GARDENING, lot: str = "", **changes: Any) -> Case:
    """`lot`: its key (« 2 »); "" for the whole, or for the first. `reading`, `eligibility`, `match` follow the notice
    and the structure unless given; `asks` is empty unless given."""
    chosen = changes.pop("the_lot", None) or next((one for one in notice.lots if key_of(one) == lot), notice.lots[0])
    who: Structure = changes.pop("structure", JARDINS)
    reading: LotReading = changes.pop("reading", None) or _reading(notice, chosen)
    eligibility = changes.pop("eligibility", None) or may_answer(
        who.kinds, reading.reservation, cpv=chosen.cpv or notice.cpv, concession=notice.concession
    )
    given: dict[str, Any] = {
        "match_id": 7,
        "match": match_of(who, notice, chosen, eligibility.answer),
        "asks": Asks(),
        "deadline": chosen.deadline or notice.deadline,
        "lots": (chosen,),
        "page": f"https://vigie.example.org/avis/{notice.id}",
        "host": "vigie.example.org",
    }
    return Case(who, notice=notice, lot=chosen, reading=reading, eligibility=eligibility, **{**given, **changes})


def match_of(who: Structure, notice: Notice, lot: Lot, answer: Answer = Answer.YES) -> Match:
    reasons = (
        Reason(Criterion.TRADE, Verdict.FOR, "votre métier « espaces verts » : CPV 77310000"),
        Reason(Criterion.PLACE, Verdict.FOR, "le Rhône (69) est dans votre territoire"),
    )
    return Match(who.id, notice.id, answer, near_miss=False, reasons=reasons, lots=(lot.id,))


def gardening(**changes: Any) -> Case:
    """An ACI before a lot reserved to SIAE, in an open tender, four weeks ahead, with its sheet and its proofs."""
    asks = Asks(Procedure.OPEN, criteria=CRITERIA, months=12)
    return case(**{"notice": GARDENING, "lot": "2", "asks": asks, "sheet": SHEET, "proofs": PROOFS, **changes})


def cleaning(**changes: Any) -> Case:
    """An ACI before an open tender with a social clause of 300 hours, over two years, 240 000 €."""
    asks = Asks(Procedure.OPEN, criteria=CRITERIA, months=24, hours=300)
    return case(**{"notice": CLEANING, "asks": asks, "sheet": SHEET, "proofs": PROOFS, **changes})


def laundry(**changes: Any) -> Case:
    """An ESAT before a contract reserved to EA and ESAT, adapted procedure, with a site visit that is mandatory."""
    visit = Visit(True, Evidence("texte", "La visite du site est obligatoire."), at(2026, 12, 2, 10, 0))
    asks = Asks(Procedure.ADAPTED, visit=visit, months=12, renewals=2)
    return case(**{"notice": LAUNDRY, "structure": ESAT, "asks": asks, **changes})


def two_deadlines(lot: str = "1", **changes: Any) -> Case:
    """An open tender whose lots 1 and 2 close on 7 and 18 December; both concern the structure."""
    asks = Asks(Procedure.OPEN)
    given = {"notice": TWO_DEADLINES, "structure": COOPERATIVE, "asks": asks, "lots": TWO_DEADLINES.lots}
    return case(**{**given, "lot": lot, **changes})


def undated(**changes: Any) -> Case:
    """The notice gives no deadline."""
    return gardening(notice=replace(GARDENING, deadline=None), deadline=None, **changes)


def in_2049(**changes: Any) -> Case:
    """The deadline cannot be believed."""
    late = until(2049, 12, 31, 12, 0, doubt="L'avis donne une date en 2049, sans doute par erreur.")
    return gardening(notice=replace(GARDENING, deadline=late), deadline=late, **changes)


def too_late(**changes: Any) -> Case:
    """The deadline was yesterday."""
    past = Deadline(NOW - timedelta(days=1))
    return gardening(notice=replace(GARDENING, deadline=past), deadline=past, **changes)


def odd_name(**changes: Any) -> Case:
    """Names with signs that markup would eat."""
    who = replace(JARDINS, name="Jardins & Cie <solidaires>")
    titled = replace(
        GARDENING, title="Tonte & « taille » <lot> 100 %", buyer=Buyer("Mairie d'Exemple & alentours <69>")
    )
    sheet = replace(SHEET, legal_name="Jardins & Cie <solidaires>")
    return gardening(notice=titled, structure=who, sheet=sheet, **changes)


def _reading(notice: Notice, lot: Lot) -> LotReading:
    return READINGS.get(notice.id, {}).get(key_of(lot), LotReading(lot.id))
