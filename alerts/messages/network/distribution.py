"""How often each member was proposed to others in a month: by name, for all members, with how the order works."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alerts.messages.french import count
from alerts.messages.message import Block, Bullets, Heading, Message, Paragraph
from alerts.messages.network.searching import ORDER
from alerts.messages.network.territory_words import month_words
from alerts.network.fairness import NEW, SMALL, Share

IN_FULL = 40  # members told one by one in a letter
TITLE = "Qui a été proposé"
RULE = f"{ORDER} Ni label, ni résultat passé, ni refus n'y change rien."
FIRST = (
    f"« Petite » : {SMALL:g} équivalents temps plein au plus, quand elle montre ses effectifs ; « récente » : membre"
    f" depuis moins de {NEW.days // 365 * 12} mois."
)
WHAT = "Une proposition : un lot pour lequel ce membre a été interrogé, sans son nom, ou cité dans le radar."
NONE = "Aucun membre n'a été proposé pendant ce mois."
APART = "Ne participent pas aux appels à partenaires, par leur choix"
PLACES = ("en 1er", "en 2e", "en 3e")
FURTHER = "plus loin"


@dataclass(frozen=True, slots=True)
class Line:
    """A member by its name. `takes_part`: in calls for partners."""

    name: str
    share: Share
    takes_part: bool = True

    @property
    def cells(self) -> tuple[int, ...]:
        """First, second, third, further, in all."""
        return (*self.share.ranks, self.share.further, self.share.total)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Of one month (its first day); those proposed least first."""

    network: str
    month: date
    lines: tuple[Line, ...]

    @property
    def taking_part(self) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if one.takes_part)

    @property
    def apart(self) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if not one.takes_part)

    @property
    def total(self) -> int:
        return sum(one.share.total for one in self.lines)


def distribution_message(found: Distribution, most: int = IN_FULL) -> Message:
    """Its blocks also stand in the monthly letter, under a title. Beyond `most` members, the others are counted."""
    summary = NONE if not found.total else f"{count(found.total, 'proposition')} en {month_words(found.month)}."
    return Message(f"{TITLE} – {month_words(found.month)}", summary, tuple(_blocks(found, summary, most)))


def _blocks(found: Distribution, summary: str, most: int) -> Iterator[Block]:
    yield Paragraph(f"{summary} {WHAT}")
    if found.total and found.taking_part:
        yield Bullets(tuple(_lines(found.taking_part, most)))
    if found.apart:
        yield Heading(APART)
        yield Bullets(tuple(_lines(found.apart, most)))
    yield Paragraph(f"{RULE} {FIRST}")


def _lines(lines: Sequence[Line], most: int) -> Iterator[str]:
    yield from (f"{one.name} : {times(one.share)}" for one in lines[:most])
    if len(lines) > most:
        left = lines[most:]
        yield f"et {count(len(left), 'autre membre', 'autres membres')} : {_spread(left)}"


def times(share: Share) -> str:
    """« 3 fois (en 1er 2, plus loin 1) », « jamais »."""
    if not share.total:
        return "jamais"
    told = [*zip(PLACES, share.ranks, strict=True), (FURTHER, share.further)]
    return f"{share.total} fois ({', '.join(f'{many} {where}' for where, many in told if many)})"


def _spread(lines: Sequence[Line]) -> str:
    totals = [one.share.total for one in lines]
    least, most = min(totals), max(totals)
    return f"{least} fois chacun" if least == most else f"de {least} à {most} fois chacun"
