"""The guide of networks: its conversations come from here, and what stands between « » is what people read.

VIGIE_WRITE_GUIDES=1 writes what people read between the marks `<!-- name -->` and `<!-- fin -->` of the guide.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from alerts.model.structure import StructureKind
from tests.acceptance.networks.circle import GREEN, NETWORK, RHONE, Circle, made
from tests.acceptance.networks.stories import beat, call, claused, found, on, press, say, touch, words_of
from tests.acceptance.networks.test_joining import links_of
from tests.acceptance.networks.test_together import SCHOOLS, YES, called
from tests.acceptance.reply.test_guide import check_words, kept
from tests.acceptance.telegram.stories import read, toasted
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "reseau.md"
ROOF = call(
    "26-900601", "Réfection de la toiture du gymnase", on(18, 12, 12), lots=claused("45261900", departement="38")
)
MOWING = call("26-900602", "Tonte des stades de Valfictif", on(12, 12, 12))
HEDGES = call("26-900603", "Taille des haies de Montfictif", on(4, 12, 12))
NEWCOMER = replace(made(StructureKind.ACI, "La Lessive fictive", GREEN, RHONE), id="lessive")
PAGES = ("", "/membres", "/inviter", "/reglages", "/diffuser", "/diffusions", "/radar", "/territoire", "/repartition")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_guide_says_what_people_read(service: InThread, circle: Circle, browser: httpx.Client) -> None:
    told: dict[str, str] = {}
    beat(service, on(23, hour=10))
    joining(service, circle, told)
    broadcasting(service, circle, told)
    together(service, circle, told)
    animating(service, circle, told)
    seen = [*on_pages(circle), words_of(browser.get(passed_on(circle)))]
    of_members(circle, told)
    service.rest()
    assert service.api.refusals == []

    letters = (*circle.omar.letters(), *circle.mailbox("scic").letters())
    check_words(GUIDE, told, service, [*seen, *(f"{one.subject} {one.text}" for one in letters)])


def joining(service: InThread, circle: Circle, told: dict[str, str]) -> None:
    """How one asks for a network, invites, and joins."""
    nadia, newcomer = circle.nadia, Phone(service.api, 700, "Dominique")
    belongs(service.database, newcomer, service.clock(), NEWCOMER)
    say(newcomer, ("/reseau", "dans aucun réseau"), ("=➕ Demander un réseau", "le nom de votre réseau"))
    say(nadia, ("/reseau", NETWORK), ("=➕ Inviter un animateur", "avec vous ?"))
    say(nadia, ("/reseau", NETWORK))
    kept(nadia, told, "accueil")
    say(nadia, ("=➕ Inviter une structure", "Combien"), ("=Une seule structure", "une seule"))
    read(nadia, "invite votre structure sur Vigie")
    start, _ = links_of(nadia)
    say(nadia, ("/reseau", NETWORK), ("=➕ Inviter une structure", "Combien"))
    newcomer.start(start)
    read(newcomer, "vous invite avec votre structure")
    kept(newcomer, told, "rejoindre")


def broadcasting(service: InThread, circle: Circle, told: dict[str, str]) -> None:
    """What is seen before it leaves, what members read, what is said of it after."""
    nadia, esat = circle.nadia, circle.phone("esat")
    service.publish(ROOF)
    say(
        nadia,
        ("/diffuser", "Quelle annonce"),
        ("=Coller une adresse", "Je ne visite aucune adresse"),
        ("https://www.boamp.fr/pages/avis/?q=idweb:26-900601", "Un mot pour vos membres ?"),
        ("Une visite est prévue le 3 décembre.", "À qui la transmettre ?"),
        ("=Tout le réseau", "Reçoivent : 12 structures"),
    )
    kept(nadia, told, "apercu")
    touch(nadia, "Envoyer à 12 structures", "C’est parti")
    beat(service, on(23, hour=11))
    read(esat, "Une visite est prévue le 3 décembre.")
    kept(esat, told, "recue")
    press(esat, "Ça m’intéresse")
    toasted(esat, "est intéressée")
    press(circle.phone("ea"), "Pas pour nous")
    toasted(circle.phone("ea"), "Ce n’est dit à personne.")
    touch(nadia, "🔄 Actualiser", "Intéressées : 1")
    kept(nadia, told, "bilan")


def together(service: InThread, circle: Circle, told: dict[str, str]) -> None:
    """A call without names, two yes, a group."""
    one, _ = called(service, circle)
    scop, asked = circle.phone("scop"), circle.phone(one)
    kept(asked, told, "appel")
    press(asked, YES, on=found(asked, "cherche qui apporte"))
    service.rest()
    beat(service, on(23, hour=12))
    press(scop, YES, on=found(scop, "Un membre dit oui"))
    service.rest()
    beat(service, on(23, hour=13))
    touch(asked, "Ouvrir le groupe", "Dans le groupe :")
    kept(asked, told, "groupe")
    agreed(scop, asked)
    say(scop, ("/partenaires", SCHOOLS.title))


def agreed(scop: Phone, asked: Phone) -> None:
    """Each writes its part; the mandataire and the kind are chosen, and both may agree."""
    touch(scop, "Ouvrir le groupe", "Dans le groupe :")
    for phone in (asked, scop):
        touch(phone, "👥 Qui fait quoi", "N’a pas encore écrit sa part")
        touch(phone, "✏️ Écrire notre part", "ne mettez pas vos prix")
        say(phone, ("Les abords et les locaux.", "C’est noté"))
    touch(scop, "⬅️ Retour au groupe", "Mandataire : pas encore choisi")
    touch(scop, "Mandataire", "Le mandataire")
    press(scop, next(one for one in scop.last.labels if "Scop" in one))
    read(scop, "C’est noté.")
    touch(scop, "⬅️ Retour au groupe", "Mandataire : Scop")
    touch(scop, "Type de groupement", "Groupement conjoint")
    touch(scop, "Conjoint", "C’est noté.")
    touch(scop, "⬅️ Retour au groupe", "Type de groupement : Groupement conjoint")
    touch(scop, "✅ Nous sommes d’accord", "votre structure est d’accord")


def animating(service: InThread, circle: Circle, told: dict[str, str]) -> None:
    """The radar, the territory, the settings, a channel."""
    nadia = circle.nadia
    service.publish(MOWING, HEDGES)
    beat(service, on(29, hour=10))
    beat(service, on(30, hour=8))
    read(nadia, HEDGES.title)
    kept(nadia, told, "radar")
    beat(service, on(1, 12, 10))
    beat(service, on(2, 12))
    say(nadia, ("/reseau", NETWORK), ("=🗺 Territoire", "Annonces vues"))
    say(nadia, ("/reseau", NETWORK), ("=⚙️ Réglages", "Diffusions :"), ("=💬 Groupes et canaux", "canal"))
    group = Group(service.api, "Le pôle, entre nous", creator=nadia)
    group.add_bot()
    group.say(nadia, "/relier")
    group.wait_for(nadia, "est désormais publié dans ce groupe")


def passed_on(circle: Circle) -> str:
    """The page of the broadcast, for who has only e-mail."""
    return next(one for one in circle.mailbox("scic").letters() if one.links("b")).link("b")


def on_pages(circle: Circle) -> Iterator[str]:
    with circle.settings_of(circle.omar) as omar:
        yield words_of(omar.get("/reglages"))
        yield words_of(omar.get("/reseaux"))
        for path in PAGES:
            yield words_of(omar.get(f"/reseaux/{circle.network}{path}"))
        radar = omar.get(f"/reseaux/{circle.network}/radar").text
        mark = radar.partition('id="lot-')[2].partition('"')[0]
        yield words_of(omar.post(f"/reseaux/{circle.network}/radar/{mark}/prevenir"))


def of_members(circle: Circle, told: dict[str, str]) -> None:
    """What it shows, and how it leaves."""
    esat = circle.phone("esat")
    say(esat, ("/reseau", NETWORK), ("=👁 Ce que voit le réseau", "voit"))
    kept(esat, told, "partage")
    say(esat, ("/reseau", NETWORK), ("=🚪 Quitter le réseau", "Seuls restent des totaux sans nom"))
    kept(esat, told, "quitter")
