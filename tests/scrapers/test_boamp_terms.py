"""Procedure, criteria, duration, renewals and start, in the shapes that only BOAMP has."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scrapers.notice import Criterion, Lot, Notice
from tests.scrapers.boamp_records import decoded, notice, with_donnees


def mapa(block: dict[str, Any], **envelope: object) -> Notice:
    return with_donnees({"MAPA": {"organisme": {}, "initial": block}}, **envelope)


def legacy(donnees: dict[str, Any], **envelope: object) -> Notice:
    return with_donnees({"OBJET": {"TITRE_MARCHE": "Un objet fictif"}} | donnees, **envelope)


def weighed(lot: Lot) -> list[tuple[str, str | None, int | None]]:
    return [(one.name, one.kind, None if one.weight is None else int(one.weight)) for one in lot.criteria]


@pytest.mark.parametrize(
    ("name", "procedure"),
    [
        ("fnsimple_call", "procedureAdapteeO"),
        ("mapa_call", "procedureAdaptee"),
        ("eforms_call", None),
        ("legacy_call", None),
    ],
)
def test_each_shape_tells_its_procedure_as_it_was_published(name: str, procedure: str | None) -> None:
    assert notice(name).procedure == procedure


@pytest.mark.parametrize(
    ("block", "procedure"),
    [
        ({"procedure": {"typeProcedure": {"appelOffresOuvert": ""}}}, "appelOffresOuvert"),
        ({"procedure": {"typeProcedure": "Procédure adaptée restreinte"}}, "Procédure adaptée restreinte"),
        ({"procedure": {"capaciteTech": "Deux références", "dialogueCompetitif": ""}}, "dialogueCompetitif"),
        ({"procedure": {"procedureAcceleree": "", "procedureAdaptee": ""}}, "procedureAdaptee"),
        ({"procedure": {"procedureAdaptee": {"non": ""}}}, None),
        ({"procedure": {"possibiliteAttribSansNego": {"oui": ""}, "techAchat": {"sansObjet": ""}}}, None),
        ({"procedure": "NC"}, None),
        ({"procedure": ""}, None),
    ],
)
def test_a_procedure_is_an_element_named_after_it_or_its_words(block: dict[str, Any], procedure: str | None) -> None:
    assert mapa(block).procedure == procedure


@pytest.mark.parametrize(
    ("envelope", "procedure"),
    [
        ({"procedure_libelle": "Procédure Ouverte", "type_procedure": "OUVERT"}, "Procédure Ouverte"),
        ({"procedure_libelle": "Procédure NC", "type_procedure": "OUVERT"}, "OUVERT"),
        ({"procedure_libelle": "/", "type_procedure": None}, None),
        ({"famille": "MAPA"}, "MAPA"),
        ({"famille": "FNS"}, None),
        ({"gestion": {"INDEXATION": {"TYPE_PROCEDURE": {"RESTREINT": ""}}}}, "RESTREINT"),
    ],
)
def test_the_record_tells_the_procedure_when_its_contents_do_not(
    envelope: dict[str, object], procedure: str | None
) -> None:
    assert mapa({"description": {"objet": "Un objet fictif"}}, **envelope).procedure == procedure


def test_a_legacy_procedure_is_an_element_of_its_list() -> None:
    assert legacy({"PROCEDURE": {"TYPE_PROCEDURE": {"PROCEDURE_ADAPTE": ""}}}).procedure == "PROCEDURE_ADAPTE"
    assert legacy({"PROCEDURE": {"TYPE_PROCEDURE": {"OUVERT": ""}}}).procedure == "OUVERT"


def test_a_mapa_gives_its_criteria_and_its_duration_to_its_lot() -> None:
    (lot,) = notice("mapa_call").lots

    assert lot.id == "1"
    assert lot.months == Decimal(12)
    assert lot.criteria == (
        Criterion("MAPA/initial/criteres/criterePondere/critere", "PRIX", None, Decimal(70)),
        Criterion("MAPA/initial/criteres/criterePondere/critere", "Insertion", None, Decimal(30)),
    )


@pytest.mark.parametrize(
    ("criteria", "told"),
    [
        ({"criterePondere": {"criterePCT": "100", "critere": "Prix"}}, [("Prix", None, 100)]),
        ({"criterePondere": [{"criterePCT": "250", "critere": "Prix"}]}, [("Prix", None, None)]),
        ({"criterePondere": [{"criterePCT": "40 à 60", "critere": "Prix"}]}, [("Prix", None, None)]),
        ({"criterePondere": [{"criterePCT": "-5", "critere": "Prix"}]}, [("Prix", None, None)]),
        ({"criterePondere": [{"criterePCT": "40"}, "", None]}, []),
        ({"critereCDC": ""}, []),
        ("Prix 60 %, valeur technique 40 %", []),
    ],
)
def test_criteria_of_a_mapa_have_a_percentage_or_none(criteria: object, told: list[object]) -> None:
    assert weighed(mapa({"criteres": criteria}).lots[0]) == told


@pytest.mark.parametrize(
    ("duration", "months", "starts"),
    [
        ({"nbMois": "24"}, 24, None),
        ({"nbMois": "24 mois"}, 24, None),
        ({"nbJours": "365"}, 12, None),
        ({"dateACompterDu": "2027-01-01", "dateJusquau": "2028-12-31"}, 24, date(2027, 1, 1)),
        ({"dateACompterDu": "01/02/2027"}, None, date(2027, 2, 1)),
        ({"dateACompterDu": "2049-01-01", "dateJusquau": "2049-12-31"}, 12, None),
        ({"nbMois": "12 à 24"}, None, None),
        ({"nbMois": "-3"}, None, None),
        ({"nbMois": "12", "nbJours": "10"}, None, None),
        ({"nbMois": "", "nbJours": ""}, None, None),
        ("douze mois", None, None),
    ],
)
def test_a_duration_is_told_once_and_whole_or_not_at_all(
    duration: object, months: int | None, starts: date | None
) -> None:
    (lot,) = mapa({"duree": duration}).lots

    assert (lot.months, lot.starts) == (months, starts)


def test_the_validity_of_tenders_is_no_duration() -> None:
    assert mapa({"delais": {"validite": {"nbJours": "120"}}}).lots == (Lot(),)


def test_a_simple_national_notice_tells_its_months_to_both_lots() -> None:
    told = notice("fnsimple_call")

    assert [lot.months for lot in told.lots] == [24, 24]
    assert all(lot.criteria == () for lot in told.lots), "they are in a sentence, which is a passage"


def test_a_lot_keeps_its_own_duration() -> None:
    record = decoded("fnsimple_call")
    record["donnees"]["FNSimple"]["initial"]["lots"]["lot"][1]["dureeMois"] = "6"

    told = with_donnees(record["donnees"])

    assert [lot.months for lot in told.lots] == [24, 6]


def test_legacy_criteria_hold_for_the_whole_or_for_their_lot() -> None:
    lots = [
        {
            "NUM": "1",
            "INTITULE": "Centre",
            "DUREE_MOIS": "12",
            "DATE_DEBUT": "2026-12-01",
            "RENOUVELLEMENT_NON": "",
            "CRITERES_ATTRIBUTION": {
                "CRITERES_QUALITE": {"CRITERE": {"@POIDS": "45", "#text": "Parcours des salariés"}},
                "CRITERES_COUT": {"CRITERE": {"@POIDS": "15", "#text": "Coût d'usage"}},
                "CRITERES_PRIX": {"POIDS": "40"},
            },
        },
        {"NUM": "2", "INTITULE": "Port"},
    ]
    whole = {"CRITERES_PONDERES": {"CRITERE": [{"@POIDS": "6", "#text": "Prix"}, {"@POIDS": "4", "#text": "Délai"}]}}
    told = legacy(
        {
            "OBJET": {"LOTS": {"LOT": lots}, "DUREE_DELAI": {"DUREE_JOUR": "730"}},
            "PROCEDURE": {"CRITERES_ATTRIBUTION": whole},
        }
    )
    first, second = told.lots

    assert weighed(first) == [
        ("Parcours des salariés", "quality", 45),
        ("Coût d'usage", "cost", 15),
        ("Prix", "price", 40),
    ]
    assert first.criteria[0].field == "OBJET/LOTS/LOT/CRITERES_ATTRIBUTION/CRITERES_QUALITE/CRITERE"
    assert (first.months, first.renewals, first.starts) == (12, 0, date(2026, 12, 1))
    assert weighed(second) == [("Prix", None, None), ("Délai", None, None)], "coefficients 6 and 4 are no percentages"
    assert (second.months, second.renewals) == (24, None)


@pytest.mark.parametrize(
    ("criteria", "told"),
    [
        (
            {"CRITERES_PRIORITES": {"CRITERE": [{"@ORDRE": "1", "#text": "Prix"}, {"@ORDRE": "2", "#text": "Délai"}]}},
            [("Prix", None, None), ("Délai", None, None)],
        ),
        (
            {"CRITERES_PONDERES": {"CRITERE": ["Prix", "Qualité sociale"]}},
            [("Prix", None, None), ("Qualité sociale", None, None)],
        ),
        ({"CRITERES_PRIX": ""}, [("Prix", "price", None)]),
        ({"CRITERES_LIBRE": "Prix puis délai"}, []),
        ({"CRITERES_CCTP": ""}, []),
        ("", []),
    ],
)
def test_an_order_of_importance_is_no_weight(criteria: object, told: list[object]) -> None:
    assert weighed(legacy({"PROCEDURE": {"CRITERES_ATTRIBUTION": criteria}}).lots[0]) == told


def test_renewals_of_a_legacy_notice() -> None:
    assert legacy({"OBJET": {"CARACTERISTIQUES": {"RECONDUCTIONS": {"NON": ""}}}}).lots[0].renewals == 0
    assert (
        legacy({"OBJET": {"RENOUVELLEMENT_OUI": "", "RENOUVELLEMENT_DESCRIPTION": "trois fois"}}).lots[0].renewals
        is None
    )
