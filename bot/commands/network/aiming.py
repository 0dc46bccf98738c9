"""Whom a broadcast is for: everybody, or by trade, place, kind, or those who may answer."""

from collections.abc import Iterable

from alerts.intake.pauses import Misunderstood
from alerts.intake.places import understand_places
from alerts.model.network import Aim, Broadcast, Target
from alerts.model.structure import StructureKind, Territory
from alerts.services import broadcasting
from alerts.territory.france import France
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.network import previewing
from bot.commands.network.broadcast_lines import aim_words
from bot.commands.network.labels import number, rows_of, word
from bot.commands.network.passing import SPACE, button, named
from bot.commands.profile.asking_kinds import kind_lines, kind_named, kind_rows, name_kinds
from bot.commands.profile.asking_trades import boxed, name_trades, trade_lines, trade_rows

TRADES, KINDS, PLACE = "trades", "kinds", "place"
WHO = "À qui la transmettre ?"
NOW = "Choix actuel : {}."
WHICH_TRADES = "Pour quels métiers ? Touchez, ou écrivez-les."
WHICH_KINDS = "Pour quels statuts ? Touchez, ou écrivez-les."
WHICH_PLACE = (
    "Pour les structures qui travaillent où ? Écrivez un ou plusieurs départements ou régions : « 38 », « Isère, 69 »,"
    " « Bretagne »."
)
NO_PLACE = "Je n’ai pas reconnu « {} ». Écrivez un département ou une région."
WIDE = "Pour toute la France, choisissez « Tout le réseau »."


def choice(talk: Talk, tap: Tap) -> Reply:
    """`tg BROADCAST`. Raises NotYours, NotAllowed, Refusal."""
    return asking(talk, _held(talk, number(tap)))


def asking(talk: Talk, broadcast: Broadcast) -> Screen:
    talk.leave()
    one = broadcast.id
    ways = [button("Tout le réseau", "ga", one), button("Par métier", "gt", one)]
    ways += [button("Par lieu", "gp", one), button("Par statut", "gk", one)]
    if broadcast.written is None:
        ways.append(button("Qui peut répondre", "ge", one))
    text = f"{b(named(talk, broadcast))}\n\n{b(WHO)}\n{h(NOW.format(aim_words(broadcast.target)))}"
    return Screen(text, rows_of(ways, button("⬅️ Changer le mot", "nt", one)))


def everybody(talk: Talk, tap: Tap) -> Reply:
    """`ga BROADCAST`."""
    return _aimed(talk, number(tap), Target())


def eligible(talk: Talk, tap: Tap) -> Reply:
    """`ge BROADCAST`. Raises Refusal for what is written by hand."""
    return _aimed(talk, number(tap), Target(Aim.ELIGIBLE))


def trades(talk: Talk, tap: Tap) -> Reply:
    """`gt BROADCAST`: the boxes, those chosen before ticked."""
    held = _held(talk, number(tap))
    return _trades(talk, held.id, held.target.trades)


def trade(talk: Talk, tap: Tap) -> Reply:
    """`tt BROADCAST SLUG PAGE`."""
    picked = frozenset(_picked(talk, TRADES, number(tap))) ^ boxed(tap.args[1:2])
    return _trades(talk, number(tap), picked, tap.number(2) or 0)


def trades_page(talk: Talk, tap: Tap) -> Reply:
    """`tp BROADCAST PAGE`."""
    return _trades(talk, number(tap), frozenset(_picked(talk, TRADES, number(tap))), tap.number(1) or 0)


def kinds(talk: Talk, tap: Tap) -> Reply:
    """`gk BROADCAST`: the boxes, those chosen before ticked."""
    held = _held(talk, number(tap))
    return _kinds(talk, held.id, held.target.kinds)


def kind(talk: Talk, tap: Tap) -> Reply:
    """`kt BROADCAST KIND PAGE`."""
    found = kind_named(word(tap, 1))
    picked = _picked_kinds(talk, number(tap)) ^ ({found} if found else frozenset())
    return _kinds(talk, number(tap), picked, tap.number(2) or 0)


def kinds_page(talk: Talk, tap: Tap) -> Reply:
    """`kp BROADCAST PAGE`."""
    return _kinds(talk, number(tap), _picked_kinds(talk, number(tap)), tap.number(1) or 0)


def place(talk: Talk, tap: Tap) -> Reply:
    """`gp BROADCAST`."""
    return _place(talk, _held(talk, number(tap)).id)


def done(talk: Talk, tap: Tap) -> Reply:
    """`gv BROADCAST`: what is ticked. Raises Refusal when nothing is."""
    if talk.step.space != SPACE or talk.step.memo.get("broadcast") != number(tap):
        return Toast(OLD_BUTTON)
    if talk.step.at == KINDS:
        return _aimed(talk, number(tap), Target(Aim.KINDS, kinds=_picked_kinds(talk, number(tap))))
    return _aimed(talk, number(tap), Target(Aim.TRADES, trades=frozenset(_picked(talk, TRADES, number(tap)))))


