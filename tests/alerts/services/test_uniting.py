"""Anne writes to Vigie on Telegram, and subscribed by e-mail before: she is one person, and says so."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed
from alerts.model.people import Role
from alerts.model.preference import BY_MAIL, Preference, Rhythm
from alerts.model.structure import Structure, StructureKind
from alerts.services import people, subscribing, uniting
from alerts.services.errors import NotYours, Refusal
from alerts.store import people as held
from alerts.store.engine import Database, Session
from alerts.store.mail_tables import AddressRow
from alerts.store.people_tables import PersonRow
from alerts.store.tables import DeliveryRow
from alerts.store.writing import table_of
from tests.alerts.services.stories import NOON

JARDINS = Structure("", "Les Jardins fictifs", frozenset({StructureKind.ACI}))
POTAGERS = Structure("", "Les Potagers fictifs", frozenset({StructureKind.ESAT}))
ANNE = 7_000_000_001
ADDRESS = "anne@jardins.example"


def by_mail(session: Session, email: str = ADDRESS) -> int:
    """Somebody known by their address alone."""
    made = insert(table_of(PersonRow)).values(name="", created_at=NOON).returning(table_of(PersonRow).c.id)
    person: int = session.execute(made).scalar_one()
    row = {"email": email, "person_id": person, "asked_at": NOON, "confirmed_at": NOON, "score": 0, "generation": 1}
    session.execute(insert(table_of(AddressRow)).values(**row))
    return person


def address_of(session: Session, person: int) -> list[str]:
    query = table_of(AddressRow).select().where(table_of(AddressRow).c.person_id == person)
    return [row.email for row in session.execute(query)]


def owed(structure: str, channel: str, person: int, about: str, at: datetime = NOON) -> Owed:
    key = f"alert:{about}:{structure}:{channel}:person:{person}"
    cause: dict[str, object] = {"notice": f"boamp:{about}"}
    return Owed(structure, channel, DeliveryKind.ALERT, cause, key, at, recipient=f"person:{person}")


def keys(session: Session) -> set[tuple[str, str]]:
    """(key, recipient) of each message."""
    return {(row.dedupe_key, row.recipient) for row in session.execute(table_of(DeliveryRow).select())}


def test_two_profiles_become_one_person_with_both_structures(database: Database) -> None:
    with database.write() as session:
        telegram = people.meet(session, ANNE, "Anne", NOON).id
        people.create_structure(session, telegram, JARDINS, NOON)
        mail = by_mail(session)
        membership, _ = people.create_structure(session, mail, POTAGERS, NOON)
    with database.read() as session:
        said = uniting.what_unites(session, telegram, mail)
    assert [one.name for one in said.from_telegram] == ["Les Jardins fictifs"]
    assert [one.name for one in said.from_mail] == ["Les Potagers fictifs"]
    assert said.of_both == ()

    with database.write() as session:
        person = uniting.unite(session, telegram, mail, NOON)

    with database.read() as session:
        assert person.id == telegram
        assert person.telegram_id == ANNE
        mine = {structure.name: one for one, structure in people.memberships_of(session, telegram)}
        assert set(mine) == {"Les Jardins fictifs", "Les Potagers fictifs"}
        assert mine["Les Potagers fictifs"].id == membership.id, "links already sent name it"
        assert address_of(session, telegram) == [ADDRESS]
        assert held.load_person(session, mail) is None


def test_in_the_same_structure_the_links_of_mails_go_on_and_nobody_loses_a_right(database: Database) -> None:
    monthly = Preference(Rhythm.MORNING, hour=7, channels=("telegram",))
    with database.write() as session:
        telegram = people.meet(session, ANNE, "Anne", NOON).id
        mine, jardins = people.create_structure(session, telegram, JARDINS, NOON)
        people.prefer(session, telegram, mine.id, monthly)
        mail = by_mail(session)
        theirs = people.join(session, mail, jardins.id, Role.MEMBER, NOON)
        people.prefer(session, mail, theirs.id, replace(BY_MAIL, channels=("email",)))
    with database.write() as session:
        assert [one.name for one in uniting.what_unites(session, telegram, mail).of_both] == ["Les Jardins fictifs"]
        person = uniting.unite(session, telegram, mail, NOON)
    with database.read() as session:
        ((one, structure),) = people.memberships_of(session, telegram)
        assert (one.id, structure.id, one.role) == (theirs.id, jardins.id, Role.MANAGER)
        assert one.preference == replace(monthly, channels=("telegram", "email"))
        assert person.current == theirs.id


def test_what_was_told_to_either_is_theirs_and_what_both_were_owed_stays_once(database: Database) -> None:
    with database.write() as session:
        telegram = people.meet(session, ANNE, "Anne", NOON).id
        _, jardins = people.create_structure(session, telegram, JARDINS, NOON)
        mail = by_mail(session)
        people.join(session, mail, jardins.id, Role.MEMBER, NOON)
        s = jardins.id
        rows = [
            owed(s, "telegram", telegram, "1"),
            owed(s, "email", mail, "1"),
            owed(s, "email", mail, "2"),
            owed(s, "email", telegram, "2"),
        ]
        book.owe(session, rows, NOON)
        uniting.unite(session, telegram, mail, NOON)
    with database.read() as session:
        me = f"person:{telegram}"
        expected = (f"alert:1:{s}:telegram:{me}", f"alert:1:{s}:email:{me}", f"alert:2:{s}:email:{me}")
        assert keys(session) == {(key, me) for key in expected}


@pytest.mark.parametrize("again", [False, True])
def test_it_is_done_once(database: Database, again: bool) -> None:
    """The second of two taps finds nobody to unite with."""
    with database.write() as session:
        telegram, mail = people.meet(session, ANNE, "Anne", NOON).id, by_mail(session)
        uniting.unite(session, telegram, mail, NOON)
    with database.write() as session, pytest.raises(NotYours if again else Refusal):
        uniting.unite(session, telegram, mail if again else telegram, NOON + timedelta(seconds=1))


def test_two_accounts_of_telegram_are_two_people(database: Database) -> None:
    with database.write() as session:
        first, second = (people.meet(session, ANNE + more, "Anne", NOON).id for more in (0, 1))
        with pytest.raises(Refusal, match="autre compte Telegram"):
            uniting.unite(session, first, second, NOON)


def test_a_new_address_takes_the_place_of_the_old_one(database: Database) -> None:
    with database.write() as session:
        telegram = people.meet(session, ANNE, "Anne", NOON).id
        session.execute(
            insert(table_of(AddressRow)).values(
                email="ancienne@jardins.example", person_id=telegram, asked_at=NOON, score=0, generation=1
            )
        )
        uniting.unite(session, telegram, by_mail(session), NOON)
        assert address_of(session, telegram) == [ADDRESS]


def test_recipient_keys_that_only_look_alike_are_left_alone(database: Database) -> None:
    with database.write() as session:
        telegram = people.meet(session, ANNE, "Anne", NOON).id
        _, jardins = people.create_structure(session, telegram, JARDINS, NOON)
        mail = by_mail(session)
        other = Owed(jardins.id, "email", DeliveryKind.ALERT, {"notice": "boamp:9"}, f"x:person:{mail}0", NOON)
        book.owe(session, [replace(other, recipient=f"person:{mail}0")], NOON)
        uniting.unite(session, telegram, mail, NOON)
    with database.read() as session:
        assert keys(session) == {(f"x:person:{mail}0", f"person:{mail}0")}


def test_a_link_of_the_settings_brings_to_telegram_once(database: Database) -> None:
    with database.write() as session:
        mail = by_mail(session)
        people.create_structure(session, mail, POTAGERS, NOON)
        token = uniting.bridge(session, mail, NOON)
        telegram = people.meet(session, ANNE, "Anne", NOON).id
    assert len(token) <= 64, "Bot API, deep linking"
    with database.read() as session:
        offer = uniting.look(session, token, telegram, NOON)
    assert offer.masked == "a•••@jardins.example"
    assert offer.union is not None
    assert [one.name for one in offer.union.from_mail] == ["Les Potagers fictifs"]
    with database.write() as session:
        uniting.cross(session, token, telegram, NOON)
        assert address_of(session, telegram) == [ADDRESS]
    with database.write() as session, pytest.raises(Refusal, match="déjà servi"):
        uniting.cross(session, token, telegram, NOON)


@pytest.mark.parametrize(
    ("after", "said"), [(timedelta(minutes=29), None), (timedelta(minutes=31), "Ce lien vers Telegram a expiré")]
)
def test_it_is_good_for_half_an_hour(database: Database, after: timedelta, said: str | None) -> None:
    with database.write() as session:
        token = uniting.bridge(session, by_mail(session), NOON)
        telegram = people.meet(session, ANNE, "Anne", NOON).id
    with database.read() as session:
        if said is None:
            assert uniting.look(session, token, telegram, NOON + after).union is not None
            return
        with pytest.raises(Refusal, match=said):
            uniting.look(session, token, telegram, NOON + after)


def test_a_confirmed_address_that_follows_another_structure_is_united_on_demand(database: Database) -> None:
    """Anne, on Telegram, gives the address by which she subscribed last year, and confirms from her mailbox."""
    with database.write() as session:
        telegram = people.meet(session, ANNE, "Anne", NOON).id
        mail = by_mail(session)
        people.create_structure(session, mail, POTAGERS, NOON)
        subscribing.ask_for_person(session, telegram, ADDRESS, subscribing.Proof(NOON, "telegram", "1"), NOON)
        ((cause,),) = session.execute(
            table_of(DeliveryRow).select().with_only_columns(table_of(DeliveryRow).c.cause)
        ).all()
        token = subscribing.token_of(session, json.loads(cause), NOON)
        asked = subscribing.confirm(session, token, NOON)
        assert asked.merge_with == mail, "nothing is united before they say so"
        assert uniting.unite_confirmed(session, token, NOON).id == telegram
        assert address_of(session, telegram) == [ADDRESS]
        with pytest.raises(Refusal):
            uniting.unite_confirmed(session, token, NOON)
