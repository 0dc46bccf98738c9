"""Looking for partners on the pages: from an alert to two names, without a name before both said yes."""

import re
from html import unescape

import pytest

from alerts.links.signed import LinkKind
from alerts.model.network import Call, Shares
from alerts.services import access
from alerts.store import calls, people
from alerts.store.engine import Database
from tests.alerts.services.callers import SEEKER, Told, asked, looking
from tests.alerts.services.networked import MEMBERS
from tests.alerts.services.stories import NOON
from tests.bot.pages.conftest import ONE_DATABASE, Clock, house_of
from tests.bot.pages.network.scene import COOKIE
from tests.bot.pages.readers import everything
from tests.bot.pages.stories import plain
from tests.bot.pages.visitor import BASE, Visitor


class Pages(Told):
    """Whoever has a link, in their browser."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, *looking(database))
        self.house = house_of(database, Clock(NOON))
        self.visitor = Visitor(self.house)

    def membership(self, structure_id: str) -> int:
        with self.database.read() as session:
            held = people.membership_in(session, self.circle.person(structure_id), structure_id)
        assert held is not None
        return held.id

    def path(self, kind: LinkKind, *subject: object) -> str:
        assert self.house.links is not None
        return self.house.links.url(kind, *subject, now=NOON).removeprefix(BASE)

    def entered(self, structure_id: str) -> Visitor:
        """Its manager, with their settings open."""
        found = Visitor(self.house, "192.0.2.9")
        with self.database.write() as session:
            found.take_cookies({COOKIE: access.let_in(session, self.circle.person(structure_id), NOON)})
        return found

    @property
    def search(self) -> str:
        return self.path(LinkKind.OPPORTUNITY, self.membership(SEEKER), self.match) + "/partenaires?lot=1"

    def of(self, structure_id: str, *about: object) -> str:
        return self.path(LinkKind.CALL, self.membership(structure_id), *about)

    def html(self, path: str) -> str:
        answer = self.visitor.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def read(self, path: str) -> str:
        return unescape(plain(self.html(path))).replace("\u00a0", " ")

    def press(self, path: str, **fields: str) -> str:
        """What is read on the page to which it leads."""
        answer = self.visitor.post(path, fields)
        assert answer.status_code == 303, plain(answer.text)
        return self.read(answer.headers["location"])

    def begun(self) -> Call:
        self.press(self.search, reseau=str(self.circle.id), choix="decide")
        with self.database.read() as session:
            return calls.of_structure(session, SEEKER)[0]


@pytest.fixture
def pages(database: Database) -> Pages:
    return Pages(database)


def test_from_an_alert_to_two_names(pages: Pages) -> None:
    opportunity = pages.search.partition("/partenaires")[0]
    assert f'href="{opportunity}/partenaires"' in pages.html(opportunity)
    page = pages.read(pages.search)
    assert "Il vous manque : le métier « Espaces verts et entretien extérieur » et des heures d’insertion" in page
    assert "10 membres pourraient vous compléter" in page
    assert "Votre appel est parti, sans votre nom." in pages.press(
        pages.search, reseau=str(pages.circle.id), choix="decide"
    )
    with pages.database.read() as session:
        call = calls.of_structure(session, SEEKER)[0]
    first = asked(pages.database, call)[0]
    theirs = pages.of(first.structure_id, call.id, first.rank)
    assert "Une structure de « Pôle fictif des Cimes » cherche qui apporte le métier" in pages.read(theirs)
    assert "Vous serez prévenus si l’autre structure dit oui" in pages.press(theirs, geste="oui")
    own = pages.of(SEEKER, call.id, 0, "s")
    assert "Un membre (statut d’association intermédiaire, Isère) apporte" in pages.read(own)
    assert "vos noms sont échangés" in pages.press(own, rang=str(first.rank), geste="oui")
    assert pages.name(first.structure_id) in pages.read(own)
    page = pages.read(theirs)
    assert "Membre 8" in page
    assert "04 00 00 00 08" in page
    assert "Oui, échanger" not in page
    assert f'href="{BASE}/g/' in pages.html(theirs), "the room of their group"


def test_from_the_search_itself_the_seeker_answers_and_closes(pages: Pages) -> None:
    call = pages.begun()
    first = asked(pages.database, call)[0]
    pages.press(pages.of(first.structure_id, call.id, first.rank), geste="oui")
    told = {"appel": str(call.id), "rang": str(first.rank)}
    assert "Ce n’est dit à personne" in pages.press(pages.search, **told, geste="non")
    assert "Personne n’a encore dit oui" in pages.read(pages.search)
    assert "L’appel est clos" in pages.press(pages.search, appel=str(call.id), geste="clos")
    assert "Je décide à chaque fois" in pages.read(pages.search), "it may be opened again"
    assert "on ne peut plus y répondre" in pages.read(pages.of(first.structure_id, call.id, first.rank))


def test_who_lost_the_letter_finds_the_calls_again(pages: Pages) -> None:
    """From « Mes réglages »: what one looks for, what one was asked; not what one said no to, nor what is closed."""
    call = pages.begun()
    first, second = asked(pages.database, call)[:2]
    own, theirs = pages.entered(SEEKER), pages.entered(first.structure_id)
    page = unescape(own.get("/groupes").text)
    assert "Ce que vous cherchez" in page
    assert "Ce qu’on vous propose" not in page
    link = page.partition(f'href="{BASE}/p/')[2].partition('"')[0]
    assert "Votre appel" in pages.read(f"/p/{link}")
    page = unescape(theirs.get("/groupes").text)
    assert "Ce qu’on vous propose" in page
    assert set(re.findall(r"Membre \d+", page)) == {pages.name(first.structure_id)}, "the seeker is named to nobody yet"
    link = page.partition(f'href="{BASE}/p/')[2].partition('"')[0]
    pages.press(f"/p/{link}", geste="non")
    assert "/p/" not in theirs.get("/groupes").text
    pages.press(pages.of(SEEKER, call.id, 0, "s"), geste="clos")
    for browser in (own, pages.entered(second.structure_id)):
        assert "/p/" not in browser.get("/groupes").text
        assert "Vous n’êtes dans aucun groupe" in browser.get("/groupes").text


def test_no_name_nor_id_on_any_page_before_both_said_yes(pages: Pages) -> None:
    """The whole of the HTML, addresses of links and forms too."""
    call = pages.begun()
    first = asked(pages.database, call)[0]
    pages.press(pages.of(first.structure_id, call.id, first.rank), geste="oui")
    seen = {
        SEEKER: [pages.search, pages.of(SEEKER, call.id, 0, "s"), pages.of(SEEKER, call.id, 1, "s")],
        first.structure_id: [pages.of(first.structure_id, call.id, first.rank)],
    }
    for structure_id, paths in seen.items():
        for path in paths:
            html = pages.html(path)
            assert set(re.findall(r"Membre \d+", html)) <= {pages.name(structure_id)}, path
            assert re.findall(r"\bm\d\d\b", html) == []
            assert "04 00 00 00" not in html


def test_looking_changes_nothing(pages: Pages) -> None:
    call = pages.begun()
    first = asked(pages.database, call)[0]
    before = everything(pages.database)
    for path in (pages.search, pages.of(SEEKER, call.id, 0, "s"), pages.of(first.structure_id, call.id, first.rank)):
        pages.html(path)
        assert pages.visitor.head(path).status_code == 200
    assert everything(pages.database) == before


def test_links_of_somebody_else_open_nothing(pages: Pages) -> None:
    """Each link is good for whom it names: signed, then looked at again."""
    call = pages.begun()
    first, second = asked(pages.database, call)[:2]
    pages.press(pages.of(first.structure_id, call.id, first.rank), geste="oui")
    before = everything(pages.database)
    wrong = {
        "a member that was not asked, as a candidate": pages.of("m02", call.id, first.rank),
        "the same, as the seeker": pages.of("m02", call.id, 0, "s"),
        "a candidate, as another": pages.of(second.structure_id, call.id, first.rank),
        "a candidate, as the seeker": pages.of(first.structure_id, call.id, 0, "s"),
        "the seeker, as a candidate": pages.of(SEEKER, call.id, first.rank),
        "a call that is not there": pages.of(SEEKER, 9_999, 0, "s"),
        "a rank that is not there": pages.of(first.structure_id, call.id, 99),
    }
    said = set()
    for why, path in wrong.items():
        answer = pages.visitor.get(path)
        assert answer.status_code in (403, 404), why
        said.add(re.sub(r"\s+", " ", plain(answer.text)))
        assert pages.visitor.post(path, {"geste": "oui", "rang": str(first.rank)}).status_code in (403, 404), why
    assert len(said) == 1, "in the same words, whatever is missing"
    assert everything(pages.database) == before


@ONE_DATABASE
@pytest.mark.parametrize("tail", ["", "x", ".", "~"])
def test_a_forged_link(pages: Pages, tail: str) -> None:
    path = pages.of(SEEKER, pages.begun().id, 0, "s")
    assert pages.visitor.get(f"{path[:-4]}{tail}").status_code in (400, 403, 404, 410)


@ONE_DATABASE
def test_links_of_another_shape(pages: Pages) -> None:
    call = pages.begun()
    for about in ((), (call.id,), (call.id, 1, "x"), (call.id, 1, "s", "s"), ("un", 1), (call.id, "²"), ("9" * 30, 1)):
        assert pages.visitor.get(pages.of(SEEKER, *about)).status_code in (400, 403, 404, 410), about


@ONE_DATABASE
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"reseau": "1"},
        {"reseau": "1", "choix": "toujours"},
        {"reseau": "x", "choix": "decide"},
        {"reseau": "9" * 30, "choix": "decide"},
        {"reseau": "²", "choix": "decide"},
        {"reseau": "2", "choix": "decide"},  # of somebody else
        {"reseau": "9999", "choix": "avance"},
        {"geste": "oui", "appel": "1", "rang": "-1"},
        {"geste": "oui", "appel": "9999", "rang": "1"},
        {"geste": "peut-être", "appel": "1", "rang": "1"},
    ],
)
def test_forged_forms_change_nothing(pages: Pages, fields: dict[str, str]) -> None:
    before = everything(pages.database)
    answer = pages.visitor.post(pages.search, fields)
    assert 400 <= answer.status_code < 500
    assert everything(pages.database) == before


@ONE_DATABASE
def test_nobody_to_ask_says_what_is_missing(pages: Pages) -> None:
    for one in MEMBERS:
        if one.id != SEEKER:
            pages.shares(one.id, Shares(calls=False))
    page = pages.read(pages.search)
    assert "Il vous manque : le métier" in page
    assert "Personne, dans ce réseau, ne semble pouvoir l’apporter" in page
    assert "radar" in page
    assert "Je décide à chaque fois" not in page
    assert pages.visitor.post(pages.search, {"reseau": str(pages.circle.id), "choix": "decide"}).status_code == 409


@ONE_DATABASE
def test_a_structure_of_no_network(pages: Pages) -> None:
    pages.leaves(SEEKER)
    assert "ne fait partie d’aucun réseau ouvert" in pages.read(pages.search)
