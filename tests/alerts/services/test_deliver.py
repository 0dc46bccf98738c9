"""Messages are written when they are sent, from what holds that day, with the links of every copy."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pytest

from alerts.channels.channel import Letter, Style
from alerts.clauses.eligibility import may_answer
from alerts.ledger.drain import Drained
from alerts.messages.message import BeforeAfter, Fact, Link, Message
from alerts.model.delivery import Claimed, Outcome, Sent
from alerts.model.reading import Beneficiary, LotReading
from alerts.model.structure import Structure
from alerts.services.deliver import deliver
from alerts.services.structures import remove_structures
from alerts.store.engine import Database
from scrapers.notice import Notice, NoticeKind, Topic
from tests.alerts.services.stories import (
    ATELIERS,
    NOON,
    at,
    ingested,
    judge_for,
    later,
    lot,
    matched_new,
    notice,
    owed,
    read,
    says,
    subscribed,
)

PROCEDURE = "11111111-2222-4333-8444-555555555555"


@dataclass
class Folder:
    """A channel that keeps its messages."""

    name: str = "folder"
    style: Style = Style.PAGE
    messages: list[Message] = field(default_factory=list)

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        self.messages.append(letter.message)
        return Sent("kept")


def delivered(database: Database, now: datetime = NOON, reader: Any = read) -> list[Message]:
    folder = Folder()
    done = asyncio.run(deliver(database, {"folder": folder}, reader, may_answer, lambda: now))
    assert done == Drained(sent=len(folder.messages))
    return folder.messages


def told(database: Database, *notices: Notice, now: datetime = NOON) -> None:
    ingested(database, *notices, now=now)
    matched_new(database, judge_for("ateliers"), now)


def links(message: Message) -> list[str]:
    return [block.url for block in message.blocks if isinstance(block, Link)]


def fact(message: Message, label: str) -> str:
    return next(block.value for block in message.blocks if isinstance(block, Fact) and block.label == label)


def correction(**fields: Any) -> Notice:
    given = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "deadline": None, "published": date(2026, 11, 24)}
    return notice("26-2", **{**given, **fields})


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def test_an_alert_tells_the_notice_and_why(base: Database) -> None:
    told(base, notice("26-1", passages=says("Une clause d'insertion s'applique.")))
    (message,) = delivered(base)
    assert message.title.startswith("Entretien des espaces verts de Sévigny-le-Vieux")
    assert any("clause sociale" in block.value.casefold() for block in message.blocks if isinstance(block, Fact))
    assert [one.outcome for one in owed(base)] == ["sent"]


def test_an_opportunity_published_twice_is_told_once_with_both_links(base: Database) -> None:
    told(base, notice("26-1", procedure_id=PROCEDURE))
    ingested(base, notice("700-2026", source="ted", procedure_id=PROCEDURE), now=later())
    (message,) = delivered(base, later())
    assert links(message) == ["https://avis.example.org/26-1", "https://avis.example.org/700-2026"]


def test_an_alert_that_waited_tells_what_holds_when_it_leaves(base: Database) -> None:
    told(base, notice("26-1"))
    told(base, correction(deadline=at(17)), now=later())
    (alert,) = delivered(base, later())
    assert "17 décembre" in alert.title
    assert links(alert) == ["https://avis.example.org/26-1", "https://avis.example.org/26-2"]


def test_an_alert_that_waited_until_the_consultation_was_cancelled_does_not_leave(base: Database) -> None:
    told(base, notice("26-1"))
    told(base, correction(kind=NoticeKind.CANCELLATION), now=later())
    folder = Folder()
    done = asyncio.run(deliver(base, {"folder": folder}, read, may_answer, later))
    assert (done, folder.messages) == (Drained(refused=1), [])
    assert [one.reason for one in owed(base)] == ["consultation annulée avant l'envoi de l'alerte"]


def test_a_correction_tells_before_and_after(base: Database) -> None:
    told(base, notice("26-1"))
    delivered(base)
    told(base, correction(deadline=at(17)), now=later())
    (message,) = delivered(base, later())
    pairs = [(one.before, one.after) for one in message.blocks if isinstance(one, BeforeAfter)]
    assert pairs == [("jeudi 10 décembre 2026 à 12 h 00", "jeudi 17 décembre 2026 à 12 h 00")]
    assert links(message) == ["https://avis.example.org/26-2", "https://avis.example.org/26-1"]


def test_a_correction_says_whether_one_may_still_answer_lot_by_lot(base: Database) -> None:
    """The workshops are an ACI: the lot that becomes reserved to EA and ESAT is closed to them, the other is not."""
    told(base, notice("26-1", lots=(lot("1"), lot("2"))))
    delivered(base)
    told(base, correction(lots=(lot("1", passages=says("Ce lot est réservé.", topic=Topic.AFTER)),)), now=later())

    def reserved_to_others(given: Notice) -> tuple[LotReading, ...]:
        return tuple(
            replace(one, reservation=replace(one.reservation, to=(Beneficiary.EA_ESAT,) if one.reservation.to else ()))
            for one in read(given)
        )

    (message,) = delivered(base, later(), reserved_to_others)
    answers = [(one.label, one.value) for one in message.blocks if isinstance(one, Fact) and one.strong]
    assert [label for label, _ in answers] == [
        "Pouvez-vous encore répondre au lot 1 ?",
        "Pouvez-vous encore répondre au lot 2 ?",
    ], "the lot that changed comes first"
    assert [value.partition(",")[0] for _, value in answers] == ["Non", "Oui"]


def test_two_opportunities_that_became_one_are_still_told(base: Database) -> None:
    """The alert was owed for an opportunity that no longer has a name of its own."""
    told(base, notice("700-2026", source="ted", procedure_id=PROCEDURE))
    ingested(base, notice("26-1"), now=later())
    link = notice(
        "26-2", kind=NoticeKind.AWARD, previous=("26-1",), procedure_id=PROCEDURE, published=date(2026, 12, 1)
    )
    ingested(base, link, now=later(2))
    (message,) = delivered(base, later(2))
    assert set(links(message)) >= {"https://avis.example.org/700-2026", "https://avis.example.org/26-1"}


def test_a_structure_that_left_is_sent_nothing(base: Database) -> None:
    told(base, notice("26-1"))
    with base.write() as session:
        remove_structures(session, ["ateliers"])
    assert delivered(base) == []


def test_one_notice_told_to_many_is_read_once(database: Database) -> None:
    crowd = [Structure(f"structure-{number}", f"Structure {number}", ATELIERS.kinds) for number in range(20)]
    subscribed(database, *crowd)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for(*(one.id for one in crowd)))
    seen: list[str] = []

    def counting(given: Notice) -> tuple[LotReading, ...]:
        seen.append(given.id)
        return read(given)

    assert len(delivered(database, reader=counting)) == 20
    assert seen == ["boamp:26-1"]
