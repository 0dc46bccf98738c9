"""What a form sends: read whole, capped, kept to be shown again when something in it is to be mended."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

SLOWEST = 30.0  # seconds for a form to come: a phone on a bad line needs a few
BIGGEST = 64 * 1024  # bytes of a form
MOST_FIELDS = 500
URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Form:
    """Names and values as they were sent. `errors`: a French sentence by field name; "" is about the whole form."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def one(self, name: str, otherwise: str = "") -> str:
        """The first value, on one line, without spaces around; `otherwise` when the field was not sent."""
        return " ".join(_readable(self.text(name, otherwise)).split())

    def text(self, name: str, otherwise: str = "") -> str:
        """The first value, lines kept."""
        values = self.fields.get(name)
        return "\n".join(_readable(line) for line in values[0].splitlines()).strip() if values else otherwise

    def every(self, name: str) -> tuple[str, ...]:
        """All the values: boxes ticked, proposals chosen."""
        return self.fields.get(name, ())

    def has(self, name: str) -> bool:
        """A button pressed, a box ticked."""
        return name in self.fields

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def having(self, name: str, *values: str) -> "Form":
        """The same with these values in this field."""
        return Form({**self.fields, name: values}, self.errors)

    def with_errors(self, errors: Mapping[str, str]) -> "Form":
        return Form(self.fields, {**self.errors, **errors})


def _readable(text: str) -> str:
    """Without what cannot be seen: control signs, and those that turn the order of letters around."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text)


def form_of(pairs: Iterable[tuple[str, str]]) -> Form:
    """From (name, value) pairs, in their order."""
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), value)
    return Form(fields)


async def read_form(request: Request) -> Form:
    """The form of a POST. Raises HTTPException: 413 beyond 64 KB, 415 for what is no plain form."""
    kind = request.headers.get("content-type", URLENCODED).split(";")[0].strip().lower()
    if kind != URLENCODED:
        raise HTTPException(415)
    body = await read_body(request)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
    except (UnicodeDecodeError, ValueError) as error:
        raise HTTPException(415) from error
    return form_of(pairs)


async def read_body(request: Request) -> bytes:
    """Raises HTTPException: 413 beyond the limit, whatever length was announced; 408 for one that comes too slowly."""
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            async for part in request.stream():
                body += part
                if len(body) > BIGGEST:
                    raise HTTPException(413)
    except TimeoutError:
        raise HTTPException(408) from None
    return bytes(body)
