"""`/stop`: nothing more is sent, at once; then what next."""

from collections.abc import Sequence

from alerts.messages.french import enumeration
from alerts.model.network import Network
from alerts.services import grouping, network_settings, people, stopping
from bot.chat.command import Command
from bot.chat.html import b
from bot.chat.screen import Button, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack

SPACE = "st"

STOPPED = "C’est fait : je ne vous envoie plus rien."
KEPT = "Votre profil et vos annonces gardées restent là. Pour reprendre un jour : /start."
GROUPS = "Les groupes reliés reçoivent encore les annonces ; pour arrêter aussi là, tapez /delier dans le groupe."
NEXT = "Vous pouvez aussi faire seulement une pause, ou tout effacer."
NOTHING = "Je ne vous envoie rien : vous n’avez pas de structure ici. Vous pouvez effacer ce que je sais de vous."
MUTED = "Plus aucun message de {names}. Vous l’animez toujours ; pour recevoir de nouveau : /reseau."
MUTED_OF = "Plus aucun message de {names}. Vous les animez toujours ; pour recevoir de nouveau : /reseau."
BACK = "Les envois reprennent à partir de maintenant. Ce qui a été trouvé entre-temps est dans /alertes."
STAYED = "Vos envois n’étaient pas arrêtés : rien ne change."

RESUME = Button("▶️ Reprendre les envois", pack(SPACE, "back"))
PAUSE = Button("⏸ Faire une pause", pack("ai", "go", "pause"))
ALERTS = Button("🔎 Mes annonces", pack("ai", "go", "alertes"))
NETWORKS = Button("🤝 Mes réseaux", pack("ai", "go", "reseau"))
ERASE = Button("🗑 Tout effacer", pack("co", "erase"))


class Stop(Command):
    """Typing it is enough: whoever wants silence is not asked first."""

    name = "stop"
    space = SPACE
    about = "Arrêter les envois"
    aliases = ("desabonner", "arreter", "unsubscribe", "quitter")

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        with talk.house.database.write() as session:
            stopped = stopping.stop(session, talk.person.id, talk.now)
            mine = people.memberships_of(session, talk.person.id)
            muted = network_settings.mute_all(session, talk.person.id, talk.now) if not mine else []
            told_elsewhere = any(grouping.of_structure(session, structure.id) for _, structure in mine)
        if muted:
            return _muted(muted)
        if not stopped:
            return Screen(NOTHING, ((ERASE,),))
        lines = [b(STOPPED), KEPT, *([GROUPS] if told_elsewhere else []), "", NEXT]
        return Screen("\n".join(lines), ((RESUME, PAUSE), (ERASE,)))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        if tap.action != "back":
            return super().tap(talk, tap)
        with talk.house.database.write() as session:
            resumed = stopping.resume(session, talk.person.id, talk.now)
        return Screen(BACK if resumed else STAYED, ((ALERTS,),))


def _muted(networks: Sequence[Network]) -> Screen:
    """Of somebody without a structure, who animates networks."""
    names = enumeration(b(one.name) for one in networks)
    words = (MUTED if len(networks) == 1 else MUTED_OF).format(names=names)
    return Screen(f"{b(STOPPED)}\n{words}", ((NETWORKS,), (ERASE,)))
