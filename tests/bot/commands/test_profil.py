"""A profile looked at and changed, one thing at a time."""

from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.model.people import Role
from alerts.model.structure import Criteria, Structure, StructureKind, Territory, Want
from alerts.services import inviting, people
from alerts.store.engine import Database
from bot.chat.taps import pack
from tests.bot.commands.conversation import NOON, Conversation, house_on

AIN = Territory(departements=frozenset({"01"}))
GENETS = Structure(
    "",
    "Les Genêts",
    frozenset({StructureKind.ACI}),
    (Criteria(frozenset({"espaces-verts"}), territory=AIN, wants=frozenset({Want.RESERVED})),),
)


@pytest.fixture
def camille(database: Database) -> Conversation:
    """Manages Les Genêts."""
    one = Conversation(house_on(database))
    with_structure(one, GENETS)
    return one


def with_structure(one: Conversation, structure: Structure) -> int:
    who = one.person.id
    with one.house.database.write() as session:
        membership, _ = people.create_structure(session, who, structure, NOON)
    return membership.id


def saved(one: Conversation, position: int = 0) -> Structure:
    who = one.person.id
    with one.house.database.read() as session:
        return people.memberships_of(session, who)[position][1]


def criteria(one: Conversation) -> Criteria:
    return saved(one).activities[0]


def joined(camille: Conversation, role: Role) -> Conversation:
    who = camille.person.id
    with camille.house.database.write() as session:
        mine = people.memberships_of(session, who)[0][0]
        token = inviting.invite(session, who, mine.id, role, NOON)
    dominique = Conversation(camille.house, 78, "Dominique")
    other = dominique.person.id
    with camille.house.database.write() as session:
        inviting.accept(session, token, other, NOON)
    return dominique


def test_the_whole_profile_on_one_screen(camille: Conversation) -> None:
    told = camille.write("/profil")
    assert told.startswith("Profil – Les Genêts\nStructure : Chantier d’insertion\n")
    assert "Métiers : Espaces verts\nTerritoire : Ain (01)\nJe cherche : marchés réservés" in told
    assert camille.labels[:4] == ["✏️ Structure", "✏️ Nom", "✏️ Métiers", "✏️ Territoire"]


def test_somebody_without_a_profile_is_led_to_one(database: Database) -> None:
    one = Conversation(house_on(database))
    assert "Vous n’avez pas encore de profil." in one.write("/profil")
    assert "Question 1 sur 3" in one.tap("▶️ Commencer")


def test_trades_in_a_few_taps(camille: Conversation) -> None:
    camille.write("/profil")
    camille.tap("✏️ Métiers")
    camille.tap("Nettoyage de locaux")
    assert criteria(camille).trades == {"espaces-verts"}  # not before it is saved
    assert "C’est enregistré." in camille.tap("✅ Enregistrer")
    assert camille.gestures == 4
    assert criteria(camille).trades == {"espaces-verts", "nettoyage-locaux"}


def test_every_change_can_be_typed(camille: Conversation) -> None:
    for words in ("profil", "territoire", "sauf 01, rien d'autre"):
        camille.write(words)
    camille.write("/profil")
    camille.write("territoire")
    camille.write("69, 38")
    assert "J’ai compris : Ain (01), Isère (38), Rhône (69)." in camille.text
    camille.write("sauf 38")
    assert "J’ai compris : Ain (01), Rhône (69)." in camille.text
    camille.write("enregistrer")
    assert criteria(camille).territory.departements == {"01", "69"}
    camille.write("mots")
    assert "Suivis : espaces verts\nÉcartés : arrosage" in camille.write("+espaces verts -arrosage")
    camille.write("oui")
    assert criteria(camille).include_words == ("espaces verts",)
    assert criteria(camille).exclude_words == ("arrosage",)
    camille.write("montant")
    assert "Choisi : de 10 000 à 90 000 € HT." in camille.write("entre 10 000 et 90 k€")
    camille.write("enregistrer")
    camille.write("delai")
    assert "Je n’ai pas compris" in camille.write("bientôt")
    assert "Choisi : au moins 14 jours pour répondre." in camille.write("deux semaines, soit 14 jours")
    camille.write("enregistrer")
    assert (criteria(camille).amount_min, criteria(camille).amount_max) == (Decimal(10_000), Decimal(90_000))
    assert criteria(camille).min_days_left == 14
    camille.write("nom")
    assert "Profil – Les Genêts du Lac" in camille.write("Les Genêts du Lac")


def test_wants_amount_and_days_by_tapping(camille: Conversation) -> None:
    camille.write("/profil")
    camille.tap("✏️ Ce que je cherche")
    told = camille.tap("✅ Marchés réservés")
    assert "Cochez au moins une chose" in told
    assert "✅ Enregistrer" not in camille.labels
    camille.tap("Ouverts à tous")
    camille.tap("✅ Enregistrer")
    camille.tap("✏️ Montant")
    camille.tap("Jusqu’à 90 000 €")
    camille.tap("✅ Enregistrer")
    camille.tap("✏️ Délai")
    camille.tap("10 jours")
    camille.tap("✅ Enregistrer")
    held = criteria(camille)
    assert held.wants == {Want.OPEN}
    assert held.amount_max == Decimal(90_000)
    assert held.min_days_left == 10


def test_a_trade_with_typos_is_proposed_here_too(camille: Conversation) -> None:
    camille.write("/profil")
    camille.tap("✏️ Métiers")
    assert "Oui, ajouter" not in camille.labels
    camille.write("blanchiserie")
    assert "Blanchisserie, couture" in camille.tap("Oui, ajouter")
    camille.tap("✅ Enregistrer")
    assert "blanchisserie" in criteria(camille).trades


