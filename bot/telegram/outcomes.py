"""What a failure of Telegram means for a message of the ledger: every exception of the library as an Outcome.

The library tells failures apart by HTTP status only, and its BadRequest and TimedOut are NetworkErrors: the order in
which they are asked for matters. Descriptions are those of the Bot API server; they are compared in lower case.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from alerts.model.delivery import Claimed, Later, Moved, Outcome, Refused, Unreachable
from bot.telegram.pace import SLACK, wait_asked

NOTHING_SENT = (timedelta(seconds=2), timedelta(seconds=10), timedelta(minutes=1))
PERHAPS_SENT = (timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
REFUSED_TOKEN = timedelta(hours=1)
NEXT_DAY = timedelta(days=1)

UNCERTAIN = (
    "issue inconnue : Telegram n’a pas répondu, le message est peut-être arrivé ; renvoyé, au risque d’un double"
)
UNREACHED = "Telegram n’est pas joignable ou ne va pas bien"
FLOOD = "Telegram demande de ralentir"
TOKEN = "Telegram refuse le jeton du bot : vérifiez VIGIE_TELEGRAM_TOKEN"  # noqa: S105
NOT_FOUND = "Telegram ne trouve plus cette conversation"
NOT_FOUND_AGAIN = "Telegram ne trouve plus cette conversation, deux jours de suite"

_UNKNOWN_CHAT = ("chat not found", "peer_id_invalid", "user not found")
_SHUT = (
    ("not enough rights", "le bot n’a pas le droit d’écrire ici"),
    ("have no rights to send", "le bot n’a pas le droit d’écrire ici"),
    ("need administrator rights", "le bot n’a pas le droit d’écrire ici"),
    ("chat_write_forbidden", "le bot n’a pas le droit d’écrire ici"),
    ("chat_restricted", "le bot n’a pas le droit d’écrire ici"),
    ("bot was blocked", "la personne a bloqué le bot"),
    ("user is deactivated", "ce compte Telegram a été supprimé"),
    ("can't initiate conversation", "la personne n’a pas encore écrit au bot"),
    ("bot was kicked", "le bot a été retiré de cette conversation"),
    ("bot is not a member", "le bot n’est plus dans cette conversation"),
    ("chat was deleted", "cette conversation a été supprimée"),
    ("group chat was deactivated", "cette conversation a été fermée"),
    ("topic_closed", "le sujet général de ce groupe est fermé"),  # another topic is left for the group (`mending`)
)
_FORBIDDEN = "Telegram ne permet plus d’écrire ici"
_GONE_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
_UNREADABLE = ("can't parse entities", "entity_")
_BAD_BUTTON = ("button",)
_NEVER_LEFT = frozenset(("ConnectTimeout", "PoolTimeout", "ConnectError"))  # of httpx, which is not ours to import
_CUT = frozenset(("ReadError", "WriteError", "RemoteProtocolError", "ReadTimeout", "WriteTimeout"))


@dataclass(frozen=True, slots=True)
class Mending:
    """What a refusal of Telegram (400) says could be sent instead."""

    bare: bool = False  # without markup
    out_of_topic: bool = False
    without_links: bool = False  # no button that opens an address


def mending(error: BadRequest) -> Mending:
    said = _said(error)
    return Mending(_any(_UNREADABLE, said), _any(_GONE_TOPIC, said), _any(_BAD_BUTTON, said))


def outcome_of(error: TelegramError, delivery: Claimed, now: datetime) -> Outcome:
    """`delivery` tells how often it was tried: pauses grow, and a chat is only given up on another day.

    What happened to the message itself was mended before (`mending`), or cannot be.
    """
    match error:
        case RetryAfter():
            return Later(now + wait_asked(error) + timedelta(seconds=SLACK), FLOOD)
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Unreachable(_why_shut(error) or _FORBIDDEN)
        case BadRequest():
            return _refused(error, delivery, now)
        case InvalidToken():
            return Later(now + REFUSED_TOKEN, TOKEN)
        case _:
            return _network(error, delivery, now)


def _refused(error: BadRequest, delivery: Claimed, now: datetime) -> Outcome:
    if _any(_UNKNOWN_CHAT, _said(error)):
        # A failure is counted, and the next try is a day later: the second one is on another day.
        return Unreachable(NOT_FOUND_AGAIN) if delivery.failures else Later(now + NEXT_DAY, NOT_FOUND, failed=True)
    why = _why_shut(error)
    return Unreachable(why) if why else Refused(f"Telegram refuse ce message : {error.message}")


def _network(error: TelegramError, delivery: Claimed, now: datetime) -> Later:
    """Whether the message may have arrived decides how soon it is sent again."""
    pauses, why = (PERHAPS_SENT, UNCERTAIN) if _perhaps_sent(error) else (NOTHING_SENT, UNREACHED)
    return Later(now + pauses[min(max(delivery.attempts, 1), len(pauses)) - 1], why)


def _perhaps_sent(error: TelegramError) -> bool:
    """An answer that never came, or that is none, says nothing of the message; an error answered says it failed."""
    cause = type(error.__cause__).__name__
    if cause in _NEVER_LEFT:
        return False
    return isinstance(error, TimedOut) or cause in _CUT or not isinstance(error, NetworkError)


def _why_shut(error: TelegramError) -> str:
    said = _said(error)
    return next((why for words, why in _SHUT if words in said), "")


def _said(error: TelegramError) -> str:
    return error.message.lower()


def _any(words: tuple[str, ...], said: str) -> bool:
    return any(one in said for one in words)
