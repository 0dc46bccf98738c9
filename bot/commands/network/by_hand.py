"""An announcement that no feed carries, one question at a time; back to any of them, nothing lost."""

from datetime import datetime

from alerts.channels.markup import typography
from alerts.intake import by_hand
from alerts.intake.by_hand import FIELDS
from alerts.intake.pauses import Misunderstood
from alerts.messages.deadline import deadline_words
from alerts.messages.network.broadcast import place_words
from alerts.model.network import Target, Written
from alerts.network.rights import Act
from alerts.services import broadcasting, networks
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, fit, h
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network import noting
from bot.commands.network.labels import number, rows_of, word
from bot.commands.network.passing import SPACE, button
from bot.commands.profile.asking_trades import trades_line
from scrapers.notice import Deadline

HAND = "hand"
NAMES = tuple(one.name for one in FIELDS)
TITLE = "Annonce écrite à la main"
CHECK = "Relisez. Touchez ce qui est à changer, ou continuez."
NOT_SAID = "non dit"
OF = "Question {} sur {}"


def begin(talk: Talk, tap: Tap) -> Reply:
    """`fh NETWORK`. Raises NotYours, NotAllowed."""
    with talk.house.database.read() as session:
        network = networks.require(session, talk.person.id, number(tap), Act.BROADCAST)
    return _ask(talk, network.id, NAMES[0], Written(""), first=True)


def question(talk: Talk, tap: Tap) -> Reply:
    """`hq NETWORK FIELD`: back to a question, its answer kept until another is given."""
    written, name = _written(talk, number(tap)), word(tap, 1)
    if written is None or name not in NAMES:
        return Toast(OLD_BUTTON)
    return _ask(talk, number(tap), name, written, first=_first(talk))


def skip(talk: Talk, tap: Tap) -> Reply:
    """`hs NETWORK FIELD`: without an answer."""
    written, name = _written(talk, number(tap)), word(tap, 1)
    if written is None or name not in NAMES[1:]:
        return Toast(OLD_BUTTON)
    emptied = by_hand.understand(name, "", written, talk.now)
    return _next(talk, number(tap), name, written if isinstance(emptied, Misunderstood) else emptied)


def check(talk: Talk, tap: Tap) -> Reply:
    """`hc NETWORK`: all the answers."""
    written = _written(talk, number(tap))
    return Toast(OLD_BUTTON) if written is None else _check(talk, number(tap), written)


def done(talk: Talk, tap: Tap) -> Reply:
    """`hv NETWORK`: a draft, whose word is asked next. Raises NotYours, NotAllowed, Refusal."""
    written = _written(talk, number(tap))
    if written is None:
        return Toast(OLD_BUTTON)
    with talk.house.database.write() as session:
        draft = broadcasting.draft(session, talk.person.id, number(tap), written, "", Target(), talk.now)
    return noting.asking(talk, draft)


def read(talk: Talk, text: str) -> Reply | None:
    """The answer to the question under way; what is not understood is said, and asked again."""
    network_id, name = talk.step.memo.get("network"), talk.step.memo.get("field")
    if not isinstance(network_id, int) or name not in NAMES:
        return None
    before = _written(talk, network_id) or Written("")
    match by_hand.understand(str(name), text, before, talk.now):
        case Misunderstood(why):
            return _ask(talk, network_id, str(name), before, first=_first(talk), trouble=why)
        case written:
            return _next(talk, network_id, str(name), written)


def _next(talk: Talk, network_id: int, name: str, written: Written) -> Screen:
    """The question that follows; once they were all asked, the answers together."""
    after = NAMES.index(name) + 1
    if not _first(talk) or after == len(NAMES):
        return _check(talk, network_id, written)
    return _ask(talk, network_id, NAMES[after], written, first=True)


