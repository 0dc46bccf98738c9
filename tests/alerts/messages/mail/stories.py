"""A fictitious structure on a Monday morning, and what the week brought it. Matching is the real one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from alerts.channels.markup import to_text
from alerts.clauses.read import read_notice
from alerts.matching import oracle
from alerts.matching.document import describe
from alerts.messages.change import changes, facts, merge
from alerts.messages.correction import correction_message
from alerts.messages.mail.gathered import Corrected, Digest, Item, KeptOne, Near, SourceRead
from alerts.messages.message import Action, Block, Entry, Fact, Heading, Message
from alerts.model.match import Match
from alerts.model.preference import BY_MAIL
from alerts.model.response import ResponseStatus
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.territory.france import France
from scrapers.notice import Buyer, Deadline, Notice, NoticeKind, Passage, Place, Topic
from tests.alerts.messages.stories import at, until

NOW = at(2026, 11, 23, 8, 0)  # a Monday
HAIES = Structure(
    "haies",
    "Chantier des Haies",
    frozenset({StructureKind.ACI}),
    (Criteria(trades=frozenset({"espaces-verts"}), territory=Territory(departements=frozenset({"69"}))),),
)
RESERVED = "Le marché est réservé aux structures d'insertion par l'activité économique (article L. 2113-13)."
HOURS = "Le titulaire réalisera 140 heures d'insertion au titre de la clause sociale d'insertion."
AIN = (Place(departement="01"),)


def notice(number: int, title: str = "", *texts: str, **fields: Any) -> Notice:
    """A call of a fictitious town of the Rhône for its green spaces, open until Friday 11 December."""
    given: dict[str, Any] = {
        "source": "boamp",
        "publisher_id": f"26-{900000 + number}",
        "kind": NoticeKind.CALL,
        "title": title or f"Tonte des pelouses de Sévigny, secteur {number}",
        "url": f"https://avis.example.org/boamp/26-{900000 + number}",
        "published": date(2026, 11, 20),
        "buyer": Buyer("Ville de Sévigny-le-Vieux"),
        "places": (Place(departement="69"),),
        "cpv": ("77310000",),
        "deadline": until(2026, 12, 11, 12, 0),
        "passages": tuple(Passage("BT-70", text, Topic.CONDITIONS) for text in texts),
    }
    return Notice(**given | fields)


def judged(given: Notice, structure: Structure = HAIES, now: datetime = NOW) -> Match:
    found = oracle.match(structure, describe(given, read_notice(given), France.load()), now)
    assert found is not None
    return found


def item(given: Notice, structure: Structure = HAIES, **fields: Any) -> Item:
    """Its match has the last digits of its number."""
    return Item(number_of(given), judged(given, structure), (given,), read_notice(given), **fields)


def number_of(given: Notice) -> int:
    return int(given.publisher_id[-4:])


def near(given: Notice, widen: str = "") -> Near:
    match = judged(given)
    assert match.near_miss
    return Near(match, (given,), read_notice(given), widen, (given.id, "0badcafe") if widen else ())


def corrected(given: Notice, status: ResponseStatus | None = None, **new: Any) -> Corrected:
    """The notice, after a correction that has these fields."""
    later: dict[str, Any] = {
        "kind": NoticeKind.CORRECTION,
        "publisher_id": f"26-99{number_of(given)}",
        "url": f"https://avis.example.org/boamp/26-99{number_of(given)}",
    }
    correcting = replace(given, **later | new)
    before = facts(given, read_notice(given))
    after = merge(before, facts(correcting, ()), correcting, ())
    told = changes(before, after)
    message = correction_message(HAIES, told, after, (given, correcting), judged(given), (), NOW)
    return Corrected(number_of(given), message, correcting.url, status)


def kept(number: int, title: str, deadline: Deadline | None, **fields: Any) -> KeptOne:
    """As the list of what is kept says it."""
    given: dict[str, Any] = {
        "place": "Rhône (69)",
        "until": "date limite : lundi 14 décembre 2026 à 12 h 00 – dans 21 jours",
        "status": ResponseStatus.KEPT,
        "url": f"https://avis.example.org/boamp/26-{900000 + number}",
    }
    return KeptOne(number, title, deadline=deadline, **given | fields)


SOURCES = (
    SourceRead("BOAMP", at(2026, 11, 23, 6, 10)),
    SourceRead("TED", at(2026, 11, 22, 22, 0), "le site n'a pas répondu à temps"),
)
QUIET = Digest(HAIES, BY_MAIL, at(2026, 11, 16, 8, 0), sources=SOURCES)


def entries(message: Message) -> list[Entry]:
    return [block for block in message.blocks if isinstance(block, Entry)]


def outline(message: Message) -> dict[str, list[str]]:
    """Heading → the titles of its entries, "" for those that stand before any heading."""
    found: dict[str, list[str]] = {"": []}
    for block in message.blocks:
        if isinstance(block, Heading):
            found[block.text] = []
        elif isinstance(block, Entry):
            found[list(found)[-1]].append(block.title)
    return found


def actions(message: Message) -> list[Action]:
    """Those of the entries, then those of the message."""
    own = [one for entry in entries(message) for one in entry.actions]
    return own + [one for row in message.actions for one in row]


def aloud(message: Message) -> str:
    """The whole message as one would read it aloud, with what can be done: « → Avis officiel »."""
    lines = [message.title, ""]
    for block in message.blocks:
        if isinstance(block, Entry):
            lines += [f"* {block.title}" + (f" [{block.tag}]" if block.tag else "")]
            lines += [f"  {line}" for line in _text(block.blocks)] + [f"  → {one.label}" for one in block.actions]
        else:
            lines += [f"## {block.text}"] if isinstance(block, Heading) else _text((block,))
    return "\n".join([*lines, *(f"→ {one.label}" for row in message.actions for one in row)])


def _text(blocks: Sequence[Block]) -> list[str]:
    return [line for line in to_text(Message("", "", tuple(blocks))).splitlines() if line]


def facts_of(entry: Entry) -> dict[str, str]:
    return {block.label: block.value for block in entry.blocks if isinstance(block, Fact)}
