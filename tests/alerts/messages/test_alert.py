"""What a manager reads when an opportunity concerns the structure."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from alerts.messages.alert import alert_message
from alerts.messages.message import Block, Bullets, Fact, Heading, Link, Message, Quote
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
from scrapers.notice import Amount, Buyer, Lot, Notice, NoticeKind, Place
from tests.alerts.messages.stories import (
    FOR_SIAE,
    GARDENERS,
    GREEN_SPACES,
    HOURS,
    MATCH,
    NOW,
    ON_TED,
    READINGS,
    RESERVED_LOT,
    all_words,
    until,
)

WHOLE = replace(GREEN_SPACES, lots=(Lot(),))
WHOLE_MATCH = replace(MATCH, lots=(None,))
WORKSHOPS = (Beneficiary.EA_ESAT, Beneficiary.SIAE)


def alert(
    notice: Notice = GREEN_SPACES, readings: tuple[LotReading, ...] = READINGS, match: Match = MATCH, now: object = NOW
) -> Message:
    return alert_message(GARDENERS, match, (notice,), readings, now)  # type: ignore[arg-type]


def whole(**new: object) -> Message:
    return alert(replace(WHOLE, **new), (LotReading(None),), WHOLE_MATCH)  # type: ignore[arg-type]


def fact(message: Message, label: str) -> str:
    return next(block.value for block in message.blocks if isinstance(block, Fact) and block.label == label)


def under(message: Message, heading: str) -> tuple[Block, ...]:
    """The blocks between a heading and the next."""
    start = message.blocks.index(Heading(heading)) + 1
    ends = [at for at, block in enumerate(message.blocks) if at >= start and isinstance(block, Heading)]
    return message.blocks[start : (ends or [len(message.blocks)])[0]]


def test_the_whole_alert_in_the_order_of_a_decision() -> None:
    message = alert_message(GARDENERS, MATCH, (GREEN_SPACES, ON_TED), READINGS, NOW)
    assert message.title == "Entretien des espaces verts communaux, lot 2 – Rhône (69) – avant le 2 octobre 2026"
    assert message.summary == (
        "Vous pouvez répondre, d'après l'avis ; réservé aux structures d'insertion (SIAE) ;"
        " clause sociale, 140 heures d'insertion ;"
        " date limite : vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours"
    )
    assert message.blocks[:11] == (
        Fact("Lot 2", "Tonte et désherbage manuel"),
        Fact("Autres lots", "2 lots hors de vos critères"),
        Fact("Acheteur", "Commune de Saint-Exemple"),
        Fact("Lieu", "Rhône (69)"),
        Fact("Date limite", "vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours"),
        Fact(
            "Pouvez-vous répondre ?",
            "Oui, d'après l'avis. Le lot 2 est réservé aux SIAE et vous êtes un ACI.",
            strong=True,
            answer=Answer.YES,
        ),
        Fact("Article cité", "L2113-13"),
        Quote(FOR_SIAE.quote, "avis BOAMP 26-900001, conditions de participation", FOR_SIAE.field),
        Fact("Clauses", "clause sociale, 140 heures d'insertion"),
        Fact("Montant estimé", "48 500 € HT"),
        Heading("Pourquoi cette annonce"),
    )
    assert under(message, "Pourquoi cette annonce") == (
        Bullets(("Votre métier « espaces verts » : CPV 77310000.", "Le Rhône (69) est dans votre territoire.")),
    )
    assert under(message, "Ce que dit l'avis") == (
        Fact("Lot 2", "clause sociale, 140 heures d'insertion"),
        Quote(HOURS.quote, "avis BOAMP 26-900001, conditions d'exécution", HOURS.field),
    ), "the sentence of the reservation was given above and is not repeated"
    assert under(message, "Liens")[:3] == (
        Link("Avis BOAMP 26-900001", "https://avis.example.org/boamp/26-900001"),
        Link("Avis TED 700001-2026", "https://avis.example.org/ted/700001-2026"),
        Link("Dossier de consultation", "https://dossiers.example.org/900001"),
    )
    assert "Les Jardins du Lien" in repr(message.blocks[-1])
    assert "sans valeur de conseil juridique" in repr(message.blocks[-1])


def test_the_copy_that_matched_comes_first() -> None:
    message = alert_message(GARDENERS, MATCH, (ON_TED, GREEN_SPACES), READINGS, NOW)
    assert under(message, "Liens")[0] == Link("Avis BOAMP 26-900001", "https://avis.example.org/boamp/26-900001")


def test_two_opportunities_of_one_buyer_have_two_titles() -> None:
    other_lot = alert(match=replace(MATCH, lots=("LOT-0003",)))
    other_date = alert(replace(GREEN_SPACES, deadline=until(2026, 10, 5, 12)))
    assert len({alert().title, other_lot.title, other_date.title}) == 3


def test_what_the_notice_does_not_say_is_said_to_be_unknown() -> None:
    message = whole(deadline=None, buyer=Buyer(), places=(), documents_url=None)
    assert "Réservation" not in all_words(message), "the answer says it already"
    assert fact(message, "Clauses") == (
        "non indiquées dans l'avis ; voir le CCAP (cahier des clauses administratives)"
        " ou le règlement de consultation (RC)"
    )
    assert fact(message, "Date limite") == "non indiquée dans l'avis ; voir le règlement de consultation (RC)"
    for label in ("Acheteur", "Lieu", "Montant estimé"):
        assert fact(message, label) == "non indiqué dans l'avis"
    assert message.title == "Entretien des espaces verts communaux – échéance non indiquée"
    assert message.summary.endswith("date limite : non indiquée")


def test_a_notice_that_says_it_reserves_nothing() -> None:
    denied = Reservation(evidence=(Evidence("BT-71", "Aucun lot n'est réservé."),))
    message = alert(WHOLE, (LotReading(None, denied),), WHOLE_MATCH)
    assert under(message, "Ce que dit l'avis") == (
        Fact("L'ensemble du marché", "non réservé"),
        Quote("Aucun lot n'est réservé.", "avis BOAMP 26-900001, conditions de participation", "BT-71"),
    )


def test_a_bare_code_is_explained() -> None:
    coded = Reservation(evidence=(Evidence("BT-71", "none"),))
    message = alert(WHOLE, (LotReading(None, coded),), WHOLE_MATCH)
    source = "avis BOAMP 26-900001, champ codé de l'avis ; ce code veut dire : aucune réservation"
    assert Quote("none", source, "BT-71") in message.blocks


def test_a_code_is_not_shown_beside_the_sentence_that_proves_the_same() -> None:
    both = (Evidence("BT-71", "res-ws"), FOR_SIAE)
    held = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), evidence=both)
    message = alert(readings=(LotReading("LOT-0002", held),))
    assert [block.text for block in message.blocks if isinstance(block, Quote)] == [FOR_SIAE.quote]


def test_both_sides_of_a_contradiction_are_shown_the_sentence_first() -> None:
    both = (Evidence("BT-71", "none"), FOR_SIAE)
    message = alert(WHOLE, (LotReading(None, Reservation(ReservationStatus.CONFLICT, evidence=both)),), WHOLE_MATCH)
    assert [block.text for block in message.blocks if isinstance(block, Quote)] == [FOR_SIAE.quote, "none"]


def test_a_code_alone_is_not_on_the_card() -> None:
    coded = Reservation(ReservationStatus.UNKNOWN, evidence=(Evidence("BT-71", "res-ws"),), possible=WORKSHOPS)
    message = alert(WHOLE, (LotReading(None, coded),), WHOLE_MATCH)
    card = message.blocks[: message.blocks.index(Heading("Pourquoi cette annonce"))]
    assert [block for block in card if isinstance(block, Quote)] == []
    assert "l'insertion, sans dire lesquels" in all_words(message)


def test_the_only_lot_of_an_eforms_notice_without_lots_is_not_called_lot_0() -> None:
    notice = replace(GREEN_SPACES, lots=(Lot("LOT-0000", GREEN_SPACES.title),))
    message = alert(notice, (LotReading("LOT-0000"),), replace(MATCH, lots=("LOT-0000",)))
    assert "lot 0" not in all_words(message).lower()
    assert message.blocks[0] == Fact("Acheteur", "Commune de Saint-Exemple")


def test_when_in_doubt_the_answer_is_to_verify_and_with_whom() -> None:
    unclear = Reservation(
        ReservationStatus.UNKNOWN, evidence=(FOR_SIAE,), possible=(Beneficiary.EA_ESAT, Beneficiary.SIAE)
    )
    match = replace(
        WHOLE_MATCH,
        answer=Answer.CHECK,
        reasons=(Reason(Criterion.ELIGIBILITY, Verdict.CHECK, "l'avis ne dit pas si les SIAE sont admises"),),
    )
    message = alert(WHOLE, (LotReading(None, unclear),), match)
    assert message.summary.startswith("À vérifier avant de répondre ; réservation à vérifier")
    assert fact(message, "Pouvez-vous répondre ?") == "À vérifier. L'avis ne dit pas si les SIAE sont admises."
    assert under(message, "À vérifier") == (
        Bullets(("En cas de doute, posez la question à l'acheteur, sur la plateforme où se retire le dossier.",)),
    )


def test_another_doubt_does_not_make_the_right_to_answer_doubtful() -> None:
    untold = Reason(Criterion.AMOUNT, Verdict.CHECK, "Montant non indiqué dans l'avis.")
    message = alert(match=replace(MATCH, answer=Answer.CHECK, reasons=(*MATCH.reasons, untold)))
    assert fact(message, "Pouvez-vous répondre ?").startswith("Oui, d'après l'avis.")
    assert message.summary.startswith("Vous pouvez répondre, d'après l'avis (1 autre point à vérifier) ;")
    assert under(message, "À vérifier") == (Bullets(("Montant non indiqué dans l'avis.",)),)


def test_lots_reserved_differently_are_answered_one_by_one() -> None:
    """The reason of the match is that of its best lot: it must not speak for the others."""
    ea = Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT,), evidence=(FOR_SIAE,))
    readings = (LotReading("LOT-0001"), RESERVED_LOT, LotReading("LOT-0003", ea))
    message = alert(readings=readings, match=replace(MATCH, lots=("LOT-0001", "LOT-0002", "LOT-0003")))
    asked = {
        block.label: block.value.partition(".")[0]
        for block in message.blocks
        if isinstance(block, Fact) and block.label.startswith("Pouvez-vous")
    }
    assert asked == {
        "Pouvez-vous répondre au lot 1 ?": "Oui, d'après l'avis",
        "Pouvez-vous répondre au lot 2 ?": "Oui, d'après l'avis",
        "Pouvez-vous répondre au lot 3 ?": "Non, d'après l'avis",
    }
    assert "ouvert à tous" in fact(message, "Pouvez-vous répondre au lot 1 ?")
    assert "convention IAE" in fact(message, "Pouvez-vous répondre au lot 2 ?")
    assert message.summary.startswith("Vous pouvez répondre, d'après l'avis")


def test_lots_reserved_differently_with_the_same_answer_are_told_together() -> None:
    readings = (LotReading("LOT-0001"), RESERVED_LOT, LotReading("LOT-0003"))
    message = alert(readings=readings, match=replace(MATCH, lots=("LOT-0001", "LOT-0002", "LOT-0003")))
    assert "ouvert à tous" in fact(message, "Pouvez-vous répondre aux lots 1 et 3 ?")
    assert "SIAE" in fact(message, "Pouvez-vous répondre au lot 2 ?")
    said = fact(message, "Pouvez-vous répondre aux lots 1 et 3 ?")
    assert said.startswith("Oui, d'après l'avis. Pour chaque lot : aucune réservation"), "one lot is not two"
    quoted = next(block for block in message.blocks if isinstance(block, Quote))
    assert quoted.source == "avis BOAMP 26-900001, lot 2, conditions de participation"


def test_each_lot_has_its_own_file() -> None:
    first, second, third = GREEN_SPACES.lots
    one, two = "https://dossiers.example.org/1", "https://dossiers.example.org/2"
    lots = (replace(first, documents_url=one), replace(second, documents_url=two), replace(third, documents_url=one))
    assert under(alert(replace(GREEN_SPACES, documents_url=None, lots=lots)), "Liens")[1:3] == (
        Link("Dossier de consultation (lots 1 et 3)", one),
        Link("Dossier de consultation (lot 2)", two),
    )


def test_an_item_of_a_feed_is_named_after_its_feed() -> None:
    notice = replace(WHOLE, source="alertes", publisher_id="7afb31e3e780ed18")
    message = alert(notice, (LotReading(None),), WHOLE_MATCH)
    assert under(message, "Liens")[0].label == "Avis du flux « alertes »"  # type: ignore[union-attr]
    assert "7afb31e3e780ed18" not in all_words(message)


def test_days_left_when_it_matched_are_not_repeated_when_it_is_sent() -> None:
    then = Reason(Criterion.TIME, Verdict.FOR, "Reste 14 jours.")
    assert "14 jours" not in all_words(alert(match=replace(MATCH, reasons=(*MATCH.reasons, then))))


def test_words_of_a_later_notice_say_which() -> None:
    later = Evidence("RECTIF, avis rectificatif 26-900050", "Lot 2 réservé.")
    reading = LotReading("LOT-0002", Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), evidence=(later,)))
    assert Quote("Lot 2 réservé.", "avis rectificatif BOAMP 26-900050, texte du rectificatif", later.field) in (
        alert(readings=(reading,)).blocks
    )


def test_a_notice_that_contradicts_itself() -> None:
    conflict = Reservation(ReservationStatus.CONFLICT, article="L2113-15", evidence=(FOR_SIAE,))
    message = alert(WHOLE, (LotReading(None, conflict),), WHOLE_MATCH)
    assert fact(message, "Article cité") == "L2113-15"
    untold = replace(WHOLE_MATCH, answer=Answer.CHECK, reasons=())
    silent = alert(WHOLE, (LotReading(None, conflict),), untold)
    assert fact(silent, "Réservation") == "à vérifier (l'avis se contredit), article cité : L2113-15"


def test_a_near_miss_says_what_is_missing_before_anything_else() -> None:
    too_far = Reason(Criterion.PLACE, Verdict.AGAINST, "le Rhône (69) est hors de votre territoire (Ain)")
    match = replace(MATCH, near_miss=True, reasons=(*MATCH.reasons[:2], too_far))
    message = alert(match=match)
    assert message.title.startswith("Juste à côté : Entretien des espaces verts communaux, lot 2")
    assert message.summary.startswith(
        "Juste à côté de vos critères : Le Rhône (69) est hors de votre territoire (Ain) ; réservé aux"
    )
    assert fact(message, "Juste à côté") == (
        "Un seul de vos critères n'est pas rempli. Le Rhône (69) est hors de votre territoire (Ain)."
    )
    assert Heading("Ce qui ne correspond pas") not in message.blocks


def test_a_near_miss_on_eligibility_says_no() -> None:
    closed = Reason(Criterion.ELIGIBILITY, Verdict.AGAINST, "le lot est réservé aux EA et aux ESAT")
    message = alert(match=replace(MATCH, answer=Answer.NO, near_miss=True, reasons=(closed,)))
    assert fact(message, "Pouvez-vous répondre ?") == ("Non, d'après l'avis. Le lot est réservé aux EA et aux ESAT.")


def twelve(concerned: tuple[int, ...]) -> Message:
    lots = tuple(
        Lot(f"LOT-{n:04}", f"Secteur {n}", amount=Amount(Decimal(1000 * n)), deadline=until(2026, 10, n, 12))
        for n in range(1, 13)
    )
    readings = tuple(
        LotReading(
            lot.id,
            clauses=(Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("BT-70", f"Lot {n} : {10 * n} heures."), 10.0 * n),),
        )
        for n, lot in enumerate(lots, start=1)
    )
    match = replace(MATCH, lots=tuple(f"LOT-{n:04}" for n in concerned))
    return alert(replace(GREEN_SPACES, lots=lots), readings, match)


def test_of_twelve_lots_only_those_concerned_are_told_and_the_rest_is_counted() -> None:
    message = twelve((2, 7))
    assert message.title.startswith("Entretien des espaces verts communaux, lots 2 et 7 –")
    assert (fact(message, "Lot 2"), fact(message, "Lot 7")) == ("Secteur 2", "Secteur 7")
    assert fact(message, "Autres lots") == "10 lots hors de vos critères"
    assert fact(message, "Date limite, lot 2") == "vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours"
    assert fact(message, "Date limite, lot 7") == "mercredi 7 octobre 2026 à 12 h 00 – dans 17 jours"
    assert fact(message, "Clauses") == (
        "clause sociale, 20 heures d'insertion (lot 2) ; clause sociale, 70 heures d'insertion (lot 7)"
    )
    assert fact(message, "Montant estimé") == "2 000 € HT (lot 2) ; 7 000 € HT (lot 7)"
    assert "Secteur 3" not in all_words(message)


def test_twelve_lots_that_all_concern_us_still_fit_a_screen() -> None:
    message = twelve(tuple(range(1, 13)))
    assert fact(message, "Lots pour vous") == "12 lots (lots 1 à 12)"
    assert fact(message, "Clauses").endswith("(lot 4) ; 8 autres, voir plus bas")
    assert fact(message, "Autres dates limites") == "9, jusqu'au lundi 12 octobre 2026 à 12 h 00 : voir l'avis"
    assert fact(message, "Montant estimé").endswith("4 000 € HT (lot 4) ; 8 autres lots : voir l'avis")
    first_screen = message.blocks[: message.blocks.index(Heading("Pourquoi cette annonce"))]
    assert len(first_screen) <= 11
    assert len(under(message, "Ce que dit l'avis")) == 24, "twelve hours, twelve sentences"


def test_five_hundred_lots_are_not_told_one_by_one() -> None:
    lots = tuple(Lot(str(n), deadline=until(2026, 10, 1 + n % 28, 12)) for n in range(1, 501))
    readings = tuple(
        LotReading(lot.id, clauses=(Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("f", f"Lot {lot.id}."), 7),))
        for lot in lots
    )
    message = alert(replace(GREEN_SPACES, lots=lots), readings, replace(MATCH, lots=tuple(lot.id for lot in lots)))
    assert len(message.blocks) < 60
    assert fact(message, "Date limite, lots 28, 56, 84, 112, 140, 168, 196, 224 et 9 autres")
    assert max(len(text) for text in re.findall(r"'([^']*)'", all_words(message))) < 400
    assert "Et 480 autres éléments lus dans l'avis" in all_words(message)


def test_lots_that_say_the_same_are_told_together() -> None:
    same = Clause(ClauseKind.CLAUSE_SOCIALE, HOURS, 140)
    readings = (LotReading("LOT-0001", clauses=(same,)), LotReading("LOT-0002", clauses=(same,)))
    message = alert(readings=readings, match=replace(MATCH, lots=("LOT-0001", "LOT-0002")))
    assert fact(message, "Clauses") == "clause sociale, 140 heures d'insertion"
    assert under(message, "Ce que dit l'avis")[0] == Fact("Lots 1 et 2", "clause sociale, 140 heures d'insertion")


def test_lots_named_by_a_sentence_when_the_notice_lists_none() -> None:
    clause = Clause(ClauseKind.CLAUSE_SOCIALE, HOURS, 140, lots_named=("2", "3"))
    message = alert(WHOLE, (LotReading(None, clauses=(clause,)),), WHOLE_MATCH)
    assert fact(message, "Clauses") == "clause sociale, 140 heures d'insertion (lots 2 et 3)"


def test_a_deadline_in_2049_is_not_counted_in_days() -> None:
    doubt = "L'avis indique l'année 2049, qui paraît fausse"
    told = Reason(Criterion.TIME, Verdict.CHECK, f"Date limite à vérifier : {doubt}.")
    notice = replace(WHOLE, deadline=until(2049, 1, 1, 12, 0, doubt=doubt))
    message = alert(notice, (LotReading(None),), replace(WHOLE_MATCH, reasons=(*MATCH.reasons, told)))
    assert fact(message, "Date limite") == "à vérifier (l'avis indique le vendredi 1er janvier 2049 à 12 h 00)"
    assert message.title.endswith("– échéance à vérifier")
    assert under(message, "À vérifier") == (Bullets((f"{doubt}.",)),)
    assert not re.search(r"dans \d{4} jours", all_words(message))


def test_a_deadline_in_doubt_by_one_hour_is_still_counted() -> None:
    message = whole(deadline=until(2026, 10, 2, 12, 0, doubt="Le décalage horaire publié est celui de l'hiver."))
    assert fact(message, "Date limite") == "vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours – à vérifier"


def test_a_deadline_that_has_passed_is_said_so() -> None:
    message = alert(now=NOW + timedelta(days=15))
    assert fact(message, "Date limite") == "vendredi 2 octobre 2026 à 12 h 00 – passée depuis 3 jours"
    assert message.title.endswith("échéance passée")


def test_the_hour_is_also_told_on_the_clock_of_the_place() -> None:
    message = whole(places=(Place(departement="971"),))
    assert fact(message, "Date limite") == (
        "vendredi 2 octobre 2026 à 12 h 00, heure de Paris (6 h 00, heure de la Guadeloupe) – dans 12 jours"
    )


def test_on_the_other_side_of_the_world_the_day_is_another() -> None:
    message = whole(places=(Place(departement="988"),), deadline=until(2026, 10, 2, 17, 0))
    assert "(samedi 3 octobre 2026 à 2 h 00, heure de la Nouvelle-Calédonie)" in fact(message, "Date limite")


def test_the_buyers_address_is_second_best_and_said_so() -> None:
    buyer = Buyer("Commune de Saint-Exemple", place=Place(departement="01"))
    assert fact(whole(places=(), buyer=buyer), "Lieu") == (
        "Ain (01) (adresse de l'acheteur : le lieu d'exécution n'est pas indiqué)"
    )


def test_many_places_are_counted() -> None:
    places = tuple(Place(departement=code) for code in ("01", "07", "26", "38", "42"))
    assert fact(whole(places=places), "Lieu") == "Ain (01), Ardèche (07), Drôme (26) et 2 autres lieux"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NoticeKind.PRIOR, "annonce préalable : l'appel à candidatures viendra plus tard"),
        (NoticeKind.AWARD, "avis d'attribution : le marché est déjà attribué"),
    ],
)
def test_a_notice_that_is_not_a_call_says_what_it_is(kind: NoticeKind, words: str) -> None:
    assert fact(whole(kind=kind), "Nature de l'avis") == words


def test_a_title_that_was_cut_is_given_in_full() -> None:
    long = "Entretien des espaces verts, des cimetières, des terrains de sport et des abords des écoles communales"
    message = whole(title=long)
    assert message.title.startswith("Entretien des espaces verts, des cimetières, des terrains de sport et des…")
    assert fact(message, "Marché") == long


def test_the_amount_of_the_whole_is_not_that_of_a_lot() -> None:
    notice = replace(GREEN_SPACES, amount=Amount(Decimal(90000)), lots=(Lot("1"), Lot("2")))
    message = alert(notice, (), replace(MATCH, lots=("2",)))
    assert fact(message, "Montant estimé") == "90 000 € HT pour l'ensemble des lots"


def test_an_alert_without_a_notice_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one notice"):
        alert_message(GARDENERS, MATCH, (), (), NOW)


def test_no_plural_of_one_nor_singular_of_many() -> None:
    for days in (1, 2, 3, 12):
        said = all_words(
            alert(replace(GREEN_SPACES, deadline=until(2026, 9, 20 + days, 23, 59)) if days < 10 else GREEN_SPACES)
        )
        assert not re.search(r"\b1 (jours|heures|lots)\b|\b([2-9]|\d\d) (jour|heure|lot)\b", said)
