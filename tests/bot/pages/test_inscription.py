"""Subscribing by e-mail alone: what is asked, said back, refused, and what nobody learns."""

from decimal import Decimal

import pytest

from alerts.model.preference import Rhythm
from alerts.model.structure import StructureKind, Territory, Want
from alerts.store.addresses import of_email
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.stories import CLAIRE, WISH, link_received, mailbox, plain, subscribe, subscribed
from tests.bot.pages.visitor import Visitor


def test_from_a_wish_to_a_profile(house: House, visitor: Visitor) -> None:
    asked = visitor.post("/inscription", {**WISH, "mots": "tonte, élagage", "sans": "arrosage", "maximum": "90 000"})
    assert asked.status_code == 200
    assert "un message vient d’y partir" in plain(asked.text)
    assert [kind for kind, _ in mailbox(house.database)] == ["confirmation"]
    with house.database.read() as session:
        address = of_email(session, CLAIRE)
        assert address is not None
        assert address.person_id is None
    visitor.post(link_received(house))
    person, membership, structure = subscribed(house)
    assert structure.name == "Les Jardins fictifs"
    assert structure.kinds == {StructureKind.ACI, StructureKind.ASSOCIATION}
    criteria = structure.activities[0]
    assert criteria.trades == {"espaces-verts"}
    assert criteria.territory == Territory(departements=frozenset({"69", "01"}))
    assert (criteria.include_words, criteria.exclude_words) == (("tonte", "élagage"), ("arrosage",))
    assert (criteria.amount_min, criteria.amount_max) == (None, Decimal(90_000))
    assert criteria.wants == {Want.RESERVED, Want.CLAUSE_SOCIALE}
    assert (membership.preference.rhythm, membership.preference.weekday, membership.preference.hour) == (
        Rhythm.WEEK,
        0,
        8,
    )
    assert person.telegram_id is None


def test_the_page_proposes_a_letter_on_mondays(visitor: Visitor) -> None:
    page = visitor.get("/inscription").text
    assert 'value="week" checked' in page
    assert '<option value="0" selected>Lundi' in page
    assert '<option value="8" selected>8 h' in page


def test_nobody_learns_whether_an_address_is_known(house: House, visitor: Visitor) -> None:
    subscribe(house, visitor)
    stranger = Visitor(house, "192.0.2.8")
    known = stranger.post("/inscription", WISH)
    unknown = stranger.post("/inscription", {**WISH, "adresse": "marie@jardins.example.org"})
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(CLAIRE, "…") == unknown.text.replace("marie@jardins.example.org", "…")
    lengths = {name: value for name, value in known.headers.items() if name != "content-length"}
    assert lengths == {name: value for name, value in unknown.headers.items() if name != "content-length"}
    assert [kind for kind, _ in mailbox(house.database)][-2:] == ["access", "confirmation"]


@pytest.mark.parametrize(
    ("fields", "words", "beside"),
    [
        ({"statut": []}, "Cochez au moins un statut", "statut"),
        ({"lieux": ""}, "Dites au moins un lieu", "lieux"),
        ({"lieux": "zzzzzz"}, "Précisez vos lieux", "lieux"),
        ({"lieux": "Saint-Denis"}, "Précisez vos lieux", "lieux"),
        ({"cherche": []}, "Cochez au moins une sorte de marché", "cherche"),
        ({"minimum": "beaucoup"}, "Écrivez un montant en euros", "minimum"),
        ({"minimum": "90000", "maximum": "40000"}, "Le montant le plus haut est inférieur", "maximum"),
        ({"mots": "a"}, "ne peut pas être cherché", "mots"),
        ({"mots": "tonte", "sans": "Tonte"}, "est aussi dans les mots à suivre", "sans"),
        ({"nom": "x" * 200}, "Ce nom est trop long", "nom"),
        ({"adresse": ""}, "Indiquez votre adresse", "adresse"),
        ({"adresse": "claire"}, "n’est pas comprise", "adresse"),
        ({"adresse": "claire@gmial.com"}, "Vouliez-vous dire claire@gmail.com ?", "adresse"),
    ],
)
@ONE_DATABASE
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    house: House, visitor: Visitor, fields: dict[str, str], words: str, beside: str
) -> None:
    answer = visitor.post("/inscription", {**WISH, "sans": "arrosage", **fields})
    assert answer.status_code == 422
    assert words in plain(answer.text)
    assert f'id="{beside}-erreur"' in answer.text
    assert f'href="#{beside}"' in answer.text
    assert "À corriger" in answer.text
    assert 'value="espaces-verts" checked' in answer.text
    for name, value in fields.items():
        assert not value or value in answer.text, name
    assert mailbox(house.database) == []


