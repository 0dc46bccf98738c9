"""`/repartition`: how often each member was proposed in a month, for all who are in the network."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.network.distribution import APART, FIRST, NONE, RULE, TITLE, WHAT
from alerts.messages.network.territory_periods import months_before
from alerts.messages.network.territory_words import first_of_next, month_words
from alerts.network.rights import Act
from alerts.services import distributing
from bot.pages.network.opened import PATH, Opened, Way, opened
from bot.pages.site import Site

PART = "/repartition"
BACK = 12  # months that can be looked at


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        held = await opened(site, request, Act.SEE_DISTRIBUTION)
        last = distributing.last_month(site.now)
        month = _asked(request.query_params.get("mois", ""), last)
        found = await site.read(distributing.month, held.person.id, held.network.id, month, site.now)
        return site.page(
            "network/distribution",
            held=held,
            found=found,
            title=TITLE,
            month=month_words(month),
            words={"none": NONE, "apart": APART, "what": WHAT, "rule": RULE, "first": FIRST},
            months=_around(held, month, last),
        )

    return [Route(f"{PATH}{PART}", page)]


def _asked(said: str, last: date) -> date:
    """« 2026-11 »; the last month that has ended for anything else, or for a month too far away."""
    try:
        month = date.fromisoformat(f"{said}-01")
    except ValueError:
        return last
    return month if months_before(last, BACK) <= month <= last else last


def _around(held: Opened, month: date, last: date) -> list[Way]:
    near = [months_before(month, 1)] if month > months_before(last, BACK) else []
    near += [first_of_next(month)] if month < last else []
    return [Way(month_words(one), held.address(PART, mois=f"{one:%Y-%m}"), here=False) for one in near]
