"""What a part of the tree tells, while it is being read: of the procedure, or of one lot.

A table gives, for each tag that may be met, what to do with its elements: only what was published costs time, and one
more field is one more line in a table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import TypeAlias

from scrapers.dates import deadline
from scrapers.eforms.names import END_DATE, END_TIME
from scrapers.eforms.tree import Branches, Element, branches, leaf
from scrapers.eforms.wording import Wording
from scrapers.notice import Amount, Code, Criterion, Deadline, Passage, Place, Topic

_FAR = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading a lot needs from its notice: texts' language, the buyer's times, the day of publication."""

    wording: Wording
    zones: tuple[tzinfo, ...]
    published: date | None
    deadlines: dict[tuple[str, str], Deadline | None] = field(default_factory=dict)  # lots often share theirs

    def deadline(self, day: str, clock: str) -> Deadline | None:
        key = (day, clock)
        if key not in self.deadlines:
            self.deadlines[key] = deadline(day, clock, zones=self.zones, published=self.published)
        return self.deadlines[key]


@dataclass(slots=True)
class Draft:
    """`suffix` ends the codes' fields: "-Part" in a planning notice."""

    setting: Setting
    suffix: str = ""
    title: str | None = None
    reference: str | None = None
    procedure: str | None = None
    nature: str | None = None
    cpv: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    estimated: Amount | None = None
    ceiling: Amount | None = None
    criteria: list[Criterion] = field(default_factory=list)
    months: Decimal | None = None
    renewals: int | None = None
    starts: date | None = None
    questions: datetime | None = None
    documents: dict[str, str] = field(default_factory=dict)  # address by document type
    codes: list[Code] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    references: list[str] = field(default_factory=list)  # other notices it names

    def read(self, element: Element, table: "Table") -> None:
        """Hand each group of children with the same tag to its line of the table."""
        grouped: Branches = {}
        for child in element:
            tag = child.tag
            if tag in grouped:
                grouped[tag].append(child)
            elif tag in table:
                grouped[tag] = [child]
        for tag, found in grouped.items():
            table[tag](self, found)

    def tell(self, name: str, topic: Topic, found: list[Element] | None) -> str:
        """Keep what a field says, if anything, and give it back. `name` is its business term."""
        text = self.setting.wording.of(found) if found else ""
        if text:
            self.passages.append(Passage(name, text, topic))
        return text

    def due(self, name: str, period: Element) -> None:
        """Keep the end of a period; one that cannot exist is kept as it was written."""
        grouped = branches(period)
        day, clock = leaf(grouped, END_DATE), leaf(grouped, END_TIME)
        read = self.setting.deadline(day, clock)
        if read is not None:
            self.deadlines.append(read)
        elif day or clock:
            self.passages.append(Passage(name, f"{day} {clock}".strip()))

    def questions_until(self) -> datetime | None:
        """BT-13, when it can be believed: not after the last deadline, nor years away from the publication."""
        at, published = self.questions, self.setting.published
        if at is None or (any(self.deadlines) and at > max(due.at for due in self.deadlines)):
            return None
        return at if published is None or abs(at.date() - published) < _FAR else None

    def earliest(self) -> Deadline | None:
        return min(self.deadlines, key=lambda due: due.at, default=None)


Table: TypeAlias = Mapping[str, Callable[[Draft, list[Element]], object]]


def text_of(name: str, topic: Topic) -> Callable[[Draft, list[Element]], object]:
    """The line of a table for a plain text."""
    return lambda draft, found: draft.tell(name, topic, found)
