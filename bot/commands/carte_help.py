"""What to do next about one opportunity: a first path to an answer, alone or together. General marks, never advice."""

from alerts.channels.markup import typography
from alerts.messages.french import capitalised, shortened
from alerts.services.lists import Item
from bot.chat.html import b, h, i, is_address, link
from bot.chat.screen import Button, Screen
from bot.chat.taps import pack

OBJECT = 140  # characters of an object: three lines of a phone
_STEPS = (
    ("Lisez le règlement de consultation (RC)", ": lots, critères, pièces demandées, visite peut-être obligatoire."),
    (
        "Vérifiez votre droit à répondre",
        (
            ": si c’est réservé, votre agrément ou votre convention doit correspondre et être en cours. Dans le doute,"
            " demandez à l’acheteur."
        ),
    ),
    (
        "Rassemblez les pièces",
        (": souvent des formulaires (DC1 et DC2, ou DUME), des attestations, des références. Le RC en donne la liste."),
    ),
    (
        "Écrivez votre proposition",
        "dans l’ordre des critères, avec vos moyens et, si l’avis en demande, vos heures d’insertion.",
    ),
    ("Déposez en ligne la veille", ": un dossier arrivé après l’heure limite n’est pas lu."),
)
_CALLS = (
    "Sur les clauses sociales, le facilitateur de votre territoire (souvent au PLIE ou à la maison de l’emploi). Sur le"
    " marché, l’acheteur, par la messagerie de sa plateforme."
)
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


def help_screen(item: Item) -> Screen:
    """Where to begin: what to read, check, gather, write and send, where the documents are, and whom to call."""
    first = f"1. {_documents(item)}"
    steps = [f"{number}. {b(what)} {h(how)}" for number, (what, how) in enumerate(_STEPS, start=2)]
    head = f"{b('Répondre : par où commencer')}\n{titled(item)}"
    text = "\n\n".join((head, "\n".join((first, *steps)), f"{b('Qui appeler ?')} {h(_CALLS)}", i(GENERAL)))
    return Screen(text, (*_reading(item), (Button("À plusieurs", pack("ca", "t", item.match_id)), back(item))))


def together_screen(item: Item) -> Screen:
    """Answering with others, in plain words, and what can be done today."""
    ways = [f"• {b(what)} {h(how)}" for what, how in _WAYS]
    steps = [f"{number}. {h(step)}" for number, step in enumerate(_TOGETHER, start=1)]
    head = f"{b('Répondre à plusieurs')}\n{titled(item)}"
    parts = (head, "Votre équipe la voit marquée « à plusieurs » dans /gardees.", "\n".join(ways), "\n".join(steps))
    return Screen("\n\n".join((*parts, i(GENERAL))), (*_reading(item), (back(item),)), fresh=True)


def notice_screen(item: Item) -> Screen:
    """Where to read the notice itself."""
    reading = _reading(item)
    said = "L’avis et ses documents :" if reading else "Cet avis ne donne pas d’adresse où le lire."
    return Screen(f"{titled(item)}\n\n{said}", (*reading, (back(item),)))


def _documents(item: Item) -> str:
    """The first step: where the file is."""
    if item.documents_url and is_address(item.documents_url):
        return f"{b('Téléchargez le dossier')} : {link('il est ici', item.documents_url)}."
    notice = link("l’avis", item.url) if item.url else "l’avis"
    return f"{b('Demandez le dossier')} : l’adresse où le prendre est dans {notice}."


def _reading(item: Item) -> tuple[tuple[Button, ...], ...]:
    found = (("Voir l’avis", item.url), ("Voir le dossier", item.documents_url))
    row = tuple(Button(label, url=url) for label, url in found if url and is_address(url))
    return (row,) if row else ()
