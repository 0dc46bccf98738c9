"""What a profile brings, said before it is saved: how much, and the best of what is open."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from alerts.messages.deadline import next_deadline, title_words
from alerts.messages.french import count, shortened
from alerts.messages.where import where
from alerts.model.structure import Structure
from alerts.services.preview import Found, volume_words
from bot.commands.profile.volume import BEST
from bot.pages.site import Site

NOTHING_OPEN = "Aucune annonce ouverte ne correspond aujourd’hui ; les prochaines vous seront envoyées."
_TITLE, _PLACE = 140, 80  # characters


@dataclass(frozen=True, slots=True)
class Expected:
    """`volume` is one sentence, `head` says how many are open, `lines` are the best of them."""

    volume: str
    head: str
    lines: tuple[str, ...]


async def expected(site: Site, structure: Structure) -> Expected:
    """In a thread: thousands of opportunities are looked at."""
    now = site.now
    found = await asyncio.to_thread(site.house.current.preview, structure, now)
    lines = tuple(_line(one, site) for one in found.open[:BEST])
    return Expected(volume_words(found), _head(found.open, warm=site.house.current.warm), lines)


def _head(found: Sequence[Found], *, warm: bool) -> str:
    if not found:
        return NOTHING_OPEN if warm else ""
    head = f"{count(len(found), 'annonce ouverte', 'annonces ouvertes')} en ce moment"
    return f"{head}, dont :" if len(found) > BEST else f"{head} :"


def _line(one: Found, site: Site) -> str:
    concerned = [lot for lot in one.notice.lots if lot.id in one.match.lots] or list(one.notice.lots)
    place = shortened(where(one.notice, concerned).first, _PLACE)
    until = title_words(next_deadline(one.notice, concerned, site.now), site.now)
    return " – ".join(part for part in (shortened(one.notice.title, _TITLE), place, until) if part)
