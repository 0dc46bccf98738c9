"""How much a change of the profile would bring, before it is made."""

import asyncio

from markupsafe import Markup

from alerts.model.structure import Structure
from bot.commands.profile.volume import before_and_after
from bot.pages.site import Site


async def volume_change(site: Site, before: Structure, after: Structure) -> Markup:
    """« Volume : 3 par semaine → **4 ou 5 par semaine**. » Every opportunity of the month is looked at, in a thread."""
    preview, now = site.house.current.preview, site.now
    was = await asyncio.to_thread(preview, before, now)
    would_be = await asyncio.to_thread(preview, after, now)
    return Markup(before_and_after(was, would_be))  # noqa: S704 - it escapes what it tells
