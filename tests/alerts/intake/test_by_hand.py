"""What no feed carries, as an animator types it on a phone: understood, or told what is not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from alerts.intake import by_hand
from alerts.intake.by_hand import FIELDS, LONGEST, understand, understand_all
from alerts.intake.pauses import Misunderstood
from alerts.model.network import Written

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
BLANK = Written("")


def paris(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("what", "  Tonte de\n2 000 m² & haies <deux passages> ", Written("Tonte de 2 000 m² & haies <deux passages>")),
        ("buyer", "Mairie de Sévigny-le-Vieux", Written("", buyer="Mairie de Sévigny-le-Vieux")),
        ("where", "Grenoble 38", Written("", departement="38", town="Grenoble")),
        ("where", "La Tour-du-Pin (38)", Written("", departement="38", town="La Tour-du-Pin")),
        ("where", "Isère", Written("", departement="38")),
        ("where", "69003", Written("", departement="69")),
        ("where", "", Written("")),
        ("until", "12 décembre 2026 à 12 h", Written("", until=paris(12, 12))),
        ("until", "12/12/2026 à 9h30", Written("", until=paris(12, 9, 30))),
        ("until", "le 12 décembre à midi", Written("", until=paris(12, 12))),
        ("until", "demain à 9 h", Written("", until=paris(24, 9, month=11))),
        ("until", "demain 17:00", Written("", until=paris(24, 17, month=11))),
        ("until", "vendredi 12 décembre", Written("", until=paris(12, 23, 59))),
        ("until", "sans date", Written("")),
        ("until", "", Written("")),
        ("contact", "Accueil, 04 00 00 00 00", Written("", contact="Accueil, 04 00 00 00 00")),
        (
            "trades",
            "espaces verts, Nettoyage-locaux ,",
            Written("", trades=frozenset({"espaces-verts", "nettoyage-locaux"})),
        ),
        ("trades", "", Written("")),
    ],
)
def test_each_field_as_people_type_it(field: str, typed: str, expected: Written) -> None:
    assert understand(field, typed, BLANK, NOW) == expected


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("what", "ménage", by_hand.NOTHING),
        ("where", "Grenoble et Lyon", by_hand.ONE_PLACE),
        ("where", "Bretagne", by_hand.ONE_PLACE),
        ("where", "xyzzy", by_hand.WHERE),
        ("until", "hier", by_hand.PAST),
        ("until", "1er mars 2025", by_hand.PAST),
        ("until", "aujourd'hui à 9 h", by_hand.PAST),
        ("until", "12/12/2049", by_hand.TOO_FAR),
        ("until", "12/12/2026 à 25 h", by_hand.NO_SUCH_HOUR),
        ("until", "31/02/2027", by_hand.WHICH_DAY),
        ("until", "bientôt", by_hand.WHICH_DAY),
        ("until", "à midi", by_hand.WHICH_DAY),
        ("trades", "zzz", "Métier inconnu : « zzz »."),
    ],
)
def test_what_is_not_understood_is_told_and_the_field_stays(field: str, typed: str, sentence: str) -> None:
    assert understand(field, typed, BLANK, NOW) == Misunderstood(sentence)


def test_a_town_that_several_departements_have_is_asked_again() -> None:
    said = understand("where", "Saint-Denis", BLANK, NOW)
    assert isinstance(said, Misunderstood)
    assert "plusieurs départements" in said.why
    assert "Seine-Saint-Denis (93)" in said.why


@pytest.mark.parametrize("field", [one.name for one in FIELDS])
def test_no_field_takes_a_whole_book(field: str) -> None:
    too_long = Misunderstood(by_hand.TOO_LONG.format(LONGEST[field]))
    assert understand(field, "a" * (LONGEST[field] + 1), BLANK, NOW) == too_long
    assert understand(field, "a" * 1_000_000, BLANK, NOW) == too_long


@pytest.mark.parametrize("field", [one.name for one in FIELDS])
@pytest.mark.parametrize("typed", ["\0", "🦊", "-1", "0/0/0", "99 h 99", "« »", "'; DROP", "à h", "é" * 40])
def test_nothing_that_is_typed_breaks_a_field(field: str, typed: str) -> None:
    assert isinstance(understand(field, typed, BLANK, NOW), Written | Misunderstood)


def test_a_whole_form_keeps_what_is_understood_and_says_what_is_not() -> None:
    typed = {"what": "Nettoyage d'une salle des fêtes", "where": "38", "until": "hier", "autre": "rien"}
    written, wrong = understand_all(typed, BLANK, NOW)
    assert written == Written("Nettoyage d'une salle des fêtes", departement="38")
    assert wrong == {"until": by_hand.PAST}


def test_what_is_asked_for_is_needed() -> None:
    assert understand_all({"where": "38"}, BLANK, NOW)[1] == {"what": by_hand.NOTHING}


def test_an_empty_answer_empties_the_field() -> None:
    before = Written("Tonte de pelouses", "Mairie", "38", "Grenoble", paris(12, 12), "04", frozenset({"espaces-verts"}))
    written, wrong = understand_all(dict.fromkeys(("buyer", "where", "until", "contact", "trades"), ""), before, NOW)
    assert (written, wrong) == (Written("Tonte de pelouses"), {})
