"""The letter of intent of the group, to read, complete and sign: for Word or LibreOffice."""

from alerts.files.kit import FileFormat
from alerts.services import room_papers
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b
from bot.chat.screen import Attachment, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import rows_of, word
from bot.commands.network.room.floor import Floor, floor_of

TITLE = "La lettre d’intention"
WHAT = (
    "Elle dit qui répond ensemble, à quel lot, qui fait quoi, qui est mandataire et sous quelle forme. Elle est à"
    " relire, à compléter et à signer entre vous ; elle ne remplace ni le DC1, ni votre convention de groupement."
)
SENT = "Voici la lettre. Complétez ce qui est en jaune, effacez les conseils en gris, puis relisez-la ensemble."
DRAFT = "Tout le monde n’a pas encore donné son accord : la lettre est un projet."
FORMATS = {"w": (FileFormat.DOCX, "Word (.docx)"), "l": (FileFormat.ODT, "LibreOffice (.odt)")}


def shown(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rl ROOM MEMBERSHIP`. Raises NotYours."""
    floor = floor_of(session, talk, tap)
    return _screen(floor, [b(TITLE), WHAT, *([] if floor.view.everybody else [b(DRAFT)])])


def file(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rlf ROOM MEMBERSHIP FORMAT`. Raises NotYours."""
    floor, chosen = floor_of(session, talk, tap), FORMATS.get(word(tap, 2))
    if chosen is None:
        return Toast(OLD_BUTTON)
    found = room_papers.letter(session, floor.view, talk.now, chosen[0])
    sent = Screen(b(TITLE), fresh=True, attachment=Attachment(found.name, found.content))
    return sent, _screen(floor, [SENT], fresh=True)


def _screen(floor: Floor, lines: list[str], *, fresh: bool = False) -> Screen:
    ways = [floor.button(label, "rlf", code) for code, (_, label) in FORMATS.items()]
    return Screen("\n\n".join(lines), rows_of(ways, floor.back), fresh=fresh)
