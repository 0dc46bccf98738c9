"""Letters as the product sends them, through the Postfix of the tests."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from alerts.channels.channel import Letter
from alerts.channels.email.channel import EmailChannel, unsigned
from alerts.channels.email.dkim import signer
from alerts.channels.email.envelope import Envelopes, Sender
from alerts.channels.email.guard import Guard
from alerts.channels.email.verp import return_path
from alerts.links.signed import Links
from alerts.messages.message import Action, ActionKind, Entry, Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.model.reading import Answer
from tests.alerts.services.stories import ATELIERS, NOON
from tests.postfix.relay import Postfix

T = TypeVar("T")
SECRET = "un secret pour les tests, assez long"
SENDER = Sender("vigie@vigie.example", "Vigie ESS, veille des marchés réservés", "", "bounce@vigie.example")
LINKS = Links("https://vigie.example", SECRET)
MESSAGE = Message(
    "3 nouvelles, 1 réservée à vous : l’entretien des espaces verts de Sévigny-le-Vieux",
    "3 nouvelles, 1 réservée à vous, 2 échéances cette semaine",
    (
        Entry(
            "Entretien des espaces verts",
            (Paragraph("Réservé aux structures d’insertion.\n.\n..Une ligne qui commence par des points."),),
            (Action(ActionKind.ANSWERING, "J’y réponds", 7),),
            "Réservé à vous",
            Answer.YES,
        ),
    ),
)


def letter(address: str) -> Letter:
    return Letter(
        ATELIERS, MESSAGE, address, why="Vous recevez ce message parce que vous l’avez demandé.", membership=12
    )


def claimed(number: int = 4321) -> Claimed:
    return Claimed(number, "ateliers", "email", DeliveryKind.DIGEST, {}, f"digest:{number}", 1, "person:1")


def envelopes() -> Envelopes:
    return Envelopes(SENDER, LINKS, partial(return_path, SENDER.bounces_to, SECRET))


def through(postfix: Postfix, story: Callable[[EmailChannel], Awaitable[T]], key_file: Path | None = None) -> T:
    """A channel as `bot.mail` makes it, for one story."""

    async def told() -> T:
        sign = signer("v2026", "vigie.example", key_file) if key_file else unsigned
        channel = EmailChannel(postfix.relay, envelopes(), lambda: NOON, Guard(), sign=sign, tls=postfix.trusted)
        try:
            return await story(channel)
        finally:
            await channel.close()

    return asyncio.run(told())
