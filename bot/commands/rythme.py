"""`/rythme`: at once, each day or each week; and the hours when nobody is disturbed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alerts.intake.rhythms import (
    DAYS,
    quiet_words,
    rhythm_words,
    understand_hour,
    understand_quiet,
    understand_rhythm,
)
from alerts.messages.french import count, moment
from alerts.model.people import Membership
from alerts.model.preference import Preference, Rhythm
from alerts.model.rhythm import next_moment, zone_of
from alerts.model.structure import Structure
from alerts.services import pausing, people, status
from alerts.services.status import Told
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.html import b, h, i
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.alertes import others_rows
from bot.commands.back import MENU
from bot.commands.profile.volume import expected, preview
from bot.commands.profile.whole import no_rhythm

SPACE = "ry"
TITLE = "Rythme d’envoi"
NOW = "Une annonce trouvée maintenant partirait {}."
SOON = "Ce qui se termine trop tôt pour attendre vous est dit sans attendre, hors heures calmes."
STOPPED = "Les envois sont arrêtés (/stop). Pour reprendre : /pause."
PAUSED = "En pause jusqu’au {}."
WAITING = "Déjà en attente : {}, à partir du {}."
IN_QUIET = "Attention : {} h tombe dans vos heures calmes. L’envoi attend leur fin, à {} h."
EVERYWHERE = "C’est noté pour toutes vos structures : {}."
WRITE = "Vous pouvez aussi écrire « chaque lundi à 9 h » ou « tous les jours à 7 h »."
WHICH_DAY = "Quel jour de la semaine ?"
WHICH_HOUR = "À quelle heure ? Touchez, ou écrivez une autre heure."
WHICH_QUIET = "Quand ne faut-il rien envoyer ? Touchez, ou écrivez « de 21 h à 6 h »."
SAVED = "C’est noté : {}."
NOT_UNDERSTOOD = "Je n’ai pas compris ce rythme."
HOURS = (6, 7, 8, 9, 12, 14, 17, 18)
QUIET = ((20, 8), (19, 7), (22, 7), (18, 9))
NEVER_QUIET = "À toute heure"


class Rythme(Command):
    """For the person who asks, about one of their structures."""

    name = "rythme"
    space = SPACE
    about = "Choisir quand je vous écris"
    scope = Scope.HIDDEN  # reached from /aide, /etat and /profil: a menu holds nine lines
    aliases = ("envoi", "envois", "frequence", "horaires")

    def open(self, talk: Talk, words: str) -> Reply:
        with talk.house.database.read() as session:
            found = people.current_of(session, talk.person)
        if found is None:
            return no_rhythm(talk)
        if words.strip():
            return _written(talk, found[0].id, words) or _shown(talk, found[0].id, NOT_UNDERSTOOD)
        return _shown(talk, found[0].id)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """`o` the screen (`p` from that of another structure), `n` at once, `m` each day (an hour), `w` each week (a
        day, an hour), `q` quiet hours (from, to), `e` the same for all their structures. Always with a membership; what
        is missing is asked."""
        membership = tap.number()
        numbers = [number for at in range(1, len(tap.args)) if (number := tap.number(at)) is not None]
        if not talk.place.private or membership is None or not all(0 <= one < 24 for one in numbers):
            return Toast(OLD_BUTTON)
        if tap.action in ("o", "p"):
            return _shown(talk, membership)
        if tap.action == "e":
            return _everywhere(talk, membership)
        if tap.action == "w" and numbers and numbers[0] >= len(DAYS):
            return Toast(OLD_BUTTON)
        before = _before(talk, membership)
        chosen = _after(before, tap.action, numbers)
        if chosen:
            return _saved(talk, membership, chosen)
        asked = _asked(membership, tap.action, numbers)
        if asked is None:
            return Toast(OLD_BUTTON)
        talk.go(SPACE, tap.action, membership=membership, day=numbers)
        return asked

    def text(self, talk: Talk, text: str) -> Reply | None:
        """A whole rhythm at any step, or what was just asked."""
        membership, day = talk.step.memo.get("membership"), talk.step.memo.get("day")
        if not isinstance(membership, int):
            return None
        said = _said(talk.step.at, day if isinstance(day, list) else [], text)
        before = _before(talk, membership)
        chosen = (_after(before, talk.step.at, said) if said else None) or understand_rhythm(text, before)
        return _saved(talk, membership, chosen) if chosen else None


def _said(asked: str, day: list[int], text: str) -> list[int]:
    """An hour, or two, in the place of a button."""
    if asked == "q":
        return list(understand_quiet(text) or ())
    hour = understand_hour(text) if asked == "m" or day else None
    return [] if hour is None else [*day, hour]


def _asked(membership: int, action: str, numbers: list[int]) -> Screen | None:
    """What a choice still needs."""
    match action, numbers:
        case ("m", []) | ("w", [_]):
            return Screen(b(WHICH_HOUR), _hours(membership, action, *numbers))
        case "w", []:
            return Screen(b(WHICH_DAY), _days(membership))
        case "q", []:
            return Screen(b(WHICH_QUIET), _quiet(membership))
    return None


def _after(before: Preference, action: str, numbers: list[int]) -> Preference | None:
    """`before` with what was chosen; None for a button that says nothing."""
    match action, numbers:
        case "n", []:
            return replace(before, rhythm=Rhythm.NOW)
        case "m", [hour]:
            return replace(before, rhythm=Rhythm.MORNING, hour=hour)
        case "w", [day, hour]:
            return replace(before, rhythm=Rhythm.WEEK, weekday=day, hour=hour)
        case "q", [begins, ends]:
            return replace(before, quiet_from=begins, quiet_to=ends)
    return None


def _shown(talk: Talk, membership_id: int, note: str = "") -> Screen:
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        told = status.told_status(session, membership, talk.now)
        others = [one for one in people.memberships_of(session, talk.person.id) if one[0].id != membership.id]
    chosen = membership.preference
    talk.go(SPACE, "open", membership=membership.id)
    lines = [
        f"{b(TITLE)} – {h(structure.name)}",
        *([b(note)] if note else []),
        "",
        f"{b('Envoi :')} {rhythm_words(chosen)}",
        f"{b('Heures calmes :')} {quiet_words(chosen)}",
        *_next_lines(chosen, told, talk.now),
        *([] if chosen.rhythm is Rhythm.NOW else [SOON]),
        "",
        i(expected(preview(talk, structure))),
        WRITE,
    ]
    return Screen("\n".join(lines), _rows(membership.id, others))


def _next_lines(chosen: Preference, told: Told, now: datetime) -> list[str]:
    """When what is found now would leave, and what waits already."""
    if told.paused.stopped:
        return [STOPPED]
    zone = zone_of(chosen)
    at = "tout de suite" if told.next_at <= now else f"le {moment(told.next_at, zone)}"
    lines = [PAUSED.format(moment(told.paused.until, zone))] if told.paused.until else []
    lines.append(NOW.format(at))
    if told.waiting and told.first and told.first > now:
        lines.append(WAITING.format(count(told.waiting, "message"), moment(told.first, zone)))
    return [*lines, *([IN_QUIET.format(chosen.hour, chosen.quiet_to)] if never_at_its_hour(chosen, now) else [])]


def never_at_its_hour(chosen: Preference, now: datetime) -> bool:
    """The hour that was chosen is one of those when nothing leaves."""
    leaves = next_moment(chosen, now).astimezone(zone_of(chosen))
    return chosen.rhythm is not Rhythm.NOW and leaves.hour != chosen.hour


def _rows(membership: int, others: Sequence[tuple[Membership, Structure]]) -> Rows:
    same = ((Button("Partout le même rythme", pack(SPACE, "e", membership)),),) if others else ()
    return (
        (Button("Tout de suite", pack(SPACE, "n", membership)), Button("Chaque jour", pack(SPACE, "m", membership))),
        (Button("Chaque semaine", pack(SPACE, "w", membership)), Button("Heures calmes", pack(SPACE, "q", membership))),
        *same,
        *others_rows(others, SPACE),
        (MENU,),
    )


def _hours(membership: int, action: str, *day: int) -> Rows:
    return _in_twos([Button(f"{hour} h", pack(SPACE, action, membership, *day, hour)) for hour in HOURS], membership)


def _days(membership: int) -> Rows:
    return _in_twos(
        [Button(name.capitalize(), pack(SPACE, "w", membership, at)) for at, name in enumerate(DAYS)], membership
    )


def _quiet(membership: int) -> Rows:
    hours = [Button(f"De {start} h à {end} h", pack(SPACE, "q", membership, start, end)) for start, end in QUIET]
    return _in_twos([*hours, Button(NEVER_QUIET, pack(SPACE, "q", membership, 0, 0))], membership)


def _in_twos(buttons: list[Button], membership: int) -> Rows:
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return (*pairs, (Button("⬅️ Retour", pack(SPACE, "o", membership)),))


def _before(talk: Talk, membership_id: int) -> Preference:
    with talk.house.database.read() as session:
        return people.own(session, talk.person.id, membership_id)[0].preference


def _written(talk: Talk, membership_id: int, text: str) -> Reply | None:
    """None when the text says no rhythm."""
    chosen = understand_rhythm(text, _before(talk, membership_id))
    return _saved(talk, membership_id, chosen) if chosen else None


def _saved(talk: Talk, membership_id: int, chosen: Preference) -> Screen:
    with talk.house.database.write() as session:
        pausing.change_rhythm(session, talk.person.id, [membership_id], chosen, talk.now)
    return _shown(talk, membership_id, SAVED.format(f"{rhythm_words(chosen)}, {quiet_words(chosen)}"))


def _everywhere(talk: Talk, membership_id: int) -> Screen:
    """The rhythm of this structure, for all those of this person."""
    chosen = _before(talk, membership_id)
    with talk.house.database.write() as session:
        mine = [one.id for one, _ in people.memberships_of(session, talk.person.id)]
        pausing.change_rhythm(session, talk.person.id, mine, chosen, talk.now)
    return _shown(talk, membership_id, EVERYWHERE.format(rhythm_words(chosen)))
