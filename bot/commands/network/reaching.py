"""What a network does and where, when its animators say it: boxes, places, or back to those of its members."""

from collections.abc import Iterable

from alerts.model.network import Network
from alerts.model.structure import Territory
from alerts.network.rights import Act
from alerts.services import network_settings, networks
from alerts.store.engine import Session
from alerts.store.values import from_json, to_json
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, fit
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.network.labels import SPACE, button, number, rows_of
from bot.commands.network.settings import CHANGED, asked_of, back, shown
from bot.commands.profile.asking_places import EXAMPLES, NOWHERE, Where, choice_rows, where_lines
from bot.commands.profile.asking_trades import agree_rows, boxed, name_trades, trade_lines, trade_rows

TRADES, PLACES = "set-trades", "set-places"
WHICH_TRADES = "Sur quels métiers travaille le réseau ? Touchez, ou écrivez-les."
WHICH_PLACES = "Sur quel territoire travaille le réseau ?"
LESS = "Pour retirer un lieu : sauf 69."
OF_MEMBERS = "Ceux des membres"
OF_MEMBERS_PLACE = "Celui des membres"
KEEP = frozenset({"smt", "smp", "sma", "smv", "spq", "spv", "spf", "spr"})  # taps that answer the question under way


def ask_trades(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`sm NETWORK`: the boxes, what holds today ticked. Raises NotYours, NotAllowed."""
    network = _changing(session, talk, number(tap))
    if network.trades is not None or not network.approved_at:
        return _trades(talk, network.id, network.trades or frozenset())
    return _trades(talk, network.id, network_settings.reach_of(session, talk.person.id, network.id).trades)


def trade(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`smt NETWORK SLUG PAGE`. Raises NotYours, NotAllowed."""
    _changing(session, talk, number(tap))
    return _trades(talk, number(tap), _picked(talk, number(tap)) ^ boxed(tap.args[1:2]), tap.number(2) or 0)


def trades_page(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`smp NETWORK PAGE`. Raises NotYours, NotAllowed."""
    _changing(session, talk, number(tap))
    return _trades(talk, number(tap), _picked(talk, number(tap)), tap.number(1) or 0)


def agreed(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`sma NETWORK SLUG…`: « Vouliez-vous dire… ? » Oui. Raises NotYours, NotAllowed."""
    _changing(session, talk, number(tap))
    return _trades(talk, number(tap), _picked(talk, number(tap)) | boxed(tap.args[1:]))


def set_trades(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`smv NETWORK`: what is ticked. Raises NotYours, NotAllowed, Refusal."""
    if talk.step.at != TRADES or asked_of(talk) != number(tap):
        return Toast(OLD_BUTTON)
    network_settings.set_trades(session, talk.person.id, number(tap), _picked(talk, number(tap)))
    return _done(session, talk, number(tap))


def members_trades(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`smx NETWORK`. Raises NotYours, NotAllowed."""
    network_settings.set_trades(session, talk.person.id, number(tap), None)
    return _done(session, talk, number(tap))


def read_trades(talk: Talk, text: str) -> Reply | None:
    """Words for boxes."""
    network_id = asked_of(talk)
    if network_id is None:
        return None
    named = name_trades(text)
    return _trades(talk, network_id, _picked(talk, network_id) | named.slugs, unknown=named.unknown)


def ask_places(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`sp NETWORK`. Raises NotYours, NotAllowed."""
    network = _changing(session, talk, number(tap))
    return _places(talk, network.id, Where(network.territory or NOWHERE))


def choice(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`spq NETWORK QUESTION CHOICE`. Raises NotYours, NotAllowed."""
    _changing(session, talk, number(tap))
    return _places(talk, number(tap), _where(talk, number(tap)).chosen(tap.number(1), tap.number(2)))


def everywhere(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`spf NETWORK`. Raises NotYours, NotAllowed."""
    _changing(session, talk, number(tap))
    return _places(talk, number(tap), Where(Territory(whole_france=True)))


def afresh(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`spr NETWORK`. Raises NotYours, NotAllowed."""
    _changing(session, talk, number(tap))
    return _places(talk, number(tap), Where())


def set_places(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`spv NETWORK`: what was understood. Raises NotYours, NotAllowed, Refusal."""
    if talk.step.at != PLACES or asked_of(talk) != number(tap):
        return Toast(OLD_BUTTON)
    network_settings.set_territory(session, talk.person.id, number(tap), _where(talk, number(tap)).territory)
    return _done(session, talk, number(tap))


def members_places(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`spx NETWORK`. Raises NotYours, NotAllowed."""
    network_settings.set_territory(session, talk.person.id, number(tap), None)
    return _done(session, talk, number(tap))


def read_places(talk: Talk, text: str) -> Reply | None:
    """As they are typed in a profile."""
    network_id = asked_of(talk)
    return None if network_id is None else _places(talk, network_id, _where(talk, network_id).heard(text))


def _changing(session: Session, talk: Talk, network_id: int) -> Network:
    return networks.require(session, talk.person.id, network_id, Act.CHANGE)


def _done(session: Session, talk: Talk, network_id: int) -> Screen:
    talk.leave()
    return shown(session, talk, network_id, CHANGED)


def _picked(talk: Talk, network_id: int) -> frozenset[str]:
    """What is ticked, of this network."""
    ours = talk.step.at == TRADES and asked_of(talk) == network_id
    found = talk.step.memo.get("picked") if ours else None
    return boxed(str(one) for one in found) if isinstance(found, list) else frozenset()


def _trades(
    talk: Talk, network_id: int, picked: frozenset[str], page: int = 0, unknown: Iterable[tuple[str, str]] = ()
) -> Screen:
    talk.go(SPACE, TRADES, network=network_id, picked=sorted(picked))
    asked = list(unknown)

    def name(action: str, *args: str | int) -> str:
        return pack(SPACE, f"sm{action[-1]}", network_id, *args)

    rows = (*agree_rows(asked, name), *trade_rows(picked, page, name))
    ways = [button(f"Valider ({len(picked)})", "smv", network_id)] if picked else []
    ways.append(button(OF_MEMBERS, "smx", network_id))
    lines = [b(WHICH_TRADES), *trade_lines(picked, asked)]
    return Screen(fit(lines, joined="\n\n"), (*rows, *rows_of(ways, back(network_id))))


def _where(talk: Talk, network_id: int) -> Where:
    """What was told so far, of this network."""
    ours = talk.step.at == PLACES and asked_of(talk) == network_id
    written = talk.step.memo.get("where") if ours else None
    try:
        return from_json(Where, written) if isinstance(written, str) else Where()
    except ValueError:  # of another version
        return Where()


def _places(talk: Talk, network_id: int, where: Where) -> Screen:
    talk.go(SPACE, PLACES, network=network_id, where=to_json(Where, where))
    told = where.territory != NOWHERE

    def name(action: str, *args: str | int) -> str:
        return pack(SPACE, f"sp{action[-1]}", network_id, *args)

    ways = [button("✅ Valider", "spv", network_id)] if told else []
    ways += [button("Toute la France", "spf", network_id), button(OF_MEMBERS_PLACE, "spx", network_id)]
    ways += [button("✏️ Tout réécrire", "spr", network_id)] if told else []
    lines = [b(WHICH_PLACES), *where_lines(where), *EXAMPLES, *([LESS] if told else [])]
    return Screen(fit(lines), (*choice_rows(where, name), *rows_of(ways, back(network_id))))
