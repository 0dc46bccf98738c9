"""The word of the animator, told above the announcement."""

from alerts.model.network import Broadcast
from alerts.services import broadcasting
from alerts.services.errors import NotAllowed, NotYours, Refusal
from bot.chat.html import b, h
from bot.chat.screen import Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network import aiming
from bot.commands.network.broadcast_lines import NOTE as NOTE_HINT
from bot.commands.network.labels import number, rows_of
from bot.commands.network.passing import SPACE, button, named

NOTE = "note"
ASK = f"Un mot pour vos membres ? Écrivez-le. {NOTE_HINT}"
NOW = "Votre mot actuel :\n{}"


def asking(talk: Talk, broadcast: Broadcast, trouble: str = "") -> Screen:
    talk.go(SPACE, NOTE, broadcast=broadcast.id)
    now = [NOW.format(h(broadcast.note))] if broadcast.note else []
    keep = "Garder ce mot" if broadcast.note else "Sans mot"
    ways = [button(keep, "tg", broadcast.id), button("⬅️ Changer d’annonce", "dr", broadcast.id)]
    lines = [*([b(trouble)] if trouble else []), b(named(talk, broadcast)), *now, ASK]
    return Screen("\n\n".join(lines), rows_of(ways))


def again(talk: Talk, tap: Tap) -> Reply:
    """`nt BROADCAST`: another word. Raises NotYours, NotAllowed, Refusal."""
    with talk.house.database.write() as session:
        held = broadcasting.revise(session, talk.person.id, number(tap))
    return asking(talk, held)


def read(talk: Talk, text: str) -> Reply | None:
    """Too long is said, and asked again. Raises NotYours, NotAllowed."""
    broadcast_id = talk.step.memo.get("broadcast")
    if not isinstance(broadcast_id, int):
        return None
    trouble = ""
    with talk.house.database.write() as session:
        held = broadcasting.revise(session, talk.person.id, broadcast_id)
        try:
            held = broadcasting.revise(session, talk.person.id, broadcast_id, note=text)
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            trouble = refusal.sentence
    return asking(talk, held, trouble) if trouble else aiming.asking(talk, held)
