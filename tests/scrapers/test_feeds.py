"""Any RSS or Atom feed of the configuration becomes notices; no address chosen by a stranger is ever asked."""

import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.errors import SourceChanged
from scrapers.feeds.item import NO_TITLE, Item, kind, location, notice
from scrapers.notice import Buyer, Notice, NoticeKind, Place, Topic
from scrapers.source import Page, Request
from scrapers.sources.feeds import Feed

FOLDER = Path(__file__).parent / "fixtures" / "feeds"
RSS = (FOLDER / "tenders.xml").read_bytes()
ATOM = (FOLDER / "tenders.atom").read_bytes()
PAGE = (FOLDER / "page.html").read_bytes()
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)


def feed() -> Feed:
    return Feed("annonces", "https://annonces.example.org/rss", "Annonces fictives")


def read(body: bytes) -> Page:
    source = feed()
    (request,) = source.requests(NOW, NOW)
    return source.read(request, body)


def item(**said: str) -> Item:
    empty = dict.fromkeys(("published", "buyer", "deadline", "location", "categories", "description", "link"), "")
    return Item(**({"key": "1", "title": "Un avis"} | empty | said))


def test_an_item_that_says_enough_is_a_notice() -> None:
    call = read(RSS).notices[0]
    assert (call.id, call.kind, call.shape) == ("annonces:4101", NoticeKind.CALL, "feed")
    assert call.title == "Entretien d'espaces verts – 3 lots"
    assert call.buyer.name == "Ville de Bois-Clair"
    assert call.published == date(2026, 11, 3)  # half past midnight in Paris
    assert call.places == (Place(departement="92", town="Bois-Clair-sur-Seine"),)
    assert call.keywords == ("Services", "Espaces verts")
    assert call.url == "https://annonces.example.org/appels/4101"
    assert call.deadline is not None
    assert call.deadline.at.isoformat() == "2026-12-01T12:00:00+01:00"
    said = next(passage.text for passage in call.passages if passage.topic is Topic.DESCRIPTION)
    assert said.startswith("Le lot 2 comporte une clause d’insertion de 150 heures sur la durée du marché.")


def test_an_atom_entry_is_read_from_its_longest_text() -> None:
    (correction,) = read(ATOM).notices
    assert (correction.kind, correction.published) == (NoticeKind.CORRECTION, date(2026, 11, 3))
    assert correction.buyer.name == "Commune de Pierre-Haute"
    assert correction.keywords == ("Nettoyage de locaux",)
    assert correction.publisher_id == "b2f2a88d529df895"  # a digest: the identifier is long
    assert correction.passages[1].text.startswith("La date de remise des offres est reportée.")


def test_a_thin_item_waits_for_its_page_when_it_is_on_the_host_of_the_feed() -> None:
    page = read(RSS)
    assert [(request.step, request.url) for request in page.following] == [
        ("item", "https://annonces.example.org/appels/4102?vue=1&page=2"),
        ("item", "https://annonces.example.org/attribution/4104"),
    ]
    assert [call.publisher_id for call in page.notices] == ["4101", "4103"]


def test_the_page_of_a_thin_item_completes_it_block_by_block() -> None:
    request = json.loads(json.dumps(read(RSS).following[0].memory))  # as the database gives it back
    (call,) = (
        feed().read(Request("https://annonces.example.org/appels/4102", step="item", memory=request), PAGE).notices
    )
    assert call.title == "Blanchisserie de la résidence fictive"
    assert call.buyer.name == "Résidence fictive"
    assert call.deadline is not None
    assert "heure limite" in (call.deadline.doubt or "")  # the feed gives a day without an hour
    assert [passage.text for passage in call.passages if passage.field == "page"] == [
        "Blanchisserie de la résidence fictive",
        "Marché réservé : Oui, article L2113-13",
        "24 mois",
        "Lavage et repassage du linge plat, deux fois par semaine.",
        "Draps",
        "Serviettes",
        "Avis publié le 2 novembre Durée",
    ]


STATED = """<main><h1>Un avis</h1>
<dl><dt>Acheteur</dt><dd>Régie du Val (01999 Valfleuri)</dd>
<dt>Lieu d'exécution :</dt><dd>Bois-Clair (38)</dd><dt>Retrait du dossier</dt><dd>1er décembre 2026</dd>
<dt>Remise des offres</dt><dd>5 décembre 2026 à 12 h 00</dd><dt>Objet</dt><dd>Tri de papiers</dd></dl></main>"""


def completed(markup: str, **said: str) -> Notice:
    memory = {"item": item(**said).as_json(), "publisher_id": "1"}
    (found,) = (
        feed().read(Request("https://annonces.example.org/1", step="item", memory=memory), markup.encode()).notices
    )
    return found


