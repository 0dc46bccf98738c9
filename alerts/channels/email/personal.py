"""What is one recipient's in a message: the addresses of its actions and of its footer. All else can be shared."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from urllib.parse import quote

from alerts.channels.channel import Letter
from alerts.channels.markup import safe_url
from alerts.links.signed import LinkKind, Links
from alerts.messages.message import Action, ActionKind
from alerts.messages.ways import radar, under
from alerts.model.delivery import Claimed, DeliveryKind

SETTINGS = "reglages"
PRIVACY = "confidentialite"  # the page that says what is kept about people
ONCE = frozenset({DeliveryKind.CONFIRMATION, DeliveryKind.ACCESS, DeliveryKind.HELP})
"""What is asked for once, each time: there is nothing to stop."""

KEPT = 4096  # addresses of notices, the same for everybody
_RESERVED = "%:/?#[]@!$&'()*+,;=~"
_PUBLIC = frozenset({ActionKind.GO, ActionKind.READ})
OF_A_BROADCAST = frozenset({ActionKind.WHOLE, ActionKind.INTERESTED, ActionKind.DECLINE, ActionKind.MUTE})
_CALLS = frozenset({ActionKind.CALL, ActionKind.CALL_YES, ActionKind.CALL_NO})
_OF_A_NETWORK = frozenset(
    {*OF_A_BROADCAST, *_CALLS, ActionKind.ROOM, ActionKind.RADAR, ActionKind.SUMMON, ActionKind.TERRITORY}
)


@dataclass(frozen=True)
class Personal:
    """Of one letter. An address is None where there is none to give. `now` is aware."""

    links: Links | None
    letter: Letter
    delivery: Claimed
    now: datetime

    @cached_property
    def is_list(self) -> bool:
        """One of many that come without being asked for each time (RFC 2369, RFC 8058)."""
        return self.delivery.kind not in ONCE

    @cached_property
    def unsubscribe(self) -> str | None:
        if self.links is not None and self.letter.network is not None:
            return self.links.url(LinkKind.MUTE, *self.letter.network, now=self.now)
        return self._link(LinkKind.UNSUBSCRIBE) if self.is_list else None

    @cached_property
    def settings(self) -> str | None:
        """Whoever is of no structure (an animator) asks for their link with their address."""
        if self.links is not None and self.letter.membership is None and self.letter.network is not None:
            return self.links.page(SETTINGS)
        return self._link(LinkKind.SETTINGS)

    @cached_property
    def browser(self) -> str | None:
        """The same message as a page. Only digests are kept as such."""
        return self._link(LinkKind.DIGEST, self.delivery.id) if self.delivery.kind is DeliveryKind.DIGEST else None

    @cached_property
    def privacy(self) -> str | None:
        return self.links.page(PRIVACY) if self.links else None

    @cached_property
    def unsubscribe_token(self) -> str | None:
        """What a program that asks by e-mail writes in its subject: the token of `unsubscribe`."""
        return self.unsubscribe.rpartition("/")[2] if self.unsubscribe else None

    def footer(self) -> dict[str, str]:
        """The addresses that stand in the footer, by name, in order."""
        stop = "unsubscribe" if self.letter.network is None else "mute"
        found = {"browser": self.browser, "settings": self.settings, stop: self.unsubscribe}
        return {name: url for name, url in (found | {"privacy": self.privacy}).items() if url}

    def url(self, action: Action) -> str | None:
        """None for what a letter cannot do: the action is left out. Web addresses only."""
        if action.kind in _PUBLIC:
            return _web(action.url or "")
        if action.kind is ActionKind.WIDEN:
            return self._link(LinkKind.WIDEN, *action.about)
        if action.kind is ActionKind.LIST:
            return self.browser
        if action.kind is ActionKind.DRAWER:
            return self.settings
        if action.kind in _OF_A_NETWORK:
            return self._network(action)
        end = under(action)
        return None if action.match_id is None or end is None else self._opportunity(action.match_id, end)

    def _network(self, action: Action) -> str | None:
        """Of a broadcast, a call or a room: its page; the radar stands behind the settings of its animators."""
        if action.kind in OF_A_BROADCAST:
            return self._link(LinkKind.BROADCAST, *action.about)
        if action.kind in _CALLS:
            return self._link(LinkKind.CALL, *action.about)
        if action.kind is ActionKind.ROOM:
            return self._link(LinkKind.ROOM, *action.about)
        if self.links is None or not action.about:
            return None
        if action.kind is not ActionKind.TERRITORY:
            return self.links.page(radar(action.about))
        person = self.letter.network
        return self.links.url(LinkKind.TERRITORY, *person, now=self.now) if person else None

    def _opportunity(self, match_id: int, end: str) -> str | None:
        """Several actions about one match lead to its page, or under it: it is signed once."""
        if match_id not in self._signed:
            self._signed[match_id] = self._link(LinkKind.OPPORTUNITY, match_id)
        found = self._signed[match_id]
        return found and found + end

    @cached_property
    def _signed(self) -> dict[int, str | None]:
        return {}

    def _link(self, kind: LinkKind, *subject: object) -> str | None:
        if self.links is None or self.letter.membership is None:
            return None
        return self.links.url(kind, self.letter.membership, *subject, now=self.now)


@lru_cache(KEPT)
def _web(url: str) -> str | None:
    """An address that publishers gave: what an address does not hold (RFC 3986) is written as it must be."""
    return quote(url.strip(), safe=_RESERVED) if safe_url(url.strip()) else None
