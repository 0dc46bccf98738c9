"""What Nadia passes on, on the pages of her network: drafts, what left, what of it was received."""

import re

from alerts.model.delivery import DeliveryKind
from alerts.model.network import Broadcast, Interest, Target, Written
from alerts.services import broadcasting
from alerts.store import broadcasts
from tests.alerts.services.stories import owed
from tests.bot.pages.network.scene import Scene

HAY = Written("Fauche de 3 hectares & broyage <sur place>", contact="Accueil de la mairie fictive")


def drafted(scene: Scene, about: broadcasting.About = HAY, network: int | None = None, by: str = "nadia") -> int:
    asked = (scene.people[by], network or scene.network.id, about, "", Target(), scene.house.clock())
    with scene.house.database.write() as session:
        return broadcasting.draft(session, *asked).id


def confirmed(scene: Scene, draft: int) -> int:
    who, now = scene.people["nadia"], scene.house.clock()
    with scene.house.database.write() as session:
        seen = broadcasting.preview(session, who, draft, now).seen
        broadcasting.confirm(session, who, draft, seen, now)
    return draft


def held(scene: Scene) -> list[Broadcast]:
    with scene.house.database.read() as session:
        return broadcasting.recent(session, scene.people["nadia"], scene.network.id)


def said(scene: Scene, broadcast: int) -> Interest | None:
    """The last thing that the Jardins did with it."""
    with scene.house.database.read() as session:
        return broadcasts.interest_of(session, broadcast, scene.jardins.id)


def left(scene: Scene) -> int:
    return len(owed(scene.house.database, DeliveryKind.BROADCAST))


def received(scene: Scene, name: str) -> int:
    """The number of the message that this person was owed."""
    key = f"person:{scene.people[name]}"
    return next(one.id for one in owed(scene.house.database, DeliveryKind.BROADCAST) if one.recipient == key)


def hidden(page: str, name: str = "vu") -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def plain(html: str) -> str:
    """What is read, on one line, with ordinary spaces and apostrophes."""
    text = " ".join(re.sub(r"<[^>]*>", " ", html).replace("&#39;", "'").split())
    return " ".join(text.replace("&nbsp;", " ").split()).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
