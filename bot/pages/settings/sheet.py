"""« Fiche de réponse »: what forms ask of the structure, said once. Its team reads, a manager writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.intake.sheet import BY_NAME, FIELDS, Asked, said_back
from alerts.model.reply import Sheet
from alerts.services import sheets
from alerts.services.errors import NotAllowed
from alerts.store.engine import Session
from alerts.store.values import fingerprint
from bot.pages.forms import Form, form_of, read_form
from bot.pages.settings.opened import Opened, opened
from bot.pages.site import Site

CHANGED = "Cette fiche a été changée ailleurs depuis que cette page est ouverte. Vérifiez, puis enregistrez de nouveau."
PARTS = (
    ("Identité", ("legal_name", "legal_form", "siret", "address", "postcode", "town")),
    ("Contact et signature", ("email", "phone", "signatory", "signatory_role")),
    ("Effectifs", ("staff", "insertion_fte", "supervisors")),
    ("Activité", ("turnover", "references")),
    ("Vos phrases", ("follow_up", "training", "exits", "equipment", "quality", "safety", "environment")),
)
"""(legend, names of fields): every field of `alerts.intake.sheet.FIELDS`, once."""

_AUTOCOMPLETE = {
    "legal_name": "organization",
    "address": "street-address",
    "postcode": "postal-code",
    "town": "address-level2",
    "email": "email",
    "phone": "tel",
}
_KEYBOARD = {
    "siret": "numeric",
    "postcode": "numeric",
    "email": "email",
    "phone": "tel",
    "staff": "decimal",
    "insertion_fte": "decimal",
    "supervisors": "decimal",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as a form shows it."""

    name: str
    label: str
    hint: str
    long: bool
    autocomplete: str
    keyboard: str


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        held = await opened(site, request)
        if request.method == "POST":
            return await _posted(site, held, request)
        sheet = await site.read(sheets.sheet_of, held.person.id, held.structure.id)
        if not held.manager:
            return site.page("settings/sheet_seen", held=held, parts=list(_told(sheet)))
        done = "fait" in request.query_params
        return _shown(site, held, form_of([*_pairs(sheet), ("empreinte", mark(sheet))]), done=done)

    return [Route("/reglages/{membership:int}/fiche", page, methods=["GET", "POST"])]


async def _posted(site: Site, held: Opened, request: Request) -> Response:
    """What is understood is kept; what is not is said, and stays as it was typed. Raises NotAllowed."""
    if not held.manager:
        raise NotAllowed(sheets.ONLY_MANAGERS)
    form = await read_form(request)
    typed = {one.name: form.text(one.name) for one in FIELDS if form.has(one.name)}
    found = await site.write(_save, held, typed, form.one("empreinte"), site.now)
    if found.wrong:
        words = {name: typography(why) for name, why in found.wrong.items()}
        form = form.having("empreinte", found.mark).with_errors(words)
        return _shown(site, held, form, kept=found.kept, status=422)
    return RedirectResponse(f"/reglages/{held.membership.id}/fiche?fait", 303)


@dataclass(frozen=True, slots=True)
class _Saved:
    """`wrong`: by field. `kept`: whether the rest was saved. `mark`: of the sheet as it is now."""

    wrong: Mapping[str, str]
    kept: bool
    mark: str


def _save(session: Session, held: Opened, typed: Mapping[str, str], seen: str, now: datetime) -> _Saved:
    """Nothing, when somebody else changed the sheet after this page was shown. Raises NotYours, NotAllowed."""
    person, structure = held.person.id, held.structure.id
    before = mark(sheets.sheet_of(session, person, structure))
    if seen != before:
        return _Saved({"": CHANGED}, kept=False, mark=before)
    wrong = sheets.fill_all(session, person, structure, typed, now)
    return _Saved(wrong, kept=True, mark=mark(sheets.sheet_of(session, person, structure)))


def mark(sheet: Sheet) -> str:
    """Changes when anything of the sheet changes."""
    return fingerprint(repr(sheet))[:16]


def _shown(
    site: Site, held: Opened, form: Form, *, done: bool = False, kept: bool = False, status: int = 200
) -> Response:
    parts = [(legend, [_field(BY_NAME[name]) for name in names]) for legend, names in PARTS]
    return site.page("settings/sheet", status=status, held=held, form=form, parts=parts, done=done, kept=kept)


def _field(asked: Asked) -> Shown:
    label, hint, name = typography(asked.label), typography(asked.hint), asked.name
    return Shown(name, label, hint, asked.long, _AUTOCOMPLETE.get(name, "off"), _KEYBOARD.get(name, ""))


def _pairs(sheet: Sheet) -> list[tuple[str, str]]:
    return [(one.name, said_back(one.name, sheet)) for one in FIELDS]


def _told(sheet: Sheet) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """(legend, [(label, lines)]): what is said, as it was said."""
    for legend, names in PARTS:
        said = [(typography(BY_NAME[name].label), said_back(name, sheet).splitlines()) for name in names]
        if filled := [pair for pair in said if pair[1]]:
            yield legend, filled
