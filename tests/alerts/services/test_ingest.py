"""Storing what was read: each notice once, copies of one consultation together, what is unreadable aside."""

from datetime import date
from decimal import Decimal

import pytest

from alerts.services.ingest import Ingested, ingest
from alerts.store import notices, rejects
from alerts.store.engine import Database
from scrapers.notice import Amount, Buyer, Notice, NoticeKind
from scrapers.source import Page, Reject
from tests.alerts.services.stories import FICTITIOUS_SIRET, NOON, at, ingested, later, lot, notice, says

PROCEDURE = "11111111-2222-4333-8444-555555555555"


def opportunities(database: Database) -> list[set[str]]:
    """The notices of each opportunity."""
    with database.read() as session:
        found: dict[str, set[str]] = {}
        for one in notices.next_to_match(session, 1000):
            found.setdefault(one.opportunity_id, set()).add(one.notice.id)
    return sorted(found.values(), key=min)


def test_a_notice_comes_back_as_it_was_published(database: Database) -> None:
    given = notice(
        "26-1",
        lots=(lot("1", deadline=at(9), cpv=("77310000",), amount=Amount(Decimal("1500.50"))),),
        passages=says("Une clause d'insertion s'applique."),
        previous=("25-9",),
    )
    ingested(database, given)
    with database.read() as session:
        (stored,) = notices.next_to_match(session, 10)
    assert stored.notice == given
    deadline = stored.notice.lots[0].deadline
    assert deadline is not None
    assert deadline.at.isoformat() == "2026-12-09T12:00:00+01:00", "the buyer's wall clock is kept"


def test_the_overlap_of_two_readings_stores_nothing_twice(database: Database) -> None:
    first, second, third = notice("26-1"), notice("26-2"), notice("26-3")
    assert ingested(database, first, second) == Ingested(new=2)
    assert ingested(database, second, third) == Ingested(new=1, known=1)


def test_a_notice_published_anew_is_changed_and_to_be_matched_again(database: Database) -> None:
    ingested(database, notice("26-1"))
    with database.write() as session:
        notices.mark_matched(session, [("boamp:26-1", 1)], NOON)
    assert ingested(database, notice("26-1", deadline=at(15)), now=later()) == Ingested(changed=1)
    with database.read() as session:
        (stored,) = notices.next_to_match(session, 10)
    assert (stored.version, stored.notice.deadline) == (2, at(15))


def test_of_a_notice_that_comes_twice_in_a_page_the_last_one_holds(database: Database) -> None:
    page = Page((notice("26-1", title="Brouillon"), notice("26-1", title="Version définitive")))
    with database.write() as session:
        assert ingest(session, page, "boamp", NOON) == Ingested(new=1)
        assert [one.notice.title for one in notices.next_to_match(session, 10)] == ["Version définitive"]


BOAMP = notice("26-1", procedure_id=PROCEDURE)
TED = notice("700-2026", source="ted", procedure_id=PROCEDURE.upper())
BY_REFERENCE = {"buyer": Buyer("Ville", FICTITIOUS_SIRET), "reference": "2026-EV-04"}


