"""What the draft will bring, before it is saved; and what is there at once, after."""

from alerts.model.structure import Want
from bot.chat.html import MESSAGE, b, fit, i
from bot.chat.screen import Button, Screen
from bot.chat.talk import Talk
from bot.commands.aide import shortcuts_to
from bot.commands.onboarding.questions import BACK, name
from bot.commands.profile.draft import Draft
from bot.commands.profile.told import criteria_lines, structure_lines
from bot.commands.profile.volume import expected, open_lines, preview

LOADING = "Je relis en ce moment les annonces ouvertes : celles qui vous concernent s’afficheront à l’enregistrement."
NEXT = "Rien n’est envoyé avant que vous enregistriez. Tout peut changer ensuite avec /profil."


def summary(draft: Draft, talk: Talk) -> Screen:
    found = preview(talk, draft.structure)
    blocks = [
        "\n".join([b("Votre profil"), *structure_lines(draft.structure), *criteria_lines(draft.criteria)]),
        expected(found),
        "\n".join(open_lines(found.open, talk)) if found.open or talk.house.current.warm else LOADING,
        i(NEXT),
    ]
    return Screen(fit(blocks, MESSAGE, joined="\n\n"), _rows(draft))


def _rows(draft: Draft) -> tuple[tuple[Button, ...], ...]:
    everything = Want.OPEN in draft.criteria.wants
    return (
        (Button("✅ Enregistrer", name("save")),),
        (
            Button("➖ Sans les ouverts" if everything else "➕ Ouverts à tous", name("all")),
            Button("✏️ Nom", name("nm")),
        ),
        (Button("✏️ Structure", name("k")), Button("✏️ Métiers", name("t"))),
        (Button("✏️ Territoire", name("w")), Button(BACK, name("w"))),
    )


def saved(lines: list[str], buttons: list[Button]) -> Screen:
    """`lines` and `buttons`: the best of what is open."""
    text = [b("C’est enregistré."), "Je vous écris dès qu’une annonce vous concerne.", "", *lines]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return Screen(fit(text, MESSAGE), (*rows, *shortcuts_to("alertes", "rythme", "profil")))
