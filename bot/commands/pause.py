"""`/pause`: nothing is sent for a while, to one person or to the whole structure."""

from collections.abc import Sequence
from datetime import date, datetime

from alerts.intake.pauses import (
    HINT,
    MORNING,
    PARIS,
    Misunderstood,
    Resume,
    Until,
    after_a_month,
    after_days,
    understand_pause,
)
from alerts.messages.french import count, moment, shortened
from alerts.model.people import Membership, Role
from alerts.model.structure import Structure
from alerts.services import grouping, pausing, people, status
from alerts.services.lists import Item
from alerts.services.pausing import Paused
from alerts.services.status import Told
from alerts.store.engine import Session
from alerts.territory.names import folded
from bot.chat.command import OLD_BUTTON, Command
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.alertes import others_rows
from bot.commands.back import MENU
from bot.commands.profile.whole import no_rhythm

SPACE = "pa"
TITLE = "Pause des envois"
MEANWHILE = (
    "Pendant une pause, rien n’est envoyé. Ce qui est trouvé est gardé et vous arrive groupé à la fin. Les rappels"
    " d’échéance attendent aussi, et les corrections : vos échéances restent dans /gardees. Ce qui se termine avant la"
    " fin de la pause ne vous est pas envoyé : vous le trouvez dans /alertes."
)
WRITE = "Vous pouvez aussi écrire « 10 jours » ou « jusqu’au 3 juin »."
WHEN = "Jusqu’à quand ? Écrivez par exemple « 10 jours », « 2 semaines », « jusqu’au 3 juin », « jusqu’en septembre »."
FULL = "Personne dans la structure ne recevra d’annonce d’ici là, groupes compris."
FOR_WHOM = "Pause jusqu’au {}. Pour qui ?"
RUNNING = "Les envois sont en route."
STOPPED = "Les envois sont arrêtés (/stop), sans date de reprise."
OWN = "En pause pour vous jusqu’au {}."
WHOLE = "En pause pour toute la structure jusqu’au {}."
DONE_OWN = "C’est noté : rien ne vous est envoyé jusqu’au {}."
DONE_WHOLE = "C’est noté : rien n’est envoyé à la structure jusqu’au {}."
RESUMED = "Les envois reprennent."
STILL = "La structure reste en pause jusqu’au {} : un responsable peut la reprendre."
OTHERS = "Les autres personnes de la structure, et ses groupes, reçoivent toujours."
FIRST = "D’après votre rythme, le premier envoi partira le {}."
SOONER = "Pour reprendre avant : /pause."
LENGTHS = (("1 semaine", "7"), ("2 semaines", "14"), ("1 mois", "m"))


class Pause(Command):
    """A length or a date is for the person who asks, or for everybody when a manager says so."""

    name = "pause"
    space = SPACE
    about = "Suspendre les envois"
    aliases = ("suspendre", "vacances", "complet", "complets")

    def open(self, talk: Talk, words: str) -> Reply:
        with talk.house.database.read() as session:
            found = people.current_of(session, talk.person)
        if found is None:
            return no_rhythm(talk)
        if words.strip():
            return _written(talk, found[0].id, words, whole=False)
        return _opened(talk, found[0].id)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """`o` the screen (`p` from that of another structure), `n` a length, `d` a date to write, `f` full, `m` for me
        and `s` for the structure until a day, `r` resume for me, `a` resume for all. Always with a membership."""
        membership = tap.number()
        if not talk.place.private or membership is None:
            return Toast(OLD_BUTTON)
        match tap.action:
            case "n":
                return _for_whom(talk, membership, _after(tap.args[1] if len(tap.args) > 1 else "", talk.now))
            case "m" | "s":
                return _until(talk, membership, tap)
            case "d" | "f":
                return _asked(talk, membership, whole=tap.action == "f")
            case "r" | "a":
                return _resumed(talk, membership, whole=tap.action == "a")
            case "o" | "p":
                return _opened(talk, membership)
        return super().tap(talk, tap)

    def text(self, talk: Talk, text: str) -> Reply | None:
        """A date, at any step; what is none is for somebody else, unless one was asked for."""
        membership = talk.step.memo.get("membership")
        if not isinstance(membership, int):
            return None
        nothing = understand_pause(text, talk.now) == Misunderstood(HINT) and not _full(text)
        if talk.step.at == "open" and nothing:
            return None
        return _written(talk, membership, text, whole=talk.step.at == "full")


def _opened(talk: Talk, membership_id: int) -> Screen:
    talk.go(SPACE, "open", membership=membership_id)
    return _shown(talk, membership_id)


def _full(text: str) -> bool:
    """« Nous sommes complets jusqu’en juin »: it is said of the structure."""
    return "complet" in folded(text[:200])


def _shown(talk: Talk, membership_id: int, note: str = "") -> Screen:
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        held = pausing.paused(session, membership, talk.now)
        others = [one for one in people.memberships_of(session, talk.person.id) if one[0].id != membership.id]
    told: list[str] = [b(one) for one in _state(held)] or [RUNNING]
    said = [h(note)] if note else [*told, MEANWHILE, WRITE]
    lines = [f"{b(TITLE)} – {h(structure.name)}", "", *said]
    *rows, last = _rows(membership, held)
    return Screen("\n".join(lines), (*rows, *others_rows(others, SPACE), last))


def _state(held: Paused) -> list[str]:
    lines = [STOPPED] if held.stopped else []
    lines += [OWN.format(moment(held.own))] if held.own else []
    return lines + ([WHOLE.format(moment(held.structure))] if held.structure else [])


