"""The messages of a blind call for partners, to a candidate and to the seeker."""

from collections.abc import Iterable, Iterator

from alerts.clauses.rights import NAMES
from alerts.messages.card import amount_words, clause_words
from alerts.messages.french import capitalised, count, enumeration, shortened
from alerts.messages.message import Action, ActionKind, Block, Fact, Message, Paragraph
from alerts.messages.network.call_values import Contact, Other, Sought, Wanted
from alerts.messages.phone import lines
from alerts.messages.phone.card import NO_CLAUSES, TITLES, quotes
from alerts.model.network import Answered
from alerts.model.structure import StructureKind
from alerts.network.partners import MIXED

NAME = 48  # characters of the name of a network in a title
YES, NO, LOOK, ROOM = "Oui, échanger nos noms", "Pas cette fois", "Voir l'appel", "Ouvrir le groupe"
BLIND = (
    "Votre nom n'est dit que si vous dites oui tous les deux ; il est alors connu de tout le groupe qui prépare la"
    " réponse. Un non n'est dit à personne."
)
FREELY = "Cette structure a dit oui d'avance : si vous dites oui, vos noms et vos contacts s'échangent aussitôt."
NO_YES = "Personne n'a encore dit oui."
BY_NETWORK = "aucun dans sa fiche : prenez contact par votre réseau"
GUESS = "Pistes d'après l'avis et les profils, à vérifier : le règlement de la consultation fait foi."
SAID = {
    Answered.YES: "Vous avez dit oui. Vous serez prévenus si l'autre structure dit oui à son tour.",
    Answered.NO: "Vous avez dit non ; ce n'est dit à personne.",
}
OPEN = {True: "Appel ouvert ; vous avez dit oui d'avance à qui dira oui.", False: "Appel ouvert."}
AGREED = "Vous avez dit oui tous les deux : voici vos noms. Vous pouvez préparer la réponse ensemble."
ENDED = "Cet appel est clos, et il n'aura pas de suite. Votre nom n'a été dit à personne."

Rows = tuple[tuple[Action, ...], ...]


def wanted_message(wanted: Wanted) -> Message:
    """A call, for a member that may complete its seeker."""
    title = f"{shortened(wanted.network, NAME)} : partenaires cherchés, {wanted.lot.words}"
    sought = pieces_words(wanted.seeks)
    summary = f"Une structure de « {shortened(wanted.network, NAME)} » cherche qui apporte {sought}."
    return Message(title, summary, (*_wanted(wanted, summary), *_standing(wanted)), _wanted_actions(wanted))


def sought_message(sought: Sought) -> Message:
    """A call, for its seeker: who said yes."""
    title = f"Votre appel à partenaires : {sought.lot.words}"
    news = NO_YES if not sought.others else f"{count(len(sought.others), 'membre a', 'membres ont')} dit oui."
    blocks = (
        Paragraph(f"Dans « {sought.network} », pour {sought.structure}."),
        Fact("Date limite", sought.lot.until),
        Paragraph(sought.over or OPEN[sought.freely]),
        Paragraph(news),
        *(block for one in sought.others for block in other_blocks(one)),
        Paragraph(GUESS),
    )
    return Message(title, news, blocks, (*_room(sought.room_id), *_rows(sought.lot.read)))


def yes_message(sought: Sought, one: Other) -> Message:
    """To the seeker: a member says yes; who, only if they say yes too."""
    title = f"Un membre dit oui : {sought.lot.words}"
    blocks = (
        Paragraph(f"Dans « {sought.network} », {member_words(one)}, et dit oui pour répondre avec vous."),
        Fact("Date limite", sought.lot.until),
        *((Paragraph(MIXED),) if one.mixed else ()),
        Paragraph(f"{BLIND} Pour {sought.structure}. {GUESS}"),
    )
    asked = answers(sought.call_id, one.rank, seeker=True)
    look = Action(ActionKind.CALL, LOOK, about=(str(sought.call_id), "0", "s"))
    return Message(title, "Un membre de votre réseau dit oui à votre appel.", blocks, (asked, (look,)))


def agreed_message(wanted: Wanted, seeker: Contact) -> Message:
    """To the member that said yes: the seeker said yes too."""
    blocks = (
        Paragraph(AGREED),
        *contact_blocks(seeker),
        *((Fact("Apporte", pieces_words(wanted.has)),) if wanted.has else ()),
        Fact("Date limite", wanted.lot.until),
        Paragraph(f"Dans « {wanted.network} », pour {wanted.structure}. {GUESS}"),
    )
    return Message(f"Vous êtes d'accord : {wanted.lot.words}", AGREED, blocks, _room(wanted.room_id))


