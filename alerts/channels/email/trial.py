"""One message through the relay, step by step, for the host who sets it up: what went well, and what to do if not."""

import asyncio
import ssl
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alerts.channels.email.dialogue import ready
from alerts.channels.email.envelope import Outgoing
from alerts.channels.email.outcomes import Held, verdict
from alerts.channels.email.relay import Relay, connect
from alerts.channels.email.trouble import Missing, NotTaken, Reply, Stage
from alerts.model.delivery import Later, Moved, Outcome, Sent

PATIENCE = 120.0  # seconds for the message; some relays read it before they answer


class Name(StrEnum):
    CONNECTION = "connection"
    TLS = "tls"
    LOGIN = "login"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Step:
    """`said` and `remedy` are French. `answer`: the exact words of the relay, "" when there were none."""

    name: Name
    good: bool
    said: str
    answer: str = ""
    remedy: str = ""


_MISSING = {
    Missing.UNREACHED: "vérifiez [email] host et port, et que le pare-feu laisse sortir ; essayez le port 587 ou 465",
    Missing.SILENT: "un pare-feu retient peut-être la connexion ; security = « tls » va avec le port 465, « starttls » "
    "avec 587",
    Missing.CUT: "le relais raccroche : security = « tls » va avec le port 465, « starttls » avec 587",
    Missing.UNSAFE: "donnez à [email] host le nom qui est dans le certificat du relais, ou l’autre valeur de security",
    Missing.NO_LOGIN: "demandez à votre fournisseur comment s’identifier, ou retirez username si ce n’est pas utile",
}
_STAGES = {
    Stage.CONNECT: "le relais n’accepte pas cette machine : demandez à votre fournisseur de l’autoriser",
    Stage.LOGIN: "vérifiez [email] username et VIGIE_EMAIL_PASSWORD ; le mot de passe d’envoi est parfois à part",
    Stage.SENDER: "le relais n’accepte que des adresses à vous : vérifiez [email] sender et bounces_to",
    Stage.RECIPIENT: "vérifiez l’adresse ; si elle est juste, la messagerie d’en face dit pourquoi elle refuse",
    Stage.CONTENT: "le contenu est refusé : vérifiez d’abord SPF, DKIM et DMARC, ci-dessous",
}


async def trial(relay: Relay, trusted: ssl.SSLContext, outgoing: Outgoing, now: datetime) -> list[Step]:
    """The steps taken, up to the first that failed."""
    seen = _watched(trusted)
    try:
        line = await connect(relay, trusted)
    except NotTaken as trouble:
        return [*_arrived(relay, seen, trouble), _failed(trouble, now)]
    steps = _arrived(relay, seen, None)
    end = asyncio.get_running_loop().time() + PATIENCE
    try:
        reply = await line.send(outgoing.return_path, outgoing.to, ready(outgoing.content), end, end)
        steps.append(Step(Name.MESSAGE, True, "message accepté par le relais", _answer(reply)))
    except NotTaken as trouble:
        steps.append(_failed(trouble, now))
    finally:
        await line.quit(2)
    return steps


def _watched(trusted: ssl.SSLContext) -> list[str]:
    """What TLS agreed on, once it has (« TLSv1.3, TLS_AES_256_GCM_SHA384 »)."""
    seen: list[str] = []

    class Watched(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()
            cipher = self.cipher()
            seen.append(f"{self.version()}, {cipher[0] if cipher else ''}")

    trusted.sslobject_class = Watched
    return seen


def _arrived(relay: Relay, seen: list[str], trouble: NotTaken | None) -> list[Step]:
    """What went well before the trouble, or before the message."""
    steps = []
    refused = trouble is not None and trouble.stage is Stage.CONNECT
    if not refused or seen:
        steps.append(Step(Name.CONNECTION, True, f"connexion à {relay.host}:{relay.port}"))
    if seen:
        steps.append(Step(Name.TLS, True, f"connexion chiffrée ({seen[-1]}), certificat vérifié"))
    elif not refused:
        steps.append(Step(Name.TLS, True, "connexion en clair, vers cette machine ou un conteneur voisin"))
    if trouble is None:
        who = f"identifié ({relay.username})" if relay.username else "sans identifiant : le relais nous connaît"
        steps.append(Step(Name.LOGIN, True, who))
    return steps


def _failed(trouble: NotTaken, now: datetime) -> Step:
    name = {
        Stage.CONNECT: Name.TLS if trouble.missing is Missing.UNSAFE else Name.CONNECTION,
        Stage.LOGIN: Name.LOGIN,
    }.get(trouble.stage, Name.MESSAGE)
    remedy = _MISSING.get(trouble.missing) if trouble.missing else None
    answer = _answer(trouble.reply) if trouble.reply else ""
    return Step(name, False, _meaning(verdict(trouble, 0, now), answer), answer, remedy or _STAGES[trouble.stage])


def _meaning(became: Outcome | Held, answer: str) -> str:
    """What the ledger would have written down, without the answer, which is told beside it."""
    match became:
        case Later() | Held():
            why = became.why
        case Sent() | Moved():
            why = ""  # a trouble is none of them
        case _:
            why = became.reason
    return why.partition(" (")[0] if answer else why


def _answer(reply: Reply) -> str:
    return f"{reply.code} {reply.text}".strip()
