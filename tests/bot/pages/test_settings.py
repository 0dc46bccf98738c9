"""`/reglages`: each thing seen, changed, taken away, by whoever has the right to it and nobody else."""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from alerts.links.signed import LinkKind
from alerts.model.preference import Preference, Rhythm
from alerts.model.structure import Structure, Territory, Want
from alerts.services import addresses
from alerts.store.addresses import of_email
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.stories import CLAIRE, PROFILE, link_received, mailbox, plain, subscribe, subscribed
from tests.bot.pages.visitor import Visitor


def preference(house: House) -> Preference:
    return subscribed(house)[1].preference


def structure(house: House) -> Structure:
    return subscribed(house)[2]


def mark_of(page: str) -> str:
    found = re.search(r'name="empreinte" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_everything_is_on_one_page(house: House, claire: Visitor) -> None:
    page = plain(claire.get("/reglages").text)
    assert "Nous vous écrivons chaque lundi à 8 h , par e-mail (rien entre 20 h et 8 h)" in page
    assert CLAIRE in page
    assert "/c/" in page
    assert "/f/" in page


def test_the_rhythm_and_the_quiet_hours(house: House, claire: Visitor) -> None:
    chosen = {"rythme": "morning", "jour": "2", "heure": "7", "calme_de": "21", "calme_a": "6"}
    answer = claire.post("/reglages/1/rythme", {**chosen, "propose": "email", "canal": "email"})
    assert answer.headers["location"] == "/reglages?fait=rythme#structure-1"
    assert preference(house) == Preference(Rhythm.MORNING, 7, 2, 21, 6)
    assert "chaque jour à 7 h" in claire.get("/reglages?fait=rythme").text


def test_an_hour_in_quiet_hours_is_said_to_wait_for_their_end(claire: Visitor) -> None:
    chosen = {"rythme": "morning", "heure": "7", "calme_de": "20", "calme_a": "8", "propose": "email", "canal": "email"}
    claire.post("/reglages/1/rythme", chosen)
    assert "7 h tombe dans vos heures calmes. L’envoi attend leur fin, à 8 h." in plain(claire.get("/reglages").text)


def test_at_once_is_said_as_it_was_chosen(claire: Visitor) -> None:
    claire.post("/reglages/1/rythme", {"rythme": "now", "propose": "email", "canal": "email"})
    assert "Nous vous écrivons dès qu’une annonce est lue" in plain(claire.get("/reglages").text)


def test_no_channel_is_silence_and_says_so(house: House, claire: Visitor) -> None:
    claire.post("/reglages/1/rythme", {"rythme": "week", "propose": "email"})
    assert preference(house).channels == ("telegram",)
    assert "Rien ne vous est envoyé pour cette structure" in plain(claire.get("/reglages").text)


def test_values_that_no_list_has_change_nothing(house: House, claire: Visitor) -> None:
    before = preference(house)
    odd = {"rythme": "hourly", "jour": "9", "heure": "99", "calme_de": "-1", "calme_a": "²", "canal": "pigeon"}
    claire.post("/reglages/1/rythme", odd)
    assert preference(house) == before


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"date": "2026-12-07"}, datetime(2026, 12, 7, 7, tzinfo=UTC)),
        ({"date": "10 jours"}, datetime(2026, 12, 3, 7, tzinfo=UTC)),
        ({"date": "", "duree": "14"}, datetime(2026, 12, 7, 7, tzinfo=UTC)),
        ({"duree": "mois"}, datetime(2026, 12, 23, 7, tzinfo=UTC)),
    ],
)
def test_a_pause_until_a_day_then_back(house: House, claire: Visitor, fields: dict[str, str], until: datetime) -> None:
    shown = claire.get(claire.post("/reglages/1/pause", fields).headers["location"])
    assert "En pause pour vous jusqu’au" in shown.text
    assert subscribed(house)[1].paused_until == until
    assert "En pause jusqu’au" in claire.get("/reglages").text
    assert claire.post("/reglages/1/pause", {"reprendre": "1"}).status_code == 303
    assert subscribed(house)[1].paused_until is None


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-11-20", "Cette date est passée"),
        ("2030-01-01", "Une pause dure un an au plus"),
        ("bientôt", "Écrivez par exemple"),
        ("", "Écrivez par exemple"),
        ("2026-02-31", "Ce jour n’existe pas"),
    ],
)
@ONE_DATABASE
def test_a_day_that_cannot_be(house: House, claire: Visitor, date: str, words: str) -> None:
    answer = claire.post("/reglages/1/pause", {"date": date})
    assert answer.status_code == 422
    assert words in plain(answer.text)
    assert f'value="{date}"' in answer.text
    assert subscribed(house)[1].paused_until is None


