"""Addresses: building them, showing them without their secrets, telling the public ones from the rest."""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import httpx

from scrapers.source import Request

Resolve = Callable[[str, int], Awaitable[list[str]]]
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# RFC 6052: an IPv6 address of this prefix carries an IPv4 address in its last 32 bits.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Not public, though `ipaddress` of some versions of Python says so: what stands in the registries of IANA.
NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocol assignments, RFC 6890
            "192.88.99.0/24",  # relays of 6to4, RFC 7526
            "fec0::/10",  # site-local, RFC 3879
            "64:ff9b:1::/48",  # NAT64 within a site, RFC 8215
            "3fff::/20",  # documentation, RFC 9637
            "5f00::/16",  # segment routing, RFC 9602
        ),
    )
)
MALFORMED = "(adresse mal formée)"  # not shown: nobody knows where its secrets would be
SECRET = re.compile(
    r"key|token|secret|pass|pwd|mdp|api|hash|user|login|uid|sign|auth|sig$|mail|session|cle$|jeton|^code$",
    re.IGNORECASE,
)


def address_of(request: Request) -> str:
    """The whole address of a request: its URL and its parameters, in their order, repeated ones kept."""
    if not request.params:
        return request.url
    joint = "&" if urlsplit(request.url).query else "?"
    return f"{request.url}{joint}{urlencode(request.params, quote_via=quote)}"


def shown(address: str) -> str:
    """The address as it may appear in logs and messages: no password, no value of a parameter that looks secret."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return MALFORMED
    query = [(name, "***" if SECRET.search(name) else value) for name, value in parse_qsl(parts.query, True)]
    netloc = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, netloc, parts.path, urlencode(query, safe="*'/: ", quote_via=quote), ""))


def host_and_port(url: httpx.URL) -> str:
    """What a pause, a lock and a trusted host are kept by: "boamp.example:443"."""
    return f"{url.host}:{port_of(url)}"


def port_of(url: httpx.URL) -> int:
    """The port, written or implied by the scheme."""
    return url.port or (443 if url.scheme == "https" else 80)


def _carried(address: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 one only wraps (mapped, 6to4, Teredo, NAT64), else the address itself."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def is_public(text: str) -> bool:
    """Whether this IP address is one of the public network: not private, loopback, link-local, reserved, multicast."""
    address = _carried(ipaddress.ip_address(text))
    if any(address in network for network in NOT_PUBLIC):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


async def resolve(host: str, port: int) -> list[str]:
    """All the IP addresses of a name, in the order the system prefers. Raises OSError when there are none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
