"""What is known of a person, taken away: all of it, in French, and nothing of others."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed, Sent
from alerts.model.people import Role, Step
from alerts.model.preference import Preference, Rhythm
from alerts.model.response import RefusalReason, Response, ResponseStatus
from alerts.model.structure import Criteria, Radius, Territory, Want
from alerts.services import exporting, grouping, inviting, people
from alerts.services.errors import NotYours
from alerts.services.grouping import Spot
from alerts.store import matches, responses
from alerts.store.engine import Database
from tests.alerts.services.stories import NOON, ingested, later, matched, notice
from tests.alerts.services.teams import ANNE, Team, team_on

STREETS, PARKS = notice("26-1", title="Entretien des rues"), notice("26-2", title="Taille des haies")
PROFILE = Criteria(
    trades=frozenset({"espaces-verts"}),
    cpv_prefixes=frozenset({"773"}),
    territory=Territory(frozenset({"01"}), frozenset({"84"}), frozenset({"200000001"}), (Radius("01000", 30.5),)),
    include_words=("haie",),
    exclude_words=("désherbage",),
    amount_max=Decimal("90000.50"),
    wants=frozenset({Want.RESERVED, Want.CLAUSE_SOCIALE}),
    min_days_left=10,
)


@pytest.fixture
def team(database: Database) -> Team:
    """Anne has done all that leaves something behind."""
    ingested(database, STREETS, PARKS)
    held = team_on(database)
    with database.write() as session:
        profile = replace(held.jardins, activities=(PROFILE,))
        people.change_structure(session, held.anne, held.hers.id, profile, NOON)
        people.prefer(session, held.anne, held.hers.id, Preference(Rhythm.WEEK, hour=9, weekday=3))
        for one in (STREETS, PARKS):
            matches.insert_matches(session, [(one.id, matched(held.jardins.id, one))], NOON)
        numbers = session.connection().exec_driver_sql("SELECT id FROM match ORDER BY id").scalars().all()
        said = Response(numbers[0], ResponseStatus.REFUSED, later(), held.anne, RefusalReason.SIZE)
        responses.put_response(session, numbers[0], said)
        responses.put_response(session, numbers[1], Response(numbers[1], ResponseStatus.KEPT, later(), held.bilal))
        for person_id, channel in ((held.anne, "telegram"), (held.anne, "email"), (held.bilal, "telegram")):
            key = f"{person_id}:{channel}"
            cause: dict[str, object] = {"notice": STREETS.id}
            row = Owed(held.jardins.id, channel, DeliveryKind.ALERT, cause, key, NOON, f"person:{person_id}")
            book.owe(session, [row], NOON)
        (first,) = book.claim(session, NOON, n=1, lease=timedelta(minutes=2))
        book.settle(session, first, Sent("7/1"), NOON)
        grouping.link(session, held.anne, held.hers.id, Spot(-100, 7, "Équipe des Jardins"), NOON)
        inviting.invite(session, held.anne, held.hers.id, Role.MEMBER, NOON)
        people.save_step(session, held.anne, Step("pf", "words", {"mots": ["haie"]}, 3, (("Valider", "1.pf.ok"),)))
    return held


def test_everything_known_is_in_the_file(database: Database, team: Team) -> None:
    with database.read() as session:
        held = exporting.export(session, team.anne, later())
    assert held["Établi le"] == "mardi 24 novembre 2026 à 13 h 00"
    assert held["Vous"] == {
        "Prénom": "Anne",
        "Compte Telegram (numéro)": ANNE,
        "Connu depuis": "lundi 23 novembre 2026 à 13 h 00",
        "Vigie est bloquée depuis": None,
        "Conversation en cours": {
            "Commande": "pf",
            "Étape": "words",
            "Brouillon": {"mots": ["haie"]},
            "Derniers boutons affichés": ["Valider"],
            "Message modifié (numéro)": 3,
        },
    }
    assert held["Groupes que vous avez reliés"] == [
        {"Groupe": "Équipe des Jardins", "Numéro": -100, "Sujet": 7, "Structure": team.jardins.name, "Difficulté": None}
    ]
    assert held["Invitations que vous avez faites"] == [
        {
            "Structure": team.jardins.name,
            "Rôle proposé": "équipier",
            "Faite le": "lundi 23 novembre 2026 à 13 h 00",
            "Valable jusqu'au": "lundi 30 novembre 2026 à 13 h 00",
            "Acceptée le": None,
        }
    ]


def test_the_structure_its_profile_and_its_alerts_are_in_the_file(database: Database, team: Team) -> None:
    with database.read() as session:
        (held,) = exporting.export(session, team.anne, NOON)["Vos structures"]
    assert (held["Nom"], held["Votre rôle"], held["Statuts"]) == ("Les Jardins fictifs", "responsable", ["ACI"])
    assert held["Nombre de personnes dans l'équipe"] == 2
    assert held["Vos envois"]["Rythme"] == "une fois par semaine"
    assert held["Vos envois"]["Jour de la semaine"] == "jeudi"
    (activity,) = held["Activités"]
    assert activity["Territoire"]["Autour de"] == ["01000, 30,5 km"]
    assert activity["Montant maximum (euros HT)"] == "90000.50"
    assert activity["Souhaits"] == ["marchés réservés", "clauses sociales"]
    assert [one["Titre"] for one in held["Annonces"]] == ["Entretien des rues", "Taille des haies"]
    refused, kept = held["Annonces"]
    assert (refused["Réponse"], refused["Raison"], refused["Répondu par vous"]) == ("Pas pour moi", "la taille", True)
    assert (kept["Réponse"], kept["Raison"], kept["Répondu par vous"]) == ("Gardée", None, False)


def test_the_messages_of_this_person_only(database: Database, team: Team) -> None:
    with database.read() as session:
        held = exporting.export(session, team.anne, NOON)["Messages qui vous ont été adressés"]
    assert [(one["Sorte"], one["Canal"], one["Issue"]) for one in held] == [
        ("annonce", "telegram", "envoyé"),
        ("annonce", "email", "en attente"),
        ("rappel d'échéance", "telegram", "en attente"),  # of what the other keeps: ten days before, then three
        ("rappel d'échéance", "telegram", "en attente"),
    ]


def test_nothing_of_others_is_in_it(database: Database, team: Team) -> None:
    with database.read() as session:
        text = json.dumps(exporting.export(session, team.anne, NOON), ensure_ascii=False)
    for other in ("Bilal", "Claire", "Doris", "7000000002", "Les Vergers fictifs"):
        assert other not in text


def test_its_keys_are_french_and_a_person_can_read_it(database: Database, team: Team) -> None:
    with database.read() as session:
        held = exporting.export(session, team.anne, NOON)
    assert next(iter(held)) == "À propos de ce fichier"
    assert "un éditeur de texte" in held["À propos de ce fichier"]
    assert json.loads(json.dumps(held)) == held, "plain values"
    assert all(key[:1].isupper() and "_" not in key for key in keys(held)), "and not names of columns"


def keys(value: Any) -> list[str]:
    """All but those of the draft, which is as its command left it."""
    if isinstance(value, list):
        return [key for one in value for key in keys(one)]
    if not isinstance(value, dict):
        return []
    return [*value, *(key for name, one in value.items() if name != "Brouillon" for key in keys(one))]


def test_in_short_for_a_screen(database: Database, team: Team) -> None:
    with database.read() as session:
        held = exporting.seen(session, team.anne)
    assert (held["Prénom"], held["Messages reçus"], held["Invitations que vous avez faites"]) == ("Anne", 1, 1)
    structure = held["1. Les Jardins fictifs"]
    assert (structure["Annonces trouvées"], structure["Annonces avec une réponse de l'équipe"]) == (2, 2)
    assert "Mots recherchés : haie" in structure["Activité"]
    assert "Départements : 01" in structure["Activité"]


def test_somebody_with_nothing_has_a_file_too(database: Database, team: Team) -> None:
    with database.read() as session:
        held = exporting.export(session, team.doris, NOON)
        assert held["Vos structures"] == held["Messages qui vous ont été adressés"] == []
        with pytest.raises(NotYours):
            exporting.export(session, 999, NOON)
