"""Animators pass announcements on: from an alert, from a pasted address, by hand; members answer on both channels."""

import re
from html import unescape

import httpx

from alerts.model.delivery import DeliveryKind
from alerts.services import network_animating
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import owed
from tests.acceptance.networks.circle import NAMES, NETWORK, TWELVE, Circle
from tests.acceptance.networks.stories import beat, call, claused, found, named_in, on, press, say, touch, words_of
from tests.acceptance.telegram.stories import read, spaced, toasted
from tests.telegram_api.phone import Bubble, Phone
from tests.telegram_api.running import InThread

NOON = on(18, 12, 12)
PARKS = call("26-900101", "Entretien des parcs de Montfictif", NOON)
# Of another trade and place than anybody's: nobody is told of it but by the network.
FAR = call("26-900102", "Réfection de la toiture du gymnase", NOON, lots=claused("45261900", departement="38"))
LOOK, YES, NO = "Voir l’annonce", "Ça m’intéresse", "Pas pour nous"


def pasted(nadia: Phone) -> str:
    """What is seen of a notice whose address was pasted, for all members."""
    say(
        nadia,
        ("/diffuser", "Quelle annonce voulez-vous transmettre ?"),
        ("=Coller une adresse", "Je ne visite aucune adresse"),
        ("http://127.0.0.1:8080/admin", "machine privée"),
        ("https://www.boamp.fr/pages/avis/?q=idweb:26-900102", "Un mot pour vos membres ?"),
        ("Une visite est prévue le 3 décembre.", "À qui la transmettre ?"),
        ("=Tout le réseau", "Reçoivent : 12 structures"),
    )
    return spaced(nadia.last.text)


def test_a_pasted_address_reaches_twelve_and_the_report_names_no_refusal(
    service: InThread, circle: Circle, browser: httpx.Client
) -> None:
    circle.linked_group()
    service.publish(FAR)
    nadia = circle.nadia
    seen = pasted(nadia)
    assert "12 personnes et 1 groupe ou dossier" in seen
    assert owed(service, DeliveryKind.BROADCAST) == [], "nothing leaves before it is confirmed"
    touch(nadia, "Envoyer à 12 structures", "C’est parti")
    beat(service, on(23, hour=10))

    for kind, phone in circle.phones.items():
        card = read(phone, "Une visite est prévue le 3 décembre.")
        assert circle[kind].structure.name in spaced(card.text)
    for kind, mailbox in circle.mailboxes.items():
        letter = mailbox.last()
        assert letter.subject.startswith(f"{NETWORK} : Réfection de la toiture"), kind
        assert f"Transmis par « {NETWORK} »." in spaced(letter.words)

    interested, refuses = circle.phone("esat"), circle.phone("ea")
    press(interested, YES)
    toasted(interested, f"« {NETWORK} » voit que ESAT du Moulin fictif est intéressée.")
    press(refuses, NO)
    toasted(refuses, "Ce n’est dit à personne.")
    page = circle.mailbox("ei").last().link("b")
    assert "Une visite est prévue le 3 décembre." in words_of(browser.get(page))
    assert "voit que Élan fictif est intéressée" in words_of(browser.post(page, data={"geste": "interested"}))
    page = circle.mailbox("geiq").last().link("b")
    assert "Ce n’est dit à personne." in words_of(browser.post(page, data={"geste": "decline"}))

    report = spaced(touch(nadia, "🔄 Actualiser", "Intéressées : 2").text)
    assert "Envoyé à 12 structures, reçu par 12." in report
    assert "Ouvert par 4 structures." in report
    assert named_in(report, NAMES) == ["ESAT du Moulin fictif", "Élan fictif"]
    with circle.settings_of(circle.omar) as omar:
        listed = omar.get(f"/reseaux/{circle.network}/diffusions")
        (there,) = re.findall(rf'href="(/reseaux/{circle.network}/diffusions/\d+)"', listed.text)
        assert named_in(words_of(omar.get(there)), NAMES) == ["ESAT du Moulin fictif", "Élan fictif"]
    service.rest()
    assert service.api.refusals == []


