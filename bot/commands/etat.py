"""`/etat`: does everything work? What was read, what left, what comes next."""

from datetime import datetime, timedelta

from alerts.channels.markup import typography
from alerts.intake.rhythms import rhythm_words
from alerts.messages.french import PARIS, clock, count, day, days_between, moment, sentence
from alerts.model.people import Membership, Role
from alerts.model.rhythm import zone_of
from alerts.services import networks, people, status
from alerts.services.status import SourceStatus, Told
from bot.chat.command import Command
from bot.chat.html import b, fit, h, i
from bot.chat.screen import Button, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.aide import BEGIN
from bot.commands.back import MENU

SPACE = "et"
TITLE = "État du service"
SOURCES = "Ce que je lis"
NO_SOURCES = "Aucune source n’est activée sur ce service."
NEVER = "pas encore lu"
TROUBLE = "en difficulté, je réessaie tout seul"
LATE_TOO = "pas lu récemment"
LAST = "Dernier envoi : {}."
NOTHING_YET = "Aucun envoi pour l’instant."
WAITING = "{} en attente, à partir du {}."
REMINDERS = "{} à venir, chacun à sa date."
SILENT = "Le groupe « {} » ne reçoit plus rien : {}."
NEXT = "Rythme : {}. Une annonce trouvée maintenant partirait {}."
STOPPED = "Les envois sont arrêtés. Pour reprendre : /pause."
PAUSED = "En pause pour vous jusqu’au {}."
PAUSED_ALL = "En pause pour toute la structure jusqu’au {}."
STRANGER = "Vous n’avez pas encore de profil : rien ne vous est envoyé. Tapez /start pour commencer."
IN_NETWORKS = (
    "Vous n’avez pas de structure ici : je ne vous envoie que les messages de vos réseaux, entre 8 h et 20 h. /reseau"
    " pour les voir, ou n’en plus recevoir."
)
LATE = timedelta(hours=36)
QUIET = "Quand rien n’arrive alors que tout est lu, c’est qu’aucune annonce ne convient : /profil permet d’élargir."
OLD = "Les lectures ont du retard : l’hébergeur du service doit regarder."


class Etat(Command):
    """Nothing is changed here."""

    name = "etat"
    space = SPACE
    about = "Ce qui est lu, envoyé, prévu"
    aliases = ("status", "statut", "sante")

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        titles = status.names_of([(source.name, source.title) for source in talk.house.sources])
        with talk.house.database.read() as session:
            read = status.sources_status(session, titles, talk.now)
            mine = people.current_of(session, talk.person)
            told = status.told_status(session, mine[0], talk.now) if mine else None
            networked = bool(networks.of_person(session, talk.person.id))
        lines = [b(TITLE), "", b(SOURCES), *_sources(read, talk.now), ""]
        if mine and told:
            lines += [b(mine[1].name), *_told(told, mine[0], talk.now), "", i(QUIET)]
        else:
            lines.append(IN_NETWORKS if networked else STRANGER)
        rows = (
            (Button("🕗 Rythme d’envoi", pack("ai", "go", "rythme")), Button("⏸ Pause", pack("ai", "go", "pause"))),
            (Button("🔄 Actualiser", pack(SPACE, "o")), MENU),
        )
        return Screen(fit(lines), rows if mine else ((BEGIN,), rows[1]))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        return self.open(talk, "") if tap.action == "o" and talk.place.private else super().tap(talk, tap)


def _sources(read: list[SourceStatus], now: datetime) -> list[str]:
    lines = [f"• {b(typography(one.title))} : {_read_words(one, now)}" for one in read] or [NO_SOURCES]
    answered = [one.read_at for one in read if one.read_at]
    return [*lines, OLD] if answered and now - max(answered) > LATE else lines


def _read_words(one: SourceStatus, now: datetime) -> str:
    last = f"lu {_when(one.read_at, now)}" if one.read_at else NEVER
    if one.trouble:
        return f"{TROUBLE} ({last}). {h(sentence(typography(one.trouble)))}"
    late = one.read_at is not None and now - one.read_at > LATE
    return f"{LATE_TOO} ({last})" if late else last


def _when(at: datetime, now: datetime) -> str:
    """« aujourd’hui à 6 h 10 », « hier à 18 h 00 », « le lundi 23 novembre 2026 à 6 h 10 »."""
    local = at.astimezone(PARIS)
    ago = -days_between(now, at)
    named = {0: "aujourd’hui", 1: "hier"}.get(ago, f"le {day(local.date())}")
    return f"{named} à {clock(local)}"


def _told(told: Told, mine: Membership, now: datetime) -> list[str]:
    lines = [LAST.format(_when(told.last, now)) if told.last else NOTHING_YET]
    if told.paused.stopped:
        return [*lines, STOPPED]
    zone = zone_of(mine.preference)
    for words, until in ((PAUSED, told.paused.own), (PAUSED_ALL, told.paused.structure)):
        lines += [words.format(moment(until, zone))] if until else []
    if told.waiting and told.first:
        lines.append(WAITING.format(count(told.waiting, "message"), moment(max(told.first, now), zone)))
    if told.reminders and not told.paused.until:  # a pause moves them
        lines.append(REMINDERS.format(count(told.reminders, "rappel d’échéance", "rappels d’échéance")))
    at = "tout de suite" if told.next_at <= now else f"le {moment(told.next_at, zone)}"
    lines.append(NEXT.format(rhythm_words(mine.preference), at))
    return lines + (_silent(told) if mine.role is Role.MANAGER else [])


def _silent(told: Told) -> list[str]:
    """For whom can link a group again."""
    return [SILENT.format(h(one.title), h(typography(one.trouble or ""))) for one in told.silent]
