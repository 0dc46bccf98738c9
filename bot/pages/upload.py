"""A form that brings a file: read whole, capped, never trusted for what it says of itself."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.pages.forms import SLOWEST

MULTIPART = "multipart/form-data"
AROUND = 8 * 1024  # octets of a form beside its file
SLOWEST_FILE = 4 * SLOWEST  # seconds: five megabytes from a phone
MOST_FIELDS = 10


@dataclass(frozen=True, slots=True)
class Upload:
    """`name`: as it was sent. Empty content when no file was chosen."""

    name: str
    content: bytes


async def read_upload(request: Request, field: str, most: int) -> Upload:
    """The file of this field. Raises HTTPException: 413 beyond `most` octets, 415 for what is no such form, 408."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != MULTIPART:
        raise HTTPException(415)
    try:
        async with asyncio.timeout(SLOWEST_FILE):
            return await _read(request, field, most)
    except TimeoutError:
        raise HTTPException(408) from None
    except (MultiPartException, UnicodeDecodeError) as error:
        raise HTTPException(415) from error


async def _read(request: Request, field: str, most: int) -> Upload:
    stream = _capped(request, most + AROUND)
    form = await MultiPartParser(request.headers, stream, max_files=1, max_fields=MOST_FIELDS).parse()
    try:
        found = form.get(field)
        if not isinstance(found, UploadFile):
            raise HTTPException(415)
        return Upload(found.filename or "", await found.read())
    finally:
        await form.close()


async def _capped(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """Whatever length was announced."""
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(413)
        yield part