def test_the_profile_is_shown_then_changed(house: House, claire: Visitor) -> None:
    page = claire.get("/reglages/1/profil").text
    for checked in ("aci", "association", "espaces-verts", "d69", "d01", "reserved", "clause_sociale"):
        assert f'value="{checked}" checked' in page, checked
    fields = {**PROFILE, "lieux": "Bretagne sauf 29", "empreinte": mark_of(page)}
    looked = claire.post("/reglages/1/profil", {**fields, "voir": "1"})
    assert "Ce que ce profil apporterait" in plain(looked.text)
    assert structure(house).activities[0].trades == {"espaces-verts"}
    assert claire.post("/reglages/1/profil", fields).headers["location"] == "/reglages?fait=profil#structure-1"
    changed = structure(house).activities[0]
    assert changed.trades == {"espaces-verts", "mobilier"}
    assert changed.territory == Territory(departements=frozenset({"69", "01", "22", "35", "56"}))
    assert changed.wants == {Want.RESERVED, Want.OPEN}
    assert (changed.amount_max, changed.min_days_left) == (Decimal(40_000), 10)


def test_a_place_is_unticked_another_is_taken_out(house: House, claire: Visitor) -> None:
    mark = mark_of(claire.get("/reglages/1/profil").text)
    claire.post("/reglages/1/profil", {**PROFILE, "lieu": ["d69"], "empreinte": mark})
    assert structure(house).activities[0].territory == Territory(departements=frozenset({"69"}))
    mark = mark_of(claire.get("/reglages/1/profil").text)
    answer = claire.post("/reglages/1/profil", {**PROFILE, "lieu": ["d69"], "lieux": "sauf 69", "empreinte": mark})
    assert answer.status_code == 422
    assert "Dites au moins un lieu" in answer.text


def test_two_who_change_it_at_once_do_not_erase_each_other(house: House, claire: Visitor) -> None:
    mark = mark_of(claire.get("/reglages/1/profil").text)
    claire.post("/reglages/1/profil", {**PROFILE, "nom": "Le Potager fictif", "empreinte": mark})
    late = claire.post("/reglages/1/profil", {**PROFILE, "empreinte": mark})
    assert late.status_code == 422
    assert "a été changé ailleurs" in late.text
    assert structure(house).name == "Le Potager fictif"
    claire.post("/reglages/1/profil", {**PROFILE, "empreinte": mark_of(late.text)})
    assert structure(house).name == "Les Jardins fictifs"


def test_another_activity_has_its_own_places(house: House, claire: Visitor) -> None:
    page = claire.get("/reglages/1/profil?activite=2").text
    fields = {**PROFILE, "metier": ["mobilier"], "lieu": [], "lieux": "France entière", "empreinte": mark_of(page)}
    claire.post("/reglages/1/profil?activite=2", fields)
    first, second = structure(house).activities
    assert first.trades == {"espaces-verts"}
    assert second.trades == {"mobilier"}
    assert second.territory == Territory(whole_france=True)
    assert "France entière" in claire.get("/reglages/1/profil?activite=2").text
    claire.post("/reglages/1/profil?activite=1", {"enlever": "1"})
    assert structure(house).activities == (second,)


def test_the_address_changes_when_the_new_one_is_confirmed(house: House, claire: Visitor, clock: Clock) -> None:
    asked = claire.post("/reglages/adresse", {"adresse": "direction@jardins.example.org"})
    assert "un message vient d’y partir" in asked.text
    assert CLAIRE in claire.get("/reglages").text
    clock.later(minutes=5)
    link = link_received(house)
    shown = plain(claire.get(link).text)
    assert "vos annonces arrivent à cette adresse. Elle remplace celle que vous aviez donnée." in shown
    assert "Telegram" not in shown, "she has none"
    assert "C’est confirmé" in claire.post(link).text
    assert "direction@jardins.example.org" in claire.get("/reglages").text
    with house.database.read() as session:
        assert of_email(session, CLAIRE) is None


