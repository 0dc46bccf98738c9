"""Letters of the ledger, over HTTP to the local Bot API: what people see, and what becomes of every failure."""

import asyncio
import socket
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from alerts.channels.channel import Letter
from alerts.messages.message import Action, ActionKind, BeforeAfter, Fact, Message, Paragraph, Quote
from alerts.messages.phone.card import actions
from alerts.model.delivery import Claimed, DeliveryKind, Later, Moved, Outcome, Refused, Sent, Unreachable
from alerts.model.people import Recipient
from alerts.model.structure import Structure
from bot.config import TelegramSettings
from bot.telegram.channel import TelegramChannel
from bot.telegram.speaking import speaking
from tests.alerts.channels.pictured import FIGURES, SEEN, TRADES
from tests.telegram_api import faults
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import TOKEN, BotApi

NOW = datetime(2026, 9, 20, 8, 0, tzinfo=UTC)
GARDENERS = Structure("jardins-du-lien", "Les Jardins du Lien", frozenset())
CARD = Message(
    "Entretien des espaces verts & abords",
    "Vous pouvez répondre",
    (
        Fact("Acheteur", "Commune de <Saint-Exemple>"),
        Quote("Le lot 2 est réservé.", "avis BOAMP 26-900001"),
        Fact("Date limite", "vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours", strong=True),
    ),
    actions(77, "https://avis.example.org/1?a=1&b=2", None),
)
TO_CAMILLE = Claimed(1, GARDENERS.id, "telegram", DeliveryKind.ALERT, {}, "alert:1", 1, "person:12", 77)


@dataclass
class Post:
    """The channel, with the topics it says are closed."""

    base: str
    token: str = TOKEN
    connections: int = 10
    closed: list[Recipient] = field(default_factory=list)
    trouble: Exception | None = None

    def send(self, *letters: Letter, delivery: Claimed = TO_CAMILLE) -> list[Outcome]:
        return asyncio.run(self._send(letters, delivery))

    async def _send(self, letters: tuple[Letter, ...], delivery: Claimed) -> list[Outcome]:
        settings = TelegramSettings(token=SecretStr(self.token), api=self.base)
        async with speaking(settings) as bot:
            channel = TelegramChannel(bot, lambda: NOW, self._on_topic_closed)
            return [await channel.send(letter, delivery) for letter in letters]

    async def _on_topic_closed(self, recipient: Recipient) -> None:
        self.closed.append(recipient)
        if self.trouble:
            raise self.trouble


def letter(message: Message = CARD, address: str = "77", answers: str = "") -> Letter:
    return Letter(GARDENERS, message, address, answers)


