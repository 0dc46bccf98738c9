"""« Fiche de réponse » in the settings: filled in once by a manager, mistakes explained, nothing typed lost."""

from dataclasses import fields

import pytest

from alerts.intake.sheet import FIELDS
from alerts.model.people import Role
from alerts.model.reply import Sheet
from alerts.services import people
from alerts.store import replies
from bot.pages.settings.sheet import PARTS, mark
from bot.wiring import House
from tests.alerts.reply_help.cases import FICTITIOUS_SIRET
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.reply.stories import plain
from tests.bot.pages.stories import subscribe, subscribed
from tests.bot.pages.visitor import Visitor

PAGE = "/reglages/1/fiche"
FILLED = {
    "legal_name": "Association Les Jardins & <Cie>",
    "siret": FICTITIOUS_SIRET,
    "postcode": "69003",
    "email": "contact@jardins.example.org",
    "staff": "18,5",
    "turnover": "2025 : 410 000\n2024 : 380 000",
    "references": "Tonte de parcs ; Commune de Saint-Exemple ; 2025 ; 36 000",
    "follow_up": "Une conseillère reçoit chacun.\nDeux fois par mois.",
}


def sheet(house: House) -> Sheet:
    with house.database.read() as session:
        return replies.load_sheet(session, subscribed(house)[2].id)


def test_every_field_of_the_sheet_is_on_the_page_once() -> None:
    shown = [name for _, names in PARTS for name in names]
    assert sorted(shown) == sorted(one.name for one in FIELDS) == sorted(one.name for one in fields(Sheet))


def test_filled_in_then_shown_as_it_was_typed(house: House, claire: Visitor) -> None:
    answer = claire.post(PAGE, {**FILLED, "empreinte": mark(Sheet())})
    assert answer.headers["location"] == f"{PAGE}?fait"
    held = sheet(house)
    assert (held.siret, held.staff, len(held.turnover), len(held.references)) == (FICTITIOUS_SIRET, 18.5, 2, 1)
    page = claire.get(f"{PAGE}?fait")
    told = plain(page)
    assert "La fiche est enregistrée." in told
    assert "<Cie>" not in page.text
    for words in ('value="18,5"', "2025 : 410 000", "Deux fois par mois."):
        assert words in told


def test_what_is_wrong_is_explained_and_the_rest_is_saved(house: House, claire: Visitor) -> None:
    typed = {**FILLED, "siret": "123", "postcode": "690", "turnover": "beaucoup", "empreinte": mark(Sheet())}
    answer = claire.post(PAGE, typed)
    assert answer.status_code == 422
    told = plain(answer)
    for words in ("Le SIRET compte 14 chiffres", "Un code postal compte 5 chiffres", "Le reste est enregistré."):
        assert words in told
    for typed_so in ('value="123"', 'value="690"', "beaucoup"):
        assert typed_so in told
    assert 'aria-describedby="siret-aide siret-erreur"' in answer.text
    assert sheet(house).email == "contact@jardins.example.org"
    again = {**typed, "siret": FICTITIOUS_SIRET, "postcode": "69003", "turnover": "", "empreinte": mark(sheet(house))}
    assert claire.post(PAGE, again).status_code == 303, "the page shown again can be sent again"


def test_of_two_managers_the_second_sees_that_it_changed(house: House, claire: Visitor) -> None:
    claire.post(PAGE, {"town": "Lyon", "empreinte": mark(Sheet())})
    late = claire.post(PAGE, {"town": "Villeurbanne", "empreinte": mark(Sheet())})
    assert late.status_code == 422
    told = plain(late)
    assert "Cette fiche a été changée ailleurs" in told
    assert 'value="Villeurbanne"' in told
    assert "Le reste est enregistré." not in told
    assert sheet(house).town == "Lyon"


def test_a_member_reads_and_writes_nothing(house: House, claire: Visitor) -> None:
    claire.post(PAGE, {**FILLED, "empreinte": mark(Sheet())})
    member = Visitor(house, "192.0.2.9")
    subscribe(house, member, adresse="marie@ateliers.example.org", nom="Les Ateliers fictifs")
    with house.database.write() as session:
        joined = people.join(session, 2, subscribed(house)[2].id, Role.MEMBER, house.clock())
    before = sheet(house)
    path = f"/reglages/{joined.id}/fiche"
    page = member.get(path)
    assert "<form" not in page.text
    assert "contact@jardins.example.org" in page.text
    assert "<Cie>" not in page.text
    answer = member.post(path, {"town": "Ailleurs", "empreinte": mark(before)})
    assert answer.status_code == 403
    assert "Seul un responsable de la structure peut modifier sa fiche." in plain(answer)
    assert sheet(house) == before


@pytest.mark.parametrize("visitor_of", ["nobody", "stranger"])
@ONE_DATABASE
def test_the_sheet_of_others_is_not_seen(house: House, claire: Visitor, visitor_of: str) -> None:
    claire.post(PAGE, {**FILLED, "empreinte": mark(Sheet())})
    other = Visitor(house, "192.0.2.9")
    if visitor_of == "stranger":
        subscribe(house, other, adresse="marie@ateliers.example.org", nom="Les Ateliers fictifs")
    before = sheet(house)
    assert other.get(PAGE).status_code in (303, 403)
    assert "contact@jardins" not in other.get(PAGE).text
    assert other.post(PAGE, {"town": "Ailleurs", "empreinte": mark(before)}).status_code == 403
    assert sheet(house) == before


@ONE_DATABASE
def test_words_that_are_easy_to_read_are_a_choice_of_each(house: House, claire: Visitor) -> None:
    rhythm = "/reglages/1/rythme"
    sent = {"rythme": "week", "propose": ["email", "facile"], "canal": "email"}
    assert claire.post(rhythm, {**sent, "facile": "oui"}).status_code == 303
    assert subscribed(house)[1].preference.easy
    assert 'name="facile" value="oui" checked' in claire.get(rhythm).text
    claire.post(rhythm, {"rythme": "week", "propose": "email", "canal": "email"})
    assert subscribed(house)[1].preference.easy, "a page that did not propose it takes nothing back"
    claire.post(rhythm, sent)
    assert not subscribed(house)[1].preference.easy
