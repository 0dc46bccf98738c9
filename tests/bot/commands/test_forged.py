"""What an application that is not Telegram's may send in place of a button, and texts that nobody writes."""

import time

from alerts.model.structure import Criteria, Structure, StructureKind, Territory, Want
from alerts.services import people
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands.profile.asking_trades import name_trades
from tests.bot.commands.conversation import NOON, Conversation, house_on

AIN = Territory(departements=frozenset({"01"}))
GENETS = Structure(
    "",
    "Les Genêts",
    frozenset({StructureKind.ACI}),
    (Criteria(frozenset({"espaces-verts"}), territory=AIN, wants=frozenset({Want.RESERVED})),),
)


def test_a_trade_that_no_box_names_is_no_trade(database: Database) -> None:
    """Kept in a profile, it would come back in each notice for everybody."""
    camille = Conversation(house_on(database))
    with database.write() as session:
        membership, _ = people.create_structure(session, camille.person.id, GENETS, NOON)
    camille.tap_data(pack("pf", "tt", membership.id, 0, "metier-invente", 0))
    camille.tap_data(pack("pf", "tt", membership.id, 0, "nettoyage-locaux", 0))
    camille.tap_data(pack("pf", "sv", membership.id, 0))
    with database.read() as session:
        _, saved = people.own(session, camille.person.id, membership.id)
    assert saved.activities[0].trades <= {"espaces-verts", "nettoyage-locaux"}


def test_nor_in_a_first_profile(database: Database) -> None:
    camille = Conversation(house_on(database))
    camille.tap_data(pack("ob", "new"))
    camille.tap_data(pack("ob", "tt", "metier-invente", 0))
    assert "metier-invente" not in str(camille.person.step.memo)


def test_a_page_of_commas_is_read_in_no_time() -> None:
    """It was four seconds of the processor, for everybody."""
    begun = time.process_time()
    named = name_trades("espaces verts," + ",".join(f"{number}zz" for number in range(1000)))
    assert named.slugs == {"espaces-verts"}
    assert 3 < len(named.unknown) < 100
    assert time.process_time() - begun < 1.5
