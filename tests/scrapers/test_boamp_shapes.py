"""A BOAMP notice is read the same whatever the shape of its contents, and nothing that matters is lost."""

from datetime import date
from decimal import Decimal

import pytest

from scrapers.boamp.record import NO_TITLE, read_dila_xml, read_or_reject, read_record
from scrapers.errors import NoticeUnreadable
from scrapers.notice import Amount, Code, NoticeKind, Place, Topic
from scrapers.source import Reject
from tests.scrapers.boamp_records import FOLDER, SHAPES, all_texts, decoded, notice, published, texts, with_donnees


@pytest.mark.parametrize("name", SHAPES)
def test_json_in_the_json_may_already_be_decoded(name: str) -> None:
    assert read_record(decoded(name)) == read_record(published(decoded(name)))


def test_a_national_call_tells_who_buys_what_where_and_how_much() -> None:
    call = notice("fnsimple_call")
    assert (call.id, call.kind, call.shape) == ("boamp:26-90001", NoticeKind.CALL, "fnsimple")
    assert call.title == "Entretien des espaces verts du parc d'activités"
    assert (call.buyer.name, call.buyer.siret) == ("Syndicat mixte de Valfleuri", "99900011100022")
    assert call.buyer.place == Place(postcode="01999", town="Valfleuri")
    assert call.places == (Place(postcode="01999", town="Valfleuri"),)
    assert call.published == date(2026, 11, 2)
    assert call.cpv == ("77310000", "77340000")
    assert call.nature == "services"
    assert call.amount == Amount(Decimal("96000.50"))
    assert call.documents_url == "https://achats.valfleuri.example.fr/dce?lot=1&id=42"
    assert call.reference == "SMV-2026-07"
    assert call.keywords == ("Espaces verts",)
    assert call.publication_departements == ("01", "69", "2A")
    assert call.url == "https://www.boamp.fr/pages/avis/?q=idweb:26-90001"


def test_the_sentences_of_a_national_call_keep_their_place_and_their_topic() -> None:
    call = notice("fnsimple_call")
    assert texts(call.passages, Topic.AWARD_CRITERIA) == ["Prix 60 %, insertion sociale 40 %"]
    assert "Le titulaire réalisera 120 heures d'insertion. Visite conseillée." in texts(call.passages, Topic.OTHER)
    description = next(passage for passage in call.passages if passage.topic is Topic.DESCRIPTION)
    assert description.field == "FNSimple/initial/natureMarche/description"


def test_an_adapted_procedure_keeps_its_long_title_and_its_one_word_criteria() -> None:
    call = notice("mapa_call")
    assert call.shape == "mapa"
    assert call.title.endswith("prévues par le cahier des clauses techniques particulières")  # `objet` is cut at 200
    assert call.buyer.name == "Ville de Bois-Clair (service culture)"
    assert call.places == (Place(postcode="38999", town="Bois-Clair"),)
    assert call.publication_departements == ("2A", "971", "75")
    assert call.reference == "BC-26-12"
    assert call.documents_url == "https://marches.bois-clair.example.fr/dce/12"
    assert texts(call.passages, Topic.AWARD_CRITERIA) == ["PRIX", "Insertion"]
    assert texts(call.passages, Topic.CONDITIONS) == ["Fonds propres", "Entreprise seule ou groupement"]
    said = "La maîtrise d'œuvre n'est pas comprise. Le titulaire emploie pour 5 % des heures des personnes éloignées de"
    assert texts(call.passages, Topic.OTHER) == [said + " l’emploi."]


def test_the_old_flat_schema_is_read_with_the_same_facts() -> None:
    call = notice("legacy_call")
    assert (call.shape, call.kind, call.nature) == ("legacy", NoticeKind.CALL, "services")
    assert call.cpv == ("90511400", "90514000")
    assert call.places == (Place(nuts="FRL04"),)
    assert call.amount == Amount(Decimal(240000))
    assert texts(call.passages, Topic.CONDITIONS) == [
        "Une part des heures de collecte revient à des personnes en parcours."
    ]
    assert Code("criteres", "criteres", "sociaux") in call.codes
    assert Code("criteres", "criteres", "environnementaux") in call.codes


def test_a_european_notice_has_the_facts_of_its_lots_and_the_envelope_of_boamp() -> None:
    call = notice("eforms_call")
    assert (call.id, call.shape) == ("boamp:26-90030", "eforms")
    assert call.procedure_id == "11111111-2222-4333-8444-555555555555"
    assert call.kind is NoticeKind.CORRECTION  # published again whole, in the state RECTIFICATIF
    assert call.previous == ("26-89999",)
    assert (call.keywords, call.publication_departements) == (("Blanchissage",), ("38",))
    assert call.url == "https://www.boamp.fr/pages/avis/?q=idweb:26-90030"
    assert Code("BT-71", "reserved-procurement", "res-ws") in call.lots[0].codes
    assert Code("criteres", "criteres", "sociaux") in call.codes


