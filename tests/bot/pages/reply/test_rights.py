"""The help of a structure is for its people: each request looks again at who asks."""

from urllib.parse import urlencode

import pytest

from alerts.links.signed import LinkKind
from alerts.store import people as members
from bot.wiring import House
from tests.alerts.services.stories import CHANTIERS
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.readers import colleague, everything, reader_of
from tests.bot.pages.reply.stories import PARTS, TWO_LOTS, helped, plain, work_of
from tests.bot.pages.visitor import Fields, Visitor

FILES = ("/calendrier.ics", "/fichiers/1-candidature.docx", "/fichiers/aide-a-la-reponse-docx.zip")
FORMS: dict[str, Fields] = {
    "/grille": {"trade": "non", "vu-trade": "oui"},
    "/calendrier": {"montre": "step-read", "pret": "step-read", "rappels": "oui"},
    "/pieces": {"montre": "doc-dc1", "pret": "doc-dc1"},
    "/heures": {"montant": "45 000"},
    "/suite": {"dit": "won"},
}


@ONE_DATABASE
def test_the_link_of_another_structure_opens_nothing_of_this_one(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    stranger = reader_of(house, TWO_LOTS, structure=CHANTIERS, account=4_321).membership
    before = everything(house.database)
    forged = reader.opened(membership=stranger)
    for end in (*PARTS, *FILES):
        page = visitor.get(f"{forged}/aide{end}")
        assert page.status_code == 403, end
        assert "espaces verts" not in page.text
    for end, fields in FORMS.items():
        assert visitor.post(f"{forged}/aide{end}", fields).status_code == 403, end
    assert everything(house.database) == before


@ONE_DATABASE
def test_whoever_left_the_structure_sees_nothing_and_changes_nothing(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    gone = colleague(house)
    with house.database.write() as session:
        members.delete_memberships(session, [gone.id])
    opened, before = reader.opened(membership=gone), everything(house.database)
    for end in (*PARTS, *FILES):
        page = visitor.get(f"{opened}/aide{end}")
        assert page.status_code == 403, end
        assert "ne fait plus partie de la structure" in plain(page)
    for end, fields in FORMS.items():
        assert visitor.post(f"{opened}/aide{end}", fields).status_code == 403, end
    assert everything(house.database) == before


@ONE_DATABASE
def test_a_link_cut_short_or_of_another_year_opens_nothing(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = helped(house)
    opened = reader.opened()
    kept = reader.path(LinkKind.SETTINGS, reader.membership.id).rpartition("/")[2]
    for end in (*PARTS, *FILES):
        assert visitor.get(f"{opened[:-2]}/aide{end}").status_code == 404, end
        assert visitor.get(f"/a/{kept}/aide{end}").status_code == 404, "of another kind"
    clock.later(days=366)
    for end in (*PARTS, *FILES):
        assert visitor.get(f"{opened}/aide{end}").status_code == 410, end
    for end, fields in FORMS.items():
        assert visitor.post(f"{opened}/aide{end}", fields).status_code == 410, end


@pytest.mark.parametrize("end", FORMS)
@ONE_DATABASE
def test_a_form_about_a_lot_that_is_gone_writes_about_no_other(house: House, visitor: Visitor, end: str) -> None:
    reader = helped(house, TWO_LOTS)
    before = everything(house.database)
    answer = visitor.post(reader.opened(suffix=f"/aide{end}?lot=7"), FORMS[end])
    assert answer.status_code == 409
    assert "Ce lot n'est plus dans l'avis" in plain(answer)
    assert everything(house.database) == before


@pytest.mark.parametrize("end", FORMS)
@ONE_DATABASE
def test_another_site_changes_nothing(house: House, visitor: Visitor, end: str) -> None:
    reader = helped(house)
    before = everything(house.database)
    body = urlencode(FORMS[end], doseq=True).encode()
    told = {"content_type": "application/x-www-form-urlencoded", "sec_fetch_site": "cross-site"}
    assert visitor.post_bytes(reader.opened(suffix=f"/aide{end}"), body, **told).status_code == 403
    assert everything(house.database) == before


def test_a_member_decides_as_a_manager_does(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    bruno = colleague(house)
    answer = visitor.post(reader.opened(membership=bruno, suffix="/aide/pieces"), FORMS["/pieces"])
    assert answer.status_code == 303
    assert work_of(reader).done == {"doc-dc1"}


@ONE_DATABASE
def test_two_structures_have_each_their_own_work(house: House, visitor: Visitor) -> None:
    mine = helped(house)
    theirs = reader_of(house, TWO_LOTS, structure=CHANTIERS, account=4_321)
    assert visitor.post(mine.opened(suffix="/aide/pieces"), FORMS["/pieces"]).status_code == 303
    assert work_of(theirs).done == frozenset()