def test_asking_for_somebody_else_s_address_says_nothing(house: House, claire: Visitor) -> None:
    subscribe(house, Visitor(house, "192.0.2.9"), adresse="marie@ateliers.example.org")
    taken, free = "marie@ateliers.example.org", "libre@ateliers.example.org"
    answers = [claire.post("/reglages/adresse", {"adresse": one}) for one in (taken, free)]
    assert answers[0].status_code == answers[1].status_code == 200
    assert answers[0].text.replace(taken, "…") == answers[1].text.replace(free, "…")


@pytest.mark.parametrize("typed", [CLAIRE, "", "claire", "claire@gmial.com"])
@ONE_DATABASE
def test_an_address_that_will_not_do(house: House, claire: Visitor, typed: str) -> None:
    answer = claire.post("/reglages/adresse", {"adresse": typed})
    assert answer.status_code == 422
    assert 'id="adresse-erreur"' in answer.text
    assert len(mailbox(house.database)) == 1


def test_the_only_address_is_not_taken_away(house: House, claire: Visitor) -> None:
    assert claire.post("/reglages/adresse/enlever").status_code == 409
    with house.database.read() as session:
        assert of_email(session, CLAIRE) is not None


def test_calendar_addresses_are_renewed(house: House, claire: Visitor) -> None:
    def address() -> str:
        found = re.search(r"https://vigie\.example/c/[^<]*", claire.get("/reglages").text)
        assert found is not None
        return found[0]

    before = address()
    claire.post("/reglages/agenda")
    assert address() != before
    with house.database.read() as session:
        held = addresses.held(session, 1)
    assert held is not None
    assert house.links is not None
    assert address() == f"{house.links.url(LinkKind.CALENDAR, 1, held.generation, now=house.clock())}.ics"


def test_a_link_to_telegram_is_shown_once(house: House, claire: Visitor) -> None:
    assert claire.post("/reglages/telegram").status_code == 409
    house.bot_name = "vigie_essai_bot"
    assert "Obtenir un lien vers Telegram" in claire.get("/reglages").text
    assert re.search(r"https://t\.me/vigie_essai_bot\?start=l_[\w-]{43}", claire.post("/reglages/telegram").text)


def test_all_that_is_kept_can_be_seen_and_taken_away(claire: Visitor) -> None:
    assert "Les Jardins fictifs" in claire.get("/reglages/donnees").text
    answer = claire.get("/reglages/export")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert CLAIRE in json.dumps(json.loads(answer.text), ensure_ascii=False)


def test_erasing_is_asked_twice_and_does_not_wait(house: House, claire: Visitor, clock: Clock) -> None:
    assert "vous en êtes la seule personne" in plain(claire.get("/reglages/effacer").text)
    sure = claire.post("/reglages/effacer", {"continuer": "1"})
    minute = re.search(r'name="sur" value="(\d+)"', sure.text)
    assert minute is not None
    clock.later(minutes=30)
    late = claire.post("/reglages/effacer", {"sur": minute[1]})
    assert "Continuer l’effacement" in late.text
    for odd in ("", "abc", "9" * 30, "-1"):
        claire.post("/reglages/effacer", {"sur": odd})
    with house.database.read() as session:
        assert of_email(session, CLAIRE) is not None
    now = str(int(clock().timestamp()) // 60)
    assert "tout est effacé" in claire.post("/reglages/effacer", {"sur": now}).text
    with house.database.read() as session:
        assert of_email(session, CLAIRE) is None
    assert claire.get("/reglages").status_code == 303


def test_silence_then_back(house: House, claire: Visitor) -> None:
    claire.post("/reglages/arreter")
    stopped = plain(claire.get("/reglages?fait=arret").text)
    assert "Tous les envois sont arrêtés. Votre choix est gardé : chaque lundi à 8 h, par e-mail." in stopped
    assert "Nous vous écrivons" not in stopped
    claire.post("/reglages/reprendre")
    assert "Arrêter tous les envois" in claire.get("/reglages").text
    assert subscribed(house)[1].paused_until is None


@ONE_DATABASE
def test_what_a_note_says_is_ours(claire: Visitor) -> None:
    page = claire.get("/reglages", accept="text/html")
    assert claire.get("/reglages?fait=%3Cb%3Eoups").text == page.text
