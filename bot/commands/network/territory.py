"""The territory of a network: its figures over a period, its charts, its tables, and its page."""

from dataclasses import replace

from alerts.images.territory import of_period
from alerts.links.signed import LinkKind
from alerts.messages.french import PARIS
from alerts.messages.message import Attachment as File
from alerts.messages.network.territory import shown as in_words
from alerts.messages.network.territory_files import TABLES, table
from alerts.messages.network.territory_periods import Period, Span, period
from alerts.network.scorecard import Territory
from alerts.services import territory
from bot.chat.command import OLD_BUTTON
from bot.chat.html import CAPTION, cut, h, is_address
from bot.chat.render import screen_of
from bot.chat.screen import Attachment, Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import button, to_network, word

LABEL, ACTION, CHARTS, FILES = "🗺 Territoire", "te", "tc", "tf"
DRAWN, TABLES_OF, PAGE, BACK = "📊 En images", "📄 Tableaux (CSV)", "🔗 La page", "⬅️ Retour au territoire"
NOTHING_TO_DRAW = "Il n’y a rien à dessiner sur cette période."
_SPANS = {Span.YEAR: "Douze mois", Span.LAST_MONTH: "Le mois dernier", Span.MONTH: "Ce mois-ci"}


def shown(talk: Talk, tap: Tap) -> Reply:
    """`te NETWORK [SPAN]`. Raises NotYours, NotAllowed."""
    network_id = tap.number()
    if network_id is None:
        return Toast(OLD_BUTTON)
    chosen = _period(talk, tap)
    message = in_words(_counted(talk, network_id, chosen))
    others = tuple(button(label, ACTION, network_id, span) for span, label in _SPANS.items() if span != chosen.span)
    taken = button(DRAWN, CHARTS, network_id, chosen.span), button(TABLES_OF, FILES, network_id, chosen.span)
    page = _page(talk, network_id, chosen)
    rows = (taken, others, *((page,) if page else ()), (to_network(network_id),))
    return replace(screen_of(message), rows=rows)


def charts(talk: Talk, tap: Tap) -> Reply:
    """`tc NETWORK [SPAN]`: one picture after the other. Raises NotYours, NotAllowed."""
    network_id = tap.number()
    if network_id is None:
        return Toast(OLD_BUTTON)
    chosen = _period(talk, tap)
    pictures = of_period(_counted(talk, network_id, chosen))
    if not pictures:
        return Toast(NOTHING_TO_DRAW)
    return _followed([_picture(one) for one in pictures], network_id, chosen)


def files(talk: Talk, tap: Tap) -> Reply:
    """`tf NETWORK [SPAN]`: one table after the other. Raises NotYours, NotAllowed."""
    network_id = tap.number()
    if network_id is None:
        return Toast(OLD_BUTTON)
    chosen = _period(talk, tap)
    found = _counted(talk, network_id, chosen)
    return _followed([_table(table(name, found)) for name in TABLES], network_id, chosen)


def _followed(sent: list[Screen], network_id: int, chosen: Period) -> Reply:
    """With a way back under the last one."""
    return (*sent[:-1], replace(sent[-1], rows=((button(BACK, ACTION, network_id, chosen.span),),)))


def _period(talk: Talk, tap: Tap) -> Period:
    """The last twelve months when the button names none."""
    said = word(tap, 1)
    return period(Span(said) if said in _SPANS else Span.YEAR, talk.now.astimezone(PARIS).date())


def _counted(talk: Talk, network_id: int, chosen: Period) -> Territory:
    """Raises NotYours, NotAllowed."""
    database, who = talk.house.database, talk.person.id
    return territory.of_network(database, who, network_id, chosen.since, chosen.until, talk.now)


def _picture(one: File) -> Screen:
    return Screen(cut(h(one.alt), CAPTION), fresh=True, attachment=Attachment(one.name, one.content, picture=True))


def _table(one: File) -> Screen:
    return Screen(h(one.alt), fresh=True, attachment=Attachment(one.name, one.content))


def _page(talk: Talk, network_id: int, chosen: Period) -> tuple[Button, ...]:
    """Where our pages have an address that a phone opens."""
    if talk.house.links is None:
        return ()
    url = talk.house.links.url(LinkKind.TERRITORY, talk.person.id, network_id, now=talk.now)
    address = f"{url}?periode={chosen.span}"
    return (Button(PAGE, url=address),) if is_address(address) else ()
