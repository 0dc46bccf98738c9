"""The parts of a room, as blocks that messages, screens and pages share: who, the sharing, the right, the plan."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from alerts.messages.deadline import deadline_words
from alerts.messages.french import capitalised, count, enumeration, insertion_hours, lots, number, shortened
from alerts.messages.message import Block, Bullets, Entry, Fact, Heading, Paragraph
from alerts.messages.reply.plan import step_line, verdict
from alerts.messages.reply.shared import quotes
from alerts.messages.where import where
from alerts.messages.words import ANSWERS, DISCLAIMER, NO_DEADLINE, reserved
from alerts.model.network import GroupForm
from alerts.model.structure import StructureKind
from alerts.network import group_law
from alerts.network.group_plan import Shared
from alerts.network.group_view import Fellow, View, Volume
from alerts.network.pieces import Need, Piece

OBJECT, NAME, PART = 140, 60, 1500  # characters of an object, of a name, of what a structure writes of its part
NOT_WRITTEN = "n'a pas encore écrit sa part"
NO_CONTACT = "coordonnées pas encore écrites dans sa fiche"
NOBODY_YET = "personne pour le moment"
NOT_CHOSEN = "pas encore choisi"
NOTHING_SURE = "rien que Vigie sache lire dans son profil : à dire dans sa part"
GONE = "Ce lot n'est plus dans l'avis : une correction l'a retiré ou renuméroté. Voici ce qui reste, à vérifier."
NOTHING_SAID = "L'avis ne dit rien de la forme du groupement : à lire dans le règlement de la consultation (RC)."
ALL_COVERED = "D'après vos profils, chaque chose demandée a quelqu'un pour la faire."
KINDS: dict[StructureKind, str] = {
    StructureKind.EI: "entreprise d'insertion (EI)",
    StructureKind.ACI: "chantier d'insertion (ACI)",
    StructureKind.AI: "association intermédiaire (AI)",
    StructureKind.ETTI: "intérim d'insertion (ETTI)",
    StructureKind.EITI: "insertion par le travail indépendant (EITI)",
    StructureKind.GEIQ: "GEIQ",
    StructureKind.EA: "entreprise adaptée (EA)",
    StructureKind.EATT: "entreprise adaptée de travail temporaire (EATT)",
    StructureKind.ESAT: "ESAT",
    StructureKind.SCOP: "SCOP",
    StructureKind.SCIC: "SCIC",
    StructureKind.ASSOCIATION: "association",
    StructureKind.MUTUELLE: "mutuelle",
    StructureKind.FONDATION: "fondation",
    StructureKind.SOCIETE_ESS: "société commerciale de l'ESS",
    StructureKind.PRISON: "opérateur en détention",
}


def kinds_words(fellow: Fellow) -> str:
    """« ESAT, association »."""
    held = fellow.structure.kinds
    return ", ".join(words for kind, words in KINDS.items() if kind in held) or "statut non précisé"


def name_of(view: View, structure_id: str | None, missing: str = NOT_CHOSEN) -> str:
    found = next((one.name for one in view.fellows if one.id == structure_id), None)
    return shortened(found, NAME) if found else missing


def form_words(form: GroupForm | None) -> str:
    """« Groupement conjoint. Chacun s'engage… »."""
    if form is None:
        return NOT_CHOSEN
    name, means = group_law.FORMS[form]
    return f"{name}. {means}"


def top(view: View, now: datetime) -> Iterator[Block]:
    """Which lot, of whom, until when, and what concerns the reader alone."""
    case = view.case
    label = capitalised(lots([case.lot.id])) if case.lot_key else "Marché"
    yield Fact(label, shortened(case.lot.title or case.notice.title, OBJECT))
    if case.notice.buyer.name:
        yield Fact("Acheteur", shortened(case.notice.buyer.name, NAME))
    away = where(case.notice, [case.lot]).overseas
    until = deadline_words(case.deadline, now, away) if case.deadline else NO_DEADLINE
    yield Fact("Date limite", until, strong=True)
    if view.lot_gone:
        yield Paragraph(GONE)
    yield from (Paragraph(f"Pour vous seuls : {one}") for one in view.warnings)


