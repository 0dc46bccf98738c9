"""What a manager reads of one opportunity on a phone, and what can be done there."""

from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.messages.message import ActionKind, Fact, Link, Message, Paragraph, Quote
from alerts.messages.phone.card import actions, card_message
from alerts.messages.phone.lines import brief
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
from alerts.model.structure import StructureKind
from scrapers.notice import Amount, Lot, Notice, NoticeKind, Place
from tests.alerts.messages.stories import (
    FOR_SIAE,
    GARDENERS,
    GREEN_SPACES,
    HOURS,
    MATCH,
    NOW,
    READINGS,
    all_words,
    until,
)

WHOLE = replace(GREEN_SPACES, lots=(Lot(),))
WHOLE_MATCH = replace(MATCH, lots=(None,))
Readings = tuple[LotReading, ...]


def card(
    notice: Notice = GREEN_SPACES,
    readings: Readings = READINGS,
    match: Match = MATCH,
    status: ResponseStatus | None = None,
) -> Message:
    return card_message(GARDENERS, match, 77, (notice,), readings, status, NOW)


def whole(reasons: tuple[Reason, ...] = MATCH.reasons, **new: object) -> Message:
    match = replace(WHOLE_MATCH, reasons=reasons)
    return card(replace(WHOLE, **new), (LotReading(None),), match)  # type: ignore[arg-type]


def fact(message: Message, label: str) -> str | None:
    return next((one.value for one in message.blocks if isinstance(one, Fact) and one.label == label), None)


def labels(message: Message) -> list[list[str]]:
    return [[one.label for one in row] for row in message.actions]


def test_the_whole_card_in_the_order_of_a_decision() -> None:
    message = card()
    assert message.title == "Entretien des espaces verts communaux"
    assert message.blocks == (
        Fact("Lot 2", "Tonte et désherbage manuel"),
        Fact("Autres lots", "2 lots hors de vos critères"),
        Fact("Acheteur", "Commune de Saint-Exemple"),
        Fact("Lieu", "Rhône (69)"),
        Fact(
            "Pouvez-vous répondre ?",
            "Oui, d'après l'avis. Le lot 2 est réservé aux SIAE et vous êtes un ACI.",
            strong=True,
            answer=Answer.YES,
        ),
        Quote(FOR_SIAE.quote, "avis BOAMP 26-900001, conditions de participation", FOR_SIAE.field),
        Quote(HOURS.quote, "avis BOAMP 26-900001, conditions d'exécution", HOURS.field),
        Fact("Date limite", "vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours", strong=True),
        Fact("Clauses", "clause sociale, 140 heures d'insertion"),
        Fact("Montant estimé", "48 500 € HT"),
        Fact("Pourquoi vous", "votre métier « espaces verts » : CPV 77310000"),
        Paragraph(
            "Pour Les Jardins du Lien. Avis BOAMP 26-900001 du 18 septembre 2026."
            " Le règlement de consultation fait foi."
        ),
        Link("Dossier de consultation", "https://dossiers.example.org/900001"),
    )
    assert message.summary.startswith(
        "Vous pouvez répondre, d'après l'avis ; réservé aux structures d'insertion (SIAE)"
    )


def test_an_object_without_end_is_cut_kindly_and_so_is_everything_a_publisher_writes() -> None:
    long = "Entretien " * 400
    message = card(
        replace(
            GREEN_SPACES,
            title=long,
            buyer=replace(GREEN_SPACES.buyer, name=long),
            lots=tuple(replace(lot, title=long) for lot in GREEN_SPACES.lots),
        )
    )
    assert message.title.endswith("Entretien…")
    assert len(message.title) <= 140
    assert all(len(one.value) <= 180 for one in message.blocks if isinstance(one, Fact))


def test_a_near_miss_says_first_what_is_missing() -> None:
    far = Reason(Criterion.PLACE, Verdict.AGAINST, "le lieu est à 12 km de votre territoire")
    message = card(match=replace(MATCH, near_miss=True, reasons=(MATCH.reasons[0], far)))
    assert message.title == "Juste à côté : Entretien des espaces verts communaux"
    missed, answered = [one for one in message.blocks if isinstance(one, Fact)][4:6]
    assert (missed.label, missed.value, missed.strong) == (
        "Juste à côté",
        "Un seul de vos critères n'est pas rempli. Le lieu est à 12 km de votre territoire.",
        True,
    )
    assert (answered.label, answered.strong) == ("Pouvez-vous répondre ?", False)


