"""`/tiroir`: the documents that buyers ask of the structure, each with its date; Vigie warns before they end."""

from collections.abc import Callable
from dataclasses import replace

from alerts.intake.pauses import Misunderstood
from alerts.intake.proofs import NoEnd, On, understand_end, understand_start
from alerts.messages.french import PARIS
from alerts.model.reply import Proof, ProofKind
from alerts.reply_help.proofs import CATALOGUE
from alerts.services import drawer as drawers
from alerts.services import people, sheets
from alerts.services.errors import NotAllowed, NotYours, Refusal
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.html import b, h
from bot.chat.screen import Attachment, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.drawer import screens
from bot.commands.drawer.screens import SPACE, Held
from bot.commands.profile.whole import no_profile

SAVED = "C’est noté."
DROPPED = "C’est retiré."
GONE = "Ce document n’est plus dans le tiroir."
ASKED = {"r": screens.NUMBER, "v": screens.END, "i": screens.START, "n": screens.NOTE}
Act = Callable[[Talk, Held, Tap], Reply]


class Tiroir(Command):
    """Everybody of the structure writes in it: whoever has the paper in hand."""

    name = "tiroir"
    space = SPACE
    about = "Tiroir de preuves et leurs dates"
    scope = Scope.HIDDEN  # a menu holds nine lines: /aide shows it
    aliases = ("preuves", "documents", "justificatifs", "attestations")

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        with talk.house.database.read() as session:
            current = people.current_of(session, talk.person)
        talk.leave()
        return screens.whole(_held(talk, current[0].id)) if current else no_profile()

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """Raises NotYours, Refusal."""
        act, membership = _ACTS.get(tap.action), tap.number()
        if act is None or membership is None:
            return Toast(OLD_BUTTON)
        return act(talk, _held(talk, membership), tap)

    def text(self, talk: Talk, text: str) -> Reply | None:
        memo = talk.step.memo
        membership, field = memo.get("membership"), memo.get("field")
        if not isinstance(membership, int) or field not in ASKED:
            return None
        held = _held(talk, membership)
        proof = _in_hand(talk, held)
        return _answered(talk, held, proof, str(field), text) if proof else Screen(GONE, ((held.back,),))


def _held(talk: Talk, membership_id: int) -> Held:
    """Raises NotYours."""
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        proofs = drawers.proofs_of(session, talk.person.id, structure.id)
        form = sheets.sheet_of(session, talk.person.id, structure.id).legal_form
        every = people.memberships_of(session, talk.person.id)
    others = tuple((one.id, other.name) for one, other in every if one.id != membership.id)
    return Held(membership, structure, proofs, talk.now.astimezone(PARIS).date(), form, others)


def _in_hand(talk: Talk, held: Held) -> Proof | None:
    """The document that is asked about: one of the drawer, or a new one; None when it is gone."""
    memo = talk.step.memo
    number, kind = memo.get("proof"), memo.get("kind")
    if number:
        return held.proof(number) if isinstance(number, int) else None
    known = next((one for one in ProofKind if one == kind), None)
    return Proof(known, reference=str(memo.get("reference") or "")) if known else None


# Taps


def _whole(talk: Talk, held: Held, tap: Tap) -> Reply:
    talk.leave()
    return screens.whole(held, tap.number(1) or 0)


def _one(talk: Talk, held: Held, tap: Tap) -> Reply:
    talk.leave()
    proof = held.proof(tap.number(1))
    return screens.one(held, proof) if proof else (Toast(GONE), screens.whole(held))


def _choosing(talk: Talk, held: Held, tap: Tap) -> Reply:
    talk.leave()
    return screens.choosing(held, tap.number(1) or 0)


def _kind(talk: Talk, held: Held, tap: Tap) -> Reply:
    """A new document: its number first, then its date."""
    kind = next((one for one in ProofKind if tap.args[1:2] == (one.value,)), None)
    return _ask(talk, held, Proof(kind), "r") if kind else Toast(OLD_BUTTON)


