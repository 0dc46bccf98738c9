"""The territory of a network on our pages: who opens it, by a link or in the session; periods, proofs, tables."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from httpx import Response

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.links.signed import LinkKind
from alerts.matching.document import describe
from alerts.messages.network.territory_files import TABLES
from alerts.network.scorecard import Pact, Supply, Territory
from alerts.services import looking, network_animating, network_leaving
from alerts.territory.france import France
from bot.pages import territory as page
from bot.pages.way_back import asking_from
from bot.wiring import House
from scrapers.notice import Buyer, Notice, Place
from tests.alerts.messages.network.territories import year
from tests.alerts.services.stories import at, ingested, lot, notice, says
from tests.bot.pages.conftest import MONDAY, ONE_DATABASE, Clock
from tests.bot.pages.network.broadcasts import plain
from tests.bot.pages.network.scene import Scene, scene_in

EVERYBODY = ("nobody", "doris", "bilal", "anne", "nadia", "claire")
INSIDE = {"bilal", "anne", "nadia"}
PATHS = ("", *(f"/{name}.csv" for name in TABLES))


def link(scene: Scene, who: str, network: int | None = None) -> str:
    assert scene.house.links is not None
    number = scene.network.id if network is None else network
    token = scene.house.links.token(LinkKind.TERRITORY, scene.people[who], number, now=scene.house.clock())
    return f"/t/{token}"


def call(number: int, day: date, text: str = "", **changed: object) -> Notice:
    """In Ain, of the trade of the Jardins."""
    given = notice(
        f"26-92{number:04d}",
        title=f"Parc <fictif> n° {number} & abords",
        published=day,
        buyer=Buyer("Commune fictive & <Cie>"),
        deadline=at(10),
        passages=says(text) if text else (),
        lots=(lot("1", cpv=("77310000",), places=(Place(departement="01"),)),),
    )
    return replace(given, **changed)  # type: ignore[arg-type]


def seen(house: House, *notices: Notice) -> None:
    ingested(house.database, *notices, now=MONDAY)
    looking.look(house.database, read_notice, lambda one, held: describe(one, held, France.load(), may_answer), MONDAY)


RESERVED = "Le marché est réservé aux structures d'insertion par l'activité économique (article L2113-13)."


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", EVERYBODY)
@ONE_DATABASE
def test_who_opens_it_in_the_session(house: House, who: str, path: str) -> None:
    scene = scene_in(house)
    answer = scene[who].get(f"{scene.base}/territoire{path}")
    if who in INSIDE:
        assert answer.status_code == 200
    elif who == "nobody":
        assert answer.status_code == 303
        assert answer.headers["location"] == asking_from(f"{scene.base}/territoire{path}")
    else:
        assert answer.status_code == 403
        assert "insertion" not in answer.text, "not even its name"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", [one for one in EVERYBODY if one != "nobody"])
@ONE_DATABASE
def test_who_opens_it_by_a_link(house: House, who: str, path: str) -> None:
    """Nobody is logged in: the link names somebody, and their right is looked at each time."""
    scene = scene_in(house)
    answer = scene["nobody"].get(link(scene, who) + path)
    assert answer.status_code == (200 if who in INSIDE else 403)
    if who not in INSIDE:
        assert "insertion" not in answer.text, "not even its name"


@pytest.mark.parametrize("path", PATHS)
@ONE_DATABASE
def test_a_link_dies_with_the_right_that_it_gave(house: House, path: str) -> None:
    scene = scene_in(house)
    links = {who: link(scene, who) + path for who in INSIDE}
    with house.database.write() as session:
        network_leaving.leave(session, scene.people["anne"], scene.network.id, scene.jardins.id, MONDAY)
        token = network_animating.invite_by_host(session, scene.network.id, MONDAY)
        network_animating.accept(session, token, scene.people["claire"], MONDAY)
        network_animating.step_down(session, scene.people["nadia"], scene.network.id)
    for who, url in links.items():
        answer = scene["nobody"].get(url)
        assert (answer.status_code, NAME in answer.text) == (403, False), who


NAME = "Réseau d’insertion"


@pytest.mark.parametrize("path", PATHS)
@ONE_DATABASE
def test_a_link_is_for_one_network_for_ninety_days(house: House, clock: Clock, path: str) -> None:
    scene = scene_in(house)
    anonymous, hers = scene["nobody"], link(scene, "nadia")
    assert anonymous.get(link(scene, "nadia", scene.other.id) + path).status_code == 403
    assert anonymous.get(hers[:-2] + "AA" + path).status_code == 404
    assert anonymous.get(hers.replace("/t/", "/k/") + "x").status_code == 404
    clock.later(days=90)
    assert anonymous.get(hers + path).status_code == 200
    clock.later(days=1)
    assert anonymous.get(hers + path).status_code == 410


@ONE_DATABASE
def test_the_link_opens_nothing_else_and_the_page_changes_nothing(house: House) -> None:
    scene = scene_in(house)
    answer = scene["nobody"].get(link(scene, "nadia"))
    assert "set-cookie" not in answer.headers
    assert f'href="{scene.base}' not in answer.text, "no menu: its pages are behind the session"
    assert scene["nobody"].post(link(scene, "nadia")).status_code == 405
    assert scene["nobody"].get(scene.base).status_code == 303


@pytest.mark.parametrize("name", ["autre", "chiffres.csv", "..%2fchiffres", "CHIFFRES", "é"])
@ONE_DATABASE
def test_a_table_that_is_none(house: House, name: str) -> None:
    scene = scene_in(house)
    assert scene["nadia"].get(f"{scene.base}/territoire/{name}.csv").status_code == 404
    assert scene["doris"].get(f"{scene.base}/territoire/{name}.csv").status_code in (403, 404)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "Du 1er décembre 2025 au 23 novembre 2026"),
        ("?periode=annee", "Du 1er décembre 2025 au 23 novembre 2026"),
        ("?periode=mois", "Du 1er novembre 2026 au 23 novembre 2026"),
        ("?periode=mois-dernier", "Octobre 2026"),
        ("?periode=depuis&depuis=2026-02-14", "Du 14 février 2026 au 23 novembre 2026"),
        ("?periode=depuis&depuis=2049-01-01", "23 novembre 2026"),
        ("?periode=depuis&depuis=hier", "Du 1er décembre 2025 au 23 novembre 2026"),
        ("?periode=%00&depuis=", "Du 1er décembre 2025 au 23 novembre 2026"),
    ],
)
@ONE_DATABASE
def test_the_period_stands_in_the_address(house: House, asked: str, said: str) -> None:
    scene = scene_in(house)
    answer = scene["anne"].get(f"{scene.base}/territoire{asked}")
    assert answer.status_code == 200
    assert f"<h2>{said}</h2>".replace("'", "’") in answer.text.replace("\u00a0", " ")


def test_it_counts_what_was_read(house: House) -> None:
    scene = scene_in(house)
    november, october = date(2026, 11, 20), date(2026, 10, 5)
    seen(house, call(1, november, RESERVED), call(2, november), call(3, october))
    text = plain(scene["anne"].get(f"{scene.base}/territoire?periode=mois").text)
    assert "Annonces vues 2 Lots réservés 1 Lots à clause sociale 0" in text
    assert "Annonces où un membre répond non montré" in text
    assert "Commune fictive &amp; &lt;Cie&gt;" in text
    assert "Chiffres du lundi 23 novembre 2026 à 10 h 00" in text
    year_of_it = plain(scene["anne"].get(f"{scene.base}/territoire").text)
    assert "Annonces vues 3" in year_of_it
    assert "octobre 2026 1" in year_of_it
    assert "Les annonces ne sont lues que depuis le 5 octobre 2026 : le début de la période manque." in year_of_it


def test_tables_hold_the_period_that_is_shown(house: House) -> None:
    scene = scene_in(house)
    seen(house, call(1, date(2026, 11, 20), RESERVED), call(3, date(2026, 10, 5)))
    shown = scene["anne"].get(f"{scene.base}/territoire?periode=mois-dernier").text
    address = f"{scene.base}/territoire/annonces.csv?periode=mois-dernier"
    assert f'href="{address}"' in shown
    file = scene["anne"].get(address)
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.headers["content-disposition"] == 'attachment; filename="territoire-annonces-2026-10-01-2026-10-31.csv"'
    _, *rows = table_in(file)
    assert [row[1] for row in rows] == ["Parc <fictif> n° 3 & abords"]
    by_link = scene["nobody"].get(link(scene, "anne") + "/annonces.csv?periode=mois-dernier")
    assert by_link.content == file.content


def table_in(answer: Response) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def shows(monkeypatch: pytest.MonkeyPatch, scene: Scene, found: Territory) -> str:
    """The page of these figures, for Anne."""
    told = replace(found, network=scene.network, generated_at=datetime(2026, 11, 2, 9, tzinfo=UTC))
    monkeypatch.setattr(page.territory, "of_network", lambda *_: told)
    return scene["anne"].get(f"{scene.base}/territoire").text


@ONE_DATABASE
def test_proofs_are_quoted_with_their_notices(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    html = shows(monkeypatch, scene_in(house), year())
    text = plain(html)
    assert "Oui, avec preuve . 31 annonces lues, dont 12 avec une clause ou un critère." in text
    assert "Le titulaire réserve 300 heures à des personnes éloignées de l'emploi." in text
    assert "Clause sociale, 300 heures. Lot 2 : maçonnerie. Avis du 14 septembre 2026 :" in text
    assert '<a href="https://avis.example.org/boamp/26-900210" rel="noreferrer">' in html
    assert "À vérifier . Deux acheteurs portent ce nom : à vérifier." in text
    assert "Pas trouvé dans les avis lus : 2" in text
    assert "Saint-Exemple &lt;sur-Rien&gt;" in text
    assert "Communes sans aucun avis lu : 211 sur 214." in text
    assert "Demandés, et offerts par aucun membre : Nettoyage de locaux (12 lots)" in text
    assert "Un lot peut être réservé et à clause." in text


@ONE_DATABASE
def test_bars_are_drawn_for_eyes_and_figures_written_for_all(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    html = shows(monkeypatch, scene_in(house), year())
    assert html.count("<svg") == html.count('class="drawn" aria-hidden="true"><svg')
    assert '<rect width="100.0" height="10"/>' in html
    assert "style=" not in html
    assert "<script" not in html
    assert html.count("<caption") == html.count("<table")


@ONE_DATABASE
def test_a_territory_without_anything_is_told_as_such(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_in(house)
    assert "Aucune annonce n'a encore été lue" in plain(scene["anne"].get(f"{scene.base}/territoire").text)
    empty = replace(year(), by_month=(), by_trade=(), by_buyer=(), supply=Supply(), pact=Pact(), rules=())
    text = plain(shows(monkeypatch, scene, empty))
    assert "Aucun métier n'a été demandé ni offert sur cette période." in text
    assert "Aucun avis d'une collectivité du territoire n'a été lu sur cette période." in text


@ONE_DATABASE
def test_a_proof_whose_address_no_browser_should_open(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    found = year()
    (region, *others) = found.pact.authorities
    assert region.proof is not None
    forged = replace(region, proof=replace(region.proof, url="javascript:alert(1)", hours=None, lot=None))
    html = shows(monkeypatch, scene_in(house), replace(found, pact=replace(found.pact, authorities=(forged,))))
    assert "javascript" not in html
    assert others


@ONE_DATABASE
def test_much_is_left_to_the_files(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    found = year()
    buyers = tuple(replace(found.by_buyer[0], key=str(n), label=f"Acheteur {n}") for n in range(40))
    named = tuple(replace(found.pact.authorities[2], name=f"Commune {n}") for n in range(500))
    told = replace(found, by_buyer=buyers, pact=replace(found.pact, authorities=named))
    html = shows(monkeypatch, scene_in(house), told)
    assert "Acheteurs qui sont seulement dans le fichier : 15." in plain(html)
    assert "Collectivités qui sont seulement dans le fichier : 300." in plain(html)
    assert len(html) < 200_000
