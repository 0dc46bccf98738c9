"""What real eForms notices do that a plain reading gets wrong."""

from datetime import datetime
from time import perf_counter

import pytest

from scrapers.dates import PARIS
from scrapers.eforms import read_json, read_xml
from scrapers.notice import Code, Passage, Place, Topic
from tests.scrapers.eforms_samples import CALL, twin, xml

LOT_2_CODE = '<cbc:TendererRequirementTypeCode listName="reserved-procurement">res-ws</cbc:TendererRequirementTypeCode>'
LOT_2_ID = '<cbc:ID schemeName="Lot">LOT-0002</cbc:ID>'


def test_noon_in_winter_with_a_summer_offset_stays_noon_and_is_doubted() -> None:
    lot = read_xml(xml(CALL, ("12:00:00+01:00", "12:00:00+02:00"))).lots[0]

    assert lot.deadline is not None
    assert lot.deadline.at == datetime(2026, 12, 15, 12, 0, tzinfo=PARIS)
    assert lot.deadline.doubt is not None
    assert "+02:00" in lot.deadline.doubt
    assert "à vérifier" in lot.deadline.doubt


def test_a_foreign_buyer_keeps_the_offset_it_published() -> None:
    content = xml(
        CALL, (">FRA</cbc:IdentificationCode>", ">FIN</cbc:IdentificationCode>"), ("12:00:00+01:00", "12:00:00+02:00")
    )
    deadline = read_xml(content).lots[0].deadline

    assert deadline is not None
    assert (deadline.at.isoformat(), deadline.doubt) == ("2026-12-15T12:00:00+02:00", None)


def test_a_deadline_that_cannot_exist_is_kept_as_it_was_written() -> None:
    lot = read_xml(xml(CALL, ("<cbc:EndDate>2026-12-15+01:00", "<cbc:EndDate>2026-13-15+01:00"))).lots[1]

    assert lot.deadline is None
    assert Passage("BT-131", "2026-13-15+01:00 12:00:00+01:00", Topic.OTHER) in lot.passages


def test_a_deadline_in_2049_is_given_with_its_doubt() -> None:
    deadline = read_xml(xml(CALL, ("<cbc:EndDate>2026-12-15", "<cbc:EndDate>2049-12-15"))).lots[0].deadline

    assert deadline is not None
    assert deadline.at.year == 2049
    assert (
        deadline.doubt
        == "La date limite publiée est à plus de deux ans de la publication : à vérifier auprès de l'acheteur."
    )


def test_the_notices_deadline_is_the_earliest_of_its_lots() -> None:
    late = xml().replace(b"2026-12-15", b"2026-12-22", 1)

    assert [lot.deadline and lot.deadline.at.day for lot in read_xml(late).lots] == [22, 15]
    notice_deadline = read_xml(late).deadline
    assert notice_deadline is not None
    assert notice_deadline.at.day == 15


def test_an_empty_reservation_code_is_kept_empty_and_is_not_none() -> None:
    for empty in (
        LOT_2_CODE.replace("res-ws", ""),
        LOT_2_CODE.replace(">res-ws</cbc:TendererRequirementTypeCode>", "/>"),
    ):
        lot = read_xml(xml(CALL, (LOT_2_CODE, empty))).lots[1]

        assert Code("BT-71", "reserved-procurement", "") in lot.codes


def test_a_lot_may_be_reserved_twice() -> None:
    twice = LOT_2_CODE + LOT_2_CODE.replace("res-ws", "res-pub-ser")
    lot = read_xml(xml(CALL, (LOT_2_CODE, twice))).lots[1]

    assert [code.value for code in lot.codes if code.field == "BT-71"] == ["res-ws", "res-pub-ser"]


def test_unknown_codes_are_kept_as_they_are() -> None:
    lot = read_xml(xml(CALL, (">biodiv-eco<", ">emas-com<"))).lots[0]

    assert Code("BT-774", "environmental-impact", "emas-com") in lot.codes


def test_a_group_of_lots_is_not_a_lot() -> None:
    group = LOT_2_ID.replace('"Lot"', '"LotsGroup"').replace("LOT-0002", "GLO-0001")

    assert [lot.id for lot in read_xml(xml(CALL, (LOT_2_ID, group))).lots] == ["LOT-0001"]


def test_a_notice_without_lots_has_one_lot_without_a_name() -> None:
    start, end = xml().index(b"  <cac:ProcurementProjectLot>"), xml().rindex(b"</ContractNotice>")
    notice = read_xml(xml()[:start] + xml()[end:])

    assert [(lot.id, lot.codes) for lot in notice.lots] == [(None, ())]
    assert notice.title == "Entretien des espaces verts de Fontclaire"


def test_five_hundred_lots_are_read_in_a_moment() -> None:
    content = xml()
    start, end = content.index(b"  <cac:ProcurementProjectLot>"), content.rindex(b"</ContractNotice>")
    lots = b"".join(content[start:end].replace(b"LOT-0", f"LOT-{rank}".encode()) for rank in range(250))
    before = perf_counter()
    notice = read_xml(content[:start] + lots + content[end:])

    assert len({lot.id for lot in notice.lots}) == 500
    assert perf_counter() - before < 5


