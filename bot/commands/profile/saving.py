"""A profile that is saved: checked, written, and what it newly opens is there at once."""

from alerts.messages.french import count
from alerts.model.structure import Structure
from alerts.services import people
from alerts.services.adopting import adopt
from bot.chat.html import b
from bot.chat.screen import Button, Reply, Toast
from bot.chat.talk import Talk
from bot.commands.aide import go
from bot.commands.profile.asking_places import NOWHERE
from bot.commands.profile.editing import Editing
from bot.commands.profile.volume import preview
from bot.commands.profile.whole import no_profile, shown

SAVED = "C’est enregistré."
NOTHING = "Rien n’a changé."


def save(talk: Talk, held: Editing) -> Reply:
    """Raises NotYours, NotAllowed. Saving the same twice changes nothing more."""
    structure = held.draft.structure
    if missing := _missing(structure):
        return Toast(missing, alert=True)
    if not held.draft.changed:
        return shown(talk, held.membership.id, (NOTHING,)) or no_profile()
    before = {one.opportunity_id for one in preview(talk, held.saved).open}
    found = preview(talk, structure).open
    with talk.house.database.write() as session:
        people.change_structure(session, talk.person.id, held.membership.id, structure, talk.now)
        adopt(session, held.saved.id, found, talk.now)
    newly = [one for one in found if one.opportunity_id not in before]
    rows = ((Button("🔎 Voir mes annonces", go("alertes")),),) if newly else ()
    return shown(talk, held.membership.id, _notes(len(newly)), rows) or no_profile()


def _notes(newly: int) -> tuple[str, ...]:
    if not newly:
        return (b(SAVED),)
    return (f"{b(SAVED)} {count(newly, 'annonce ouverte', 'annonces ouvertes')} de plus, dans /alertes.",)


def _missing(structure: Structure) -> str:
    """A French sentence when this profile would bring nothing."""
    if not structure.kinds:
        return "Dites d’abord ce qu’est votre structure."
    for number, one in enumerate(structure.activities, 1):
        which = f" de l’activité {number}" if len(structure.activities) > 1 else ""
        if one.territory == NOWHERE:
            return f"Le territoire{which} est vide : ajoutez au moins un lieu."
        if not one.wants:
            return f"Rien n’est coché dans « Ce que je cherche »{which}."
    return ""
