"""Who won, in the awards that only BOAMP publishes: by elements, by name in the record, or in a platform's words."""

from typing import Any

import pytest

from scrapers.notice import NO_WINNER, Lot, Notice, Winner
from tests.scrapers.boamp_records import with_donnees

JARDINS = Winner("Les Jardins de l'Aure", "99900011100017", "Valfleuri")

# The three ways in which platforms write an award, with invented contents.
TWO_LOTS = (
    "Lot 1 : Massifs du nord Attribution : attribué à 1 entreprise(s)  - LES JARDINS (99900011100017) "
    "Notifié le 12/10/2026 Montant : 41200.00 euros  Lot 2 : Élagage Attribution : attribué à 1 entreprise(s) - "
    "ATELIERS L'IF 52 (99900022200015) Notifié le 12/10/2026"
)
ONE_LINE = (
    "Nombre d'offres reçues : 3\nDate d'attribution : 12/10/26\nMarché n° : 2026 EV\n"
    "Ateliers du Vallon, 3 rue des Fontaines, 38999 Bois-Clair\nMontant Ht min : 12 000,00 Euros"
)
A_LOT_LOST = (
    "Lot N° 01 - Tonte\nMarché n° : A1\nAteliers du Vallon, 3 rue des Fontaines, 38999 Bois-Clair\n"
    "Montant : 1\nLot N° 02 - Taille\nNombre d'offres reçues : 0\nDéclaré infructueux"
)


def award(donnees: dict[str, Any], **envelope: object) -> Notice:
    return with_donnees(donnees, nature="ATTRIBUTION", **envelope)


def simple(words: str, **envelope: object) -> Notice:
    return award({"FNSimple": {"organisme": {}, "attribution": {"attributionMarche": words}}}, **envelope)


def mapa(given: object, **envelope: object) -> Notice:
    block = {"attribution": {"resultat": {"attribue": given}}}
    return award({"MAPA": {"organisme": {}, "attribution": block}}, **envelope)


def by_lot(notice: Notice) -> dict[str | None, list[str]]:
    return {lot.id: [winner.name for winner in lot.winners] for lot in notice.lots}


def holder(name: str, **more: str) -> dict[str, str]:
    return {"DENOMINATION": name} | more


def test_a_legacy_award_names_the_winners_of_each_decision() -> None:
    jardins = holder("Les Jardins de l'Aure", VILLE="Valfleuri", CODE_IDENT_NATIONAL="999 000 111 00017")
    decisions = [
        {"ATTRIBUE": "", "NUM_LOT": "01", "INTITULE": "Centre", "TITULAIRE": [jardins, holder("Ateliers du Vallon")]},
        {"INFRUCTUEUX": "", "NUM_LOT": "02", "INTITULE": "Port", "TITULAIRE": holder("Personne")},
    ]
    lots = {"LOT": [{"NUM": "1", "INTITULE": "Centre"}, {"NUM": "2", "INTITULE": "Port"}]}
    told = award({"OBJET": {"LOTS": lots}, "ATTRIBUTION": {"DECISION": decisions}})

    assert told.lots[0].winners == (JARDINS, Winner("Ateliers du Vallon"))
    assert told.lots[1].winners == (), "declared unsuccessful"
    assert [[code.name for code in lot.codes] for lot in told.lots] == [[], [NO_WINNER]]


def test_an_award_numbers_the_lots_that_its_notice_does_not_list() -> None:
    decisions = [
        {"NUM_LOT": "1", "INTITULE": "Centre", "TITULAIRE": holder("Les Jardins de l'Aure")},
        {"NUM_LOT": "3", "INTITULE": "Port", "TITULAIRE": holder("Ateliers du Vallon")},
    ]
    told = award({"OBJET": {"TITRE_MARCHE": "Tonte"}, "ATTRIBUTION": {"DECISION": decisions}})

    assert by_lot(told) == {"1": ["Les Jardins de l'Aure"], "3": ["Ateliers du Vallon"]}
    assert [lot.title for lot in told.lots] == ["Centre", "Port"]


@pytest.mark.parametrize("number", [{}, {"NUM_LOT": "2026-52"}], ids=["no number", "the number of the contract"])
def test_one_decision_of_a_contract_without_lots_is_of_the_whole(number: dict[str, str]) -> None:
    decision = {"ATTRIBUE": "", "TITULAIRE": holder("Ateliers du Vallon")} | number
    told = award({"OBJET": {"TITRE_MARCHE": "Tonte"}, "ATTRIBUTION": {"DECISION": decision}})

    assert by_lot(told) == {None: ["Ateliers du Vallon"]}


