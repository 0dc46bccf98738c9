"""Every page there is, once, in the states that people meet: accessible by day and by night, and no wider than a phone.

VIGIE_TEST_PICTURES=FOLDER keeps a picture of each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import httpx
import pytest
from playwright.sync_api import Browser

from alerts.model.people import Role
from scrapers.notice import Amount, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic
from tests.acceptance.mail.mailbox import Letter, Mailbox
from tests.browser.audit import Audit
from tests.browser.broadcasts import all_pages_of_broadcasts
from tests.browser.chromium import PHONE, opened
from tests.browser.networks import all_pages_of_a_network, animates_by_mail, charged
from tests.browser.partners import all_pages_of_partners
from tests.browser.radars import all_pages_of_a_radar
from tests.browser.rooms import all_pages_of_a_room
from tests.browser.stories import CLAIRE, GREEN, at, beat, beside, digest, enter, fill_in, weighed
from tests.browser.territory import all_of_a_territory
from tests.browser.visitor import Visitor
from tests.browser.visits import Visits, visits_of
from tests.telegram_api.clock import PARIS
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs, garden_call

LONG = "Entretien-des-espaces-verts-et-débroussaillage-des-abords-du-complexe-sportif-intercommunal"
HIS = "claude@haies.example"


@dataclass
class Tour:
    """Claire goes everywhere; each page is looked at."""

    service: InThread
    visitor: Visitor
    mailbox: Mailbox
    phone: Phone
    audit: Audit
    visits: Visits


@pytest.fixture
def tour(browser: Browser, service: InThread, mailbox: Mailbox, phone: Phone) -> Iterator[Tour]:
    """JavaScript is there for axe alone: our pages forbid it."""
    with opened(browser, bypass_csp=True, **PHONE) as context:
        audit, visits, page = Audit(), visits_of(service), context.new_page()
        visits.follow(page)
        yield Tour(service, Visitor(page, service.site, audit), mailbox, phone, audit, visits)


def test_every_page(tour: Tour) -> None:
    arriving(tour)
    letter = digest(tour.service, tour.mailbox, *notices())
    of_a_letter(tour, letter)
    of_reply_help(tour, letter)
    of_an_opportunity(tour, letter)
    her_settings(tour)
    her_papers(tour)
    home = all_pages_of_a_network(tour.service, tour.visitor)
    another_animator(tour, home)
    all_of_a_territory(tour.service, tour.visitor, home)
    all_pages_of_broadcasts(tour.service, tour.visitor, home)
    all_pages_of_partners(tour.service, tour.visitor, home)
    all_pages_of_a_room(tour.service, tour.visitor, home)
    all_pages_of_a_radar(tour.service, tour.visitor, home, departement="38")  # she works in Grenoble by now
    with_telegram(tour)
    refused(tour, letter)
    at_the_end(tour, letter)
    assert tour.audit.faults == {}
    assert tour.visits.missing == set()
    assert tour.audit.seen > 70


def notices() -> tuple[Notice, ...]:
    """One of each sort: plain, beside, with many lots, changed since, with words that no screen holds."""
    plain = garden_call("26-900001")
    (lot,) = plain.lots
    many = tuple(
        replace(lot, id=f"LOT-{n:04}", title=f"Secteur {n}", amount=Amount(Decimal(9_000))) for n in range(1, 31)
    )
    wide = Passage("texte", f"Le marché est réservé aux structures d’insertion (L2113-13). {LONG}", Topic.PARTICIPATION)
    endless = Lot(None, cpv=lot.cpv, places=(Place(departement="69"),), passages=(wide,))
    return (
        plain,
        beside("26-900002"),
        garden_call("26-900003", title="Trente secteurs de Montfictif", lots=many),
        garden_call("26-900004", title=LONG, lots=(endless,), documents_url=f"https://dossiers.example.org/{LONG}"),
    )


def arriving(tour: Tour) -> None:
    """From the first page to her settings, with what goes wrong on the way."""
    see, service = tour.visitor, tour.service
    weighed(service)
    for path in ("/", "/confidentialite", "/inscription"):
        see.open(path)
    see.press("M’inscrire")
    fill_in(see, places="Saint-Denis, Trouperdu", address="claire@gmial.com")
    see.press("M’inscrire")
    see.write("Où elle travaille", "69, Ain")
    see.press("Voir d’abord le volume")
    see.write("Adresse e-mail", CLAIRE)
    see.press("M’inscrire")
    service.deliver()
    confirmation = tour.mailbox.last().link("confirmer")
    see.open(confirmation)
    see.press("Confirmer")
    see.open(confirmation)
    see.open("/acces")
    see.write("Adresse e-mail", "claire@")
    see.press("Recevoir le lien")
    enter(service, see, tour.mailbox)
    see.open(tour.mailbox.last().link("entrer"))


def of_a_letter(tour: Tour, letter: Letter) -> None:
    """What stands at its foot and beside it."""
    see = tour.visitor
    see.open(letter.link("d"))
    see.open(letter.link("w"))
    see.press("Oui, élargir le profil")
    see.open(letter.link("w"))
    see.open(letter.link("u"))
    see.press("Arrêter ces e-mails")
    see.press("Reprendre les e-mails")
    see.open(letter.link("r"))
    see.press("Recevoir le lien")


def of_reply_help(tour: Tour, letter: Letter) -> None:
    """Each part of the help, as it is, then as it is told."""
    see = tour.visitor
    see.open(plain_one(see, letter))
    see.follow("Préparer la réponse")
    for part in [*parts(see), f"{see.path}/vendre"]:
        see.open(part)
    see.open(parts(see, "grille")[0])
    see.page.get_by_role("radio", name="Non", exact=True).first.check()
    see.press("Enregistrer et voir le score")
    see.open(parts(see, "calendrier")[0])
    see.page.get_by_role("checkbox").first.check()
    see.tick("À plusieurs", "Me rappeler les étapes, là où Vigie m’écrit")
    see.press("Enregistrer")
    see.open(parts(see, "pieces")[0])
    see.page.locator("details").evaluate_all("every => every.forEach(one => { one.open = true; })")
    see.look(see.page)
    see.page.get_by_role("checkbox").first.check()
    see.press("Enregistrer ce qui est coché")
    see.open(parts(see, "heures")[0])
    see.write("Montant du lot, hors taxes", "beaucoup")
    see.press("Refaire le calcul")
    see.write("Montant du lot, hors taxes", "45 000 €")
    see.press("Refaire le calcul")
    see.open(parts(see, "suite")[0])
    see.press("Oui, répondu")
    see.open(f"{parts(see, 'suite')[0]}?dit=won")
    see.press("Oui, retenus")
    of_many_lots(see, letter)


def of_many_lots(see: Visitor, letter: Letter) -> None:
    """Thirty to choose from."""
    for link in letter.links("a"):
        see.page.goto(link)
        if see.title.startswith("Trente secteurs"):
            break
    see.follow("Préparer la réponse")
    see.unfold("Changer de lot")
    see.look(see.page)
    see.follow("Lot 12 – Secteur 12")
    see.open(parts(see, "calendrier")[0])
    assert "Lot 12" in see.text
    see.open(f"{parts(see, 'grille')[0].partition('?')[0]}?lot=99")
    assert "Ce lot n’est plus dans l’avis" in see.text


def parts(see: Visitor, name: str = "") -> list[str]:
    """The addresses of the parts of the help, from one of its pages."""
    found = see.page.locator(".parts a").evaluate_all("every => every.map(one => one.getAttribute('href'))")
    return [one for one in found if f"/aide/{name}" in one]


def her_papers(tour: Tour) -> None:
    """What forms ask of the structure, and the documents that it has."""
    see = tour.visitor
    see.open("/reglages")
    see.follow("Fiche de réponse")
    see.write("SIRET", "123")
    see.write("Commune", "Lyon")
    see.press("Enregistrer")
    see.write("SIRET", "")
    see.press("Enregistrer")
    see.follow("Tiroir de preuves")
    see.follow("Ajouter un document")
    see.press("Enregistrer")
    see.choose("Quel document", "Convention IAE")
    see.write("Valable jusqu’au", "fin 2026")
    see.press("Enregistrer")
    see.page.get_by_role("link", name="Modifier ou retirer").first.click()
    see.press("Enregistrer")
    see.page.get_by_role("link", name="Modifier ou retirer").first.click()
    see.look(see.page)
    see.page.set_input_files("input[type=file]", {"name": "c.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"})
    see.press("Ranger ce fichier")
    for label in ("Effacer ce fichier", "Retirer du tiroir"):
        see.page.get_by_role("link", name="Modifier ou retirer").first.click()
        see.press(label)


def of_an_opportunity(tour: Tour, letter: Letter) -> None:
    """All that may be said of one, then what becomes of it."""
    see, service = tour.visitor, tour.service
    for link in dict.fromkeys(letter.links("a")):
        see.open(link)
    see.follow("la page publique de cette annonce")
    see.open("/annonce/boamp:26-900003")
    see.open("/annonce/boamp:26-900004")
    first = plain_one(see, letter)
    for label in ("J’y réponds", "Recevoir l’aide par e-mail", "À plusieurs", "Garder", "Pas pour moi"):
        see.press(label)
    see.press("Trop loin")
    see.press("Oui, régler le profil")
    sooner = Deadline(datetime(2026, 12, 8, 12, 0, tzinfo=PARIS))
    since = {"previous": ("26-900001",), "published": date(2026, 11, 30)}
    service.publish(garden_call("26-900005", kind=NoticeKind.CORRECTION, deadline=sooner, **since))
    beat(service, at(30, 9))
    see.open(first)
    assert "Ce qui a changé" in see.text
    service.publish(garden_call("26-900006", kind=NoticeKind.CANCELLATION, **since))
    beat(service, at(31, 9))
    see.open(first)
    assert "annulée" in see.text
    assert "Recevoir l’aide par e-mail" not in see.text, "nothing is left to prepare"


def plain_one(see: Visitor, letter: Letter) -> str:
    """The link to the opportunity that nothing distinguishes."""
    for link in letter.links("a"):
        see.page.goto(link)
        if see.title == "Entretien des espaces verts de Sévigny-le-Vieux":
            return link
    raise AssertionError("it is not in the letter")


def her_settings(tour: Tour) -> None:
    see = tour.visitor
    enter(tour.service, see, tour.mailbox)
    see.follow("Changer le rythme")
    see.press("Enregistrer")
    see.follow("Faire une pause, ou reprendre")
    see.press("Mettre en pause")
    see.press("1 mois")
    see.press("Reprendre")
    see.follow("Changer les métiers, les lieux, ce qui est cherché")
    see.press("Voir d’abord le volume")
    see.untick(*("Marchés réservés à des structures comme la nôtre", "Marchés avec une clause sociale d’insertion"))
    see.untick(GREEN)
    see.press("Enregistrer")
    see.open("/reglages")
    see.follow("Changer les métiers, les lieux, ce qui est cherché")
    see.follow("Ajouter une activité")
    see.write("Où elle travaille", "Grenoble")
    see.press("Enregistrer")
    see.follow("Changer les métiers, les lieux, ce qui est cherché")
    see.press("Enlever l’activité 1")
    see.follow("Changer d’adresse")
    see.press("Changer d’adresse")
    see.write("Nouvelle adresse e-mail", "claire@gmial.com")
    see.press("Changer d’adresse")
    see.write("Nouvelle adresse e-mail", HIS)
    see.press("Changer d’adresse")
    see.open("/reglages")
    for label in ("Arrêter tous les envois", "Reprendre les envois", "Renouveler ces adresses"):
        see.press(label)
    see.follow("Voir ce qui est gardé de moi")


def another_animator(tour: Tour, home: str) -> None:
    """Of no structure, on the same computer: Claire's settings are open before and after."""
    link, cookies = charged(tour.visitor, home), tour.visitor.page.context
    held = cookies.cookies()
    cookies.clear_cookies()
    animates_by_mail(tour.service, tour.visitor, Mailbox(tour.mailbox.chaos, "nora@ptce.example"), link)
    cookies.clear_cookies()
    cookies.add_cookies(held)
    tour.service.deliver()  # what Claire is told of it


