"""Fictitious opportunities, of the kinds that a manager meets in a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from alerts.messages.mail.gathered import Item, Near
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
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure, StructureKind
from scrapers.notice import Amount, Buyer, Deadline, Lot, Notice, NoticeKind, Place

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))
HEDGERS = Structure("chantier-des-haies", "Chantier des Haies", frozenset({StructureKind.ACI}))

_TO_SIAE = "Ce lot est réservé à des structures d'insertion par l'activité économique (article L. 2113-13)."
_HOURS = "Le titulaire confie {hours} heures de travail à des personnes éloignées de l'emploi."


@dataclass(frozen=True)
class Opportunity:
    """What tells one from another. `days`: from NOW to its deadline, at noon."""

    number: int
    title: str
    departement: str
    buyer: str
    days: int
    reserved: bool = False
    doubtful: bool = False
    hours: float | None = None
    amount: int | None = None

    @property
    def deadline(self) -> Deadline:
        return Deadline((NOW + timedelta(days=self.days)).replace(hour=12))

    @property
    def notice(self) -> Notice:
        return Notice(
            "boamp",
            f"26-{900100 + self.number}",
            NoticeKind.CALL,
            self.title,
            url=f"https://avis.example.org/boamp/26-{900100 + self.number}?lot=1&vue=complete",
            published=(NOW - timedelta(days=2)).date(),
            buyer=Buyer(self.buyer),
            places=(Place(departement=self.departement),),
            deadline=self.deadline,
            documents_url=f"https://dossiers.example.org/{900100 + self.number}",
            amount=Amount(Decimal(self.amount)) if self.amount else None,
            lots=(Lot("LOT-0001", self.title),),
        )

    @property
    def reading(self) -> LotReading:
        held = Reservation()
        if self.reserved:
            proof = (Evidence("BT-71, LOT-0001", _TO_SIAE),)
            held = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), "L2113-13", proof)
        elif self.doubtful:
            possible = (Beneficiary.EA_ESAT, Beneficiary.SIAE)
            proof = (Evidence("BT-71, LOT-0001", "Marché réservé : oui."),)
            held = Reservation(ReservationStatus.UNKNOWN, evidence=proof, possible=possible)
        clauses = ()
        if self.hours:
            worked = Evidence("BT-70, LOT-0001", _HOURS.format(hours=int(self.hours)))
            clauses = (Clause(ClauseKind.CLAUSE_SOCIALE, worked, self.hours),)
        return LotReading("LOT-0001", held, clauses)

    @property
    def match(self) -> Match:
        answer = Answer.CHECK if self.doubtful else Answer.YES
        verdict = Verdict.CHECK if self.doubtful else Verdict.FOR
        reasons = (
            Reason(Criterion.ELIGIBILITY, verdict, self._why()),
            Reason(Criterion.TRADE, Verdict.FOR, "votre métier « espaces verts » : CPV 77310000"),
            Reason(Criterion.PLACE, Verdict.FOR, "ce lieu est dans votre territoire"),
        )
        return Match(HEDGERS.id, self.notice.id, answer, near_miss=False, reasons=reasons, lots=("LOT-0001",))

    def item(self, status: ResponseStatus | None = None) -> Item:
        return Item(self.number, self.match, (self.notice,), (self.reading,), status)

    def near(self, missed: str, widen: str) -> Near:
        reason = Reason(Criterion.PLACE, Verdict.AGAINST, missed)
        match = Match(HEDGERS.id, self.notice.id, Answer.YES, near_miss=True, reasons=(reason,), lots=("LOT-0001",))
        return Near(match, (self.notice,), (self.reading,), widen, (self.notice.id, "place:01"))

    def _why(self) -> str:
        if self.reserved:
            return "le marché est réservé aux SIAE et vous êtes un ACI"
        if self.doubtful:
            return "le marché est réservé, mais l'avis ne dit pas à qui : ESAT et EA, ou SIAE"
        return "le marché n'est pas réservé : toute entreprise peut répondre"


HEDGES = Opportunity(
    1,
    "Plantation de haies bocagères et entretien de sentiers",
    "69",
    "Commune de Saint-Exemple",
    3,
    reserved=True,
    hours=420,
    amount=48_500,
)
SCHOOLS = Opportunity(2, "Nettoyage des écoles & du gymnase", "69", "Ville de Montfictif", 5, hours=140, amount=92_000)
PARK = Opportunity(
    3,
    "Entretien des espaces verts du parc de la Rivière",
    "42",
    "Communauté de communes des Trois Rus",
    17,
    doubtful=True,
)
LINEN = Opportunity(
    4,
    "Entretien du linge de deux résidences autonomie, avec collecte et livraison",
    "01",
    "CCAS de Bourg-Inventé",
    24,
    hours=75,
    amount=31_200,
)
BRIDGE = Opportunity(
    5,
    "Débroussaillage des berges et petites maçonneries",
    "01",
    "Syndicat de rivière du Val Fictif",
    12,
    reserved=True,
    amount=27_900,
)
MEALS = Opportunity(6, "Portage de repas à domicile", "38", "Commune de Roche-Imaginaire", 30)
