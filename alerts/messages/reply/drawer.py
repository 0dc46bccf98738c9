"""The drawer of proofs in words, and the warning that some of them end."""

from collections.abc import Iterator, Sequence
from datetime import date

from alerts.messages.french import count, enumeration, short_day
from alerts.messages.message import Block, Bullets, Heading, Message, Paragraph
from alerts.messages.phone.lines import structure_name
from alerts.messages.reply.shared import drawer_action
from alerts.model.reply import Proof
from alerts.model.structure import Structure
from alerts.reply_help.drawer import Drawer, Held, drawer
from alerts.reply_help.proofs import CATALOGUE, State

KEPT = "Vigie note le nom et les dates ; les documents restent chez vous, sauf si ce service permet de les ranger ici."
EMPTY = "Votre tiroir est vide. Notez-y vos preuves une fois : Vigie les compte dans chaque dossier et vous prévient."
RENEWED = "Déjà renouvelé ? Notez la nouvelle date : vous ne recevrez plus de rappel pour ce document."


def drawer_message(structure: Structure, proofs: Sequence[Proof], today: date, legal_form: str = "") -> Message:
    """`legal_form`: that of the sheet, to tell an association from a company."""
    found = drawer(structure, proofs, today, legal_form)
    blocks = (
        *((Paragraph(EMPTY),) if not proofs else ()),
        *_part("Ne vaut plus", found.ended),
        *_part("Prend fin bientôt", found.soon),
        *_part("À jour", [one for one in found.held if one.state is not State.ENDED and not one.soon]),
        *_missing(found),
        Paragraph(KEPT),
    )
    return Message(f"Tiroir de preuves : {structure_name(structure)}", summary(found), blocks)


def ending_message(structure: Structure, proofs: Sequence[Proof], today: date) -> Message:
    """`proofs`: those that end soon, or have just ended. ValueError when none of them does."""
    held = [one for one in drawer(structure, proofs, today).held if one.ends is not None]
    if not held:
        raise ValueError("none of these proofs ends")
    names = enumeration(_name(one.proof) for one in held)
    title = "Un document prend fin" if len(held) == 1 else f"{len(held)} documents prennent fin"
    if all(one.state is State.ENDED for one in held):
        title = "Un document ne vaut plus" if len(held) == 1 else f"{len(held)} documents ne valent plus"
    blocks: tuple[Block, ...] = (
        Bullets(tuple(f"{held_words(one)}. Où le renouveler : {CATALOGUE[one.proof.kind].where}." for one in held)),
        Paragraph(RENEWED),
    )
    return Message(f"{title} : {names}", f"Pour {structure_name(structure)}.", blocks, ((drawer_action(),),))


def summary(found: Drawer) -> str:
    parts = [
        f"{count(len(found.held), 'document')}" if found.held else "aucun document",
        *([f"{len(found.ended)} à renouveler"] if found.ended else []),
        *([f"{len(found.soon)} bientôt à renouveler"] if found.soon else []),
        *([count(len(found.missing), "manquant")] if found.missing else []),
    ]
    return f"{', '.join(parts)}."[:1].upper() + f"{', '.join(parts)}."[1:]


def held_words(one: Held) -> str:
    """« Convention IAE, ACI-2026-000 : jusqu'au 31 décembre 2026, dans 38 jours (classeur bleu) »."""
    note = f" ({one.proof.note})" if one.proof.note else ""
    return f"{_name(one.proof)} : {_until(one)}{note}"


def _until(one: Held) -> str:
    if one.ends is None or one.days is None:
        return "sans date de fin" if one.state is State.READY else "date de fin non notée"
    if one.days < 0:
        return f"ne vaut plus depuis le {short_day(one.ends)}"
    left = "aujourd'hui" if one.days == 0 else f"dans {count(one.days, 'jour')}"
    return f"jusqu'au {short_day(one.ends)}, {left}"


def _name(proof: Proof) -> str:
    name = CATALOGUE[proof.kind].name
    return f"{name}, {proof.reference}" if proof.reference else name


def _part(title: str, held: Sequence[Held]) -> Iterator[Block]:
    if held:
        yield Heading(title)
        yield Bullets(tuple(held_words(one) for one in held))


def _missing(found: Drawer) -> Iterator[Block]:
    if found.missing:
        yield Heading("Souvent demandé, et pas dans le tiroir")
        yield Bullets(tuple(f"{CATALOGUE[one].name} : {CATALOGUE[one].where}." for one in found.missing))