def test_what_is_cancelled_changes_nothing(camille: Conversation) -> None:
    camille.write("/profil")
    camille.tap("✏️ Structure")
    camille.tap("✅ Chantier d’insertion")
    camille.tap("ESAT")
    camille.tap("Annuler")
    assert saved(camille).kinds == {StructureKind.ACI}
    camille.tap("✏️ Structure")
    assert "Choisi : Chantier d’insertion." in camille.text


def test_no_place_is_no_profile(camille: Conversation) -> None:
    camille.write("/profil")
    camille.tap("✏️ Territoire")
    assert "Il faut au moins un lieu" in camille.tap("✏️ Tout réécrire")
    assert "✅ Enregistrer" not in camille.labels
    camille.tap("📍 Ma position")
    assert "J’ai compris : Rhône (69)." in camille.share(45.764, 4.8357)
    camille.tap("✅ Enregistrer")
    assert criteria(camille).territory.departements == {"69"}


def test_two_activities_each_with_its_territory(camille: Conversation) -> None:
    camille.write("/profil")
    assert "Une autre activité, avec ses propres métiers" in camille.tap("➕ Autre activité")
    assert "sauf 69" not in camille.text, "there is nothing to take away yet"
    camille.write("Bretagne")
    camille.tap("✅ Enregistrer")
    assert "Activité 1\nMétiers : Espaces verts\nTerritoire : Ain (01)" in camille.text
    assert "Activité 2\nMétiers : tous\nTerritoire : Bretagne" in camille.text
    camille.tap("✏️ Activité 2")
    camille.tap("✏️ Métiers")
    assert "Métiers – Les Genêts – activité 2" in camille.text
    camille.tap("Mise sous pli")
    camille.tap("✅ Enregistrer")
    first, second = saved(camille).activities
    assert first.trades == {"espaces-verts"}
    assert second.trades == {"mise-sous-pli"}
    camille.tap("✏️ Activité 1")
    camille.tap("🗑 Retirer l’activité")
    camille.tap("🗑 Oui, retirer")
    assert [one.trades for one in saved(camille).activities] == [{"mise-sous-pli"}]


def test_a_member_sees_and_a_manager_changes(camille: Conversation) -> None:
    dominique = joined(camille, Role.MEMBER)
    told = dominique.write("/profil")
    assert "Profil – Les Genêts" in told
    assert "adressez-vous à un responsable" in told
    assert dominique.labels == ["🕗 Rythme d’envoi", "⬅️ Menu"]
    camille.write("/profil")
    theirs = dominique.person.current
    assert theirs is not None
    refused = dominique.tap_data(pack("pf", "t", theirs, 0))
    assert refused == "Seul un responsable de la structure peut faire ce changement."
    assert dominique.write("/departements 69") == "Seul un responsable de la structure peut faire ce changement."


@pytest.mark.parametrize("action", ["v", "k", "t", "tt", "sv", "rr", "cu", "zz"])
def test_a_button_of_another_structure_does_nothing(camille: Conversation, action: str) -> None:
    stranger = Conversation(camille.house, 79, "Claude")
    mine = camille.person.current
    assert mine is not None
    told = stranger.tap_data(pack("pf", action, mine, 0, "mobilier"))
    assert told == "Ce bouton concerne une structure dont vous ne faites pas partie."
    assert saved(camille) == replace(GENETS, id=saved(camille).id, channels=())


def test_two_managers_at_once_do_not_write_over_each_other(camille: Conversation) -> None:
    dominique = joined(camille, Role.MANAGER)
    camille.write("/profil")
    camille.tap("✏️ Métiers")
    camille.tap("Mobilier") if "Mobilier" in camille.labels else camille.write("mobilier")
    dominique.write("/profil")
    dominique.write("nom")
    dominique.write("Les Genêts réunis")
    camille.tap("✅ Enregistrer")
    assert saved(camille).name == "Les Genêts réunis"
    assert criteria(camille).trades == {"espaces-verts"}


def test_a_person_of_two_structures_knows_which_one_they_change(camille: Conversation) -> None:
    with_structure(camille, replace(GENETS, name="Les Ajoncs"))
    assert "Profil – Les Ajoncs" in camille.write("/profil")
    camille.tap("🔁 Autre structure")
    assert "1. Les Genêts\n2. Les Ajoncs" in camille.text
    assert "Profil – Les Genêts" in camille.write("1")
    assert "Profil – Les Genêts" in camille.write("/profil")


@pytest.mark.parametrize("words", ["/departements 69 38", "/départements 69, 38", "/departement Rhône et Isère"])
def test_departements_in_one_line(camille: Conversation, words: str) -> None:
    assert "J’ai compris : Isère (38), Rhône (69)." in camille.write(words)
    assert criteria(camille).territory == AIN
    camille.write("enregistrer")
    assert criteria(camille).territory.departements == {"38", "69"}


def test_departements_alone_asks(camille: Conversation) -> None:
    assert "Territoire – Les Genêts" in camille.write("/departements")
    camille.write("69")
    assert "J’ai compris : Ain (01), Rhône (69)." in camille.text


def test_a_restart_in_the_middle_keeps_the_draft(camille: Conversation) -> None:
    camille.write("/profil")
    camille.tap("✏️ Métiers")
    camille.write("mobilier")
    again = Conversation(camille.house)
    assert "C’est enregistré." in again.write("enregistrer")
    assert criteria(again).trades == {"espaces-verts", "mobilier"}
