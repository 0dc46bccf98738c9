"""`/pause`: nothing is sent for a while, to one person or to the whole structure."""

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
from alerts.messages.french import moment
from alerts.model.people import Membership, Role
from alerts.model.structure import Structure
from alerts.services import grouping, pausing, people
from alerts.services.pausing import Paused
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON, Command
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.back import MENU
from bot.commands.profile.whole import no_profile

SPACE = "pa"
TITLE = "Pause des envois"
MEANWHILE = (
    "Pendant une pause, rien n’est envoyé. Ce qui est trouvé est gardé et vous arrive groupé à la fin. Les rappels"
    " d’échéance attendent aussi : vos échéances restent dans /gardees."
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
RESUMED = "Les envois reprennent. Ce qui attendait part maintenant, ou au prochain moment de votre rythme."
STILL = "La structure reste en pause jusqu’au {} : un responsable peut la reprendre."
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
            return no_profile()
        if words.strip():
            return _written(talk, found[0].id, words, whole=False)
        return _opened(talk, found[0].id)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """`o` the screen, `n` a length, `d` a date to write, `f` full, `m` for me and `s` for the structure until a
        day, `r` resume for me, `a` resume for all. The first argument is a membership."""
        membership = tap.number()
        if not talk.place.private or membership is None:
            return Toast(OLD_BUTTON)
        match tap.action:
            case "n":
                return _for_whom(talk, membership, _after(tap.args[-1], talk.now))
            case "m" | "s":
                return _until(talk, membership, tap)
            case "d" | "f":
                return _asked(talk, membership, whole=tap.action == "f")
            case "r" | "a":
                return _resumed(talk, membership, whole=tap.action == "a")
            case "o":
                return _opened(talk, membership)
        return super().tap(talk, tap)

    def text(self, talk: Talk, text: str) -> Reply | None:
        """A date, at any step; what is none is for somebody else, unless one was asked for."""
        membership = talk.step.memo.get("membership")
        if not isinstance(membership, int):
            return None
        if talk.step.at == "open" and understand_pause(text, talk.now) == Misunderstood(HINT):
            return None
        return _written(talk, membership, text, whole=talk.step.at == "full")


def _opened(talk: Talk, membership_id: int) -> Screen:
    talk.go(SPACE, "open", membership=membership_id)
    return _shown(talk, membership_id)


def _shown(talk: Talk, membership_id: int, note: str = "") -> Screen:
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        held = pausing.paused(session, membership, talk.now)
    told: list[str] = [b(one) for one in _state(held)] or [RUNNING]
    lines = [f"{b(TITLE)} – {h(structure.name)}", "", *([h(note), ""] if note else told), MEANWHILE, WRITE]
    return Screen("\n".join(lines), _rows(membership, held))


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
    match understand_pause(text, talk.now):
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
    talk.leave()
    text = (DONE_WHOLE if whole else DONE_OWN).format(moment(until))
    again = Button("▶️ Reprendre", pack(SPACE, "a" if whole else "r", membership_id))
    return Screen(f"{b(text)}\n\n{MEANWHILE}", ((again, _back(membership_id)),))


def _resumed(talk: Talk, membership_id: int, *, whole: bool) -> Screen:
    with talk.house.database.write() as session:
        change = pausing.resume_structure if whole else pausing.resume
        change(session, talk.person.id, membership_id, talk.now)
        held = pausing.paused(session, people.own(session, talk.person.id, membership_id)[0], talk.now)
    talk.leave()
    if held.structure:
        return _shown(talk, membership_id, STILL.format(moment(held.structure)))
    return _shown(talk, membership_id, OWN.format(moment(held.own)) if held.own else RESUMED)


def _back(membership_id: int) -> Button:
    return Button("⬅️ Retour", pack(SPACE, "o", membership_id))
