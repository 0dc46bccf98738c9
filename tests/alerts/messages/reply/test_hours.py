"""Hours of insertion in words: how many, from where, and with whom."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from alerts.messages.message import Bullets, Fact, Heading, Message, Paragraph, Quote
from alerts.messages.reply.hours import NO_CLAUSE, NO_MONTHS, OWN_FTE, PREVAIL, hours_message
from alerts.model.reply import Assumptions, Sheet, Work
from alerts.reply_help.asked import Asks
from alerts.reply_help.case import Case
from scrapers.notice import Amount
from tests.alerts.reply_help.cases import (
    CLEANING,
    GARDENING,
    HOURS,
    NOW,
    SHEET,
    case,
    cleaning,
    gardening,
    laundry,
    odd_name,
    two_deadlines,
)


def said(held: Case) -> Message:
    return hours_message(held, NOW)


def fact(message: Message, label: str) -> str:
    return next(one.value for one in message.blocks if isinstance(one, Fact) and one.label == label)


def lines(message: Message) -> list[str]:
    return [item for one in message.blocks if isinstance(one, Bullets) for item in one.items]


def paragraphs(message: Message) -> list[str]:
    return [one.text for one in message.blocks if isinstance(one, Paragraph)]


def assuming(**figures: Any) -> Work:
    return Work(assumptions=Assumptions(**figures))


def test_hours_of_the_notice_with_its_words() -> None:
    message = said(cleaning())
    assert message.summary == (
        "300 heures d'insertion (indiquées par l'avis) ; possible seuls, avec votre effectif d'aujourd'hui"
    )
    assert fact(message, "Heures") == "300 heures d'insertion – indiquées par l'avis"
    assert [one.text for one in message.blocks if isinstance(one, Quote)] == [HOURS.quote]
    assert fact(message, "Postes nécessaires") == (
        "0,09 équivalent temps plein (ETP) pendant 24 mois, à 1 607 heures par an"
    )
    assert fact(message, "Si vous faites tout le travail du lot") == (
        "environ 6 980 heures (entre 5 600 et 8 640), soit 2,2 ETP pendant 24 mois : possible seuls, "
        "avec votre effectif d'aujourd'hui"
    )
    assert "Le calcul" not in [one.text for one in message.blocks if isinstance(one, Heading)]


def test_hours_typed_are_the_figure_of_the_structure() -> None:
    message = said(cleaning(work=assuming(hours=450.0)))
    assert fact(message, "Heures") == "450 heures d'insertion – votre chiffre"
    assert fact(message, "Dans l'avis") == "300 heures d'insertion"


def test_a_reserved_lot_counts_all_the_work_and_shows_its_figures() -> None:
    message = said(gardening())
    assert fact(message, "Heures") == "environ 1 150 heures de travail (entre 810 et 1 550) – estimation"
    assert lines(message)[:3] == [
        "Montant : 48 500 € HT – d'après l'avis",
        (
            "Part de main-d'œuvre : 65 % (entre 50 % et 80 %) – ordre de grandeur de Vigie, à vérifier : "
            "l'entretien d'espaces verts"
        ),
        "Coût d'une heure : 27,50 € (entre 25 € et 30 €) – chiffre courant",
    ]
    assert "heures = montant hors taxes × part de main-d'œuvre ÷ coût d'une heure" in paragraphs(message)
    assert fact(message, "Vos postes") == "14 ETP : ce marché en demande 5 %"


def test_a_duration_that_counts_the_renewals_says_so() -> None:
    assert " pendant 36 mois, reconductions comprises" in fact(said(laundry()), "Postes nécessaires")


def test_figures_said_by_the_structure_are_called_theirs() -> None:
    work = assuming(amount=Decimal(1_000_000), labour_share=0.5, insertion_share=0.05, hourly_cost=28.5, months=18.0)
    message = said(cleaning(asks=Asks(), work=work))
    assert fact(message, "Heures") == "environ 877 heures d'insertion – estimation"
    assert lines(message)[:4] == [
        "Montant : 1 000 000 € HT – votre chiffre",
        "Part de main-d'œuvre : 50 % – votre chiffre",
        "Part d'insertion : 5 % – votre chiffre",
        "Coût d'une heure : 28,50 € – votre chiffre",
    ]
    assert fact(message, "Postes nécessaires").startswith("0,36 équivalent temps plein (ETP) pendant 18 mois")


def test_what_is_missing_is_asked_with_examples() -> None:
    message = said(two_deadlines())
    assert message.summary == "Heures à estimer : il manque le montant du lot"
    assert lines(message)[0] == "Montant : à compléter"
    assert "« 45 000 € » : le montant hors taxes ;" in lines(message)
    assert paragraphs(message)[0] == NO_CLAUSE


def test_the_amount_of_all_the_lots_is_told_apart() -> None:
    message = said(case(replace(GARDENING, amount=Amount(Decimal(900_000))), "1"))
    assert lines(message)[0] == "Montant : à compléter (l'avis ne donne que le montant de l'ensemble des lots)"


@pytest.mark.parametrize(
    ("own", "verdict"),
    [
        (14.0, "possible seuls, avec votre effectif d'aujourd'hui."),
        (
            1.5,
            (
                "possible seuls, avec votre effectif d'aujourd'hui. "
                "Dans l'hypothèse haute : plutôt avec un partenaire de votre taille."
            ),
        ),
        (1.0, "plutôt avec un partenaire de votre taille."),
        (
            0.5,
            (
                "plutôt avec deux partenaires de votre taille. "
                "Dans l'hypothèse haute : plutôt avec plus de deux partenaires de votre taille, "
                "ou sur une partie seulement."
            ),
        ),
        (0.4, "plutôt avec plus de deux partenaires de votre taille, ou sur une partie seulement."),
    ],
)
def test_alone_or_with_whom(own: float, verdict: str) -> None:
    """0.71 full-time equivalent, 0.97 at most."""
    assert fact(said(gardening(sheet=replace(SHEET, insertion_fte=own))), "Seuls ou à plusieurs") == verdict


def test_a_sheet_that_says_nothing_is_told_so_without_a_verdict() -> None:
    message = said(laundry())
    assert OWN_FTE in paragraphs(message)
    assert "Seuls ou à plusieurs" not in [one.label for one in message.blocks if isinstance(one, Fact)]


def test_without_a_duration_it_is_asked() -> None:
    assert NO_MONTHS in paragraphs(said(cleaning(asks=Asks(hours=300))))


@pytest.mark.parametrize("held", [gardening(), cleaning(), laundry(), two_deadlines(), gardening(sheet=Sheet())])
def test_it_is_always_an_estimate_and_the_documents_prevail(held: Case) -> None:
    assert said(held).blocks[-1] == Paragraph(PREVAIL)


def test_a_minimum_stated_in_a_reserved_lot() -> None:
    message = said(gardening(asks=Asks(hours=140, months=12)))
    assert fact(message, "Dans l'avis") == "140 heures d'insertion, un minimum"


def test_names_with_signs_are_kept() -> None:
    assert "Tonte & « taille » <lot> 100 %" in said(odd_name()).title


def test_a_small_estimate_is_not_rounded_away() -> None:
    held = case(replace(CLEANING, amount=Amount(Decimal(1_000))), asks=Asks())
    assert fact(said(held), "Heures") == "environ 1 heure d'insertion (entre 1 et 7) – estimation"
