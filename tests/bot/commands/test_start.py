"""The first profile, told gesture by gesture."""

from datetime import timedelta

import pytest

from alerts.model.people import Role
from alerts.model.structure import Structure, StructureKind, Territory, Want
from alerts.services import inviting, people
from alerts.services.match_new import match_new
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.wiring import judge_of
from scrapers.notice import Buyer, Deadline, Notice, NoticeKind, Passage, Place, Topic
from tests.alerts.services.stories import ingested
from tests.bot.commands.conversation import NOON, Conversation, house_on


@pytest.fixture
def camille(database: Database) -> Conversation:
    return Conversation(house_on(database))


def structures_of(one: Conversation) -> list[Structure]:
    who = one.person.id
    with one.house.database.read() as session:
        return [structure for _, structure in people.memberships_of(session, who)]


def onboarded(one: Conversation) -> Structure:
    one.write("/start")
    one.tap("▶️ Commencer")
    one.tap("Chantier d’insertion")
    one.tap("Valider (1) ➡️")
    one.tap("Espaces verts")
    one.tap("Valider (1) ➡️")
    one.write("01, 69")
    one.tap("✅ Enregistrer")
    return structures_of(one)[-1]


def test_from_hello_to_the_first_opportunities_in_eight_gestures(camille: Conversation) -> None:
    assert "Bonjour Camille" in camille.write("/start")
    assert "Question 1 sur 3" in camille.tap("▶️ Commencer")
    assert "Choisi : Chantier d’insertion." in camille.tap("Chantier d’insertion")
    assert "Question 2 sur 3" in camille.tap("Valider (1) ➡️")
    assert "Choisis (1) : Espaces verts." in camille.tap("Espaces verts")
    assert "Question 3 sur 3" in camille.tap("Valider (1) ➡️")
    told = camille.write("01, 69")
    assert camille.gestures <= 8
    assert told.startswith("Votre profil\nNom : Chantier d’insertion, Ain (01)\nStructure : Chantier d’insertion\n")
    assert "Métiers : Espaces verts\nTerritoire : Ain (01), Rhône (69)\n" in told
    assert "Je cherche : marchés réservés, clauses sociales, services d’insertion, critères sociaux" in told
    assert structures_of(camille) == []  # nothing is saved yet
    assert camille.tap("✅ Enregistrer").startswith("C’est enregistré.")
    [saved] = structures_of(camille)
    assert saved.kinds == {StructureKind.ACI}
    assert saved.activities[0].trades == {"espaces-verts"}
    assert saved.activities[0].territory == Territory(departements=frozenset({"01", "69"}))
    assert Want.OPEN not in saved.activities[0].wants


def gardens(number: int, **fields: object) -> Notice:
    """A call reserved to SIAE in the Ain, closing in `number` days."""
    reserved = Passage("lot", "Marché réservé aux structures d’insertion (article L2113-13).", Topic.CONDITIONS)
    given = {
        "published": NOON.date() - timedelta(days=number),
        "deadline": Deadline(NOON + timedelta(days=number)),
        "places": (Place(departement="01"),),
        "buyer": Buyer(f"Commune inventée {number}"),
        "cpv": ("77310000",),
        "passages": (reserved,),
    }
    title = f"Entretien des espaces verts, secteur {number}"
    return Notice("boamp", f"26-{number}", NoticeKind.CALL, title, **{**given, **fields})  # type: ignore[arg-type]


def with_notices(one: Conversation, *notices: Notice) -> None:
    ingested(one.house.database, *notices, now=NOON)
    match_new(one.house.database, judge_of(()), lambda: NOON)
    one.house.current.refresh(NOON)


def test_what_is_open_is_shown_before_saving_and_opened_after(camille: Conversation) -> None:
    with_notices(camille, *(gardens(number) for number in (9, 12, 20, 28)))
    for words in ("/start", "commencer", "chantier d’insertion", "valider", "tonte", "valider"):
        camille.write(words)
    told = camille.write("01, 69")
    assert camille.gestures <= 8
    assert "4 annonces ouvertes en ce moment, dont 3 :\n1. Entretien des espaces verts, secteur 9 – Ain" in told
    assert "Sur les" in told
    assert "ce profil aurait reçu 4 annonces" in told
    camille.tap("✅ Enregistrer")
    assert camille.labels[:3] == ["Voir la 1", "Voir la 2", "Voir la 3"]
    assert "secteur 12" in camille.write("2")
    assert "secteur 28" in camille.write("/alertes")


