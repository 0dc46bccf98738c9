"""What these stories begin with, and how their people move: calls open in the Rhône, a first profile, gestures."""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf
from typing import Any

from bot import jobs
from scrapers.notice import Buyer, Deadline, Notice
from tests.telegram_api.phone import Bubble, Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import PARIS, garden_call

PATIENCE = 8.0  # seconds
# Number, object, buyer, days since it was read.
MONTH = (
    ("26-900001", "Entretien des berges de la Fausse-Rivière", "Communauté de communes de Valfictif", 27),
    ("26-900002", "Tonte des stades et des écoles", "Ville de Sévigny-le-Vieux", 20),
    ("26-900003", "Débroussaillage des chemins de randonnée", "Syndicat mixte des Monts-Inventés", 16),
    ("26-900004", "Désherbage manuel des cimetières", "Ville de Montfictif", 9),
    ("26-900005", "Plantation de haies champêtres", "Commune de Saint-Exemple", 3),
)


def call(number: str, title: str, buyer: str, published: datetime, days: int = 17, **fields: Any) -> Notice:
    """A call that may be answered for `days` more days, until noon."""
    due = datetime(published.year, published.month, published.day, 12, tzinfo=PARIS) + timedelta(days=days)
    given = {"title": title, "buyer": Buyer(buyer), "deadline": Deadline(due), "published": published.date()}
    return garden_call(number, **(given | fields))


def a_month_of_calls(bot: InThread) -> None:
    """Read day after day, and all of them still open today."""
    today = bot.clock()
    for number, title, buyer, ago in MONTH:
        bot.clock.on(today - timedelta(days=ago))
        bot.publish(call(number, title, buyer, bot.clock(), ago + 17 + ago // 4))
    bot.clock.on(today)
    bot.match()
    refresh(bot)


def refresh(bot: InThread) -> None:
    """What is open now, as after a reading."""
    assert bot.house is not None
    bot.call(jobs.refresh_current(bot.house))


def say(phone: Phone, *turns: tuple[str, str]) -> Bubble:
    """(what is written or tapped, what is then read). « = » before a tap. The last bubble read."""
    seen = None
    for gesture, words in turns:
        phone.tap(gesture[1:]) if gesture.startswith("=") else phone.write(gesture)
        seen = read(phone, words)
    assert seen is not None
    return seen


def read(phone: Phone, words: str) -> Bubble:
    """As `Phone.wait_for`; a space may be typed for one that does not break."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        fresh = [one for one in reversed(phone.bubbles()) if one.moment > phone.gesture]
        found = next((one for one in fresh if words in spaced(one.text)), None)
        if found:
            return replace(found, text=spaced(found.text))
        time.sleep(0.01)
    return phone.wait_for(words, timeout=0.1)  # says what is shown


def toasted(phone: Phone, words: str) -> None:
    """Comes back when that was told over the chat."""
    end = time.monotonic() + PATIENCE
    while not any(words in spaced(one.text) for one in phone.toasts):
        assert time.monotonic() < end, f"no toast {words!r}; there are: {phone.toasts}"
        time.sleep(0.01)


def spaced(text: str) -> str:
    """With spaces as one types them."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def onboard(phone: Phone) -> Bubble:
    """A first profile, from « Démarrer » to « C’est enregistré »."""
    return say(
        phone,
        ("/start", "Bonjour"),
        ("=▶️ Commencer", "Question 1 sur 3"),
        ("=Chantier d’insertion", "Choisi : Chantier d’insertion"),
        ("=Valider (1) ➡️", "Question 2 sur 3"),
        ("=Espaces verts", "Choisis (1) : Espaces verts"),
        ("=Valider (1) ➡️", "Question 3 sur 3"),
        ("01, 69", "Votre profil"),
        ("=✅ Enregistrer", "C’est enregistré"),
    )


def gestures(phone: Phone, before: float = inf) -> int:
    """How many times they wrote or tapped, until now or before that event."""
    theirs = [one for one in phone.world.events if one.user == phone.id and one.what in ("wrote", "tapped")]
    return sum(one.number < before for one in theirs)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 12) -> datetime:
    """A moment of the end of 2026, in Paris."""
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)
