"""A member looks for partners: asked without a name, answered from the chat by one and from a letter by another; names
once both say yes; then the room of their group, until its letter of intent."""

import re
from html import unescape

import httpx

from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.networks.circle import NAMES, Circle
from tests.acceptance.networks.stories import (
    CLEANING,
    GREEN,
    beat,
    call,
    claused,
    found,
    named_in,
    on,
    press,
    say,
    touch,
    words_of,
)
from tests.acceptance.reply.stories import opens
from tests.acceptance.telegram.stories import read, spaced, toasted
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

SCHOOLS = call(
    "26-900301", "Propreté et jardins des écoles de Montfictif", on(18, 12, 12), lots=claused(CLEANING, GREEN)
)
SEEKER = "Scop & Propreté fictive"
YES = "Oui, échanger nos noms"


def asked(circle: Circle) -> tuple[list[str], list[str]]:
    """Who was asked: on Telegram, by e-mail alone."""
    chat = [kind for kind, phone in circle.phones.items() if found(phone, "cherche qui apporte")]
    mails = [kind for kind, box in circle.mailboxes.items() if kind not in circle.phones and wanted_in(box)]
    return chat, mails


def wanted_in(mailbox: Mailbox) -> bool:
    return any("partenaires cherchés" in spaced(one.subject) for one in mailbox.letters())


def called(service: InThread, circle: Circle) -> tuple[str, str]:
    """The call has left; a member on Telegram and one by e-mail who were asked."""
    service.alert(SCHOOLS)
    scop = circle.phone("scop")
    card = found(scop, SCHOOLS.title)
    assert card is not None
    touch(scop, "À plusieurs", "à plusieurs", on=card)
    touch(scop, "Chercher des partenaires", "Il vous manque")
    touch(scop, "Je décide à chaque fois", "Votre appel est parti, sans votre nom.")
    beat(service, on(23, hour=11))
    chat, mails = asked(circle)
    assert len(chat) + len(mails) == 5, "one wave"
    return chat[0], mails[0]


def blind(words: str, *own: str) -> None:
    """No name of the twelve but one's own."""
    assert [one for one in named_in(words, NAMES) if one not in own] == []


def test_asked_without_names_and_agreed_on_both_channels(
    service: InThread, circle: Circle, browser: httpx.Client
) -> None:
    one, other = called(service, circle)
    scop, bravo, charlie = circle.phone("scop"), circle.phone(one), circle.mailbox(other)
    own, theirs = circle[one].structure.name, circle[other].structure.name
    card = found(bravo, "cherche qui apporte")
    assert card is not None
    blind(card.text, own)
    page = charlie.last().link("p")
    for words in (charlie.last().words, charlie.last().html, words_of(browser.get(page))):
        blind(words, theirs)

    press(bravo, YES, on=card)
    toasted(bravo, "Vous serez prévenus si l’autre structure dit oui.")
    assert "Vous serez prévenus" in words_of(browser.post(page, data={"geste": "oui"}))
    beat(service, on(23, hour=12))
    blind(" ".join(spaced(it.text) for it in scop.bubbles()), SEEKER)
    blind(charlie.last().words, theirs)

    news = [it for it in scop.bubbles() if it.text.startswith("Un membre dit oui")]
    assert len(news) == 2
    for it in news:
        press(scop, YES, on=it)
        service.rest()
    beat(service, on(23, hour=13))
    assert SEEKER in spaced(read(bravo, "Vous avez dit oui tous les deux").text)
    assert SEEKER in spaced(charlie.last().words)
    sought = say(scop, ("/partenaires", "Ce que vous cherchez"), ("=1. Votre appel", own))
    assert theirs in sought.text

    room = charlie.last().link("g")
    assert named_in(words_of(browser.get(room)), NAMES) == sorted((own, theirs, SEEKER), key=NAMES.index)
    shared(service, circle, (scop, bravo), browser, room)
    service.rest()
    assert service.api.refusals == []


def shared(service: InThread, circle: Circle, phones: tuple[Phone, Phone], browser: httpx.Client, room: str) -> None:
    """Each writes its part, the mandataire and the kind of group are chosen, all agree; the letter is taken away."""
    for phone in phones:
        touch(phone, "Ouvrir le groupe", "Dans le groupe :")
        touch(phone, "👥 Qui fait quoi", "N’a pas encore écrit sa part")
        touch(phone, "✏️ Écrire notre part", "ne mettez pas vos prix")
        say(phone, ("Les locaux, du lundi au vendredi." if phone is phones[0] else "Les abords.", "C’est noté"))
    seen = browser.get(room).text
    part = {"part": "Les massifs & la tonte <fine>.", "vu": hidden(seen, "vu")}
    assert "Les massifs & la tonte <fine>." in words_of(browser.post(f"{room}/part", data=part))

    scop, bravo = phones
    touch(scop, "⬅️ Retour au groupe", "Mandataire : pas encore choisi")
    touch(scop, "Mandataire", "Le mandataire")
    press(scop, next(one for one in scop.last.labels if "Scop" in one))
    read(scop, "C’est noté. Chacun donne, ou redonne, son accord.")
    touch(scop, "⬅️ Retour au groupe", f"Mandataire : {SEEKER}")
    touch(scop, "Type de groupement", "Groupement conjoint")
    touch(scop, "Conjoint", "C’est noté.")
    touch(scop, "⬅️ Retour au groupe", "Type de groupement : Groupement conjoint")
    touch(scop, "✅ Nous sommes d’accord", "votre structure est d’accord avec ce partage")
    touch(bravo, "⬅️ Retour au groupe", "On attend")
    touch(bravo, "✅ Nous sommes d’accord", "votre structure est d’accord avec ce partage")
    agreed = browser.post(f"{room}/accord", data={"marque": hidden(browser.get(room).text, "marque")})
    assert "Tout le monde." in words_of(agreed)
    beat(service, on(23, hour=14))
    read(bravo, "Tous les membres de votre groupe sont d’accord avec le partage.")

    touch(bravo, "📄 Lettre d’intention", "à signer entre vous")
    touch(bravo, "Word (.docx)", "Voici la lettre.")
    (sent,) = [one for one in bravo.bubbles() if one.document]
    taken = browser.get(f"{room}/lettre")
    (there,) = re.findall(r'href="([^"]*\.odt)"', taken.text)
    for content in (sent.content, browser.get(there).content):
        paper = opens(content)
        assert "Les massifs &amp; la tonte &lt;fine&gt;." in paper
        assert "Scop &amp; Propreté fictive" in paper


def hidden(page: str, name: str) -> str:
    (value,) = re.findall(rf'name="{name}" value="([^"]*)"', page)
    return unescape(value)
