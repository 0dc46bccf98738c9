"""Who came for a page and had to open their settings first lands on that page, on any device, and nowhere else."""

from urllib.parse import urlencode

import pytest

from bot.pages.way_back import asking_from, ours
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.stories import CLAIRE, link_received, mailbox, plain, subscribe
from tests.bot.pages.visitor import Visitor

OURS = (
    "/reseaux",
    "/reseaux/demander",
    "/reseaux/12",
    "/reseaux/12/radar",
    "/reseaux/12/territoire",
    "/reseaux/12/ne-plus-animer",
    "/reseaux/12/diffusions/7",
    "/reseaux/12/membres/3f9a01bc/retirer",
    "/groupes",
)
STRANGE = (
    "",
    "/",
    "//ailleurs.example",
    "///ailleurs.example",
    "/\\ailleurs.example",
    "\\\\ailleurs.example",
    "https://ailleurs.example/reseaux",
    "https:/reseaux",
    "javascript:alert(1)",
    "ailleurs.example/reseaux",
    "//ailleurs.example/reseaux/12",
    "/reseaux//ailleurs.example",
    "/reseaux/12//radar",
    "/reseaux/12/../../sortir",
    "/reseaux/12/%2e%2e/sortir",
    "/reseaux/12/radar?suite=//ailleurs.example",
    "/reseaux/12/radar#//ailleurs.example",
    "/reseaux/12/radar@ailleurs.example",
    "/reseaux/12/radar\r\nSet-Cookie: a=b",
    "/reseaux/12/rad\tar",
    "/reseaux.ailleurs.example",
    "/reseaux/１２",
    "/reseaux/12/Radar",
    "/reseaux/12/radar/",
    "/reseaux/" + "1" * 19,
    "/reseaux/12/" + "a" * 100,
    "/reseaux/12/inviter/n_" + "A" * 43,
    "/i/m_" + "A" * 43,
    "/reglages/effacer",
    "/sortir",
    "/entrer/a_" + "A" * 43,
)


@pytest.fixture
def subscriber(house: House, visitor: Visitor, clock: Clock) -> Visitor:
    subscribe(house, visitor)
    clock.later(hours=2)
    return visitor


@pytest.mark.parametrize("path", OURS)
def test_our_own_pages_are(path: str) -> None:
    assert ours(path) == path
    assert asking_from(path) == f"/acces?vers={path}"


@pytest.mark.parametrize("path", STRANGE)
def test_the_rest_is_ignored(path: str) -> None:
    assert ours(path) == ""
    assert asking_from(path) == "/acces"


@pytest.mark.parametrize("path", ["/reseaux/12/radar", "/reseaux", "/groupes"])
def test_from_a_letter_to_its_page_on_another_device(house: House, subscriber: Visitor, path: str) -> None:
    """The phone asks; the computer, where the mailbox is, opens the link."""
    phone, computer = Visitor(house, "192.0.2.8"), Visitor(house, "192.0.2.9")
    turned = phone.get(path)
    assert (turned.status_code, turned.headers["location"]) == (303, f"/acces?vers={path}")
    page = phone.get(turned.headers["location"])
    assert f'<input type="hidden" name="vers" value="{path}">' in page.text
    assert "la page que vous vouliez ouvrir" in plain(page.text)
    sent = phone.post("/acces", {"adresse": CLAIRE, "vers": path})
    assert f'<a href="/acces?vers={path}">' in sent.text, "an address that was mistyped loses nothing"
    link = link_received(house)
    assert "ramène à la page que vous vouliez ouvrir" in plain(computer.get(link).text)
    entered = computer.post(link)
    assert (entered.status_code, entered.headers["location"]) == (303, path)
    assert computer.get("/reseaux").status_code == 200
    assert phone.get("/reseaux").status_code == 303, "asking opened nothing"


@ONE_DATABASE
def test_a_page_asked_for_with_more_than_its_path_comes_back_by_its_path(house: House, subscriber: Visitor) -> None:
    nobody = Visitor(house, "192.0.2.8")
    assert nobody.get("/reseaux?fait=//ailleurs.example").headers["location"] == "/acces?vers=/reseaux"
    assert nobody.get("/reglages").headers["location"] == "/acces"


@ONE_DATABASE
def test_an_error_in_the_address_keeps_the_page(house: House, subscriber: Visitor) -> None:
    wrong = Visitor(house, "192.0.2.8").post("/acces", {"adresse": "claire@", "vers": "/groupes"})
    assert wrong.status_code == 422
    assert 'name="vers" value="/groupes"' in wrong.text


@pytest.mark.parametrize("strange", STRANGE)
@ONE_DATABASE
def test_nobody_is_led_elsewhere(house: House, subscriber: Visitor, strange: str) -> None:
    """Neither by the address of a page, nor by a form, nor by a row that is not ours."""
    browser = Visitor(house, "192.0.2.8")
    page = browser.get(f"/acces?{urlencode({'vers': strange})}")
    assert 'name="vers"' not in page.text
    browser.post("/acces", {"adresse": CLAIRE, "vers": strange})
    kind, cause = mailbox(house.database)[-1]
    assert (kind, set(cause)) == ("access", {"address", "person"})
    assert browser.post(link_received(house)).headers["location"] == "/reglages"


@ONE_DATABASE
def test_nothing_tells_whose_the_address_is(house: House, subscriber: Visitor) -> None:
    stranger, nobody_s = Visitor(house, "192.0.2.8"), "personne@jardins.example.org"
    known, unknown = (
        stranger.post("/acces", {"adresse": one, "vers": "/reseaux/12/radar"}) for one in (CLAIRE, nobody_s)
    )
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(CLAIRE, "…") == unknown.text.replace(nobody_s, "…")
    assert [kind for kind, _ in mailbox(house.database)] == ["confirmation", "access"]


@ONE_DATABASE
def test_a_form_posted_too_late_does_nothing_and_says_so(house: House, subscriber: Visitor) -> None:
    answer = Visitor(house).post("/reseaux/12/silence")
    assert answer.status_code == 403
    assert "location" not in answer.headers
    assert "rien n’a été changé" in answer.text
