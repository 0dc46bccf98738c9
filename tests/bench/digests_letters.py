"""Fictitious digests to send: structures each with their ten opportunities, drawn from a few hundred that are open."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alerts.channels.channel import Letter
from alerts.clauses.read import read_notice
from alerts.messages.mail.digest import Digest, digest_message
from alerts.messages.mail.footer import why_words
from alerts.messages.mail.gathered import Item, SourceRead
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.preference import BY_MAIL
from alerts.model.reading import Answer, LotReading
from alerts.model.structure import Structure
from scrapers.boamp.record import read_record
from scrapers.notice import Notice
from tests.bench.synthetic import records, structures

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
OPEN = 300  # opportunities
EACH = 10  # a digest
SOURCES = (SourceRead("BOAMP", NOW - timedelta(hours=1)), SourceRead("TED", NOW - timedelta(hours=3)))


@dataclass(frozen=True)
class Posted:
    """A letter and its row of the ledger."""

    letter: Letter
    row: Claimed


class Letters:
    """The same ones for the same seed. The most read opportunities come back in many digests, as they do in life."""

    def __init__(self, seed: int = 3) -> None:
        self._seed = seed
        read = [read_record(one) for one in records(OPEN, NOW.date())]
        self._open: list[tuple[Notice, tuple[LotReading, ...]]] = [(one, read_notice(one)) for one in read]

    def posted(self, count: int, people: int = 1) -> Iterator[Posted]:
        """So many letters; each structure has so many people."""
        chance = random.Random(self._seed)
        for number, structure in enumerate(structures(count // people)):
            message = digest_message(self._digest(structure, chance), NOW)
            why = why_words(BY_MAIL, structure)
            for person in range(people):
                which = number * people + person
                to = f"personne{which}@structure{number}.example"
                key = f"digest:{structure.id}:email:person:{which}:2026-11-23"
                row = Claimed(which + 1, structure.id, "email", DeliveryKind.DIGEST, {}, key, 1, f"person:{which}")
                yield Posted(Letter(structure, message, to, why=why, membership=which + 1), row)

    def _digest(self, structure: Structure, chance: random.Random) -> Digest:
        ranks = sorted(chance.sample(range(OPEN), EACH * 3), key=lambda rank: rank * chance.random())[:EACH]
        new = tuple(self._item(structure, rank) for rank in ranks)
        return Digest(structure, BY_MAIL, NOW - timedelta(days=7), new=new, sources=SOURCES)

    def _item(self, structure: Structure, rank: int) -> Item:
        notice, readings = self._open[rank]
        reason = Reason(Criterion.TRADE, Verdict.FOR, "Métier : l'objet de l'avis en parle.")
        lots = tuple(lot.id for lot in notice.lots)
        match = Match(structure.id, notice.id, Answer.CHECK, False, (reason,), lots)
        return Item(rank + 1, match, (notice,), readings)