def test_what_the_notice_does_not_say_is_said_to_be_unknown_once() -> None:
    silent = Reason(Criterion.TIME, Verdict.CHECK, "Date limite non indiquée dans l'avis")
    unknown = Reason(Criterion.AMOUNT, Verdict.CHECK, "Montant non indiqué dans l'avis")
    message = whole((silent, unknown), deadline=None, places=(), documents_url=None)
    assert fact(message, "Date limite") == "non indiquée dans l'avis ; voir le règlement de consultation (RC)"
    assert fact(message, "Clauses") == "non indiquées dans l'avis ; à chercher dans le dossier de consultation"
    assert fact(message, "Montant estimé") == "non indiqué dans l'avis"
    assert fact(message, "Lieu") == "non indiqué dans l'avis"
    assert fact(message, "À vérifier") is None


def test_a_place_in_doubt_is_said_once_with_its_distance() -> None:
    doubt = Reason(Criterion.PLACE, Verdict.CHECK, "Lieu d'exécution non indiqué ; l'acheteur est à 4 km de chez vous")
    buyer = replace(GREEN_SPACES.buyer, place=Place(departement="01"))
    sure, unsure = whole((), places=(), buyer=buyer), whole((doubt,), places=(), buyer=buyer)
    assert fact(sure, "Lieu") == "Ain (01) (adresse de l'acheteur : le lieu d'exécution n'est pas indiqué)"
    assert fact(unsure, "Lieu") == "Ain (01)"
    assert fact(unsure, "À vérifier") == "Lieu d'exécution non indiqué ; l'acheteur est à 4 km de chez vous."


def test_a_doubt_is_told_without_one_more_colon() -> None:
    doubt = Reason(Criterion.PLACE, Verdict.CHECK, "Lieu : Isère (38), dont une partie seulement est chez vous")
    assert fact(whole((doubt,)), "À vérifier") == "Isère (38), dont une partie seulement est chez vous."


def test_a_doubtful_reservation_is_not_doubted_twice() -> None:
    perhaps = Reason(Criterion.WANT, Verdict.CHECK, "peut-être réservé à des structures comme la vôtre")
    reservation = Reservation(ReservationStatus.UNKNOWN, evidence=(Evidence("f", "Il s'agit d'un marché réservé."),))
    in_doubt = replace(
        WHOLE_MATCH,
        answer=Answer.CHECK,
        reasons=(Reason(Criterion.ELIGIBILITY, Verdict.CHECK, "à qui il est réservé n'est pas dit"), perhaps),
    )
    message = card(WHOLE, (LotReading(None, reservation),), in_doubt)
    assert fact(message, "Pouvez-vous répondre ?") == "À vérifier. À qui il est réservé n'est pas dit."
    assert fact(message, "À vérifier") is None


def test_many_doubts_are_counted() -> None:
    doubts = tuple(Reason(Criterion.PLACE, Verdict.CHECK, f"point {n}") for n in range(1, 6))
    assert fact(whole(doubts), "À vérifier") == "Point 1. Point 2. Et 3 autres points dans l'avis."


def test_twelve_lots_with_twelve_deadlines_still_fit_a_screen() -> None:
    lots = tuple(Lot(str(n), f"Secteur {n}", deadline=until(2026, 10, n, 12)) for n in range(1, 13))
    readings = tuple(
        LotReading(lot.id, clauses=(Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("f", f"Lot {lot.id}."), 7 * n),))
        for n, lot in enumerate(lots, start=1)
    )
    message = card(replace(GREEN_SPACES, lots=lots), readings, replace(MATCH, lots=tuple(lot.id for lot in lots)))
    assert fact(message, "Lots pour vous") == "12 lots (lots 1 à 12)"
    assert fact(message, "Date limite, lot 1") == "jeudi 1er octobre 2026 à 12 h 00 – dans 11 jours"
    assert fact(message, "Autres dates limites") == "11, jusqu'au lundi 12 octobre 2026 à 12 h 00 : voir l'avis"
    assert (fact(message, "Clauses") or "").endswith("8 autres, voir l'avis")
    assert len([one for one in message.blocks if isinstance(one, Quote)]) == 3
    assert len(message.blocks) <= 16


def test_lots_reserved_differently_are_answered_apart_and_not_without_end() -> None:
    lots = tuple(Lot(str(n)) for n in range(1, 6))
    groups = ((Beneficiary.SIAE,), (Beneficiary.EA_ESAT,), (Beneficiary.ESS,), (Beneficiary.PRISON,), ())
    readings = tuple(
        LotReading(lot.id, Reservation(ReservationStatus.RESERVED if to else ReservationStatus.NONE, to))
        for lot, to in zip(lots, groups, strict=True)
    )
    message = card(replace(GREEN_SPACES, lots=lots), readings, replace(MATCH, lots=tuple(lot.id for lot in lots)))
    asked = [one.label for one in message.blocks if isinstance(one, Fact) and one.answer]
    assert asked == [f"Pouvez-vous répondre au lot {n} ?" for n in (1, 2, 3)]
    assert fact(message, "Autres lots") == "2 autres réponses selon les lots : voir l'avis"