def state(view: View) -> Iterator[Block]:
    """Where the group stands."""
    yield Fact("Dans le groupe", enumeration(shortened(one.name, NAME) for one in view.fellows))
    yield Fact("Mandataire", name_of(view, view.room.mandataire))
    yield Fact("Type de groupement", group_law.FORMS[view.room.form][0] if view.room.form else NOT_CHOSEN)
    yield Fact("D'accord avec ce partage", agreed_words(view))
    if view.left:
        yield Fact("Il vous manque encore", f"{capitalised(pieces_words(view.left))}.", strong=True)


def agreed_words(view: View) -> str:
    """Who agrees to the sharing as it stands, or what it lacks before."""
    if view.everybody:
        return "Tout le monde. Si quelque chose change, chacun redonne son accord."
    missing = list(lacking_words(view))
    if missing:
        return f"Pas encore possible. Il manque {enumeration(missing)}."
    said = [shortened(one.name, NAME) for one in view.fellows if one.agreed]
    waited = enumeration(shortened(one.name, NAME) for one in view.fellows if not one.agreed)
    return f"{enumeration(said) or NOBODY_YET.capitalize()}. On attend {waited}."


def lacking_words(view: View) -> Iterator[str]:
    lacking = view.lacking
    if lacking.alone:
        yield "une autre structure"
    if lacking.mandataire:
        yield "le mandataire"
    if lacking.form:
        yield "le type de groupement"
    if lacking.silent:
        names = enumeration(f"« {name_of(view, one)} »" for one in lacking.silent)
        yield f"la part de {names}"


def fellows(view: View) -> Iterator[Block]:
    """Each member: what it is, whom to call, what it brings, what it says that it does."""
    for one in view.fellows:
        yield Entry(f"{shortened(one.name, NAME)}{_beside(one, view)}", tuple(fellow(one, view)))


def fellow(one: Fellow, view: View) -> Iterator[Block]:
    yield Fact("Statut", capitalised(kinds_words(one)))
    yield Fact("Contact", contact_words(one))
    yield Fact("Apporte", brings_words(one))
    if view.reserved:
        yield Fact("Peut répondre à ce lot réservé", ANSWERS[one.right.answer], answer=one.right.answer)
    yield Fact("Sa part", shortened_part(one.does) if one.does else capitalised(NOT_WRITTEN))


def shortened_part(does: str) -> str:
    return does if len(does) <= PART else shortened(does, PART)


def contact_words(one: Fellow) -> str:
    said = [one.contact.person, one.contact.phone, one.contact.email, one.contact.town]
    known = ", ".join(part for part in said if part)
    return known if one.contact.known else capitalised(", ".join([*([known] if known else []), NO_CONTACT]))


def brings_words(one: Fellow) -> str:
    """The volume is told by its own line: one structure rarely bears it."""
    sure = [piece for piece in one.brings if piece.need is not Need.VOLUME]
    perhaps = [piece for piece in one.perhaps if piece.need is not Need.VOLUME]
    said = [pieces_words(sure)] if sure else []
    said += [f"à vérifier : {pieces_words(perhaps)}"] if perhaps else []
    return capitalised(" ; ".join(said) or NOTHING_SURE) + "."


def right_words(one: Fellow, view: View) -> str:
    """The reason speaks to the structure itself: the others read the verdict."""
    if one.id == view.own:
        return f"{ANSWERS[one.right.answer]}. {one.right.reason}"
    return ANSWERS[one.right.answer] + (f" (article {one.right.article})" if one.right.article else "")


def pieces_words(pieces: Iterable[Piece]) -> str:
    return enumeration(one.words for one in pieces)


def together(view: View) -> Iterator[Block]:
    """What the group covers and what it lacks; its right as a whole; hours and volume."""
    yield Heading("Ce que le groupe couvre")
    if view.left:
        yield Fact("Personne n'apporte", f"{capitalised(pieces_words(view.left))}.", strong=True)
    if view.to_check:
        yield Fact("À vérifier entre vous", f"{capitalised(pieces_words(view.to_check))}.")
    if not view.left and not view.to_check:
        yield Paragraph(ALL_COVERED)
    yield from _hours(view)
    if view.volume:
        yield Fact("Volume de travail", volume_words(view.volume))


