"""The person sees what is shown now, and touches only that. What they read becomes a page of the guide."""

from pathlib import Path

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.telegram_api.phone import OTHER_THINGS, Phone
from tests.telegram_api.server import BotApi
from tests.telegram_api.talking import buttons, call, updates
from tests.telegram_api.transcript import Page, check_guide


def test_a_button_taken_away_cannot_be_touched(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    message = call(bot_api, lambda bot: bot.send_message(77, "Garder ?", reply_markup=buttons("Oui", "Non")))
    bubble = phone.wait_for("Garder ?")
    call(bot_api, lambda bot: bot.edit_message_text("Fini", 77, message.message_id, reply_markup=buttons("Retour")))
    with pytest.raises(AssertionError, match=r"no such|no button 'Oui'"):
        bubble.tap("Oui")
    with pytest.raises(AssertionError, match=r"'Oui' is shown; there are: \['Retour'\]"):
        phone.tap("Oui", timeout=0)
    assert [one for one in updates(bot_api) if one.callback_query] == []


def test_the_latest_bubble_with_the_button_is_touched(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    for words in ("un", "deux"):
        call(bot_api, lambda bot, words=words: bot.send_message(77, words, reply_markup=buttons("Garder")))
    phone.tap("Garder")
    phone.bubbles()[0].tap("Garder")
    taps = [one.callback_query for one in updates(bot_api) if one.callback_query]
    assert [one.message.text for one in taps] == ["deux", "un"]
    assert {one.data for one in taps} == {"1.Garder"}


def test_a_link_is_opened_and_the_bot_hears_nothing(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Voir l’avis", "https://annonces.example/1")]])
    call(bot_api, lambda bot: bot.send_message(77, "Lot 2", reply_markup=rows))
    phone.tap("Voir l’avis")
    assert phone.last.links == {"Voir l’avis": "https://annonces.example/1"}
    assert [one for one in updates(bot_api) if one.callback_query] == []


def test_waiting_looks_only_at_what_came_after_the_gesture(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    call(bot_api, lambda bot: bot.send_message(77, "Bonjour"))
    assert phone.wait_for("Bonjour")
    phone.write("encore")
    with pytest.raises(AssertionError, match="waited"):
        phone.wait_for("Bonjour", timeout=0.1)


def test_what_is_no_text_a_correction_and_a_bubble_too_old(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    call(bot_api, lambda bot: bot.send_message(77, "Garder ?", reply_markup=buttons("Oui")))
    for what in OTHER_THINGS:
        phone.send(what)
    phone.write("O1")
    phone.correct("01")
    phone.tap("Oui", too_old=True)
    found = updates(bot_api)
    assert [bool(one.message[what]) for one, what in zip(found[1:], OTHER_THINGS, strict=False)] == [True] * 7
    assert found[-2].edited_message.text == "01"
    assert not found[-1].callback_query.message.is_accessible


def test_blocking_and_coming_back_are_told(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    phone.block()
    with pytest.raises(AssertionError, match="unblock first"):
        phone.write("?")
    phone.unblock()
    changes = [one.my_chat_member for one in updates(bot_api) if one.my_chat_member]
    assert [one.new_chat_member.status for one in changes] == ["kicked", "member"]


GUIDE = r"""# Vos premiers pas

Deux gestes.

## Commencer

**Vous** : /start

**Vigie** :

> Bonjour\
> 1\. Votre \*structure\* ?
>
> `[ Esat ]` `[ Autre ]`

*Vous touchez : Esat*

*Vigie affiche un instant : « Noté »*

**Vigie** (le message change) :

> Un Esat, c’est noté.

## Ensuite

**Vigie** :

> 📄 agenda.ics
>
> Votre agenda
"""


def test_what_was_read_is_written_the_same_each_time(
    bot_api: BotApi, phone: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIGIE_WRITE_GUIDES", raising=False)
    page = Page("Vos premiers pas", "Deux gestes.")
    phone.start()
    row = InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=one) for one in ("Esat", "Autre")]])

    async def ask(bot: Bot) -> None:
        await bot.send_message(77, "<b>Bonjour</b>\n1. Votre *structure* ?", parse_mode="HTML", reply_markup=row)
        phone.tap("Esat")
        query = (await bot.get_updates())[-1].callback_query
        await query.answer("Noté")
        await query.edit_message_text("Un Esat, c’est noté.")

    call(bot_api, ask)
    page.chapter("Commencer")
    page.tell(phone)
    call(bot_api, lambda bot: bot.send_document(77, b"x", filename="agenda.ics", caption="Votre agenda"))
    page.chapter("Ensuite")
    page.tell(phone)
    told = page.text()
    assert told == GUIDE
    (tmp_path / "guide.md").write_text("autre chose")
    with pytest.raises(AssertionError, match="VIGIE_WRITE_GUIDES"):
        page.check(tmp_path / "guide.md")


def test_the_guide_is_written_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_WRITE_GUIDES", "1")
    check_guide(tmp_path / "guide.md", "Bonjour\n")
    assert (tmp_path / "guide.md").read_text() == "Bonjour\n"
