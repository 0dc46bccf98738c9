"""What stands beside a card: its title, the way back, the notice itself, and answering with others."""

from alerts.channels.markup import typography
from alerts.messages.french import capitalised, shortened
from alerts.messages.phone.card import PARTNERS
from alerts.services.lists import Item
from bot.chat.actions import PARTNERS as SPACE
from bot.chat.html import b, h, i, is_address
from bot.chat.screen import Button, Screen
from bot.chat.taps import pack

OBJECT = 140  # characters of an object: three lines of a phone
_WAYS = (
    (
        "En groupement",
        ": chacun signe pour sa part. L’un de vous, le mandataire, parle à l’acheteur et dépose le dossier commun.",
    ),
    ("En sous-traitance", ": un seul signe le marché et confie une part à l’autre, en la déclarant à l’acheteur."),
)
_TOGETHER = (
    "Dans le règlement de consultation, cherchez ce qui est permis : à vérifier avant tout.",
    "Notez ce que vous ferez vous-mêmes, et ce qui vous manque.",
    (
        "Appelez une structure voisine, ou votre réseau : il sait qui fait quoi près de chez vous. Vous pouvez lui"
        " transférer cette annonce."
    ),
    "Avant de rédiger, choisissez le mandataire et écrivez qui fait quoi.",
)
GENERAL = "Repères généraux, sans valeur de conseil juridique : le règlement de consultation fait foi."


def titled(item: Item) -> str:
    """The object, then where and until when."""
    where = typography(capitalised(" – ".join(part for part in (item.place, item.until) if part)))
    return f"{b(typography(shortened(item.title, OBJECT)))}\n{h(where)}"


def back(item: Item) -> Button:
    """The card again, in the same bubble."""
    return Button("⬅️ Retour à l’annonce", pack("ca", "c", item.match_id))


def together_screen(item: Item) -> Screen:
    """Answering with others, in plain words, and what can be done today."""
    ways = [f"• {b(what)} {h(how)}" for what, how in _WAYS]
    steps = [f"{number}. {h(step)}" for number, step in enumerate(_TOGETHER, start=1)]
    head = f"{b('Répondre à plusieurs')}\n{titled(item)}"
    parts = (head, "Votre équipe la voit marquée « à plusieurs » dans /gardees.", "\n".join(ways), "\n".join(steps))
    rows = ((Button(PARTNERS, pack(SPACE, "m", item.match_id)),), *_reading(item), (back(item),))
    return Screen("\n\n".join((*parts, i(GENERAL))), rows, fresh=True)


def notice_screen(item: Item) -> Screen:
    """Where to read the notice itself."""
    reading = _reading(item)
    said = "L’avis et ses documents :" if reading else "Cet avis ne donne pas d’adresse où le lire."
    return Screen(f"{titled(item)}\n\n{said}", (*reading, (back(item),)))


def _reading(item: Item) -> tuple[tuple[Button, ...], ...]:
    found = (("Voir l’avis", item.url), ("Voir le dossier", item.documents_url))
    row = tuple(Button(label, url=url) for label, url in found if url and is_address(url))
    return (row,) if row else ()