def read(talk: Talk, text: str) -> Reply | None:
    """Words for boxes, or places. Raises NotYours, NotAllowed, Refusal."""
    broadcast_id = talk.step.memo.get("broadcast")
    if not isinstance(broadcast_id, int):
        return None
    match talk.step.at:
        case "trades":
            named_now = name_trades(text)
            picked = frozenset(_picked(talk, TRADES, broadcast_id)) | named_now.slugs
            return _trades(talk, broadcast_id, picked, unknown=named_now.unknown)
        case "kinds":
            return _kinds(talk, broadcast_id, _picked_kinds(talk, broadcast_id) | name_kinds(text))
        case "place":
            return _read_place(talk, broadcast_id, text)
        case _:
            return None


def _held(talk: Talk, broadcast_id: int) -> Broadcast:
    """The draft as it is. Raises NotYours, NotAllowed; Refusal when it was sent."""
    with talk.house.database.write() as session:
        return broadcasting.revise(session, talk.person.id, broadcast_id)


def _aimed(talk: Talk, broadcast_id: int, target: Target) -> Reply:
    """Raises NotYours, NotAllowed, Refusal."""
    with talk.house.database.write() as session:
        broadcasting.revise(session, talk.person.id, broadcast_id, target=target)
    return previewing.shown(talk, broadcast_id)


def _picked(talk: Talk, at: str, broadcast_id: int) -> list[str]:
    """What is ticked at this step, for this draft."""
    memo = talk.step.memo
    ours = talk.step.space == SPACE and talk.step.at == at and memo.get("broadcast") == broadcast_id
    found = memo.get("picked") if ours else None
    return [str(one) for one in found] if isinstance(found, list) else []


def _picked_kinds(talk: Talk, broadcast_id: int) -> frozenset[StructureKind]:
    found = (kind_named(one) for one in _picked(talk, KINDS, broadcast_id))
    return frozenset(one for one in found if one is not None)


def _trades(
    talk: Talk, broadcast_id: int, picked: frozenset[str], page: int = 0, unknown: Iterable[tuple[str, str]] = ()
) -> Screen:
    talk.go(SPACE, TRADES, broadcast=broadcast_id, picked=sorted(picked))
    rows = trade_rows(picked, page, lambda action, *args: pack(SPACE, action, broadcast_id, *args))
    return _boxes(broadcast_id, [b(WHICH_TRADES), *trade_lines(picked, unknown)], rows, len(picked))


def _kinds(talk: Talk, broadcast_id: int, picked: frozenset[StructureKind], page: int = 0) -> Screen:
    talk.go(SPACE, KINDS, broadcast=broadcast_id, picked=sorted(one.value for one in picked))
    rows = kind_rows(picked, page, lambda action, *args: pack(SPACE, action, broadcast_id, *args))
    return _boxes(broadcast_id, [b(WHICH_KINDS), *kind_lines(picked)], rows, len(picked))


def _boxes(broadcast_id: int, lines: list[str], rows: Rows, picked: int) -> Screen:
    ways: list[Button] = [button(f"Valider ({picked})", "gv", broadcast_id)] if picked else []
    return Screen("\n\n".join(lines), (*rows, *rows_of([*ways, button("⬅️ Retour", "tg", broadcast_id)])))


def _place(talk: Talk, broadcast_id: int, trouble: str = "") -> Screen:
    talk.go(SPACE, PLACE, broadcast=broadcast_id)
    text = "\n\n".join([*([b(trouble)] if trouble else []), b(WHICH_PLACE)])
    return Screen(text, rows_of([button("⬅️ Retour", "tg", broadcast_id)]))


def _read_place(talk: Talk, broadcast_id: int, text: str) -> Reply:
    found = read_departements(text)
    if isinstance(found, Misunderstood):
        return _place(talk, broadcast_id, found.why)
    return _aimed(talk, broadcast_id, Target(Aim.PLACE, departements=found))


def read_departements(text: str) -> frozenset[str] | Misunderstood:
    """Those that what somebody wrote touches; what is not understood is said in French, nothing is guessed."""
    found = understand_places(text)
    if found.territory.whole_france:
        return Misunderstood(WIDE)
    if found.questions:
        return Misunderstood(found.questions[0].text)
    named = departements_in(found.territory)
    if found.unknown or not named:
        return Misunderstood(NO_PLACE.format((found.unknown[0].text if found.unknown else text)[:60]))
    return named


def departements_in(territory: Territory) -> frozenset[str]:
    """Those that a territory touches."""
    france = France.load()
    return territory.departements.union(
        *(france.departements_of(one) for one in territory.regions),
        *(france.epci_departements(one) for one in territory.epci),
        *(france.departements_at(one.postcode) for one in territory.around),
    )
