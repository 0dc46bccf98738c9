"""What Claire does on the way to what a test is about."""

from datetime import datetime

from scrapers.notice import Lot, Notice, Place
from tests.acceptance.mail.mailbox import Letter, Mailbox
from tests.browser.visitor import Visitor
from tests.telegram_api.clock import PARIS
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call

CLAIRE = "claire@jardins.example"
GARDENS = "Les Jardins fictifs"
ACI = "Atelier et chantier d’insertion (ACI)"
GREEN = "Espaces verts et entretien extérieur"
RESERVED = "Marchés réservés à des structures comme la nôtre"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 (the 23rd is a Monday), or of December beyond the 30th."""
    month, day = (11, day) if day <= 30 else (12, day - 30)
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def fill_in(visitor: Visitor, places: str = "69, Ain", address: str = CLAIRE) -> None:
    """The form of who subscribes."""
    visitor.write("Nom de la structure", GARDENS)
    visitor.tick(ACI, GREEN)
    visitor.write("Où elle travaille", places)
    visitor.write("Adresse e-mail", address)


def subscribe(service: InThread, visitor: Visitor, mailbox: Mailbox) -> None:
    """Asked, received, confirmed: her settings are open in this browser."""
    visitor.open("/inscription")
    fill_in(visitor, address=mailbox.address)
    visitor.press("M’inscrire")
    service.deliver()
    visitor.open(mailbox.last().link("confirmer"))
    visitor.press("Confirmer")
    assert visitor.title == "C’est confirmé"


def beat(service: InThread, moment: datetime) -> None:
    """What the schedule does, at that moment."""
    service.clock.on(moment)
    service.gather()
    service.match()
    service.deliver()


def digest(service: InThread, mailbox: Mailbox, *notices: Notice) -> Letter:
    """What Monday brings."""
    service.publish(*notices)
    beat(service, at(24, 9))
    beat(service, at(29, 23))
    beat(service, at(30, 8))
    return mailbox.last()


def enter(service: InThread, visitor: Visitor, mailbox: Mailbox) -> None:
    """Her settings, by a link that her mailbox receives: a session lasts twelve hours."""
    visitor.open("/acces")
    visitor.write("Adresse e-mail", mailbox.address)
    visitor.press("Recevoir le lien")
    service.deliver()
    visitor.open(mailbox.last().link("entrer"))
    visitor.press("Ouvrir mes réglages")


def weighed(service: InThread) -> None:
    """The volume of a profile can be told, as after the first minutes of a process."""
    assert service.house is not None
    service.house.current.refresh(service.clock())


def beside(number: str) -> Notice:
    """Like a garden call, but in Isère: just beside her territory."""
    (lot,) = garden_call(number).lots
    elsewhere = Lot(None, cpv=lot.cpv, places=(Place(departement="38"),), passages=lot.passages)
    return garden_call(number, title="Taille des haies de Valfictif", lots=(elsewhere,))
