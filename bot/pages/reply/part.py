"""A page of reply help: the words of a message, under the name of the contract, beside the other parts."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import HTMLResponse

from alerts.channels.markup import typography
from alerts.messages.message import Message
from bot.pages.blocks import Linker
from bot.pages.reply.opened import PARTS, Opened
from bot.pages.site import Site

WHOLE = "Aide à la réponse"
NOTES = {"fait": "C’est noté."}


def page(
    site: Site,
    opened: Opened,
    part: str,
    message: Message | None,
    *,
    template: str = "part",
    status: int = 200,
    note: str = "",
    shown: Mapping[str, Any] | None = None,
) -> HTMLResponse:
    """`part`: one of PARTS. `template`: one of `templates/reply`, given the message, what leads elsewhere, and what
    is in `shown`."""
    title = next(name for end, name, _ in PARTS if end == part) if part else WHOLE
    return site.page(
        f"reply/{template}",
        status=status,
        part=part,
        title=title,
        contract=typography(opened.case.notice.title),
        structure=opened.case.structure.name,
        lot=opened.lot_name,
        lots=opened.lots(part),
        ways=opened.ways(part),
        base=opened.base,
        help=opened.address(),
        message=message,
        link=Linker(site.links, opened.membership.id, opened.now),
        moved=opened.moved,
        note=note,
        **(shown or {}),
    )
