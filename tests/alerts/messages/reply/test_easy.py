"""Easy to read: no fact of the card or of the list of documents is lost, sentences are short, hard words explained."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.messages.french import insertion_hours, moment, money
from alerts.messages.message import Bullets, Fact, Heading, Message, flattened
from alerts.messages.phone.card import card_message
from alerts.messages.reply.documents import document_words
from alerts.messages.reply.easy import easy_documents_message, easy_message
from alerts.messages.reply.easy_papers import PAPERS
from alerts.messages.told import told
from alerts.model.match import Criterion, Reason, Verdict
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
from alerts.model.reply import Manner, Proof, ProofKind, Work
from alerts.model.response import ResponseStatus
from alerts.model.structure import StructureKind
from alerts.reply_help.asked import Asks, AwardCriterion, CriterionFamily, Procedure, Visit
from alerts.reply_help.case import Case
from alerts.reply_help.documents import documents
from scrapers.notice import Amount, Buyer, Deadline, Lot, NoticeKind, Place
from tests.alerts.reply_help.cases import (
    CLEANING,
    COOPERATIVE,
    ESAT,
    GARDENING,
    INTERIM,
    NOW,
    PROOFS,
    case,
    cleaning,
    gardening,
    in_2049,
    laundry,
    odd_name,
    structure,
    too_late,
    two_deadlines,
    undated,
)

SAYS = Evidence("BT-70", "Phrase de l'avis.")
MOST_WORDS = 15
NAMES = {
    Beneficiary.EA_ESAT: ("EA", "ESAT"),
    Beneficiary.SIAE: ("SIAE",),
    Beneficiary.ESS: ("ESS",),
    Beneficiary.PRISON: ("personnes détenues",),
}
CLAUSES = {
    ClauseKind.CLAUSE_SOCIALE: "clause sociale.",
    ClauseKind.CLAUSE_SOCIALE_FACULTATIVE: "clause sociale facultative",
    ClauseKind.CRITERE_SOCIAL: "critère social",
    ClauseKind.SERVICE_INSERTION: "service d'insertion",
    ClauseKind.CLAUSE_ENV: "clause environnementale",
    ClauseKind.CRITERE_ENV: "critère environnemental",
}
ANSWERS = {Answer.YES: "Oui, d'après l'avis", Answer.NO: "Non, d'après l'avis", Answer.CHECK: "à vérifier"}
ORDER = ["De quoi", "Qui achète", "Où", "Pouvez-vous", "Jusqu'à quand", "Quelles", "Combien", "Pourquoi", "Que faut-il"]


def reserved(*to: Beneficiary, status: ReservationStatus = ReservationStatus.RESERVED, **fields: Any) -> Reservation:
    if status is ReservationStatus.RESERVED:
        return Reservation(status, to, evidence=(SAYS,), **fields)
    return Reservation(status, evidence=(SAYS,), possible=to, **fields)


def reading(reservation: Reservation = Reservation(), *clauses: Clause) -> LotReading:  # noqa: B008 - frozen
    return LotReading(None, reservation, clauses)


def every_case() -> Iterator[Case]:
    """Stories, then everything that a lot may be."""
    yield from (gardening(), cleaning(), laundry(), two_deadlines("1"), two_deadlines("2"))
    yield from (undated(), in_2049(), too_late(), odd_name())
    yield from (gardening(status=one) for one in ResponseStatus)
    for who in (ESAT, INTERIM, COOPERATIVE, structure()):
        for to in ((Beneficiary.SIAE,), (Beneficiary.EA_ESAT,), (Beneficiary.EA_ESAT, Beneficiary.SIAE)):
            yield case(CLEANING, structure=who, reading=reading(reserved(*to, article="L2113-14")))
        for status in (ReservationStatus.UNKNOWN, ReservationStatus.CONFLICT):
            yield case(CLEANING, structure=who, reading=reading(reserved(Beneficiary.SIAE, status=status)))
    for one in (Beneficiary.ESS, Beneficiary.PRISON):
        yield case(CLEANING, reading=reading(reserved(one)))
    yield case(CLEANING, reading=reading(replace(Reservation(), evidence=(SAYS,))))
    for kind in ClauseKind:
        for hours in (None, 37.5, 1226.0):
            yield case(CLEANING, reading=reading(Reservation(), Clause(kind, SAYS, hours)))
    yield case(CLEANING, reading=reading(Reservation(), *(Clause(kind, SAYS) for kind in ClauseKind)))
    yield from (case(replace(CLEANING, kind=kind)) for kind in NoticeKind)
    yield case(replace(CLEANING, concession=True))
    yield from (
        case(replace(CLEANING, places=places))
        for places in (
            (),
            (Place(departement="974"),),
            (Place(departement="69"), Place(departement="01")),
        )
    )
    yield case(replace(CLEANING, places=(), buyer=Buyer("Mairie", place=Place(departement="69"))))
    yield case(replace(CLEANING, places=(), publication_departements=("69",)))
    yield case(replace(CLEANING, buyer=Buyer(), amount=None, url=None, published=None, documents_url=None))
    yield case(replace(GARDENING, amount=Amount(Decimal("1234.50"))), "1")
    doubtful = Deadline(NOW + timedelta(hours=30), "L'heure n'est pas celle de la saison.")
    yield case(replace(CLEANING, deadline=doubtful))
    yield from (
        case(replace(CLEANING, deadline=Deadline(NOW + one))) for one in (timedelta(hours=2), timedelta(days=1))
    )
    checks = (
        Reason(Criterion.PLACE, Verdict.CHECK, "Lieu : l'avis ne le dit pas"),
        Reason(Criterion.AMOUNT, Verdict.CHECK, "montant non indiqué"),
        Reason(Criterion.ELIGIBILITY, Verdict.CHECK, "à vérifier auprès de l'acheteur"),
    )
    held = cleaning()
    yield replace(held, match=replace(held.match, reasons=checks, answer=Answer.CHECK))
    against = (Reason(Criterion.PLACE, Verdict.AGAINST, "Lieu : à 80 km, vous en demandez 50"),)
    yield replace(held, match=replace(held.match, reasons=against, near_miss=True))


CASES = [*every_case()]


def text_of(message: Message) -> str:
    return "\n".join(sentences(message))


def sentences(message: Message) -> list[str]:
    """What stands in bullets."""
    return [item for block in flattened(message.blocks) if isinstance(block, Bullets) for item in block.items]


def card_of(held: Case) -> Message:
    alone = replace(held.match, lots=(held.lot.id,))
    read = (replace(held.reading, lot_id=held.lot.id),)
    return card_message(held.structure, alone, held.match_id, (held.notice,), read, held.status, NOW)


def facts_of(held: Case) -> Iterator[str]:
    """What the card says, as it must be found in the easy one, in the order of the card."""
    notice, lot = held.notice, held.lot
    yield notice.title
    if held.lot_key and lot.title:
        yield lot.title
    yield notice.buyer.name or "L'avis ne le dit pas."
    alone = told(held.structure, replace(held.match, lots=(lot.id,)), (notice,), (held.reading,), NOW)
    yield from alone.where.names
    yield ANSWERS[held.eligibility.answer]
    for group in (*held.reading.reservation.to, *held.reading.reservation.possible):
        yield from NAMES[group]
    if held.eligibility.article:
        yield held.eligibility.article
    yield moment(held.deadline.at) if held.deadline else "L'avis ne dit pas la date limite."
    for clause in held.reading.clauses:
        yield CLAUSES[clause.kind]
        if clause.hours is not None:
            yield insertion_hours(clause.hours)
    amount = lot.amount or notice.amount
    yield money(amount) if amount else "L'avis ne le dit pas."
    yield from (one.rstrip(".") for one in alone.texts(Verdict.AGAINST))
    yield from (one.rstrip(".") for one in alone.texts(Verdict.CHECK, without=(Criterion.ELIGIBILITY,)))
    yield notice.publisher_id


@pytest.mark.parametrize("held", CASES)
def test_no_fact_of_the_card_is_lost(held: Case) -> None:
    text = text_of(easy_message(held, NOW))
    assert [one for one in facts_of(held) if one not in text] == []


KNOWN_LABELS = re.compile(
    "Acheteur|Lieu|Pouvez-vous répondre .*|Date limite|Clauses|Montant estimé|Métier|Pourquoi vous|À vérifier"
    "|Nature du contrat|Nature de l'avis|Lot .*|Autres lots|Juste à côté|Réservation|L'ensemble du marché"
)


@pytest.mark.parametrize("held", CASES)
def test_the_card_says_nothing_that_this_file_does_not_look_for(held: Case) -> None:
    """A new line of the card must find its place in the easy one too: add it to `facts_of`."""
    labels = [one.label for one in card_of(held).blocks if isinstance(one, Fact)]
    assert [one for one in labels if not KNOWN_LABELS.fullmatch(one)] == []


def test_overseas_has_its_own_hour() -> None:
    held = case(replace(CLEANING, places=(Place(departement="974"),)))
    assert [one for one in sentences(easy_message(held, NOW)) if "eure d" in one] == [
        "Date limite : lundi 21 décembre 2026 à 12 h 00, heure de Paris.",
        "Heure de La Réunion : lundi 21 décembre 2026 à 15 h 00.",
    ]


@pytest.mark.parametrize("held", CASES)
def test_sections_stand_in_the_order_of_the_card(held: Case) -> None:
    headings = [one.text for one in easy_message(held, NOW).blocks if isinstance(one, Heading)]
    places = [[text.startswith(start) for start in ORDER].index(True) for text in headings[:-1]]
    assert places == sorted(places)
    assert headings[:7] == [
        "De quoi parle ce message ?",
        "Qui achète ?",
        "Où ?",
        "Pouvez-vous répondre ?",
        "Jusqu'à quand ?",
        "Quelles sont les clauses ?",
        "Combien d'argent ?",
    ]


@pytest.mark.parametrize("held", CASES)
def test_what_can_be_done_is_what_the_card_offers(held: Case) -> None:
    assert easy_message(held, NOW).actions == card_of(held).actions


def published(held: Case) -> list[str]:
    """Words that are not ours: never cut, never reworded."""
    reasons = [one.text for one in held.match.reasons]
    doubt = [held.deadline.doubt] if held.deadline and held.deadline.doubt else []
    names = [held.notice.title, held.lot.title or "", held.notice.buyer.name or ""]
    return sorted((one for one in (*names, *reasons, *doubt) if one), key=len, reverse=True)


def too_long(said: list[str], exempt: list[str]) -> list[str]:
    """Counted between stops, colons too: what follows a colon is another idea."""
    found = []
    for one in said:
        own = one
        for name in exempt:
            own = re.sub(re.escape(name), "", own, flags=re.IGNORECASE)
        found += [own for part in re.split(r"[.:;]\s", own) if len(part.split()) > MOST_WORDS]
    return found


@pytest.mark.parametrize("held", CASES)
def test_sentences_are_short(held: Case) -> None:
    assert too_long(sentences(easy_message(held, NOW)), published(held)) == []


@pytest.mark.parametrize(
    ("held", "word", "explained"),
    [
        (gardening(), "lot", "Un lot est une partie du marché."),
        (gardening(), "réservé", "Réservé veut dire : seules certaines structures peuvent répondre."),
        (gardening(), "SIAE", "Une SIAE fait travailler des personnes qui cherchent un emploi depuis longtemps."),
        (laundry(), "ESAT", "Une EA et un ESAT font travailler des personnes handicapées."),
        (cleaning(), "clause", "Une clause est une règle du contrat."),
        (cleaning(), "insertion", "L'insertion aide une personne à retrouver un travail."),
        (cleaning(), "HT", "HT veut dire : hors taxes."),
        (cleaning(), "avis", "L'avis est l'annonce officielle."),
        (gardening(), "CPV", "Le code CPV dit le métier du marché."),
        (case(replace(CLEANING, concession=True)), "concession", "Une concession est un contrat long"),
        (undated(), "règlement", "Le règlement explique comment répondre."),
    ],
)
def test_hard_words_are_explained(held: Case, word: str, explained: str) -> None:
    text = text_of(easy_message(held, NOW))
    assert word in text
    assert explained in text


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (NOW + timedelta(hours=3), "C'est aujourd'hui."),
        (NOW + timedelta(days=1), "Il reste 1 jour."),
        (NOW + timedelta(days=28), "Il reste 28 jours."),
        (NOW - timedelta(minutes=1), "La date est passée : on ne peut plus répondre."),
    ],
)
def test_the_days_left_are_counted(closes: datetime, said: str) -> None:
    held = case(replace(CLEANING, deadline=Deadline(closes)))
    assert said in sentences(easy_message(held, NOW))


def test_a_date_that_cannot_be_believed_is_not_counted() -> None:
    text = text_of(easy_message(in_2049(), NOW))
    assert "Cette date est trop loin : à vérifier." in text
    assert "Il reste" not in text


def test_no_meaning_hangs_on_a_picture() -> None:
    for held in CASES:
        for message in (easy_message(held, NOW), easy_documents_message(held, NOW)):
            pictures = {one for one in text_of(message) + message.title if unicodedata.category(one) == "So"}
            assert pictures == set()


def test_the_other_lots_are_named() -> None:
    assert "Pour vous, il y a aussi : lot 2." in sentences(easy_message(two_deadlines("1"), NOW))


@pytest.mark.parametrize(("closed", "said"), [("cancelled", "Le marché est annulé."), ("awarded", "déjà donné.")])
def test_a_market_that_is_closed_says_so(closed: str, said: str) -> None:
    assert said in text_of(easy_message(gardening(closed=closed), NOW))


# --- documents ---

ASKS = Asks(
    Procedure.RESTRICTED,
    candidacy_first=True,
    criteria=(AwardCriterion("Environnement", CriterionFamily.ENVIRONMENT, 10.0),),
    visit=Visit(False, SAYS),
    turnover=Decimal(100_000),
    insurance=(SAYS, Evidence("texte", "Garantie décennale.")),
    qualifications=(SAYS,),
    references=(SAYS,),
    samples=(SAYS,),
    subcontracting=(SAYS,),
    hours=300,
)
TOGETHER = Work(Manner.TOGETHER, done=frozenset({"doc-dc1"}))
DOCUMENTS = [
    *CASES,
    cleaning(asks=ASKS),
    cleaning(asks=ASKS, work=TOGETHER),
    gardening(work=TOGETHER),
    cleaning(asks=Asks(Procedure.CONCESSION)),
    cleaning(asks=Asks(Procedure.DIRECT)),
    case(replace(CLEANING, nature="works", cpv=("45442100",), lots=(Lot(),))),
    gardening(proofs=tuple(replace(one, valid_until=NOW.date()) for one in PROOFS)),
    gardening(proofs=tuple(replace(one, valid_until=NOW.date() - timedelta(days=9)) for one in PROOFS)),
    gardening(proofs=(Proof(ProofKind.CONVENTION_IAE),)),
    *(
        case(
            CLEANING,
            structure=who,
            reading=reading(reserved(to)),
            eligibility=may_answer(who.kinds, reserved(to), cpv=("85000000",), concession=False),
        )
        for kind in StructureKind
        for who in [structure(kind)]
        for to in Beneficiary
    ),
]


@pytest.mark.parametrize("held", DOCUMENTS)
def test_the_same_documents_in_the_same_order(held: Case) -> None:
    found = documents(held, NOW)
    needed = [one for one in found.asked if not one.optional]
    rare = [one for one in found.asked if one.optional]
    expected = [one.name for one in (*needed, *rare, *found.invited, *found.winner)]
    headings = [one.text for one in easy_documents_message(held, NOW).blocks if isinstance(one, Heading)]
    assert [text.partition(". ")[2] for text in headings if text[0].isdigit()] == expected


@pytest.mark.parametrize("held", DOCUMENTS)
def test_sentences_on_documents_are_short(held: Case) -> None:
    assert too_long(sentences(easy_documents_message(held, NOW)), []) == []


def test_every_document_has_its_plain_words() -> None:
    listed = {one.id for held in DOCUMENTS for one in documents(held, NOW).items}
    assert listed | {f"doc-{kind.value}" for kind in ProofKind} == set(PAPERS)


def of_document(message: Message, name: str) -> str:
    """The bullets under its heading."""
    blocks = list(message.blocks)
    start = next(n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text.endswith(f". {name}"))
    under = blocks[start + 1]
    return "\n".join(under.items) if isinstance(under, Bullets) else ""


@pytest.mark.parametrize(
    ("held", "name", "said"),
    [
        (gardening(), "Convention IAE", "Déjà dans votre tiroir.\nDate de fin : 31 décembre 2026."),
        (gardening(proofs=()), "Convention IAE", "Pas dans votre tiroir.\nIl est signé avec la DDETS."),
        (gardening(proofs=(Proof(ProofKind.CONVENTION_IAE),)), "Convention IAE", "Notez sa date de fin."),
        (
            gardening(proofs=(Proof(ProofKind.CONVENTION_IAE, valid_until=NOW.date()),)),
            "Convention IAE",
            "Trop vieux à la date limite.\nDate de fin : 23 novembre 2026.\nDemandez un document plus récent.",
        ),
        (gardening(work=TOGETHER), "DC1, lettre de candidature", "C'est fait."),
        (gardening(work=TOGETHER), "DC2, déclaration du candidat", "Un pour chaque membre du groupe."),
        (laundry(), "Attestation de visite", "Cette visite est obligatoire."),
        (cleaning(asks=ASKS), "Attestation de visite", "Cette visite est conseillée."),
        (gardening(proofs=()), "Annexe financière de la convention IAE", "Durée : en général l'année civile."),
    ],
)
def test_each_document_says_where_it_stands(held: Case, name: str, said: str) -> None:
    assert said in of_document(easy_documents_message(held, NOW), name)


def test_what_is_to_be_checked_is_kept() -> None:
    """Every caution of the list is found again, sentence by sentence."""
    for held in DOCUMENTS:
        text = text_of(easy_documents_message(held, NOW))
        for one in documents(held, NOW).items:
            for part in re.split(r" ; |\. ", one.check):
                assert part.rstrip(".")[1:] in text, document_words(one)