def test_a_code_proves_a_reservation_that_has_no_words_and_says_what_it_means() -> None:
    coded = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), evidence=(Evidence("MARCHE_RESERVE", "oui"),))
    social = Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("BT-775", "opp"))
    message = card(WHOLE, (LotReading(None, coded, (social,)),), WHOLE_MATCH)
    assert [one.text for one in message.blocks if isinstance(one, Quote)] == ["oui"], "a code for a clause only alone"
    assert "ce code veut dire : marché réservé" in all_words(message)
    alone = card(WHOLE, (LotReading(None, clauses=(social,)),), WHOLE_MATCH)
    assert "ce code veut dire : emploi de personnes éloignées de l'emploi ou handicapées" in all_words(alone)


def test_proofs_to_join_are_left_to_the_reply_help() -> None:
    """Whoever rewords the law's sentences must look at what a phone makes of them."""
    reservation = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,))
    law = may_answer(frozenset({StructureKind.ACI}), reservation, cpv=(), concession=False)
    assert "convention IAE" in law.reason
    assert brief(f"Oui, d'après l'avis. {law.reason}") == (
        "Oui, d'après l'avis. Lot réservé aux structures d'insertion par l'activité économique (SIAE) ;"
        " votre statut d'atelier et chantier d'insertion le permet, preuves à joindre."
    )
    assert brief("Aucune réservation n'est indiquée.") == "Aucune réservation n'est indiquée."


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NoticeKind.PRIOR, "annonce préalable : l'appel à candidatures viendra plus tard"),
        (NoticeKind.AWARD, "avis d'attribution : le marché est déjà attribué"),
    ],
)
def test_a_notice_that_is_not_a_call_says_what_it_is(kind: NoticeKind, words: str) -> None:
    assert fact(whole(kind=kind), "Nature de l'avis") == words


def test_a_concession_says_that_it_is_one() -> None:
    assert fact(whole(concession=True), "Nature du contrat") == "concession"


def test_the_amount_of_the_whole_is_not_that_of_a_lot() -> None:
    notice = replace(GREEN_SPACES, amount=Amount(Decimal(90000)), lots=(Lot("1"), Lot("2")))
    assert fact(card(notice, (), replace(MATCH, lots=("2",))), "Montant estimé") == (
        "90 000 € HT pour l'ensemble des lots"
    )


STANDARD = [["J'y réponds", "À plusieurs"], ["Garder", "Pas pour moi"], ["Aide à la réponse", "Voir l'avis"]]


@pytest.mark.parametrize(
    ("status", "said", "shown"),
    [
        (None, None, STANDARD),
        (
            ResponseStatus.ANSWERING,
            "Votre structure y répond.",
            [["Ne plus y répondre", "À plusieurs"], *STANDARD[1:]],
        ),
        (
            ResponseStatus.TOGETHER,
            "Votre structure veut y répondre à plusieurs.",
            [["Chercher des partenaires"], ["J'y réponds", "Ne plus s'associer"], *STANDARD[1:]],
        ),
        (
            ResponseStatus.KEPT,
            "Gardée par votre structure.",
            [STANDARD[0], ["Ne plus garder", "Pas pour moi"], STANDARD[2]],
        ),
        (ResponseStatus.REFUSED, "Écartée par votre structure.", [["Reprendre l'annonce", "Voir l'avis"]]),
    ],
)
def test_what_was_chosen_is_said_and_can_be_taken_back(
    status: ResponseStatus | None, said: str | None, shown: list[list[str]]
) -> None:
    message = card(status=status)
    assert labels(message) == shown
    first = message.blocks[0]
    assert (first.text if isinstance(first, Paragraph) else None) == said
    undone = [one for row in message.actions for one in row if one.kind is ActionKind.UNDO]
    assert len(undone) == (0 if status is None else 1)
    assert all(one.match_id == 77 for row in message.actions for one in row if one.kind is not ActionKind.READ)


def test_labels_stand_side_by_side_on_a_narrow_phone() -> None:
    rows = [row for status in (None, *ResponseStatus) for row in actions(77, "https://avis.example.org", status)]
    assert max(len(row) for row in rows) == 2
    assert max(len(one.label) for row in rows for one in row) <= 24


def test_a_notice_without_an_address_has_no_button_to_read_it() -> None:
    assert labels(whole(url=None))[-1] == ["Aide à la réponse"]
    refused = card(replace(WHOLE, url=None), (LotReading(None),), WHOLE_MATCH, ResponseStatus.REFUSED)
    assert labels(refused) == [["Reprendre l'annonce"]]


def test_a_card_without_a_notice_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one notice"):
        card_message(GARDENERS, MATCH, 77, (), (), None, NOW)


def test_whoever_belongs_to_several_structures_sees_for_which() -> None:
    named = replace(GARDENERS, name="L'Atelier (ESAT de la vallée)")
    message = card_message(named, MATCH, 77, (GREEN_SPACES,), READINGS, None, NOW)
    assert "Pour L'Atelier. Avis BOAMP" in all_words(message)
