"""Broadcasts of the scene: a draft, one that left, and all of them."""

from alerts.model.delivery import DeliveryKind
from alerts.model.network import Broadcast, Target, Written
from alerts.services import broadcasting
from tests.alerts.services.stories import owed
from tests.bot.commands.conversation import NOON
from tests.bot.commands.networked import Scene

HAY = Written("Fauche de 3 hectares & broyage <sur place>", contact="Accueil de la mairie fictive")


def drafted(scene: Scene) -> int:
    nadia = scene.nadia.person.id
    with scene.database.write() as session:
        return broadcasting.draft(session, nadia, scene.network.id, HAY, "", Target(), NOON).id


def sent(scene: Scene) -> tuple[int, int]:
    """A broadcast that left, and the number of the message that Anne got of it."""
    nadia, made = scene.nadia.person.id, drafted(scene)
    with scene.database.write() as session:
        seen = broadcasting.preview(session, nadia, made, NOON).seen
        broadcasting.confirm(session, nadia, made, seen, NOON)
    key = f"person:{scene.anne.person.id}"
    return made, next(one.id for one in owed(scene.database, DeliveryKind.BROADCAST) if one.recipient == key)


def broadcasts(scene: Scene) -> list[Broadcast]:
    nadia = scene.nadia.person.id
    with scene.database.read() as session:
        return broadcasting.recent(session, nadia, scene.network.id)
