"""Each opportunity is looked at once, and again when a notice of it changes; what cannot be read waits for nobody."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.matching.document import Document, describe
from alerts.model.reading import LotReading
from alerts.network.seen import End, SeenOpportunity
from alerts.services import looking
from alerts.store import seen
from alerts.store.engine import Database
from alerts.store.merging import merge_into
from alerts.store.seen_content import from_text, to_text
from alerts.territory.france import France
from scrapers.notice import Buyer, Lot, Notice, NoticeKind, Place
from tests.alerts.services.stories import NOON, at, ingested, later, lot, notice, read, says

FRANCE = France.load()
ISERE, RHONE = Place(departement="38"), Place(departement="69")
SOCIAL = says("Une clause d'insertion est prévue.")


def describe_here(given: Notice, readings: tuple[LotReading, ...]) -> Document:
    return describe(given, readings, FRANCE, may_answer)


def look(database: Database, now=NOON, **given) -> int:  # type: ignore[no-untyped-def]
    return looking.look(database, read, describe_here, now, **given)


def kept(database: Database, *departements: str) -> list[SeenOpportunity]:
    """The newest first; every place unless said."""
    with database.read() as session:
        return seen.in_places(session, departements or None, date(2020, 1, 1), date(2030, 1, 1))


def titles(found: Iterable[SeenOpportunity]) -> list[str]:
    return sorted(one.title for one in found)


def test_what_is_new_is_looked_at_once(database: Database) -> None:
    ingested(database, notice("26-1", passages=SOCIAL), notice("26-2", title="Nettoyage"))
    assert look(database) == 2
    assert look(database) == look(database, later(3)) == 0
    assert titles(kept(database)) == ["Entretien des espaces verts de Sévigny-le-Vieux", "Nettoyage"]
    (green,) = [one for one in kept(database) if one.title.startswith("Entretien")]
    assert (green.appeared, green.lots[0].claused, green.lots[0].deadline) == (date(2026, 11, 20), True, at(10).at)


@pytest.mark.parametrize("hours", [0, 1, 30])
def test_what_changed_is_looked_at_again(database: Database, hours: int) -> None:
    ingested(database, notice("26-1"), notice("26-2"))
    look(database)
    when = NOON + timedelta(hours=hours)
    ingested(database, notice("26-2", title="Nettoyage des écoles"), now=when)
    assert look(database, when) == 1
    assert titles(kept(database)) == ["Entretien des espaces verts de Sévigny-le-Vieux", "Nettoyage des écoles"]


def test_a_notice_that_was_being_written_while_we_looked_is_not_missed(database: Database) -> None:
    """Its transaction ended after our look, with the moment at which it began."""
    ingested(database, notice("26-1"))
    look(database)
    ingested(database, notice("26-1", title="Autre titre"), now=NOON - timedelta(minutes=20))
    assert look(database, later()) == 1


def test_a_correction_an_award_and_a_cancellation_are_of_the_same_opportunity(database: Database) -> None:
    ingested(database, notice("26-1", places=(ISERE,)))
    look(database)
    correction = notice("26-8", kind=NoticeKind.CORRECTION, previous=("26-1",), deadline=at(20), passages=SOCIAL)
    ingested(database, replace(correction, published=date(2026, 11, 22)), now=later())
    assert look(database, later()) == 1
    (found,) = kept(database)
    assert (found.lots[0].deadline, found.lots[0].claused, found.end) == (at(20).at, True, None)
    ingested(database, notice("26-9", kind=NoticeKind.AWARD, previous=("26-1",)), now=later(2))
    assert look(database, later(2)) == 1
    (found,) = kept(database)
    assert (found.notice_id, found.end, found.appeared) == ("boamp:26-1", End.AWARDED, date(2026, 11, 20))


def test_a_cancelled_one_is_kept_as_such(database: Database) -> None:
    ingested(database, notice("26-1"), notice("26-9", kind=NoticeKind.CANCELLATION, previous=("26-1",)))
    look(database)
    assert [one.end for one in kept(database)] == [End.CANCELLED]


def test_a_broken_notice_is_logged_and_tried_again_only_when_it_changes(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    broken = []

    def stumbling(given: Notice) -> tuple[LotReading, ...]:
        if given.title == "Cassé":
            broken.append(given.id)
            raise ValueError("no such lot")
        return read(given)

    ingested(database, notice("26-1", title="Cassé"), notice("26-2"))
    with caplog.at_level(logging.CRITICAL):
        assert looking.look(database, stumbling, describe_here, NOON) == 2
        assert looking.look(database, stumbling, describe_here, later()) == 0
    assert broken == ["boamp:26-1"]
    assert len(kept(database)) == 1
    ingested(database, notice("26-1", title="Réparé"), now=later(2))
    assert looking.look(database, stumbling, describe_here, later(2)) == 1
    assert len(kept(database)) == 2


def test_batches_stop_when_asked_and_go_on_where_they_stopped(database: Database) -> None:
    ingested(database, *(notice(f"26-{number}") for number in range(7)))
    turns = iter((False, True))
    assert look(database, stop=lambda: next(turns), batch=3) == 3
    assert look(database, batch=3) == 4
    assert len(kept(database)) == 7


@pytest.mark.parametrize(
    ("places", "departements", "found"),
    [
        ((ISERE,), ["38"], True),
        ((ISERE,), ["69"], False),
        ((ISERE, RHONE), ["69"], True),
        ((), ["38"], True),  # nobody knows where: whoever asks looks closer
        ((Place(nuts="FR"),), ["38"], True),  # all of France
        ((Place(country="ESP", town="Ciudad ficticia"),), ["38"], False),
        ((ISERE,), [], True),
    ],
)
def test_it_is_found_where_it_may_be(
    database: Database, places: tuple[Place, ...], departements: list[str], found: bool
) -> None:
    ingested(database, notice("26-1", places=places, buyer=Buyer("Acheteur fictif")))
    look(database)
    assert bool(kept(database, *departements)) is found


def test_what_a_buyer_of_the_place_buys_elsewhere_is_found_too(database: Database) -> None:
    buyer = Buyer("Ville de Voiron", None, Place(postcode="38500", town="Voiron"))
    ingested(database, notice("26-1", places=(RHONE,), buyer=buyer))
    look(database)
    assert [len(kept(database, one)) for one in ("38", "69", "01")] == [1, 1, 0]


def test_places_that_are_corrected_are_no_longer_there(database: Database) -> None:
    ingested(database, notice("26-1", places=(ISERE,), buyer=Buyer("Acheteur fictif")))
    look(database)
    ingested(database, notice("26-1", places=(RHONE,), buyer=Buyer("Acheteur fictif")), now=later())
    look(database, later())
    assert [len(kept(database, one)) for one in ("38", "69")] == [0, 1]


def test_days_are_bounded_and_the_newest_come_first(database: Database) -> None:
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1), None]
    ingested(database, *(notice(f"26-{number}", published=day) for number, day in enumerate(days)))
    look(database)
    with database.read() as session:
        found = seen.in_places(session, None, date(2026, 11, 1), date(2026, 12, 1))
        first = seen.first_day(session)
    # The one without a day counts from the day on which it was read.
    assert [one.appeared for one in found] == [date(2026, 11, 30), date(2026, 11, 23), date(2026, 11, 1)]
    assert first == date(2026, 10, 31)


def test_nothing_read_has_no_first_day(database: Database) -> None:
    with database.read() as session:
        assert seen.first_day(session) is None
    assert look(database) == 0


def test_two_opportunities_that_are_one_are_kept_once(database: Database) -> None:
    ingested(database, notice("26-1"), notice("26-2"))
    look(database)
    with database.write() as session:
        merge_into(session, "boamp:26-1", "boamp:26-2", NOON)
    assert [one.id for one in kept(database)] == ["boamp:26-1"]
    ingested(database, notice("26-3", kind=NoticeKind.CORRECTION, previous=("26-1",)), now=later())
    assert look(database, later()) == 1
    assert len(kept(database)) == 1


def test_one_that_is_merged_while_it_is_read_is_left_out(database: Database) -> None:
    ingested(database, notice("26-1"), notice("26-2"))

    def merging(given: Notice) -> tuple[LotReading, ...]:
        if given.publisher_id == "26-2":
            with database.write() as session:
                merge_into(session, "boamp:26-1", "boamp:26-2", NOON)
        return read(given)

    looking.look(database, merging, describe_here, NOON)
    assert [one.id for one in kept(database)] == ["boamp:26-1"]


@pytest.mark.parametrize(
    "given",
    [
        notice("26-1", passages=SOCIAL, places=(ISERE,), lots=(lot("1"), lot("2", deadline=at(3)))),
        notice("26-2", title="", buyer=Buyer(), deadline=None, published=None, url=None, lots=(Lot(),)),
        notice("26-3", title="Un « titre » & <b>", buyer=Buyer("L'Étrange; =1+1\n", "00000000000017", ISERE)),
        notice("26-4", passages=says("Le marché est réservé aux SIAE."), places=(Place(nuts="FR"),)),
        notice("26-5", kind=NoticeKind.AWARD, lots=tuple(lot(str(number)) for number in range(500))),
    ],
    ids=["two lots", "nothing said", "odd names", "reserved", "five hundred lots"],
)
def test_what_is_kept_is_read_back_the_same(database: Database, given: Notice) -> None:
    ingested(database, given)
    look(database)
    (found,) = kept(database)
    assert from_text(to_text(found)) == found


@pytest.mark.parametrize("text", ["", "{}", "[]", "[[],[],null,[],[],[],[],[]]", "null"])
def test_text_that_is_no_such_thing_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, IndexError, TypeError)):
        from_text(text)