@pytest.fixture
def post(bot_api: BotApi, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> Post:
    """To somebody who wrote to the bot. The pace of a chat has its own tests, and its own seconds."""
    for name in ("PRIVATE_SECONDS", "GROUP_SECONDS"):
        monkeypatch.setattr(f"bot.telegram.speed.{name}", 0.01)
    phone.start()
    return Post(bot_api.base)


def test_a_card_arrives_with_its_buttons(post: Post, phone: Phone, bot_api: BotApi) -> None:
    [outcome] = post.send(letter())
    assert outcome == Sent(f"77/{phone.last.id}")
    assert phone.last.text == (
        "Entretien des espaces verts & abords\n"
        "Acheteur\u00a0: Commune de <Saint-Exemple>\n"
        "« Le lot 2 est réservé. »\n"
        "avis BOAMP 26-900001\n"
        "\n"
        "Date limite\u00a0: vendredi 2 octobre 2026 à 12\u00a0h\u00a000\u00a0– dans 12 jours"
    )
    assert phone.last.rows == (
        ("J’y réponds", "À plusieurs"),
        ("Garder", "Pas pour moi"),
        ("Aide à la réponse", "Voir l’avis"),
    )
    assert phone.last.links == {"Voir l’avis": "https://avis.example.org/1?a=1&b=2"}
    assert "<blockquote expandable>" in phone.last.html
    [call] = [one for one in bot_api.calls if one.method == "sendMessage"]
    assert call.values["link_preview_options"] == {"is_disabled": True}
    assert not phone.last.silent


def test_a_correction_answers_the_first_card(post: Post, phone: Phone) -> None:
    [first] = post.send(letter())
    assert isinstance(first, Sent)
    post.send(letter(replace(CARD, title="Date limite repoussée"), answers=first.receipt))
    assert phone.last.reply_to == phone.bubbles()[0].id


@pytest.mark.parametrize("answers", ["77/999999", "-1001/5", "88/1"])
def test_a_first_card_that_is_gone_or_elsewhere_is_not_answered(post: Post, phone: Phone, answers: str) -> None:
    [outcome] = post.send(letter(answers=answers))
    assert isinstance(outcome, Sent)
    assert phone.last.reply_to is None


def test_a_long_letter_is_several_bubbles_with_the_buttons_under_the_last(post: Post, phone: Phone) -> None:
    long = replace(CARD, blocks=tuple(Paragraph(f"{n} " + "mot " * 500) for n in range(4)))
    [outcome] = post.send(letter(long))
    first, *others, last = phone.bubbles()
    assert outcome == Sent(f"77/{first.id}")
    assert (first.rows, [one.rows for one in others]) == ((), [()] * len(others))
    assert last.labels[0] == "J’y réponds"
    assert [one.text.split()[0] for one in phone.bubbles()] == ["Entretien", "2"], "cut between paragraphs"
    assert sum(one.text.count("mot") for one in phone.bubbles()) == 2000, "and nothing is left out"


def test_what_left_before_a_flood_is_not_sent_again(post: Post, phone: Phone, bot_api: BotApi) -> None:
    long = replace(CARD, blocks=tuple(Paragraph(f"Partie {n}. " + "mot " * 900) for n in (1, 2)))

    async def story() -> list[Outcome]:
        async with speaking(TelegramSettings(token=SecretStr(TOKEN), api=bot_api.base)) as bot:
            channel = TelegramChannel(bot, lambda: NOW, post._on_topic_closed)
            bot_api.faults.add(faults.Fault(), times=1)
            bot_api.faults.add(faults.flood(1), times=1)
            return [await channel.send(letter(long), TO_CAMILLE), await channel.send(letter(long), TO_CAMILLE)]

    flooded, sent = asyncio.run(story())
    assert flooded == Later(NOW + timedelta(seconds=1.5), "Telegram demande de ralentir")
    assert sent == Sent(f"77/{phone.bubbles()[0].id}")
    assert [one.text.count("Partie") for one in phone.bubbles()] == [1, 1]
    assert phone.bubbles()[-1].rows


SECONDS = timedelta(seconds=1)
DROPPED = "issue inconnue : Telegram n’a pas répondu, le message est peut-être arrivé ; renvoyé, au risque d’un double"
DOWN = "Telegram n’est pas joignable ou ne va pas bien"


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (faults.flood(3), Later(NOW + 3.5 * SECONDS, "Telegram demande de ralentir")),
        (faults.migrated(-1001234), Moved("-1001234")),
        (faults.forbidden(), Unreachable("la personne a bloqué le bot")),
        (faults.forbidden("user is deactivated"), Unreachable("ce compte Telegram a été supprimé")),
        (
            faults.forbidden("bot was kicked from the supergroup chat"),
            Unreachable("le bot a été retiré de cette conversation"),
        ),
        (
            faults.forbidden("bot is not a member of the channel chat"),
            Unreachable("le bot n’est plus dans cette conversation"),
        ),
        (
            faults.forbidden("bot can't initiate conversation with a user"),
            Unreachable("la personne n’a pas encore écrit au bot"),
        ),
        (faults.forbidden("the group chat was deleted"), Unreachable("cette conversation a été supprimée")),
        (faults.forbidden("for some other reason"), Unreachable("Telegram ne permet plus d’écrire ici")),
        (faults.NO_RIGHTS, Unreachable("le bot n’a pas le droit d’écrire ici")),
        (faults.refused("CHAT_WRITE_FORBIDDEN"), Unreachable("le bot n’a pas le droit d’écrire ici")),
        (faults.refused("group chat was deactivated"), Unreachable("cette conversation a été fermée")),
        (
            faults.refused("chat not found"),
            Later(NOW + timedelta(days=1), "Telegram ne trouve plus cette conversation", failed=True),
        ),
        (
            faults.refused("message is too strange"),
            Refused("Telegram refuse ce message : Message is too strange"),
        ),
        (faults.BROKEN, Later(NOW + 2 * SECONDS, DOWN)),
        (faults.BAD_GATEWAY, Later(NOW + 2 * SECONDS, DOWN)),
        (faults.DROP, Later(NOW + 15 * SECONDS, DROPPED)),
        (faults.LOST_REPLY, Later(NOW + 15 * SECONDS, DROPPED)),
        (
            faults.Fault(401, "Unauthorized"),
            Later(NOW + timedelta(hours=1), "Telegram refuse le jeton du bot : vérifiez VIGIE_TELEGRAM_TOKEN"),
        ),
    ],
    ids=lambda one: getattr(one, "description", "") or type(one).__name__,
)
def test_every_failure_has_an_outcome(post: Post, bot_api: BotApi, fault: faults.Fault, outcome: Outcome) -> None:
    bot_api.faults.add(fault)
    assert post.send(letter()) == [outcome]


