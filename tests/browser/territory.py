"""The territory of a network, as one goes through it: in the session, by the link of its letter, with its files."""

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.links.signed import LinkKind
from alerts.matching.document import describe
from alerts.services import looking
from alerts.store import networks as kept
from alerts.territory.france import France
from scrapers.notice import Notice
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread

TITLE = "Territoire"
FIGURES = "Les chiffres, par métier, par acheteur et par mois"


def looked_at(service: InThread, *notices: Notice) -> None:
    """Published, read, and counted."""
    service.publish(*notices)
    service.gather()
    service.match()
    looking.look(
        service.database,
        read_notice,
        lambda one, held: describe(one, held, France.load(), may_answer),
        service.clock(),
    )


def all_of_a_territory(service: InThread, see: Visitor, home: str) -> None:
    """Each period, what is folded, and the page of the letter. She is of the network, whose page is at `home`."""
    see.open(home)
    see.follow(TITLE)
    for words in ("Ce mois-ci", "Le mois dernier", "Depuis une date"):
        see.tick(words)
        see.write("Date de début, pour « Depuis une date »", "2026-02-14")
        see.press("Voir cette période")
    see.page.locator("details").evaluate_all("every => every.forEach(one => { one.open = true; })")
    see.look(see.page)
    see.open(signed(service, home))


def signed(service: InThread, home: str) -> str:
    """The link of a letter, of the first person of this network."""
    assert service.house is not None
    assert service.house.links is not None
    number = int(home.rpartition("/")[2])
    with service.database.read() as session:
        assert kept.load_network(session, number) is not None
    return service.house.links.url(LinkKind.TERRITORY, 1, number, now=service.clock())
