"""What people write and tap in Telegram, and what they see then. Over HTTP, against the local Bot API."""

import time
from collections.abc import Callable, Iterator

import pytest

from alerts.model.structure import Structure
from alerts.services import grouping, people
from alerts.services.errors import NotYours
from alerts.store import structures
from alerts.store.engine import Database
from alerts.store.people import person_on_telegram
from bot.chat.command import Command, Scope
from bot.chat.screen import Attachment, Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.aide import Aide
from bot.telegram.answering import Written
from bot.wiring import House
from tests.bot.commands.conversation import NOON, house_on
from tests.bot.telegram.on_the_line import Line, on_the_line
from tests.telegram_api import faults
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import OTHER_THINGS, Phone
from tests.telegram_api.server import BotApi


class Soup(Command):
    """A command with one of everything."""

    name = "soupe"
    space = "so"
    about = "La soupe du jour"
    aliases = ("potage",)

    def open(self, talk: Talk, words: str) -> Reply:
        talk.go("so", "name")
        rows = (
            (Button("🥕 Carottes", pack("so", "pick", "carottes")), Button("Poireaux", pack("so", "pick", "poireaux"))),
        )
        return Screen(f"Quelle soupe ? {words}", (*rows, self._more()))

    def _more(self) -> tuple[Button, ...]:
        return tuple(
            Button(label, pack("so", action)) for label, action in (("Valider (2)", "word"), ("Panne", "break"))
        )

    def tap(self, talk: Talk, tap: Tap) -> Reply:  # noqa: C901 - one of everything
        match tap.action:
            case "pick":
                return Screen(f"Va pour <b>{tap.args[0]}</b>.", ((Button("⬅️ Retour", pack("so", "back")),),))
            case "back":
                return self.open(talk, "encore")
            case "word":
                return Toast("C’est validé.")
            case "break":
                raise RuntimeError(f"no soup for {talk.person.name}")
            case "not":
                raise NotYours
            case "slow":
                time.sleep(1.3)
                return (Toast("Enfin."), Screen("La soupe est chaude."))
            case "bad":
                return Screen("<b>Une <i>balise</b> de travers</i>")
            case "file":
                return Screen("Voici.", attachment=Attachment("soupe.txt", b"carottes"))
            case "photo":
                back = ((Button("⬅️ Retour", pack("so", "back")),),)
                return Screen("La soupe.", back, fresh=True, attachment=Attachment("soupe.png", b"png", picture=True))
            case "same":
                return Screen("Quelle soupe ?", ((Button("La même", pack("so", "same")),),))
            case _:
                return super().tap(talk, tap)

    def text(self, talk: Talk, text: str) -> Reply | None:
        if text == "rien":
            return None
        if text == "où":
            return Screen("Dites-moi où.", ((Button("⬅️ Retour", pack("so", "back")),),), asks_location=True)
        return Screen(f"Une soupe de {text}.")

    def position(self, talk: Talk, latitude: float, longitude: float) -> Reply | None:
        return Screen(f"Vous êtes vers le {round(latitude)}e degré.", ((Button("⬅️ Retour", pack("so", "back")),),))


class Kitchen(Command):
    name = "cuisine"
    space = "cu"
    about = "La cuisine du groupe"
    scope = Scope.GROUP

    def open(self, talk: Talk, words: str) -> Reply:
        return Screen("La cuisine est ouverte.", ((Button("Fermer", pack("cu", "close")),),))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        return Screen("La cuisine est fermée.")


def typed(talk: Talk, text: str) -> Reply | None:
    return Screen("Gardée.") if text == "garder" else None


COMMANDS = (Soup(), Kitchen(), Aide())


@pytest.fixture
def house(database: Database) -> House:
    return house_on(database)


@pytest.fixture
def line(house: House, bot_api: BotApi) -> Iterator[Line]:
    with on_the_line(house, bot_api, COMMANDS, Written(lambda talk, text: None, typed)) as held:
        yield held
    assert held.troubles == []


