"""A correction says what no longer holds and what holds now, and which notice it changes."""

import pytest

from scrapers.boamp.record import read_record
from scrapers.notice import NoticeKind, Topic
from tests.scrapers.boamp_records import notice, texts, with_donnees


def test_a_national_correction_moves_the_deadline_and_tells_before_and_after() -> None:
    correction = notice("fnsimple_rectif")
    assert correction.kind is NoticeKind.CORRECTION
    assert correction.previous == ("26-90001",)
    assert correction.deadline is not None
    assert correction.deadline.at.isoformat() == "2026-12-11T16:30:00+01:00"
    assert texts(correction.passages, Topic.BEFORE) == [
        "Lot 1 réservé aux ateliers de la vallée",
        "deux passages par an",
    ]
    assert texts(correction.passages, Topic.AFTER) == [
        "Lot 1 ouvert à toutes les entreprises",
        "trois passages par an.",
    ]


def test_an_old_correction_is_read_out_of_its_xml_in_strings() -> None:
    correction = notice("legacy_rectif")
    assert correction.previous == ("21-90020",)
    assert texts(correction.passages, Topic.BEFORE) == [
        "Le lot 1 est réservé.",
        "Tri le mardi et le jeudi",
        "Douze sites",
    ]
    assert texts(correction.passages, Topic.AFTER) == [
        "Le lot 1 n'est plus réservé.",
        "Tri tous les jours",
        "Quatorze sites",
    ]
    assert texts(correction.passages, Topic.OTHER) == [
        "Passage des camions avant huit heures",
        "Les autres dispositions restent inchangées.",
    ]


@pytest.mark.parametrize(
    ("group", "told"),
    [
        ({"rubDelais": "ReceptionOffres", "lireDate": "2026-12-11T12:00:00"}, "2026-12-11T12:00:00+01:00"),
        ({"rubDelais": "ReceptionOffres", "lireDate": "2026-12-11T11:00:00Z"}, "2026-12-11T12:00:00+01:00"),
        (
            {"rubrique": "Réception des offres", "auLieuDe": "04/12/2026 à 12h00", "lire": "11/12/2026 à 12h00"},
            "2026-12-11T12:00:00+01:00",
        ),
        (
            {"texte": "Remise des plis : au lieu de 04/12/2026 à 12h00, lire 11 décembre 2026 à 14 heures"},
            "2026-12-11T14:00:00+01:00",
        ),
        ({"rubDelais": "VisiteSite", "lireDate": "2026-12-11T12:00:00"}, None),
        ({"texte": "Visite, remise des plis sur place : au lieu de 04/12/2026, lire 11/12/2026 à 14h00"}, None),
        ({"texte": "Remise des offres : au lieu de lundi, lire mardi"}, None),
    ],
)  # fmt: skip
def test_a_new_deadline_is_believed_only_when_it_is_clear(group: dict, told: str | None) -> None:
    correction = with_donnees({"MAPA": {"rectificatif": {"infosRectif": group}}}, nature="RECTIFICATIF")
    assert (correction.deadline.at.isoformat() if correction.deadline else None) == told


def test_an_award_names_the_call_it_ends() -> None:
    award = notice("fnsimple_award")
    assert (award.kind, award.previous, award.deadline) == (NoticeKind.AWARD, ("26-85000",), None)
    assert award.buyer.siret is None  # "1629" is an internal number


def test_links_come_from_idweb_fields_only_never_from_dates() -> None:
    linked = read_record(
        {
            "idweb": "26-90050",
            "annonce_lie": ["26-12", "2026-11-02", "26-90050", ""],
            "annonces_anterieures": '{"A": [{"IDWEB": "26-700", "DATE_PUBLICATION": "2026-11-02", "NUMERO": "26-1"}]}',
            "gestion": '{"REFERENCE": {"ANNONCE_ANTERIEUR": [{"IDWEB": "26-12"}, {"IDWEB": "26-800"}]}}',
            "donnees": '{"ANNULATION": {"ANNUL_INFO_ANNONCE_ANTERIEUR": {"REFERENCE": {"IDWEB": "26-900"}}, '
            '"MOTIF": "Le projet est abandonné"}}',
            "etat": "ANNULATION",
        }
    )
    assert linked.previous == ("26-12", "26-800", "26-900", "26-700")
    assert linked.kind is NoticeKind.CANCELLATION
    assert "Le projet est abandonné" in texts(linked.passages)


@pytest.mark.parametrize("damaged", ["{cut", "[" * 50_000, 12, ["26-1"], "null"])
def test_damaged_earlier_notices_lose_a_link_never_the_notice(damaged: object) -> None:
    assert read_record({"idweb": "26-2", "annonces_anterieures": damaged}).id == "boamp:26-2"
