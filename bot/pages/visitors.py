"""Who visits: their address, for limits only, and the cookie of their session."""

from starlette.requests import Request
from starlette.responses import Response

from bot.pages.site import Site

SESSION_SECONDS = 12 * 3600
UNKNOWN = "unknown"


def visitor_of(site: Site, request: Request) -> str:
    """The address they come from. The services keep a digest of it, never itself.

    Behind the host's proxy it is the last one of X-Forwarded-For, which that proxy wrote; the others are hearsay.
    """
    direct = request.client.host if request.client else UNKNOWN
    if not site.house.settings.pages.behind_proxy:
        return direct
    told = request.headers.getlist("x-forwarded-for")
    return told[-1].split(",")[-1].strip()[:64] or direct if told else direct


def cookie_name(site: Site) -> str:
    """« __Host- »: browsers take it from this host only, over https (RFC 6265bis, 4.1.3)."""
    return "__Host-vigie" if site.secure else "vigie"


def session_token(site: Site, request: Request) -> str:
    """ "" without a session."""
    return request.cookies.get(cookie_name(site), "")


def open_session(site: Site, response: Response, token: str) -> None:
    response.set_cookie(
        cookie_name(site), token, max_age=SESSION_SECONDS, path="/", secure=site.secure, httponly=True, samesite="lax"
    )


def close_session(site: Site, response: Response) -> None:
    response.delete_cookie(cookie_name(site), path="/", secure=site.secure, httponly=True, samesite="lax")
