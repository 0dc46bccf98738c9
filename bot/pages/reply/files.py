"""`/a/…/aide/fichiers`: papers to finish, filled with what is known, one by one or all at once. Made when asked for."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.files.archive import packed
from alerts.files.kit import FileFormat, kit_files, paper_file
from alerts.messages.message import Attachment
from alerts.messages.reply.plan_calendar import plan_calendar
from alerts.model.reply import Sheet
from alerts.reply_help.paper import PaperKind
from alerts.reply_help.papers import papers
from alerts.services import limits
from alerts.store.engine import Session
from bot.pages.blocks import taught
from bot.pages.reply.opened import PATH, Opened, opened
from bot.pages.reply.part import page
from bot.pages.site import Site

PART = "/fichiers"
AN_HOUR = 40  # files asked for by one person
ALL = {form: f"aide-a-la-reponse-{form}.zip" for form in FileFormat}
ZIP = "application/zip"
ABOUT = {
    PaperKind.CANDIDATURE: "Les champs du DC1 et du DC2, avec votre fiche.",
    PaperKind.MEMOIRE: "Le plan suit les critères de l’avis ; la partie sociale est proposée.",
    PaperKind.PARTENAIRES: "Pour proposer de répondre à plusieurs.",
    PaperKind.QUESTIONS: "Ce que le dossier ne dit pas, prêt à envoyer.",
    PaperKind.CHECKLIST: "Les pièces et les étapes, à cocher.",
}
FORMATS = {FileFormat.DOCX: "Word (.docx)", FileFormat.ODT: "LibreOffice (.odt)"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper, and its files: (words, address)."""

    title: str
    about: str
    files: tuple[tuple[str, str], ...]


def routes(site: Site) -> list[BaseRoute]:
    page, path = Files(taught(site)), f"{PATH}{PART}"
    return [Route(path, page.show), Route(f"{path}/{{name}}", page.give)]


class Files:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        held = await opened(self._site, request)
        every = await asyncio.to_thread(papers, held.case, held.now)
        listed = [
            Listed(typography(one.title), ABOUT[kind], tuple(_files(held, kind)))
            for one, kind in zip(every, PaperKind, strict=True)
        ]
        whole = [(FORMATS[form], held.address(f"{PART}/{name}")) for form, name in ALL.items()]
        sheet = f"/reglages/{held.membership.id}/fiche" if held.case.sheet == Sheet() else ""
        shown = {"papers": listed, "whole": whole, "sheet": sheet}
        return page(self._site, held, PART, None, template="files", shown=shown)

    async def give(self, request: Request) -> Response:
        """Raises HTTPException: 404 for a name that is none of ours, 429 beyond the limit."""
        made = _maker(request.path_params["name"])
        if made is None:
            raise HTTPException(404)
        held = await opened(self._site, request)
        if not await self._site.write(_allowed, held):
            raise HTTPException(429)
        file = await asyncio.to_thread(made, held)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "X-Content-Type-Options": "nosniff"}
        return Response(file.content, media_type=file.media_type, headers=headers)


def _files(held: Opened, kind: PaperKind) -> Iterator[tuple[str, str]]:
    for form, words in FORMATS.items():
        yield words, held.address(f"{PART}/{kind}.{form}")


def _maker(name: str) -> Callable[[Opened], Attachment] | None:
    """What makes the file of this name; names are ours: nothing of them reaches a file system."""
    for form, whole in ALL.items():
        if name == whole:
            return lambda held: Attachment(name, ZIP, packed(_whole(held, form)))
        for kind in PaperKind:
            if name == f"{kind}.{form}":
                return lambda held: _one(held, kind, form)
    return None


def _one(held: Opened, kind: PaperKind, form: FileFormat) -> Attachment:
    return next(paper_file(one, form) for one in papers(held.case, held.now) if one.kind is kind)


def _whole(held: Opened, form: FileFormat) -> Iterator[tuple[str, bytes]]:
    """The papers, and the plan as a calendar when it has dates."""
    for one in kit_files(held.case, held.now, form):
        yield one.name, one.content
    if plan := plan_calendar(held.case, held.now):
        yield plan.name, plan.content


def _allowed(session: Session, held: Opened) -> bool:
    return limits.allow(session, "fichiers", str(held.person_id), AN_HOUR, timedelta(hours=1), held.now)