def test_what_the_page_states_beside_its_labels_fills_what_the_item_lacks() -> None:
    call = completed(STATED, title=NO_TITLE)
    assert call.title == "Tri de papiers"
    assert call.buyer == Buyer("Régie du Val", place=Place(postcode="01999", town="Valfleuri"))
    assert call.places == (Place(departement="38", town="Bois-Clair"),)
    assert call.deadline is not None
    assert call.deadline.at.isoformat() == "2026-12-05T12:00:00+01:00"
    said = [passage.text for passage in call.passages if passage.field == "page"]
    assert "Acheteur Régie du Val (01999 Valfleuri)" in said  # each label with its value, apart from the others


def test_what_the_item_says_prevails_over_its_page() -> None:
    call = completed(
        STATED, title="Un avis", buyer="Ville du Val", location="92 - Neuilly", deadline="2026-12-09T10:00:00+01:00"
    )
    assert (call.title, call.buyer.name, call.places) == (
        "Un avis",
        "Ville du Val",
        (Place(departement="92", town="Neuilly"),),
    )
    assert call.deadline is not None
    assert call.deadline.at.day == 9


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ("<table><tr><th>Date limite de remise des plis</th><td>05/12/2026 12:00</td></tr></table>", 5),
        ("<p>Date et heure limites de réception des offres : 05/12/2026 à 12h00</p>", 5),
        ("<p>Deux bâtiments à peindre. Remise des offres : 5 décembre 2026 à 12 h.</p>", 5),
        ("<p>Date limite de retrait du dossier : 05/12/2026</p>", None),
        ("<p>Réception : 05/12/2026</p>", None),
        ("<p>Remise des prix : 05/12/2026</p>", None),
        ("<p>Remise des offres : bientôt</p>", None),
    ],
)
def test_a_deadline_is_read_beside_its_own_label_only(markup: str, day: int | None) -> None:
    found = completed(f"<main>{markup}</main>").deadline
    assert (found.at.day if found else None) == day


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Lieu d’exécution : 01999 Valfleuri.", Place(postcode="01999", town="Valfleuri")),
        ("Lieu principal d'exécution : Valfleuri (01)", Place(departement="01", town="Valfleuri")),
        ("Lieu de retrait : Valfleuri (01)", None),
        ("Lieu d'exécution : voir le cahier des charges", None),
    ],
)
def test_a_place_is_read_beside_its_own_label_only(words: str, place: Place | None) -> None:
    assert completed(f"<main><p>{words}</p></main>").places == ((place,) if place else ())


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7 ...", b"\x00\x01", b"<", "été".encode("latin-1"), b"<p>" * 3000])
def test_a_page_that_says_nothing_leaves_what_the_item_said(body: bytes) -> None:
    (request, _) = read(RSS).following
    (call,) = feed().read(request, body).notices
    assert call.title == "Blanchisserie de la résidence fictive"


def test_when_a_page_is_refused_the_feed_says_what_it_can() -> None:
    source = feed()
    (request, _) = source.read(source.requests(NOW, NOW)[0], RSS).following
    (again,) = source.refused(request, 404, b"") or ()
    assert again.url.startswith("https://annonces.example.org/rss#")
    (call,) = source.read(again, RSS).notices
    assert call.title == "Blanchisserie de la résidence fictive"
    assert source.read(again, RSS).following == ()


def test_a_refused_feed_is_an_error() -> None:
    assert feed().refused(feed().requests(NOW, NOW)[0], 403, b"") is None


@pytest.mark.parametrize(
    "link",
    [
        "http://169.254.10.10/x",
        "https://annonces.example.org.evil.example/x",
        "https://annonces.example.org:8443/x",
        "https://annonces.example.org:port/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//annonces.example.org/x",
        "https://[::1/x",
        "",
    ],
)
def test_an_address_of_another_host_is_never_followed(link: str) -> None:
    body = RSS.replace(b"https://annonces.example.org/appels/4102?vue=1&amp;page=2", link.encode())
    assert [request.url for request in read(body).following] == ["https://annonces.example.org/attribution/4104"]


def test_an_item_that_says_nothing_is_kept_aside_and_the_others_go_on() -> None:
    (kept,) = read(RSS).rejects
    assert kept.reason == "l'entrée du flux n'a ni titre, ni lien, ni identifiant"
    assert "ne dit rien" in json.loads(kept.content)["summary"]
    assert feed().reread(kept.content).rejects[0].reason == "l'entrée du flux gardée n'est pas lisible"


def test_an_item_kept_aside_can_be_read_again() -> None:
    (call,) = feed().reread(item(title="Tri de papiers").as_json().encode()).notices
    assert (call.id, call.title) == ("annonces:1", "Tri de papiers")


