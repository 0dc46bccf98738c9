"""`/a/…/partenaires`: looking for partners on a lot, in each network of the structure.

GET shows; POST acts, and sends back to the page. Nothing on it names anybody before both said yes.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.links.signed import LinkKind
from alerts.messages.network.call_values import Searched
from alerts.messages.network.searching import HOW, NO_NETWORK, ORDER, searched_blocks
from alerts.messages.phone.card import PARTNERS
from alerts.messages.ways import PARTNERS as UNDER
from alerts.reply_help.case import key_of
from alerts.services import call_seen, calling
from bot.commands.network.partners.searching import BEFOREHAND, CHOICE, EACH_TIME
from bot.pages.blocks import Linker, taught
from bot.pages.call import ANSWERS, decided, note, row, seen
from bot.pages.forms import read_form
from bot.pages.reply.opened import Opened, Way, lot_words, opened
from bot.pages.site import Site

_PATH = f"/{LinkKind.OPPORTUNITY.value}/{{token}}{UNDER}"


def routes(site: Site) -> list[BaseRoute]:
    page = Search(taught(site))
    return [Route(_PATH, page.show), Route(_PATH, page.act, methods=["POST"])]


class Search:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        """`lot`: which one; `fait`: what was just done."""
        held = await opened(self._site, request)
        given = (held.person_id, held.case.match_id, held.lot, held.now)
        found: list[Searched] = await self._site.read(call_seen.searched, *given)
        return self._site.page(
            "network/partners",
            title=PARTNERS,
            contract=typography(held.case.notice.title),
            lot=held.lot_name,
            lots=_lots(held),
            moved=held.moved,
            base=held.base,
            structure=held.case.structure.name,
            found=[(one, tuple(searched_blocks(one)), seen(one.sought)) for one in found],
            how=(HOW, CHOICE, ORDER) if any(one.queue.asks for one in found) else (),
            nothing=NO_NETWORK,
            ways=(("decide", EACH_TIME), ("avance", BEFOREHAND)),
            link=Linker(self._site.links, held.membership.id, held.now),
            note=note(request),
            answers=ANSWERS,
        )

    async def act(self, request: Request) -> Response:
        """`reseau` and `choix` open a call; `appel`, `rang` and `geste` are about one that is open. Raises NotYours,
        NotAllowed, Refusal."""
        held = await opened(self._site, request)
        form = await read_form(request)
        if form.has("geste"):
            done = await decided(self._site, held.person_id, row(form, "appel"), form)
            return _back(held, done)
        if form.one("choix") not in ("decide", "avance"):
            raise HTTPException(415)
        given = (held.person_id, held.case.match_id, held.lot, row(form, "reseau"), held.now)
        await self._site.write(calling.open_call, *given, freely=form.one("choix") == "avance")
        return _back(held, "appel")


def _lots(held: Opened) -> Sequence[Way]:
    several = held.case.lots if len(held.case.lots) > 1 else ()
    return [Way(lot_words(one), _address(held, key_of(one)), here=key_of(one) == held.lot) for one in several]


def _address(held: Opened, lot: str, **asked: str) -> str:
    named = ({"lot": lot} if len(held.case.lots) > 1 else {}) | asked
    return f"{held.base}{UNDER}" + (f"?{urlencode(named)}" if named else "")


def _back(held: Opened, done: str) -> Response:
    return RedirectResponse(_address(held, held.lot, fait=done), 303)
