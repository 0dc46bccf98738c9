"""What went wrong on the wire, said in French for the people who run Vigie."""

import socket
import ssl
from collections.abc import Iterator

import httpx

from scrapers.wire.body import BodyCut

WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "le certificat de sécurité du site n'est pas valable"),
    (ssl.SSLError, "la connexion sécurisée avec le site a échoué"),
    (socket.gaierror, "le nom du site est introuvable sur Internet"),
    (ConnectionRefusedError, "le site refuse la connexion"),
    (httpx.ConnectTimeout, "le site n'a pas répondu à temps"),
    (httpx.TimeoutException, "le site n'a pas répondu à temps"),
    (TimeoutError, "le site n'a pas répondu à temps"),
    (httpx.RemoteProtocolError, "le site a coupé sa réponse en chemin"),
    (BodyCut, "le site a coupé sa réponse en chemin"),
    (httpx.ReadError, "le site a coupé sa réponse en chemin"),
)


def _chain(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__


def sentence(error: BaseException) -> str:
    """A French sentence for a failure of the network; the deepest known cause speaks."""
    causes = list(_chain(error))
    return next((words for kind, words in WORDS if any(isinstance(cause, kind) for cause in causes)), UNKNOWN)


def is_certificate(error: BaseException) -> bool:
    """Whether trying again in a moment is useless: a wrong certificate does not heal by itself."""
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _chain(error))


def status_sentence(status: int) -> str:
    """A French sentence for a 429 or a 5xx."""
    if status == 429:
        return "le site demande de ralentir (réponse 429)"
    return f"le site est en panne ou en maintenance (réponse {status})"


UNKNOWN = "la connexion avec le site a échoué"
