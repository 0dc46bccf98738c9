"""The territory of a network: `/t/…`, the read-only page of a letter, and `/reseaux/N/territoire` behind the session.

The period stands in the address: the same view opens again, and its files are those of what is shown.
"""

import asyncio
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.messages.french import PARIS, count, short_day
from alerts.messages.network.territory_files import TABLES, table
from alerts.messages.network.territory_periods import SPANS, Period, Span, period
from alerts.model.network import Network
from alerts.network.rights import Act
from alerts.network.scorecard import Territory
from alerts.services import territory
from bot.pages.blocks import taught
from bot.pages.named import numbers
from bot.pages.network.opened import PATH, Opened, Way, opened
from bot.pages.network.territory_view import view_of
from bot.pages.site import Site, templates

SIGNED = f"/{LinkKind.TERRITORY.value}/{{token}}"
INSIDE = f"{PATH}/territoire"
SPAN, SINCE = "periode", "depuis"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever opened the link of a letter: no other page of the network opens with it."""

    network: Network
    menu: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks at which network, over which period, at which address."""

    person: int
    network: int
    period: Period
    here: str

    @property
    def query(self) -> str:
        since = {SINCE: self.period.since.isoformat()} if self.period.span is Span.SINCE else {}
        return urlencode({SPAN: self.period.span.value} | since)


def routes(site: Site) -> list[BaseRoute]:
    page = TerritoryPage(taught(site))
    return [
        Route(SIGNED, page.signed),
        Route(f"{SIGNED}/{{name}}.csv", page.signed_file),
        Route(INSIDE, page.inside),
        Route(f"{INSIDE}/{{name}}.csv", page.inside_file),
    ]


class TerritoryPage:
    def __init__(self, site: Site) -> None:
        self._site = site
        templates().filters["short_day"] = short_day

    async def signed(self, request: Request) -> Response:
        """Raises BadLink, NotYours, NotAllowed."""
        asked = self._by_link(request)
        found = await self._counted(asked)
        return self._page(asked, found, Reader(found.network))

    async def signed_file(self, request: Request) -> Response:
        """Raises BadLink, NotYours, NotAllowed, HTTPException 404."""
        return await self._file(request, self._by_link(request))

    async def inside(self, request: Request) -> Response:
        """Raises NobodyHere, NotYours, NotAllowed."""
        held = await opened(self._site, request, Act.SEE_TERRITORY)
        asked = self._asked(request, held.person.id, held.network.id)
        return self._page(asked, await self._counted(asked), held)

    async def inside_file(self, request: Request) -> Response:
        """Raises NobodyHere, NotYours, NotAllowed, HTTPException 404."""
        held = await opened(self._site, request, Act.SEE_TERRITORY)
        return await self._file(request, self._asked(request, held.person.id, held.network.id))

    def _by_link(self, request: Request) -> Asked:
        person, network = numbers(self._site, LinkKind.TERRITORY, request.path_params["token"], 2)
        return self._asked(request, person, network)

    async def _file(self, request: Request, asked: Asked) -> Response:
        """The right comes first: who has none is not told which tables there are."""
        found, name = await self._counted(asked), request.path_params["name"]
        if name not in TABLES:
            raise HTTPException(404)
        file = await asyncio.to_thread(table, name, found)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "X-Content-Type-Options": "nosniff"}
        return Response(file.content, headers=headers, media_type=f"{file.media_type}; charset=utf-8")

    def _asked(self, request: Request, person: int, network: int) -> Asked:
        """A period that is none is the usual one: an address that was cut still opens."""
        said, since = request.query_params.get(SPAN, ""), _date(request.query_params.get(SINCE, ""))
        span = Span(said) if said in set(Span) else Span.YEAR
        chosen = period(span, self._site.now.astimezone(PARIS).date(), since)
        return Asked(person, network, chosen, request.url.path)

    async def _counted(self, asked: Asked) -> Territory:
        """Raises NotYours, NotAllowed. Takes a second for a year: not in the loop."""
        database, chosen = self._site.house.database, asked.period
        return await asyncio.to_thread(
            territory.of_network,
            database,
            asked.person,
            asked.network,
            chosen.since,
            chosen.until,
            self._site.now,
        )

    def _page(self, asked: Asked, found: Territory, held: Opened | Reader) -> Response:
        whole = f"{count(found.whole.opportunities, 'annonce')}, {count(found.whole.lots, 'lot')}."
        return self._site.page(
            "network/territory",
            held=held,
            view=view_of(found),
            period=asked.period,
            spans=[(span.value, words) for span, words in SPANS.items()],
            here=asked.here,
            today=self._site.now.astimezone(PARIS).date().isoformat(),
            whole=whole,
            files=[(one.label, f"{asked.here}/{name}.csv?{asked.query}") for name, one in TABLES.items()],
        )


def _date(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
