"""What a manager reads when a notice is corrected or cancelled."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.messages.answers import Answered
from alerts.messages.change import changes, facts, merge
from alerts.messages.correction import correction_message
from alerts.messages.message import BeforeAfter, Fact, Heading, Link, Message, Paragraph, Quote
from alerts.model.match import Match
from alerts.model.reading import Answer, Beneficiary, Evidence, LotReading, Reservation, ReservationStatus
from scrapers.notice import Deadline, Lot, Notice, NoticeKind, Place
from tests.alerts.messages.stories import GARDENERS, GREEN_SPACES, MATCH, ON_TED, READINGS, all_words, at, until

NOW = at(2026, 9, 25, 9, 0)
OPEN_TO_ALL = Answered(Answer.YES, "Le lot n'est pas réservé : toute entreprise peut répondre.")
LATER = until(2026, 10, 9, 12, 0)
CORRECTION = Notice(
    "boamp",
    "26-900050",
    NoticeKind.CORRECTION,
    "Entretien des espaces verts",
    url="https://avis.example.org/boamp/26-900050",
    published=date(2026, 9, 24),
    previous=("26-900001",),
    shape="fnsimple",
)


def story(
    notice: Notice,
    *readings: LotReading,
    answers: tuple[Answered, ...] = (OPEN_TO_ALL,),
    copies: tuple[Notice, ...] = (),
    match: Match = MATCH,
    first: Notice = GREEN_SPACES,
) -> Message:
    """The message that follows `notice`, which corrects the green spaces."""
    before = facts(first, READINGS)
    after = merge(before, facts(notice, readings), notice, readings)
    notices = (first, *copies, notice)
    return correction_message(GARDENERS, changes(before, after), after, notices, match, answers, NOW, readings)


def put_off(deadline: Deadline = LATER) -> Notice:
    return replace(CORRECTION, deadline=deadline)


def fact(message: Message, label: str) -> str:
    return next(block.value for block in message.blocks if isinstance(block, Fact) and block.label == label)


def test_a_deadline_put_off_before_and_after() -> None:
    message = story(put_off(), copies=(ON_TED,))
    assert message.title == "Date limite repoussée : Entretien des espaces verts communaux – Rhône (69)"
    assert message.summary == (
        "Date limite repoussée : vendredi 2 octobre 2026 à 12 h 00 → vendredi 9 octobre 2026 à 12 h 00."
        " Pouvez-vous encore répondre ? Oui, d'après l'avis."
    )
    assert message.blocks[:7] == (
        Fact("Lots qui vous concernent", "lot 2"),
        Fact("Acheteur", "Commune de Saint-Exemple"),
        Fact("Lieu", "Rhône (69)"),
        Fact("Date limite", "vendredi 9 octobre 2026 à 12 h 00 – dans 14 jours"),
        Fact(
            "Pouvez-vous encore répondre ?",
            "Oui, d'après l'avis. Le lot n'est pas réservé : toute entreprise peut répondre.",
            strong=True,
            answer=Answer.YES,
        ),
        Heading("Ce qui change pour vous"),
        BeforeAfter("Date limite repoussée", "vendredi 2 octobre 2026 à 12 h 00", "vendredi 9 octobre 2026 à 12 h 00"),
    )
    assert [block.label for block in message.blocks if isinstance(block, Link)] == [
        "Avis rectificatif BOAMP 26-900050",
        "Premier avis TED 700001-2026",
        "Premier avis BOAMP 26-900001",
        "Dossier de consultation",
    ]
    assert "avis BOAMP 26-900050, paru le 24 septembre 2026" in repr(message.blocks[-1])


def test_a_lot_reserved_to_others_from_now_on() -> None:
    said = Evidence("RECTIF", "Lire : lot 2 réservé aux ESAT et aux entreprises adaptées.")
    moved = Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT,), "L2113-12", (said,))
    closed = Answered(Answer.NO, "Le lot est réservé aux EA et aux ESAT.")
    message = story(replace(CORRECTION, lots=(Lot("2"),)), LotReading("2", moved), answers=(closed,))
    assert message.title == "Réservation modifiée : Entretien des espaces verts communaux – Rhône (69)"
    assert fact(message, "Pouvez-vous encore répondre ?") == (
        "Non, d'après l'avis. Le lot est réservé aux EA et aux ESAT."
    )
    assert (
        BeforeAfter(
            "Réservation (lot 2)",
            "réservé aux structures d'insertion (SIAE)",
            "réservé aux entreprises adaptées (EA) et aux ESAT",
        )
        in message.blocks
    )
    assert Quote(said.quote, "avis BOAMP 26-900050, texte du rectificatif", "RECTIF") in message.blocks


def test_lots_with_several_answers_are_answered_apart_those_that_changed_first() -> None:
    said = Evidence("RECTIF", "Lire : lot 3 réservé aux ESAT et aux entreprises adaptées.")
    moved = Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT,), "L2113-12", (said,))
    answers = (
        Answered(Answer.CHECK, "L'avis ne dit pas à qui.", ("LOT-0002",)),
        Answered(Answer.NO, "Lot réservé aux ESAT.", ("LOT-0003",)),
    )
    ours = replace(MATCH, lots=("LOT-0002", "LOT-0003"))
    message = story(replace(CORRECTION, lots=(Lot("3"),)), LotReading("3", moved), answers=answers, match=ours)
    assert [block for block in message.blocks if isinstance(block, Fact) and block.strong] == [
        Fact("Pouvez-vous encore répondre au lot 3 ?", "Non, d'après l'avis. Lot réservé aux ESAT.", True, Answer.NO),
        Fact("Pouvez-vous encore répondre au lot 2 ?", "À vérifier. L'avis ne dit pas à qui.", True, Answer.CHECK),
    ]
    assert message.summary.endswith("Pouvez-vous encore répondre au lot 3 ? Non, d'après l'avis.")


def test_what_changes_for_other_lots_is_told_apart() -> None:
    notice = replace(
        CORRECTION, lots=(Lot("3", deadline=until(2026, 10, 9, 12)), Lot("2", deadline=until(2026, 10, 6, 12)))
    )
    message = story(notice, LotReading("3"), LotReading("2"))
    ours, others = (message.blocks.index(Heading(f"Ce qui change pour {who}")) for who in ("vous", "les autres lots"))
    labels = {at: block.label for at, block in enumerate(message.blocks) if isinstance(block, BeforeAfter)}
    assert labels == {ours + 1: "Date limite repoussée (lot 2)", others + 1: "Date limite repoussée (lot 3)"}
    assert fact(message, "Date limite").startswith("mardi 6 octobre 2026"), "the deadline is that of our lot"


def test_a_cancellation_is_said_first() -> None:
    message = story(replace(CORRECTION, kind=NoticeKind.CANCELLATION), answers=())
    assert message.title == "Annulé : Entretien des espaces verts communaux – Rhône (69)"
    assert message.blocks[0] == Paragraph("Cette consultation est annulée : il n'y a plus à répondre.")
    assert fact(message, "Pouvez-vous encore répondre ?") == "Non : la consultation est annulée."
    assert "Date limite" not in all_words(message), "a deadline would only mislead"


def test_a_deadline_brought_forward_to_yesterday() -> None:
    message = story(put_off(until(2026, 9, 24, 12, 0)))
    assert message.title.startswith("Date limite avancée :")
    assert fact(message, "Pouvez-vous encore répondre ?") == "Non : la date limite est passée."
    assert fact(message, "Date limite") == "jeudi 24 septembre 2026 à 12 h 00 – passée hier"


def test_eligibility_that_could_not_be_read_again_is_to_be_verified() -> None:
    assert fact(story(put_off(), answers=()), "Pouvez-vous encore répondre ?") == (
        "À vérifier : lisez l'avis rectificatif avant de répondre."
    )


def test_a_new_deadline_that_nobody_can_believe() -> None:
    message = story(put_off(until(2049, 1, 1, 0, 0, doubt="L'année paraît fausse.")))
    assert fact(message, "Date limite") == "à vérifier (l'avis indique le vendredi 1er janvier 2049 à 0 h 00)"


def test_our_lots_were_taken_away() -> None:
    whole = replace(GREEN_SPACES, kind=NoticeKind.CORRECTION, shape="eforms", lots=GREEN_SPACES.lots[:1])
    message = story(whole, LotReading("LOT-0001"))
    assert fact(message, "Pouvez-vous encore répondre ?") == (
        "À vérifier : les lots qui vous concernaient ne sont plus dans l'avis."
    )
    assert BeforeAfter("Lots", "lots 1 à 3", "lot 1") in message.blocks


def test_one_lot_has_passed_and_another_has_not() -> None:
    ours = replace(MATCH, lots=("LOT-0002", "LOT-0003"))
    past, later = Lot("3", deadline=until(2026, 9, 24, 12)), Lot("2", deadline=until(2026, 10, 6, 12))
    message = story(replace(CORRECTION, lots=(past, later)), LotReading("3"), LotReading("2"), match=ours)
    assert fact(message, "Date limite") == "mardi 6 octobre 2026 à 12 h 00 – dans 11 jours"


def test_the_new_hour_is_also_told_on_the_clock_of_the_place() -> None:
    message = story(put_off(), first=replace(GREEN_SPACES, places=(Place(departement="974"),)))
    assert fact(message, "Date limite") == (
        "vendredi 9 octobre 2026 à 12 h 00, heure de Paris (14 h 00, heure de La Réunion) – dans 14 jours"
    )


def test_no_change_no_message() -> None:
    with pytest.raises(ValueError, match="a change"):
        correction_message(GARDENERS, (), facts(GREEN_SPACES, READINGS), (GREEN_SPACES,), MATCH, (), NOW)
