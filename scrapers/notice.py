"""What a publisher published, and nothing guessed: the values that every source produces.

All values are frozen and hold plain types, so that they can be compared, hashed and stored as JSON.
Codes (NUTS, CPV, BT-71…) are kept raw, even unknown ones: reading them is the business of `alerts.clauses`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class NoticeKind(StrEnum):
    """What the notice does. `PRIOR` announces a later call, `OTHER` is what none of the rest covers."""

    CALL = "call"
    PRIOR = "prior"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"
    AWARD = "award"
    OTHER = "other"


class Topic(StrEnum):
    """What a passage is about, as far as its field in the publisher's document says it."""

    TITLE = "title"
    DESCRIPTION = "description"
    CONDITIONS = "conditions"  # conditions of execution, BT-70, AUTRES_CONDITIONS…
    PARTICIPATION = "participation"  # who may take part, qualifications, reservation
    AWARD_CRITERIA = "award_criteria"
    LOTS = "lots"  # free text that describes several lots
    BEFORE = "before"  # a correction's "au lieu de": no longer holds
    AFTER = "after"  # a correction's "lire": what holds now
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text as published, repaired (entities, damaged characters), spaces folded, never reworded.

    `field` is its place in the publisher's document ("BT-70", "MAPA/initial/renseignements/rensgComplt"…):
    it is shown to people as evidence.
    """

    field: str
    text: str
    topic: Topic = Topic.OTHER


NO_WINNER = "winner-selection-status"


@dataclass(frozen=True, slots=True)
class Code:
    """A coded fact, raw. `name` is the code list; an empty `value` means published empty, not absent.

    Names used: the eForms list names ("reserved-procurement", "reserved-execution", "social-objective",
    "strategic-procurement", "environmental-impact", "gpp-criteria"); "marche_reserve" for BOAMP's yes/no fields
    (values "oui", "non", "ateliers_proteges", "emplois_proteges"); "criteres" for BOAMP's coarse index words
    ("sociaux", "environnementaux"), which are a hint and never a proof; `NO_WINNER` in an award notice: nobody was
    chosen for this lot (« infructueux », « sans suite »), and the publisher says so.
    """

    field: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place as published: any of its parts may be missing. `nuts` is raw, of any level."""

    nuts: str | None = None
    departement: str | None = None  # INSEE code: "01", "2A", "971"
    postcode: str | None = None
    town: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3 as in eForms ("FRA"), when published

    def label(self) -> str:
        """The most precise code or words that were published, for lists and JSON."""
        words = " ".join(part for part in (self.postcode, self.town) if part)
        return self.nuts or words or self.departement or self.country or ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """`siret` is 14 digits without spaces, or None when what was published is not a SIRET."""

    name: str | None = None
    siret: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """An estimated value, without tax where the publisher says so. `value` is never 0 (0 means "not told")."""

    value: Decimal
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When tenders or requests to participate must have arrived.

    `at` is aware and keeps the buyer's wall clock (Europe/Paris for French buyers). `doubt` is a French sentence
    when the published value contradicts itself or cannot be believed (an offset of the wrong season, the year 2049).
    """

    at: datetime
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """An award criterion as coded (BT-539, BT-540, BT-5421). `kind`: "price", "cost" or "quality", None when not told.

    `weight` is a percentage from 0 to 100, None when the publisher gives none (an order of importance is no weight).
    """

    field: str
    name: str
    kind: str | None = None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Winner:
    """Who won a lot, in an award notice. `siret` as in `Buyer`."""

    name: str
    siret: str | None = None
    town: str | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot, or the whole contract (`id` None) when the notice has no lots.

    `months`: how long it lasts without its renewals (BT-36), `renewals` how many times it may be renewed (BT-58),
    `starts` when the work begins (BT-536), `questions_until` the last moment for questions (BT-13).
    """

    id: str | None = None
    title: str | None = None
    cpv: tuple[str, ...] = ()  # 8 digits, main code first, no check digit
    nature: str | None = None  # "services", "supplies", "works"
    places: tuple[Place, ...] = ()  # where the work is done
    deadline: Deadline | None = None
    amount: Amount | None = None
    documents_url: str | None = None
    codes: tuple[Code, ...] = ()
    passages: tuple[Passage, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    months: Decimal | None = None
    renewals: int | None = None
    starts: date | None = None
    questions_until: datetime | None = None
    winners: tuple[Winner, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One published notice. `lots` is never empty.

    What is stated for the whole contract stands on the notice (`cpv`, `places`, `deadline`, `codes`, `passages`…);
    what is stated for a lot stands on the lot. `Notice.deadline` is the earliest of its lots when they differ.
    `previous` names the notices (publisher's ids, same source) that this one corrects, cancels or awards;
    `procedure_id` is BT-04 (ContractFolderID), the key shared by BOAMP and TED. `procedure` is the kind of procedure,
    raw: a code of eForms (BT-105: "open", "restricted", "neg-w-call"…), or the publisher's words.
    """

    source: str
    publisher_id: str
    kind: NoticeKind
    title: str
    url: str | None = None
    published: date | None = None
    buyer: Buyer = field(default_factory=Buyer)
    places: tuple[Place, ...] = ()
    publication_departements: tuple[str, ...] = ()  # where the buyer paid to be read: not the place of work
    cpv: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()  # the publisher's own subject labels (BOAMP descriptors)
    nature: str | None = None
    deadline: Deadline | None = None
    amount: Amount | None = None
    documents_url: str | None = None
    procedure_id: str | None = None
    procedure: str | None = None
    reference: str | None = None  # the buyer's own reference
    previous: tuple[str, ...] = ()
    concession: bool = False
    language: str | None = None
    shape: str = ""  # which reading produced it: "eforms", "fnsimple", "mapa", "legacy", "feed"
    codes: tuple[Code, ...] = ()
    passages: tuple[Passage, ...] = ()
    lots: tuple[Lot, ...] = (Lot(),)

    @property
    def id(self) -> str:
        """`source:publisher's id`, unique over all sources ("boamp:26-85090")."""
        return f"{self.source}:{self.publisher_id}"