def _hours(view: View) -> Iterator[Block]:
    if view.hours is None:
        return
    who = enumeration(shortened(one, NAME) for one in view.provides_hours())
    given = f"Peuvent en fournir : {who}." if who else "Personne du groupe n'en fournit de façon certaine."
    yield Fact("Heures demandées par l'avis", f"{capitalised(insertion_hours(view.hours))}. {given}")


def volume_words(volume: Volume) -> str:
    """An order of magnitude, as `alerts.network.volume` reckons it."""
    asked, given = number(round(volume.asked, 1)), number(round(volume.given, 1))
    told = f"{volume.told} sur {volume.members}" if volume.told < volume.members else "toutes"
    verdict_ = "Assez, d'après ces chiffres" if volume.enough else "Peut-être trop peu"
    return (
        f"{verdict_}. Le lot demande environ {asked} équivalents temps plein ; les structures qui donnent leur chiffre"
        f" ({told}) pourraient en mettre {given}. Ordre de grandeur, à vérifier."
    )


def right(view: View) -> Iterator[Block]:
    """May the group answer: as a whole, then each; what the law says of groups, and the notice."""
    case = view.case
    if view.reserved:
        yield Fact("Réservation", capitalised(reserved(case.reading.reservation)) + ".")
    verdict_ = f"{ANSWERS[view.right.answer]}. {view.right.words}"
    yield Fact("Le groupe peut-il répondre", verdict_, strong=True, answer=view.right.answer)
    if view.reserved:
        yield Bullets(tuple(f"{shortened(one.name, NAME)} : {right_words(one, view)}" for one in view.fellows))
    yield Heading("Ce que dit l'avis des groupements")
    told = quotes(case, case.asks.group)
    yield from told or (Paragraph(NOTHING_SAID),)
    yield from _twice(view)
    yield Heading("Ce que dit le code")
    yield Bullets((group_law.MANDATAIRE, group_law.FREE_FORM, *group_law.RULES))
    if case.notice.concession:
        yield Paragraph(group_law.CONCESSION)
    yield Paragraph(DISCLAIMER)


_ANSWERS: dict[bool | None, str] = {
    True: "Interdit, d'après l'avis.",
    False: "Permis, d'après l'avis.",
    None: "À vérifier.",
}


def _twice(view: View) -> Iterator[Block]:
    """Alone and in a group, or in two groups."""
    said = view.twice
    if said.evidence:
        words = _ANSWERS[said.forbidden]
        yield Fact("Répondre aussi seul, ou dans deux groupements", words)
        yield from quotes(view.case, said.evidence)


def pace(view: View) -> Iterator[Block]:
    """Is there time."""
    yield Fact("Temps", verdict(view.case, view.plan), strong=True)
    if view.plan.notes:
        yield Bullets(view.plan.notes)
    if view.plan.instead:
        yield Heading("Ce qui reste possible")
        yield Bullets(view.plan.instead)


def shared_line(one: Shared, view: View) -> str:
    """« ☐ lundi 14 décembre : établir les prix – les Ateliers »."""
    return f"{step_line(one.step, view.plan)} – {holder_words(one)}" if one.by else step_line(one.step, view.plan)


def holder_words(one: Shared) -> str:
    return shortened(one.holder, NAME) if one.holder else NOBODY_YET


def progress(view: View) -> str:
    """« 3 étapes faites sur 12, 5 prises »."""
    steps = [one for one in view.steps if one.ticked]
    done = sum(one.step.done for one in steps)
    taken = sum(bool(one.by) and not one.step.done for one in steps)
    return f"{count(done, 'étape faite', 'étapes faites')} sur {len(steps)}, {count(taken, 'prise', 'prises')}"


def _beside(one: Fellow, view: View) -> str:
    """« (vous, mandataire, d'accord) »."""
    said = ["vous"] if one.id == view.own else []
    said += ["mandataire"] if one.id == view.room.mandataire else []
    said += ["d'accord"] if one.agreed else []
    return f" ({', '.join(said)})" if said else ""
