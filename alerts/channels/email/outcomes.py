"""What each answer of a relay means for a message of the ledger (RFC 5321, 4.2; RFC 3463). Nothing here has a state.

Answers that speak of us rather than of one recipient hold everybody back (`Held`): a refusal met a thousand times is
how a sender loses its name, and a password to mend is no reason to give up on a thousand messages.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.channels.email.trouble import Missing, NotTaken, Reply, Stage
from alerts.model.delivery import Later, Outcome, Refused, Unreachable

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
SOON = (_MINUTE, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR)  # nothing was said: the line was cut
POLITE = (5 * _MINUTE, 15 * _MINUTE, _HOUR, 4 * _HOUR)  # « come back later »: greylisting, a full mailbox
MORE_AND_MORE = (8 * _HOUR, 12 * _HOUR, 24 * _HOUR, 24 * _HOUR, 24 * _HOUR, 24 * _HOUR)
"""With the first four: five days in all (RFC 5321, 4.5.4.1: at least four or five)."""

UNCERTAIN = "issue inconnue : le relais n’a pas dit s’il a reçu le message ; renvoyé, au risque d’un double"
INTERRUPTED = "la connexion au relais s’est interrompue avant le message"
BUSY = "toutes les connexions au relais sont occupées"
UNREACHED = "le relais de messagerie ne répond pas ([email] host et port)"
UNSAFE = "le relais n’offre pas de connexion chiffrée vérifiable : voyez [email] security, et le nom de son certificat"
NO_LOGIN = "le relais ne propose aucune façon de s’identifier que Vigie connaisse"
LOGIN = "le relais refuse l’identifiant ou le mot de passe : vérifiez [email] username et VIGIE_EMAIL_PASSWORD"
LOGIN_LATER = "le relais ne peut pas vérifier l’identifiant pour le moment"
RELAY_LATER = "le relais demande d’attendre"
RELAY_REFUSES = "le relais refuse nos connexions"
SENDER = "le relais refuse notre adresse d’expéditeur ([email] sender et bounces_to)"
POLICY = "notre courrier est refusé par règle (réputation, SPF, DKIM, DMARC ou contenu) : voyez le guide de l’hébergeur"
GREY = "le serveur du destinataire demande de revenir plus tard"
FULL = "la boîte aux lettres du destinataire est pleine"
NOT_NOW = "le serveur du destinataire ne peut pas prendre le message pour le moment"
MISHEARD = "le relais et Vigie ne se sont pas compris"
UNKNOWN = "cette adresse n’existe pas ou n’existe plus"
TOO_BIG = "le message est trop gros pour le serveur du destinataire"
CONTENT = "le serveur refuse le contenu de ce message"
REFUSED = "le serveur refuse ce message"
GIVEN_UP = "abandonné après cinq jours d’essais : {why}"

_GONE = frozenset(("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"))
_VAGUE = frozenset(("", "5.0.0", "5.1.0", "5.5.0"))
_GONE_WORDS = (
    *("user unknown", "unknown user", "no such user", "no such recipient", "unknown recipient"),
    *("does not exist", "doesn't exist", "mailbox not found", "no mailbox"),
)
_NOT_UNDERSTOOD = frozenset((500, 502, 503, 504))  # of the conversation, not of the message
_TOO_BIG = frozenset(("5.3.4", "5.2.3"))


@dataclass(frozen=True, slots=True)
class Held:
    """Not the fault of this message: everybody waits. `first` is the first pause, the next ones grow.

    `everybody`: surely so; else it may come to be this recipient's domain alone. `counted`: one more failure of this
    message.
    """

    why: str
    first: timedelta
    everybody: bool = True
    counted: bool = False


def verdict(trouble: NotTaken, failures: int, now: datetime) -> Outcome | Held:
    """`failures`: how often this message was put off before, as counted by the ledger."""
    if trouble.reply is None:
        return _unanswered(trouble, failures, now)
    match trouble.stage:
        case Stage.CONNECT:
            return Held(f"{_either(trouble.reply, RELAY_LATER, RELAY_REFUSES)} ({trouble.reply.told})", _MINUTE)
        case Stage.LOGIN:
            return _login(trouble.reply)
        case Stage.SENDER:
            return _sender(trouble.reply)
        case Stage.RECIPIENT | Stage.CONTENT:
            return _message(trouble.reply, trouble.stage, failures, now)


def _unanswered(trouble: NotTaken, failures: int, now: datetime) -> Outcome | Held:
    match trouble.missing:
        case Missing.UNSAFE:
            return Held(UNSAFE, 15 * _MINUTE)
        case Missing.NO_LOGIN:
            return Held(NO_LOGIN, 15 * _MINUTE)
        case Missing.BUSY:
            return Later(now + _MINUTE, BUSY)
        case _ if trouble.stage in (Stage.CONNECT, Stage.LOGIN):
            return Held(UNREACHED, _MINUTE)
        case _:
            return _again(SOON, UNCERTAIN if trouble.perhaps else INTERRUPTED, failures, now)


def _login(reply: Reply) -> Held:
    if reply.code >= 500:
        return Held(LOGIN, 15 * _MINUTE)
    return Held(f"{LOGIN_LATER} ({reply.told})", 5 * _MINUTE)


def _sender(reply: Reply) -> Outcome | Held:
    """Whatever it is, it will be the same for the next one; but for the size."""
    if reply.code < 500:
        return Held(f"{RELAY_LATER} ({reply.told})", _MINUTE if reply.code == 421 else 5 * _MINUTE)
    if reply.code == 552 or reply.enhanced in _TOO_BIG:
        return Refused(f"{TOO_BIG} ({reply.told})")
    if reply.code in (530, 535):
        return Held(LOGIN, 15 * _MINUTE)
    return Held(f"{SENDER} ({reply.told})", 15 * _MINUTE)


def _message(reply: Reply, stage: Stage, failures: int, now: datetime) -> Outcome | Held:
    if reply.code < 500:
        return _for_now(reply, failures, now)
    if stage is Stage.CONTENT and reply.code in (552, 554):
        big = reply.code == 552 and not reply.enhanced.startswith("5.7.")
        return Refused(f"{TOO_BIG if big else CONTENT} ({reply.told})")
    if reply.code in (530, 535):
        return Held(LOGIN, 15 * _MINUTE)
    if reply.enhanced.startswith("5.7."):
        return Held(f"{POLICY} ({reply.told})", 15 * _MINUTE, everybody=stage is Stage.CONTENT, counted=True)
    return _for_good(reply, failures, now)


def _for_now(reply: Reply, failures: int, now: datetime) -> Outcome | Held:
    if reply.code == 421:
        if reply.enhanced.startswith("4.7."):  # too much, too fast
            return Held(f"{RELAY_LATER} ({reply.told})", 5 * _MINUTE, everybody=False, counted=True)
        return _again(SOON, f"{RELAY_LATER} ({reply.told})", failures, now)
    why = FULL if reply.enhanced == "4.2.2" else GREY if reply.enhanced.startswith("4.7.") else NOT_NOW
    return _again(POLITE, f"{why} ({reply.told})", failures, now)


def _for_good(reply: Reply, failures: int, now: datetime) -> Outcome:
    if reply.enhanced in _GONE or _says_gone(reply):
        return Unreachable(f"{UNKNOWN} ({reply.told})", UNKNOWN)
    if reply.enhanced in _TOO_BIG:
        return Refused(f"{TOO_BIG} ({reply.told})")
    if reply.enhanced == "5.2.2" or (reply.code == 552 and not reply.enhanced):
        return _again(POLITE, f"{FULL} ({reply.told})", failures, now)
    if reply.code in _NOT_UNDERSTOOD:
        return _again(POLITE, f"{MISHEARD} ({reply.told})", failures, now)
    if reply.enhanced.startswith(("5.3.", "5.4.")):  # their system, or the way there: it may be mended
        return _again(POLITE, f"{NOT_NOW} ({reply.told})", failures, now)
    return Refused(f"{REFUSED} ({reply.told})")


def _says_gone(reply: Reply) -> bool:
    said = reply.text.lower()
    return reply.enhanced in _VAGUE and reply.code in (550, 551, 553) and any(words in said for words in _GONE_WORDS)


def _again(first: tuple[timedelta, ...], why: str, failures: int, now: datetime) -> Later | Refused:
    pauses = (*first, *MORE_AND_MORE)
    if failures >= len(pauses):
        return Refused(GIVEN_UP.format(why=why))
    return Later(now + pauses[failures], why, failed=True)


def _either(reply: Reply, later: str, refused: str) -> str:
    return refused if reply.code >= 500 else later
