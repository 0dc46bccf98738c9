"""What one does on the pages of a network: asks for one, invites, joins, chooses what is shown, leaves."""

from alerts.services import network_host
from alerts.store import networks as kept
from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.stories import GARDENS
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread

NAME = "Réseau fictif de l’Ain"
MEMBERS, SETTINGS, OURS = "Membres", "Réglages du réseau", "Ce que voit le réseau"


def asked_for(service: InThread, see: Visitor, name: str = NAME) -> str:
    """She asks for one, the host agrees. The path of its page."""
    see.open("/reseaux")
    see.follow("Demander un réseau")
    see.write("Nom du réseau", name)
    see.tick("Pôle territorial de coopération économique (PTCE)")
    see.press("Demander ce réseau")
    with service.database.write() as session:
        (made,) = (one for one in kept.all_networks(session) if one.name == name)
        network_host.approve(session, made.id, service.clock())
    return f"/reseaux/{made.id}"


def given(see: Visitor, home: str, uses: str = "1") -> str:
    """The address of a new link for structures."""
    see.open(f"{home}/inviter")
    see.write("Combien de structures ce lien fait-il entrer ?", uses)
    see.press("Créer le lien")
    return see.page.locator(".address").first.inner_text()


def joined(see: Visitor, link: str) -> None:
    see.open(link)
    see.press("Rejoindre ce réseau")


def charged(see: Visitor, home: str) -> str:
    """The address of a new link to animate."""
    see.open(f"{home}/inviter")
    see.press("Créer un lien pour animer")
    return see.page.locator(".address").first.inner_text()


def animates_by_mail(service: InThread, see: Visitor, mailbox: Mailbox, link: str) -> None:
    """Somebody of no structure, from a link to animate to the network, in a browser where no settings are open."""
    see.open(link)
    see.press("Recevoir un lien à cette adresse")
    see.write("Adresse e-mail", mailbox.address)
    see.press("Recevoir un lien à cette adresse")
    assert "Ouvrez votre messagerie" in see.text
    service.deliver()
    see.open(mailbox.last().link("confirmer"))
    assert NAME in see.text
    see.press("Confirmer")
    see.press("Animer ce réseau")
    assert "C’est fait : vous animez ce réseau." in see.text


def all_pages_of_a_network(service: InThread, see: Visitor) -> str:
    """Each page and each button, with what goes wrong. Her settings are open before and after; she animates a network
    whose only member is her structure. The path of its page."""
    asking(see)
    home = asked_for(service, see)
    see.open(f"{home}/membres")
    inviting(see, home)
    joined(see, given(see, home, "40"))
    see.open("/reseaux")
    see.follow(NAME)
    for label in ("Ne plus recevoir ses messages", "Recevoir de nouveau ses messages"):
        see.press(label)
    settings(see)
    ours(see, home)
    removing(see, home)
    see.open(f"{home}/ne-plus-animer")
    assert "Vous êtes la seule personne à animer ce réseau" in see.text
    joined(see, given(see, home))
    service.deliver()  # what animators are told of it
    return home


def asking(see: Visitor) -> None:
    """Without a word, then taken back."""
    see.open("/reseaux/demander")
    see.press("Demander ce réseau")
    see.write("Nom du réseau", "Réseau-sans-aucune-espace-dans-son-nom-aussi-long-que-possible-ou-presque")
    see.tick("Autre réseau")
    see.press("Demander ce réseau")
    see.follow("Retirer ma demande")
    see.press("Retirer ma demande")


def inviting(see: Visitor, home: str) -> None:
    """Links made, shown, closed; looked at by who has no settings open."""
    see.open(f"{home}/inviter")
    see.write("Combien de structures ce lien fait-il entrer ?", "mille")
    see.press("Créer le lien")
    link = given(see, home, "3")
    charge = charged(see, home)
    see.open(charge)
    held = see.page.context.cookies()
    see.page.context.clear_cookies()
    for one in (link, charge):
        see.open(one)
    see.press("Inscrire ma structure")
    assert "Votre invitation est gardée" in see.text
    see.page.context.clear_cookies()
    see.page.context.add_cookies(held)
    see.open(f"{home}/inviter")
    see.press("Fermer tous ces liens")
    see.open(link)
    assert see.title == "Cette invitation ne sert plus"


def settings(see: Visitor) -> None:
    see.follow(SETTINGS)
    see.tick("Ceux-ci seulement :", "Sur ce territoire :")
    see.unfold("Choisir le territoire")
    see.write("Où il agit", "Trouperdu, Saint-Denis")
    see.press("Enregistrer")
    see.tick("Ceux de ses membres, à mesure qu’ils arrivent et partent")
    see.write("Où il agit", "Ain, Isère")
    see.choose("Annonces diffusées à un membre, au plus", "5 par semaine")
    see.press("Enregistrer")
    see.follow("Le réseau")
    assert "Territoire : Ain (01), Isère (38)." in see.text


def ours(see: Visitor, home: str) -> None:
    """What we show, then leaving, and back by another link."""
    see.follow(OURS)
    see.untick("Nos réponses")
    see.press(f"Enregistrer pour {GARDENS}")
    see.follow("Quitter le réseau")
    see.press(f"Quitter avec {GARDENS}")
    joined(see, given(see, home))


def removing(see: Visitor, home: str) -> None:
    see.open(f"{home}/membres")
    see.follow(f"Retirer {GARDENS}")
    see.press("Retirer du réseau")
