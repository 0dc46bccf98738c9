"""An animator passes an announcement on, on the pages: chosen, aimed, previewed, confirmed once, taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.model.network import Aim, Target
from alerts.model.structure import StructureKind
from alerts.services import broadcasting, network_settings, pausing, people
from bot.wiring import House
from tests.alerts.services.networked import RESERVED
from tests.alerts.services.respondents import joined, told_of
from tests.alerts.services.stories import ATELIERS, ingested, notice, subscribed
from tests.bot.commands.networked import bring
from tests.bot.pages.conftest import MONDAY, ONE_DATABASE, Clock
from tests.bot.pages.network.broadcasts import HAY, confirmed, drafted, held, hidden, left, plain
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.visitor import Fields, Visitor

BY_HAND: Fields = {
    "quoi": "Tonte de 2 hectares & ramassage <à la main>",
    "acheteur": "Mairie fictive",
    "lieu": "Bourg-en-Bresse 01",
    "avant": "4 décembre 2026 à 12 h",
    "contact": "Accueil, 04 00 00 00 00",
    "metier": ["espaces-verts"],
}


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


@pytest.fixture
def nadia(scene: Scene) -> Visitor:
    return scene["nadia"]


def with_lessive(scene: Scene) -> None:
    """An ESAT of the Rhône joins, so that a target chooses."""
    with scene.house.database.write() as session:
        asked = (scene.people["nadia"], scene.people["doris"], scene.lessive.id, MONDAY - timedelta(days=1))
        bring(session, scene.network, *asked)


# What is passed on


def test_by_hand_to_the_report(scene: Scene, nadia: Visitor) -> None:
    begun = plain(nadia.get(f"{scene.base}/diffuser").text)
    assert "Rien ne part avant que vous ayez relu et confirmé." in begun
    assert "Vigie ne visite aucune adresse : elle la cherche parmi les avis qu'elle a lus." in begun
    asked = nadia.post(f"{scene.base}/diffuser/main", BY_HAND)
    (draft,) = held(scene)
    here = f"{scene.base}/diffuser/{draft.id}"
    assert asked.headers["location"] == f"{here}/changer"
    assert draft.written is not None
    assert (draft.written.town, draft.written.departement) == ("Bourg-en-Bresse", "01")
    changed = nadia.post(f"{here}/changer", {"mot": "Bonne pour un début.\n\nAppelez-moi.", "cible": "all"})
    assert changed.headers["location"] == here
    page = nadia.get(here).text
    for words in ("Mot de l'animation : Bonne pour un début.", "Appelez-moi.", "Bourg-en-Bresse (Ain, 01)"):
        assert words in plain(page)
    assert "Tonte de 2 hectares &amp; ramassage &lt;à la main&gt;" in page
    assert "Reçoivent : 1 structure, 2 personnes." in plain(page)
    assert left(scene) == 0, "nothing leaves before she confirms"
    sent = nadia.post(f"{here}/envoyer", {"vu": hidden(page)})
    assert sent.headers["location"] == f"{scene.base}/diffusions/{draft.id}?fait=envoye"
    assert left(scene) == 2
    report = plain(nadia.get(sent.headers["location"]).text)
    assert "C'est parti : chacun reçoit à son rythme, hors heures calmes." in report
    assert "Envoyé à 1 structure, pas encore reçu." in report
    assert "Qui répond « Pas pour nous » n'est dit à personne." in report


def test_what_was_typed_stays_when_something_is_not_understood(scene: Scene, nadia: Visitor) -> None:
    wrong: Fields = {**BY_HAND, "lieu": "zzyzx", "avant": "12/01/2020"}
    page = nadia.post(f"{scene.base}/diffuser/main", wrong)
    assert page.status_code == 422
    text = plain(page.text)
    assert "Cette date est passée" in text
    assert "reconnu ce lieu" in text
    for kept in ("Tonte de 2 hectares &amp; ramassage", "zzyzx", "12/01/2020", "Accueil, 04 00 00 00 00"):
        assert kept in page.text
    assert 'value="espaces-verts" checked' in page.text
    assert held(scene) == []


def test_no_deadline_and_nothing_but_what(scene: Scene, nadia: Visitor) -> None:
    assert nadia.post(f"{scene.base}/diffuser/main", {"quoi": "Tonte de deux hectares"}).status_code == 303
    assert "Réponse avant : non indiquée" in plain(nadia.get(f"{scene.base}/diffuser/{held(scene)[0].id}").text)


def test_a_year_that_cannot_be_is_asked_again(scene: Scene, nadia: Visitor) -> None:
    page = nadia.post(f"{scene.base}/diffuser/main", {**BY_HAND, "avant": "1er janvier 2049"})
    assert "Cette date est à plus de deux ans" in plain(page.text)
    assert held(scene) == []


@pytest.mark.parametrize(
    "pasted",
    [
        "https://www.boamp.fr/pages/avis/?q=idweb:26-900101",
        "26-900101",
        "https://vigie.example/annonce/boamp:26-900101",
    ],
)
def test_an_address_is_pasted(scene: Scene, nadia: Visitor, pasted: str) -> None:
    ingested(scene.house.database, RESERVED)
    assert nadia.post(f"{scene.base}/diffuser", {"adresse": pasted}).status_code == 303
    (draft,) = held(scene)
    assert draft.notice_id == "boamp:26-900101"
    assert "Entretien des espaces verts de Sévigny-le-Vieux" in plain(
        nadia.get(f"{scene.base}/diffuser/{draft.id}/changer").text
    )


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("http://127.0.0.1:8000/admin", "machine privée"),
        ("http://192.168.1.1/boamp.fr/26-900101", "machine privée"),
        ("http://[::1]/annonce/boamp:26-900101", "machine privée"),
        ("https://moi:secret@boamp.fr/26-900101", "identifiant ou un mot de passe"),
        ("https://avis.example/26-900101", "ne visite pas"),
        ("https://vigie.example.attaquant.example/annonce/boamp:26-900101", "ne visite pas"),
        ("https://vigie.example/reglages", "n'est pas celle d'un avis"),
        ("https://www.boamp.fr/pages/avis/?q=idweb:26-900999", "Vigie n'a pas cet avis"),
        ("un petit chantier", "Ce n'est pas l'adresse d'un avis"),
        ("", "Choisissez une annonce, ou collez une adresse."),
    ],
)
@ONE_DATABASE
def test_what_is_no_notice_is_said_and_kept(scene: Scene, nadia: Visitor, pasted: str, told: str) -> None:
    ingested(scene.house.database, RESERVED)
    page = nadia.post(f"{scene.base}/diffuser", {"adresse": pasted})
    assert page.status_code == 422
    assert told in plain(page.text)
    assert f'value="{pasted}"' in page.text
    assert held(scene) == []


def test_an_alert_that_her_structures_received(scene: Scene, nadia: Visitor, clock: Clock) -> None:
    database = scene.house.database
    subscribed(database, ATELIERS)
    person, _ = joined(database, 70, "Nadia")
    assert person.id == scene.people["nadia"]
    first, _ = told_of(database, notice("26-1", title="Tonte fictive"), notice("26-2", title="Taille fictive"))
    page = plain(nadia.get(f"{scene.base}/diffuser").text)
    assert "Tonte fictive" in page
    assert "Taille fictive" in page
    assert nadia.post(f"{scene.base}/diffuser", {"annonce": str(first)}).status_code == 303
    assert held(scene)[0].notice_id == "boamp:26-1"
    clock.later(days=60)
    scene.browsers.clear()
    assert "Tonte fictive" not in plain(scene["nadia"].get(f"{scene.base}/diffuser").text), "nobody can answer it"


@pytest.mark.parametrize("number", ["1", "999999", "9" * 30, "é", ""])
@ONE_DATABASE
def test_the_alert_of_others_is_not_passed_on(scene: Scene, nadia: Visitor, number: str) -> None:
    subscribed(scene.house.database, ATELIERS)
    told_of(scene.house.database, notice("26-1"))
    assert nadia.post(f"{scene.base}/diffuser", {"annonce": number}).status_code in (403, 422)
    assert held(scene) == []


# Whom it is for


@pytest.mark.parametrize(
    ("fields", "target", "words", "reached"),
    [
        ({"cible": "all"}, Target(), "Pour : Tout le réseau.", 2),
        (
            {"cible": "trades", "metier": ["espaces-verts"]},
            Target(Aim.TRADES, trades=frozenset({"espaces-verts"})),
            "métiers : Espaces verts",
            1,
        ),
        ({"cible": "place", "lieu": "69"}, Target(Aim.PLACE, departements=frozenset({"69"})), "lieu : Rhône (69)", 1),
        (
            {"cible": "kinds", "statut": ["esat"]},
            Target(Aim.KINDS, kinds=frozenset({StructureKind.ESAT})),
            "statuts : ESAT",
            1,
        ),
        ({"cible": "eligible"}, Target(Aim.ELIGIBLE), "celles qui peuvent répondre", 1),
    ],
)
def test_the_target_is_chosen_and_the_numbers_follow(
    scene: Scene, nadia: Visitor, fields: Fields, target: Target, words: str, reached: int
) -> None:
    with_lessive(scene)
    ingested(scene.house.database, RESERVED)
    here = f"{scene.base}/diffuser/{drafted(scene, broadcasting.FromNotice(RESERVED.id))}"
    assert nadia.post(f"{here}/changer", {"mot": "", **fields}).headers["location"] == here
    assert held(scene)[0].target == target
    page = plain(nadia.get(here).text)
    assert words in page
    assert f"Reçoivent : {reached} structure" in page
    again = nadia.get(f"{here}/changer").text
    assert f'value="{fields["cible"]}" checked' in again
    for name in ("metier", "statut"):
        for value in fields.get(name, []):
            assert f'value="{value}" checked' in again


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choisissez à qui cette annonce s'adresse."),
        ({"cible": "members"}, "Choisissez à qui cette annonce s'adresse."),
        ({"cible": "eligible"}, "Choisissez à qui cette annonce s'adresse."),
        ({"cible": "trades"}, "Cochez au moins un métier."),
        ({"cible": "trades", "metier": ["inconnu"]}, "Cochez au moins un métier."),
        ({"cible": "kinds", "statut": ["inconnu"]}, "Cochez au moins un statut."),
        ({"cible": "place", "lieu": ""}, "Écrivez au moins un département"),
        ({"cible": "place", "lieu": "zzyzx"}, "Je n'ai pas reconnu « zzyzx »."),
        ({"cible": "place", "lieu": "France entière"}, "Pour toute la France, choisissez « Tout le réseau »."),
        ({"cible": "all", "metier": ["espaces-verts"]}, "Des métiers sont cochés"),
        ({"cible": "trades", "metier": ["espaces-verts"], "lieu": "38"}, "Un lieu est écrit"),
        ({"cible": "all", "statut": ["esat"]}, "Des statuts sont cochés"),
        ({"cible": "all", "mot": "mot " * 500}, "Votre mot est trop long"),
    ],
)
@ONE_DATABASE
def test_a_target_that_names_nobody_is_asked_again(scene: Scene, nadia: Visitor, fields: Fields, told: str) -> None:
    """Written by hand: nobody knows who may answer it."""
    here = f"{scene.base}/diffuser/{drafted(scene)}"
    page = nadia.post(f"{here}/changer", fields)
    assert page.status_code == 422
    assert told in plain(page.text)
    assert held(scene)[0].target == Target()


def test_whom_the_radar_found_stays_a_choice(scene: Scene, nadia: Visitor) -> None:
    with_lessive(scene)
    made, who = drafted(scene), scene.people["nadia"]
    found = Target(Aim.MEMBERS, members=frozenset({scene.jardins.id, scene.lessive.id}))
    with scene.house.database.write() as session:
        broadcasting.revise(session, who, made, target=found)
    here = f"{scene.base}/diffuser/{made}"
    assert "Pour : les 2 structures trouvées par le radar." in plain(nadia.get(here).text)
    page = nadia.get(f"{here}/changer").text
    assert "Les 2 structures trouvées par le radar" in page
    assert 'value="members" checked' in page
    nadia.post(f"{here}/changer", {"mot": "Un mot", "cible": "members"})
    assert (held(scene)[0].target, held(scene)[0].note) == (found, "Un mot")


def test_brakes_are_told_before(scene: Scene, nadia: Visitor) -> None:
    with_lessive(scene)
    with scene.house.database.write() as session:
        network_settings.mute(session, scene.people["doris"], scene.network.id, MONDAY)
        (membership, _), *_ = people.memberships_of(session, scene.people["anne"])
        pausing.pause(session, scene.people["anne"], membership.id, MONDAY + timedelta(days=7), MONDAY)
    page = plain(nadia.get(f"{scene.base}/diffuser/{drafted(scene)}").text)
    for words in (
        "Reçoivent : 1 structure, 2 personnes.",
        "Dont 1 en pause : à leur retour, s'il est encore temps de répondre.",
        "Ne veulent plus des messages du réseau : 1 personne.",
    ):
        assert words in page


def test_nobody_reached_is_not_sent(scene: Scene, nadia: Visitor) -> None:
    here = f"{scene.base}/diffuser/{drafted(scene)}"
    nadia.post(f"{here}/changer", {"cible": "place", "lieu": "Finistère"})
    page = nadia.get(here).text
    assert "Personne ne recevrait cette diffusion" in plain(page)
    assert "/envoyer" not in page


# One confirmation of exactly what was seen


def test_what_changed_since_it_was_seen_is_shown_again(scene: Scene, nadia: Visitor) -> None:
    made = drafted(scene)
    here = f"{scene.base}/diffuser/{made}"
    seen = hidden(nadia.get(here).text)
    with scene.house.database.write() as session:
        broadcasting.revise(session, scene.people["nadia"], made, note="Autre mot")
    again = nadia.post(f"{here}/envoyer", {"vu": seen})
    assert again.status_code == 409
    assert "a changé depuis que vous l'avez relue" in plain(again.text)
    assert "Autre mot" in plain(again.text)
    assert left(scene) == 0
    assert nadia.post(f"{here}/envoyer", {"vu": hidden(again.text)}).status_code == 303
    assert left(scene) == 2


@pytest.mark.parametrize("seen", ["", "0123456789ab", "é"])
def test_nothing_is_sent_without_having_been_seen(scene: Scene, nadia: Visitor, seen: str) -> None:
    assert nadia.post(f"{scene.base}/diffuser/{drafted(scene)}/envoyer", {"vu": seen}).status_code == 409
    assert left(scene) == 0


def test_confirmed_twice_is_sent_once(scene: Scene, nadia: Visitor) -> None:
    made = drafted(scene)
    here = f"{scene.base}/diffuser/{made}"
    seen = hidden(nadia.get(here).text)
    nadia.post(f"{here}/envoyer", {"vu": seen})
    again = nadia.post(f"{here}/envoyer", {"vu": seen})
    assert "rien n'est parti deux fois" in plain(nadia.get(again.headers["location"]).text)
    assert left(scene) == 2
    report = f"{scene.base}/diffusions/{made}"
    for path in (here, f"{here}/changer"):
        assert nadia.get(path).headers["location"] == report, "it does not change any more"
    assert nadia.post(f"{here}/changer", {"mot": "Autre", "cible": "all"}).headers["location"] == report
    assert nadia.post(f"{here}/abandonner").headers["location"] == report
    assert [one.note for one in held(scene)] == [""]


def test_too_late_is_said_and_not_sent(scene: Scene, nadia: Visitor, clock: Clock) -> None:
    soon = replace(HAY, until=MONDAY + timedelta(hours=2))
    here = f"{scene.base}/diffuser/{drafted(scene, soon)}"
    seen = hidden(nadia.get(here).text)
    clock.later(hours=3)
    assert "La date limite est passée" in plain(nadia.get(here).text)
    assert nadia.post(f"{here}/envoyer", {"vu": seen}).status_code == 409
    assert left(scene) == 0


# The list, the report


def test_drafts_and_reports_stand_in_one_list(scene: Scene, nadia: Visitor) -> None:
    assert "Rien n'a encore été diffusé" in plain(nadia.get(f"{scene.base}/diffusions").text)
    sent, made = confirmed(scene, drafted(scene)), drafted(scene)
    page = nadia.get(f"{scene.base}/diffusions").text
    assert f'href="{scene.base}/diffusions/{sent}"' in page
    assert f'href="{scene.base}/diffuser/{made}"' in page
    assert "Brouillon : rien n'est parti." in plain(page)
    assert nadia.get(f"{scene.base}/diffusions/{made}").headers["location"] == f"{scene.base}/diffuser/{made}"
    assert nadia.post(f"{scene.base}/diffuser/{made}/abandonner").status_code == 303
    assert [one.id for one in held(scene)] == [sent]


def test_it_is_taken_back(scene: Scene, nadia: Visitor) -> None:
    sent = confirmed(scene, drafted(scene))
    here = f"{scene.base}/diffusions/{sent}"
    assert "Retirer cette diffusion" in nadia.get(here).text
    answer = nadia.post(f"{here}/retirer")
    page = nadia.get(answer.headers["location"]).text
    assert "C'est retiré : qui ne l'a pas encore reçue ne la recevra pas." in plain(page)
    assert "/retirer" not in page
    assert nadia.post(f"{here}/retirer").status_code == 303, "twice is once"


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "-1", "é", "main2"])
@ONE_DATABASE
def test_one_that_is_not_there(scene: Scene, nadia: Visitor, number: str) -> None:
    for path in (f"/diffuser/{number}", f"/diffusions/{number}", f"/diffuser/{number}/changer"):
        assert nadia.get(f"{scene.base}{path}").status_code in (403, 404), path
