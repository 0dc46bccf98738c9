"""« Juste à côté »: a manager says yes, the profile takes it in, and what was just aside can be kept."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alerts.model.people import Membership, Role
from alerts.model.response import ResponseStatus
from alerts.model.structure import Criteria, Structure, Territory
from alerts.services import widening
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.inviting import leave
from alerts.services.responding import respond
from alerts.services.widening import Offer, Widened
from alerts.store import structures
from alerts.store.engine import Database
from scrapers.notice import Notice, NoticeKind, Place
from tests.alerts.services.respondents import BRUNO, INES, joined
from tests.alerts.services.stories import (
    ATELIERS,
    NOON,
    at,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    owed,
    subscribed,
)

RHONE = Criteria(trades=frozenset({"espaces-verts"}), territory=Territory(departements=frozenset({"69"})))
HERS = replace(ATELIERS, activities=(RHONE,))
AIN = "Ajouter l'Ain à votre territoire"


def stadiums(number: str = "26-1", **fields: Any) -> Notice:
    return notice(
        number, **{"title": "Tonte des stades", "cpv": ("77310000",), "places": (Place(departement="01"),)} | fields
    )


def read_of(database: Database, *given: Notice, structure: Structure = HERS) -> Membership:
    """Inès manages the structure; these notices were read, and concern nobody."""
    subscribed(database, structure)
    ingested(database, *(given or (stadiums(),)))
    matched_new(database, judge_for())
    _, membership = joined(database, INES, "Inès", structure)
    return membership


def offered(database: Database, membership: Membership, notice_id: str = "boamp:26-1") -> Offer | None:
    with database.read() as session:
        return widening.offer(session, membership.id, notice_id, NOON)


def accepted(database: Database, membership: Membership, mark: str, notice_id: str = "boamp:26-1") -> Widened:
    with database.write() as session:
        return widening.accept(session, membership.id, notice_id, mark, NOON)


def territory(database: Database) -> frozenset[str]:
    with database.read() as session:
        found = structures.load_structure(session, "ateliers")
    assert found is not None
    return found.activities[0].territory.departements


def test_a_manager_says_yes_and_the_opportunity_can_be_kept(database: Database) -> None:
    ines = read_of(database)
    offer = offered(database, ines)
    assert offer is not None
    assert (offer.proposal.text, offer.may_accept, offer.notice.title) == (AIN, True, "Tonte des stades")
    assert territory(database) == {"69"}, "a proposal changes nothing"
    done = accepted(database, ines, offer.mark)
    assert territory(database) == {"01", "69"}
    assert done.structure.activities[0].territory.departements == {"01", "69"}
    assert done.match_id is not None
    with database.write() as session:
        kept = respond(session, ines.person_id, done.match_id, ResponseStatus.KEPT, NOON)
    assert kept is not None
    assert kept.match_id == done.match_id


def test_nothing_is_sent_for_what_was_shown_and_the_alert_does_not_come_later(database: Database) -> None:
    ines = read_of(database)
    offer = offered(database, ines)
    assert offer is not None
    accepted(database, ines, offer.mark)
    assert owed(database) == []
    matched_new(database, judge_for("ateliers"), later())
    assert owed(database) == []


def test_twice_is_refused_and_the_match_is_found(database: Database) -> None:
    ines = read_of(database)
    offer = offered(database, ines)
    assert offer is not None
    done = accepted(database, ines, offer.mark)
    assert offered(database, ines) is None
    with pytest.raises(Refusal, match="déjà fait"):
        accepted(database, ines, offer.mark)
    with database.read() as session:
        assert widening.match_of(session, ines.id, "boamp:26-1") == done.match_id


def test_a_mark_of_other_words_changes_nothing(database: Database) -> None:
    ines = read_of(database)
    with pytest.raises(Refusal, match="n'est plus juste à côté"):
        accepted(database, ines, "00000000")
    assert territory(database) == {"69"}


def test_a_member_is_told_who_can(database: Database) -> None:
    read_of(database)
    _, bruno = joined(database, BRUNO, "Bruno", HERS, Role.MEMBER)
    offer = offered(database, bruno)
    assert offer is not None
    assert (offer.may_accept, offer.managers) == (False, ("Inès",))
    with pytest.raises(NotAllowed) as refused:
        accepted(database, bruno, offer.mark)
    assert refused.value.sentence == "Seul un responsable de la structure peut changer son profil : Inès."
    assert territory(database) == {"69"}


def test_whoever_left_can_do_nothing(database: Database) -> None:
    ines = read_of(database)
    _, bruno = joined(database, BRUNO, "Bruno", HERS)
    with database.write() as session:
        leave(session, bruno.person_id, bruno.id, NOON)
    with pytest.raises(NotYours, match="ne faites plus partie"):
        offered(database, bruno)
    with pytest.raises(NotYours):
        accepted(database, bruno, "00000000")
    assert offered(database, ines) is not None


@pytest.mark.parametrize("kind", [NoticeKind.AWARD, NoticeKind.CANCELLATION])
def test_what_is_over_meanwhile_is_not_offered(database: Database, kind: NoticeKind) -> None:
    ines = read_of(database)
    ingested(database, notice("26-2", kind=kind, previous=("26-1",), published=date(2026, 11, 22)))
    matched_new(database, judge_for())
    assert offered(database, ines) is None


def test_a_cancellation_that_nobody_has_dealt_with_yet_counts(database: Database) -> None:
    ines = read_of(database)
    ingested(database, notice("26-2", kind=NoticeKind.CANCELLATION, previous=("26-1",), published=date(2026, 11, 22)))
    assert offered(database, ines) is None


def test_it_is_judged_by_what_holds_today(database: Database) -> None:
    """Too late by its first deadline, in time by the corrected one."""
    ines = read_of(database, stadiums(deadline=at(1)))
    with database.read() as session:
        assert widening.offer(session, ines.id, "boamp:26-1", later(9)) is None
    moved = stadiums(
        "26-3", kind=NoticeKind.CORRECTION, previous=("26-1",), deadline=at(17), published=date(2026, 11, 24)
    )
    ingested(database, moved)
    with database.read() as session:
        offer = widening.offer(session, ines.id, "boamp:26-1", later(9))
    assert offer is not None
    assert offer.proposal.text == AIN


def test_of_two_copies_the_one_that_the_link_names_is_looked_at(database: Database) -> None:
    procedure = "11111111-2222-4333-8444-555555555555"
    twin = stadiums("700-2026", source="ted", procedure_id=procedure, places=(Place(departement="42"),))
    ines = read_of(database, stadiums(procedure_id=procedure), twin)
    texts = [offer.proposal.text for one in ("boamp:26-1", "ted:700-2026") if (offer := offered(database, ines, one))]
    assert texts == [AIN, "Ajouter la Loire à votre territoire"]
    offer = offered(database, ines, "ted:700-2026")
    assert offer is not None
    assert accepted(database, ines, offer.mark, "ted:700-2026").match_id is not None
    assert offered(database, ines) is None, "one opportunity: it is theirs now"


def test_a_notice_that_concerns_them_or_is_unknown_has_no_offer(database: Database) -> None:
    ines = read_of(database, stadiums(places=(Place(departement="69"),)))
    assert offered(database, ines) is None
    assert offered(database, ines, "boamp:nowhere") is None
    with database.read() as session:
        assert widening.match_of(session, ines.id, "boamp:nowhere") is None
