"""Blocks of a message inside a page, and the links of its actions: the same as in the letter."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from alerts.channels.markup import safe_url, typography
from alerts.links.signed import LinkKind, Links
from alerts.messages.french import capitalised, lots
from alerts.messages.message import Action, ActionKind, Block, verdict_of
from alerts.messages.ways import radar, under
from bot.pages.site import Site, templates

_OF_A_NETWORK: dict[ActionKind, LinkKind | None] = {
    **dict.fromkeys((ActionKind.WHOLE, ActionKind.INTERESTED, ActionKind.DECLINE, ActionKind.MUTE), LinkKind.BROADCAST),
    **dict.fromkeys((ActionKind.CALL, ActionKind.CALL_YES, ActionKind.CALL_NO), LinkKind.CALL),
    ActionKind.ROOM: LinkKind.ROOM,
    ActionKind.TERRITORY: LinkKind.TERRITORY,
    ActionKind.RADAR: None,
    ActionKind.SUMMON: None,
}
Grouped = tuple[str, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Linked:
    """An action as a link."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Linker:
    """Whose links they are, and on which day they are made."""

    links: Links
    membership: int
    now: datetime
    person: int | None = None

    def __call__(self, action: Action) -> Linked | None:
        """None for what is no link: a list that the page already is, an address that no browser should open."""
        url = self._url(action)
        return Linked(action.label, url) if url and safe_url(url) else None

    def _url(self, action: Action) -> str | None:
        if action.kind is ActionKind.DRAWER:
            return self.links.url(LinkKind.SETTINGS, self.membership, now=self.now)
        if action.kind in _OF_A_NETWORK:
            return self._network(action)
        end = under(action)
        if end is not None and action.match_id is not None:
            return self.links.url(LinkKind.OPPORTUNITY, self.membership, action.match_id, now=self.now) + end
        if action.kind is ActionKind.WIDEN and action.about:
            return self.links.url(LinkKind.WIDEN, self.membership, *action.about, now=self.now)
        return action.url if action.kind in (ActionKind.READ, ActionKind.GO) else None

    def _network(self, action: Action) -> str | None:
        """As in a letter (`alerts.channels.email.personal`). Territory pages name who looks, not a structure."""
        if not action.about:
            return None
        kind = _OF_A_NETWORK[action.kind]
        if kind is None:
            return self.links.page(radar(action.about))
        who = self.person if kind is LinkKind.TERRITORY else self.membership
        return None if who is None else self.links.url(kind, who, *action.about, now=self.now)


def grouped(blocks: tuple[Block, ...]) -> list[Grouped]:
    """(kind, blocks that follow one another) pairs: facts make one list, changes one table."""
    return [(kind, tuple(some)) for kind, some in groupby(blocks, key=lambda block: type(block).__name__)]


def taught(site: Site) -> Site:
    """The site whose templates know French typography, blocks and addresses that are safe."""
    known = templates()
    known.filters.update(fr=typography, verdict=verdict_of, grouped=grouped, lots=lots, capital=capitalised)
    known.tests.update(safe_url=safe_url)
    return site
