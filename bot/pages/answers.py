"""What is answered when a page cannot be: one look, French words, the right status."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from alerts.links.signed import BadLink
from alerts.services import asking
from alerts.services.errors import NotAllowed, NotYours, Refusal
from bot.pages.site import Site
from bot.pages.visitors import NobodyHere
from bot.pages.way_back import ACCESS, asking_from

Words = tuple[str, str]  # a title, a sentence

NOT_FOUND = ("Page introuvable", "Cette adresse ne mène à rien. Vérifiez qu’elle est complète.")
WORDS: Mapping[int, Words] = {
    404: NOT_FOUND,
    405: ("Action impossible", "Cette adresse ne s’utilise pas ainsi. Revenez à la page précédente et réessayez."),
    408: ("Envoi interrompu", "Votre demande n’est pas arrivée en entier. Vérifiez la connexion, puis réessayez."),
    413: ("Envoi trop long", "Ce que vous avez envoyé est trop long. Raccourcissez, puis réessayez."),
    415: ("Envoi illisible", "Cet envoi n’a pas la forme attendue. Revenez à la page précédente et réessayez."),
    429: ("Trop de demandes", "Trop de demandes en peu de temps. Réessayez dans une heure."),
}
BAD_LINK = (
    "Lien incomplet",
    "Ce lien n’est pas valable. Il a peut-être été coupé par votre messagerie : copiez-le en entier.",
)
EXPIRED = ("Lien expiré", "Ce lien n’est plus valable : il était dans un message ancien.")
REFUSED, NOT_THEIRS = "Impossible pour le moment", "Accès refusé"
FROM_ELSEWHERE = (
    "Envoi refusé",
    "Cet envoi vient d’un autre site, ou d’une page restée ouverte trop longtemps. Ouvrez la page ici et réessayez.",
)
CLOSED = (
    "Réglages fermés",
    "Page restée ouverte trop longtemps : rien n’a été changé. Rouvrez vos réglages.",
)
BROKEN = "Une erreur de notre côté"
ENTER = ("Recevoir un lien vers mes réglages", ACCESS)
HOME = ("Revenir à l’accueil", "/")
Handler = Callable[..., Response]


def handlers_of(site: Site) -> dict[Any, Handler]:
    """The page of each exception that means something to people."""

    def http(request: Request, error: HTTPException) -> Response:  # noqa: ARG001
        return of_status(site, error.status_code, error.headers)

    def link(request: Request, error: BadLink) -> Response:  # noqa: ARG001
        title, words = EXPIRED if error.expired else BAD_LINK
        return site.message(title, words, status=410 if error.expired else 404, links=[ENTER, HOME])

    def refused(request: Request, error: Refusal) -> Response:  # noqa: ARG001
        title, status = (NOT_THEIRS, 403) if isinstance(error, NotYours | NotAllowed) else (REFUSED, 409)
        status = 429 if error.sentence == asking.TOO_MANY else status
        return site.message(title, error.sentence, status=status, links=[HOME])

    def nobody(request: Request, error: NobodyHere) -> Response:  # noqa: ARG001
        if request.method in ("GET", "HEAD"):
            return RedirectResponse(asking_from(request.url.path), 303)
        return site.message(*CLOSED, status=403, links=[ENTER, HOME])

    return {HTTPException: http, BadLink: link, Refusal: refused, NobodyHere: nobody}


def of_status(site: Site, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """The page of an HTTP status, known here or not."""
    title, words = WORDS.get(status, (HTTPStatus(status).phrase, NOT_FOUND[1]))
    page = site.message(title, words, status=status, links=[HOME])
    page.headers.update(headers or {})
    return page


def apology(site: Site, code: str) -> Response:
    """What nobody foresaw. `code` is in the log."""
    return site.message(
        BROKEN,
        "Ce que vous aviez enregistré est intact. Réessayez dans une minute.",
        f"Si cela recommence, citez le code {code} à la personne qui s’occupe de ce service.",
        status=500,
        links=[HOME],
    )