def _rows(membership: Membership, held: Paused) -> Rows:
    one = membership.id
    manager = membership.role is Role.MANAGER
    lengths = tuple(Button(label, pack(SPACE, "n", one, code)) for label, code in LENGTHS)
    until = Button("Jusqu’à une date", pack(SPACE, "d", one))
    full = (Button("Nous sommes complets", pack(SPACE, "f", one)),) if manager else ()
    back = [Button("▶️ Reprendre", pack(SPACE, "r", one))] if held.own or held.stopped else []
    if held.structure and manager:
        back.append(Button("▶️ Reprendre pour tous", pack(SPACE, "a", one)))
    return tuple(row for row in (tuple(back), lengths[:2], (lengths[2], until), full, (MENU,)) if row)


def _after(code: str, now: datetime) -> datetime:
    if code == "m":
        return after_a_month(now)
    return after_days(int(code) if code.isdecimal() and len(code) < 4 else 7, now)


def _for_whom(talk: Talk, membership_id: int, until: datetime) -> Screen:
    """Asked only of a manager, when there is somebody else."""
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        others = membership.role is Role.MANAGER and _others(session, structure)
    if not others:
        return _done(talk, membership_id, until, whole=False)
    day = until.astimezone(PARIS).date().toordinal()
    rows = (
        (
            Button("Pour moi", pack(SPACE, "m", membership_id, day)),
            Button("Toute la structure", pack(SPACE, "s", membership_id, day)),
        ),
        (_back(membership_id),),
    )
    return Screen(b(FOR_WHOM.format(moment(until))), rows)


def _others(session: Session, structure: Structure) -> bool:
    return len(people.team_of(session, structure.id)) > 1 or bool(grouping.of_structure(session, structure.id))


def _until(talk: Talk, membership_id: int, tap: Tap) -> Reply:
    day = tap.number(1)
    if day is None or not 1 <= day <= date.max.toordinal():
        return Toast(OLD_BUTTON)
    until = datetime.combine(date.fromordinal(day), MORNING, PARIS)
    return _done(talk, membership_id, until, whole=tap.action == "s")


def _asked(talk: Talk, membership_id: int, *, whole: bool) -> Screen:
    with talk.house.database.read() as session:
        right = people.managed if whole else people.own
        right(session, talk.person.id, membership_id)
    talk.go(SPACE, "full" if whole else "until", membership=membership_id)
    return Screen("\n\n".join([WHEN, *([FULL] if whole else [])]), ((_back(membership_id),),))


def _written(talk: Talk, membership_id: int, text: str, *, whole: bool) -> Reply:
    whole = whole or _full(text)
    match understand_pause(text, talk.now):
        case Misunderstood() if _full(text):
            return _asked(talk, membership_id, whole=True)
        case Misunderstood(why=why):
            talk.go(SPACE, "full" if whole else "until", membership=membership_id)
            return Screen(h(why), ((_back(membership_id),),))
        case Resume():
            return _resumed(talk, membership_id, whole=False)
        case Until(at=at):
            return _done(talk, membership_id, at, whole=True) if whole else _for_whom(talk, membership_id, at)


def _done(talk: Talk, membership_id: int, until: datetime, *, whole: bool) -> Screen:
    with talk.house.database.write() as session:
        change = pausing.pause_structure if whole else pausing.pause
        change(session, talk.person.id, membership_id, until, talk.now)
        membership, structure = people.own(session, talk.person.id, membership_id)
        told = status.told_status(session, membership, talk.now)
        closing = pausing.closing_before(session, structure.id, told.paused.until or until, talk.now)
        others = not whole and _others(session, structure)
    talk.leave()
    done = (DONE_WHOLE if whole else DONE_OWN).format(moment(until))
    first = [FIRST.format(moment(told.next_at))] if told.next_at > until else []
    warned = [closing_words(closing)] if closing else []
    text = [b(done), *([OTHERS] if others else []), *first, "", *warned, MEANWHILE]
    again = Button("▶️ Reprendre", pack(SPACE, "a" if whole else "r", membership_id))
    return Screen("\n".join([*text, *_ready(told), SOONER]), ((again, _back(membership_id)),))


def closing_words(closing: Sequence[Item]) -> str:
    """What they keep and will not be reminded of, in HTML."""
    some = f"{count(len(closing), 'annonce gardée', 'annonces gardées')}"
    ends = "se termine" if len(closing) == 1 else "se terminent"
    which = "" if len(closing) == 1 else "la première, "
    return f"⚠️ {b(f'{some} {ends} d’ici là')} : {which}« {h(shortened(closing[0].title, 90))} », {h(closing[0].until)}."


def _ready(told: Told) -> list[str]:
    """What waits already."""
    return [f"Déjà en attente : {count(told.waiting, 'message')}."] if told.waiting else []


def _resumed(talk: Talk, membership_id: int, *, whole: bool) -> Screen:
    with talk.house.database.write() as session:
        change = pausing.resume_structure if whole else pausing.resume
        change(session, talk.person.id, membership_id, talk.now)
        told = status.told_status(session, people.own(session, talk.person.id, membership_id)[0], talk.now)
    talk.leave()
    held = told.paused
    if held.structure:
        return _shown(talk, membership_id, STILL.format(moment(held.structure)))
    if held.stopped:
        return _shown(talk, membership_id, STOPPED)
    return _shown(talk, membership_id, OWN.format(moment(held.own)) if held.own else _resumed_words(told, talk.now))


def _resumed_words(told: Told, now: datetime) -> str:
    """What becomes of what waited."""
    if not told.waiting or told.first is None:
        return f"{RESUMED} Rien n’attendait."
    leaves = "tout de suite" if told.first <= now else f"à partir du {moment(told.first)}"
    return f"{RESUMED} Ce qui attendait ({count(told.waiting, 'message')}) part {leaves}."


def _back(membership_id: int) -> Button:
    return Button("⬅️ Retour", pack(SPACE, "o", membership_id))
