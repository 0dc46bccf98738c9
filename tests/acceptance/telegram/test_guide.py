"""The guide of the chat, written by living it: docs/guide/telegram.md (VIGIE_WRITE_GUIDES=1 rewrites it)."""

import base64
from decimal import Decimal
from pathlib import Path

import pytest

from scrapers.notice import Amount, Deadline, NoticeKind
from tests.acceptance.telegram.stories import a_month_of_calls, at, call, read, refresh, say
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call
from tests.telegram_api.transcript import Page

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "telegram.md"
TOWN = "Ville de Montfictif"
ANY_INVITATION = base64.urlsafe_b64decode("lien-d-exemple-lien-d-exemple-lien-d-exempA=")
INTRODUCTION = (
    "Vigie se parle dans Telegram, comme à une personne : on touche un bouton, ou on écrit son texte ou son numéro."
    " Voici ce que lisent Camille, responsable d’un chantier d’insertion, puis une personne de son équipe ; les noms,"
    " les acheteurs et les avis sont inventés. Les boutons sont entre crochets."
)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_guide_says_what_people_read(bot: InThread, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alerts.services.tokens.secrets.token_bytes", lambda _length: ANY_INVITATION)
    page = Page("Vigie sur votre téléphone", INTRODUCTION)
    a_month_of_calls(bot)
    begin(page, phone)
    an_alert(page, bot, phone)
    keep(page, bot, phone)
    reply(page, bot, phone)
    sheet_and_drawer(page, phone)
    not_for_me(page, bot, phone)
    profile(page, bot, phone)
    pause(page, bot, phone)
    team(page, bot, phone)
    group(page, bot, phone)
    one_s_data(page, phone)
    bot.rest()
    assert bot.api.refusals == []
    page.check(GUIDE)


def begin(page: Page, phone: Phone) -> None:
    page.chapter(
        "Commencer",
        "Ouvrez le lien que vous a donné la personne qui héberge Vigie, puis « Démarrer ». Trois questions, une minute."
        " Si vous vous arrêtez au milieu, Vigie reprend où vous en étiez.",
    )
    say(phone, ("/start", "Bonjour"), ("=▶️ Commencer", "Question 1 sur 3"))
    page.tell(phone)
    say(phone, ("=Chantier d’insertion", "Choisi : "), ("=Valider (1) ➡️", "Question 2 sur 3"))
    say(phone, ("=Espaces verts", "Choisis (1)"), ("=Valider (1) ➡️", "Question 3 sur 3"))
    page.note("Puis vos métiers, de la même façon, et vos lieux. Ce qui n’est pas clair vous est demandé :")
    page.skip(phone)
    say(phone, ("Rhône, Saint-Denis", "Lequel ?"))
    page.tell(phone)
    page.note("Avant d’enregistrer, vous voyez combien d’annonces attendre, et celles qui sont ouvertes aujourd’hui :")
    say(phone, ("=✏️ Tout réécrire", "Écrivez vos lieux"), ("Ain et Rhône", "Votre profil"))
    say(phone, ("=✏️ Nom", "Écrivez-le"))
    page.skip(phone)
    say(phone, ("Les Jardins fictifs", "Nom : Les Jardins fictifs"), ("=✅ Enregistrer", "C’est enregistré"))
    page.tell(phone, without=("edited",))


def an_alert(page: Page, bot: InThread, phone: Phone) -> None:
    page.chapter(
        "Lire une alerte",
        "Dès qu’une annonce vous concerne, elle arrive ainsi. Les mots sont expliqués dans"
        " [Lire une alerte](lire-une-alerte.md).",
    )
    bot.alert(garden_call("26-900010", amount=Amount(Decimal("48500"))))
    page.tell(phone)
    page.note("Plusieurs annonces à la fois font un seul message, ce qui se termine le plus tôt d’abord :")
    several = (("Tonte du stade", 20), ("Taille des haies", 6), ("Débroussaillage des talus", 12))
    bot.alert(*(call(f"26-90002{days}", title, TOWN, bot.clock(), days) for title, days in several))
    page.tell(phone)


def keep(page: Page, bot: InThread, phone: Phone) -> None:
    page.chapter(
        "Garder une annonce, et ses rappels",
        "« Garder » ou « J’y réponds » : Vigie suit l’échéance pour vous. On peut aussi répondre à l’annonce par le"
        " mot « garder ».",
    )
    card = next(one for one in phone.bubbles() if "Garder" in one.labels)
    phone.reply_to(card, "garder")
    read(phone, "Gardée. Rappels")
    page.tell(phone)
    page.note("Si l’acheteur change la date, l’ancienne et la nouvelle sont dites, et les rappels suivent :")
    bot.clock.on(at(24, month=11))
    moved = {"kind": NoticeKind.CORRECTION, "previous": ("26-900010",), "deadline": Deadline(at(17, 12))}
    bot.alert(garden_call("26-900011", published=bot.clock().date(), **moved))
    bot.clock.on(at(7, 9))
    bot.deliver()
    page.tell(phone)
    page.note("Un second rappel vient trois jours avant. Tout ce que vous gardez est dans une liste :")
    say(phone, ("/gardees", "Vos annonces gardées"))
    page.tell(phone)


def reply(page: Page, bot: InThread, phone: Phone) -> None:
    page.chapter(
        "Aide à la réponse",
        "« Aide à la réponse », sous une annonce, ouvre tout ce qui aide à décider puis à répondre : un seul message,"
        " qui change à chaque touche. Quand plusieurs lots vous concernent, chacun se prépare à part.",
    )
    page.skip(phone)
    card = next(one for one in phone.bubbles() if "Aide à la réponse" in one.labels)
    card.tap("Aide à la réponse")
    read(phone, "Faut-il y aller ?")
    page.tell(phone)
    page.note(
        "« Y aller ou non » pose les questions auxquelles Vigie ne sait pas répondre : une touche chacune, « Passer »"
        " si vous ne savez pas. Le score et les raisons suivent, et une réponse se change quand vous voulez."
    )
    seen = say(phone, ("=Y aller ou non", "sans réponse"))
    seen = say(phone, (f"={seen.labels[0]}", "encore"))
    page.tell(phone)
    while "Passer" in seen.labels:
        seen = say(phone, ("=Oui", "Entretien des espaces verts"))
    say(phone, ("=⬅️ Retour à l’aide", "Faut-il y aller ?"))
    page.skip(phone)
    say(phone, ("=Calendrier", "Prochaine étape"))
    page.note("Le calendrier compte en jours ouvrés depuis la date limite :")
    page.tell(phone)
    say(phone, ("=⬅️ Retour à l’aide", "Faut-il y aller ?"))
    page.skip(phone)
    page.note(
        "« Me rappeler » envoie chaque étape le matin voulu ; « Dans mon agenda » donne un fichier. Puis les pièces :"
    )
    say(phone, ("=Pièces", "À joindre maintenant"), ("=☐ 1", "☑ 1."))
    page.tell(phone)
    page.note("Et les fichiers à finir, remplis avec l’avis et votre fiche, pour Word ou LibreOffice :")
    say(phone, ("=⬅️ Retour à l’aide", "Faut-il y aller ?"), ("=Fichiers à finir", "Mémoire technique"))
    page.skip(phone)
    say(phone, ("=1. Candidature", "relisez"))
    page.tell(phone)
    page.note(
        "« Heures d’insertion » estime les heures, et chaque chiffre se change ; « Questions à l’acheteur » les donne"
        " prêtes à copier ; « Facile à lire » redit tout en phrases courtes. Après la date limite, Vigie demande une"
        " fois si vous avez répondu, puis si vous êtes retenus : un bouton, ou un mot (« gagné », « perdu »,"
        " « pas encore »)."
    )


def sheet_and_drawer(page: Page, phone: Phone) -> None:
    page.chapter(
        "Votre fiche et votre tiroir de preuves",
        "Ce que tous les dossiers demandent se dit une fois : la fiche (un responsable la remplit), et le tiroir (toute"
        " l’équipe y note les documents et leurs dates ; Vigie prévient avant qu’ils prennent fin).",
    )
    say(phone, ("/fiche", "remplit vos dossiers"), ("=Identité", "Dénomination"), ("=Dénomination légale", "Comme sur"))
    say(phone, ("Association Les Jardins fictifs", "C’est noté."))
    page.tell(phone, without=("edited",))
    say(phone, ("/tiroir", "Votre tiroir est vide"), ("=➕ Ajouter", "Quel document"), ("=Convention IAE", "numéro"))
    page.skip(phone)
    say(phone, ("ACI-2026-000", "date de fin"), ("31/12/2026", "C’est noté."))
    page.tell(phone)
    say(phone, ("=⬅️ Retour au tiroir", "Convention IAE, ACI-2026-000"))
    page.tell(phone)


def not_for_me(page: Page, bot: InThread, phone: Phone) -> None:
    page.chapter(
        "« Pas pour moi »",
        "Dites pourquoi si vous voulez : Vigie peut alors ajuster votre profil, si vous êtes d’accord.",
    )
    refresh(bot)
    bot.alert(call("26-900030", "Entretien d’un parc lointain", TOWN, bot.clock()))
    page.skip(phone)
    say(phone, ("=Pas pour moi", "Pourquoi ?"), ("=Trop loin", "Ne plus recevoir"))
    page.tell(phone)
    say(phone, ("=Non, ne rien changer", "Pouvez-vous répondre"))
    page.skip(phone)


def profile(page: Page, bot: InThread, phone: Phone) -> None:
    page.chapter(
        "Corriger votre profil",
        "Chaque chose se change en deux touches. Avant d’enregistrer, Vigie dit ce que cela changera au nombre"
        " d’annonces.",
    )
    say(phone, ("/profil", "Profil –"), ("=✏️ Territoire", "Territoire –"), ("42", "Loire (42)"))
    say(phone, ("=✅ Enregistrer", "C’est enregistré"))
    page.tell(phone, without=("edited",))
    page.note("De même pour les mots à suivre ou à écarter :")
    say(phone, ("=✏️ Mots", "Mots –"), ("-arrosage", "Écartés : arrosage"))
    page.tell(phone, without=("edited",))
    say(phone, ("=✅ Enregistrer", "Jamais ces mots"))
    page.skip(phone)


def pause(page: Page, bot: InThread, phone: Phone) -> None:
    page.chapter(
        "Faire une pause, choisir le rythme",
        "Congés, ou plus de place sur le planning : arrêtez les envois jusqu’à une date.",
    )
    bot.clock.later(hours=1)
    say(phone, ("/pause jusqu’au 14 décembre", "rien ne vous est envoyé"))
    page.tell(phone)
    say(phone, ("=▶️ Reprendre", "Les envois reprennent"))
    page.skip(phone)
    page.note("Un message par semaine vous suffit ?")
    say(phone, ("/rythme chaque lundi à 9 h", "C’est noté"))
    page.tell(phone)


def team(page: Page, bot: InThread, phone: Phone) -> None:
    page.chapter(
        "À plusieurs dans la structure",
        "Chacun reçoit les annonces sur son téléphone, et voit ce que l’équipe en a décidé.",
    )
    say(phone, ("/equipe", "Équipe : "), ("=➕ Inviter", "Quel rôle"), ("=Équipier", "Ouvrez ce lien"))
    page.tell(phone)
    page.note("La personne invitée ouvre le lien, sur son téléphone :")
    second = Phone(bot.api, 78, "Dominique")
    second.start(phone.last.text.split("start=")[1])
    read(second, "On vous invite")
    say(second, ("=✅ Rejoindre", "Vous avez rejoint"))
    page.tell(second, without=("wrote",))


def group(page: Page, bot: InThread, phone: Phone) -> None:
    page.chapter(
        "Dans un groupe",
        "Ajoutez Vigie à un groupe Telegram ; un administrateur y tape /relier, dans le sujet voulu s’il y en a.",
    )
    forum = Group(bot.api, "Réseau des Sources", creator=phone, forum=True)
    forum.add_bot()
    read(phone, "/relier")
    topic = forum.add_topic("Marchés")
    forum.say(phone, "/relier", topic)
    forum.wait_for(phone, "dans ce sujet")
    page.tell(phone, forum)
    page.note(
        "Tout le groupe lit les annonces ; seules les personnes de l’équipe s’en servent. Si le sujet est fermé,"
        " les annonces viennent dans le groupe, et la personne qui l’a relié en est prévenue."
    )
    page.skip(phone)


def one_s_data(page: Page, phone: Phone) -> None:
    page.chapter("Vos données", "Voir, emporter dans un fichier, effacer : tout est dans /confidentialite.")
    say(phone, ("/confidentialite", "Vos données"), ("=📄 Exporter", "tout ce que je sais de vous"))
    say(phone, ("=🗑 Effacer", "Ce qui s’efface"))
    page.tell(phone)
    say(phone, ("=Continuer l’effacement", "Effacer pour de bon"))
    say(phone, ("=Effacer définitivement", "tout est effacé"))
    page.tell(phone)