@pytest.mark.parametrize(
    ("story", "given", "together"),
    [
        ("two consultations", (notice("26-1"), notice("26-2")), [{"boamp:26-1"}, {"boamp:26-2"}]),
        ("BOAMP and TED, one procedure", (BOAMP, TED), [{"boamp:26-1", "ted:700-2026"}]),
        (
            "two buyers whose software left the identifier of its template",
            (BOAMP, notice("26-2", procedure_id=PROCEDURE, buyer=Buyer("Une autre ville"))),
            [{"boamp:26-1"}, {"boamp:26-2"}],
        ),
        (
            "a correction names the notice that it corrects",
            (notice("26-1"), notice("26-2", kind=NoticeKind.CORRECTION, previous=("26-1",))),
            [{"boamp:26-1", "boamp:26-2"}],
        ),
        (
            "the correction is read first",
            (notice("26-2", kind=NoticeKind.CORRECTION, previous=("26-1",)), notice("26-1")),
            [{"boamp:26-1", "boamp:26-2"}],
        ),
        (
            "another source's notice of the same number is not what is corrected",
            (notice("26-1", source="ted"), notice("26-2", kind=NoticeKind.CORRECTION, previous=("26-1",))),
            [{"boamp:26-2"}, {"ted:26-1"}],
        ),
        (
            "a new call that mentions an old one is a new consultation",
            (notice("26-1"), notice("26-2", previous=("26-1",))),
            [{"boamp:26-1"}, {"boamp:26-2"}],
        ),
        (
            "without identifier: same buyer, same reference, same day",
            (notice("26-1", **BY_REFERENCE), notice("a", source="feed", **{**BY_REFERENCE, "reference": "2026 ev 04"})),
            [{"boamp:26-1", "feed:a"}],
        ),
        (
            "same reference, another day",
            (notice("26-1", **BY_REFERENCE), notice("26-2", **BY_REFERENCE, deadline=at(11))),
            [{"boamp:26-1"}, {"boamp:26-2"}],
        ),
        (
            "a reference too short to tell anything",
            (
                notice("26-1", **{**BY_REFERENCE, "reference": "L-1"}),
                notice("26-2", **{**BY_REFERENCE, "reference": "L-1"}),
            ),
            [{"boamp:26-1"}, {"boamp:26-2"}],
        ),
        (
            "same reference, but two procedures that say who they are",
            (
                notice("26-1", **BY_REFERENCE, procedure_id=PROCEDURE),
                notice("26-2", **BY_REFERENCE, procedure_id=PROCEDURE[::-1]),
            ),
            [{"boamp:26-1"}, {"boamp:26-2"}],
        ),
        (
            "an announcement and its call are two opportunities",
            (notice("26-1", kind=NoticeKind.PRIOR, procedure_id=PROCEDURE), notice("26-2", procedure_id=PROCEDURE)),
            [{"boamp:26-1"}, {"boamp:26-2"}],
        ),
        (
            "the correction of an announcement stays with it",
            (
                notice("26-1", kind=NoticeKind.PRIOR, procedure_id=PROCEDURE),
                notice("26-2", kind=NoticeKind.CORRECTION, previous=("26-1",), procedure_id=PROCEDURE),
                notice("26-3", procedure_id=PROCEDURE),
            ),
            [{"boamp:26-1", "boamp:26-2"}, {"boamp:26-3"}],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("pages", ["one page", "a page each"])
def test_which_notices_are_one_opportunity(
    database: Database, story: str, given: tuple[Notice, ...], together: list[set[str]], pages: str
) -> None:
    for some in [given] if pages == "one page" else [(one,) for one in given]:
        ingested(database, *some)
    assert opportunities(database) == together


def test_a_later_link_makes_one_opportunity_of_two(database: Database) -> None:
    """BOAMP's copy has no identifier of the procedure; the award, which names both, tells that they are one."""
    ingested(database, notice("26-1"), TED)
    assert len(opportunities(database)) == 2
    award = notice(
        "26-9", kind=NoticeKind.AWARD, previous=("26-1",), procedure_id=PROCEDURE, published=date(2026, 12, 1)
    )
    ingested(database, award, now=later())
    assert opportunities(database) == [{"boamp:26-1", "boamp:26-9", "ted:700-2026"}]
    ingested(database, notice("701-2026", source="ted", procedure_id=PROCEDURE), now=later(2))
    assert opportunities(database) == [{"boamp:26-1", "boamp:26-9", "ted:700-2026", "ted:701-2026"}]


def test_links_that_chain_within_one_page_make_one_opportunity(database: Database) -> None:
    first, second = notice("26-1"), notice("26-2")
    both = notice("26-3", kind=NoticeKind.CORRECTION, previous=("26-1", "26-2"))
    last = notice("26-4", kind=NoticeKind.CANCELLATION, previous=("26-2",))
    ingested(database, first, second, both, last)
    assert opportunities(database) == [{"boamp:26-1", "boamp:26-2", "boamp:26-3", "boamp:26-4"}]


def test_what_is_unreadable_is_kept_with_its_bytes_and_the_rest_goes_on(database: Database) -> None:
    cut = Reject("boamp", "26-2", "l'avis est coupé avant la fin", b'{"idweb": "26-2"')
    nameless = Reject("boamp", None, "l'avis n'a pas de numéro", b"{}")
    with database.write() as session:
        assert ingest(session, Page((notice("26-1"),), (cut, nameless)), "boamp", NOON) == Ingested(new=1, rejects=2)
    with database.write() as session:
        ingest(session, Page((), (cut, nameless)), "boamp", later())
        assert rejects.count_unread(session) == {"boamp": 2}, "the overlap keeps them once"
        kept = rejects.load(session, rejects.unread(session)[0])
    assert kept is not None
    assert (kept.publisher_id, kept.reason, kept.content) == (cut.publisher_id, cut.reason, cut.content)


def test_a_reject_that_is_read_at_last_is_resolved(database: Database) -> None:
    with database.write() as session:
        ingest(session, Page((), (Reject("boamp", "26-2", "l'avis est coupé", b"{"),)), "boamp", NOON)
    ingested(database, notice("26-2"), now=later())
    with database.read() as session:
        assert rejects.count_unread(session) == {}
