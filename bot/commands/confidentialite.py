"""`/confidentialite`: what is kept and why, to be seen, taken away, or erased."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from alerts.services import exporting, forgetting
from alerts.services.forgetting import Fate, Going
from bot.chat.command import Command
from bot.chat.html import b, fit, h
from bot.chat.screen import Attachment, Button, Reply, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack

SPACE = "co"
SURE_FOR = 10  # minutes after which the last button no longer erases
FILE = "vigie-mes-donnees.json"

KEPT = (
    "Ce que je garde de vous, et pourquoi :",
    "• votre prénom et votre numéro de compte Telegram, pour vous reconnaître et vous écrire ;",
    "• vos structures, leur profil et vos réglages, pour choisir les annonces et le bon moment ;",
    "• les annonces trouvées et vos réponses, pour les retrouver et vous rappeler une échéance ;",
    "• la liste des messages envoyés (sorte, date, résultat), pour ne rien répéter ;",
    "• les groupes que vous reliez et les invitations que vous faites ;",
    "• les réseaux que vous animez, ceux dont vous ne voulez plus les messages, et ce que vous y diffusez.",
)
NOT_KEPT = (
    "Je ne garde ni votre nom de famille, ni votre position, ni ce que vous m’écrivez une fois que j’y ai répondu."
    " Les personnes de votre équipe voient votre prénom et votre rôle. La personne qui héberge Vigie a accès à ces"
    " données ; Vigie ne les donne à personne d’autre, et Telegram achemine les messages."
)
SEEN = "Ce que je sais de vous"
REST = "… La suite est dans le fichier (bouton « Exporter »)."
IN_THE_FILE = "Le détail de chaque annonce et de chaque message est dans le fichier (bouton « Exporter »)."
EXPORTED = (
    "Voici tout ce que je sais de vous, dans un fichier lisible par une personne comme par un programme."
    " Il contient des données personnelles : gardez-le pour vous."
)
GOES = (
    "Ce qui s’efface : votre prénom, votre compte, vos réglages, la liste des messages que vous avez reçus et les"
    " invitations que vous avez faites, quel que soit le canal."
)
FATES: Mapping[Fate, str] = {
    Fate.GOES: "{name} : vous en êtes la seule personne ; elle s’efface avec son profil, ses annonces et ses groupes.",
    Fate.STAYS: "{name} : l’équipe continue sans vous. Ce qu’elle a décidé reste, sans votre nom.",
    Fate.HANDED_ON: (
        "{name} : l’équipe continue sans vous. Comme il n’y a pas d’autre responsable, la personne présente depuis le"
        " plus longtemps le devient, et je la préviens."
    ),
    Fate.HOST_S: "{name} : cette structure a été inscrite par l’hébergeur de Vigie, elle reste, sans vous.",
}
NO_ANIMATOR = (
    "{names} : vous êtes la seule personne à animer ce réseau. Ses membres y restent, sans personne pour l’animer,"
    " jusqu’à ce que l’hébergeur de Vigie invite quelqu’un. Vous pouvez d’abord inviter un animateur : /reseau."
)
NO_ANIMATOR_OF = (
    "{names} : vous êtes la seule personne à animer ces réseaux. Leurs membres y restent, sans personne pour les"
    " animer, jusqu’à ce que l’hébergeur de Vigie invite quelqu’un. Vous pouvez d’abord inviter un animateur : /reseau."
)
STAYS = (
    "Ce que je ne peux pas effacer : les messages déjà dans votre téléphone, un envoi parti dans la minute, et les"
    " sauvegardes que l’hébergeur garde un temps."
)
FOR_GOOD = "Cela ne peut pas être annulé. Vous pouvez d’abord exporter vos données."
SURE = "Effacer pour de bon ? Touchez « Effacer définitivement », ou tapez ces deux mots."
ERASED = "C’est fait : tout est effacé. Si vous m’écrivez de nouveau, nous repartirons de zéro avec /start."
GONE = "Disparu avec vous : {names}."


class Confidentialite(Command):
    """Erasing takes two taps, of which the last only counts just after the one before: old buttons erase nobody."""

    name = "confidentialite"
    space = SPACE
    about = "Mes données : voir, exporter, effacer"
    aliases = ("donnees", "privacy", "rgpd", "supprimer")

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        contact = talk.house.settings.vigie.contact
        asked = [f"Une question sur vos données : {h(contact)}"] if contact else []
        return Screen("\n".join([b("Vos données"), "", *KEPT, "", NOT_KEPT, *asked]), _menu())

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        match tap.action:
            case "in":
                return self.open(talk, "")
            case "see":
                return _seen(talk)
            case "file":
                return _file(talk)
            case "erase":
                return _going(talk)
            case "sure":
                return _sure(talk)
            case "yes":
                return _erased(talk) if 0 <= _minute(talk) - (tap.number() or 0) <= SURE_FOR else _going(talk)
            case _:
                return super().tap(talk, tap)


def _menu() -> Rows:
    return (
        (Button("👁 Voir", pack(SPACE, "see")), Button("📄 Exporter", pack(SPACE, "file"))),
        (Button("🗑 Effacer", pack(SPACE, "erase")), Button("⬅️ Retour au menu", pack("ai", "menu"))),
    )


def _seen(talk: Talk) -> Screen:
    """In words, without the list of alerts and messages: they are counted."""
    with talk.house.database.read() as session:
        values = exporting.seen(session, talk.person.id)
    lines = [b(SEEN), "", *_lines(values), "", IN_THE_FILE]
    return Screen(
        fit(lines, left_out=REST),
        ((Button("📄 Exporter", pack(SPACE, "file")), Button("⬅️ Retour", pack(SPACE, "in"))),),
    )


def _file(talk: Talk) -> Screen:
    with talk.house.database.read() as session:
        values = exporting.export(session, talk.person.id, talk.now)
    content = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    return Screen(EXPORTED, fresh=True, attachment=Attachment(FILE, content.encode()))


def _going(talk: Talk) -> Screen:
    with talk.house.database.read() as session:
        going = forgetting.what_goes(session, talk.person.id)
    fates = [f"• {FATES[fate].format(name=b(structure.name))}" for structure, fate in going.structures]
    fates += _networks(going)
    told = fit([b("Effacer mes données"), "", GOES, *fates, "", STAYS, "", FOR_GOOD])
    go_on = Button("Continuer l’effacement", pack(SPACE, "sure"))
    export = Button("📄 Exporter d’abord", pack(SPACE, "file"))
    return Screen(told, ((export,), (Button("Non, tout garder", pack(SPACE, "in")), go_on)))


def _networks(going: Going) -> list[str]:
    """Those that nobody would animate any more."""
    alone = going.without_animator
    if not alone:
        return []
    words = NO_ANIMATOR if len(alone) == 1 else NO_ANIMATOR_OF
    return [f"• {words.format(names=', '.join(b(one) for one in alone))}"]


def _sure(talk: Talk) -> Screen:
    yes = Button("Effacer définitivement", pack(SPACE, "yes", _minute(talk)))
    return Screen(f"{b(SURE)}\n\n{FOR_GOOD}", ((Button("Non, tout garder", pack(SPACE, "in")), yes),))


def _minute(talk: Talk) -> int:
    return int(talk.now.timestamp()) // 60


def _erased(talk: Talk) -> Screen:
    with talk.house.database.write() as session:
        going = forgetting.forget(session, talk.person.id, talk.now)
    talk.leave()
    return Screen("\n\n".join([ERASED, *_gone(going)]))


def _gone(going: Going) -> Iterator[str]:
    names = [structure.name for structure, fate in going.structures if fate is Fate.GOES]
    if names:
        yield h(GONE.format(names=", ".join(names)))


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    """One line a value that is there; a group of values under its own title."""
    for label, value in values.items():
        if isinstance(value, Mapping):
            yield from ("", b(label), *_lines(value))
        elif value not in (None, "", []):
            told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield h(f"{label} : {told}".replace("'", "’"))
