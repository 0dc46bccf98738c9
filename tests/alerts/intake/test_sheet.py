"""The sheet, field by field, as managers type it on a phone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from alerts.intake.pauses import Misunderstood
from alerts.intake.sheet import FIELDS, LINE, PAGE, faults, is_siret, said_back, tidied, understand, understand_all
from alerts.model.reply import Reference, Sheet, Turnover
from tests.alerts.reply_help.cases import SHEET

TODAY = date(2026, 11, 23)

UNDERSTOOD: list[tuple[str, str, object]] = [
    ("legal_name", "  Association\tLes Jardins & fils ", "Association Les Jardins & fils"),
    ("siret", "000 000 000 00018", "00000000000018"),
    ("siret", "000.000.000.00018", "00000000000018"),
    ("postcode", "69 003", "69003"),
    ("postcode", "97400", "97400"),
    ("email", "Contact@Exemple.org", "Contact@exemple.org"),
    ("phone", "+33 (0)4 00 00 00 00", "+33 (0)4 00 00 00 00"),
    ("staff", "12,5 ETP", 12.5),
    ("staff", "18", 18.0),
    ("insertion_fte", "0", 0.0),
    ("turnover", "2024 : 380 000 €\n2025: 410k€", (Turnover(2025, Decimal(410_000)), Turnover(2024, Decimal(380_000)))),
    (
        "turnover",
        "2025 1,2 M€ ; 2024 - 900 000",
        (Turnover(2025, Decimal(1_200_000)), Turnover(2024, Decimal(900_000))),
    ),
    ("turnover", "2025 : 100\n2025 : 410 000,50", (Turnover(2025, Decimal("410000.50")),)),
    (
        "references",
        "Tonte ; Ville d'Exemple ; 2024 ; 12 000 €",
        (Reference("Tonte", "Ville d'Exemple", 2024, Decimal(12_000)),),
    ),
    ("references", "Peinture\nTonte ; ; 2025", (Reference("Tonte", "", 2025), Reference("Peinture"))),
    ("references", "Tonte 2023 ; 3 communes ; 45k€", (Reference("Tonte 2023", "3 communes", None, Decimal(45_000)),)),
    ("follow_up", "Une  conseillère.\r\n\r\nDeux fois par mois. ", "Une conseillère.\n\nDeux fois par mois."),
]


@pytest.mark.parametrize(("name", "typed", "value"), UNDERSTOOD)
def test_what_is_typed_is_understood(name: str, typed: str, value: object) -> None:
    assert understand(name, typed, SHEET, TODAY) == replace(SHEET, **{name: value})  # type: ignore[arg-type]


MISUNDERSTOOD = [
    ("siret", "00000000000017", "un de ses chiffres est faux"),
    ("siret", "00000000000000", "un de ses chiffres est faux"),
    ("siret", "123 456 789", "14 chiffres"),
    ("siret", "٠٠٠٠٠٠٠٠٠٠٠٠١٨", "14 chiffres"),
    ("postcode", "6903", "5 chiffres"),
    ("postcode", "00000", "5 chiffres"),
    ("postcode", "99123", "5 chiffres"),
    ("email", "contact arobase exemple.org", "n'est pas comprise"),
    ("phone", "demander à l'accueil", "téléphone"),
    ("phone", "04 00", "téléphone"),
    ("staff", "une douzaine", "équivalents temps plein"),
    ("staff", "-3", "équivalents temps plein"),
    ("staff", "9 999 999", "équivalents temps plein"),
    ("turnover", "410 000", "une ligne par année"),
    ("turnover", "2027 : 410 000", "pas terminée"),
    ("turnover", "1990 : 410 000", "trop ancienne"),
    ("turnover", "2025 : beaucoup", "montant"),
    ("references", "; 2024 ; 12 000", "Dites d'abord"),
    ("references", "2024", "Dites d'abord"),
    ("town", "x" * (LINE + 1), "trop long"),
    ("quality", "x" * (PAGE + 1), "trop long"),
]


@pytest.mark.parametrize(("name", "typed", "sentence"), MISUNDERSTOOD)
def test_what_is_not_understood_is_told_and_changes_nothing(name: str, typed: str, sentence: str) -> None:
    told = understand(name, typed, SHEET, TODAY)
    assert isinstance(told, Misunderstood)
    assert sentence in told.why


@pytest.mark.parametrize("asked", FIELDS, ids=lambda one: one.name)
def test_an_empty_answer_empties_the_field(asked: object) -> None:
    name = asked.name  # type: ignore[attr-defined]
    emptied = understand(name, "  \n", SHEET, TODAY)
    assert emptied == replace(SHEET, **{name: getattr(Sheet(), name)})
    assert said_back(name, emptied) == ""


def test_each_field_of_the_sheet_is_asked() -> None:
    assert {one.name for one in FIELDS} == set(Sheet.__dataclass_fields__)


def test_what_is_said_back_can_be_typed_again() -> None:
    typed = {one.name: said_back(one.name, SHEET) for one in FIELDS}
    assert understand_all(typed, Sheet(), TODAY) == (SHEET, {})
    assert faults(SHEET, TODAY) == {}


def test_a_form_keeps_what_is_good_and_names_the_rest() -> None:
    sheet, wrong = understand_all({"town": "Lyon", "siret": "1", "unknown": "x"}, SHEET, TODAY)
    assert sheet == replace(SHEET, town="Lyon")
    assert list(wrong) == ["siret"]


def test_a_sheet_that_comes_from_elsewhere_is_tidied() -> None:
    assert tidied(Sheet(legal_name="A\n B\0", quality="a \n b", staff=2.0)) == Sheet("A B", quality="a\nb", staff=2.0)


KEYS = [  # every other digit is doubled, and nine taken off above nine
    ("00000000000018", True),
    ("00000001000009", True),
    ("00000010000008", True),
    ("00000060000007", True),
    ("00000060000008", False),
    ("00000000000081", False),
    ("000000000018", False),
    ("abcdefghijklmn", False),
]


@pytest.mark.parametrize(("digits", "right"), KEYS)
def test_the_key_of_a_siret(digits: str, right: bool) -> None:
    assert is_siret(digits) is right
