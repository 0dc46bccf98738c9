"""Anne wants her announcements by e-mail too, then only there, then no longer."""

from dataclasses import replace

import pytest
from pydantic import SecretStr
from sqlalchemy import insert

from alerts.model.people import Membership
from alerts.model.structure import Structure, StructureKind
from alerts.services import people, uniting
from alerts.store.engine import Database
from alerts.store.mail_tables import AddressRow
from alerts.store.people_tables import PersonRow
from alerts.store.tables import DeliveryRow
from alerts.store.writing import table_of
from bot.config import EmailSettings, PagesSettings
from tests.bot.commands.conversation import NOON, Conversation, house_on

JARDINS = Structure("", "Les Jardins fictifs", frozenset({StructureKind.ACI}))
POTAGERS = Structure("", "Les Potagers <& Cie>", frozenset({StructureKind.ESAT}))
MAIL = EmailSettings(host="smtp.example", sender="veille@vigie.example")
PAGES = PagesSettings(public_url="https://vigie.example", secret=SecretStr("seize lettres au moins"))


@pytest.fixture
def anne(database: Database) -> Conversation:
    """She follows one structure on Telegram."""
    house = house_on(database)
    house.settings = house.settings.model_copy(update={"email": MAIL, "pages": PAGES})
    one = Conversation(house, account=71, name="Anne")
    with database.write() as session:
        people.create_structure(session, people.meet(session, 71, "Anne", NOON).id, JARDINS, NOON)
    return one


def membership(one: Conversation) -> Membership:
    who = one.person.id
    with one.house.database.read() as session:
        return people.memberships_of(session, who)[0][0]


def asked(one: Conversation) -> list[str]:
    """The kinds of what waits to leave by e-mail."""
    with one.house.database.read() as session:
        return [row.kind for row in session.execute(table_of(DeliveryRow).select()) if row.channel == "email"]


def confirmed(one: Conversation, email: str = "anne@jardins.example") -> None:
    who = one.person.id
    row = {"email": email, "person_id": who, "asked_at": NOON, "confirmed_at": NOON, "score": 0, "generation": 1}
    with one.house.database.write() as session:
        session.execute(insert(table_of(AddressRow)).values(**row))


def test_she_gives_her_address_and_is_asked_to_confirm_it(anne: Conversation) -> None:
    assert "sans traceur" in anne.write("/email")
    said = anne.write("anne@jardins.example")
    assert said.startswith("Un message vient de partir à anne@jardins.example.")
    assert asked(anne) == ["confirmation"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("anne", "n’est pas comprise"),
        ("anne@", "n’est pas comprise"),
        ("anne été@jardins.example", "contient un accent"),
        ("<b>@&", "n’est pas comprise"),
    ],
)
def test_what_is_no_address_is_asked_again(anne: Conversation, typed: str, said: str) -> None:
    anne.write("/email")
    assert said in anne.write(typed)
    assert asked(anne) == []
    assert "Un message vient de partir" in anne.write("anne@jardins.example"), "the question still waits"


def test_a_typing_mistake_is_seen_before_anything_leaves(anne: Conversation) -> None:
    anne.write("/email")
    assert "Vouliez-vous dire anne@gmail.com ?" in anne.write("anne@gmial.com")
    assert asked(anne) == []
    assert "anne@gmail.com" in anne.tap("Oui, corriger")
    assert asked(anne) == ["confirmation"]


def test_or_it_was_no_mistake(anne: Conversation) -> None:
    anne.write("/email anne@gmial.com")
    assert "anne@gmial.com" in anne.tap("Non, garder la mienne")


def test_she_chooses_where_she_is_told(anne: Conversation) -> None:
    confirmed(anne)
    shown = anne.write("/email")
    assert "a•••@jardins.example" in shown
    assert "Envois par : e-mail et Telegram" in shown
    assert "Envois par : e-mail\n" in anne.tap("Arrêter ici")
    assert membership(anne).preference.channels == ("email",)
    assert "Il ne resterait aucun canal" in anne.tap("Arrêter les e-mails")
    assert membership(anne).preference.channels == ("email",), "silence is asked for by /stop"
    anne.write("/email")
    assert "e-mail et Telegram" in anne.tap("Recevoir ici")


def test_she_takes_her_address_back_and_telegram_goes_on(anne: Conversation) -> None:
    confirmed(anne)
    anne.write("/email")
    anne.tap("Arrêter ici")
    assert "je n’ai plus votre adresse" in anne.tap("Retirer l’adresse")
    assert "telegram" in membership(anne).preference.channels, "nobody is left without a word"
    assert "Écrivez votre adresse" in anne.write("/email")


def test_a_service_without_mail_says_so(anne: Conversation) -> None:
    anne.house.settings = anne.house.settings.model_copy(update={"email": EmailSettings()})
    assert anne.write("/email") == "Ce service n’envoie pas d’e-mails."


def test_another_s_membership_is_not_hers_to_change(anne: Conversation) -> None:
    with anne.house.database.write() as session:
        bilal = people.meet(session, 72, "Bilal", NOON).id
        his, _ = people.create_structure(session, bilal, POTAGERS, NOON)
    confirmed(anne)
    assert "pas" in anne.tap_data(f"1.em.e.{his.id}")
    with anne.house.database.read() as session:
        assert "email" in people.own(session, bilal, his.id)[0].preference.channels


def test_from_the_settings_of_her_address_to_this_account(anne: Conversation) -> None:
    """She had subscribed by e-mail for another structure; the link of her settings brings her here."""
    database = anne.house.database
    with database.write() as session:
        made = insert(table_of(PersonRow)).values(name="", created_at=NOON).returning(table_of(PersonRow).c.id)
        by_mail = session.execute(made).scalar_one()
        row = {"email": "anne@potagers.example", "person_id": by_mail, "asked_at": NOON, "confirmed_at": NOON}
        session.execute(insert(table_of(AddressRow)).values(**row, score=0, generation=1))
        people.create_structure(session, by_mail, POTAGERS, NOON)
        token = uniting.bridge(session, by_mail, NOON)
    said = anne.write(f"/start {token}")
    assert "Adresse : a•••@potagers.example" in said
    assert "Suivies par e-mail : Les Potagers <& Cie>." in said
    assert "Suivies ici : Les Jardins fictifs." in said
    assert "sont reliés" in anne.tap("✅ Relier")
    who = anne.person.id
    with database.read() as session:
        assert len(people.memberships_of(session, who)) == 2
    assert "déjà servi" in anne.write(f"/start {token}")


def test_a_link_that_is_too_old_still_welcomes(anne: Conversation) -> None:
    assert "n’est pas valable" in anne.write("/start l_" + "A" * 43)


def test_trouble_with_the_address_is_said(anne: Conversation) -> None:
    confirmed(anne)
    who = anne.person.id
    table = table_of(AddressRow)
    with anne.house.database.write() as session:
        session.execute(table.update().where(table.c.person_id == who).values(trouble="cette adresse n’existe pas."))
    assert "Vos e-mails ne passent plus : cette adresse n’existe pas." in anne.write("/email")


def test_a_preference_without_mail_is_told(anne: Conversation) -> None:
    confirmed(anne)
    who, mine = anne.person.id, membership(anne)
    with anne.house.database.write() as session:
        people.prefer(session, who, mine.id, replace(mine.preference, channels=("telegram",)))
    assert "Envois par : Telegram" in anne.write("/email")
    assert "Recevoir par e-mail" in anne.labels
