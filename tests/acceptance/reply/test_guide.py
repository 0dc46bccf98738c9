"""The guide of reply help: its conversations come from here, and what stands between « » is what people read.

VIGIE_WRITE_GUIDES=1 writes what people read between the marks `<!-- name -->` and `<!-- fin -->` of the guide.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import httpx
import pytest

from alerts.clauses.fold import fold
from bot.commands.reply.after import CODE_OF
from scrapers.notice import Amount, Passage, Topic
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import give_address, plain
from tests.acceptance.reply.stories import CLAUSE, ETTI, TO_SIAE, beat, call, on, opens, read, say
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import GARDENS, belongs
from tests.telegram_api.transcript import check_guide, transcript

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "repondre.md"
HOME = "⬅️ Retour à l’aide"
JARDINS = replace(GARDENS, id="jardins", name="Les Jardins du Lien")
PARKS = call("26-900001", TO_SIAE, CLAUSE, amount=Amount(Decimal(48500)))
UNCLEAR = Passage("texte", "Ce lot est un marché réservé.", Topic.PARTICIPATION)
PARTS = ("", "/grille", "/calendrier", "/pieces", "/heures", "/questions", "/fichiers", "/facile", "/suite")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_guide_says_what_people_read(
    service: InThread, phone: Phone, browser: httpx.Client, mailbox: Mailbox
) -> None:
    told: dict[str, str] = {}
    belongs(service.database, phone, service.clock(), JARDINS)
    give_address(service, phone, mailbox)
    service.alert(PARKS)
    page = mailbox.last().link("a")
    decide(phone, told)
    dates(service, phone, told)
    documents_and_files(phone, told)
    small_things(service, phone)
    seen = [*on_pages(browser, page), *settings(service, browser, mailbox)]
    afterwards(service, phone, told)
    seller(service)
    service.rest()
    assert service.api.refusals == []

    check_words(GUIDE, told, service, [*seen, *(f"{one.subject} {one.text}" for one in mailbox.letters())])


def check_words(guide: Path, told: dict[str, str], service: InThread, seen: Iterable[str]) -> None:
    """The conversations of `guide` are those `told`, by name; what stands between « » was written by the bot, or is
    among what was `seen` on pages and in letters."""
    written = guide.read_text(encoding="utf-8")
    check_guide(guide, filled(written, told))
    events = [event for event in service.api.world.events if event.what != "wrote"]
    labels = [label for event in service.api.world.events for row in event.rows for label in row]
    words = " ".join(plain(one) for one in (*seen, *(event.text for event in events), *labels))
    quoted = set(re.findall(r"« ([^»]+) »", plain(filled(written, dict.fromkeys(told, "")))))
    assert len(quoted) > 40
    assert sorted(one for one in quoted if one not in words and fold(one) not in CODE_OF) == []


def filled(guide: str, told: dict[str, str]) -> str:
    for name, words in told.items():
        guide, times = re.subn(rf"(?s)(<!-- {name} -->\n).*?(<!-- fin -->)", rf"\1\n{_escaped(words)}\n\2", guide)
        assert times == 1, name
    return guide


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\")


def kept(phone: Phone, told: dict[str, str], name: str) -> None:
    """What the bot wrote last, as the guide shows it."""
    number = max(one.moment for one in phone.bubbles())
    told[name] = transcript(phone, since=number - 1, without=("wrote", "tapped", "toast", "alert"))


def decide(phone: Phone, told: dict[str, str]) -> None:
    say(phone, ("=Aide à la réponse", "Faut-il y aller ?"))
    kept(phone, told, "aide")
    seen = say(phone, ("=Y aller ou non", "sans réponse"))
    seen = say(phone, (f"={seen.labels[0]}", "encore"))
    kept(phone, told, "grille")
    while "Passer" in seen.labels:
        seen = say(phone, ("=Oui", "Entretien"))
    say(phone, ("=Les raisons", "Favorable"), ("=⬅️ Voir le résultat", "Score"), (f"={HOME}", "Score"))


def dates(service: InThread, phone: Phone, told: dict[str, str]) -> None:
    say(phone, ("=Calendrier", "Prochaine étape"), ("=Plutôt à plusieurs", "à plusieurs"), ("=Plutôt seuls", "seuls"))
    say(phone, ("=Me rappeler", "je vous rappellerai"), ("=Les étapes", "Touchez un numéro"))
    kept(phone, told, "calendrier")
    say(phone, ("=☐ 1", "☑ 1."), ("=⬅️ Retour au calendrier", "Prochaine étape"))
    beat(service, on(24))
    beat(service, on(25, hour=8))
    read(phone, "À faire aujourd’hui")
    kept(phone, told, "rappel")


def documents_and_files(phone: Phone, told: dict[str, str]) -> None:
    say(
        phone,
        ("/tiroir", "vide"),
        ("=➕ Ajouter", "Quel document"),
        ("=Convention IAE", "numéro"),
        ("ACI-2026-000", "date de fin"),
        ("31/12/2026", "C’est noté."),
        ("=Où il est rangé", "classeur bleu"),
        ("classeur bleu", "C’est noté."),
        ("=⬅️ Retour au tiroir", "Convention IAE, ACI-2026-000"),
    )
    kept(phone, told, "tiroir")
    say(
        phone,
        ("/repondre", "Faut-il y aller ?"),
        ("=Pièces", "au tiroir"),
        ("=Où les trouver ?", "Où : "),
        ("=⬅️ Retour aux pièces", "DC1"),
        (f"={HOME}", "Faut-il"),
        ("=Fichiers à finir", "Mémoire technique"),
        ("=1. Candidature", "relisez"),
    )
    (sent,) = [one for one in phone.bubbles() if one.document]
    assert opens(sent.content)


def small_things(service: InThread, phone: Phone) -> None:
    """What the guide names on its way."""
    say(phone, ("/repondre", "Faut-il"), ("=Heures d’insertion", "Heures : "), ("=Changer un chiffre", "Le calcul"))
    say(phone, ("=Montant", "45 000"), ("18 mois", "18 mois"), ("/repondre", "Faut-il y aller ?"))
    say(phone, ("=Questions à l’acheteur", "Question 1"), (f"={HOME}", "Faut-il"), ("=Facile à lire", "De quoi parle"))
    say(phone, ("/fiche", "remplit vos dossiers"), ("/aide", "gagné"))
    first = replace(PARKS.lots[0], id="1", title="Tonte")
    service.alert(replace(call("26-900002"), lots=(first, replace(first, id="2", title="Massifs"))))
    read(phone, "Massifs")
    say(phone, ("=Aide à la réponse", "Faut-il y aller ?"))
    service.alert(call("26-900004", UNCLEAR))
    read(phone, "À vérifier")


def on_pages(browser: httpx.Client, page: str) -> Iterator[str]:
    for path in ("", *(f"/aide{part}" for part in PARTS)):
        yield words_of(browser.get(f"{page}{path}"))
    assert browser.post(page, data={"aide": "oui"}).status_code in (200, 303)


def settings(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> Iterator[str]:
    service.deliver()
    asked = browser.post("/acces", data={"adresse": mailbox.address})
    assert asked.status_code == 200
    service.deliver()
    opened = browser.post(mailbox.last().link("entrer"))
    yield words_of(opened)
    base = opened.text.partition('/rythme"')[0].rpartition('href="')[2]
    for room in ("rythme", "fiche", "tiroir"):
        yield words_of(browser.get(f"{base}/{room}"))


def words_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.url
    return plain(unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def afterwards(service: InThread, phone: Phone, told: dict[str, str]) -> None:
    beat(service, on(21, 12, 13))
    asked = read(phone, "Avez-vous répondu à ce marché ?")
    kept(phone, told, "suite")
    asked.tap("Oui, répondu")
    read(phone, "vous avez répondu")
    beat(service, on(2, 2, 13, year=2027))
    asked = read(phone, "Avez-vous été retenus pour ce marché ?")
    asked.tap("Pas encore")
    read(phone, "pas encore")


def seller(service: InThread) -> None:
    """Somebody of a structure that provides hours."""
    service.clock.on(on(24))
    other = Phone(service.api, 78, "Dominique")
    belongs(service.database, other, service.clock(), ETTI)
    service.alert(call("26-900003", CLAUSE))
    say(other, ("=Aide à la réponse", "Faut-il y aller ?"), ("=Vendre des heures", "Qui appeler"))
