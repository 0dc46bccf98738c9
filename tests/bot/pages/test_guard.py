"""What surrounds every page: sizes, shapes, errors that nobody foresaw, forms of other sites."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from bot.pages.site import Site
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.stories import WISH, plain
from tests.bot.pages.visitor import Visitor

FORM = "application/x-www-form-urlencoded"

pytestmark = ONE_DATABASE


@pytest.mark.parametrize("path", ["/inscription", "/acces"])
def test_a_body_beyond_64_kilobytes_is_refused(visitor: Visitor, path: str) -> None:
    answer = visitor.post_bytes(path, b"nom=" + b"x" * 65_536, content_type=FORM)
    assert answer.status_code == 413
    assert "Envoi trop long" in answer.text
    assert visitor.post_bytes(path, b"nom=" + b"x" * 60_000, content_type=FORM).status_code == 422


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b", "application/json", "text/plain"])
def test_what_is_no_form_is_refused(visitor: Visitor, kind: str) -> None:
    answer = visitor.post_bytes("/inscription", b"{}", content_type=kind)
    assert answer.status_code == 415
    assert "Envoi illisible" in answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"\xff\xfe", 415), (b"%ff%fe=%00", 422), (b"a=b&" * 501, 415), (b"=", 422), (b"", 422), (b"&" * 400, 422)],
)
def test_odd_bodies_are_answered_all_the_same(visitor: Visitor, body: bytes, status: int) -> None:
    assert visitor.post_bytes("/inscription", body, content_type=FORM).status_code == status


def test_what_cannot_be_seen_is_not_kept(visitor: Visitor) -> None:
    name = "Les\0 Jar\u202edins fictifs\x1b[2J"
    assert 'value="Les Jardins fictifs[2J"' in visitor.post("/inscription", {**WISH, "nom": name, "voir": "1"}).text


def test_what_nobody_foresaw_is_an_apology_with_a_code_and_nothing_personal_in_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Site, "page", _broken(Site.page, "accueil", "claire@jardins.example.org"))
    with caplog.at_level(logging.ERROR):
        answer = Visitor(house).get("/")
    assert answer.status_code == 500
    assert "Une erreur de notre côté" in answer.text
    assert "claire@" not in answer.text + caplog.text
    code = plain(answer.text).partition("citez le code ")[2].split()[0]
    assert code.startswith("E-")
    assert f"{code} RuntimeError" in caplog.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("headers", [{"sec_fetch_site": "same-origin"}, {"origin": "https://vigie.example"}, {}])
def test_our_own_forms_are_heard(visitor: Visitor, headers: dict[str, str]) -> None:
    assert visitor.post_bytes("/acces", b"adresse=a@example.org", content_type=FORM, **headers).status_code == 200


def test_the_name_that_a_browser_gives_to_this_host_is_not_believed(visitor: Visitor) -> None:
    assert "ailleurs.example" not in visitor.get("/inscription", host="ailleurs.example").text
    elsewhere = {"host": "ailleurs.example", "origin": "https://ailleurs.example", "content_type": FORM}
    assert visitor.post_bytes("/acces", b"adresse=a@example.org", **elsewhere).status_code == 403


def _broken(page: Callable[..., Any], name: str, why: str) -> Callable[..., Any]:
    def instead(site: Site, template: str, **values: Any) -> Any:
        if template == name:
            raise RuntimeError(why)
        return page(site, template, **values)

    return instead