def test_just_after_a_start_nothing_is_said_to_be_missing_and_saving_reads_what_is_open(camille: Conversation) -> None:
    ingested(camille.house.database, gardens(9), now=NOON)
    match_new(camille.house.database, judge_of(()), lambda: NOON)
    for words in ("/start", "commencer", "chantier d’insertion", "valider", "tonte", "valider"):
        camille.write(words)
    told = camille.write("01, 69")
    assert "Je relis en ce moment les annonces ouvertes" in told
    assert "Aucune annonce" not in told
    assert "secteur 9" in camille.tap("✅ Enregistrer")


def test_a_widened_profile_opens_more_at_once(camille: Conversation) -> None:
    onboarded(camille)
    lyon = (Place(departement="38"),)
    with_notices(camille, gardens(9), gardens(12, places=lyon), gardens(20, places=lyon))
    camille.write("/departements 01, 38")
    assert "Volume" in camille.text or "aurait reçu 3 annonces" in camille.text
    told = camille.write("enregistrer")
    assert "C’est enregistré. 2 annonces ouvertes de plus, dans /alertes." in told
    assert "secteur 12" in camille.tap("🔎 Voir mes annonces")


def test_all_of_it_can_be_typed(camille: Conversation) -> None:
    camille.write("/start")
    camille.write("commencer")
    assert "Choisi : ESAT, Association." in camille.write("un ESAT et une association")
    camille.write("valider")
    assert "Choisis (2) : Espaces verts, Nettoyage de locaux." in camille.write("tonte, vitrerie")
    camille.write("ok")
    assert "Votre profil" in camille.write("toute la france")
    assert "C’est enregistré." in camille.write("Enregistrer")
    [saved] = structures_of(camille)
    assert saved.activities[0].territory.whole_france
    assert saved.name == "ESAT, France entière"


def test_what_is_half_understood_is_said_and_never_guessed(camille: Conversation) -> None:
    camille.write("/start")
    camille.tap("▶️ Commencer")
    assert "Je n’ai pas reconnu ce statut." in camille.write("coiffeur")
    camille.tap("ESAT")
    camille.tap("Valider (1) ➡️")
    told = camille.write("tonte, poterie, blanchiserie")
    assert "Je n’ai pas reconnu : « poterie »." in told
    assert "Je n’ai pas reconnu : « blanchiserie ». Vouliez-vous dire « Blanchisserie, couture » ?" in told
    camille.tap("Valider (1) ➡️")
    told = camille.write("69, 6900")
    assert "J’ai compris : Rhône (69)." in told
    assert "Je n’ai pas reconnu : « 6900 »." in told
    assert "Votre profil" in camille.tap("C’est bon ➡️")
    assert "Territoire : Rhône (69)" in camille.text


def test_a_trade_with_typos_is_proposed_and_taken_by_a_yes(camille: Conversation) -> None:
    camille.write("/start")
    camille.write("ESAT")
    camille.write("valider")
    assert "au moins un métier, ou « passer »" in camille.write("valider"), "that is no trade"
    told = camille.write("blanchiserie et conditionement")
    assert "« blanchiserie ». Vouliez-vous dire « Blanchisserie, couture » ?" in told
    assert "Aucun métier choisi" in told, "nothing is guessed"
    assert "Choisis (2) : Blanchisserie, couture, Conditionnement." in camille.write("oui")
    assert "Question 3 sur 3" in camille.write("valider")


def test_an_ambiguous_place_is_asked(camille: Conversation) -> None:
    up_to_places(camille)
    camille.write("20")
    assert "Votre profil" not in camille.text
    assert len(camille.labels) >= 3
    first = camille.labels[0]
    told = camille.tap(first)
    assert "Votre profil" in told
    assert "Territoire : Corse-du-Sud (2A)" in told or "Haute-Corse (2B)" in told or "Corse" in told


def up_to_places(one: Conversation) -> None:
    one.write("/start")
    one.tap("▶️ Commencer")
    one.tap("ESAT")
    one.tap("Valider (1) ➡️")
    one.tap("Passer : tous métiers")


def test_a_position_gives_a_departement_and_nothing_else(camille: Conversation) -> None:
    up_to_places(camille)
    assert "jamais les coordonnées" in camille.tap("📍 Ma position")
    told = camille.share(45.764, 4.8357)
    assert "J’ai compris : Rhône (69)." in told
    assert "45" not in str(camille.person.step.memo)
    assert "4.8" not in str(camille.person.step.memo)


