"""Where buttons lead once they are links: the same address in a letter and on our pages."""

import pytest

from alerts.channels.channel import Letter
from alerts.channels.email.personal import Personal
from alerts.links.signed import LinkKind, Links
from alerts.messages.message import Action, ActionKind, Message
from alerts.messages.ways import under
from alerts.model.delivery import Claimed, DeliveryKind
from bot.pages.blocks import Linker
from tests.alerts.reply_help.cases import NOW

LINKS = Links("https://vigie.example", "s" * 32)
PAGE = LINKS.url(LinkKind.OPPORTUNITY, 3, 12, now=NOW)
SETTINGS = LINKS.url(LinkKind.SETTINGS, 3, now=NOW)
WAYS = (
    (Action(ActionKind.OPEN, "Voir", 12), PAGE),
    (Action(ActionKind.ANSWERING, "J'y réponds", 12), PAGE),
    (Action(ActionKind.HELP, "Aide", 12), f"{PAGE}/aide"),
    (Action(ActionKind.PLAN, "Calendrier", 12), f"{PAGE}/aide/calendrier"),
    (Action(ActionKind.AFTER, "Oui, retenus", 12, about=("won",)), f"{PAGE}/aide/suite?dit=won"),
    (Action(ActionKind.AFTER, "Et après ?", 12), f"{PAGE}/aide/suite"),
    (Action(ActionKind.DRAWER, "Tiroir"), SETTINGS),
    (Action(ActionKind.PLAN, "De rien"), None),
)


@pytest.mark.parametrize(("action", "url"), WAYS)
def test_a_letter_and_a_page_lead_to_the_same_place(action: Action, url: str | None) -> None:
    letter = Letter(None, Message("", "", ()), "ines@example.org", membership=3)
    row = Claimed(1, "haies", "email", DeliveryKind.STEP, {}, "step:1", 1)
    personal = Personal(LINKS, letter, row, NOW)
    linked = Linker(LINKS, 3, NOW)(action)
    assert personal.url(action) == url
    assert (linked.url if linked else None) == url


def test_what_is_no_page_of_an_opportunity_leads_nowhere_under_it() -> None:
    for kind in (ActionKind.LIST, ActionKind.READ, ActionKind.WIDEN, ActionKind.GO, ActionKind.DRAWER):
        assert under(Action(kind, "", 12)) is None
    assert under(Action(ActionKind.AFTER, "", 12, about=("a b&c",))) == "/aide/suite?dit=a%20b%26c"
