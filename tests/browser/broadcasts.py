"""What one does on the pages of broadcasts: chooses, writes, aims, looks, sends, reads the report, takes back; and what
whoever received one answers."""

from alerts.links.signed import LinkKind
from alerts.model.delivery import DeliveryKind
from alerts.store import people
from alerts.store.history import entries
from tests.browser.stories import GARDENS, GREEN
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread

DIFFUSE, BY_HAND, MINE = "Diffuser une annonce", "Écrire l’annonce à la main", "Transmettre cette annonce"
LONG = "Débroussaillage-sans-une-seule-espace-et-bien-plus-long-que-le-plus-étroit-des-téléphones"


def all_pages_of_broadcasts(service: InThread, see: Visitor, home: str) -> None:
    """Each page and each button, with what goes wrong. She animates the network whose page is `home`; its only member
    is her structure."""
    choosing(see, home)
    written(see, home)
    aimed(see)
    see.press("Abandonner")
    written(see, home)
    see.tick("Tout le réseau")
    see.press("Voir l’aperçu")
    see.press("Envoyer à 1 structure")
    assert "C’est parti" in see.text
    report = see.path.partition("?")[0]
    received(service, see, home)
    see.open(report)
    assert "Intéressées : 1" in see.text
    see.press("Retirer cette diffusion")
    assert "C’est retiré" in see.text
    see.open(letter_of(service))
    assert "a retiré cette annonce" in see.text
    see.open(f"{home}/diffusions")


def choosing(see: Visitor, home: str) -> None:
    """From an alert, then what is no notice."""
    see.open(f"{home}/diffusions")
    see.follow(DIFFUSE, within="main .acts")
    if see.page.get_by_role("button", name=MINE).count():
        with see.page.expect_navigation():
            see.page.get_by_role("button", name=MINE).first.click()
        see.look(see.page)
        see.press("Voir l’aperçu")
        see.follow("Changer le mot ou les destinataires")
        see.open(f"{home}/diffuser")
    see.write("Adresse ou numéro de l’avis", "http://127.0.0.1/admin")
    see.press("Chercher cet avis")
    assert "machine privée" in see.text


def written(see: Visitor, home: str) -> None:
    see.open(f"{home}/diffuser")
    see.follow(BY_HAND)
    see.write("Quoi", "tonte")
    see.write("Réponse avant", "hier")
    see.press("Continuer")
    assert "Dites en quelques mots ce qui est demandé" in see.text
    see.write("Quoi", f"Tonte de 2 hectares & {LONG}")
    see.write("Réponse avant", "")
    see.write("Où", "Bourg-en-Bresse 01")
    see.write("Contact", "Accueil de la mairie fictive")
    see.press("Continuer")


def aimed(see: Visitor) -> None:
    """What is filled in beside the choice made is said."""
    see.write("Un mot pour vos membres (facultatif)", "Bonne pour un début.\n\nAppelez-moi.")
    see.unfold("Choisir des métiers")
    see.tick(GREEN)
    see.press("Voir l’aperçu")
    assert "Des métiers sont cochés" in see.text
    see.tick("Les structures de certains métiers")
    see.press("Voir l’aperçu")
    assert "Appelez-moi." in see.text


def received(service: InThread, see: Visitor, home: str) -> None:
    """What her structure says of it; and no more of this network, then again."""
    see.open(letter_of(service))
    for label in ("Pas pour nous", "Ça m’intéresse"):
        see.press(label)
    assert f"voit que {GARDENS} est intéressée" in see.text
    see.press("Couper ce réseau")
    assert "Vos propres alertes continuent." in see.text
    see.press("Recevoir de nouveau ces messages")
    see.open(home)


def letter_of(service: InThread) -> str:
    """The link of the last broadcast that was owed to somebody, as it stands in their letter."""
    assert service.house is not None
    assert service.house.links is not None
    with service.database.read() as session:
        row = next(one for one in entries(session) if one.kind is DeliveryKind.BROADCAST)
        person = int(row.recipient.removeprefix("person:"))
        membership = people.membership_in(session, person, row.structure_id or "")
    assert membership is not None
    return service.house.links.url(LinkKind.BROADCAST, membership.id, row.id, now=service.clock())
