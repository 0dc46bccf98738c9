"""`/g/…`: the room of a group: who is in, who does what, mandataire, kind of group, agreement, right, letter, leaving.

The plan of the group is in `room_plan.py`.
"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.files.kit import FileFormat
from alerts.messages.network import room_parts as parts
from alerts.model.network import GroupForm
from alerts.network import group, group_law
from alerts.network.group import Act
from alerts.services import room_papers, rooms
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.rooms import WroteBefore
from alerts.store.engine import Session
from bot.pages.blocks import taught
from bot.pages.forms import Form, read_form
from bot.pages.room_opened import PATH, Opened, given, opened, page
from bot.pages.site import Site

NOTES = {
    "part": "C’est noté : votre part est à jour. Après un changement, les accords sont à redonner.",
    "choix": "C’est noté. Chacun donne, ou redonne, son accord.",
    "accord": "C’est noté : votre structure est d’accord avec ce partage.",
    "doute": "C’est noté : votre structure a repris son accord.",
}
FORMATS = {FileFormat.DOCX: "Word (.docx)", FileFormat.ODT: "LibreOffice (.odt)"}
LETTER = "lettre-d-intention"
LEFT = "Votre structure ne fait plus partie de ce groupe. Les autres sont prévenus."
Change = Callable[[Session, Opened, Form], None]
Shown = Callable[..., Response]
NOBODY = "personne"


def routes(site: Site) -> list[BaseRoute]:
    room = Room(taught(site))
    changes: tuple[tuple[str, Change, Shown, str], ...] = (
        ("part", _part, room.shown, ""),
        ("accord", _agree, room.shown, ""),
        ("doute", _doubt, room.shown, ""),
        ("choix", _choose, room.chosen, "/choix"),
    )
    return [
        Route(PATH, room.show),
        Route(f"{PATH}/choix", room.choices),
        Route(f"{PATH}/droit", room.law),
        Route(f"{PATH}/lettre", room.letter),
        Route(f"{PATH}/{LETTER}.{{form}}", room.file),
        Route(f"{PATH}/quitter", room.leaving),
        Route(f"{PATH}/quitter", room.leave, methods=["POST"]),
        *(Route(f"{PATH}/{one[0]}", _acting(site, *one), methods=["POST"]) for one in changes),
    ]


def _acting(site: Site, name: str, change: Change, shown: Shown, part: str) -> Callable[[Request], Awaitable[Response]]:
    """What cannot be is said above what was typed: nothing is lost."""

    async def act(request: Request) -> Response:
        held, form = await opened(site, request), await read_form(request)
        try:
            await site.write(change, held, form)
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            return shown(await opened(site, request), form, refusal)
        return held.back(part, name)

    return act


class Room:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        held = await opened(self._site, request)
        return self.shown(held, note=NOTES.get(request.query_params.get("fait", ""), ""))

    async def choices(self, request: Request) -> Response:
        held = await opened(self._site, request)
        return self.chosen(held, note=NOTES.get(request.query_params.get("fait", ""), ""))

    async def law(self, request: Request) -> Response:
        held = await opened(self._site, request)
        return page(self._site, held, "/droit", "law", blocks_of=tuple(parts.right(held.view)))

    async def letter(self, request: Request) -> Response:
        held = await opened(self._site, request)
        files = [(label, held.address(f"/{LETTER}.{form}")) for form, label in FORMATS.items()]
        return page(self._site, held, "/lettre", "letter", files=files)

    async def file(self, request: Request) -> Response:
        """Raises HTTPException: 404 for a format that is none of ours, 429 beyond the limit."""
        form = next((one for one in FileFormat if one.value == request.path_params["form"]), None)
        held = await opened(self._site, request)
        made = await self._site.read(room_papers.letter, held.view, held.now, form) if form else None
        return await given(self._site, held, made)

    async def leaving(self, request: Request) -> Response:
        held = await opened(self._site, request)
        held.require(Act.LEAVE)
        late = group_law.leaving_late(deposited=held.view.deposited)
        return page(self._site, held, "/quitter", "leaving", late=late)

    async def leave(self, request: Request) -> Response:
        held = await opened(self._site, request)
        await self._site.write(rooms.leave, *held.who, held.now)
        return self._site.message("Groupe quitté", LEFT)

    def shown(
        self, held: Opened, form: Form | None = None, refusal: Refusal | None = None, *, note: str = ""
    ) -> Response:
        """The room. `form`, `refusal`: what was typed and could not be, and why."""
        view, theirs = held.view, refusal.theirs if isinstance(refusal, WroteBefore) else None
        typed = form.text("part") if form and form.has("part") else view.me.does
        return page(
            self._site,
            held,
            "",
            "room",
            status=409 if refusal else 200,
            note=note,
            error=refusal.sentence if refusal else "",
            top=(*parts.top(view, held.now), *parts.state(view)),
            members=tuple(parts.fellows(view)),
            covered=tuple(parts.together(view)),
            typed=typed,
            seen=view.me.does if theirs is None else theirs,
            theirs=theirs,
            longest=group.LONGEST,
        )

    def chosen(
        self, held: Opened, form: Form | None = None, refusal: Refusal | None = None, *, note: str = ""
    ) -> Response:
        """Mandataire and kind of group."""
        chosen = held.view.room
        return page(
            self._site,
            held,
            "/choix",
            "choices",
            status=409 if refusal else 200,
            note=note,
            error=refusal.sentence if refusal else "",
            forms=[(one.value, *group_law.FORMS[one]) for one in GroupForm],
            mandataire=form.one("mandataire") if form else chosen.mandataire or NOBODY,
            form=form.one("forme") if form else chosen.form.value if chosen.form else NOBODY,
            nobody=NOBODY,
            means=group_law.MANDATAIRE,
            free=group_law.FREE_FORM,
            named=parts.name_of(held.view, chosen.mandataire),
            shaped=parts.form_words(chosen.form),
        )


def _part(session: Session, held: Opened, form: Form) -> None:
    """Raises Refusal, NotYours, NotAllowed."""
    rooms.write(session, *held.who, form.text("part"), held.now, form.text("vu"))


def _choose(session: Session, held: Opened, form: Form) -> None:
    """Only what was changed on the page. Raises Refusal, NotYours, NotAllowed."""
    named, shaped = form.one("mandataire"), form.one("forme")
    if form.has("mandataire") and named != form.one("mandataire-vu"):
        rooms.choose_mandataire(session, *held.who, None if named == NOBODY else named, held.now)
    if form.has("forme") and shaped != form.one("forme-vue"):
        found = next((one for one in GroupForm if one.value == shaped), None)
        rooms.choose_form(session, *held.who, found, held.now)


def _agree(session: Session, held: Opened, form: Form) -> None:
    """Raises Refusal, NotYours, NotAllowed."""
    rooms.agree(session, *held.who, form.one("marque"), held.now)


def _doubt(session: Session, held: Opened, form: Form) -> None:  # noqa: ARG001
    """Raises Refusal, NotYours, NotAllowed."""
    rooms.doubt(session, *held.who, held.now)
