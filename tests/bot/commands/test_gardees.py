"""`/gardees`: what the team keeps, by deadline; a keeper's month with the clock passed in."""

from datetime import UTC, datetime, timedelta

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Sent
from alerts.model.people import Role
from alerts.model.response import ResponseStatus
from alerts.services.responding import respond
from alerts.store.engine import Database
from alerts.store.history import entries
from bot.chat.taps import pack
from tests.alerts.services.respondents import BRUNO, INES, ZOE, joined, told_of
from tests.alerts.services.stories import ATELIERS, CHANTIERS, NOON, at, notice, subscribed
from tests.bot.commands.conversation import house_on
from tests.bot.commands.phone import Phone


def phone_of(database: Database, now: datetime = NOON, account: int = INES, name: str = "Inès") -> Phone:
    return Phone(house_on(database, now), account=account, name=name)


def lines(phone: Phone, word: str = "Chantier") -> list[str]:
    return [line for line in phone.text.splitlines() if word in line]


def kept(database: Database, days: list[int]) -> list[int]:
    """One alert kept for each day of December on which it closes."""
    ines = member(database)
    found = told_of(
        database, *(notice(f"26-{n}", title=f"Chantier n° {n}", deadline=at(day)) for n, day in enumerate(days, 1))
    )
    for match in found:
        with database.write() as session:
            respond(session, ines, match, ResponseStatus.KEPT, NOON)
    return found


def member(database: Database) -> int:
    """Inès, before anything is told."""
    subscribed(database, ATELIERS)
    person, _ = joined(database, INES, "Inès")
    return person.id


def sent(database: Database, now: datetime) -> list[tuple[DeliveryKind, object]]:
    """What leaves by Telegram at this moment: its kind, and the days before."""
    with database.write() as session:
        found = book.claim(session, now, n=100, lease=timedelta(minutes=2))
        for one in found:
            book.settle(session, one, Sent(f"{INES}/{one.id}"), now)
    return [(one.kind, one.cause.get("days")) for one in found if one.channel == "telegram"]


def test_an_empty_list_says_what_to_do(database: Database) -> None:
    member(database)
    phone = phone_of(database)
    text = phone.write("/gardees")
    assert "Rien de gardé pour l’instant." in text
    assert "touchez « Garder »" in text
    assert phone.labels == ["🔎 Mes annonces"]
    assert "Aucune annonce pour l’instant" in phone.tap("🔎 Mes annonces")


def test_without_a_profile_one_is_offered(database: Database) -> None:
    assert "Vous n’avez pas encore de profil" in phone_of(database).write("/gardees")


def test_by_deadline_with_the_days_left(database: Database) -> None:
    kept(database, [20, 4, 12])
    phone = phone_of(database)
    text = phone.write("/gardees")
    assert lines(phone) == ["1. Chantier n° 2", "2. Chantier n° 3", "3. Chantier n° 1"]
    assert "3 annonces, l’échéance la plus proche d’abord." in text
    assert lines(phone, "Date limite")[0] == "Date limite : vendredi 4 décembre 2026 à 12 h 00 – dans 11 jours"
    assert phone.labels[:2] == ["1. Voir l’annonce", "Retirer la 1"]


def test_a_number_opens_and_words_drop(database: Database) -> None:
    kept(database, [20, 4])
    phone = phone_of(database)
    phone.write("/gardees")
    assert phone.write("2").startswith("Chantier n° 1")
    assert not phone.edited
    phone.write("/gardees")
    phone.write("retirer la 2")
    assert lines(phone) == ["1. Chantier n° 2"]


def test_dropped_it_is_no_longer_reminded_of(database: Database) -> None:
    kept(database, [20])
    sent(database, NOON)
    phone = phone_of(database)
    phone.write("/gardees")
    text = phone.tap("Retirer la 1")
    assert phone.toast == "Retirée des annonces gardées. Elle reste dans /alertes."
    assert "Rien de gardé" in text
    assert sent(database, at(19).at) == []


def test_the_last_of_a_page_dropped_leads_to_the_page_before(database: Database) -> None:
    kept(database, [10, 11, 12, 13, 14, 15])
    phone = phone_of(database)
    phone.write("/gardees")
    assert len(lines(phone)) == 5
    phone.tap("Page suivante ➡️")
    assert lines(phone) == ["6. Chantier n° 6"]
    phone.tap("Retirer la 6")
    assert len(lines(phone)) == 5
    assert "Page suivante ➡️" not in phone.labels


def test_what_a_colleague_keeps_is_kept_for_all_and_says_how(database: Database) -> None:
    (match,) = kept(database, [20])
    bruno, _ = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    with database.write() as session:
        respond(session, bruno.id, match, ResponseStatus.ANSWERING, NOON)
    text = phone_of(database).write("/gardees")
    assert "vous y répondez" in text
    assert "Bruno" not in text


def test_nobody_else_sees_nor_drops(database: Database) -> None:
    (match,) = kept(database, [20])
    subscribed(database, CHANTIERS)
    _, membership = joined(database, INES, "Inès")
    _, elsewhere = joined(database, ZOE, "Zoé", CHANTIERS)
    zoe = phone_of(database, account=ZOE, name="Zoé")
    for data in (
        pack("ga", "p", membership.id, 0),
        pack("ga", "d", membership.id, 0, match),
        pack("ga", "d", elsewhere.id, 0, match),
    ):
        zoe.tap_data(data)
        assert zoe.screens == []
        assert zoe.toast == "Ce bouton concerne une structure dont vous ne faites pas partie."
    phone = phone_of(database)
    phone.write("/gardees")
    assert lines(phone) == ["1. Chantier n° 1"]
    for data in ("1.ga.p", "1.ga.x.1", "1.ga.d.é.0.1"):
        phone.tap_data(data)
        assert "n'est plus d'actualité" in phone.toast, data


def test_in_a_group_the_list_stays_private(database: Database) -> None:
    kept(database, [20])
    phone = phone_of(database)
    phone.write("/gardees")
    phone.group = -1001
    phone.tap("Retirer la 1")
    assert phone.screens == []
    assert phone.toast == "La liste se lit en privé : écrivez-moi /gardees dans notre conversation."


def test_a_keepers_month(database: Database) -> None:
    """Kept on 23 November; closes on 10 December at noon."""
    member(database)
    told_of(database, notice("26-1", title="Chantier n° 1", deadline=at(10)))
    assert sent(database, NOON) == [(DeliveryKind.ALERT, None)]
    phone = phone_of(database)
    phone.reply(_last(database), "garder")
    morning = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    for day in range(8, 30):
        now = morning + timedelta(days=day - 8)
        left = sent(database, now)
        expected = {8: [(DeliveryKind.REMINDER, 10)], 15: [(DeliveryKind.REMINDER, 3)]}.get(day, [])
        assert left == expected, f"on {now:%d %B}"
    phone = phone_of(database, at(7).at)
    assert "dans 3 jours" in phone.write("/gardees")
    phone = phone_of(database, at(12).at)
    text = phone.write("/gardees")
    assert "passée depuis 2 jours" in text
    phone.tap("Retirer la 1")
    assert "Rien de gardé" in phone.text


def _last(database: Database) -> int:
    """The message of the alert, by its receipt."""
    with database.read() as session:
        receipts = [one.receipt for one in entries(session) if one.channel == "telegram" and one.receipt]
    return int(receipts[0].partition("/")[2])