def ended_message(wanted: Wanted) -> Message:
    """To a member that said yes, and with whom there is no agreement: the call is closed, whatever the reason."""
    about = Paragraph(f"Dans « {wanted.network} », pour {wanted.structure}.")
    return Message(f"Appel clos : {wanted.lot.words}", ENDED, (Paragraph(ENDED), about))


def answers(call_id: int, rank: int, said: Answered | None = None, *, seeker: bool = False) -> tuple[Action, ...]:
    """Yes and no, but for what was said. `seeker`: they are about the candidate of this rank."""
    about = (str(call_id), str(rank), *(("s",) if seeker else ()))
    yes, no = Action(ActionKind.CALL_YES, YES, about=about), Action(ActionKind.CALL_NO, NO, about=about)
    return tuple(one for one, what in ((yes, Answered.YES), (no, Answered.NO)) if what is not said)


def member_words(one: Other) -> str:
    """« un membre (statut d'ESAT et d'association, Isère) apporte le métier … »: never its name."""
    kinds = [NAMES[kind] for kind in StructureKind if kind in one.kinds]
    statute = f"statut {enumeration(kinds)}" if kinds else ""
    about = ", ".join(part for part in (statute, one.departement) if part)
    return f"un membre{f' ({about})' if about else ''} apporte {pieces_words(one.brings)}"


def other_blocks(one: Other) -> Iterator[Block]:
    """A member that said yes: its name once both did."""
    if one.contact is None:
        yield Paragraph(f"{capitalised(member_words(one))}. Il attend votre réponse.")
        return
    yield from contact_blocks(one.contact)
    yield Fact("Apporte", pieces_words(one.brings))


def contact_blocks(contact: Contact) -> Iterator[Block]:
    """Names and ways to reach each other, once both said yes."""
    yield Fact("Structure", contact.name, strong=True)
    ways = (("Téléphone", contact.phone), ("E-mail", contact.email), ("Commune", contact.town))
    yield from (Fact(label, value) for label, value in ways if value)
    if not contact.phone and not contact.email:
        yield Fact("Contact", BY_NETWORK)


def counted_words(opened: int, found: int) -> str:
    """For animators, who see nothing else: « Appels à partenaires : 2 ouverts, 1 a trouvé. »; "" when there is none."""
    if not opened and not found:
        return ""
    return f"Appels à partenaires : {count(opened, 'ouvert')}, {count(found, 'a trouvé', 'ont trouvé')}."


def pieces_words(words: Iterable[str]) -> str:
    """« le métier « Espaces verts » et des heures d'insertion »."""
    return enumeration(words)


def _wanted(wanted: Wanted, summary: str) -> Iterator[Block]:
    alert = wanted.lot.alert
    yield Paragraph(summary)
    yield from lines.what_lines(alert, TITLES)
    yield lines.buyer_line(alert)
    yield lines.place_line(alert)
    yield from lines.answer_lines(alert)
    yield from quotes(alert)
    yield from lines.deadline_lines(alert)
    yield Fact("Clauses", clause_words(alert, NO_CLAUSES, "voir l'avis"))
    yield Fact("Montant estimé", amount_words(alert))
    if wanted.has:
        yield Fact("Elle apporte", pieces_words(wanted.has))
    yield Fact("Vous pourriez apporter", pieces_words(wanted.brings))
    if wanted.mixed:
        yield Paragraph(MIXED)


def _standing(wanted: Wanted) -> Iterator[Block]:
    """What was said, what a yes does; for whom it is."""
    if wanted.contact is not None:
        yield Paragraph(AGREED)
        yield from contact_blocks(wanted.contact)
    elif wanted.over:
        yield Paragraph(wanted.over)
    else:
        if wanted.said is not None:
            yield Paragraph(SAID[wanted.said])
        yield Paragraph(f"{FREELY} {BLIND}" if wanted.freely else BLIND)
    yield Paragraph(f"Pour {wanted.structure}. {GUESS}")


def _wanted_actions(wanted: Wanted) -> Rows:
    if wanted.over or wanted.contact is not None:
        return (*_room(wanted.room_id), *_rows(wanted.lot.read))
    return (answers(wanted.call_id, wanted.rank, wanted.said), *_rows(wanted.lot.read))


def _room(room_id: int | None) -> Rows:
    return () if room_id is None else ((Action(ActionKind.ROOM, ROOM, about=(str(room_id),)),),)


def _rows(some: tuple[Action, ...]) -> Rows:
    return (some,) if some else ()
