"""The files to finish: one or all, for Word or LibreOffice."""

from alerts.channels.markup import typography
from alerts.files.kit import FileFormat, kit_files, paper_file
from alerts.messages import message
from alerts.reply_help.paper import PaperKind
from alerts.reply_help.papers import papers
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, h
from bot.chat.screen import Attachment, Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.aide import go
from bot.commands.reply.desk import Desk, paired

FORMATS = {"w": (FileFormat.DOCX, "Word (.docx)"), "l": (FileFormat.ODT, "LibreOffice (.odt)")}
PAPERS = {
    PaperKind.CANDIDATURE: ("Candidature", "les champs des formulaires DC1 et DC2, remplis de votre fiche"),
    PaperKind.MEMOIRE: ("Mémoire technique", "le plan, dans l'ordre des critères de l'avis"),
    PaperKind.PARTENAIRES: ("Courrier partenaires", "pour proposer de répondre ensemble"),
    PaperKind.QUESTIONS: ("Questions", "celles à poser à l'acheteur"),
    PaperKind.CHECKLIST: ("Liste de contrôle", "les pièces et les étapes à cocher"),
}
TITLE = "Fichiers à finir"
WHAT = (
    "Remplis avec l’avis, votre fiche et votre tiroir. Ce qui manque est à compléter ; relisez tout avant de déposer."
)
SHEET = "Plus votre fiche est complète, moins il reste à écrire."
SENT = "Voici ce que vous avez demandé. Complétez ce qui est en jaune, effacez les conseils en gris, puis relisez."


def screen(desk: Desk, code: str = "w", *, sent: bool = False) -> Screen:
    """`code`: the format chosen. `sent`: after files, as a new bubble."""
    code = code if code in FORMATS else "w"
    lines = [h(typography(f"{number}. {label} : {about}")) for number, (label, about) in enumerate(PAPERS.values(), 1)]
    choices = tuple(
        desk.button(f"{'✔️ ' if one == code else ''}{label}", "k", one) for one, (_, label) in FORMATS.items()
    )
    buttons = [
        desk.button(f"{number}. {label}", "kf", code, number) for number, (label, _) in enumerate(PAPERS.values(), 1)
    ]
    head = f"{b(TITLE)}\n{desk.head}"
    parts = [SENT, head] if sent else [head, WHAT, "\n".join(lines), SHEET]
    rows = ((desk.button("Tout recevoir", "ka", code),), *paired(buttons), choices)
    ways = (Button("📋 Ma fiche", go("fiche")), desk.back)
    return Screen("\n\n".join(parts), (*rows, ways), fresh=sent)


def chosen(talk: Talk, desk: Desk, tap: Tap) -> Reply:  # noqa: ARG001
    return screen(desk, _code(tap))


def every(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """Each file is a message; the screen comes again under them."""
    code = _code(tap)
    files = kit_files(desk.case, talk.now, FORMATS[code][0])
    return (*(_sent(one) for one in files), screen(desk, code, sent=True))


def one(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`kf FORMAT NUMBER`."""
    code, number = _code(tap), tap.number(3)
    found = papers(desk.case, talk.now)
    if number is None or not 0 < number <= len(found):
        return Toast(OLD_BUTTON)
    return _sent(paper_file(found[number - 1], FORMATS[code][0])), screen(desk, code, sent=True)


def _sent(file: message.Attachment) -> Screen:
    kind = next((kind for kind in PaperKind if file.name.startswith(kind.value)), None)
    return Screen(b(PAPERS[kind][0]) if kind else "", fresh=True, attachment=Attachment(file.name, file.content))


def _code(tap: Tap) -> str:
    return tap.args[2] if len(tap.args) > 2 and tap.args[2] in FORMATS else "w"
