"""The radar of a network as its animators read it: the urgent first, ten in full, the others counted, whom to call.

Nobody's refusal is told, nor can be guessed: see `alerts.network.radar`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from alerts.clauses.rights import GROUPS
from alerts.messages.deadline import deadline_words
from alerts.messages.french import count, enumeration, lots, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Entry, Fact, Message, Paragraph
from alerts.messages.where import where
from alerts.model.reading import ReservationStatus
from alerts.model.structure import Want
from alerts.network.partners import MIXED, Partnership
from alerts.network.pieces import Piece
from alerts.network.radar import Could, Radar, Spot, Stage
from scrapers.notice import Notice

IN_FULL = 10
TITLE, NETWORK, NAME = 110, 48, 60  # characters
READ = "Avis officiel"
PERHAPS = "Peut-être déjà suivi : un membre qui pourrait y répondre ne montre pas ses réponses au réseau."
NOBODY = "Aucun membre ne semble pouvoir y répondre, ni seul, ni à deux ou trois."
NOTHING = "Aucun lot réservé ou à clause sociale ne ferme dans les quinze jours sans qu'un membre le suive."
ORDER = (
    "À égalité, les structures petites ou récentes dans le réseau sont nommées d'abord, puis chacune à son tour. Ce"
    " sont des pistes d'après l'avis et les profils : le règlement de la consultation fait foi."
)


def radar_message(
    network: str, radar: Radar, notices: Mapping[str, Notice], names: Mapping[str, str], now: datetime
) -> Message:
    """`notices`: of each opportunity; `names`: of each structure. `now` is the moment of the radar."""
    title = f"Radar de {shortened(network, NETWORK)}"
    if not radar.spots:
        return Message(title, NOTHING, (Paragraph(NOTHING), Paragraph(_beside(radar))))
    summary = _summary(radar)
    shown = [_entry(spot, notices[spot.what.opportunity], names, now) for spot in radar.spots[:IN_FULL]]
    return Message(title, summary, (Paragraph(summary), *shown, *_after(radar)))


def _summary(radar: Radar) -> str:
    urgent = sum(spot.stage is Stage.URGENT for spot in radar.spots)
    held = f"{count(len(radar.spots), 'lot')} sans membre connu dessus"
    pressing = f", dont {urgent} dans les {Stage.URGENT} jours" if urgent else ""
    return f"{held}, à rendre dans les {Stage.SOON} jours{pressing}."


def _beside(radar: Radar) -> str:
    """What else there is: followed by members, or without a date."""
    followed = f"Déjà suivis par un membre : {radar.covered}." if radar.covered else "Aucun n'est suivi pour le moment."
    undated = f" Sans date limite connue, et sans membre : {radar.undated}." if radar.undated else ""
    return followed + undated


def _after(radar: Radar) -> Iterator[Block]:
    left = len(radar.spots) - IN_FULL
    if left > 0:
        urgent = sum(spot.stage is Stage.URGENT for spot in radar.spots[IN_FULL:])
        pressing = f", dont {urgent} dans les {Stage.URGENT} jours" if urgent else ""
        yield Paragraph(f"Et {count(left, 'autre')}{pressing}.")
    if any(group.mixed for spot in radar.spots[:IN_FULL] for group in spot.together):
        yield Paragraph(MIXED)
    yield Paragraph(f"{_beside(radar)} {ORDER}")


def _entry(spot: Spot, notice: Notice, names: Mapping[str, str], now: datetime) -> Entry:
    lot = spot.what.lot
    which = f" ({lots([lot.lot_id])})" if not lot.alone else ""
    tag = f"Urgent, J-{spot.days}" if spot.stage is Stage.URGENT else f"J-{spot.days}"
    read = (Action(ActionKind.READ, READ, url=notice.url),) if notice.url else ()
    own = next((one.title for one in notice.lots if one.id == lot.lot_id and one.title), None)
    return Entry(shortened(own or notice.title, TITLE) + which, tuple(_facts(spot, notice, names, now)), read, tag=tag)


def _facts(spot: Spot, notice: Notice, names: Mapping[str, str], now: datetime) -> Iterator[Block]:
    deadline = spot.what.lot.deadline
    concerned = [one for one in notice.lots if one.id == spot.what.lot.lot_id]
    if deadline is not None:
        yield Fact("Date limite", deadline_words(deadline, now, where(notice, concerned).overseas), strong=True)
    yield Fact("Pourquoi", _why(spot))
    if notice.buyer.name:
        yield Fact("Acheteur", shortened(notice.buyer.name, TITLE))
    if spot.alone:
        yield Fact("Pourraient répondre seuls, à appeler", _alone(spot, names))
    if spot.together:
        yield Fact("Pourraient répondre à plusieurs, à appeler", count(len(spot.together), "groupe"))
        yield Bullets(tuple(_group(one, names) for one in spot.together))
    if not spot.alone and not spot.together:
        yield Paragraph(NOBODY)
    if spot.perhaps:
        yield Paragraph(PERHAPS)


def _why(spot: Spot) -> str:
    """Reserved to whom, or which clause; a doubt is said."""
    reservation, clauses = spot.what.lot.reservation, spot.what.lot.clauses
    said: list[str] = []
    if reservation.status is ReservationStatus.RESERVED:
        said.append("réservé aux " + " et aux ".join(GROUPS[one] for one in reservation.to))
    elif spot.what.reserved:
        said.append("peut-être réservé, à vérifier auprès de l'acheteur")
    said += ["clause sociale"] if Want.CLAUSE_SOCIALE in clauses else []
    said += ["service d'insertion"] if Want.SERVICE_INSERTION in clauses else []
    text = " ; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def _alone(spot: Spot, names: Mapping[str, str]) -> str:
    said = [_could(one, names) for one in spot.alone]
    more = spot.able - len(said)
    return " ; ".join(said) + (f" ; et {count(more, 'autre')}" if more else "") + "."


def _could(one: Could, names: Mapping[str, str]) -> str:
    beside = [] if one.sure else ["à vérifier"]
    beside += [f"chercherait {_pieces(one.lacks)}"] if one.lacks else []
    return _name(one.structure_id, names) + (f" ({', '.join(beside)})" if beside else "")


def _group(group: Partnership, names: Mapping[str, str]) -> str:
    parts = [f"{_name(one.structure_id, names)} (apporte {_pieces(one.pieces)})" for one in group.parts]
    doubt = f" ; à vérifier : {_pieces(group.to_check)}" if group.to_check else ""
    mixed = " ; groupement mixte, à vérifier auprès de l'acheteur" if group.mixed else ""
    return f"{enumeration(parts, 'avec' if len(parts) == 2 else 'et')}{doubt}{mixed}"


def _pieces(pieces: Sequence[Piece]) -> str:
    return enumeration([one.words for one in pieces])


def _name(structure_id: str, names: Mapping[str, str]) -> str:
    return shortened(names[structure_id], NAME)