def test_an_answer_too_slow_may_be_a_message_that_arrived(
    post: Post, bot_api: BotApi, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.speaking.READ", 0.3)
    bot_api.faults.add(faults.slow(0.8, late=True))
    assert post.send(letter()) == [Later(NOW + 15 * SECONDS, DROPPED)]
    assert phone.last.text.startswith("Entretien"), "it was there all the same"


def test_a_server_that_nobody_keeps_received_nothing() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{unused.getsockname()[1]}"
        assert Post(nobody).send(letter()) == [Later(NOW + 2 * SECONDS, DOWN)]


def test_a_token_that_is_none(bot_api: BotApi) -> None:
    [outcome] = Post(bot_api.base, token="123:short").send(letter())
    assert isinstance(outcome, Later)
    assert outcome.at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("fault", "why", "pauses"),
    [(faults.BROKEN, DOWN, (2, 10, 60, 60)), (faults.LOST_REPLY, DROPPED, (15, 60, 600, 3600))],
    ids=["nothing was sent", "something may have been"],
)
def test_pauses_grow(post: Post, bot_api: BotApi, fault: faults.Fault, why: str, pauses: tuple[int, ...]) -> None:
    for attempts, seconds in enumerate(pauses, start=1):
        bot_api.faults.add(fault)
        [outcome] = post.send(letter(), delivery=replace(TO_CAMILLE, attempts=attempts))
        assert outcome == Later(NOW + timedelta(seconds=seconds), why)


def test_a_chat_not_found_on_a_second_day_is_gone(post: Post, bot_api: BotApi) -> None:
    bot_api.faults.add(faults.refused("chat not found"))
    assert post.send(letter(), delivery=replace(TO_CAMILLE, attempts=2, failures=1)) == [
        Unreachable("Telegram ne trouve plus cette conversation, deux jours de suite")
    ]


