"""What Telegram refuses is refused here too, as python-telegram-bot sees it; what is right passes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from aiogram import Bot as OtherBot
from aiogram.methods import SendMessage
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken
from teremok.session import MockedSession

from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import TOKEN, BotApi
from tests.telegram_api.talking import bot_on, buttons, call, updates

Ask = Callable[[Bot], Awaitable[Any]]


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[one] for one in buttons])


REFUSED: dict[str, tuple[Ask, str]] = {
    "nothing to read": (lambda bot: bot.send_message(77, " \n"), "text is empty"),
    "only tags": (lambda bot: bot.send_message(77, "<b> </b>", parse_mode="HTML"), "text is empty"),
    "too long": (lambda bot: bot.send_message(77, "a" * 4097), "too long"),
    "too long in emojis, which count twice": (lambda bot: bot.send_message(77, "🌱" * 2049), "too long"),
    "a tag left open": (lambda bot: bot.send_message(77, "<b>Garder", parse_mode="HTML"), "parse entities"),
    "an unknown tag": (lambda bot: bot.send_message(77, "<p>Garder</p>", parse_mode="HTML"), "parse entities"),
    "a bare ampersand": (lambda bot: bot.send_message(77, "Tri & réemploi", parse_mode="HTML"), "parse entities"),
    "a quote in a quote": (
        lambda bot: bot.send_message(77, "<blockquote>a<blockquote>b</blockquote></blockquote>", parse_mode="HTML"),
        "nested blockquote",
    ),
    "a caption too long": (lambda bot: bot.send_document(77, b"x", caption="a" * 1025), "caption is too long"),
    "broken HTML in a caption": (
        lambda bot: bot.send_document(77, b"x", caption="<i>a", parse_mode="HTML"),
        "parse entities",
    ),
    "65 bytes in a button": (
        lambda bot: bot.send_message(
            77, "a", reply_markup=keyboard(InlineKeyboardButton("b", callback_data="é" * 32 + "a"))
        ),
        "button_data_invalid",
    ),
    "a button that does nothing": (
        lambda bot: bot.send_message(77, "a", reply_markup=keyboard(InlineKeyboardButton("Créer"))),
        "exactly one",
    ),
    "the data of a button given as its address": (
        lambda bot: bot.send_message(77, "a", reply_markup=keyboard(InlineKeyboardButton("Créer", "p:new"))),
        "url",
    ),
    "an address of another sort": (
        lambda bot: bot.send_message(77, "a", reply_markup=keyboard(InlineKeyboardButton("b", "ftp://vigie.example"))),
        "unsupported url protocol",
    ),
    "a button without words": (
        lambda bot: bot.send_message(77, "a", reply_markup=keyboard(InlineKeyboardButton(" ", callback_data="1"))),
        "text buttons",
    ),
    "101 buttons": (lambda bot: bot.send_message(77, "a", reply_markup=buttons(*map(str, range(101)))), "too long"),
    "nine in a row": (
        lambda bot: bot.send_message(
            77, "a", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("b", callback_data="1")] * 9])
        ),
        "1 to 8",
    ),
    "no keyboard at all": (
        lambda bot: bot.send_message(77, "a", api_kwargs={"reply_markup": "null"}),
        "object expected",
    ),
    "an unknown parameter": (lambda bot: bot.send_message(77, "a", api_kwargs={"priority": 1}), "unknown parameter"),
    "a parameter of the wrong kind": (
        lambda bot: bot.send_message(77, "a", api_kwargs={"disable_notification": "perhaps"}),
        "disable_notification",
    ),
    "an unknown chat": (lambda bot: bot.send_message(78, "a"), "chat not found"),
    "an answer to nothing": (
        lambda bot: bot.send_message(77, "a", reply_parameters=ReplyParameters(99)),
        "replied not found",
    ),
    "a topic in private": (lambda bot: bot.send_message(77, "a", message_thread_id=5), "thread not found"),
    "changing what does not exist": (lambda bot: bot.edit_message_text("a", 77, 99), "edit not found"),
    "changing what the person wrote": (lambda bot: bot.edit_message_text("a", 77, 1), "can't be edited"),
    "deleting what does not exist": (lambda bot: bot.delete_message(77, 99), "delete not found"),
    "answering an unknown tap": (lambda bot: bot.answer_callback_query("1"), "query id is invalid"),
    "a command in capitals": (lambda bot: bot.set_my_commands([BotCommand("Profil", "Mon profil")]), "command_invalid"),
    "a description too long": (lambda bot: bot.set_my_short_description("a" * 121), "too long"),
    "an empty file": (lambda bot: bot.send_document(77, b"", filename="a.ics"), "non-empty"),
    "a webhook in clear": (lambda bot: bot.set_webhook("http://vigie.example/x"), "https url"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_telegram_refuses(bot_api: BotApi, phone: Phone, case: str) -> None:
    ask, why = REFUSED[case]
    phone.start()
    with pytest.raises(BadRequest) as refusal:
        call(bot_api, ask)
    assert why in str(refusal.value).lower()
    assert phone.bubbles() == []
    assert len(bot_api.refusals) == 1


def test_nobody_is_written_to_who_did_not_write_first(bot_api: BotApi, phone: Phone) -> None:
    with pytest.raises(Forbidden, match="can't initiate"):
        call(bot_api, lambda bot: bot.send_message(77, "a"))


def test_nobody_is_written_to_who_blocked_the_bot_or_left_telegram(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    phone.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        call(bot_api, lambda bot: bot.send_message(77, "a"))
    phone.unblock()
    call(bot_api, lambda bot: bot.send_message(77, "a"))
    phone.deactivate()
    with pytest.raises(Forbidden, match="deactivated"):
        call(bot_api, lambda bot: bot.send_message(77, "a"))


def test_a_change_that_changes_nothing(bot_api: BotApi, phone: Phone) -> None:
    phone.start()

    async def ask(bot: Bot) -> None:
        message = await bot.send_message(77, "<b>Garder</b>", parse_mode="HTML", reply_markup=buttons("Oui"))
        with pytest.raises(BadRequest, match="not modified"):
            await message.edit_text("<b>Garder</b>", parse_mode="HTML", reply_markup=buttons("Oui"))
        with pytest.raises(BadRequest, match="not modified"):
            await message.edit_reply_markup(buttons("Oui"))
        await message.edit_text("Garder", reply_markup=buttons("Oui"))  # the same letters, no longer bold
        await message.edit_reply_markup(None)
        with pytest.raises(BadRequest, match="not modified"):
            await message.edit_reply_markup(None)

    call(bot_api, ask)
    assert (phone.last.text, phone.last.rows) == ("Garder", ())


def test_the_words_of_a_file_are_a_caption(bot_api: BotApi, phone: Phone) -> None:
    phone.start()

    async def ask(bot: Bot) -> None:
        message = await bot.send_document(77, b"contenu", filename="agenda.ics", caption="Votre agenda")
        with pytest.raises(BadRequest, match="no text in the message"):
            await message.edit_text("Autre")
        await message.edit_caption("Votre agenda, corrigé")

    call(bot_api, ask)
    assert (phone.last.document, phone.last.content) == ("agenda.ics", b"contenu")
    assert phone.last.text == "Votre agenda, corrigé"


def test_what_was_sent_with_a_keyboard_under_the_text_field_never_changes(bot_api: BotApi, phone: Phone) -> None:
    phone.start()

    async def ask(bot: Bot) -> None:
        for markup in (ReplyKeyboardMarkup([["Oui", "Non"]]), ReplyKeyboardRemove()):
            message = await bot.send_message(77, "Garder ?", reply_markup=markup)
            with pytest.raises(BadRequest, match="can't be edited"):
                await message.edit_text("Gardée")
            if phone.keyboard:
                phone.press("Oui")

    call(bot_api, ask)
    assert [one.message.text for one in updates(bot_api)] == ["/start", "Oui"]


def test_the_answer_to_a_tap_opens_the_bot_and_nothing_else(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    call(bot_api, lambda bot: bot.send_message(77, "Garder ?", reply_markup=buttons("Oui")))
    phone.tap("Oui")
    query = updates(bot_api)[-1].callback_query
    with pytest.raises(BadRequest, match=r"(?i)url_invalid"):
        call(bot_api, lambda bot: bot.answer_callback_query(query.id, url="https://annonces.example"))
    call(bot_api, lambda bot: bot.answer_callback_query(query.id, url="https://t.me/vigie_ess_bot?start=g_1"))
    assert phone.toasts[0].url.endswith("start=g_1")


def test_a_tap_is_answered_once(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    call(bot_api, lambda bot: bot.send_message(77, "Garder ?", reply_markup=buttons("Oui")))
    phone.tap("Oui")
    (query,) = [one.callback_query for one in updates(bot_api) if one.callback_query]
    call(bot_api, lambda bot: bot.answer_callback_query(query.id, "Gardée"))
    with pytest.raises(BadRequest, match="invalid"):
        call(bot_api, lambda bot: bot.answer_callback_query(query.id, "Gardée"))
    assert [one.text for one in phone.toasts] == ["Gardée"]


def test_the_answer_to_a_tap_is_short(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    call(bot_api, lambda bot: bot.send_message(77, "Garder ?", reply_markup=buttons("Oui")))
    phone.tap("Oui")
    (query,) = [one.callback_query for one in updates(bot_api) if one.callback_query]
    with pytest.raises(BadRequest, match=r"(?i)too_long"):
        call(bot_api, lambda bot: bot.answer_callback_query(query.id, "a" * 201))


def test_the_position_is_asked_for_in_private_only(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    group = Group(bot_api, creator=phone)
    group.add_bot()
    asking = ReplyKeyboardMarkup([[KeyboardButton("📍 Ma position", request_location=True)]])
    with pytest.raises(BadRequest, match="private chats only"):
        call(bot_api, lambda bot: bot.send_message(group.id, "Où ?", reply_markup=asking))
    call(bot_api, lambda bot: bot.send_message(77, "Où ?", reply_markup=asking))
    assert phone.keyboard == (("📍 Ma position",),)
    phone.share_position(45.76, 4.83)
    assert updates(bot_api)[-1].message.location.latitude == 45.76
    call(bot_api, lambda bot: bot.send_message(77, "Merci", reply_markup=ReplyKeyboardRemove()))
    assert phone.keyboard == ()
    with pytest.raises(AssertionError, match="no button asks"):
        phone.share_position(45.76, 4.83)


async def entered(bot: Bot) -> None:
    async with bot:
        pass


def test_the_token_and_the_method_are_known(bot_api: BotApi) -> None:
    with pytest.raises(InvalidToken):
        asyncio.run(entered(bot_on(bot_api, "700000002:" + "B" * 35)))
    bodies = [
        httpx.post(f"{bot_api.base}/bot{token}/{method}").json()
        for token, method in ((TOKEN, "sendNothing"), ("nonsense", "getMe"), ("1:" + "B" * 35, "getMe"))
    ]
    assert [one["error_code"] for one in bodies] == [404, 404, 401]


def test_a_number_written_by_the_bot_stays_text(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    assert call(bot_api, lambda bot: bot.send_message(77, "75")).text == "75"
    assert phone.last.text == "75"


def test_an_innocent_bot_passes_here_and_before_the_other_library_alone(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    rows = InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("J’y réponds", callback_data="1.ca.yes.1a"),
                InlineKeyboardButton("Garder", callback_data="é" * 32),
            ],
            [InlineKeyboardButton("Voir l’avis", "https://annonces.example/avis/1?lot=2&x=1")],
            [InlineKeyboardButton("Ouvrir", "tg://resolve?domain=vigie_ess_bot")],
        ]
    )
    text = (
        'Lot 2 : <b>haies</b> &amp; <i>taille</i> <a href="https://a.example/?x=1&amp;y=2">avis</a>\n'
        "<blockquote expandable>« … »</blockquote>"
    )

    async def ask(bot: Bot) -> None:
        await bot.send_message(77, text, parse_mode="HTML", reply_markup=rows, disable_notification=True)
        await bot.send_message(77, "a" * 4096)
        await bot.send_message(77, "b", reply_markup=buttons(*map(str, range(100))))
        await bot.send_photo(77, b"image", caption="a" * 1024)
        await bot.set_my_commands([BotCommand("profil", "Voir ou changer mon profil")], language_code="fr")
        assert [one.command for one in await bot.get_my_commands(language_code="fr")] == ["profil"]
        assert await bot.get_my_commands() == ()

    call(bot_api, ask)
    assert bot_api.refusals == []
    assert phone.bubbles()[0].text == "Lot 2 : haies & taille avis\n« … »"
    assert phone.bubbles()[0].links["Voir l’avis"].startswith("https://")
    assert phone.bubbles()[0].silent

    async def judged_alone() -> None:
        session = MockedSession()
        other = OtherBot(TOKEN, session=session)
        sent = [one.values for one in bot_api.calls if one.method == "sendMessage"]
        for values in sent:
            await other(SendMessage.model_validate(values))
        assert len(session.requests) == 3

    asyncio.run(judged_alone())