def _pass(talk: Talk, held: Held, tap: Tap) -> Reply:  # noqa: ARG001
    """« Passer », « Pas de date »: the question under way gets no answer."""
    proof, field = _in_hand(talk, held), talk.step.memo.get("field")
    if proof is None or talk.step.space != SPACE or talk.step.memo.get("membership") != held.membership.id:
        return Toast(OLD_BUTTON)
    if field == "r" and not proof.id:
        return _next(talk, held, proof)
    return _saved(talk, held, proof)


def _edit(talk: Talk, held: Held, tap: Tap) -> Reply:
    proof, field = held.proof(tap.number(1)), tap.args[2] if len(tap.args) > 2 else ""
    if field not in ASKED:
        return Toast(OLD_BUTTON)
    return _ask(talk, held, proof, field) if proof else (Toast(GONE), screens.whole(held))


def _dropping(talk: Talk, held: Held, tap: Tap) -> Reply:
    talk.leave()
    proof = held.proof(tap.number(1))
    return screens.dropping(held, proof) if proof else (Toast(GONE), screens.whole(held))


def _drop(talk: Talk, held: Held, tap: Tap) -> Reply:
    with talk.house.database.write() as session:
        drawers.drop_proof(session, talk.person.id, held.structure.id, tap.number(1) or 0)
    return screens.whole(_held(talk, held.membership.id), note=DROPPED)


def _file(talk: Talk, held: Held, tap: Tap) -> Reply:
    """Raises Refusal when no document is kept."""
    with talk.house.database.read() as session:
        file, content = drawers.read_file(session, talk.person.id, held.structure.id, tap.number(1) or 0)
    return Screen(b(h(file.name)), ((held.back,),), fresh=True, attachment=Attachment(file.name, content))


# Questions


def _ask(talk: Talk, held: Held, proof: Proof, field: str, trouble: str = "") -> Screen:
    memo = {"membership": held.membership.id, "field": field, "proof": proof.id, "kind": proof.kind.value}
    talk.go(SPACE, "asked", **memo, reference=proof.reference)
    buttons = [held.button(f"⬅️ {screens.SHORT[proof.kind]}", "d", proof.id)] if proof.id else [held.back]
    if not proof.id:
        buttons.insert(0, held.button("Passer" if field == "r" else "Pas de date", "p"))
    return screens.asking(proof.kind, ASKED[field], buttons, trouble)


def _answered(talk: Talk, held: Held, proof: Proof, field: str, text: str) -> Reply:
    match field:
        case "r":
            named = replace(proof, reference=text)
            return _saved(talk, held, named) if proof.id else _next(talk, held, named)
        case "n":
            return _saved(talk, held, replace(proof, note=text))
        case _:
            return _dated(talk, held, proof, field, text)


def _next(talk: Talk, held: Held, proof: Proof) -> Reply:
    """The date, for what has one."""
    known = CATALOGUE[proof.kind]
    return _saved(talk, held, proof) if known.endless else _ask(talk, held, proof, "i" if known.months else "v")


def _dated(talk: Talk, held: Held, proof: Proof, field: str, text: str) -> Reply:
    """« sans fin » is an answer too."""
    found = (understand_end if field == "v" else understand_start)(text, held.today)
    match found:
        case Misunderstood(why):
            return _ask(talk, held, proof, field, why)
        case On(day):
            dated = replace(proof, valid_until=day) if field == "v" else replace(proof, issued_on=day)
        case NoEnd():
            dated = replace(proof, valid_until=None) if field == "v" else replace(proof, issued_on=None)
    try:
        return _saved(talk, held, dated)
    except (NotYours, NotAllowed):
        raise
    except Refusal as refusal:
        return _ask(talk, held, proof, field, refusal.sentence)


def _saved(talk: Talk, held: Held, proof: Proof) -> Screen:
    """Raises NotYours, Refusal."""
    with talk.house.database.write() as session:
        kept = drawers.save_proof(session, talk.person.id, held.structure.id, proof, talk.now)
    talk.leave()
    return screens.one(_held(talk, held.membership.id), kept, SAVED)


_ACTS: dict[str, Act] = {
    "o": _whole,
    "d": _one,
    "n": _choosing,
    "k": _kind,
    "p": _pass,
    "e": _edit,
    "x": _dropping,
    "xx": _drop,
    "f": _file,
}
