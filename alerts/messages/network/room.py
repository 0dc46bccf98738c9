"""What is told of a group that answers together: all of it, and what happens to it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from alerts.messages.french import capitalised, count, enumeration, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Fact, Heading, Message, Paragraph
from alerts.messages.network import room_parts as parts
from alerts.network.group import Did
from alerts.network.group_view import View

TITLE = 90  # characters of the contract in a title
OPEN = "Ouvrir le groupe"
CLOSED = "Ce groupe est clos : vous pouvez encore le lire, rien n'y change plus."
NOT_BINDING = (
    "Ce que vous écrivez ici n'engage personne : seuls vos documents signés engagent. Le groupe est vu de ses membres"
    " seulement ; les animateurs du réseau n'en voient qu'un nombre."
)
NEXT = (
    "La suite : dites chacun votre part, choisissez le mandataire et le type de groupement, puis donnez votre accord."
)
_DID = {
    Did.WROTE: "a écrit ou changé sa part",
    Did.NAMED: "a proposé un mandataire, ou l'a changé",
    Did.SHAPED: "a proposé un type de groupement, ou l'a changé",
    Did.AGREED: "a donné son accord",
    Did.DOUBTED: "a repris son accord",
    Did.TOOK: "a pris ou rendu des étapes du calendrier",
    Did.TICKED: "a coché ou décoché des étapes du calendrier",
}
TOLD = frozenset(_DID)


def title_of(view: View) -> str:
    return shortened(view.case.title, TITLE)


def room_message(view: View, now: datetime) -> Message:
    """All of it, as a page or a letter holds it."""
    return Message(f"Votre groupe : {title_of(view)}", _summary(view), tuple(_all(view, now)), _actions(view))


def joined_message(view: View, who: str, now: datetime) -> Message:
    """`who`: the structure that is now in."""
    name = parts.name_of(view, who)
    blocks = (*parts.top(view, now), *_of(view, who), *parts.state(view), Paragraph(NEXT), Paragraph(NOT_BINDING))
    return Message(
        f"{name} répond avec vous : {title_of(view)}", f"{name} est dans votre groupe.", blocks, _actions(view)
    )


def left_message(view: View, name: str, now: datetime) -> Message:
    """`name`: of who left."""
    who = shortened(name, parts.NAME)
    alone = len(view.fellows) < 2
    after = (
        "Vous y êtes seuls : le groupe est clos. « À plusieurs », sur l'annonce, cherche d'autres partenaires."
        if alone
        else "Ce qu'elle avait écrit ou pris est effacé, et vos accords sont à redonner."
    )
    blocks = (Paragraph(after), *parts.top(view, now), *([] if alone else parts.state(view)))
    return Message(f"{who} a quitté votre groupe : {title_of(view)}", after, blocks, _actions(view))


def agreed_message(view: View, now: datetime) -> Message:
    """Everybody agrees."""
    said = "Tous les membres de votre groupe sont d'accord avec le partage."
    after = "Il reste à l'écrire et à le signer : la lettre d'intention est prête, à relire et à compléter."
    blocks = (Paragraph(f"{said} {after}"), *parts.top(view, now), *_sharing(view), Paragraph(NOT_BINDING))
    return Message(f"Tout le monde est d'accord : {title_of(view)}", said, blocks, _actions(view))


def changed_message(view: View, did: Sequence[tuple[str, str]], now: datetime) -> Message:
    """`did`: (structure, what it did), in order, of the others; each pair is told once. Who joined was told at once,
    and is left out; raises ValueError when nothing else is left."""
    told = tuple(f"{parts.name_of(view, who)} {_DID[Did(what)]}" for who, what in dict.fromkeys(did) if what in TOLD)
    if not told:
        raise ValueError("nothing that this message tells")
    blocks = (Bullets(told), *parts.top(view, now), *parts.state(view), Fact("Calendrier", parts.progress(view)))
    summary = f"{told[0]}." if len(told) == 1 else f"{count(len(told), 'changement')} dans votre groupe."
    return Message(f"Du nouveau dans votre groupe : {title_of(view)}", summary, blocks, _actions(view))


def _summary(view: View) -> str:
    names = enumeration(shortened(one.name, parts.NAME) for one in view.fellows)
    return f"{names}. {capitalised(parts.progress(view))}."


def _all(view: View, now: datetime) -> Iterator[Block]:
    yield from parts.top(view, now)
    if view.closed:
        yield Paragraph(CLOSED)
    yield from parts.state(view)
    yield Heading("Qui est dans le groupe")
    yield from parts.fellows(view)
    yield from parts.together(view)
    yield Heading("Le droit")
    yield from parts.right(view)


def _sharing(view: View) -> Iterator[Block]:
    yield Fact("Mandataire", parts.name_of(view, view.room.mandataire))
    yield Fact("Type de groupement", parts.form_words(view.room.form))
    yield from (Fact(shortened(one.name, parts.NAME), parts.shortened_part(one.does)) for one in view.fellows)


def _of(view: View, who: str) -> Iterator[Block]:
    one = next((one for one in view.fellows if one.id == who), None)
    if one is not None:
        yield Heading(shortened(one.name, parts.NAME))
        yield from parts.fellow(one, view)


def _actions(view: View) -> tuple[tuple[Action, ...], ...]:
    return ((Action(ActionKind.ROOM, OPEN, about=(str(view.room.id),)),),)