def test_a_procedure_without_effect_has_no_winner() -> None:
    decision = {"ATTRIBUE": "", "TITULAIRE": holder("Ateliers du Vallon")}
    told = award({"OBJET": {"TITRE_MARCHE": "Tonte"}, "ATTRIBUTION": {"SANS_SUITE": "", "DECISION": decision}})

    (lot,) = told.lots
    assert lot.winners == ()
    assert [code.name for code in lot.codes] == [NO_WINNER]


@pytest.mark.parametrize(
    ("given", "envelope", "names"),
    [
        ({"titulaire": {"PersonneMorale": "Ateliers du Vallon "}}, {}, ["Ateliers du Vallon"]),
        ({"titulaire": "Ateliers du Vallon"}, {}, ["Ateliers du Vallon"]),
        ({"titulaire": [{"denomination": "A2V"}, {"denomination": "Les Jardins"}]}, {}, ["A2V", "Les Jardins"]),
        ({"montant": {"valeur": "38600"}}, {"titulaire": ["Ateliers du Vallon"]}, ["Ateliers du Vallon"]),
        ({"montant": {"valeur": "38600"}}, {"titulaire": None}, []),
        ({"titulaire": {"PersonneMorale": "Voir ci-dessous"}}, {}, []),
        ({"titulaire": ""}, {"titulaire": ["/", "Néant"]}, []),
    ],
)
def test_a_mapa_names_its_winner_in_its_contents_or_in_the_record(
    given: object, envelope: dict[str, object], names: list[str]
) -> None:
    assert by_lot(mapa(given, **envelope)) == {None: names}


def test_a_call_has_no_holder() -> None:
    told = with_donnees({"MAPA": {"initial": {"description": {"objet": "Tonte"}}}}, titulaire=["Ateliers du Vallon"])

    assert told.lots == (Lot(),)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            TWO_LOTS,
            {"1": [Winner("LES JARDINS", "99900011100017")], "2": [Winner("ATELIERS L'IF 52", "99900022200015")]},
        ),
        (
            "Le marché a été attribué à la société Ateliers du Vallon (999 000 222 00015).",
            {None: [Winner("Ateliers du Vallon", "99900022200015")]},
        ),
        (
            "Le marché a été attribué à l'entreprise ATELIERS - SIRET 999 000 222 00015<br/>Prix : 9 500,00 euros HT",
            {None: [Winner("ATELIERS", "99900022200015")]},
        ),
        (
            "Lot attribué à l'association Les Jardins pour un montant de 48 000 euros.",
            {None: [Winner("Les Jardins")]},
        ),
        (
            "Fournitures\nDate de conclusion : 23/09/2026\nNom du titulaire : Les Jardins SCIC\nMontant : 284 euros",
            {None: [Winner("Les Jardins SCIC")]},
        ),
        (
            ONE_LINE,
            {None: [Winner("Ateliers du Vallon", None, "Bois-Clair")]},
        ),
        (
            A_LOT_LOST,
            {"1": [Winner("Ateliers du Vallon", None, "Bois-Clair")]},
        ),
        ("Nombre d'offres reçues : 1\nCet avis a été déclaré Infructueux", {None: []}),
        ("Marché sans suite : attribué à la société Ateliers (99900022200015)", {None: []}),
        ("Titulaire : voir le profil d'acheteur", {None: []}),
        ("Les montants indiqués sont des maximums sur la durée de l'accord-cadre, 75001 Paris", {None: []}),
        ("", {None: []}),
    ],
)
def test_a_simple_national_award_is_read_where_its_words_leave_no_doubt(
    words: str, expected: dict[str | None, list[Winner]]
) -> None:
    assert {lot.id: list(lot.winners) for lot in simple(words).lots} == expected


def test_names_of_the_record_are_not_given_to_lots_that_the_words_tell_apart() -> None:
    told = simple("Lot 1 : tonte. Lot 2 : taille.", titulaire=["Ateliers du Vallon", "Les Jardins"])

    assert told.lots == (Lot(),)


def test_a_very_long_text_is_read_at_once() -> None:
    words = "Lot 1 : attribué à l'entreprise a " * 4000 + "Marché n° : 1\n" * 4000 + "entreprise(s) - " * 4000

    assert simple(words).lots
