"""Whose help it is, and about which lot: every page of reply help begins here."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from alerts.channels.markup import typography
from alerts.links.signed import LinkKind
from alerts.messages.french import capitalised, lots, shortened
from alerts.messages.ways import HELP
from alerts.model.people import Membership
from alerts.reply_help.case import Case, key_of
from alerts.reply_help.selling import sells_hours
from alerts.services import showing
from alerts.services.errors import NotYours, Refusal
from alerts.services.responding import GONE
from bot.pages.named import numbers
from bot.pages.site import Site
from scrapers.notice import Lot

PATH = f"/{LinkKind.OPPORTUNITY.value}/{{token}}{HELP}"
LOT_GONE = "Ce lot n'est plus dans l'avis, ou ne vous concerne plus. Rouvrez l'aide, et choisissez-en un autre."
TITLE = 90  # characters of a lot in a list
PARTS = (
    ("", "L’essentiel", "Pouvez-vous répondre, jusqu’à quand, par quoi commencer."),
    ("/grille", "Répondre ou non ?", "Des questions déjà en partie remplies, un score et ses raisons."),
    ("/calendrier", "Calendrier", "Ce qu’il faut faire, jour après jour, avec ou sans rappels."),
    ("/pieces", "Pièces à joindre", "La liste exacte, et ce qui est déjà dans votre tiroir."),
    ("/heures", "Heures d’insertion", "L’estimation, ses hypothèses, et vos équipes."),
    ("/vendre", "Proposer vos heures", "Qui appeler, et un message prêt."),
    ("/questions", "Questions à poser", "À envoyer à l’acheteur, par sa plateforme."),
    ("/fichiers", "Fichiers à finir", "Candidature, mémoire, courriers : remplis avec ce que l’on sait."),
    ("/facile", "En facile à lire", "La même chose, avec des mots simples."),
    ("/suite", "Et après ?", "Avez-vous répondu ? Êtes-vous retenus ?"),
)
"""(end of the address, name, what is there), in reading order."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link. `here`: it is the page that is open."""

    label: str
    url: str
    about: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """`base`: the address of the opportunity's page, without the host. `moved`: the lot that was asked for is gone."""

    membership: Membership
    case: Case
    base: str
    now: datetime
    moved: bool = False

    @property
    def person_id(self) -> int:
        return self.membership.person_id

    @property
    def lot(self) -> str:
        return self.case.lot_key

    def address(self, part: str = "", **asked: str) -> str:
        """Of a page of this help, about the same lot."""
        named = ({"lot": self.lot} if self._several else {}) | asked
        return f"{self.base}{HELP}{part}" + (f"?{urlencode(named)}" if named else "")

    def back(self, part: str, **asked: str) -> Response:
        """To the page, once something was done there: loading it again repeats nothing."""
        return RedirectResponse(self.address(part, **(asked or {"fait": "oui"})), 303)

    def ways(self, here: str) -> list[Way]:
        """The parts of the help."""
        shown = (one for one in PARTS if one[0] != "/vendre" or sells_hours(self.case.structure.kinds))
        return [Way(name, self.address(part), about, part == here) for part, name, about in shown]

    def lots(self, part: str) -> list[Way]:
        """The same page for each lot that concerns the structure; none when there is one."""
        return list(self._lots(part)) if self._several else []

    @property
    def lot_name(self) -> str:
        return lot_words(self.case.lot) if self._several else ""

    def _lots(self, part: str) -> Iterator[Way]:
        for one in self.case.lots:
            asked = urlencode({"lot": key_of(one)})
            yield Way(lot_words(one), f"{self.base}{HELP}{part}?{asked}", here=key_of(one) == self.lot)

    @property
    def _several(self) -> bool:
        return len(self.case.lots) > 1


async def opened(site: Site, request: Request) -> Opened:
    """The right of the link is looked at again. Raises BadLink, NotYours; Refusal when a form is about a lot that is
    gone: nothing is written down about another."""
    token, lot, now = request.path_params["token"], request.query_params.get("lot"), site.now
    membership, match = numbers(site, LinkKind.OPPORTUNITY, token, 2)
    found = await site.read(showing.personal, membership, match)
    case = await asyncio.to_thread(site.house.composer.case, match, lot)
    if case is None:
        raise NotYours(GONE)
    moved = lot is not None and case.lot_key != lot
    if moved and request.method == "POST":
        raise Refusal(LOT_GONE)
    return Opened(found.membership, case, f"/{LinkKind.OPPORTUNITY.value}/{token}", now, moved)


def lot_words(lot: Lot) -> str:
    """« Lot 2 – Taille des haies »."""
    name = capitalised(lots([lot.id]))
    return typography(shortened(f"{name} – {lot.title}" if lot.title else name, TITLE))