def with_telegram(tour: Tour) -> None:
    """A member of another team asks for her address in the chat: one mailbox, two subscriptions, a team."""
    see, service, phone = tour.visitor, tour.service, tour.phone
    belongs(service.database, phone, service.clock(), role=Role.MEMBER)
    colleague = Phone(phone.api, 78, "Dominique")
    belongs(service.database, colleague, service.clock())
    ask_in_the_chat(tour)
    see.open(tour.mailbox.last().link("confirmer"))
    see.open("/reglages")
    see.press("Obtenir un lien vers Telegram")
    see.open(tour.mailbox.last().link("confirmer"))
    see.press("Confirmer et réunir")
    see.follow("Voir ou changer mes réglages")
    see.follow("Voir le profil de Les Haies fictives")
    see.open("/reglages")
    see.follow("Changer le rythme de Les Haies fictives")
    see.open("/reglages")
    see.follow("Faire une pause, ou reprendre pour Les Haies fictives")


def refused(tour: Tour, letter: Letter) -> None:
    """What cannot be says why, and where to go from there."""
    see, service = tour.visitor, tour.service
    assert see.open("/nulle-part").status == 404
    assert see.open("/sortir").status == 405
    assert see.open(f"{letter.link('a')[:-3]}").status == 404
    assert see.open("/annonce/boamp:26-404").status == 404
    see.open("/acces")
    see.page.locator("form").evaluate("one => { one.enctype = 'text/plain'; one.action = '/acces'; }")
    see.press("Recevoir le lien")
    see.open("/inscription")
    see.write("Où elle travaille", "69 " * 30_000)
    see.press("M’inscrire")
    assert see.title == "Envoi trop long"
    see.page.goto(f"data:text/html,<main><form method=post action='{see.site}/acces'><button>Ailleurs</button></form>")
    see.press("Ailleurs")
    assert see.title == "Envoi refusé"
    for number in range(20):
        httpx.post(f"{see.site}/acces", data={"adresse": f"personne-{number}@jardins.example"})
    see.open("/acces")
    see.write("Adresse e-mail", CLAIRE)
    see.press("Recevoir le lien")
    assert "Trop de demandes" in see.text
    service.clock.later(hours=2)


