"""`/reseaux/N/diffuser`: what to pass on: an alert received, an address, or an announcement written by hand.

Each makes a draft, that nobody is told of; its word and its target are asked next (`broadcast`).
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.intake import by_hand
from alerts.model.network import Target, Written
from alerts.network.rights import Act
from alerts.services import broadcast_sources, broadcasting
from alerts.services.broadcasting import About, FromAddress, FromAlert
from alerts.services.errors import NotAllowed, NotYours, Refusal
from bot.commands.network.choosing import PASTE_ON_PAGES, WAYS
from bot.commands.profile.asking_trades import boxed
from bot.pages.forms import Form, read_form
from bot.pages.named import LONGEST
from bot.pages.network.opened import PATH, Opened, opened
from bot.pages.site import Site

HERE = "/diffuser"
BY_HAND = f"{HERE}/main"
WHICH = "Choisissez une annonce, ou collez une adresse."
NAMES = {"what": "quoi", "buyer": "acheteur", "where": "lieu", "until": "avant", "contact": "contact"}
"""Of the fields of a form; trades are boxes."""


def routes(site: Site) -> list[BaseRoute]:
    page = Diffusing(site)
    return [
        Route(f"{PATH}{HERE}", page.show),
        Route(f"{PATH}{HERE}", page.choose, methods=["POST"]),
        Route(f"{PATH}{BY_HAND}", page.by_hand, methods=["GET", "POST"]),
    ]


class Diffusing:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        return await self._shown(await opened(self._site, request, Act.BROADCAST), Form())

    async def choose(self, request: Request) -> Response:
        """`annonce`: the number of an alert; `adresse`: what was pasted."""
        held = await opened(self._site, request, Act.BROADCAST)
        form = await read_form(request)
        about = self._about(form)
        if about is None:
            return await self._shown(held, form.with_errors({"adresse": WHICH}), 422)
        try:
            return await self._drafted(held, about)
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            return await self._shown(held, form.with_errors({"adresse": typography(refusal.sentence)}), 422)

    async def by_hand(self, request: Request) -> Response:
        held = await opened(self._site, request, Act.BROADCAST)
        if request.method != "POST":
            return self._form(held, Form())
        form = await read_form(request)
        written, errors = read_written(form, self._site)
        if not errors:
            try:
                return await self._drafted(held, written)
            except (NotYours, NotAllowed):
                raise
            except Refusal as refusal:
                errors = {"": refusal.sentence}
        said = {name: typography(words) for name, words in errors.items()}
        return self._form(held, form.with_errors(said), 422)

    def _about(self, form: Form) -> About | None:
        match = form.one("annonce")
        if form.has("annonce"):
            sound = match.isascii() and match.isdecimal() and len(match) <= LONGEST
            return FromAlert(int(match)) if sound else None
        typed = form.text("adresse")
        return FromAddress(typed, self._site.house.settings.pages.public_url) if typed else None

    async def _drafted(self, held: Opened, about: About) -> Response:
        """For everybody, without a word yet: both are asked next. Raises NotYours, NotAllowed, Refusal."""
        asked = (held.person.id, held.network.id, about, "", Target(), self._site.now)
        made = await self._site.write(broadcasting.draft, *asked)
        return held.back(f"{HERE}/{made.id}/changer")

    async def _shown(self, held: Opened, form: Form, status: int = 200) -> Response:
        found = await self._site.read(broadcast_sources.received, held.person.id, self._site.now)
        several = len({one.structure for one in found}) > 1
        return self._site.page(
            "network/diffusing",
            status=status,
            held=held,
            form=form,
            found=found,
            several=several,
            paste=PASTE_ON_PAGES,
            by_hand=WAYS[1],
        )

    def _form(self, held: Opened, form: Form, status: int = 200) -> Response:
        fields = [(NAMES[one.name], one) for one in by_hand.FIELDS if one.name in NAMES]
        return self._site.page("network/by_hand", status=status, held=held, form=form, fields_asked=fields)


def read_written(form: Form, site: Site) -> tuple[Written, dict[str, str]]:
    """What was written, and a sentence by field for what is not understood."""
    typed = {name: form.one(field) for name, field in NAMES.items()}
    chosen = frozenset(boxed(form.every("metier")))
    written, wrong = by_hand.understand_all(typed, Written("", trades=chosen), site.now)
    return written, {NAMES[name]: words for name, words in wrong.items()}
