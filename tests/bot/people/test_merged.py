"""Two alerts of what turned out to be one call: the buttons of both go on working."""

from alerts.store import people
from scrapers.notice import NoticeKind
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.server import BotApi
from tests.telegram_api.stock import belongs, garden_call


def test_the_button_of_an_alert_is_about_the_call_that_is_left(bot: InThread, bot_api: BotApi, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-1", procedure_id="P-1"))
    bot.alert(garden_call("26-2", procedure_id="P-2"))
    first, second = phone.bubbles()
    bot.alert(garden_call("26-3", procedure_id="P-1", kind=NoticeKind.CORRECTION, previous=("26-1", "26-2")))
    second.tap("Garder")
    assert "Gardée." in phone.wait_toast("Gardée").text
    first.tap("Garder")
    phone.wait_toast("C’était déjà noté")
    phone.write("/gardees")
    assert "2." not in phone.wait_for("Vos annonces gardées").text
    assert bot_api.refusals == []


def test_nor_does_it_give_somebody_else_a_right(bot: InThread, bot_api: BotApi, phone: Phone) -> None:
    """The message is theirs; what it speaks of belongs to a structure that they left."""
    membership = belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-1", procedure_id="P-1"))
    bot.alert(garden_call("26-2", procedure_id="P-2"))
    bot.alert(garden_call("26-3", procedure_id="P-1", kind=NoticeKind.CORRECTION, previous=("26-1", "26-2")))
    with bot.database.write() as session:
        people.delete_memberships(session, [membership])
    phone.bubbles()[1].tap("Garder")
    phone.wait_toast("ne faites pas partie")
