"""What `/equipe` shows: the words and the buttons of each screen."""

from collections.abc import Iterable, Sequence

from alerts.model.people import Group, Membership, Person, Role
from alerts.model.structure import Structure
from bot.chat.html import Html, b, fit, h
from bot.chat.screen import Button, Rows, Screen
from bot.chat.taps import pack

SPACE = "eq"
ROLES = {Role.MANAGER: "responsable", Role.MEMBER: "équipier"}
LETTERS = {"r": Role.MANAGER, "m": Role.MEMBER}
UNNAMED = "sans prénom"

NO_STRUCTURE = "Vous n’avez pas encore de structure ici. Commencez par votre profil : deux minutes suffisent."
TITLE = "Équipe : {name}"
ALONE = "Vous êtes la seule personne pour l’instant. Une invitation suffit pour être à plusieurs."
RIGHTS = (
    "Tout le monde reçoit les annonces, les garde et y répond. Un responsable change aussi le profil et l’équipe, et"
    " relie des groupes."
)
INVITE = "Quel rôle proposez-vous ?"
GIVEN = (
    "Voici une invitation pour « {name} », comme {role}. Transférez le message ci-dessous à la personne, par Telegram,"
    " SMS ou e-mail. Le lien vaut pour une seule personne, pendant 7 jours."
)
FORWARD = (
    "Bonjour, je vous invite à rejoindre {name} sur Vigie, qui signale les marchés publics réservés ou avec clauses"
    " sociales. Ouvrez ce lien dans Telegram :\n{link}"
)
WHO = "De qui s’agit-il ?"
ABOUT = "{person} est {role} dans la structure {name}."
REMOVE = (
    "Retirer {person} de l’équipe ? Cette personne ne recevra plus les annonces pour {name}. Ce qui est décidé reste."
)
REMOVED = "C’est fait : {person} ne fait plus partie de l’équipe."
CHANGED = "C’est fait : {person} est maintenant {role}."
LEAVE = (
    "Quitter l’équipe « {name} » ? Vous ne recevrez plus ses annonces. L’équipe continue sans vous, et un responsable"
    " peut vous inviter de nouveau."
)
LEFT = "C’est fait : vous ne faites plus partie de l’équipe « {name} »."
SWITCH = "Pour quelle structure ?"
SWITCHED = "Les commandes concernent maintenant {name}."
GROUPS = "Les groupes Telegram qui reçoivent les annonces pour {name} :"
NO_GROUP = "Aucun groupe ne reçoit les annonces pour {name}."
HOW_TO_LINK = "Pour en relier un : ajoutez Vigie au groupe, puis un administrateur du groupe y tape /relier."
UNLINKED = "C’est fait : « {title} » ne reçoit plus les annonces pour {name}."

BACK_TO_MENU = Button("⬅️ Retour au menu", pack("ai", "menu"))


def rows_of(buttons: Iterable[Button], *ends: Button) -> Rows:
    """Two a row, then each of `ends` on its own."""
    held = list(buttons)
    return (*(tuple(held[at : at + 2]) for at in range(0, len(held), 2)), *((end,) for end in ends))


def back(membership: Membership) -> Button:
    return Button("⬅️ Retour", pack(SPACE, "in", membership.id))


def called(person: Person) -> Html:
    return b(person.name or UNNAMED)


def no_structure() -> Screen:
    return Screen(NO_STRUCTURE, ((Button("▶️ Commencer", pack("ai", "go", "start")),),))


def team(
    membership: Membership, structure: Structure, people: Sequence[tuple[Person, Membership]], *, several: bool
) -> Screen:
    """`several`: this person has other structures."""
    lines = [b(TITLE.format(name=structure.name)), "", *_listed(people, membership), ""]
    lines.append(ALONE if len(people) == 1 else RIGHTS)
    return Screen(fit(lines), rows_of(_ways(membership, len(people), several), BACK_TO_MENU))


def _listed(people: Sequence[tuple[Person, Membership]], mine: Membership) -> list[str]:
    return [
        f"{number}. {called(person)}{' (vous)' if one.id == mine.id else ''} – {ROLES[one.role]}"
        for number, (person, one) in enumerate(people, start=1)
    ]


