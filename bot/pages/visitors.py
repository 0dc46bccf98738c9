"""Who visits: their address, for limits only, and the session of their browser."""

from ipaddress import ip_address, ip_network

from starlette.requests import Request
from starlette.responses import Response

from alerts.model.people import Person
from alerts.services import access
from alerts.services.errors import NotYours
from bot.pages.site import Site

UNKNOWN = "unknown"


class NobodyHere(Exception):
    """This browser has opened nobody's settings, or they are closed."""


def visitor_of(site: Site, request: Request) -> str:
    """The address they come from. The services keep a digest of it, never itself.

    Behind the host's proxy it is the last one of X-Forwarded-For, which that proxy wrote; the others are hearsay.
    """
    direct = request.client.host if request.client else UNKNOWN
    told = request.headers.getlist("x-forwarded-for")
    if not told or not site.house.settings.pages.behind_proxy:
        return _network(direct)
    return _network(told[-1].split(",")[-1].strip()[:64] or direct)


def _network(address: str) -> str:
    """Whoever has one address of IPv6 has the 2**64 of its network (RFC 6177): they are one visitor."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ip_network((int(found), 64), strict=False))


async def person_of(site: Site, request: Request) -> Person:
    """Whose settings this browser has opened. Raises NobodyHere."""
    token = session_token(site, request)
    if not token:
        raise NobodyHere
    try:
        return await site.read(access.who, token, site.now)
    except NotYours as error:
        raise NobodyHere from error


def cookie_name(site: Site) -> str:
    """« __Host- »: browsers take it from this host only, over https (RFC 6265bis, 4.1.3.2)."""
    return "__Host-vigie" if site.secure else "vigie"


def session_token(site: Site, request: Request) -> str:
    """The empty text without a session."""
    return request.cookies.get(cookie_name(site), "")


def open_session(site: Site, response: Response, token: str) -> None:
    lasts = int(access.SESSION.total_seconds())
    response.set_cookie(
        cookie_name(site), token, max_age=lasts, path="/", secure=site.secure, httponly=True, samesite="lax"
    )


def close_session(site: Site, response: Response) -> None:
    response.delete_cookie(cookie_name(site), path="/", secure=site.secure, httponly=True, samesite="lax")
