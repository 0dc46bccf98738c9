"""What a manager reads when several opportunities are due together."""

from dataclasses import replace

import pytest

from alerts.messages.message import Action, ActionKind, Bullets, Heading, Paragraph
from alerts.messages.phone.several import Item, several_message
from scrapers.notice import Deadline, Lot
from tests.alerts.messages.stories import GARDENERS, GREEN_SPACES, MATCH, NOW, READINGS, until

SPECIAL = "réservé aux structures d'insertion (SIAE) ; clause sociale, 140 heures d'insertion"


def items(quantity: int) -> list[Item]:
    return [
        Item(
            1000 + n,
            replace(MATCH, notice_id=f"boamp:26-{n}"),
            (replace(GREEN_SPACES, publisher_id=f"26-{n}", title=f"Tonte de la commune {n}"),),
            READINGS,
        )
        for n in range(1, quantity + 1)
    ]


def test_two_opportunities_as_a_list() -> None:
    whole = Item(5, replace(MATCH, lots=(None,)), (replace(GREEN_SPACES, title="Élagage", lots=(Lot(),)),), ())
    message = several_message(GARDENERS, [items(1)[0], whole], NOW)
    assert message.title == "2 annonces pour vous"
    assert message.summary == "Tonte de la commune 1 – avant le 2 octobre 2026 ; et 1 autre"
    assert message.blocks == (
        Heading("1. Tonte de la commune 1 (lot 2)"),
        Bullets(
            (
                "Rhône (69), avant le vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours",
                f"Vous pouvez répondre – {SPECIAL}",
            )
        ),
        Heading("2. Élagage"),
        Bullets(("Rhône (69), avant le vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours", "Vous pouvez répondre")),
        Paragraph("Pour Les Jardins du Lien, d'après les avis. Le règlement de consultation fait foi."),
    )
    assert message.actions == (
        (Action(ActionKind.OPEN, "Voir la 1", 1001), Action(ActionKind.OPEN, "Voir la 2", 5)),
        (Action(ActionKind.LIST, "Tout voir"),),
    )


def test_a_reservation_of_one_lot_is_not_told_of_the_others() -> None:
    mixed = replace(items(1)[0], match=replace(MATCH, lots=("LOT-0001", "LOT-0002")))
    told = several_message(GARDENERS, [mixed], NOW).blocks[1]
    assert isinstance(told, Bullets)
    assert told.items[1].startswith("Vous pouvez répondre, selon les lots – lot 2 : réservé aux structures d'insertion")


def test_one_alone_is_one() -> None:
    assert several_message(GARDENERS, items(1), NOW).title == "1 annonce pour vous"


def test_the_first_ten_in_full_and_the_next_in_a_line() -> None:
    message = several_message(GARDENERS, items(12), NOW)
    assert message.title == "12 annonces pour vous"
    assert [one.text.partition(".")[0] for one in message.blocks if isinstance(one, Heading)] == [
        *map(str, range(1, 11)),
        "Et aussi",
    ]
    assert message.blocks[-2] == Bullets(
        (
            "11. Tonte de la commune 11 (lot 2) – Rhône (69), avant le 2 octobre 2026",
            "12. Tonte de la commune 12 (lot 2) – Rhône (69), avant le 2 octobre 2026",
        )
    )
    assert [[one.label for one in row] for row in message.actions] == [
        ["Voir la 1", "Voir la 2", "Voir la 3", "Voir la 4"],
        ["Voir la 5", "Voir la 6", "Voir la 7", "Voir la 8"],
        ["Voir la 9", "Voir la 10", "Voir la 11", "Voir la 12"],
        ["Tout voir"],
    ]


def test_beyond_twenty_the_list_says_how_many_it_does_not_show() -> None:
    message = several_message(GARDENERS, items(57), NOW)
    assert message.title == "57 annonces pour vous : en voici 20"
    assert Paragraph("20 montrées sur 57, celles qui pressent d'abord. « Tout voir » donne le reste.") in message.blocks
    opened = [one.match_id for row in message.actions for one in row if one.kind is ActionKind.OPEN]
    assert opened == list(range(1001, 1021))


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (None, "Rhône (69), échéance non indiquée"),
        (until(2049, 1, 1, 12), "Rhône (69), échéance à vérifier"),
        (until(2026, 9, 19, 12), "Rhône (69), échéance passée"),
        (
            until(2026, 10, 2, 12, doubt="Une heure de trop."),
            "Rhône (69), avant le vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours – à vérifier",
        ),
        (
            until(2026, 9, 20, 17),
            "Rhône (69), avant le dimanche 20 septembre 2026 à 17 h 00 – aujourd'hui, dans 9 heures",
        ),
    ],
)
def test_a_deadline_in_a_list(deadline: Deadline | None, said: str) -> None:
    one = replace(items(1)[0], notices=(replace(GREEN_SPACES, deadline=deadline),))
    shown = several_message(GARDENERS, [one], NOW).blocks[1]
    assert isinstance(shown, Bullets)
    assert shown.items[0] == said


def test_an_empty_list_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        several_message(GARDENERS, [], NOW)
