"""What holds for every page: headers, errors in French, forms of other sites, sizes."""

import pytest

from tests.bot.pages.visitor import Visitor

OPEN_PAGES = ("/", "/confidentialite")


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_a_page_is_french_has_one_title_and_no_script(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert '<html lang="fr">' in answer.text
    assert answer.text.count("<h1") == 1
    assert "<script" not in answer.text
    assert "style=" not in answer.text


def test_what_browsers_are_told(visitor: Visitor) -> None:
    headers = visitor.get("/rien").headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    assert headers["strict-transport-security"] == "max-age=63072000"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-robots-tag"] == "noindex"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


def test_the_style_sheet_may_be_kept(visitor: Visitor) -> None:
    answer = visitor.get("/style.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert "/style.css?v=" in visitor.get("/").text


def test_an_address_that_leads_nowhere(visitor: Visitor) -> None:
    answer = visitor.get("/rien")
    assert answer.status_code == 404
    assert "Page introuvable" in answer.text


def test_a_page_does_not_take_what_it_does_not_know(visitor: Visitor) -> None:
    answer = visitor.post("/")
    assert answer.status_code == 405
    assert "Action impossible" in answer.text