@ONE_DATABASE
def test_what_is_wrong_is_listed_in_the_order_of_the_page(visitor: Visitor) -> None:
    text = visitor.post("/inscription", {}).text
    places = [text.index(f'href="#{name}"') for name in ("statut", "lieux", "cherche", "adresse")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("rhythm", "hour", "quiet"),
    [
        ("morning", "7", (20, 7)),
        ("week", "22", (23, 8)),
        ("week", "23", (0, 8)),
        ("week", "8", (20, 8)),
        ("now", "3", (20, 8)),
    ],
)
@ONE_DATABASE
def test_whoever_asks_for_seven_o_clock_is_written_to_at_seven(
    house: House, visitor: Visitor, rhythm: str, hour: str, quiet: tuple[int, int]
) -> None:
    subscribe(house, visitor, rythme=rhythm, heure=hour)
    chosen = subscribed(house)[1].preference
    assert (chosen.quiet_from, chosen.quiet_to) == quiet


def test_a_town_of_several_departements_is_asked_then_chosen(house: House, visitor: Visitor) -> None:
    asked = visitor.post("/inscription", {**WISH, "lieux": "Saint-Denis"})
    assert "« Saint-Denis » existe dans plusieurs départements. Lequel ?" in plain(asked.text)
    choice = "« Saint-Denis » existe dans plusieurs départements. Lequel ? La Réunion (974)"
    assert f'value="{choice}"' in asked.text
    subscribe(house, visitor, lieux="Saint-Denis", choix=choice)
    assert subscribed(house)[2].activities[0].territory == Territory(departements=frozenset({"974"}))


def test_an_address_that_they_insist_on_is_taken(house: House, visitor: Visitor) -> None:
    visitor.post("/inscription", {**WISH, "adresse": "claire@gmial.com", "bonne": "claire@gmial.com"})
    visitor.post("/inscription", {**WISH, "adresse": "claire@gmial.com", "bonne": "claire@gmail.com"})
    with house.database.read() as session:
        assert of_email(session, "claire@gmial.com")
        assert of_email(session, "claire@gmail.com")


def test_the_volume_is_said_before_anything_is_asked(house: House, visitor: Visitor) -> None:
    answer = visitor.post("/inscription", {**WISH, "adresse": "", "voir": "1"})
    assert answer.status_code == 200
    assert "Ce que ce profil apporterait" in plain(answer.text)
    assert "en cours de calcul" in plain(answer.text)  # nothing has been read yet
    assert "Rhône (69)" in answer.text
    assert "Indiquez votre adresse" not in answer.text
    assert mailbox(house.database) == []


@ONE_DATABASE
def test_looking_at_volumes_has_a_limit_for_each_visitor(house: House, visitor: Visitor) -> None:
    looks = [visitor.post("/inscription", {**WISH, "voir": "1"}).status_code for _ in range(61)]
    assert looks == [200] * 60 + [429]
    assert Visitor(house, "192.0.2.8").post("/inscription", {**WISH, "voir": "1"}).status_code == 200


def test_a_visitor_who_asks_for_everybody_is_stopped(house: House, visitor: Visitor) -> None:
    asked = [visitor.post("/inscription", {**WISH, "adresse": f"a{n}@jardins.example.org"}) for n in range(21)]
    assert [one.status_code for one in asked] == [200] * 20 + [429]
    assert "Trop de demandes" in asked[-1].text
    assert len(mailbox(house.database)) == 20


def test_an_address_is_not_flooded_and_the_answer_does_not_say_so(house: House, visitor: Visitor, clock: Clock) -> None:
    answers = []
    for _ in range(6):
        answers.append(visitor.post("/inscription", WISH))
        clock.later(minutes=1)
    assert len({(one.status_code, one.text) for one in answers}) == 1
    assert len(mailbox(house.database)) == 3


XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.mark.parametrize("name", [*WISH, "lieu", "choix", "mots", "sans", "minimum", "maximum", "delai", "bonne"])
@ONE_DATABASE
def test_what_is_typed_is_shown_as_text(visitor: Visitor, name: str) -> None:
    for more in ({}, {"voir": "1"}):
        page = visitor.post("/inscription", {**WISH, name: XSS, **more}).text
        assert "<script" not in page
        assert "<img" not in page


def test_where_no_mail_leaves_nobody_can_subscribe_by_mail(house: House) -> None:
    closed = house.settings.email.model_copy(update={"host": ""})
    house.settings = house.settings.model_copy(update={"email": closed})
    answer = Visitor(house).post("/inscription", WISH)
    assert "Inscription fermée" in answer.text
    assert mailbox(house.database) == []
