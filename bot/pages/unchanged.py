"""Answers that programs ask for again and again: the same is not sent twice (RFC 9110, 13.1 and 15.4.5)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

PRIVATE = "private, no-cache"  # kept by whoever asked, and asked for again each time


def answer(
    request: Request,
    body: bytes,
    media_type: str,
    changed_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """`body`, or 304 when the reader holds it already. `changed_at` is aware."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    told = {"Cache-Control": PRIVATE, "ETag": tag, **(headers or {})}
    if changed_at is not None:
        told["Last-Modified"] = format_datetime(changed_at.astimezone(UTC).replace(microsecond=0), usegmt=True)
    if _held(request, tag, changed_at):
        return Response(status_code=304, headers=told)
    return Response(body, headers={**told, "Content-Type": media_type})


def _held(request: Request, tag: str, changed_at: datetime | None) -> bool:
    """The tag is believed before the date, which is only to the second."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        return asked.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in asked.split(",")}
    since = _date(request.headers.get("if-modified-since", ""))
    return since is not None and changed_at is not None and changed_at.replace(microsecond=0) <= since


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