def _ways(mine: Membership, how_many: int, several: bool) -> list[Button]:
    ways = []
    if mine.role is Role.MANAGER:
        ways.append(Button("➕ Inviter", pack(SPACE, "new", mine.id)))
        if how_many > 1:
            ways.append(Button("👤 Rôles et départs", pack(SPACE, "who", mine.id)))
        ways.append(Button("💬 Groupes reliés", pack(SPACE, "gr", mine.id)))
    if several:
        ways.append(Button("🔁 Changer de structure", pack(SPACE, "sw")))
    if mine.role is Role.MANAGER:
        ways.append(Button("➕ Nouvelle structure", pack("ob", "new")))
    if how_many > 1:
        ways.append(Button("🚪 Quitter l’équipe", pack(SPACE, "bye", mine.id)))
    return ways


def invite(mine: Membership) -> Screen:
    roles = [
        Button("Équipier", pack(SPACE, "give", mine.id, "m")),
        Button("Responsable", pack(SPACE, "give", mine.id, "r")),
    ]
    return Screen(f"{b(INVITE)}\n{RIGHTS}", rows_of(roles, back(mine)))


def given(mine: Membership, structure: Structure, role: Role, link: str) -> tuple[Screen, Screen]:
    """What to do, then a bubble to be forwarded. The link stands in no button: what buttons hold is kept."""
    told = Screen(h(GIVEN.format(name=structure.name, role=ROLES[role])), rows_of([], back(mine)))
    return told, Screen(h(FORWARD.format(name=structure.name, link=link)), fresh=True)


def who(mine: Membership, people: Sequence[tuple[Person, Membership]]) -> Screen:
    """Names in the text only: buttons are kept with the conversation of whoever sees them, and these are of others."""
    numbered = list(enumerate(people, start=1))
    buttons = [
        Button(f"Personne {number}", pack(SPACE, "one", mine.id, one.id))
        for number, (_, one) in numbered
        if one != mine
    ]
    return Screen(fit([b(WHO), *_listed(people, mine)]), rows_of(buttons, back(mine)))


def about(mine: Membership, structure: Structure, person: Person, other: Membership) -> Screen:
    words = ABOUT.format(person=called(person), role=ROLES[other.role], name=b(structure.name))
    if other.role is Role.MEMBER:
        change = Button("Nommer responsable", pack(SPACE, "role", mine.id, other.id, "r"))
    else:
        change = Button("Rendre équipier", pack(SPACE, "role", mine.id, other.id, "m"))
    remove = Button("Retirer de l’équipe", pack(SPACE, "out", mine.id, other.id))
    return Screen(f"{words}\n\n{RIGHTS}", rows_of([change, remove], Button("⬅️ Retour", pack(SPACE, "who", mine.id))))


def remove(mine: Membership, structure: Structure, person: Person, other: Membership) -> Screen:
    words = REMOVE.format(person=called(person), name=b(structure.name))
    yes = Button("Retirer", pack(SPACE, "outy", mine.id, other.id))
    return Screen(words, rows_of([yes, Button("Non, garder", pack(SPACE, "one", mine.id, other.id))]))


def leave(mine: Membership, structure: Structure) -> Screen:
    yes = Button("Quitter", pack(SPACE, "byey", mine.id))
    return Screen(LEAVE.format(name=b(structure.name)), rows_of([yes, Button("Non, rester", back(mine).data)]))


def switch(mine: Sequence[tuple[Membership, Structure]], current: int | None) -> Screen:
    """Names of structures are of no person: they may stand on buttons, cut to what a button shows."""
    lines = [
        f"{number}. {b(structure.name)}{' (en cours)' if one.id == current else ''} – {ROLES[one.role]}"
        for number, (one, structure) in enumerate(mine, start=1)
    ]
    buttons = [
        Button(short(f"{number}. {structure.name}"), pack(SPACE, "to", one.id))
        for number, (one, structure) in enumerate(mine, start=1)
    ]
    return Screen(fit([b(SWITCH), *lines]), rows_of(buttons, BACK_TO_MENU))


def groups(mine: Membership, structure: Structure, linked: Sequence[Group]) -> Screen:
    lines = [(GROUPS if linked else NO_GROUP).format(name=b(structure.name))]
    lines += [f"{number}. {_group(one)}" for number, one in enumerate(linked, start=1)]
    buttons = [
        Button(f"Délier le {number}", pack(SPACE, "ungr", mine.id, one.id))
        for number, one in enumerate(linked, start=1)
    ]
    return Screen(fit([*lines, "", HOW_TO_LINK]), rows_of(buttons, back(mine)))


def _group(one: Group) -> str:
    where = " (un sujet)" if one.topic_id else ""
    return f"{h(one.title or 'groupe sans titre')}{where}" + (f" – en panne : {h(one.trouble)}" if one.trouble else "")


def short(label: str, limit: int = 24) -> str:
    """As much as a button shows."""
    words = " ".join(label.split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"