def test_a_command_is_answered_and_a_tap_changes_its_bubble(line: Line, phone: Phone) -> None:
    phone.write("/soupe de saison")
    bubble = phone.wait_for("Quelle soupe ? de saison")
    phone.tap("Poireaux")
    assert phone.wait_for("Va pour poireaux.").id == bubble.id
    phone.tap("⬅️ Retour")
    assert phone.wait_for("Quelle soupe ? encore").id == bubble.id
    assert phone.api.refusals == []


def test_what_changed_a_step_is_not_done_again_by_the_next_process(line: Line, phone: Phone) -> None:
    """Killed between the two, a box that was ticked would be unticked: the step and its update end together."""
    phone.write("/soupe de saison")
    phone.wait_for("Quelle soupe ? de saison")
    phone.write("panais")
    phone.wait_for("Une soupe de panais.")
    wait_until(lambda: line.heard == 2)
    assert line.undone == []


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/potage", "Quelle soupe ?"),
        ("/Soupe@vigie_ess_bot bio", "Quelle soupe ? bio"),
        ("Soupe", "Quelle soupe ?"),
        ("menu", "Aide"),
        ("carottes", "Va pour carottes."),
        ("CAROTTES !", "Va pour carottes."),
        ("valider", "C’est validé."),
        ("oui", "C’est validé."),
        ("panais", "Une soupe de panais."),
        ("rien", "Je n’ai pas compris."),
        ("garder", "Une soupe de garder."),
        ("/inconnue", "Je ne connais pas /inconnue."),
        ("/confidentialité", "Je ne connais pas /confidentialité."),
        ("🥕", "Une soupe de 🥕."),
    ],
)
def test_what_is_written_in_the_middle_of_a_step(line: Line, phone: Phone, words: str, answer: str) -> None:
    phone.write("/soupe")
    phone.wait_for("Quelle soupe ?")
    phone.write(words)
    phone.wait_for(answer)