def test_a_position_abroad_is_no_place(camille: Conversation) -> None:
    up_to_places(camille)
    camille.tap("📍 Ma position")
    assert "Je n’ai pas trouvé de département français" in camille.share(51.5, -0.12)
    assert "Votre profil" in camille.write("Rhône")


def test_back_everywhere(camille: Conversation) -> None:
    up_to_places(camille)
    assert "Question 2" in camille.tap("⬅️ Retour")
    assert "Question 1" in camille.write("retour")
    assert "Bonjour Camille" in camille.tap("⬅️ Retour")
    assert "Choisi : ESAT." in camille.tap("▶️ Commencer")  # nothing was lost


def test_start_in_the_middle_resumes_where_one_was(camille: Conversation) -> None:
    up_to_places(camille)
    assert "Aide" in camille.write("/aide")
    assert "Question 3 sur 3" in camille.write("/start")
    assert "Votre profil" in camille.write("Bretagne")
    assert "Votre profil" in camille.write("/start")


def test_from_the_summary_each_thing_is_changed_and_one_comes_back(camille: Conversation) -> None:
    up_to_places(camille)
    camille.write("Bretagne")
    camille.tap("✏️ Nom")
    assert "Il faut au moins une lettre" in camille.write("🌻")
    assert "Nom : Les Genêts" in camille.write("  Les   Genêts ")
    camille.tap("✏️ Structure")
    camille.tap("Scop")
    assert "Structure : ESAT, Scop" in camille.tap("Valider (2) ➡️")
    camille.tap("✏️ Métiers")
    camille.tap("Voir plus (1 sur 3)")
    camille.tap("Mobilier")
    assert "Métiers : Mobilier" in camille.tap("Valider (1) ➡️")
    camille.tap("✏️ Territoire")
    assert "J’ai compris : Bretagne." in camille.text
    camille.tap("✏️ Tout réécrire")
    assert "Territoire : Finistère (29)" in camille.write("29")
    assert "ouverts à tous" in camille.tap("➕ Ouverts à tous")
    assert "ouverts à tous" not in camille.tap("➖ Sans les ouverts")


def test_a_profile_is_never_written_over(camille: Conversation) -> None:
    saved = onboarded(camille)
    told = camille.write("/start")
    assert "votre profil est en place" in told
    assert saved.name in told
    assert structures_of(camille) == [saved]


def test_saving_twice_makes_one_structure(camille: Conversation) -> None:
    up_to_places(camille)
    camille.write("29")
    before = camille.person
    camille.tap("✅ Enregistrer")
    with camille.house.database.write() as session:
        people.save_step(session, before.id, before.step)  # the kill came before the step was kept
    camille.tap_data(pack("ob", "save"))
    assert len(structures_of(camille)) == 1
    assert camille.tap_data(pack("ob", "save")).startswith("Ce profil est déjà enregistré")


def test_the_example_is_said_to_be_invented(camille: Conversation) -> None:
    camille.write("/start")
    told = camille.tap("Voir un exemple")
    assert told.startswith("Exemple : cette annonce est inventée.")
    assert "réservé" in told
    assert "L2113-13" in told
    assert camille.labels == ["▶️ Commencer", "⬅️ Retour"]


@pytest.mark.parametrize("payload", ["i_perdu", "l_autre", "x" * 64])
def test_a_link_that_is_worth_nothing_still_welcomes(camille: Conversation, payload: str) -> None:
    assert "Bonjour Camille" in camille.write(f"/start {payload}")


def test_an_invitation_is_accepted_once(camille: Conversation) -> None:
    onboarded(camille)
    who = camille.person.id
    with camille.house.database.write() as session:
        [(mine, structure)] = people.memberships_of(session, who)
        token = inviting.invite(session, who, mine.id, Role.MEMBER, NOON)
    dominique = Conversation(camille.house, 78, "Dominique")
    assert f"On vous invite dans {structure.name}, comme équipier." in dominique.write(f"/start {token}")
    assert structures_of(dominique) == []
    assert f"Vous avez rejoint {structure.name}." in dominique.tap("✅ Rejoindre")
    assert structures_of(dominique) == [structure]
    told = Conversation(camille.house, 79, "Claude").write(f"/start {token}")
    assert "Ce lien a déjà servi" in told
    assert "Bonjour Claude" in told
