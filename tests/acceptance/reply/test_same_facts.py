"""The same help in the chat, by e-mail and on the page: the same verdict, score, dates, documents and hours."""

import re
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

import httpx

from alerts.messages.french import uncapitalised
from scrapers.notice import Amount, Passage, Topic
from tests.acceptance.mail.mailbox import Letter, Mailbox
from tests.acceptance.mail.stories import on_both, plain
from tests.acceptance.reply.stories import TO_SIAE, answer_all, call, opens, say, spaced
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

UNCOUNTED = Passage("texte", "Clause sociale d’insertion : des heures d’insertion sont à réaliser.", Topic.CONDITIONS)
PARKS = call("26-900001", TO_SIAE, UNCOUNTED, amount=Amount(Decimal(48500)))
HOME = "⬅️ Retour à l’aide"
_STEP = re.compile(r"[☐☑] \d+\. (.+?) : (.+)")
_DOCUMENT = re.compile(r"(?m)^[☐☑] \d+\. (.+?)(?: \((?:au tiroir|si utile).*)?$")


@dataclass(frozen=True)
class Told:
    """What the chat says: `decided` are the verdict, the advice with its score, and the deadline."""

    decided: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    hours: str


def in_the_chat(phone: Phone) -> Told:
    """Each screen of the help is opened, and what decides is read there."""
    lines = say(phone, ("/repondre", "Faut-il y aller ?")).text.splitlines()
    starts = ("Date limite", "Pouvez-vous répondre ?", "Faut-il y aller ?")
    decided = tuple(one for one in lines if one.startswith(starts))
    seen = say(phone, ("=Heures d’insertion", "Heures : "))
    hours = re.search(r"Heures : (.+?) –", seen.text)
    seen = say(phone, (f"={HOME}", "Faut-il"), ("=Pièces", "À joindre maintenant"))
    documents = _DOCUMENT.findall(seen.text)
    seen = say(phone, ("=Suivantes ➡️", "À joindre maintenant"))
    documents += _DOCUMENT.findall(seen.text)
    seen = say(phone, (f"={HOME}", "Faut-il"), ("=Calendrier", "Prochaine"), ("=Les étapes", "Touchez un numéro"))
    assert hours is not None
    assert len(decided) == 3
    return Told(decided, tuple(_STEP.findall(seen.text)), tuple(documents), hours[1])


def by_mail(service: InThread, browser: httpx.Client, mailbox: Mailbox, page: str) -> Letter:
    """Asked for, as often as one likes: it is written anew."""
    letters = len(mailbox)
    service.clock.later(minutes=5)
    assert browser.post(page, data={"aide": "oui"}).status_code in (200, 303)
    service.deliver()
    assert len(mailbox) == letters + 1
    return mailbox.last()


def on_the_page(browser: httpx.Client, page: str, part: str) -> str:
    """Its words."""
    answer = browser.get(f"{page}/aide{part}")
    assert answer.status_code == 200
    return plain(unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def same_everywhere(told: Told, letter: Letter, browser: httpx.Client, page: str) -> None:
    words = {part: on_the_page(browser, page, part) for part in ("", "/grille", "/calendrier", "/pieces", "/heures")}
    for fact in told.decided:
        assert plain(fact) in letter.words
        assert plain(fact) in words[""]
    advice = plain(told.decided[2]).removeprefix("Faut-il y aller ? ")
    assert f"Notre avis : {advice}" in words["/grille"]
    for title, day in told.steps[:-1]:  # the last one is the deadline, said above
        line = f"{day} : {uncapitalised(title)}"
        assert line in letter.words
        assert line in words["/calendrier"]
    for name in told.documents:
        assert name in letter.words
        assert name in words["/pieces"]
    assert told.hours in letter.words.replace("Environ", "environ")
    assert told.hours in words["/heures"]


def test_the_same_facts_wherever_they_are_read(
    service: InThread, phone: Phone, browser: httpx.Client, mailbox: Mailbox
) -> None:
    on_both(service, phone, mailbox)
    assert service.alert(PARKS)["sent"] == 2
    page = mailbox.last().link("a")
    say(phone, ("=Aide à la réponse", "Faut-il y aller ?"))
    assert "Score : 62 % (16 réponses sur 16)" in answer_all(phone, "En partie").text
    told = in_the_chat(phone)
    assert len(told.steps) > 8
    assert len(told.documents) > 9
    assert "environ" in told.hours
    same_everywhere(told, by_mail(service, browser, mailbox, page), browser, page)

    browser.post(f"{page}/aide/heures", data={"cout": "28,50 €", "duree": "12 mois"})
    browser.post(f"{page}/aide/pieces", data={"montre": "doc-dc1", "pret": "doc-dc1"})
    browser.post(f"{page}/aide/grille", data={"cash": "oui", "vu-cash": "partie"})
    again = in_the_chat(phone)
    assert again.hours != told.hours
    assert again.decided[2] != told.decided[2]
    letter = by_mail(service, browser, mailbox, page)
    same_everywhere(again, letter, browser, page)
    assert "☑ DC1, lettre de candidature (prêt, coché)" in letter.words
    assert "1 document prêt sur" in letter.words
    checklist = next(one for one in letter.whole.iter_attachments() if "liste" in str(one.get_filename()))
    content = checklist.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert "DC1, lettre de candidature" in spaced(opens(content))
    service.rest()
    assert phone.api.refusals == []
