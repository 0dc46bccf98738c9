"""What a manager must know before answering a lot, and who won it, as an eForms notice codes them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from scrapers.dates import PARIS
from scrapers.eforms import read_json, read_xml
from scrapers.notice import Criterion, Lot, Winner
from tests.scrapers.eforms_samples import other_prefixes, twin, xml

PERIOD = '<cac:PlannedPeriod><cbc:StartDate>2027-04-01+02:00</cbc:StartDate><cbc:DurationMeasure unitCode="MONTH">12'
QUESTIONS = "<cbc:EndDate>2026-12-07+01:00</cbc:EndDate><cbc:EndTime>17:00:00+01:00</cbc:EndTime>"
PER_EXA = 'listName="number-weight">per-exa<'


def second(*changes: tuple[str, str]) -> Lot:
    return read_xml(xml("call_two_lots.xml", *changes)).lots[1]


def weights(lot: Lot) -> list[Decimal | None]:
    return [one.weight for one in lot.criteria]


def test_a_call_tells_its_procedure_and_each_lot_its_own_terms() -> None:
    notice = read_xml(xml())
    first, other = notice.lots

    assert notice.procedure == "open"
    assert (first.months, first.starts) == (Decimal(18), date(2027, 3, 1)), "from March 1 to August 31 of the next year"
    assert (first.renewals, first.criteria, first.questions_until) == (None, (), None)
    assert (other.months, other.starts, other.renewals) == (Decimal(12), date(2027, 4, 1), 2)
    assert other.questions_until == datetime(2026, 12, 7, 17, 0, tzinfo=PARIS)
    assert other.criteria == (
        Criterion("BT-734", "Prix", "price", Decimal(60)),
        Criterion("BT-734", "Accompagnement", "quality", Decimal(40)),
    )


def test_boamps_json_tells_the_same() -> None:
    notice = read_json(twin(), source="boamp", publisher_id="26-900101")

    assert notice.procedure == "open"
    assert notice.lots == read_xml(xml()).lots


@pytest.mark.parametrize("code", ["", " ", "  \n "])
def test_an_empty_procedure_is_not_told(code: str) -> None:
    told = ('"procurement-procedure-type">open<', f'"procurement-procedure-type">{code}<')

    assert read_xml(xml("call_two_lots.xml", told)).procedure is None


@pytest.mark.parametrize(
    ("code", "numbers", "expected"),
    [
        (PER_EXA, ("60", "40.00"), [60, 40]),
        (PER_EXA.replace("per-exa", "poi-exa"), ("60", "40.00"), [60, 40]),
        (PER_EXA.replace("per-exa", "poi-exa"), ("6", "4"), [None, None]),
        (PER_EXA.replace("per-exa", "dec-exa"), ("0.6", "0.4"), [None, None]),
        (PER_EXA.replace("per-exa", "ord-imp"), ("1", "2"), [None, None]),
        (PER_EXA.replace("number-weight", "number-threshold"), ("60", "40.00"), [None, None]),
        (PER_EXA.replace("number-weight", "number-fixed").replace("per-exa", "fix-tot"), ("60", "40"), [None, None]),
        (PER_EXA, ("160", "-40"), [None, None]),
        (PER_EXA, ("60 à 70", "quarante"), [None, None]),
    ],
)
def test_only_percentages_and_points_of_a_hundred_are_weights(
    code: str, numbers: tuple[str, str], expected: list[int | None]
) -> None:
    price, quality = numbers
    lot = second((PER_EXA, code), ("Numeric>60<", f"Numeric>{price}<"), ("Numeric>40.00<", f"Numeric>{quality}<"))

    assert weights(lot) == expected
    assert [one.name for one in lot.criteria] == ["Prix", "Accompagnement"]


def test_a_criterion_without_a_name_has_its_description_else_its_kind() -> None:
    lot = second(
        ('<cbc:Name languageID="FRA">Prix</cbc:Name>', ""),
        ('<cbc:Description languageID="FRA">Montant du bordereau.</cbc:Description>', ""),
        ('<cbc:Name languageID="FRA">Accompagnement</cbc:Name>', ""),
    )

    assert lot.criteria == (
        Criterion("BT-539", "Prix", "price", Decimal(60)),
        Criterion("BT-540", "Qualité du parcours proposé aux salariés.", "quality", Decimal(40)),
    )


def test_a_note_that_has_no_kind_is_a_passage_and_no_criterion() -> None:
    kind = '<cbc:AwardingCriterionTypeCode listName="award-criterion-type">quality</cbc:AwardingCriterionTypeCode>'
    lot = second((kind, ""))

    assert [one.name for one in lot.criteria] == ["Prix"]
    assert "Accompagnement" in [passage.text for passage in lot.passages]


@pytest.mark.parametrize(
    ("period", "months", "starts"),
    [
        ('<cbc:DurationMeasure unitCode="YEAR">4', 48, None),
        ('<cbc:DurationMeasure unitCode="DAY">365', 12, None),
        ('<cbc:DurationMeasure unitCode="MONTH">12 à 24', None, None),
        ('<cbc:DurationMeasure unitCode="MONTH">-12', None, None),
        ("<cbc:DurationMeasure>12", None, None),
        ('<cbc:StartDate>2049-01-01+01:00</cbc:StartDate><cbc:DurationMeasure unitCode="MONTH">12', 12, None),
        ('<cbc:StartDate>2027-13-45</cbc:StartDate><cbc:DurationMeasure unitCode="MONTH">12', 12, None),
    ],
)
def test_a_damaged_period_is_not_told(period: str, months: int | None, starts: date | None) -> None:
    lot = second((PERIOD, f"<cac:PlannedPeriod>{period}"))

    assert (lot.months, lot.starts) == (months, starts)


def test_an_unlimited_contract_has_no_length() -> None:
    whole = f"{PERIOD}</cbc:DurationMeasure>"
    code = '<cac:PlannedPeriod><cbc:DescriptionCode listName="timeperiod">UNLIMITED</cbc:DescriptionCode>'

    assert second((whole, code)).months is None


@pytest.mark.parametrize(("told", "expected"), [("0", 0), ("4", 4), ("-1", None), ("5000", None), ("deux", None)])
def test_renewals_are_a_number_of_times(told: str, expected: int | None) -> None:
    assert second(("MaximumNumberNumeric>2<", f"MaximumNumberNumeric>{told}<")).renewals == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (QUESTIONS.replace("+01:00</cbc:EndTime>", "+02:00</cbc:EndTime>"), datetime(2026, 12, 7, 17, tzinfo=PARIS)),
        ("<cbc:EndDate>2026-12-07+01:00</cbc:EndDate>", datetime(2026, 12, 7, 23, 59, tzinfo=PARIS)),
        (QUESTIONS.replace("2026-12-07", "2026-12-16"), None),
        (QUESTIONS.replace("2026-12-07", "2049-12-07"), None),
        (QUESTIONS.replace("2026-12-07", "2009-12-07"), None),
        (QUESTIONS.replace("2026-12-07", "2026-31-12"), None),
        ("", None),
    ],
    ids=["wrong season", "no hour", "after the tenders", "2049", "2009", "no such month", "empty"],
)
def test_the_limit_of_questions_is_believed_or_not_told(told: str, expected: datetime | None) -> None:
    assert second((QUESTIONS, told)).questions_until == expected


VALLON = Winner("Ateliers du Vallon", None, "Bois-Clair")
JARDINS = Winner("Les Jardins de l'Aure", "99900011100017", "Valfleuri")
NO_CONTRACT = '<efac:SettledContract><cbc:ID schemeName="contract">CON-0001</cbc:ID></efac:SettledContract>'
FIRST_TENDER = '<cbc:ID schemeName="tender">TEN-0001</cbc:ID>\n              <efac:TenderingParty>'
SECOND_TENDER = '<cbc:ID schemeName="tender">TEN-0002</cbc:ID>\n              <efac:TenderingParty>'


def test_an_award_names_the_group_that_signed_its_leader_first() -> None:
    won, closed = read_xml(xml("award.xml")).lots

    assert won.winners == (VALLON, JARDINS), "neither the other tender nor the subcontractor"
    assert closed.winners == (), "closed without a winner, whoever sent a tender"
    assert read_xml(other_prefixes(xml("award.xml"))).lots[0].winners == won.winners


def test_without_contracts_the_first_rank_has_won() -> None:
    ranked = (
        (NO_CONTRACT, ""),
        (FIRST_TENDER, FIRST_TENDER.replace("<efac", "<cbc:RankCode>2</cbc:RankCode><efac")),
        (SECOND_TENDER, SECOND_TENDER.replace("<efac", "<cbc:RankCode>1</cbc:RankCode><efac")),
    )

    assert read_xml(xml("award.xml", *ranked)).lots[0].winners == (VALLON, JARDINS)


def test_a_framework_with_several_winners_names_them_all() -> None:
    winners = read_xml(xml("award.xml", (NO_CONTRACT, ""))).lots[0].winners

    assert [winner.name for winner in winners] == ["Ville de Fontclaire-sur-Aure", VALLON.name, JARDINS.name]


@pytest.mark.parametrize(
    "broken",
    [
        ('"organization">ORG-0004</cbc:ID><efbc', '"organization">ORG-0099</cbc:ID><efbc'),
        ("Ateliers du Vallon", " "),
    ],
    ids=["an organisation that is not there", "an organisation without a name"],
)
def test_what_cannot_be_named_is_left_out(broken: tuple[str, str]) -> None:
    assert read_xml(xml("award.xml", broken)).lots[0].winners == (JARDINS,)


def test_a_call_has_no_winners() -> None:
    assert all(lot.winners == () for lot in read_xml(xml()).lots)
