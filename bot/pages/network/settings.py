"""`/reglages` of a network: its name, kind, weekly cap, trades and territory, set by its animators or those of its
members."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.model.network import Network
from alerts.model.structure import Territory
from alerts.network.rights import Act
from alerts.services import network_settings
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.network_settings import MOST_A_WEEK
from alerts.store.engine import Session
from bot.commands.network.labels import KINDS
from bot.commands.profile.asking_trades import boxed
from bot.pages.forms import Form, form_of, read_form
from bot.pages.network.asking import NO_KIND, kind_of
from bot.pages.network.opened import PATH, Opened, opened
from bot.pages.profile.filling import Pairs
from bot.pages.profile.parts import parts_of
from bot.pages.profile.places import Places, read_places
from bot.pages.site import Site

SAVED = "C’est enregistré."
MEMBERS, CHOSEN = "membres", "choisis"
CAPS = tuple((str(cap), f"{cap} par semaine") for cap in range(1, MOST_A_WEEK + 1))
_ORDER = ("nom", "genre", "plafond", "metier", "lieux")  # as they stand on the page


class Wrong(Exception):
    """Nothing is kept of a form in which something is to be mended: a French sentence by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__()
        self.errors = errors


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        held = await opened(site, request, Act.CHANGE)
        if request.method == "POST":
            return await _saved(site, held, await read_form(request))
        note = SAVED if request.query_params.get("fait") == "reglages" else ""
        return _shown(site, held, form_of(_pairs(held.network)), note=note)

    return [Route(f"{PATH}/reglages", page, methods=["GET", "POST"])]


async def _saved(site: Site, held: Opened, form: Form) -> Response:
    try:
        await site.write(_change, held, form)
    except Wrong as wrong:
        said = {one: wrong.errors[one] for one in _ORDER if one in wrong.errors}
        return _shown(site, held, form.with_errors(said), status=422)
    return held.back("/reglages", fait="reglages")


def _pairs(network: Network) -> Pairs:
    """The network as the fields that `_change` reads."""
    return [
        ("nom", network.name),
        ("genre", network.kind.value),
        ("plafond", str(network.weekly_cap)),
        ("metiers", CHOSEN if network.trades is not None else MEMBERS),
        *(("metier", slug) for slug in network.trades or ()),
        ("territoire", CHOSEN if network.territory is not None else MEMBERS),
        *(("lieu", value) for _, value in parts_of(network.territory or Territory())),
    ]


def _change(session: Session, held: Opened, form: Form) -> None:
    """All of it or nothing. Raises Wrong, NotYours, NotAllowed."""
    who, places = (session, held.person.id, held.network.id), read_places(form)
    kind, cap = kind_of(form), form.one("plafond")
    trades = frozenset(boxed(form.every("metier"))) if form.one("metiers") == CHOSEN else None
    chosen = form.one("territoire") == CHOSEN
    errors: dict[str, str] = {} if kind is not None else {"genre": NO_KIND}
    steps: dict[str, Callable[[], Network]] = {
        "nom": lambda: network_settings.rename(*who, form.one("nom")),
        "genre": lambda: network_settings.set_kind(*who, kind or held.network.kind),
        "plafond": lambda: network_settings.set_cap(*who, int(cap) if cap in dict(CAPS) else 0),
        "metier": lambda: network_settings.set_trades(*who, trades),
        "lieux": lambda: network_settings.set_territory(*who, places.territory if chosen else None),
    }
    if chosen and places.error:
        errors["lieux"] = places.error
    for field, step in steps.items():
        if field not in errors:
            _try(step, field, errors)
    if errors:
        raise Wrong(errors)


def _try(step: Callable[[], Network], field: str, errors: dict[str, str]) -> None:
    """Raises NotYours, NotAllowed: the form is not what is to be mended."""
    try:
        step()
    except (NotYours, NotAllowed):
        raise
    except Refusal as refusal:
        errors[field] = refusal.sentence


def _shown(site: Site, held: Opened, form: Form, *, note: str = "", status: int = 200) -> Response:
    kinds = tuple((one.value, words) for one, words in KINDS.items())
    places: Places = read_places(form)
    return site.page(
        "network/settings", status=status, held=held, form=form, kinds=kinds, caps=CAPS, places=places, note=note
    )