def test_html_that_telegram_does_not_read_goes_bare_once(
    post: Post, bot_api: BotApi, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    bot_api.faults.add(faults.CANNOT_PARSE)
    [outcome] = post.send(letter())
    assert isinstance(outcome, Sent)
    assert phone.last.text.startswith("Entretien des espaces verts & abords\nAcheteur")
    assert phone.last.labels[0] == "J’y réponds"
    assert "Can't parse entities" in caplog.text
    assert "Saint-Exemple" not in caplog.text
    bot_api.faults.add(faults.CANNOT_PARSE, times=2)
    assert isinstance(post.send(letter())[0], Refused)


def test_an_address_that_telegram_refuses_behind_a_button_loses_only_that_button(
    post: Post, bot_api: BotApi, phone: Phone
) -> None:
    wrong = "inline keyboard button URL 'https://avis.example.org' is invalid: Wrong HTTP URL"
    bot_api.faults.add(faults.refused(wrong))
    [outcome] = post.send(letter())
    assert isinstance(outcome, Sent)
    assert phone.last.rows == (("J’y réponds", "À plusieurs"), ("Garder", "Pas pour moi"), ("Aide à la réponse",))


@pytest.fixture
def forum(bot_api: BotApi, phone: Phone) -> Group:
    group = Group(bot_api, "Réseau des Sources", creator=phone, forum=True)
    group.add_bot()
    return group


TO_FORUM = replace(TO_CAMILLE, recipient="group:3")


def test_a_group_is_told_in_its_topic(post: Post, forum: Group) -> None:
    topic = forum.add_topic("Marchés")
    [outcome] = post.send(letter(address=f"{forum.id}/{topic}"), delivery=TO_FORUM)
    assert outcome == Sent(f"{forum.id}/{forum.last.id}")
    assert forum.last.topic == topic
    assert post.closed == []


@pytest.mark.parametrize("how", ["closed", "deleted", "said closed"])
def test_a_topic_that_is_gone_leaves_the_message_to_the_group(
    post: Post, forum: Group, bot_api: BotApi, how: str
) -> None:
    topic = forum.add_topic("Marchés")
    {"closed": forum.close_topic, "deleted": forum.delete_topic}.get(how, lambda _topic: None)(topic)
    if how == "said closed":
        bot_api.faults.add(faults.refused("TOPIC_CLOSED"), chat=forum.id)
    [outcome] = post.send(letter(address=f"{forum.id}/{topic}"), delivery=TO_FORUM)
    assert outcome == Sent(f"{forum.id}/{forum.last.id}")
    assert forum.last.topic is None
    assert post.closed == [Recipient("telegram", "group:3")]


def test_a_correction_leaves_the_closed_topic_of_the_card_it_answers(post: Post, forum: Group) -> None:
    topic = forum.add_topic("Marchés")
    there = f"{forum.id}/{topic}"
    [first] = post.send(letter(address=there), delivery=TO_FORUM)
    assert isinstance(first, Sent)
    forum.close_topic(topic)
    [second] = post.send(letter(address=there, answers=first.receipt), delivery=TO_FORUM)
    assert isinstance(second, Sent)
    assert (forum.last.topic, forum.last.reply_to) == (None, None)


def test_a_topic_that_cannot_be_written_down_sends_nothing_twice(
    post: Post, forum: Group, caplog: pytest.LogCaptureFixture
) -> None:
    topic = forum.add_topic("Marchés")
    forum.close_topic(topic)
    post.trouble = OSError("no database")
    [outcome] = post.send(letter(address=f"{forum.id}/{topic}"), delivery=TO_FORUM)
    assert isinstance(outcome, Sent)
    assert "could not be written down" in caplog.text


def test_a_group_whose_general_topic_is_closed_to_us(post: Post, forum: Group, bot_api: BotApi) -> None:
    bot_api.faults.add(faults.refused("TOPIC_CLOSED"), chat=forum.id)
    assert post.send(letter(address=str(forum.id)), delivery=TO_FORUM) == [
        Unreachable("le sujet général de ce groupe est fermé")
    ]


def test_people_and_groups_who_leave(post: Post, forum: Group, phone: Phone) -> None:
    forum.remove_bot()
    assert isinstance(post.send(letter(address=str(forum.id)), delivery=TO_FORUM)[0], Unreachable)
    phone.block()
    assert post.send(letter()) == [Unreachable("la personne a bloqué le bot")]
    phone.unblock()
    phone.deactivate()
    assert post.send(letter()) == [Unreachable("ce compte Telegram a été supprimé")]


def test_a_group_that_moves_says_where(post: Post, bot_api: BotApi, phone: Phone) -> None:
    group = Group(bot_api, "Les voisins", creator=phone, basic=True)
    group.add_bot()
    before = group.id
    group.upgrade()
    [outcome] = post.send(letter(address=str(before)), delivery=TO_FORUM)
    assert isinstance(outcome, Moved)
    [there] = post.send(letter(address=outcome.address), delivery=TO_FORUM)
    assert isinstance(there, Sent)


@pytest.mark.parametrize("address", ["", "nowhere", "77/", "77/x"])
def test_an_address_that_is_none(post: Post, address: str) -> None:
    outcomes = post.send(letter(address=address))
    expected = Sent if address == "77/" else Unreachable
    assert isinstance(outcomes[0], expected)


HOSTILE = (
    "<b>", "&amp;", "&", "a" * 10_000, "mot " * 3000, "👩🏽‍🌾" * 1500, "\u202e04", "\ud83d", "\x00\x1b", "\r\n" * 50,
    "<a href='x'>", "</blockquote>", "«»", "'" * 300, "—" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(one[:8]) for one in HOSTILE])