def _ask(talk: Talk, network_id: int, name: str, written: Written, *, first: bool, trouble: str = "") -> Screen:
    """`first`: the questions follow one another; False when one answer is changed."""
    _keep(talk, network_id, written, name, first=first)
    at, field = NAMES.index(name), by_hand.BY_NAME[name]
    held = dict(_told(written, talk.now))[name]
    parts = [
        *([b(typography(trouble))] if trouble else []),
        f"{b(typography(field.label))}\n{OF.format(at + 1, len(NAMES))}",
        h(typography(field.hint)),
        *([h(typography(f"Pour l’instant : {held}"))] if held else []),
    ]
    return Screen(fit(parts, joined="\n\n"), rows_of(_ways(network_id, at, written, first=first)))


def _ways(network_id: int, at: int, written: Written, *, first: bool) -> list[Button]:
    answered = bool(dict(_told(written, None))[NAMES[at]])
    ways = [button("Effacer" if answered else "Passer", "hs", network_id, NAMES[at])] if at else []
    if not first:
        return [*ways, button("⬅️ Retour", "hc", network_id)]
    if at and answered:
        ways = [button("Garder", "hk", network_id, NAMES[at]), *ways]
    return [*ways, button("⬅️ Retour", "hq", network_id, NAMES[at - 1]) if at else button("⬅️ Retour", "w", network_id)]


def keep(talk: Talk, tap: Tap) -> Reply:
    """`hk NETWORK FIELD`: the answer given before."""
    written, name = _written(talk, number(tap)), word(tap, 1)
    if written is None or name not in NAMES:
        return Toast(OLD_BUTTON)
    return _next(talk, number(tap), name, written)


def _check(talk: Talk, network_id: int, written: Written) -> Screen:
    _keep(talk, network_id, written, "", first=False)
    told = dict(_told(written, talk.now))
    lines = [h(typography(f"{one.label} : {told[one.name] or NOT_SAID}")) for one in FIELDS]
    changes = [button(one.label, "hq", network_id, one.name) for one in FIELDS]
    ready = () if by_hand.incomplete(written) else (button("Continuer", "hv", network_id),)
    rows = (*((one,) for one in ready), *rows_of(changes, button("⬅️ Autre annonce", "w", network_id)))
    return Screen(fit([b(TITLE), *lines, "", CHECK]), rows)


def _told(written: Written, now: datetime | None) -> tuple[tuple[str, str], ...]:
    """Field → its answer in words, "" for none."""
    until = written.until
    said = "" if until is None else deadline_words(Deadline(until), now) if now else until.isoformat()
    return (
        ("what", written.what),
        ("buyer", written.buyer),
        ("where", place_words(written)),
        ("until", said),
        ("contact", written.contact),
        ("trades", trades_line(written.trades) if written.trades else ""),
    )


def _first(talk: Talk) -> bool:
    return talk.step.memo.get("first") is True


def _keep(talk: Talk, network_id: int, written: Written, field: str, *, first: bool) -> None:
    until = written.until.isoformat() if written.until else ""
    kept = {"what": written.what, "buyer": written.buyer, "departement": written.departement, "town": written.town}
    kept |= {"until": until, "contact": written.contact, "trades": ",".join(sorted(written.trades))}
    talk.go(SPACE, HAND, network=network_id, field=field, first=first, written=kept)


def _written(talk: Talk, network_id: int) -> Written | None:
    """What was answered so far for this network; None when something else is under way."""
    memo = talk.step.memo
    held = memo.get("written")
    if talk.step.space != SPACE or memo.get("network") != network_id or not isinstance(held, dict):
        return None
    said = {str(name): str(value) for name, value in held.items()}
    until = datetime.fromisoformat(said["until"]) if said.get("until") else None
    trades = frozenset(one for one in said.get("trades", "").split(",") if one)
    place = (said.get("departement", ""), said.get("town", ""))
    return Written(said.get("what", ""), said.get("buyer", ""), *place, until, said.get("contact", ""), trades)
