"""The address that Telegram calls, when the host chose a webhook. 200 is answered once the inbox has the update."""

import hmac
import json
import logging
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot, Update

from bot.config import TelegramSettings
from bot.telegram.inbox import Inbox, InboxUnusable
from bot.telegram.trouble import NoSecret

logger = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"  # Bot API, setWebhook, `secret_token`
BIGGEST = 1_000_000  # bytes of an update; Telegram's are some kilobytes


def webhook_route(settings: TelegramSettings, inbox: Inbox, bot: Bot) -> Route:
    """At the path of `webhook_url`. Raises NoSecret when there is none: nobody could tell Telegram from a passer-by."""
    secret = settings.webhook_secret.get_secret_value()
    if not secret:
        raise NoSecret

    async def receive(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("refusé", 403)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("trop grand", 413)
        return await _received(body, inbox, bot)

    return Route(urlsplit(settings.webhook_url).path or "/", receive, methods=["POST"], name="telegram")


async def _body(request: Request) -> bytes | None:
    """None beyond the limit, whatever length was announced."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BIGGEST:
            return None
    return bytes(body)


async def _received(body: bytes, inbox: Inbox, bot: Bot) -> Response:
    update = _update(body, bot)
    if update is None:
        return PlainTextResponse("illisible", 400)
    try:
        await inbox.put(update)
    except InboxUnusable:
        return PlainTextResponse("plus tard", 503)
    return Response(status_code=200)


def _update(body: bytes, bot: Bot) -> Update | None:
    """None when it is none: the library raises whatever comes first."""
    try:
        update = Update.de_json(json.loads(body), bot)
    except Exception as error:
        logger.warning("the webhook received what is no update (%s)", type(error).__name__)
        return None
    return update if isinstance(update.update_id, int) else None
