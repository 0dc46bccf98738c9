"""A member leaves in one tap: gone from every view. And what a network says in its own group names nobody."""

import httpx

from alerts.model.delivery import DeliveryKind
from tests.acceptance.mail.stories import owed
from tests.acceptance.networks.circle import NAMES, NETWORK, Circle
from tests.acceptance.networks.stories import beat, call, claused, found, named_in, on, press, say, touch, words_of
from tests.acceptance.telegram.stories import read, spaced, toasted
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

FAR = call(
    "26-900501", "Réfection de la toiture du gymnase", on(18, 12, 12), lots=claused("45261900", departement="38")
)
SOON = call("26-900502", "Tonte des stades de Valfictif", on(5, 12, 12))
LEAVES = "ESAT du Moulin fictif"


def passed_on(nadia: Phone, to: int = 12) -> str:
    """What is seen before it is confirmed."""
    seen = say(
        nadia,
        ("/diffuser", "Quelle annonce"),
        ("=Coller une adresse", "Je ne visite aucune adresse"),
        ("https://www.boamp.fr/pages/avis/?q=idweb:26-900501", "Un mot pour vos membres ?"),
        ("=Sans mot", "À qui la transmettre ?"),
        ("=Tout le réseau", f"Reçoivent : {to} structures"),
    )
    touch(nadia, f"Envoyer à {to} structures", "C’est parti")
    return spaced(seen.text)


def views(circle: Circle, omar: httpx.Client) -> str:
    """All that the animators see of the network: Nadia in the chat, Omar on the pages."""
    nadia, home = circle.nadia, f"/reseaux/{circle.network}"
    told = [say(nadia, ("/reseau", NETWORK), ("=👥 Membres", "structures membres")).text]
    told.append(touch(nadia, "Page suivante ➡️", "9. ").text)
    told.append(say(nadia, ("/reseau", NETWORK), ("=📡 Radar", "Radar du réseau")).text)
    say(nadia, ("/reseau", NETWORK), ("=📣 Diffuser une annonce", "Quelle annonce"))
    touch(nadia, "📊 Diffusions et bilans", "Diffusions")
    told.append(touch(nadia, "Bilan 1", "Intéressées").text)
    told.append(say(nadia, ("/reseau", NETWORK), ("=⚖️ Qui a été proposé", "Qui a été proposé – ")).text)
    report = omar.get(f"{home}/diffusions").text.partition(f"{home}/diffusions/")[2].partition('"')[0]
    for path in ("", "/membres", "/radar", "/territoire", "/repartition", "/diffusions", f"/diffusions/{report}"):
        told.append(words_of(omar.get(f"{home}{path}")))
    return " ".join(spaced(one) for one in told)


def test_one_tap_and_it_is_gone_from_every_view(service: InThread, circle: Circle) -> None:
    beat(service, on(23, hour=10))
    service.publish(FAR, SOON)
    passed_on(circle.nadia)
    beat(service, on(23, hour=11))
    esat, others = circle.phone("esat"), circle.phone("ea")
    press(esat, "Ça m’intéresse", on=found(esat, FAR.title))
    press(others, "Ça m’intéresse", on=found(others, FAR.title))
    service.rest()
    card = found(esat, FAR.title)
    with circle.settings_of(circle.omar) as omar:
        before = views(circle, omar)
        say(esat, ("/reseau", NETWORK), ("=🚪 Quitter le réseau", "Seuls restent des totaux sans nom"))
        touch(esat, "Quitter le réseau", f"{LEAVES} ne fait plus partie du réseau")
        after = views(circle, omar)
    assert LEAVES in before
    assert "Intéressées : 2" in before
    assert LEAVES not in after
    assert "11 structures membres" in after
    assert "Ateliers adaptés fictifs" in after
    press(esat, "Ça m’intéresse", on=card)
    toasted(esat, "réseau")
    assert "Vous n’êtes dans aucun réseau" in say(esat, ("/reseau", "aucun réseau")).text

    beat(service, on(24, hour=10))
    told = [one.text for one in circle.nadia.bubbles()]
    assert len([one for one in told if LEAVES in one and "quitt" in one]) == 1, (
        "its animators are told that it left, once"
    )
    rows = {one.structure_id for one in owed(service, DeliveryKind.BROADCAST) if one.outcome is None}
    assert "esat" not in rows
    service.rest()
    assert service.api.refusals == []


def test_the_group_of_a_network_is_told_without_any_name(service: InThread, circle: Circle) -> None:
    group = Group(service.api, "Le pôle, entre nous", creator=circle.nadia)
    group.add_bot()
    group.say(circle.nadia, "/relier")
    group.wait_for(circle.nadia, "est désormais publié dans ce groupe")
    stranger = Phone(service.api, 990, "Alix")
    for one in (circle.phone("esat"), stranger):
        group.join(one)
    service.publish(FAR)
    shown = len(group.bubbles())
    assert "Publié aussi dans « Le pôle, entre nous »" in passed_on(circle.nadia)
    beat(service, on(23, hour=11))
    (post,) = group.bubbles()[shown:]
    assert FAR.title in spaced(post.text)
    assert named_in(post.text, NAMES) == []
    assert "Nadia" not in post.text
    assert "Pas pour nous" not in post.labels
    group.tap(circle.phone("esat"), "Voir l’annonce")
    service.rest()
    (opened,) = circle.phone("esat").toasts
    start = opened.url.partition("start=")[2]
    for one in (circle.phone("esat"), stranger):
        one.start(start)
    press(circle.phone("esat"), "Ça m’intéresse", on=read(circle.phone("esat"), f"Pour {LEAVES}."))
    toasted(circle.phone("esat"), f"« {NETWORK} » voit que {LEAVES} est intéressée.")
    outside = read(stranger, "Pour que la vôtre le rejoigne")
    assert named_in(outside.text, NAMES) == []
    assert "Ça m’intéresse" not in outside.labels, "only members of the network answer it"
    read_again = touch(circle.nadia, "🔄 Actualiser", "Intéressées : 1")
    assert named_in(read_again.text, NAMES) == [LEAVES]
    service.rest()
    assert len(group.bubbles()) == shown + 1, "what members answer is not told to the group"
    assert service.api.refusals == []
