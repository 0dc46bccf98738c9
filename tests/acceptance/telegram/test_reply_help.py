"""From a card to a kit, on a phone: the grid, the documents, the files, and a restart in the middle."""

import io
import zipfile

from tests.acceptance.telegram.stories import at, gestures, read, say
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs, garden_call

OBJECT = "Entretien des espaces verts de Sévigny-le-Vieux"
FILES = (
    "1-candidature",
    "2-memoire-technique",
    "3-courrier-partenaires",
    "4-questions-acheteur",
    "5-liste-de-controle",
)


def test_from_a_card_to_a_kit_on_one_bubble(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    assert bot.alert(garden_call("26-900001"))["sent"] == 1
    card = phone.last
    before = gestures(phone)
    seen = say(phone, ("=Aide à la réponse", "Faut-il y aller ?"), ("=Y aller ou non", "sans réponse"))
    seen = say(phone, (f"={seen.labels[0]}", "encore"))
    while "Passer" in seen.labels:
        seen = say(phone, ("=Oui", OBJECT))
    assert seen.id == card.id, "one bubble, that changes"
    assert "Oui, allez-y." in seen.text
    assert gestures(phone) - before <= 3 + 16, "a question is a tap"

    say(
        phone,
        ("=⬅️ Retour à l’aide", "Score : "),
        ("=Pièces", "0 document prêt"),
        ("=☐ 1", "1 document prêt"),
        ("=⬅️ Retour à l’aide", "1 document prêt"),
        ("=Fichiers à finir", "Mémoire technique"),
        ("=LibreOffice (.odt)", "Fichiers à finir"),
        ("=Tout recevoir", "relisez"),
    )
    sent = [one for one in phone.bubbles() if one.document]
    assert [one.document for one in sent] == [f"{name}.odt" for name in FILES]
    for one in sent:
        names = zipfile.ZipFile(io.BytesIO(one.content)).namelist()
        assert names[0] == "mimetype", one.document
    assert "⬅️ Retour à l’annonce" in say(phone, ("=⬅️ Retour à l’aide", "Faut-il y aller ?")).labels
    bot.rest()
    assert phone.api.refusals == []


def test_a_figure_asked_before_a_restart_is_answered_after(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-900001"))
    say(
        phone,
        ("=Aide à la réponse", "Faut-il y aller ?"),
        ("=Heures d’insertion", "Heures :"),
        ("=Changer un chiffre", "Le calcul des heures"),
        ("=Montant", "euros hors taxes"),
    )
    bot.restart()
    assert "Retour aux heures" in say(phone, ("45 000", "45 000 € HT – votre chiffre")).labels[-1]
    bot.rest()
    assert phone.api.refusals == []


def test_the_question_of_afterwards_is_answered_by_a_word(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-900001"))
    say(phone, ("=J’y réponds", "Votre structure y répond"))
    card = phone.last
    bot.clock.on(at(28))
    phone.reply_to(card, "perdu")
    assert "Corriger ma réponse" in read(phone, "vous n’êtes pas retenus cette fois").labels
    phone.reply_to(card, "gagné")
    read(phone, "Bravo à toute l’équipe")
    bot.rest()
    assert phone.api.refusals == []


def test_the_sheet_and_the_drawer_go_into_the_files(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-900001"))
    card = phone.last
    say(
        phone,
        ("/fiche", "remplit vos dossiers"),
        ("=Identité", "Forme juridique"),
        ("=Dénomination légale", "Comme sur les statuts"),
        ("Association Les Haies & <Cie>", "C’est noté."),
    )
    card.tap("Aide à la réponse")
    read(phone, "Faut-il y aller ?")
    card.tap("Fichiers à finir")
    read(phone, "Mémoire technique")
    card.tap("1. Candidature")
    read(phone, "relisez")
    (sent,) = [one for one in phone.bubbles() if one.document]
    document = zipfile.ZipFile(io.BytesIO(sent.content)).read("word/document.xml").decode()
    assert "Association Les Haies &amp; &lt;Cie&gt;" in document
    bot.rest()
    assert phone.api.refusals == []
