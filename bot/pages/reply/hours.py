"""`/a/…/aide/heures`: how many hours of insertion, from which figures; each can be changed as people write them."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.intake.assumptions import EXAMPLES, understand_assumptions
from alerts.intake.understood import Unknown
from alerts.messages.french import number
from alerts.messages.message import Block, Bullets, Paragraph
from alerts.messages.reply.hours import hours_message
from alerts.messages.reply.terms import value_words
from alerts.model.reply import Assumptions
from alerts.reply_help.hours import Factor
from alerts.services import working
from alerts.services.errors import NotYours, Refusal
from bot.pages.blocks import taught
from bot.pages.forms import Form, form_of, read_form
from bot.pages.reply.opened import PATH, Opened, opened
from bot.pages.reply.part import NOTES, page
from bot.pages.site import Site

PART = "/heures"


@dataclass(frozen=True, slots=True)
class Figure:
    """One that people may change. `before` and `unit` are what they leave out: « 45 000 » is « montant 45 000 € »."""

    name: str
    field: str
    label: str
    hint: str
    unit: str
    before: str = ""


FIGURES = (
    Figure("montant", "amount", "Montant du lot, hors taxes", "Par exemple « 45 000 € ».", "€", "montant "),
    Figure("main", "labour_share", "Part de main-d’œuvre dans le prix", "Par exemple « 70 % ».", "%"),
    Figure("insertion", "insertion_share", "Part d’insertion", "Par exemple « 10 % ».", "%", "insertion "),
    Figure("cout", "hourly_cost", "Coût d’une heure de travail", "Charges comprises : « 28,50 € ».", "€", "coût "),
    Figure("duree", "months", "Durée du marché", "Par exemple « 18 mois » ou « 2 ans ».", "mois"),
    Figure("heures", "hours", "Heures demandées", "Si le dossier les donne : « 300 h ».", "h"),
)
HOW_TO_TYPE = "Pour changer un chiffre"
WRONG = "Ce chiffre n'est pas compris. "
_FACTORS = {
    "amount": Factor.AMOUNT,
    "labour_share": Factor.LABOUR_SHARE,
    "insertion_share": Factor.INSERTION_SHARE,
    "hourly_cost": Factor.HOURLY_COST,
    "months": Factor.MONTHS,
}


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def show(request: Request) -> Response:
        held = await opened(site, request)
        note = NOTES["fait"] if "fait" in request.query_params else ""
        return await _shown(site, held, form_of(pairs(held.case.work.assumptions)), note=note)

    async def act(request: Request) -> Response:
        held, form = await opened(site, request), await read_form(request)
        found, errors = read_figures(form)
        if not errors:
            errors = await _saved(site, held, found)
        if errors:
            return await _shown(site, held, form.with_errors(errors), status=422)
        return held.back(PART)

    path = f"{PATH}{PART}"
    return [Route(path, show), Route(path, act, methods=["POST"])]


async def _shown(site: Site, held: Opened, form: Form, *, note: str = "", status: int = 200) -> Response:
    message = await asyncio.to_thread(hours_message, held.case, held.now)
    shown = {"form": form, "figures": FIGURES, "told": list(_told(message.blocks))}
    return page(site, held, PART, message, template="hours", status=status, note=note, shown=shown)


def _told(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without how figures are typed in a chat: here each has its field."""
    typed = False
    for block in blocks:
        if typed and isinstance(block, Bullets):
            typed = False
            continue
        typed = isinstance(block, Paragraph) and block.text.startswith(HOW_TO_TYPE)
        if not typed:
            yield block


async def _saved(site: Site, held: Opened, found: Assumptions) -> dict[str, str]:
    """What the service finds wrong with it. Raises NotYours."""
    try:
        who = (held.person_id, held.case.match_id, held.lot)
        await site.write(working.assume, *who, found, held.now)
    except NotYours:
        raise
    except Refusal as refusal:
        return {"": typography(refusal.sentence)}
    return {}


def read_figures(form: Form) -> tuple[Assumptions, dict[str, str]]:
    """What is typed, and a sentence by field that is not understood. An empty field: what Vigie proposes."""
    found, errors = Assumptions(), dict[str, str]()
    for one in FIGURES:
        typed = form.one(one.name)
        said = understood(one, typed) if typed else None
        if isinstance(said, str):
            errors[one.name] = said
        elif said is not None:
            found = replace(found, **{one.field: getattr(said, one.field)})
    return found, errors


def understood(figure: Figure, typed: str) -> Assumptions | str:
    """That figure alone; a sentence when it is not one, or is another (« 300 h » as an amount)."""
    bare = all(sign.isdigit() or sign in " .,\u00a0\u202f" for sign in typed)
    said = understand_assumptions(f"{figure.before}{typed}{f' {figure.unit}' if bare else ''}", Assumptions())
    wrong = typography(WRONG) + figure.hint
    if isinstance(said, Unknown):
        return wrong if said.hint == EXAMPLES else typography(said.hint)
    alone = replace(Assumptions(), **{figure.field: getattr(said, figure.field)})
    return said if said == alone != Assumptions() else wrong


def pairs(held: Assumptions) -> list[tuple[str, str]]:
    """As they can be typed again."""
    said = {one.name: getattr(held, one.field) for one in FIGURES}
    return [(one.name, _words(one, said[one.name])) for one in FIGURES if said[one.name] is not None]


def _words(figure: Figure, value: float) -> str:
    if figure.field == "hours":
        return f"{number(value)} h"
    return value_words(_FACTORS[figure.field], value).removesuffix(" HT")