def test_the_xml_files_of_dila_are_the_same_tree() -> None:
    call = read_dila_xml((FOLDER / "dila_230.xml").read_bytes())
    assert (call.id, call.kind, call.concession) == ("boamp:17-90040", NoticeKind.CALL, True)
    assert call.publication_departements == ("11", "66")
    assert call.places == (Place(departement="11"),)
    assert call.keywords == ("Restauration collective", "Repas/traiteur")
    assert call.amount == Amount(Decimal(3113000))
    assert Code("CONDITION_PARTICIPATION/MARCHE_RESERVE_OUI", "marche_reserve", "oui") in call.codes


def test_eforms_inside_the_xml_of_dila_keep_their_lots() -> None:
    call = read_dila_xml((FOLDER / "dila_325_eforms.xml").read_bytes())
    assert (call.id, call.shape, call.published) == ("boamp:26-90041", "eforms", date(2026, 10, 5))
    assert [code.value for code in call.lots[0].codes if code.field == "BT-71"] == ["res-pub-ser"]


@pytest.mark.parametrize("name", SHAPES)
def test_no_person_address_or_phone_becomes_a_sentence(name: str) -> None:
    said = " ".join(all_texts(notice(name)))
    for private in ("PERSONNE-FICTIVE", "@example", "0000000000", "00 00 00", "Service des achats", "directrice"):
        assert private not in said
    for address in ("Quatre Fontaines", "Mouettes", "Vieux Marché"):
        assert address not in said


def test_a_field_nobody_foresaw_still_comes_out() -> None:
    call = with_donnees(
        {"MAPA": {"initial": {"blocNouveau": {"champNouveau": "Une phrase que nul sommaire ne prévoit"}}}}
    )
    assert [(passage.field, passage.text) for passage in call.passages if passage.topic is Topic.OTHER] == [
        ("MAPA/initial/blocNouveau/champNouveau", "Une phrase que nul sommaire ne prévoit")
    ]


@pytest.mark.parametrize(
    ("published", "id_"), [("26_85090", "boamp:26-85090"), ("BOAMP-06-101-0001-01", "boamp:BOAMP-06-101-0001-01")]
)
def test_a_record_asked_without_its_idweb_has_it_in_its_id(published: str, id_: str) -> None:
    assert read_record({"id": published, "objet": "Tri"}).id == id_


@pytest.mark.parametrize("root", ["DSP", "DIVERS", "FORME2031"])
def test_delegations_and_other_notices_have_the_form_of_adapted_procedures(root: str) -> None:
    call = with_donnees(
        {
            root: {
                "organisme": {"acheteurPublic": "Ville"},
                "initial": {"delais": {"receptionOffres": "2026-12-01T10:00:00"}},
            }
        }
    )
    assert (call.shape, call.buyer.name) == ("mapa", "Ville")
    assert call.deadline is not None


@pytest.mark.parametrize("empty", ["", {}, [], None, {"natureMarche": ""}, [{"natureMarche": []}]])
def test_an_empty_element_where_a_group_was_expected_is_nothing(empty: object) -> None:
    call = with_donnees({"FNSimple": {"organisme": "", "initial": empty}})
    assert (call.title, call.nature, call.cpv, len(call.lots)) == ("Un objet fictif", None, (), 1)


def test_one_element_or_a_list_of_them_is_the_same() -> None:
    alone = {"MAPA": {"initial": {"criteres": {"criterePondere": {"critere": "Insertion"}}}}}
    listed = {"MAPA": {"initial": [{"criteres": [{"criterePondere": [{"critere": "Insertion"}]}]}]}}
    assert with_donnees(alone).passages == with_donnees(listed).passages


def test_a_record_of_six_fields_is_a_notice_with_what_is_known() -> None:
    light = read_record(
        {
            "idweb": "24-12",
            "objet": "D&#039;&#140;UVRE",
            "dateparution": "2024-07-02",
            "datelimitereponse": "2024-07-25T12:00:00+00:00",
            "nomacheteur": "Ville fictive",
            "url_avis": "https://www.boamp.fr/pages/avis/?q=idweb:24-12",
        }
    )
    assert (light.title, light.kind, light.shape, light.buyer.name) == (
        "D'ŒUVRE",
        NoticeKind.CALL,
        "light",
        "Ville fictive",
    )
    assert texts(light.passages, Topic.TITLE) == ["D'ŒUVRE"]


def test_a_record_with_nulls_everywhere_is_still_a_notice() -> None:
    fields = decoded("fnsimple_call")
    empty = read_record(dict.fromkeys(fields) | {"idweb": "26-1"})
    assert (empty.title, empty.kind, empty.deadline, empty.published) == (NO_TITLE, NoticeKind.OTHER, None, None)


