"""The radar of a network as its animators read it: the urgent first, ten in full, the others counted, whom to call.

Nobody's refusal is told, nor can be guessed: see `alerts.network.radar`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.clauses.rights import GROUPS
from alerts.messages.deadline import deadline_words
from alerts.messages.french import count, enumeration, lots, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Entry, Fact, Message, Paragraph
from alerts.messages.where import where
from alerts.model.reading import ReservationStatus
from alerts.model.structure import Want
from alerts.network.marks import mark_of
from alerts.network.partners import MIXED, Partnership
from alerts.network.pieces import Piece
from alerts.network.radar import Could, Radar, Spot, Stage
from scrapers.notice import Notice

IN_FULL = 10
TITLE, NETWORK, NAME = 110, 48, 60  # characters
READ, SUMMON = "Avis officiel", "Les prévenir"
PERHAPS = "Peut-être déjà suivi : un membre qui pourrait y répondre ne montre pas ses réponses au réseau."
ALONE = "Pourraient répondre seuls, à appeler"
LACKING = "Pourraient répondre, à appeler"  # one of them at least would look for something
NOBODY = "Aucun membre ne semble pouvoir y répondre, ni seul, ni à deux ou trois."
NOTHING = "Aucun lot réservé ou à clause sociale ne ferme dans les quinze jours sans qu'un membre le suive."
ORDER = (
    "À égalité, les structures petites ou récentes dans le réseau sont nommées d'abord, puis chacune à son tour. Ce"
    " sont des pistes d'après l'avis et les profils : le règlement de la consultation fait foi."
)


@dataclass(frozen=True, slots=True)
class Form:
    """How much is told at once, and what can be done about it. `network_id` None: nothing. `first`: the spot that it
    begins with. `phone`: lots are numbered, and their buttons stand under the message; elsewhere, under each lot."""

    network_id: int | None = None
    first: int = 0
    most: int = IN_FULL
    phone: bool = False

    @property
    def range(self) -> slice:
        """The spots that are told in full."""
        return slice(self.first, self.first + self.most)


def radar_message(
    network: str,
    radar: Radar,
    notices: Mapping[str, Notice],
    names: Mapping[str, str],
    now: datetime,
    form: Form | None = None,
) -> Message:
    """`notices`: of each opportunity; `names`: of each structure. `now` is the moment of the radar."""
    form = form or Form()
    title = f"Radar du réseau « {shortened(network, NETWORK)} »"
    if not radar.spots:
        return Message(title, NOTHING, (Paragraph(NOTHING), Paragraph(beside(radar))))
    summary = summed_up(radar)
    shown = entries(radar, notices, names, now, form)
    blocks = (Paragraph(summary), *shown, *_after(radar, form))
    return Message(title, summary, blocks, buttons(radar, form))


def told_in_full(radar: Radar, form: Form) -> Sequence[Spot]:
    return radar.spots[form.range]


def entries(
    radar: Radar, notices: Mapping[str, Notice], names: Mapping[str, str], now: datetime, form: Form
) -> tuple[Entry, ...]:
    told = enumerate(told_in_full(radar, form), start=form.first + 1)
    return tuple(_entry(spot, notices[spot.what.opportunity], names, now, form, number) for number, spot in told)


def buttons(radar: Radar, form: Form) -> tuple[tuple[Action, ...], ...]:
    """Of a phone: one a lot that somebody could answer, two a row."""
    if form.network_id is None or not form.phone:
        return ()
    told = enumerate(told_in_full(radar, form), start=form.first + 1)
    found = [
        _summon(form.network_id, spot, f"{SUMMON}, n° {number}") for number, spot in told if spot_has_members(spot)
    ]
    return tuple(tuple(found[at : at + 2]) for at in range(0, len(found), 2))


def spot_has_members(spot: Spot) -> bool:
    """Somebody could answer it, alone or with others."""
    return bool(spot.alone or spot.together)


def summed_up(radar: Radar) -> str:
    urgent = sum(spot.stage is Stage.URGENT for spot in radar.spots)
    held = f"{count(len(radar.spots), 'lot')} sans membre connu dessus, à rendre dans les"
    if urgent == len(radar.spots):
        return f"{held} {Stage.URGENT} jours."
    pressing = f", dont {urgent} dans les {Stage.URGENT} jours" if urgent else ""
    return f"{held} {Stage.SOON} jours{pressing}."


def beside(radar: Radar) -> str:
    """What else there is: followed by members, or without a date."""
    followed = f"Déjà suivis par un membre : {radar.covered or 'aucun'}."
    undated = f" Sans date limite connue, et sans membre : {radar.undated}." if radar.undated else ""
    return followed + undated


def mixed_words(radar: Radar, form: Form) -> Iterator[Block]:
    """Said once, where a group of several sorts is told."""
    if any(group.mixed for spot in told_in_full(radar, form) for group in spot.together):
        yield Paragraph(MIXED)


def others(radar: Radar, form: Form) -> Iterator[Block]:
    """Those that follow what is told in full."""
    left = radar.spots[form.first + form.most :]
    if left:
        urgent = sum(spot.stage is Stage.URGENT for spot in left)
        pressing = f", dont {urgent} dans les {Stage.URGENT} jours" if urgent else ""
        yield Paragraph(f"Et {count(len(left), 'autre')}{pressing}.")


def _after(radar: Radar, form: Form) -> Iterator[Block]:
    yield from others(radar, form)
    yield from mixed_words(radar, form)
    yield Paragraph(f"{beside(radar)} {ORDER}")


def _summon(network_id: int, spot: Spot, label: str) -> Action:
    return Action(ActionKind.SUMMON, label, about=(str(network_id), mark_of(*spot.what.key)))


def _entry(spot: Spot, notice: Notice, names: Mapping[str, str], now: datetime, form: Form, number: int) -> Entry:
    urgency = f"Urgent, J-{spot.days}" if spot.stage is Stage.URGENT else f"J-{spot.days}"
    tag = f"N° {number}, {urgency.replace('Urgent', 'urgent')}"
    acts = () if form.phone else tuple(_acts(spot, notice, form))
    blocks = tuple(_facts(spot, notice, names, now))
    return Entry(title_of(spot, notice), blocks, acts, tag=tag if form.phone else urgency)


def title_of(spot: Spot, notice: Notice) -> str:
    """Of the lot, with its number when there are several."""
    lot = spot.what.lot
    which = f" ({lots([lot.lot_id])})" if not lot.alone else ""
    own = next((one.title for one in notice.lots if one.id == lot.lot_id and one.title), None)
    return shortened(own or notice.title, TITLE) + which


def _acts(spot: Spot, notice: Notice, form: Form) -> Iterator[Action]:
    if form.network_id is not None and spot_has_members(spot):
        yield _summon(form.network_id, spot, SUMMON)
    if notice.url:
        yield Action(ActionKind.READ, READ, url=notice.url)


def _facts(spot: Spot, notice: Notice, names: Mapping[str, str], now: datetime) -> Iterator[Block]:
    deadline = spot.what.lot.deadline
    concerned = [one for one in notice.lots if one.id == spot.what.lot.lot_id]
    if deadline is not None:
        yield Fact("Date limite", deadline_words(deadline, now, where(notice, concerned).overseas), strong=True)
    yield Fact("Pourquoi", _why(spot))
    if notice.buyer.name:
        yield Fact("Acheteur", shortened(notice.buyer.name, TITLE))
    if spot.alone:
        yield Fact(LACKING if any(one.lacks for one in spot.alone) else ALONE, _alone(spot, names))
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
