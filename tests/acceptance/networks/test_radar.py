"""What closes soon and nobody is on: told to the animators once a week, at once when it presses, on both channels; and
one tap prepares the word to those who could."""

from alerts.model.delivery import DeliveryKind
from tests.acceptance.mail.stories import owed
from tests.acceptance.networks.circle import NAMES, Circle
from tests.acceptance.networks.stories import beat, call, found, named_in, on, press, say, touch, words_of
from tests.acceptance.telegram.stories import read, spaced
from tests.telegram_api.running import InThread

MONDAY = on(30, hour=8)
SOON = call("26-900201", "Tonte des stades de Valfictif", on(12, 12, 12))  # twelve days after Monday
PRESSING = call("26-900202", "Taille des haies de Montfictif", on(4, 12, 12))
TELL = "Les prévenir"


def test_the_week_then_the_urgent_on_both_channels_and_members_are_told(service: InThread, circle: Circle) -> None:
    """One lot is followed by a member: it is not told. Nobody's refusal shows."""
    followed = call("26-900203", "Désherbage des cimetières fictifs", on(12, 12, 12))
    beat(service, on(23, hour=10))
    for one in (SOON, followed):
        service.alert(one)
    follows, refuses = circle.phone("aci"), circle.phone("etti")
    keeps = found(follows, followed.title)
    assert keeps is not None
    press(follows, "J’y réponds", on=keeps)
    touch(refuses, "Pas pour moi", "Pourquoi ?", on=found(refuses, SOON.title))
    service.rest()

    nadia = circle.nadia
    beat(service, on(29, hour=10))
    shown, letters = len(nadia.bubbles()), len(circle.omar)
    beat(service, MONDAY)
    (weekly,) = [spaced(one.text) for one in nadia.bubbles()[shown:]]
    assert len(circle.omar) == letters + 1
    letter = spaced(circle.omar.last().words)
    assert "1 lot sans membre connu" in spaced(circle.omar.last().subject)
    for words in (weekly, letter):
        assert SOON.title in words
        assert followed.title not in words
        assert "Déjà suivis par un membre : 1." in words
        assert "Intérim fictif" in words, "who refused is proposed like anybody: nobody can tell"
        assert "refus" not in words

    service.publish(PRESSING)
    shown = len(nadia.bubbles())
    beat(service, on(30, hour=15))
    (urgent,) = [one for one in nadia.bubbles()[shown:] if "Urgent" in one.text]
    assert PRESSING.title in spaced(urgent.text)
    assert SOON.title not in spaced(urgent.text)
    assert spaced(circle.omar.last().subject).startswith("Urgent, réseau")
    beat(service, on(1, 12, 10))
    assert [one.text for one in nadia.bubbles()[shown:] if "Urgent" in one.text] == [urgent.text], "told once"

    touch(nadia, f"{TELL}, n° 1", "Reçoivent : ", on=urgent)
    draft = spaced(nadia.last.text)
    assert "trouvées par le radar" in draft
    send = next(one for one in nadia.last.labels if one.startswith("Envoyer à"))
    touch(nadia, spaced(send), "C’est parti")
    beat(service, on(1, 12, 11))
    told = {str(one.structure_id) for one in owed(service, DeliveryKind.BROADCAST)}
    assert told == {"aci", "ai", "ei", "eiti", "etti", "geiq"}, "who refused that other lot is told of this one"
    assert len(named_in(draft, NAMES)) == 1, "an example of who will read it, no list"
    service.rest()
    assert service.api.refusals == []


def test_the_page_of_the_letter_has_the_same_lots_and_the_same_tap(service: InThread, circle: Circle) -> None:
    """Omar, from his letter to the draft; then Nadia, in her chat, sees the same figures."""
    beat(service, on(23, hour=10))
    service.publish(PRESSING, SOON)
    beat(service, MONDAY)
    letter = circle.omar.last()
    assert "2 lots sans membre connu, dont 1 urgent" in spaced(letter.subject)
    (there, *_) = letter.links("reseaux")
    with circle.settings_of(circle.omar) as omar:
        page = omar.get(there)
        seen = words_of(page)
        assert seen.index(PRESSING.title) < seen.index(SOON.title), "what presses comes first"
        assert "n’envoie rien encore" in seen
        mark = page.text.partition('id="lot-')[2].partition('"')[0]
        draft = omar.post(f"/reseaux/{circle.network}/radar/{mark}/prevenir")
        assert "Relire, puis envoyer" in words_of(draft)
    assert owed(service, DeliveryKind.BROADCAST) == []
    say(circle.nadia, ("/reseau", "12 structures membres"), ("=📡 Radar", PRESSING.title))
    assert SOON.title in spaced(read(circle.nadia, "à rendre dans les 15 jours, dont 1 dans les 8 jours").text)