def test_an_animator_who_is_also_a_member_replies_to_an_alert(service: InThread, circle: Circle) -> None:
    """Only those who may answer it, a GEIQ perhaps: the lot is reserved to SIAE."""
    camille = circle.phone("aci")
    with service.database.write() as session:
        token = network_animating.invite_by_host(session, circle.network, service.clock())
    camille.start(token)
    read(camille, f"On vous invite à animer le réseau {NETWORK}")
    touch(camille, "✅ Animer", f"vous animez {NETWORK}")
    service.alert(PARKS)
    camille.reply_to(read_alert(camille), "/diffuser")
    read(camille, "Un mot pour vos membres ?")
    say(camille, ("=Sans mot", "À qui la transmettre ?"), ("=Qui peut répondre", "Reçoivent : 6 structures"))
    assert "Hors de la cible : 6 structures." in spaced(camille.last.text)
    touch(camille, "Envoyer à 6 structures", "C’est parti")
    beat(service, on(23, hour=10))
    told = [kind for kind, phone in circle.phones.items() if found(phone, f"Transmis par « {NETWORK} »")]
    told += [kind for kind, box in circle.mailboxes.items() if passed_on(box)]
    assert sorted(set(told)) == ["aci", "ai", "ei", "eiti", "etti", "geiq"]
    touch(circle.phone("etti"), LOOK, "Entretien des parcs de Montfictif", on=found(circle.phone("etti"), "Transmis"))
    assert "Intéressées : 0." in spaced(touch(camille, "🔄 Actualiser", "Ouvert par 1 structure.").text)


def passed_on(mailbox: Mailbox) -> bool:
    return any(f"Transmis par « {NETWORK} »" in spaced(one.words) for one in mailbox.letters())


def read_alert(phone: Phone) -> Bubble:
    card = found(phone, PARKS.title)
    assert card is not None
    return card


def test_what_no_feed_carries_is_written_on_the_page_and_read_with_its_contact(
    service: InThread, circle: Circle
) -> None:
    """Omar heard of it by phone; one member muted the network and keeps its own alerts."""
    say(circle.phone("scop"), ("/reseau", NETWORK), ("=🔕 Ne plus recevoir", "vous ne recevez plus les messages"))
    written = {
        "quoi": "Tonte de deux hectares, d’avril à octobre",
        "acheteur": "Commune fictive de Sévigny-le-Vieux",
        "lieu": "69",
        "avant": "12 décembre 2026 à 12 h",
        "contact": "Accueil de la mairie, 04 00 00 00 00",
    }
    with circle.settings_of(circle.omar) as omar:
        base = f"/reseaux/{circle.network}/diffuser"
        refused = omar.post(f"{base}/main", data=written | {"avant": "hier"})
        assert refused.status_code == 422
        assert "Cette date est passée" in unescape(refused.text)
        assert "Tonte de deux hectares" in refused.text, "nothing typed is lost"
        aiming = omar.post(f"{base}/main", data=written)
        seen = omar.post(str(aiming.url), data={"mot": "Appelez de ma part.", "cible": "all"})
        assert "Reçoivent : 11 structures" in words_of(seen)
        sent = omar.post(f"{seen.url.copy_with(query=None)}/envoyer", data={"vu": hidden(seen.text, "vu")})
        assert "C’est parti" in words_of(sent)
    beat(service, on(23, hour=10))
    for phone in (circle.phone("esat"), circle.phone("association")):
        card = found(phone, "Tonte de deux hectares")
        assert card is not None
        assert "Contact : Accueil de la mairie, 04 00 00 00 00" in spaced(card.text)
        assert "sans avis publié" in spaced(card.text)
    for mailbox in circle.mailboxes.values():
        assert "Accueil de la mairie, 04 00 00 00 00" in mailbox.last().words
    assert found(circle.phone("scop"), "Tonte de deux hectares") is None
    assert len(TWELVE) == 12


def hidden(page: str, name: str) -> str:
    (value,) = re.findall(rf'name="{name}" value="([^"]*)"', page)
    return str(value)
