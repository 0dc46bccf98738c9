"""One item of a feed: what it tells in its own fields, and the Notice that makes.

Fields beyond RSS 2.0 and Atom are those that tender feeds use (Dublin Core): dc:creator is the buyer, dc:dateAccepted
the deadline, dc:Location "92 - Ville", category the subjects.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from urllib.parse import SplitResult, urlsplit

from scrapers.boamp.places import departement, in_words
from scrapers.dates import PARIS, deadline, read_date
from scrapers.errors import NoticeUnreadable
from scrapers.feeds.stated import Stated
from scrapers.notice import Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic
from scrapers.text import plain, repair

THIN = 200  # characters of description under which the item's own page is worth a request
NO_TITLE = "Avis sans titre"
_SHORT_ID = re.compile(r"[\w.-]{1,40}", re.ASCII)
_LOCATION = re.compile(r"\s*(\d{1,2}|2[AB]|97\d)\s*[-–]\s*(\S.*)")
_KINDS = (
    (NoticeKind.CANCELLATION, re.compile(r"annul", re.IGNORECASE), ()),
    (NoticeKind.CORRECTION, re.compile(r"rectif", re.IGNORECASE), ()),
    (NoticeKind.AWARD, re.compile(r"attribution|r[ée]sultat", re.IGNORECASE), ("/am-", "/attribution")),
    (NoticeKind.PRIOR, re.compile(r"pr[ée]-?information", re.IGNORECASE), ()),
)
_HEADING = re.compile(r"\W*(?:avis\s+(?:de\s+|d\W?\s*)?)?(\w[\w-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """An item as plain words, so that it can wait in a request's memory for its page."""

    key: str
    title: str
    link: str
    published: str
    buyer: str
    deadline: str
    location: str
    categories: str  # one a line
    description: str

    @property
    def publisher_id(self) -> str:
        """The guid, else the link; a digest of it when it is long or is an address. Stable over time."""
        return self.key if _SHORT_ID.fullmatch(self.key) else hashlib.sha256(self.key.encode()).hexdigest()[:16]

    @property
    def thin(self) -> bool:
        return len(self.description) < THIN

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Item":
        """Raises NoticeUnreadable when this is not what `as_json` writes."""
        try:
            told = json.loads(text)
            return cls(**{field.name: str(told[field.name]) for field in fields(cls)})
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise NoticeUnreadable("l'entrée du flux gardée n'est pas lisible") from error


def from_entry(entry: dict[str, object]) -> Item:
    """The item of one feedparser entry. Raises NoticeUnreadable when it has neither title nor link nor identifier."""
    link = _word(entry, "link") if urlsplit_safe(_word(entry, "link")) else ""
    key, title = _word(entry, "id") or link, plain(_word(entry, "title"))
    if not key and not title:
        raise NoticeUnreadable("l'entrée du flux n'a ni titre, ni lien, ni identifiant")
    return Item(
        key=key or title,
        title=title or NO_TITLE,
        link=link,
        published=_day(entry),
        buyer=plain(_word(entry, "author")),
        deadline=repair(_word(entry, "dc_dateaccepted")),
        location=plain(_word(entry, "dc_location")),
        categories="\n".join(_categories(entry)),
        description=_description(entry),
    )


NOTHING_STATED = Stated()


def notice(item: Item, source: str, passages: tuple[Passage, ...] = (), stated: Stated = NOTHING_STATED) -> Notice:
    """The Notice of an item, with the sentences of its page when it was read. What the item says itself prevails over
    what the page states.
    """
    day = read_date(item.published)
    title = stated.title if stated.title and item.title == NO_TITLE else item.title
    own = (Passage("title", title, Topic.TITLE), Passage("description", item.description, Topic.DESCRIPTION))
    place = location(item.location) or location(stated.place)
    return Notice(
        source=source,
        publisher_id=item.publisher_id,
        kind=kind(item),
        title=title,
        url=item.link or None,
        published=day,
        buyer=Buyer(name=item.buyer or stated.buyer_name() or None, place=stated.buyer_place()),
        places=(place,) if place else (),
        keywords=tuple(item.categories.split("\n")) if item.categories else (),
        deadline=_deadline(item.deadline, day) or _deadline(stated.deadline, day),
        shape="feed",
        passages=tuple(passage for passage in own if passage.text) + passages,
        lots=(Lot(),),
    )


def _deadline(words: str, published: date | None) -> Deadline | None:
    return deadline(words, published=published) if words else None


def kind(item: Item) -> NoticeKind:
    """A call, unless a subject, the beginning of the title or the address says award, correction, cancellation."""
    parts = urlsplit_safe(item.link)
    path = parts.path.lower() if parts else ""
    heading = _HEADING.match(item.title)
    for found, words, paths in _KINDS:
        named = any(words.search(category) for category in item.categories.split("\n"))
        titled = heading is not None and words.match(heading[1])
        if named or titled or words.search(path) or any(part in path for part in paths):
            return found
    return NoticeKind.CALL


def location(words: str) -> Place | None:
    """ "92 - Neuilly-sur-Seine", or any line with one postcode."""
    found = _LOCATION.fullmatch(words)
    if found and (code := departement(found[1])):
        return Place(departement=code, town=found[2].strip())
    return in_words(words)


def urlsplit_safe(link: str) -> SplitResult | None:
    """The parts of a web address, None when it is not one."""
    try:
        parts = urlsplit(link.strip())
        return parts if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _word(entry: dict[str, object], name: str) -> str:
    value = entry.get(name)
    return value.strip() if isinstance(value, str) else ""


def _day(entry: dict[str, object]) -> str:
    """The day of publication in Paris. feedparser gives UTC times without a zone."""
    for name in ("published_parsed", "updated_parsed"):
        parsed = entry.get(name)
        if isinstance(parsed, tuple) and len(parsed) >= 6:
            try:
                year, month, day, hour, minute, second = parsed[:6]
                moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
                return moment.astimezone(PARIS).date().isoformat()
            except (ValueError, OverflowError):
                continue
    return ""


def _categories(entry: dict[str, object]) -> list[str]:
    tags = entry.get("tags")
    words = [plain(str(tag.get("label") or tag.get("term") or "")) for tag in tags] if isinstance(tags, list) else []
    return [word for word in dict.fromkeys(words) if word]


def _description(entry: dict[str, object]) -> str:
    """The longest of the summary and the contents: Atom feeds often have both."""
    contents = entry.get("content")
    values = [str(part.get("value") or "") for part in contents] if isinstance(contents, list) else []
    return max((plain(text) for text in [_word(entry, "summary"), *values]), key=len)