@pytest.mark.parametrize(
    ("published", "siret"),
    [
        (" 99912345600012", "99912345600012"),
        ("999\u00a0123\u00a0456\u00a000012", "99912345600012"),
        ("Org-0001-identifiant", None),
        ("999123456", None),
        ("FR40999123456", None),
        ("٩٩٩١٢٣٤٥٦٠٠٠١٢", None),
    ],
)
def test_a_siret_is_fourteen_digits_once_its_spaces_are_gone(published: str, siret: str | None) -> None:
    assert read_xml(xml(CALL, ("999 123 456 00012", published))).buyer.siret == siret


def test_a_buyer_that_no_organisation_describes_is_unknown_and_not_the_first_one() -> None:
    assert (
        read_xml(
            xml(
                CALL,
                (
                    '"organization">ORG-0002</cbc:ID></cac:PartyIdentification>\n      <cac:Serv',
                    '"organization">ORG-0099</cbc:ID></cac:PartyIdentification>\n      <cac:Serv',
                ),
            )
        ).buyer.name
        is None
    )


def test_french_comes_first_then_the_language_of_the_notice() -> None:
    title = '<cbc:Name languageID="FRA">Tonte et taille</cbc:Name>'
    several = title.replace("FRA", "DEU").replace("Tonte et taille", "Mähen") + title.replace("FRA", "NLD").replace(
        "Tonte et taille", "Maaien"
    )
    dutch = xml(CALL, (title, several), ('"language">FRA<', '"language">NLD<'))
    both = xml(CALL, (title, several + title), ('"language">FRA<', '"language">NLD<'))

    assert (read_xml(dutch).lots[0].title, read_xml(dutch).language) == ("Maaien", "NLD")
    assert read_xml(both).lots[0].title == "Tonte et taille"


def test_a_text_told_in_two_pieces_is_told_whole() -> None:
    title = '<cbc:Name languageID="FRA">Tonte et taille</cbc:Name>'
    content = xml(CALL, (title, title + title.replace("Tonte et taille", "des parcs") + '<cbc:Name languageID="FRA"/>'))

    assert read_xml(content).lots[0].title == "Tonte et taille des parcs"


def test_a_comment_inside_a_text_does_not_cut_it() -> None:
    content = xml(CALL, ("Tonte et taille<", "Tonte <!-- lot 1 -->et taille<"))

    assert read_xml(content).lots[0].title == "Tonte et taille"


def test_damaged_texts_are_mended() -> None:
    content = xml(CALL, ("Tonte et taille<", "Main d&amp;#039;&#156;uvre &amp;amp; taille<"))

    assert read_xml(content).lots[0].title == "Main d'œuvre & taille"


def test_the_ceiling_of_a_framework_stands_for_a_value_that_is_not_told() -> None:
    ceiling = (
        "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>"
        '<efbc:FrameworkMaximumAmount currencyID="EUR">75000</efbc:FrameworkMaximumAmount>'
        "</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
    )
    zero = '<cbc:EstimatedOverallContractAmount currencyID="EUR">0<'
    amount = read_xml(xml(CALL, (zero, ceiling + zero))).lots[1].amount

    assert amount is not None
    assert amount.value == 75000


@pytest.mark.parametrize("told", ["0", "-5", "NaN", "Infinity", "beaucoup", "1e17", ""])
def test_what_is_not_an_amount_is_no_amount(told: str) -> None:
    assert read_xml(xml(CALL, (">180000.00<", f">{told}<"))).lots[0].amount is None


def test_documents_given_to_all_come_before_those_given_on_request() -> None:
    one = "https://marches.example.org/dce?id=900101&amp;lot=1"
    kind = "<cbc:DocumentType>non-restricted-document</cbc:DocumentType>"
    restricted = xml(CALL, (kind, kind.replace("non-", "")))

    assert read_xml(restricted).lots[0].documents_url == one.replace("&amp;", "&"), "better than nothing"


def test_addresses_still_escaped_in_json_are_opened() -> None:
    tree = twin()
    assert "&amp;lot=1" in str(tree)

    assert (
        read_json(tree, source="boamp", publisher_id="26-1").documents_url
        == "https://marches.example.org/dce?id=900101&lot=1"
    )


def test_json_cannot_bring_characters_that_no_database_takes() -> None:
    tree = twin()
    project = tree["EFORMS"]["ContractNotice"]["cac:ProcurementProject"]
    project["cbc:ID"]["#text"] = "2026\x00-\ud800EV"
    project["cbc:Name"]["#text"] = "Espaces\x00 verts\udfff"
    notice = read_json(tree, source="boamp", publisher_id="26-1")

    assert (notice.reference, notice.title) == ("2026-?EV", "Espaces verts?")


def test_a_foreign_number_of_fourteen_digits_is_not_a_siret() -> None:
    assert read_xml(xml(CALL, (">FRA</cbc:IdentificationCode>", ">ITA</cbc:IdentificationCode>"))).buyer.siret is None


def test_the_same_place_told_twice_is_one_place() -> None:
    content = xml()
    location = content[content.index(b"<cac:RealizedLocation>") : content.index(b"</cac:RealizedLocation>") + 23]

    assert read_xml(content.replace(location, location * 2, 1)).places == (Place(nuts="FRK21", country="FRA"),)
