"""What a structure gives and decides to prepare an answer: its sheet, its proofs, and its work on one lot."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum


class Manner(StrEnum):
    """How the structure thinks of answering."""

    ALONE = "alone"
    TOGETHER = "together"


class ProofKind(StrEnum):
    """What a buyer asks to see. The first ones prove a right to reserved lots (code de la commande publique, R2113-7).

    French terms stay French: `docs/glossaire.md` says what each is.
    """

    CONVENTION_IAE = "convention_iae"  # EI, ACI, AI, ETTI, EITI: signed with the DDETS
    ANNEXE_FINANCIERE = "annexe_financiere"  # of the convention IAE, each year
    AGREMENT_EA = "agrement_ea"  # and its CPOM, with the DREETS
    ARRETE_ESAT = "arrete_esat"  # authorisation by the ARS
    LABEL_GEIQ = "label_geiq"
    CONTRAT_DETENTION = "contrat_detention"  # contrat d'implantation
    AGREMENT_ESUS = "agrement_esus"
    MENTION_ESS = "mention_ess"  # at the RCS, for a commercial company of the ESS
    TAUX = "taux"  # attestation of the share of workers concerned
    STATUTS = "statuts"
    RNA = "rna"  # receipt of an association
    KBIS = "kbis"
    POUVOIR = "pouvoir"  # of whoever signs
    RIB = "rib"
    ASSURANCE_RC = "assurance_rc"
    ASSURANCE_DECENNALE = "assurance_decennale"
    VIGILANCE_URSSAF = "vigilance_urssaf"
    ATTESTATION_FISCALE = "attestation_fiscale"
    COMPTES = "comptes"  # of the last three years
    QUALIFICATION = "qualification"  # Qualibat, Certiphyto, ISO…
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A document kept because the host allows it. `name` is for people; `size` in bytes."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Proof:
    """One document of the drawer: what is known of it. The document itself is elsewhere, unless `file`.

    `valid_until` is the last day on which it is good; None when it has no end, or when nobody said it.
    """

    kind: ProofKind
    reference: str = ""  # number, or words of the structure
    issued_on: date | None = None
    valid_until: date | None = None
    note: str = ""  # where the document is: « classeur bleu »
    id: int = 0  # 0: not stored yet
    file: KeptFile | None = None


@dataclass(frozen=True, slots=True)
class Turnover:
    """Without tax, in euros, of one closed year."""

    year: int
    euros: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """A contract done: what, for whom, when, for how much (euros without tax)."""

    what: str
    buyer: str = ""
    year: int | None = None
    euros: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What forms ask of a structure, said once. Everything is optional; "" and None: not said.

    `siret`: 14 digits. Full-time equivalents are of a year. The last fields are the structure's own sentences, used in
    the mémoire technique.
    """

    legal_name: str = ""
    legal_form: str = ""
    siret: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    email: str = ""
    phone: str = ""
    signatory: str = ""
    signatory_role: str = ""
    staff: float | None = None  # full-time equivalents, everybody
    insertion_fte: float | None = None  # full-time equivalents of people on an insertion path, or disabled workers
    supervisors: float | None = None  # full-time equivalents of technical supervisors
    turnover: tuple[Turnover, ...] = ()  # latest first
    references: tuple[Reference, ...] = ()  # latest first
    follow_up: str = ""  # social and professional support
    training: str = ""
    exits: str = ""  # what people become
    equipment: str = ""
    quality: str = ""
    safety: str = ""
    environment: str = ""


class Mark(IntEnum):
    """Of one question of the go / no-go grid."""

    NO = 0
    PARTLY = 1
    YES = 2


class Point(StrEnum):
    """The questions of the go / no-go grid, in the order in which they are asked."""

    ELIGIBILITY = "eligibility"
    TRADE = "trade"
    PLACE = "place"
    TIME = "time"  # at least ten working days left
    CAPACITY = "capacity"  # people, supervision, peaks
    PROOFS = "proofs"  # documents at hand
    INSURANCE = "insurance"  # and qualifications asked for
    TURNOVER = "turnover"  # asked for: 1.5 times the amount at most
    CRITERIA = "criteria"  # weight of price, technique, social
    AMOUNT = "amount"  # beside the turnover: dependency
    CASH = "cash"  # treasury, advance
    TAKEOVER = "takeover"  # of the staff in place
    VISIT = "visit"
    PENALTIES = "penalties"
    PARTNERS = "partners"
    PEOPLE = "people"  # good for the people on a path


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Of the estimate of insertion hours, changed by the structure; None: the usual one (`alerts.reply_help.hours`).

    Shares are between 0 and 1, `hourly_cost` in euros, all charges included, `amount` in euros without tax.
    """

    amount: Decimal | None = None
    labour_share: float | None = None
    insertion_share: float | None = None
    hourly_cost: float | None = None
    months: float | None = None  # how long the work lasts
    hours: float | None = None  # stated in documents that Vigie has not read


@dataclass(frozen=True, slots=True)
class Work:
    """What a structure decided and did on one lot. `marks` only holds what somebody answered. `done`: identifiers of
    documents and steps that are ready. `reminded`: the steps of the plan are recalled on people's channels."""

    manner: Manner | None = None  # None: as said of the opportunity, alone otherwise
    marks: dict[Point, Mark] = field(default_factory=dict)
    assumptions: Assumptions = Assumptions()
    done: frozenset[str] = frozenset()
    reminded: bool = False


class Outcome(StrEnum):
    """What became of it, told by the structure afterwards."""

    NOT_ANSWERED = "not_answered"
    WAITING = "waiting"  # answered, the buyer has not decided
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Told:
    """`by`: the person who said so."""

    match_id: int
    outcome: Outcome
    on: date
    by: int | None = None
