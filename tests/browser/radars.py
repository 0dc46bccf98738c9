"""The radar of a network and what stops its messages, as one goes through them: in the session, by links of letters."""

from dataclasses import replace
from datetime import timedelta

from alerts.links.signed import LinkKind
from scrapers.notice import Deadline, Notice, Place
from tests.browser.stories import weighed
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call

TELL = "Les prévenir"


def closing(service: InThread, number: int, days: int, departement: str = "69", **fields: object) -> Notice:
    """A garden call to be answered in so many days."""
    given = garden_call(f"26-93{number:04}")
    deadline = Deadline(service.clock() + timedelta(days=days))
    where = (Place(departement=departement),)
    lots = tuple(replace(one, deadline=None, places=where) for one in given.lots)
    return replace(given, **{"deadline": deadline, "lots": lots, **fields})  # type: ignore[arg-type]


def spotted(service: InThread, *notices: Notice) -> None:
    """Published, read, and in memory; a radar looked at before is forgotten."""
    service.publish(*notices)
    service.gather()
    weighed(service)
    service.clock.later(minutes=6)


def all_pages_of_a_radar(service: InThread, see: Visitor, home: str, departement: str = "69") -> None:
    """Empty, then with lots, up to the draft; and what stops the messages of the network, by the link of a letter. She
    animates it, and her structure, which works there, is its only member; her page is at `home`."""
    see.open(f"{home}/radar")
    spotted(service, closing(service, 1, 6, departement), closing(service, 2, 12, departement))
    see.open(f"{home}/radar")
    see.page.get_by_role("button", name=TELL).first.click()
    see.look(see.page)
    assert "/diffuser/" in see.path
    see.open(signed(service, home))
    see.press("Ne plus rien recevoir")
    see.press("Recevoir de nouveau")
    see.open(signed(service, home))


def signed(service: InThread, home: str) -> str:
    """What stands at the foot of what this network sends to its first animator."""
    assert service.house is not None
    assert service.house.links is not None
    return service.house.links.url(LinkKind.MUTE, 1, int(home.rpartition("/")[2]), now=service.clock())