def test_a_damaged_feed_goes_on_with_the_items_that_are_whole() -> None:
    unescaped = RSS.replace(b"Tri de papiers, site tiers", b"Tri & collecte <papiers>")
    assert len(read(unescaped).notices) == 2
    cut = read(RSS[: RSS.index(b"site tiers")])
    assert [call.publisher_id for call in cut.notices] == ["4101"]  # the third item is cut: it will come again
    assert len(cut.following) == 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<!DOCTYPE html><html><body>Connexion</body></html>", "répond par une page web"),
        (b"", "n'est plus lisible"),
        (b'{"items": []}', "n'est plus lisible"),
        (b"\x89PNG\r\n\x1a\n\x00", "n'est plus lisible"),
        (b"/etc/passwd", "n'est plus lisible"),
        (b"https://annonces.example.org/rss", "n'est plus lisible"),
        (RSS[:500], "est coupé avant sa première annonce"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>', "déclare des entités XML"),
    ],
)
def test_a_feed_that_is_no_longer_one_is_told_in_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(SourceChanged) as caught:
        read(body)
    assert sentence in caught.value.sentence
    assert (caught.value.source, caught.value.address) == ("annonces", "https://annonces.example.org/rss")


def test_an_empty_feed_is_a_feed() -> None:
    assert read(b'<rss version="2.0"><channel><title>Vide</title></channel></rss>') == Page()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"title": "Attribution : tri"}, NoticeKind.AWARD),
        ({"title": "Avis d'attribution – tri"}, NoticeKind.AWARD),
        ({"title": "Résultat de marché"}, NoticeKind.AWARD),
        ({"title": "Avis d’annulation"}, NoticeKind.CANCELLATION),
        ({"title": "Avis rectificatif"}, NoticeKind.CORRECTION),
        ({"title": "Avis de pré-information"}, NoticeKind.PRIOR),
        ({"title": "Gestion de l'attribution de logements"}, NoticeKind.CALL),
        ({"categories": "Services\nAvis d'attribution"}, NoticeKind.AWARD),
        ({"link": "https://x.example.org/am-123"}, NoticeKind.AWARD),
        ({"link": "https://x.example.org/annulation/12"}, NoticeKind.CANCELLATION),
        ({"link": "https://x.example.org/appels/12"}, NoticeKind.CALL),
    ],
)
def test_awards_and_cancellations_in_the_same_feed_are_told_apart(said: dict, expected: NoticeKind) -> None:
    assert kind(item(**said)) is expected


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("92 - Bois-Clair", Place(departement="92", town="Bois-Clair")),
        ("1 – Bourg", Place(departement="01", town="Bourg")),
        ("2A - Porto", Place(departement="2A", town="Porto")),
        ("974 - Saint-Exemple", Place(departement="974", town="Saint-Exemple")),
        ("38999 Bois-Clair", Place(postcode="38999", town="Bois-Clair")),
        ("", None),
    ],
)
def test_a_location_is_a_departement_and_a_town(words: str, place: Place | None) -> None:
    assert location(words) == place


def test_two_items_of_one_identifier_are_one_and_ids_stay_the_same() -> None:
    twice = RSS.replace(b">4103<", b">4101<")
    assert [call.publisher_id for call in read(twice).notices] == ["4101"]
    long = item(key="https://annonces.example.org/" + "x" * 500)
    assert notice(long, "annonces").publisher_id == notice(long, "annonces").publisher_id
    assert len(long.publisher_id) == 16


def test_a_feed_says_who_it_is_and_how_often_it_is_read() -> None:
    source = Feed("exemple", "https://annonces.example.org:8443/rss?a=1", every=timedelta(minutes=30))
    assert (source.title, source.home, source.rhythm) == (
        "exemple",
        "https://annonces.example.org:8443",
        timedelta(minutes=30),
    )
    with pytest.raises(ValueError, match="not http"):
        Feed("mauvais", "file:///etc/passwd")


@pytest.mark.parametrize(("body", "step"), [(RSS, "feed"), (ATOM, "feed"), (PAGE, "item")], ids=["rss", "atom", "page"])
def test_no_damage_brings_the_reading_down(body: bytes, step: str) -> None:
    chance = random.Random(step)
    request = read(RSS).following[0] if step == "item" else feed().requests(NOW, NOW)[0]
    damage = (b"", b"<", b'"', b"\x00", b"\xff", b"&", b">", b"]]>", b"<![CDATA[", b"&#x1F600;")
    for _ in range(250):
        content = bytearray(body)
        for _ in range(chance.choice((1, 3, 20))):
            spot = chance.randrange(len(content))
            content[spot : spot + chance.choice((0, 1, 40))] = chance.choice(damage)
        try:
            found = feed().read(
                request, bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
            )
        except SourceChanged as error:
            assert error.sentence
            continue
        assert all(notice.title and "\x00" not in str(notice) for notice in found.notices)


def test_a_declared_encoding_that_is_damaged_is_told_in_a_sentence() -> None:
    with pytest.raises(SourceChanged, match="n'est plus lisible"):
        read(RSS.replace(b'encoding="UTF-8"', b'encoding="\xff\xff"'))


def test_an_item_without_a_date_has_none() -> None:
    assert [call.published for call in read(RSS).notices] == [date(2026, 11, 3), None]
