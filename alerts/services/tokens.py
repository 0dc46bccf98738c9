"""Links that act once: made here, kept as a hash, used by the first who comes.

The token travels in `https://t.me/BOT?start=TOKEN`: 64 characters at most of A-Z, a-z, 0-9, _ and - (Bot API, deep
linking). Its first letter says what it is for. It is 32 random bytes: nobody finds one, so that looking its hash up is
all the checking it needs.
"""

import base64
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from alerts.services.errors import Refusal
from alerts.store import tokens
from alerts.store.engine import Session
from alerts.store.tokens import Kept, Subject

UNKNOWN = "Ce lien n’est pas valable. Vérifiez qu’il est complet, ou demandez-en un nouveau."
EXPIRED = "Ce lien a expiré. Demandez-en un nouveau à la personne qui vous l’a envoyé."
USED = "Ce lien a déjà servi, et il ne sert qu’une fois. Demandez-en un nouveau si besoin."
REMEMBERED = timedelta(days=7)  # after its end, to say « a déjà servi » rather than « n’est pas valable »


class Purpose(StrEnum):
    """Also the prefix of the token."""

    INVITATION = "i"


def make(
    session: Session, purpose: Purpose, subject: Subject, now: datetime, *, lasts: timedelta, made_by: int | None
) -> str:
    """The token, which is told once and kept nowhere. `made_by` is a person, None for the host."""
    token = f"{purpose.value}_{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip('=')}"
    tokens.insert_token(session, _digest(token), Kept(purpose.value, subject, made_by, now, now + lasts, None))
    return token


def look(session: Session, token: str, purpose: Purpose, now: datetime) -> Kept:
    """What it gives right to, without using it. Raises Refusal when it gives right to nothing (any more)."""
    kept = tokens.load_token(session, _digest(token))
    if kept is None or kept.purpose != purpose.value:
        raise Refusal(UNKNOWN)
    if kept.used_at is not None:
        raise Refusal(USED)
    if kept.expires_at <= now:
        raise Refusal(EXPIRED)
    return kept


def use(session: Session, token: str, purpose: Purpose, now: datetime) -> Kept:
    """Once: whoever comes second is told that it was used. Raises Refusal."""
    kept = tokens.use_token(session, _digest(token), purpose.value, now)
    if kept is None:
        look(session, token, purpose, now)
        raise Refusal(USED)
    return kept


def sweep(session: Session, now: datetime) -> int:
    """Forget those that ended a while ago; how many. Safe at any time: call it once a day."""
    return tokens.delete_tokens_before(session, now - REMEMBERED)


def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
