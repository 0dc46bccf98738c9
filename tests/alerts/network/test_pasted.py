"""What an animator pastes: the address of a notice, or something that nobody should visit. Nothing is ever fetched."""

import socket

import pytest

from alerts.network import pasted
from alerts.network.pasted import LONGEST, Recognised, Unrecognised, recognised

OURS = "https://vigie.example.org"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_options: object) -> None:
        raise AssertionError("an address that somebody pasted was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.boamp.fr/pages/avis/?q=idweb:26-900101", "boamp:26-900101"),
        ("https://www.boamp.fr/pages/avis/?q=idweb:%2226-900101%22", "boamp:26-900101"),
        ("https://www.boamp.fr/avis/detail/26-900101", "boamp:26-900101"),
        ("  boamp.fr/avis/detail/26-900101\n", "boamp:26-900101"),
        ("http://boamp.fr:80/avis/detail/26-900101", "boamp:26-900101"),
        ("https://ted.europa.eu/fr/notice/-/detail/123456-2026", "ted:123456-2026"),
        ("https://ted.europa.eu/en/notice/00123456-2026/html", "ted:123456-2026"),
        ("https://ted.europa.eu/udl?uri=TED:NOTICE:123456-2026:TEXT:FR:HTML", "ted:123456-2026"),
        ("https://vigie.example.org/annonce/boamp:26-900101", "boamp:26-900101"),
        ("https://vigie.example.org/annonce/boamp:26-900101.ics", "boamp:26-900101"),
        (
            "https://VIGIE.example.org/annonce/flux:https:%2F%2Favis.example.net%2F3%20b",
            "flux:https://avis.example.net/3 b",
        ),
        ("26-900101", "boamp:26-900101"),
        ("Avis BOAMP n° 26-900101", "boamp:26-900101"),
        ("TED 00123456-2026", "ted:123456-2026"),
    ],
)
def test_the_address_of_a_notice_is_recognised_by_its_form(text: str, expected: str) -> None:
    assert recognised(text, OURS) == Recognised((expected,))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("http://localhost/annonce/boamp:26-1", pasted.PRIVATE),
        ("http://localhost:8080/", pasted.PRIVATE),
        ("http://127.0.0.1/pages/avis/?q=idweb:26-1", pasted.PRIVATE),
        ("http://10.0.0.8/26-900101", pasted.PRIVATE),
        ("http://192.168.1.1/", pasted.PRIVATE),
        ("http://169.254.169.254/latest/meta-data/", pasted.PRIVATE),
        ("http://[::1]/", pasted.PRIVATE),
        ("http://[fe80::1]/26-1", pasted.PRIVATE),
        ("http://2130706433/", pasted.PRIVATE),
        ("http://0x7f.0.0.1/", pasted.PRIVATE),
        ("http://0177.0.0.01/", pasted.PRIVATE),
        ("http://127.1/", pasted.PRIVATE),
        ("http://intranet/avis/26-900101", pasted.PRIVATE),
        ("http://imprimante.local/", pasted.PRIVATE),
        ("http://boamp.fr.internal/avis/26-900101", pasted.PRIVATE),
        ("https://avis.example.net/26-900101", pasted.OTHER_SITE),
        ("https://www.boamp.fr.example.net/avis/26-900101", pasted.OTHER_SITE),
        ("https://example.net/?q=https://www.boamp.fr/avis/26-900101", pasted.OTHER_SITE),
        ("https://www.boamp.fr:8443/avis/detail/26-900101", pasted.OTHER_SITE),
        ("https://notboamp.fr/avis/detail/26-900101", pasted.OTHER_SITE),
        ("https://lise:secret@www.boamp.fr/avis/detail/26-900101", pasted.WITH_LOGIN),
        ("https://www.boamp.fr@10.0.0.8/avis/detail/26-900101", pasted.WITH_LOGIN),
        ("https://www.boamp.fr/", pasted.OTHER_PAGE.format("boamp.fr")),
        ("https://ted.europa.eu/fr/search", pasted.OTHER_PAGE.format("ted.europa.eu")),
        ("https://vigie.example.org/reglages", pasted.OTHER_PAGE.format("Vigie")),
        ("ftp://www.boamp.fr/avis/26-900101", pasted.NO_ADDRESS),
        ("file:///etc/passwd", pasted.NO_ADDRESS),
        ("javascript:alert(1)//26-900101", pasted.NO_ADDRESS),
        ("https://www.boamp.fr\\@10.0.0.8/26-900101", pasted.NO_ADDRESS),
        ("https://www.boamp.fr/ 26-900101", pasted.NO_ADDRESS),
        ("https://[bad/26-900101", pasted.NO_ADDRESS),
        ("https://www.boamp.fr:99999/26-1", pasted.NO_ADDRESS),
        ("une réunion jeudi", pasted.NO_ADDRESS),
        ("bonjour", pasted.NO_ADDRESS),
        ("", pasted.NO_ADDRESS),
        ("https://www.boamp.fr/avis/detail/26-900101?" + "a" * LONGEST, pasted.TOO_LONG),
        ("9" * 1_000_000, pasted.TOO_LONG),
    ],
)
def test_what_is_no_address_of_a_notice_gets_a_sentence_and_no_visit(text: str, sentence: str) -> None:
    assert recognised(text, OURS) == Unrecognised(sentence)


def test_a_sentence_never_repeats_what_was_pasted() -> None:
    said = recognised("https://lise:motsecret@avis.example.net/")
    assert isinstance(said, Unrecognised)
    assert "motsecret" not in said.sentence
    assert "lise" not in said.sentence


def test_without_pages_of_ours_no_address_is_ours() -> None:
    assert recognised("https://vigie.example.org/annonce/boamp:26-1") == Unrecognised(pasted.OTHER_SITE)
