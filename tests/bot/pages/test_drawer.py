"""« Tiroir de preuves » and its files, in the settings: for the team, dated as people write dates."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import httpx
import pytest

from alerts.model.people import Role
from alerts.model.reply import Proof, ProofKind
from alerts.services import people
from alerts.store import replies
from bot.config_sections import ReplySettings
from bot.pages.settings.drawer import KINDS
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.readers import everything
from tests.bot.pages.reply.stories import plain
from tests.bot.pages.stories import subscribe, subscribed
from tests.bot.pages.visitor import Visitor

DRAWER = "/reglages/1/tiroir"
CONVENTION = {
    "piece": "convention_iae",
    "reference": "ACI-2026-000",
    "du": "janvier 2026",
    "fin": "fin 2026",
    "note": "classeur bleu",
}
PDF = b"%PDF-1.7 fictitious"
BOUND = "multipart/form-data; boundary=b0"


def proofs(house: House) -> tuple[Proof, ...]:
    with house.database.read() as session:
        return replies.load_proofs(session, subscribed(house)[2].id)


def sent(name: str, content: bytes, boundary: str = "b0") -> tuple[bytes, dict[str, str]]:
    """A form with one file, as browsers send it."""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="document"; filename="{name}"\r\n'
    body = (
        head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + f"\r\n--{boundary}--\r\n".encode()
    )
    return body, {"content_type": f"multipart/form-data; boundary={boundary}", "sec_fetch_site": "same-origin"}


@pytest.fixture
def keeping(house: House, claire: Visitor) -> Visitor:
    """Claire, where the host keeps documents, with a convention in her drawer: proof number 1."""
    reply = ReplySettings(keep_documents=True, max_megabytes=1)
    kept = replace(house, settings=house.settings.model_copy(update={"reply": reply}))
    visitor = Visitor(kept)
    visitor.take_cookies(claire.cookies)
    assert visitor.post(f"{DRAWER}/ajouter", CONVENTION).status_code == 303
    return visitor


def test_noted_changed_then_taken_out(house: House, claire: Visitor) -> None:
    empty = plain(claire.get(DRAWER))
    assert "Il est vide pour le moment" in empty
    assert f'href="{DRAWER}/ajouter?piece=convention_iae"' in empty
    answer = claire.post(f"{DRAWER}/ajouter", CONVENTION)
    assert answer.headers["location"] == f"{DRAWER}?fait=note"
    (held,) = proofs(house)
    assert (held.kind, held.issued_on, held.valid_until) == (
        ProofKind.CONVENTION_IAE,
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    told = plain(claire.get(answer.headers["location"]))
    assert "C'est noté." in told
    assert "Convention IAE, ACI-2026-000 : jusqu'au 31 décembre 2026, dans 38 jours (classeur bleu)" in told
    assert claire.post(f"{DRAWER}/ajouter", CONVENTION).status_code == 303
    assert len(proofs(house)) == 1, "sent twice, noted once"
    form = plain(claire.get(f"{DRAWER}/{held.id}"))
    assert 'value="31 décembre 2026"' in form
    claire.post(f"{DRAWER}/{held.id}", {**CONVENTION, "fin": "31/03/2027"})
    assert [one.valid_until for one in proofs(house)] == [date(2027, 3, 31)]
    assert claire.post(f"{DRAWER}/{held.id}/retirer").headers["location"] == f"{DRAWER}?fait=retire"
    assert proofs(house) == ()


MISTAKES = (
    ({"piece": ""}, "Choisissez le document dans la liste."),
    ({"piece": "passeport"}, "Choisissez le document dans la liste."),
    ({"fin": "31/02/2027"}, "Ce jour n'existe pas dans le calendrier."),
    ({"fin": "bientôt"}, "Écrivez par exemple « 31/12/2026 »"),
    ({"fin": "31/12/2226"}, "Cette date semble trop lointaine"),
    ({"du": "mars 2027"}, "La date de fin est avant la date du document"),
)


@pytest.mark.parametrize(("wrong", "why"), MISTAKES)
@ONE_DATABASE
def test_what_is_not_understood_is_said_and_all_that_was_typed_stays(
    house: House, claire: Visitor, wrong: dict[str, str], why: str
) -> None:
    answer = claire.post(f"{DRAWER}/ajouter", {**CONVENTION, **wrong})
    assert answer.status_code == 422
    told = plain(answer)
    assert why in told
    assert 'value="ACI-2026-000"' in told
    assert 'value="classeur bleu"' in told
    assert all(f'name="{name}" value="{value}"' in told for name, value in wrong.items() if name != "piece")
    assert proofs(house) == ()


@ONE_DATABASE
def test_every_kind_of_document_may_be_noted(house: House, claire: Visitor) -> None:
    for code, _ in KINDS:
        assert claire.post(f"{DRAWER}/ajouter", {"piece": code, "reference": f"<b>{code}</b>"}).status_code == 303
        assert claire.get(f"{DRAWER}/ajouter?piece={code}").status_code == 200
    page = claire.get(DRAWER)
    assert {one.kind for one in proofs(house)} == set(ProofKind)
    assert "<b>" not in page.text


Asked = Callable[[Visitor, str], int]
ACTS: dict[str, Asked] = {
    "list": lambda her, of: her.get(f"/reglages/{of}/tiroir").status_code,
    "add": lambda her, of: her.post(f"/reglages/{of}/tiroir/ajouter", CONVENTION).status_code,
    "look": lambda her, of: her.get(f"/reglages/{of}/tiroir/1").status_code,
    "change": lambda her, of: her.post(f"/reglages/{of}/tiroir/1", {**CONVENTION, "note": "ailleurs"}).status_code,
    "read the file": lambda her, of: her.get(f"/reglages/{of}/tiroir/1/document").status_code,
    "leave a file": lambda her, of: put(her, f"/reglages/{of}/tiroir/1/document").status_code,
    "erase the file": lambda her, of: her.post(f"/reglages/{of}/tiroir/1/document/enlever").status_code,
}


def put(visitor: Visitor, path: str, name: str = "Convention 2026.pdf", content: bytes = PDF) -> httpx.Response:
    body, headers = sent(name, content)
    return visitor.post_bytes(path, body, **headers)


@pytest.mark.parametrize("act", ACTS)
@ONE_DATABASE
def test_the_drawer_of_others_is_not_seen_nor_touched(house: House, keeping: Visitor, act: str) -> None:
    put(keeping, f"{DRAWER}/1/document")
    stranger = Visitor(keeping.house, "192.0.2.9")
    subscribe(keeping.house, stranger, adresse="marie@ateliers.example.org", nom="Les Ateliers fictifs")
    before = everything(house.database)
    assert ACTS[act](stranger, "1") == 403, "through the number of Claire's membership"
    if act not in ("list", "add"):
        assert ACTS[act](stranger, "2") == 403, "through her own"
    assert everything(house.database) == before


@pytest.mark.parametrize("act", ACTS)
@ONE_DATABASE
def test_without_a_session_nothing_opens(house: House, keeping: Visitor, act: str) -> None:
    before = everything(house.database)
    assert ACTS[act](Visitor(keeping.house), "1") in (303, 403)
    assert everything(house.database) == before


def test_a_member_notes_as_a_manager_does(house: House, claire: Visitor) -> None:
    member = Visitor(house, "192.0.2.9")
    subscribe(house, member, adresse="marie@ateliers.example.org", nom="Les Ateliers fictifs")
    with house.database.write() as session:
        joined = people.join(session, 2, subscribed(house)[2].id, Role.MEMBER, house.clock())
    assert member.post(f"/reglages/{joined.id}/tiroir/ajouter", CONVENTION).status_code == 303
    assert len(proofs(house)) == 1


def test_a_file_is_left_taken_back_and_erased(house: House, keeping: Visitor) -> None:
    path = f"{DRAWER}/1/document"
    assert put(keeping, path, 'C:\\Dossiers\\Convention "2026" é.pdf').headers["location"] == f"{DRAWER}?fait=range"
    file = keeping.get(path)
    assert (file.status_code, file.content) == (200, PDF)
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"].startswith('attachment; filename="')
    assert "filename*=UTF-8''" in file.headers["content-disposition"]
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in file.headers["content-security-policy"]
    assert keeping.post(f"{path}/enlever").headers["location"] == f"{DRAWER}?fait=enleve"
    assert keeping.get(path).status_code == 409
    assert len(proofs(house)) == 1, "its dates stay"


REFUSED = (
    ("page.pdf", b"<html><script>alert(1)</script>", 409, "Ce fichier n'est ni un PDF, ni une image JPEG ou PNG."),
    ("vide.pdf", b"", 409, "Ce fichier est vide."),
    ("lourd.pdf", b"%PDF-" + b"x" * 1_000_000, 409, "Ce fichier est trop lourd : 1 Mo au plus."),
    ("enorme.pdf", b"%PDF-" + b"x" * 2_100_000, 413, "trop long"),
)


@pytest.mark.parametrize(("name", "content", "status", "why"), REFUSED)
@ONE_DATABASE
def test_a_file_that_is_none_of_ours_is_refused(
    house: House, keeping: Visitor, name: str, content: bytes, status: int, why: str
) -> None:
    answer = put(keeping, f"{DRAWER}/1/document", name, content)
    assert answer.status_code == status
    assert why in plain(answer)
    assert proofs(house)[0].file is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"document=x", "application/x-www-form-urlencoded"),
        (b"--b0\r\nnonsense", BOUND),
        (b"anything", "multipart/form-data"),
        (
            b'--b0\r\nContent-Disposition: form-data; name="document"\r\n\r\ntexte\r\n--b0--\r\n',
            "multipart/form-data; boundary=b0",
        ),
    ],
)
@ONE_DATABASE
def test_what_is_no_form_with_a_file_is_refused(house: House, keeping: Visitor, body: bytes, kind: str) -> None:
    answer = keeping.post_bytes(f"{DRAWER}/1/document", body, content_type=kind, sec_fetch_site="same-origin")
    assert answer.status_code == 415
    assert proofs(house)[0].file is None


@ONE_DATABASE
def test_where_the_host_keeps_no_documents_there_is_no_place_for_them(house: House, claire: Visitor) -> None:
    claire.post(f"{DRAWER}/ajouter", CONVENTION)
    assert 'type="file"' not in claire.get(f"{DRAWER}/1").text
    answer = put(claire, f"{DRAWER}/1/document")
    assert answer.status_code == 409
    assert "Ce service ne garde pas les documents eux-mêmes" in plain(answer)
    assert proofs(house)[0].file is None


@ONE_DATABASE
def test_a_number_that_no_database_holds_is_nobodys(claire: Visitor) -> None:
    assert claire.get(f"/reglages/{2**63}/tiroir").status_code == 403
    assert claire.post(f"{DRAWER}/{2**63}/retirer").status_code == 303
