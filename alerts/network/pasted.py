"""The address of a notice, as somebody pastes it. It is recognised by its form, and never asked for.

BOAMP and TED addresses, and those of our own pages. All the rest gets a sentence: nobody makes this machine visit an
address.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

LONGEST = 2000  # characters
TOO_LONG = "Cette adresse est trop longue pour être celle d'un avis : copiez-la à nouveau depuis la page de l'avis."
NO_ADDRESS = (
    "Ce n'est pas l'adresse d'un avis. Collez une adresse de boamp.fr, de ted.europa.eu ou d'une page d'annonce de "
    "Vigie, ou écrivez l'annonce à la main."
)
PRIVATE = (
    "Cette adresse est celle d'une machine privée, que personne d'autre ne peut ouvrir. Collez l'adresse publique de "
    "l'avis, sur boamp.fr ou ted.europa.eu."
)
WITH_LOGIN = (
    "Cette adresse contient un identifiant ou un mot de passe : elle n'a pas été gardée. Collez l'adresse publique de "
    "l'avis, sans identifiant."
)
OTHER_SITE = (
    "Vigie ne visite pas les adresses qu'on lui donne et ne reconnaît que celles de boamp.fr, de ted.europa.eu et de "
    "ses propres pages. Pour une annonce parue ailleurs, écrivez-la à la main."
)
OTHER_PAGE = (
    "Cette page de {} n'est pas celle d'un avis. Ouvrez l'avis lui-même, puis copiez l'adresse qui s'affiche en haut."
)

_BOAMP_ID = re.compile(r"(?<!\d)(\d{2}-\d{1,6})(?!\d)", re.ASCII)
_TED_ID = re.compile(r"(?<!\d)0*(\d{1,8}-\d{4})(?!\d)", re.ASCII)
_OURS = re.compile(r"/annonce/([^/:]+:.{1,300})$")  # the items of a feed are known by addresses, slashes included
_NUMBER = re.compile(r"(?:(?:avis )?(?:boamp|ted)[ :nº°]*)?(\d{2}-\d{1,6}|\d{1,8}-\d{4})", re.ASCII | re.IGNORECASE)
_LOCAL = (".local", ".localhost", ".internal", ".lan", ".home", ".intranet", ".corp", ".home.arpa", ".localdomain")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The ids that the notice may have here, the likeliest first."""

    notice_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """`sentence` is French, for whoever pasted it; it repeats nothing of what they pasted but the name of a site that
    we know."""

    sentence: str


def recognised(text: str, ours: str = "") -> Recognised | Unrecognised:
    """`ours` is the public address of our pages, "" when there are none. Never raises, whatever the text."""
    typed = text.strip()
    if len(typed) > LONGEST:
        return Unrecognised(TOO_LONG)
    if number := _NUMBER.fullmatch(typed):
        return _numbered(number[1])
    parts = _split(typed)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return Unrecognised(NO_ADDRESS)
    if parts.username is not None or parts.password is not None:
        return Unrecognised(WITH_LOGIN)
    if _same_site(parts, ours):
        return _on_our_pages(parts)
    if _is_private(parts.hostname):
        return Unrecognised(PRIVATE)
    return _published(parts)


def _split(typed: str) -> SplitResult | None:
    """« boamp.fr/… » is understood without its scheme. None for what is no address (a mere word), or hides a blank."""
    if "." not in typed and "://" not in typed:
        return None
    if any(sign.isspace() or not sign.isprintable() or sign == "\\" for sign in typed):
        return None
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None


def _numbered(number: str) -> Recognised:
    source = "boamp" if _BOAMP_ID.fullmatch(number) else "ted"
    return Recognised((f"{source}:{number if source == 'boamp' else number.lstrip('0')}",))


def _same_site(parts: SplitResult, ours: str) -> bool:
    own = _split(ours) if ours else None
    return own is not None and (own.hostname, own.port) == (parts.hostname, parts.port)


def _on_our_pages(parts: SplitResult) -> Recognised | Unrecognised:
    found = _OURS.search(unquote(parts.path))
    if found is None:
        return Unrecognised(OTHER_PAGE.format("Vigie"))
    return Recognised((found[1].removesuffix(".ics"),))


def _published(parts: SplitResult) -> Recognised | Unrecognised:
    host = (parts.hostname or "").removeprefix("www.")
    where = f"{unquote(parts.path)} {' '.join(value for some in _query(parts).values() for value in some)}"
    if parts.port not in (None, 80, 443):
        return Unrecognised(OTHER_SITE)
    if host == "boamp.fr":
        ids = [f"boamp:{one}" for one in _BOAMP_ID.findall(where)]
        return _only(ids, host)
    if host == "ted.europa.eu":
        return _only([f"ted:{one}" for one in _TED_ID.findall(where)], host)
    return Unrecognised(OTHER_SITE)


def _only(ids: list[str], host: str) -> Recognised | Unrecognised:
    return Recognised(tuple(dict.fromkeys(ids))[:3]) if ids else Unrecognised(OTHER_PAGE.format(host))


def _query(parts: SplitResult) -> dict[str, list[str]]:
    try:
        return parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return {}


def _is_private(host: str) -> bool:
    """A machine of somebody's network: a bare name, a name of a private zone, or any address in figures."""
    bare = host.rstrip(".").casefold()
    if "." not in bare or bare.endswith(_LOCAL):
        return True
    try:
        ip_address(bare.strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"[0-9a-fx.]+", bare)) and not bare.rpartition(".")[2].isalpha()
    return True