def test_a_word_in_reply_to_a_card_is_for_the_card(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    phone.reply_to(phone.wait_for("Quelle soupe ?"), "garder")
    phone.wait_for("Gardée.")


@pytest.mark.parametrize("text", ["bonjour", "x" * 4096, "🌻🌻", "+", "-"])
def test_nothing_in_private_stays_without_an_answer(line: Line, phone: Phone, text: str) -> None:
    phone.write(text)
    phone.wait_for("Je n’ai pas compris.")


@pytest.mark.parametrize("what", sorted(OTHER_THINGS.keys() - {"venue"}))
def test_what_is_no_text_is_answered_too(line: Line, phone: Phone, what: str) -> None:
    phone.send(what)
    assert "J’ai bien reçu un" in phone.wait_for("mais je ne lis que le texte").text


def test_a_position_that_nobody_asked_for(line: Line, phone: Phone) -> None:
    phone.send("venue")
    phone.wait_for("Je n’ai pas besoin de votre position")


def test_a_message_corrected_afterwards_changes_nothing(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    phone.wait_for("Quelle soupe ?")
    phone.correct("/soupe bio")
    phone.write("panais")
    phone.wait_for("Une soupe de panais.")
    assert len(phone.bubbles()) == 2


def test_a_bubble_of_another_year_still_answers(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    phone.wait_for("Quelle soupe ?")
    phone.tap("Poireaux", too_old=True)
    phone.wait_for("Va pour poireaux.")


def test_a_tap_is_always_answered_and_a_refusal_is_kind(line: Line, phone: Phone, house: House) -> None:
    phone.write("/soupe")
    bubble = phone.wait_for("Quelle soupe ?")
    tap_data(phone, bubble.id, pack("so", "not"))
    toast = phone.wait_toast("Ce bouton concerne une structure dont vous ne faites pas partie.")
    assert toast.alert
    phone.tap("Valider (2)")
    assert not phone.wait_toast("C’est validé.").alert
    assert len(phone.bubbles()) == 1


def test_a_fault_of_ours_frees_the_button_and_is_told_above(house: House, bot_api: BotApi, phone: Phone) -> None:
    with on_the_line(house, bot_api, COMMANDS) as line:
        phone.write("/soupe")
        phone.tap("Panne")
        phone.write("/soupe encore")
        phone.wait_for("Quelle soupe ? encore")
    assert [type(one) for one in line.troubles] == [RuntimeError]
    assert all(query.answered for query in bot_api.world.queries.values())


@pytest.mark.parametrize("data", ["1.zz.go", "0.so.pick.poireaux", "x", "2.so.back"])
def test_a_button_of_another_time_brings_the_menu(line: Line, phone: Phone, data: str) -> None:
    phone.write("/soupe")
    bubble = phone.wait_for("Quelle soupe ?")
    tap_data(phone, bubble.id, data)
    phone.wait_toast("Ce bouton n'est plus d'actualité.")
    assert phone.wait_for("Chaque bouton peut aussi s’écrire").id != bubble.id


def test_a_button_whose_command_no_longer_knows_it(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    tap_data(phone, phone.wait_for("Quelle soupe ?").id, pack("so", "boil"))
    phone.wait_toast("Ce bouton n'est plus d'actualité.")


def test_a_slow_answer_says_that_it_comes(line: Line, phone: Phone, bot_api: BotApi) -> None:
    phone.write("/soupe")
    tap_data(phone, phone.wait_for("Quelle soupe ?").id, pack("so", "slow"))
    phone.wait_for("La soupe est chaude.")
    phone.wait_for("Enfin.")
    methods = [one.method for one in bot_api.calls]
    assert "sendChatAction" in methods
    assert methods.index("answerCallbackQuery") < methods.index("sendChatAction")
    assert methods.count("answerCallbackQuery") == 1


def test_a_screen_that_telegram_cannot_read_is_shown_plain(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    tap_data(phone, phone.wait_for("Quelle soupe ?").id, pack("so", "bad"))
    assert phone.wait_for("Une balise de travers").edited


def test_the_same_screen_again_is_no_trouble(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    bubble = phone.wait_for("Quelle soupe ?")
    tap_data(phone, bubble.id, pack("so", "same"))
    phone.tap("La même")
    phone.tap("La même")
    phone.write("rien")
    phone.wait_for("Je n’ai pas compris.")
    assert [one.method for one in phone.api.refusals] == ["editMessageText"] * 2
    assert len(phone.bubbles()) == 2


def test_a_bubble_that_can_no_longer_be_changed_is_followed_by_a_new_one(
    line: Line, phone: Phone, bot_api: BotApi
) -> None:
    phone.write("/soupe")
    bubble = phone.wait_for("Quelle soupe ?")
    bot_api.faults.add(faults.refused("message can't be edited"), method="editMessageText")
    phone.tap("Poireaux")
    assert phone.wait_for("Va pour poireaux.").id > bubble.id


def test_a_tap_too_old_to_be_answered_is_told_in_the_chat(line: Line, phone: Phone, bot_api: BotApi) -> None:
    phone.write("/soupe")
    phone.wait_for("Quelle soupe ?")
    old = "query is too old and response timeout expired or query ID is invalid"
    bot_api.faults.add(faults.refused(old), method="answerCallbackQuery")
    phone.tap("Valider (2)")
    phone.wait_for("C’est validé.")


def test_a_file_is_sent(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    tap_data(phone, phone.wait_for("Quelle soupe ?").id, pack("so", "file"))
    assert phone.wait_for("soupe.txt").content == b"carottes"


def test_a_picture_is_shown_with_its_words_and_its_buttons(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    tap_data(phone, phone.wait_for("Quelle soupe ?").id, pack("so", "photo"))
    shown = phone.wait_for("La soupe.")
    assert (shown.photo, shown.content) == (True, b"png")
    phone.tap("⬅️ Retour")
    assert phone.wait_for("Quelle soupe ? encore").id != shown.id  # a picture does not become a text


def test_a_position_is_asked_with_a_keyboard_that_goes_away(line: Line, phone: Phone) -> None:
    phone.write("/soupe")
    phone.wait_for("Quelle soupe ?")
    phone.write("où")
    phone.wait_for("Dites-moi où.")
    assert phone.keyboard == (("📍 Envoyer ma position",), ("⬅️ Retour",))
    phone.share_position(45.764, 4.8357)
    phone.wait_for("Vous êtes vers le 46e degré.")
    assert phone.keyboard == ()
    phone.write("où")
    phone.wait_for("Dites-moi où.")
    phone.press("⬅️ Retour")
    phone.wait_for("Quelle soupe ? encore")
    assert phone.keyboard == ()


def test_a_restart_in_the_middle_changes_nothing(house: House, bot_api: BotApi, phone: Phone) -> None:
    with on_the_line(house, bot_api, COMMANDS):
        phone.write("/soupe")
        phone.wait_for("Quelle soupe ?")
    with on_the_line(house, bot_api, COMMANDS):
        phone.write("panais")
        phone.wait_for("Une soupe de panais.")
        phone.write("poireaux")
        phone.wait_for("Va pour poireaux.")


def test_an_update_that_comes_twice_ends_the_same(house: House, bot_api: BotApi, phone: Phone) -> None:
    with on_the_line(house, bot_api, COMMANDS) as line:
        phone.write("/soupe")
        phone.wait_for("Quelle soupe ?")
        phone.tap("Poireaux")
        phone.wait_for("Va pour poireaux.")
        bot_api.again(bot_api.world.every_update[-1]["update_id"])
        phone.write("/soupe bis")
        phone.wait_for("Quelle soupe ? bis")
        assert line.troubles == []


def test_who_blocks_us_is_not_written_to_and_comes_back(line: Line, phone: Phone, house: House) -> None:
    phone.write("/soupe")
    phone.wait_for("Quelle soupe ?")
    phone.block()
    wait_until(lambda: is_blocked(house, 77))
    phone.unblock()
    wait_until(lambda: not is_blocked(house, 77))


def test_who_blocks_us_before_the_answer(line: Line, phone: Phone, house: House, bot_api: BotApi) -> None:
    bot_api.faults.add(faults.forbidden("bot was blocked by the user"), method="sendMessage")
    phone.write("/soupe")
    wait_until(lambda: is_blocked(house, 77))


# groups


@pytest.fixture
def group(bot_api: BotApi, phone: Phone, line: Line) -> Group:
    found = Group(bot_api, "Réseau des Sources", creator=phone, forum=True)
    phone.write("/soupe")
    phone.wait_for("Quelle soupe ?")
    found.add_bot()
    phone.wait_for("Merci de m’avoir ajoutée à Réseau des Sources.")
    return found


def test_an_administrator_opens_a_command_of_groups(group: Group, phone: Phone) -> None:
    group.say(phone, "/cuisine")
    group.wait_for(phone, "La cuisine est ouverte.")
    group.tap(phone, "Fermer")
    group.wait_for(phone, "La cuisine est fermée.")


def test_it_is_answered_in_the_topic_where_it_was_asked(group: Group, phone: Phone) -> None:
    topic = group.add_topic("Marchés")
    group.say(phone, "/cuisine@vigie_ess_bot", topic)
    assert group.wait_for(phone, "La cuisine est ouverte.").topic == topic


def test_somebody_else_is_told_who_may(group: Group, phone: Phone, bot_api: BotApi) -> None:
    other = Phone(bot_api, 78, "Dominique")
    group.join(other, "member")
    group.say(other, "/cuisine")
    group.wait_for(other, "Seul un administrateur du groupe peut faire cela.")
    group.say(phone, "/cuisine")
    group.wait_for(phone, "La cuisine est ouverte.")
    group.tap(other, "Fermer")
    other_toasts = group.wait_for(phone, "La cuisine est ouverte.")
    assert other_toasts.text == "La cuisine est ouverte."


def test_an_anonymous_administrator_is_one(group: Group, phone: Phone) -> None:
    group.say(phone, "/cuisine", anonymous=True)
    group.wait_for(phone, "La cuisine est ouverte.")


def test_a_private_button_that_somebody_made_up_shows_nothing_in_a_group(
    group: Group, phone: Phone, bot_api: BotApi
) -> None:
    with bot_api.world.lock:
        query = bot_api.world.new_query(phone.id, group.id)
        place = {"chat": group.chat.json(), "message_id": 1, "date": 0}
        made_up = {"id": query.id, "from": phone.user, "chat_instance": "1", "data": pack("so", "pick", "poireaux")}
        bot_api.push(callback_query=made_up | {"message": place})
    phone.wait_toast("Cela se règle en privé")
    assert group.bubbles() == []


def test_a_group_that_moves_keeps_its_structure(bot_api: BotApi, phone: Phone, house: House) -> None:
    with on_the_line(house, bot_api) as line:
        phone.start()
        phone.wait_for("Bonjour Camille")
        with house.database.write() as session:
            camille = people.meet(session, phone.id, "Camille", NOON)
            people.create_structure(session, camille.id, Structure("", "Les Genêts", frozenset()), NOON)
        group = Group(bot_api, "Réseau des Sources", creator=phone, basic=True)
        group.add_bot()
        phone.wait_for("Merci de m’avoir ajoutée")
        group.say(phone, "/relier")
        group.wait_for(phone, "Les Genêts")
        new = group.upgrade()
        wait_until(lambda: chats_of(house) == [new])
        group.remove_bot()
        wait_until(lambda: in_trouble(house, new))
        assert line.troubles == []


def test_what_is_private_stays_private(group: Group, phone: Phone) -> None:
    group.say(phone, "/soupe@vigie_ess_bot")
    bubble = group.wait_for(phone, "Cela se règle en privé")
    assert bubble.links == {"Ouvrir en privé": "https://t.me/vigie_ess_bot"}


def test_a_link_that_adds_us_to_a_group_opens_its_command(group: Group, phone: Phone) -> None:
    group.say(phone, "/start@vigie_ess_bot cuisine")
    group.wait_for(phone, "La cuisine est ouverte.")


def test_a_group_talks_without_us(group: Group, phone: Phone) -> None:
    before = len(group.bubbles())
    for words in ("bonjour", "/soupe@un_autre_bot", "/inconnue", "carottes"):
        group.say(phone, words)
    group.say(phone, "/cuisine")
    group.wait_for(phone, "La cuisine est ouverte.")
    assert len(group.bubbles()) == before + 1


# the real commands


def test_a_first_profile_on_a_phone(house: House, bot_api: BotApi, phone: Phone) -> None:
    with on_the_line(house, bot_api) as line:
        phone.start()
        first = phone.wait_for("Bonjour Camille")
        for label, answer in (
            ("▶️ Commencer", "Question 1 sur 3"),
            ("ESAT", "Choisi : ESAT."),
            ("Valider (1) ➡️", "Question 2 sur 3"),
            ("Mise sous pli", "Choisis (1) : Mise sous pli."),
            ("Valider (1) ➡️", "Question 3 sur 3"),
        ):
            phone.tap(label)
            assert phone.wait_for(answer).id == first.id  # one bubble, changed in place
        phone.tap("📍 Ma position")
        phone.wait_for("jamais les coordonnées")
        phone.share_position(47.2, -1.55)
        phone.wait_for("Loire-Atlantique (44)")
        phone.tap("C’est bon ➡️")
        phone.wait_for("Votre profil")
        phone.tap("✅ Enregistrer")
        phone.wait_for("C’est enregistré.")
        for words in (
            "/profil",
            "/aide",
            "/alertes",
            "/gardees",
            "/confidentialite",
            "/equipe",
            "/stop",
            "/departements 01",
        ):
            phone.write(words)
            time.sleep(0.3)
        phone.write("/start")
        phone.wait_for("votre profil est en place")
        assert line.troubles == []
        assert bot_api.refusals == []


def tap_data(phone: Phone, bubble: int, data: str) -> None:
    """A button that the bot showed in another time."""
    with phone.world.lock:
        message = phone.world.messages[phone.chat.id, bubble]
        query = phone.world.new_query(phone.id, phone.chat.id)
        phone.gesture = phone.world.tell("tapped", phone.chat.id, user=phone.id, text=data, message=bubble)
        phone.world.push(callback_query=phone._query(query.id, message, data))


def is_blocked(house: House, account: int) -> bool:
    with house.database.read() as session:
        found = person_on_telegram(session, account)
        return found is not None and found.blocked_at is not None


def chats_of(house: House) -> list[int]:
    with house.database.read() as session:
        found = structures.all_structures(session)
        return [group.chat_id for one in found for group in grouping.of_structure(session, one.id)]


def in_trouble(house: House, chat: int) -> bool:
    with house.database.read() as session:
        return all(group.trouble for group, _ in grouping.of_chat(session, chat))


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)
