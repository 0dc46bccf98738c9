"""Links that act once, or as many times as was said: made here, kept as a hash, used by the first who come.

A token travels in `https://t.me/BOT?start=TOKEN`, 64 characters at most of A-Z, a-z, 0-9, _ and - (Bot API, deep
linking), or in the address of a page. Its first letter says what it is for. It is 32 random bytes: nobody finds one, so
that looking its hash up is all the checking it needs.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from alerts.services.errors import Refusal
from alerts.store import tokens
from alerts.store.engine import Session
from alerts.store.tokens import Kept, Subject

REMEMBERED = timedelta(days=7)  # after its end, to say « a déjà servi » rather than « n’est pas valable »


class Purpose(StrEnum):
    """Also the prefix of the token."""

    INVITATION = "i"
    CONFIRM = "c"  # « this address is mine »: alerts.services.subscribing
    ACCESS = "a"  # opens somebody's settings: alerts.services.access
    SESSION = "s"  # a browser that opened them, until it closes them
    LINK = "l"  # brings somebody known by e-mail to Telegram
    NETWORK = "n"  # brings structures into a network, as many as were said: alerts.services.network_inviting
    ANIMATOR = "m"  # makes somebody an animator of a network: alerts.services.network_animating
    SPENT = "x"  # nobody's token: a signed link that acted, see `spend`


@dataclass(frozen=True, slots=True)
class Sentences:
    """What people read when a token gives right to nothing (any more)."""

    unknown: str
    expired: str
    used: str


UNKNOWN = "Ce lien n’est pas valable. Vérifiez qu’il est complet, ou demandez-en un nouveau."
EXPIRED = "Ce lien a expiré. Demandez-en un nouveau à la personne qui vous l’a envoyé."
USED = "Ce lien a déjà servi, et il ne sert qu’une fois. Demandez-en un nouveau si besoin."
ALL_USED = "Ce lien a déjà servi autant de fois que prévu. Demandez-en un nouveau à la personne qui vous l’a envoyé."
CLOSED = "Cette page est restée ouverte trop longtemps, ou elle a été fermée. Demandez un nouveau lien par e-mail."
SENTENCES = {
    Purpose.INVITATION: Sentences(UNKNOWN, EXPIRED, USED),
    Purpose.CONFIRM: Sentences(
        "Ce lien de confirmation n’est pas valable. Ouvrez-le depuis l’e-mail reçu, ou refaites votre demande.",
        "Ce lien de confirmation a expiré. Refaites votre demande : un nouvel e-mail vous sera envoyé.",
        "Ce lien de confirmation a déjà servi : il n’y a plus rien à confirmer.",
    ),
    Purpose.ACCESS: Sentences(
        "Ce lien n’est pas valable. Ouvrez-le depuis l’e-mail reçu, ou demandez-en un nouveau.",
        "Ce lien a expiré. Demandez-en un nouveau : il arrive par e-mail.",
        "Ce lien a déjà servi, et il ne sert qu’une fois. Demandez-en un nouveau : il arrive par e-mail.",
    ),
    Purpose.SESSION: Sentences(CLOSED, CLOSED, CLOSED),
    Purpose.LINK: Sentences(
        "Ce lien vers Telegram n’est pas valable. Ouvrez-le de nouveau depuis vos réglages.",
        "Ce lien vers Telegram a expiré. Demandez-en un nouveau dans vos réglages.",
        "Ce lien vers Telegram a déjà servi. Demandez-en un nouveau dans vos réglages si besoin.",
    ),
    Purpose.NETWORK: Sentences(UNKNOWN, EXPIRED, ALL_USED),
    Purpose.ANIMATOR: Sentences(UNKNOWN, EXPIRED, USED),
    Purpose.SPENT: Sentences(UNKNOWN, UNKNOWN, UNKNOWN),
}


def make(
    session: Session, purpose: Purpose, subject: Subject, now: datetime, *, lasts: timedelta, made_by: int | None
) -> str:
    """The token, which is told once and kept nowhere. `made_by` is the person who makes it, or whose it is; None for
    the host."""
    token = f"{purpose.value}_{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip('=')}"
    tokens.insert_token(session, mark_of(token), Kept(purpose.value, subject, made_by, now, now + lasts, None))
    return token


def look(session: Session, token: str, purpose: Purpose, now: datetime) -> Kept:
    """What it gives right to, without using it. Raises Refusal when it gives right to nothing (any more)."""
    return look_at(session, mark_of(token), purpose, now)


def look_at(session: Session, mark: str, purpose: Purpose, now: datetime) -> Kept:
    """As `look`, for a token of which only the mark was kept (`mark_of`)."""
    kept = tokens.load_token(session, mark)
    words = SENTENCES[purpose]
    if kept is None or kept.purpose != purpose.value:
        raise Refusal(words.unknown)
    if kept.used_at is not None:
        raise Refusal(words.used)
    if kept.expires_at <= now:
        raise Refusal(words.expired)
    return kept


def use(session: Session, token: str, purpose: Purpose, now: datetime) -> Kept:
    """Once: whoever comes second is told that it was used. Raises Refusal."""
    return use_at(session, mark_of(token), purpose, now)


def use_at(session: Session, mark: str, purpose: Purpose, now: datetime) -> Kept:
    """As `use`, for a token of which only the mark was kept. Raises Refusal."""
    kept = tokens.use_token(session, mark, purpose.value, now)
    if kept is None:
        look_at(session, mark, purpose, now)
        raise Refusal(SENTENCES[purpose].used)
    return kept


def use_one_of(session: Session, token: str, purpose: Purpose, now: datetime) -> Kept:
    """As `use`, for a link made with a number of uses (`several`): one less is left. Raises Refusal."""
    kept = tokens.use_one_of(session, mark_of(token), purpose.value, now)
    if kept is None:
        look(session, token, purpose, now)
        raise Refusal(SENTENCES[purpose].used)
    return kept


def several(subject: Subject, uses: int) -> Subject:
    """The subject of a link good `uses` times; see `use_one_of`. Raises ValueError below one."""
    if uses < 1:
        raise ValueError(f"a link good {uses} times")
    return {**subject, tokens.LEFT: str(uses)}


def left(kept: Kept) -> int:
    """How many times it may still be used; a link that acts once has one until it is used."""
    return 0 if kept.used_at is not None else int(kept.subject.get(tokens.LEFT, "1"))


def spend(session: Session, token: str, now: datetime, *, keep: timedelta) -> bool:
    """A signed link (`alerts.links.signed`) that acts once does so now: False when it did already.

    `keep`: how long it is good, and remembered; only its hash is kept.
    """
    return tokens.add_token(session, mark_of(token), Kept(Purpose.SPENT.value, {}, None, now, now + keep, None))


def drop(session: Session, token: str) -> None:
    """It is good for nothing from now on. Nothing happens when it was unknown."""
    tokens.delete_token(session, mark_of(token))


def drop_all_of(session: Session, person_id: int, *purposes: Purpose) -> int:
    """All those of these purposes that are theirs; how many."""
    return tokens.delete_tokens_of(session, person_id, [one.value for one in purposes])


def sweep(session: Session, now: datetime) -> int:
    """Forget those that ended a while ago; how many. Safe at any time: call it once a day."""
    return tokens.delete_tokens_before(session, now - REMEMBERED)


def mark_of(token: str) -> str:
    """What is kept of it, and may be written down to speak of it: it gives no right."""
    return sha256(token.encode(errors="replace")).hexdigest()