def test_whatever_publishers_write_the_message_arrives(post: Post, phone: Phone, bot_api: BotApi, text: str) -> None:
    message = Message(
        f"Titre {text}",
        text,
        (Fact(text, text, strong=True), Quote(text, text), BeforeAfter(text, text, text), Paragraph(text)),
        ((Action(ActionKind.READ, "Voir l'avis", url=text), Action(ActionKind.KEEP, "Garder", 2**63 - 1)),),
    )
    [outcome] = post.send(letter(message))
    assert isinstance(outcome, Sent)
    assert not bot_api.refusals
    assert phone.last.labels == ("Garder",)


def test_pictures_follow_the_words_without_a_sound(post: Post, phone: Phone, bot_api: BotApi) -> None:
    [outcome] = post.send(letter(replace(CARD, attachments=(SEEN, FIGURES, TRADES))))
    words, *pictures = phone.bubbles()
    assert outcome == Sent(f"77/{words.id}")
    assert (words.silent, words.labels[0]) == (False, "J’y réponds")
    assert [(one.photo, one.content, one.silent) for one in pictures] == [
        (True, SEEN.content, True),
        (True, TRADES.content, True),
    ]
    assert pictures[0].text == "31 annonces vues, dont 4 «\u00a0réservées\u00a0» & 2 gagnées"
    assert bot_api.refusals == []


def test_pictures_go_where_the_words_go(post: Post, forum: Group) -> None:
    topic = forum.add_topic("Territoire")
    post.send(letter(replace(CARD, attachments=(SEEN,)), f"{forum.id}/{topic}"))
    assert [one.topic for one in forum.bubbles()] == [topic, topic]


@pytest.mark.parametrize("why", ["not enough rights to send photos to the chat", "PHOTO_INVALID_DIMENSIONS"])
def test_a_chat_that_takes_no_pictures_has_the_words(post: Post, phone: Phone, bot_api: BotApi, why: str) -> None:
    bot_api.faults.add(faults.refused(why), method="sendPhoto", times=2)
    [outcome] = post.send(letter(replace(CARD, attachments=(SEEN, TRADES))))
    assert outcome == Sent(f"77/{phone.last.id}")
    assert len(phone.bubbles()) == 1


def test_a_flood_between_the_words_and_the_pictures(post: Post, phone: Phone, bot_api: BotApi) -> None:
    pictured = letter(replace(CARD, attachments=(SEEN,)))

    async def story() -> list[Outcome]:
        async with speaking(TelegramSettings(token=SecretStr(TOKEN), api=bot_api.base)) as bot:
            channel = TelegramChannel(bot, lambda: NOW, post._on_topic_closed)
            bot_api.faults.add(faults.flood(1), method="sendPhoto", times=1)
            return [await channel.send(pictured, TO_CAMILLE) for _ in range(2)]

    flooded, sent = asyncio.run(story())
    assert flooded == Later(NOW + timedelta(seconds=1.5), "Telegram demande de ralentir")
    assert sent == Sent(f"77/{phone.bubbles()[0].id}")
    assert [one.photo for one in phone.bubbles()] == [False, True]