def at_the_end(tour: Tour, letter: Letter) -> None:
    """What breaks, a session closed elsewhere, an address taken back, nothing left; and links of another year."""
    see, service = tour.visitor, tour.service
    with broken(service):
        assert see.open(letter.link("d")).status == 500
    enter(service, see, tour.mailbox)
    see.press("Fermer mes réglages")
    service.clock.later(hours=2)  # three letters an hour to one address
    enter(service, see, tour.mailbox)
    see.follow("Changer d’adresse")
    see.press("Effacer cette adresse")
    see.open(letter.link("u"))
    ask_in_the_chat(tour)
    see.open(tour.mailbox.last().link("confirmer"))
    see.press("Confirmer")
    see.open("/reglages")
    see.follow("Tout effacer")
    held = see.page.context.cookies()
    see.page.context.clear_cookies()
    see.press("Continuer l’effacement")
    assert see.title == "Réglages fermés"
    see.page.context.add_cookies(held)
    see.open("/reglages/effacer")
    see.press("Continuer l’effacement")
    see.press("Effacer définitivement")
    assert see.open(letter.link("a")).status == 403
    service.clock.later(days=400)
    assert see.open(letter.link("a")).status == 410


def ask_in_the_chat(tour: Tour) -> None:
    tour.phone.write("/email")
    tour.phone.wait_for("Écrivez votre adresse")
    tour.phone.write(CLAIRE)
    tour.phone.wait_for("Un message vient de partir")
    tour.service.deliver()


@contextmanager
def broken(service: InThread) -> Iterator[None]:
    """Digests cannot be written again."""

    def breaks(held: object) -> None:
        raise RuntimeError

    assert service.house is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service.house.composer, "digest_again", breaks)
        yield
