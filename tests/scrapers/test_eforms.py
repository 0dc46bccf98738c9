"""An eForms notice says of each lot what its buyer published: from TED's XML, or from BOAMP's JSON."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from scrapers.dates import PARIS
from scrapers.eforms import read_json, read_xml
from scrapers.notice import Amount, Buyer, Code, Lot, NoticeKind, Passage, Place, Topic
from tests.scrapers.eforms_samples import CALL, other_prefixes, twin, xml


def codes(lot: Lot) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for code in lot.codes:
        told.setdefault(code.field, []).append(code.value)
    return told


def test_the_second_lot_is_reserved_and_the_first_is_not() -> None:
    first, second = read_xml(xml()).lots

    assert codes(first) == {"BT-774": ["biodiv-eco"], "BT-71": ["none"], "BT-736": ["no"]}
    assert codes(second) == {
        "BT-775": ["opp"],
        "BT-06": ["soc-obj"],
        "BT-805": ["none"],
        "BT-71": ["res-ws"],
        "BT-736": ["yes"],
    }
    assert Code("BT-71", "reserved-procurement", "res-ws") in second.codes


def test_what_the_notice_says_of_itself() -> None:
    notice = read_xml(xml())

    assert notice.id == "ted:900101-2026", "without the leading zeros of the XML"
    assert notice.url == "https://ted.europa.eu/fr/notice/-/detail/900101-2026"
    assert notice.kind is NoticeKind.CALL
    assert notice.title == "Entretien des espaces verts de Fontclaire"
    assert notice.published == date(2026, 11, 16)
    assert notice.procedure_id == "5b1f0c52-0a7e-4e6f-9d53-2f3d6a000101"
    assert notice.reference == "2026-EV-07"
    assert (notice.language, notice.shape, notice.concession, notice.previous) == ("FRA", "eforms", False, ())
    assert (notice.cpv, notice.nature) == (("77310000",), "services")
    assert notice.places == (Place(nuts="FRK21", country="FRA"),)
    assert Passage("BT-01(d)", "Code de la commande publique, article L2124-2.", Topic.OTHER) in notice.passages
    assert not [passage for passage in notice.passages if "purement national" in passage.text], "exclusion grounds"


def test_a_lot_keeps_its_own_subject_place_value_deadline_and_documents() -> None:
    first, second = read_xml(xml()).lots

    assert (first.id, first.title, first.nature) == ("LOT-0001", "Tonte et taille", "services")
    assert first.cpv == ("77310000", "77340000")
    assert first.places == (Place(nuts="FRK21", postcode="01999", town="Fontclaire-sur-Aure", country="FRA"),)
    assert first.amount == Amount(Decimal("180000.00"), "EUR")
    assert second.amount is None, "0 means not told"
    assert second.documents_url == "https://marches.example.org/dce?id=900101&lot=2"
    assert second.deadline is not None
    assert second.deadline.at == datetime(2026, 12, 15, 12, 0, tzinfo=PARIS)
    assert second.deadline.doubt is None


def test_texts_keep_their_field_and_what_it_is_about() -> None:
    told = {(passage.field, passage.topic): passage.text for passage in read_xml(xml()).lots[1].passages}

    assert told[("BT-70", Topic.CONDITIONS)].startswith("Le titulaire réserve 620 heures")
    assert told[("BT-777", Topic.CONDITIONS)] == "Retour à l'emploi de personnes éloignées du travail."
    assert told[("BT-24", Topic.DESCRIPTION)] == "Désherbage sans produit des rues et des places."
    assert told[("BT-300", Topic.OTHER)] == "Reconductible deux fois."
    assert told[("BT-750", Topic.PARTICIPATION)] == "Moyens humains affectés à chaque quartier."
    assert told[("BT-734", Topic.AWARD_CRITERIA)] == "Accompagnement"
    assert told[("BT-540", Topic.AWARD_CRITERIA)] == "Qualité du parcours proposé aux salariés."


def test_the_buyer_is_the_contracting_party_and_not_the_platform_listed_first() -> None:
    assert read_xml(xml()).buyer == Buyer(
        name="Ville de Fontclaire-sur-Aure",
        siret="99912345600012",
        place=Place(nuts="FRK21", postcode="01999", town="Fontclaire-sur-Aure", country="FRA"),
    )


def test_prefixes_are_the_publishers_choice() -> None:
    content = other_prefixes(xml())

    assert b"<ns2:ProcurementProjectLot>" in content
    assert read_xml(content) == read_xml(xml())


def test_boamp_json_reads_as_ted_xml() -> None:
    from_json = read_json(twin(), source="ted", publisher_id="900101-2026")

    assert from_json == read_xml(xml())


def test_boamp_json_without_its_first_level_keeps_boamps_own_number() -> None:
    notice = read_json(twin()["EFORMS"], source="boamp", publisher_id="26-900101")

    assert (notice.id, notice.url) == ("boamp:26-900101", None)
    assert notice.procedure_id == read_xml(xml()).procedure_id


def test_json_with_one_lot_and_bare_codes_reads_as_a_list_of_one() -> None:
    tree = twin()
    root = tree["EFORMS"]["ContractNotice"]
    root["cac:ProcurementProjectLot"] = root["cac:ProcurementProjectLot"][1]
    root["cbc:NoticeLanguageCode"] = "FRA"
    root["cac:ProcurementProject"]["cac:RealizedLocation"] = ""

    notice = read_json(tree, source="boamp", publisher_id="26-1")

    assert [lot.id for lot in notice.lots] == ["LOT-0002"]
    assert (notice.language, notice.places) == ("FRA", ())


def test_a_correction_repeats_the_notice_as_it_holds_now_and_says_what_changed() -> None:
    notice = read_xml(xml("correction_lot_2.xml"))
    first, second = notice.lots

    assert notice.kind is NoticeKind.CORRECTION
    assert notice.previous == ("0f3a1c1e-1111-4c7b-8a52-000000000101-01",)
    assert codes(second)["BT-71"] == ["none"]
    assert second.deadline is not None
    assert second.deadline.at == datetime(2026, 12, 22, 12, 0, tzinfo=PARIS)
    assert second.passages[-1] == Passage("BT-141", "Le lot 2 n'est plus réservé.", Topic.AFTER)
    assert not [passage for passage in first.passages if passage.topic is Topic.AFTER], "it does not concern lot 1"
    assert [passage.text for passage in notice.passages if passage.topic is Topic.AFTER] == [
        "La date limite est reportée d'une semaine.",
        "Erreur de l'acheteur.",
    ]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("cancel", NoticeKind.CANCELLATION),
        ("cancel-intent", NoticeKind.CORRECTION),
        ("update-add", NoticeKind.CORRECTION),
    ],
)
def test_a_change_whose_reason_is_cancel_is_a_cancellation(reason: str, kind: NoticeKind) -> None:
    assert read_xml(xml("correction_lot_2.xml", (">cor-buy<", f">{reason}<"))).kind is kind


def test_an_award_names_its_call_and_never_says_if_it_was_reserved() -> None:
    notice = read_xml(xml("award.xml"))

    assert notice.kind is NoticeKind.AWARD
    assert notice.previous == ("900101-2026",)
    assert notice.procedure_id == read_xml(xml()).procedure_id
    assert [codes(lot) for lot in notice.lots] == [{}, {"BT-775": ["opp"], "BT-142": ["clos-nw"]}]


def test_the_parts_of_a_planning_notice_are_read_as_lots() -> None:
    notice = read_xml(xml("planning_parts.xml"))
    laundry, office = notice.lots

    assert notice.kind is NoticeKind.PRIOR
    assert notice.title == "Blanchisserie des collèges", "no title for the whole: the first part's"
    assert codes(laundry) == {"BT-71-Part": ["res-ws"], "BT-736-Part": ["not-known"]}
    assert laundry.cpv == ("98310000",), "without its check digit"
    assert office.places == (Place(country="FRA"),)
    assert Code("BT-727-Part", "other-place-service", "anyw-cou") in office.codes


def test_a_concession_bought_by_a_group_overseas() -> None:
    notice = read_xml(xml("concession_group_of_buyers.xml"))

    assert notice.concession
    assert notice.buyer.name == "Syndicat mixte du Marais", "the one that leads the group"
    assert notice.buyer.siret is None, "an internal number is not a SIRET"
    assert notice.title == "Restaurant de la plage", "French first"
    assert notice.deadline is not None, "requests to participate come before tenders"
    assert notice.deadline.at.isoformat() == "2027-01-11T16:00:00+04:00"
    assert notice.deadline.doubt is None


def test_a_buyer_known_by_its_touch_point_is_found() -> None:
    alone = xml("concession_group_of_buyers.xml", ("GroupLeadIndicator>true", "GroupLeadIndicator>false"))

    assert read_xml(alone).buyer.name == "Ville de Fontclaire-sur-Aure"


@pytest.mark.parametrize(
    ("form", "notice_type", "sub_type", "kind"),
    [
        ("competition", "cn-social", "20", NoticeKind.CALL),
        ("competition", "pin-cfc-social", "12", NoticeKind.CALL),
        ("competition", "qu-sy", "15", NoticeKind.CALL),
        ("competition", "subco", "22", NoticeKind.CALL),
        ("competition", "cn-desg", "23", NoticeKind.CALL),
        ("competition", "cei", "CEI", NoticeKind.CALL),
        ("planning", "pin-only", "5", NoticeKind.PRIOR),
        ("planning", "pin-rtl", "7", NoticeKind.PRIOR),
        ("consultation", "pmc", "E1", NoticeKind.PRIOR),
        ("dir-awa-pre", "veat", "25", NoticeKind.AWARD),
        ("result", "can-social", "33", NoticeKind.AWARD),
        ("cont-modif", "can-modif", "38", NoticeKind.OTHER),
        ("bri", "brin-ecs", "X01", NoticeKind.OTHER),
        ("", "", "16", NoticeKind.CALL),
        ("", "", "29", NoticeKind.AWARD),
        ("", "", "E3", NoticeKind.CALL),
        ("", "", "", NoticeKind.OTHER),
    ],
)
def test_what_a_notice_does(form: str, notice_type: str, sub_type: str, kind: NoticeKind) -> None:
    content = xml(
        CALL,
        (
            '<cbc:NoticeTypeCode listName="competition">cn-standard<',
            f'<cbc:NoticeTypeCode listName="{form}">{notice_type}<',
        ),
        ('"notice-subtype">16<', f'"notice-subtype">{sub_type}<'),
    )

    assert read_xml(content).kind is kind