@pytest.mark.parametrize(
    ("nature", "etat", "kind"),
    [
        ("APPEL_OFFRE", "INITIAL", NoticeKind.CALL),
        ("QUALIFICATION", "INITIAL", NoticeKind.CALL),
        ("PRE-INFORMATION", "INITIAL", NoticeKind.PRIOR),
        ("PERIODIQUE", "INITIAL", NoticeKind.PRIOR),
        ("RECTIFICATIF", "RECTIFICATIF", NoticeKind.CORRECTION),
        ("APPEL_OFFRE", "RECTIFICATIF", NoticeKind.CORRECTION),
        ("APPEL_OFFRE", "MODIFICATION", NoticeKind.CORRECTION),
        ("ANNULATION", "INITIAL", NoticeKind.CANCELLATION),
        ("APPEL_OFFRE", "ANNULATION", NoticeKind.CANCELLATION),
        ("APPEL_OFFRE", "AVIS_ANNULE", NoticeKind.CANCELLATION),
        ("ATTRIBUTION", "INITIAL", NoticeKind.AWARD),
        ("ATTRIBUTION", "RECTIFICATIF", NoticeKind.AWARD),
        ("INTENTION_CONCLURE", "INITIAL", NoticeKind.OTHER),
        ("MODIFICATION", "INITIAL", NoticeKind.OTHER),
        ("UNE_NATURE_NOUVELLE", "INITIAL", NoticeKind.OTHER),
    ],
)
def test_the_nature_and_the_state_say_what_a_notice_does(nature: str, etat: str, kind: NoticeKind) -> None:
    assert read_record({"idweb": "26-1", "nature": nature, "etat": etat}).kind is kind


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("du texte", "n'est pas un objet"),
        ({"objet": "Tri"}, "n'a pas d'identifiant"),
        ({"idweb": ""}, "n'a pas d'identifiant"),
        ({"idweb": "26-1", "donnees": '{"MAPA": {'}, "« donnees » n'est pas du JSON lisible"),
        ({"idweb": "26-1", "donnees": "[1]"}, "« donnees » n'est pas un objet"),
        ({"idweb": "26-1", "gestion": "<html>"}, "« gestion » n'est pas du JSON lisible"),
        ({"idweb": "26-1", "donnees": '{"FORME2030": {"x": "y"}}'}, "n'est pas connue (FORME2030)"),
        ({"idweb": "26-1", "donnees": "[" * 100_000}, "« donnees » n'est pas du JSON lisible"),
        ({"idweb": "26-1", "donnees": '{"EFORMS": {"Autre": {}}}'}, "ce n'est pas un avis eForms"),
    ],
)
def test_what_cannot_be_read_says_why_and_is_kept(record: object, reason: str) -> None:
    with pytest.raises(NoticeUnreadable) as caught:
        read_record(record)
    assert reason in caught.value.reason
    kept = read_or_reject(record)
    assert isinstance(kept, Reject)
    assert reason in kept.reason
    assert kept.publisher_id == (record.get("idweb") or None if isinstance(record, dict) else None)


@pytest.mark.parametrize(
    "content",
    [
        b"<ANNONCE><GESTION>",
        b"<ANNONCE/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><ANNONCE><GESTION><IDWEB>1-1</IDWEB></GESTION></ANNONCE>',
    ],
)
def test_dila_xml_that_is_cut_empty_or_hostile_is_refused(content: bytes) -> None:
    with pytest.raises(NoticeUnreadable):
        read_dila_xml(content)


@pytest.mark.parametrize(
    ("form", "nature", "etat", "kind"),
    [
        ("ContractNotice", "APPEL_OFFRE", "INITIAL", NoticeKind.CALL),
        ("ContractNotice", None, None, NoticeKind.CALL),
        ("ContractNotice", "APPEL_OFFRE", "ANNULATION", NoticeKind.CANCELLATION),
        ("ContractAwardNotice", "APPEL_OFFRE", "INITIAL", NoticeKind.AWARD),
        ("ContractAwardNotice", "ATTRIBUTION", "INITIAL", NoticeKind.AWARD),
    ],
)
def test_of_two_kinds_told_for_a_european_notice_the_surer_one_holds(
    form: str, nature: str | None, etat: str | None, kind: NoticeKind
) -> None:
    listed = {"ContractNotice": ("competition", "cn-standard"), "ContractAwardNotice": ("result", "can-standard")}[form]
    tree = {form: {"cbc:NoticeTypeCode": {"@listName": listed[0], "#text": listed[1]}}}
    assert with_donnees({"EFORMS": tree}, nature=nature, etat=etat).kind is kind
