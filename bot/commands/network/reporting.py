"""What became of a broadcast: delivered, opened, interested. Never who declined."""

from alerts.channels.markup import typography
from alerts.messages.french import PARIS, clock, short_day
from alerts.services import broadcasting
from bot.chat.html import b, fit, h
from bot.chat.screen import Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.broadcast_lines import (
    COUNTED,
    NEVER,
    NONE,
    WITHDRAW,
    WITHDRAWN,
    report_lines,
    state_words,
)
from bot.commands.network.labels import number, rows_of, to_network
from bot.commands.network.passing import button, named

AT_ONCE = 8  # of a list


def report(talk: Talk, tap: Tap) -> Reply:
    """`rp BROADCAST`. Raises NotYours, NotAllowed."""
    return shown(talk, number(tap))


def shown(talk: Talk, broadcast_id: int, said: str = "") -> Screen:
    """Raises NotYours, NotAllowed."""
    with talk.house.database.read() as session:
        broadcast, found = broadcasting.report(session, talk.person.id, broadcast_id)
    head = f"{b('Bilan')} – {b(named(talk, broadcast))}"
    when = f"Au {short_day(talk.now.astimezone(PARIS))} à {clock(talk.now.astimezone(PARIS))}"
    told = "\n".join(h(typography(line)) for line in report_lines(broadcast, found))
    parts = [*([b(said)] if said else []), head, told, h(COUNTED), h(NEVER), h(when)]
    ways = [button("🔄 Actualiser", "rp", broadcast.id)]
    ways += [] if broadcast.withdrawn_at or not broadcast.sent_at else [button("Retirer", "wd", broadcast.id)]
    return Screen(
        fit(parts, joined="\n\n"),
        rows_of(ways, button("⬅️ Diffusions", "ls", broadcast.network_id), to_network(broadcast.network_id)),
    )


def recent(talk: Talk, tap: Tap) -> Reply:
    """`ls NETWORK`: the latest, each with its report; a draft goes on. Raises NotYours, NotAllowed."""
    network_id = number(tap)
    with talk.house.database.read() as session:
        found = broadcasting.recent(session, talk.person.id, network_id)[:AT_ONCE]
    numbered = list(enumerate(found, start=1))
    lines = [h(typography(f"{at}. {state_words(one)} : {named(talk, one)}")) for at, one in numbered]
    buttons = [
        button(f"{'Bilan' if one.sent_at else 'Reprendre'} {at}", "rp" if one.sent_at else "pv", one.id)
        for at, one in numbered
    ]
    new = button("📣 Diffuser une annonce", "w", network_id)
    return Screen(
        fit([b("Diffusions et bilans"), *(lines or [h(NONE)])]), rows_of(buttons, new, to_network(network_id))
    )


def withdrawing(talk: Talk, tap: Tap) -> Reply:
    """`wd BROADCAST`. Raises NotYours, NotAllowed."""
    with talk.house.database.read() as session:
        broadcast, _ = broadcasting.report(session, talk.person.id, number(tap))
    ways = [button("Retirer", "wdy", broadcast.id), button("Non, laisser", "rp", broadcast.id)]
    return Screen(f"{b(named(talk, broadcast))}\n\n{WITHDRAW}", rows_of(ways))


def withdraw(talk: Talk, tap: Tap) -> Reply:
    """`wdy BROADCAST`. Raises NotYours, NotAllowed."""
    with talk.house.database.write() as session:
        broadcasting.withdraw(session, talk.person.id, number(tap), talk.now)
    return shown(talk, number(tap), WITHDRAWN)
