"""`/f/….xml`: the last opportunities told to somebody's structures, as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import datetime

from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.messages.calendar import domain
from alerts.services import calendars, feeds
from alerts.services.calendars import Holder
from alerts.services.errors import NotYours
from alerts.services.feeds import Entry
from alerts.store.engine import Session
from bot.pages import unchanged
from bot.pages.named import numbers
from bot.pages.site import Site

NAME = "Vigie ESS : vos annonces"
XML = ".xml"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def routes(site: Site) -> list[BaseRoute]:
    async def feed(request: Request) -> Response:
        token = request.path_params["token"]
        try:
            holder, entries = await site.read(_entries, *numbers(site, LinkKind.FEED, token, 2), site=site)
        except NotYours as error:
            return PlainTextResponse(error.sentence, 410)
        changed = max((one.changed_at for one in entries), default=holder.since)
        return unchanged.answer(request, atom(site.links.base, holder, entries, changed), MEDIA_TYPE, changed)

    path = f"/{LinkKind.FEED.value}/{{token}}"
    return [Route(f"{path}{XML}", feed), Route(path, feed)]


def atom(base: str, holder: Holder, entries: Sequence[Entry], changed_at: datetime) -> bytes:
    """Ids are tag URIs (RFC 4151): they stay when the address of a page changes. Equal entries give equal bytes."""
    host = domain(base)
    feed = FeedGenerator()
    feed.id(f"tag:{host},{holder.since.date().isoformat()}:feed/{holder.person_id}")
    feed.title(NAME)
    feed.author(name="Vigie ESS")
    feed.link(href=base, rel="alternate")
    feed.language("fr")
    feed.updated(changed_at)
    for one in entries:
        entry = feed.add_entry(order="append")
        entry.id(f"tag:{host},{one.told_at.date().isoformat()}:match/{one.match_id}")
        entry.title(_printable(one.title))
        entry.link(href=one.url, rel="alternate")
        entry.summary(_printable(one.words))
        entry.published(one.told_at)
        entry.updated(one.changed_at)
    return bytes(feed.atom_str(pretty=True))


def _printable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub(" ", text)


def _entries(session: Session, person_id: int, generation: int, *, site: Site) -> tuple[Holder, list[Entry]]:
    """Raises NotYours."""
    holder = calendars.holder_of(session, person_id, generation)
    return holder, feeds.latest(session, holder, site.links, site.now)
