"""The buttons of a card, tapped or written, in private and in a group, by a team and by those who are not of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

from alerts.ledger import book
from alerts.model.delivery import Sent
from alerts.model.people import Role
from alerts.model.response import RefusalReason, ResponseStatus
from alerts.model.structure import Criteria, Structure, Territory
from alerts.services.preview import Preview
from alerts.store import responses, structures
from alerts.store.engine import Database
from bot.chat.screen import Screen
from bot.chat.taps import pack
from bot.commands.carte import started
from bot.commands.carte_typed import first
from scrapers.notice import NoticeKind, Place
from tests.alerts.services.respondents import BRUNO, INES, ZOE, joined, told_of
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    at,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    says,
    subscribed,
)
from tests.bot.commands.conversation import house_on
from tests.bot.commands.phone import Phone

TITLE = "Entretien des espaces verts de Sévigny-le-Vieux"
PLACES = (Place(postcode="69003"),)
TWO = Structure(ATELIERS.id, ATELIERS.name, ATELIERS.kinds, (Criteria(territory=Territory(frozenset({"01", "69"}))),))


def phone_of(database: Database, account: int = INES, name: str = "Inès", now: datetime = NOON) -> Phone:
    return Phone(house_on(database, now), account=account, name=name)


def with_card(database: Database, match: int, account: int = INES, name: str = "Inès") -> Phone:
    """The card is on their screen."""
    phone = phone_of(database, account, name)
    phone.tap_data(pack("ca", "o", match))
    return phone


def team(database: Database, *, bruno: Role = Role.MEMBER) -> None:
    joined(database, INES, "Inès")
    joined(database, BRUNO, "Bruno", role=bruno)


def status(database: Database, match: int) -> ResponseStatus | None:
    with database.read() as session:
        held = responses.load_held(session, match)
    assert held is not None
    return held.response.status if held.response else None


def why(database: Database, match: int) -> RefusalReason | None:
    with database.read() as session:
        held = responses.load_held(session, match)
    assert held is not None
    assert held.response is not None
    return held.response.why


def sent(database: Database, receipts: dict[int, str], now: datetime = NOON) -> None:
    """The alerts of these matches left on Telegram, under these receipts; messages of one receipt left as a list."""
    with database.write() as session:
        for one in book.claim(session, now, n=100, lease=timedelta(minutes=2)):
            if one.channel == "telegram" and one.match_id in receipts:
                book.settle(session, one, Sent(receipts[one.match_id]), now)


def test_kept_the_card_says_so_and_its_button_undoes_it(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    phone = with_card(database, match)
    assert phone.labels == ["J’y réponds", "À plusieurs", "Garder", "Pas pour moi", "Aide à la réponse", "Voir l’avis"]
    text = phone.tap("Garder")
    assert phone.toast == "Gardée. Rappels 10 et 3 jours avant l’échéance."
    assert phone.edited
    assert "Gardée par votre structure." in text
    assert status(database, match) is ResponseStatus.KEPT
    phone.tap("Ne plus garder")
    assert phone.toast == "C’est annulé : l’annonce est de nouveau sans réponse."
    assert status(database, match) is None
    assert "Garder" in phone.labels


def test_we_answer(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    text = with_card(database, match).tap("J’y réponds")
    assert "Votre structure y répond." in text
    assert status(database, match) is ResponseStatus.ANSWERING


def test_two_people_two_phones_the_second_learns_it_was_done(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    ines, bruno = with_card(database, match), with_card(database, match, BRUNO, "Bruno")
    ines.tap("Garder")
    text = bruno.tap("Garder")
    assert bruno.toast == "Déjà gardée par votre équipe. Rappels 10 et 3 jours avant l’échéance."
    assert "Inès" not in bruno.toast + text
    bruno.tap("Ne plus garder")
    ines.tap("J’y réponds")
    assert status(database, match) is ResponseStatus.ANSWERING, "the last word wins"


def test_what_a_colleague_keeps_is_refused_for_everybody_only_when_one_is_sure(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    ines, bruno = with_card(database, match), with_card(database, match, BRUNO, "Bruno")
    ines.tap("J’y réponds")
    text = bruno.tap("Pas pour moi")
    assert "Votre équipe y répond. L’écarter ? Ce sera pour toute l’équipe" in text
    assert status(database, match) is ResponseStatus.ANSWERING, "nothing was done yet"
    assert bruno.labels == ["Oui, pour toute l’équipe", "⬅️ Retour à l’annonce"]
    assert "Annonce écartée pour votre structure" in bruno.tap("Oui, pour toute l’équipe")
    assert status(database, match) is ResponseStatus.REFUSED


def test_what_one_kept_oneself_is_refused_at_once(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    ines = with_card(database, match)
    ines.tap("Garder")
    assert "Annonce écartée" in ines.tap("Pas pour moi")
    assert ines.toast == "", "the screen says it already"


def test_the_same_tap_twice_is_told_as_such(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    phone = with_card(database, match)
    keep = pack("ca", "k", match)
    phone.tap_data(keep)
    phone.tap_data(keep)
    assert phone.toast.startswith("C’était déjà noté. Gardée.")


def test_kept_too_late_is_kept_with_a_word_of_warning(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", deadline=at(1)))
    team(database)
    phone = phone_of(database, now=at(2).at)
    phone.tap_data(pack("ca", "k", match))
    assert phone.toast == "Gardée. Attention : on ne peut plus y répondre."


def test_kept_four_days_before_there_is_one_reminder_left(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    phone = phone_of(database, now=at(6).at)
    phone.tap_data(pack("ca", "k", match))
    assert phone.toast == "Gardée. Rappel 3 jours avant l’échéance."


def test_together_is_marked_and_explained_without_promising_anything(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    phone = with_card(database, match)
    text = phone.tap("À plusieurs")
    assert status(database, match) is ResponseStatus.TOGETHER
    assert phone.edited
    assert [one.fresh for one in phone.screens] == [False, True]
    for word in ("En groupement", "mandataire", "En sous-traitance", "votre réseau", "à vérifier", "fait foi"):
        assert word in text
    assert "bientôt" not in text
    phone.tap("⬅️ Retour à l’annonce")
    assert "Votre structure veut y répondre à plusieurs." in phone.text


def test_help_opens_in_the_place_of_the_card_and_leads_back_to_it(database: Database) -> None:
    given = notice("26-1", documents_url="https://dossier.example.org/1")
    (match,) = told_of(database, given)
    team(database)
    phone = with_card(database, match)
    text = phone.tap("Aide à la réponse")
    assert phone.edited
    for word in (
        TITLE,
        "Date limite",
        "Pouvez-vous répondre ?",
        "Faut-il y aller ?",
        "sans valeur de conseil juridique",
    ):
        assert word in text
    assert phone.labels[-3:] == ["Voir l’avis", "Voir le dossier", "⬅️ Retour à l’annonce"]
    assert TITLE in phone.tap("⬅️ Retour à l’annonce")
    assert phone.edited


def test_a_title_full_of_signs_breaks_nothing(database: Database) -> None:
    """Every screen is read by an independent judge of Telegram's HTML."""
    (match,) = told_of(database, notice("26-1", title='Fourniture <b> & pose "A" < B', url="javascript:alert(1)"))
    team(database)
    phone = with_card(database, match)
    phone.tap("Aide à la réponse")
    assert "Voir l’avis" not in phone.labels
    phone.tap("⬅️ Retour à l’annonce")
    phone.tap("Pas pour moi")
    assert 'Fourniture <b> & pose "A" < B' in phone.text


WHYS = {
    "Trop loin": RefusalReason.PLACE,
    "Pas notre métier": RefusalReason.TRADE,
    "Trop gros": RefusalReason.SIZE,
    "Trop petit": RefusalReason.SIZE,
    "Délai trop court": RefusalReason.DELAY,
}


def test_refused_then_why_is_asked_and_may_be_left_unsaid(database: Database) -> None:
    """Nothing in this notice says enough for a change of the profile to be proposed."""
    (match,) = told_of(database, notice("26-1", title="Prestations diverses", deadline=None))
    team(database)
    for label, reason in WHYS.items():
        phone = with_card(database, match)
        text = phone.tap("Pas pour moi")
        assert status(database, match) is ResponseStatus.REFUSED, "refused at the first tap, whatever follows"
        assert why(database, match) is None
        assert "Pourquoi ? C’est facultatif." in text
        text = phone.tap(label)
        assert why(database, match) is reason
        assert f"C’est noté : {label.replace('Pas notre', 'pas votre').lower()}." in text
        assert phone.labels == ["👤 Mon profil", "⬅️ Retour à l’annonce"]
        phone.tap("⬅️ Retour à l’annonce")
        phone.tap("Reprendre l’annonce")


def test_refused_by_mistake_is_taken_back(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    phone = with_card(database, match)
    phone.tap("Pas pour moi")
    text = phone.tap("Reprendre l’annonce")
    assert status(database, match) is None
    assert "Écartée" not in text


def test_a_reason_given_after_the_team_changed_its_mind_changes_nothing(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    ines, bruno = with_card(database, match), with_card(database, match, BRUNO, "Bruno")
    ines.tap("Pas pour moi")
    bruno.tap("J’y réponds")
    ines.tap("Trop loin")
    assert ines.toast == "Entre-temps, votre équipe en a décidé autrement : rien n’est changé."
    assert status(database, match) is ResponseStatus.ANSWERING


def places(database: Database) -> frozenset[str]:
    with database.read() as session:
        held = structures.load_structure(session, ATELIERS.id)
    assert held is not None
    return held.activities[0].territory.departements


def test_a_manager_tunes_the_profile_in_two_taps_and_only_by_saying_yes(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=PLACES), structure=TWO)
    team(database)
    phone = with_card(database, match)
    phone.tap("Pas pour moi")
    text = phone.tap("Trop loin")
    assert "Ne plus recevoir les annonces de ce département : Rhône (69) ?" in text
    assert "toute l’équipe : Les Ateliers fictifs" in text
    assert places(database) == {"01", "69"}
    text = phone.tap("Oui, régler le profil")
    assert "C’est réglé. Votre équipe ne recevra plus les annonces de ce département : Rhône (69)." in text
    assert places(database) == {"01"}


def test_no_leaves_the_profile_as_it_is(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=PLACES), structure=TWO)
    team(database)
    phone = with_card(database, match)
    phone.tap("Pas pour moi")
    phone.tap("Trop loin")
    text = phone.tap("Non, ne rien changer")
    assert "Écartée par votre structure." in text
    assert places(database) == {"01", "69"}


def test_the_effect_on_the_volume_is_shown_where_it_is_counted(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=PLACES), structure=TWO)
    team(database)

    def preview(given: Structure, now: datetime) -> Preview:
        seen = 14 if given.activities == TWO.activities else 6
        return Preview((), seen / 30 * 7, seen, 30)

    phone = with_card(database, match)
    phone.house = House(phone.house, preview)  # type: ignore[assignment]
    phone.tap("Pas pour moi")
    text = phone.tap("Trop loin")
    assert "Volume : 3 ou 4 par semaine → 1 ou 2 par semaine." in text


def House(house: object, preview: object) -> SimpleNamespace:  # noqa: N802 - stands for one
    names = ("settings", "database", "clock", "composer", "bot_name")
    return SimpleNamespace(**{name: getattr(house, name) for name in names}, current=SimpleNamespace(preview=preview))


def test_a_member_is_told_whom_to_speak_to(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=PLACES), structure=TWO)
    team(database)
    phone = with_card(database, match, BRUNO, "Bruno")
    phone.tap("Pas pour moi")
    text = phone.tap("Trop loin")
    assert "Seul un responsable change le profil : parlez-en à Inès." in text
    assert phone.labels == ["⬅️ Retour à l’annonce"]
    phone.tap_data(pack("ca", "a", match, "p", "00000000"))
    assert phone.toast == "Seul un responsable de la structure peut faire ce changement."
    assert places(database) == {"01", "69"}


ACTIONS = [
    *(
        ("y",),
        ("t",),
        ("k",),
        ("r",),
        ("u",),
        ("h",),
        ("p",),
        ("o",),
        ("c",),
        ("n",),
        ("w", "p"),
        ("a", "p", "00000000"),
    ),
    *(("f", "won"), ("fc",)),
]


def test_no_button_of_another_structure_does_anything(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", places=PLACES), structure=TWO)
    subscribed(database, CHANTIERS)
    team(database)
    joined(database, ZOE, "Zoé", CHANTIERS)
    with_card(database, match).tap("Pas pour moi")
    zoe = phone_of(database, ZOE, "Zoé")
    for action, *args in ACTIONS:
        zoe.tap_data(pack("ca", action, match, *args))
        assert zoe.toast == "Ce bouton concerne une structure dont vous ne faites pas partie.", action
        assert zoe.screens == []
    assert (status(database, match), why(database, match)) == (ResponseStatus.REFUSED, None)
    assert places(database) == {"01", "69"}


def test_old_or_strange_buttons_answer_kindly(database: Database) -> None:
    told_of(database)
    team(database)
    phone = phone_of(database)
    for data in ("1.ca.k", "1.ca.zz.1", "1.ca.w.1", "1.ca.w.1.x", "1.ca.k.é", "1.ca.o.zzzzz"):
        phone.tap_data(data)
        assert phone.screens == []
        assert phone.toast
        assert "Je n’ai pas réussi" not in phone.toast, data


def test_what_was_cancelled_meanwhile_is_still_shown(database: Database) -> None:
    (match,) = told_of(database)
    team(database)
    cancelled = notice("26-2", kind=NoticeKind.CANCELLATION, previous=("26-1",))
    ingested(database, cancelled, now=later())
    matched_new(database, judge_for("ateliers"), later())
    phone = phone_of(database, now=later(2))
    assert "annulée" in phone.tap_data(pack("ca", "o", match))
    assert "La consultation est annulée" in phone.tap_data(pack("ca", "h", match))


class TestInAGroup:
    """The card hangs in the group: those of the structure act, the others are told kindly, nobody's name appears."""

    def test_a_member_keeps_and_the_card_says_so_without_names(self, database: Database) -> None:
        (match,) = told_of(database)
        team(database)
        phone = with_card(database, match)
        phone.group = -1001
        text = phone.tap("Garder")
        assert phone.edited
        assert "Gardée par votre structure." in text
        assert "Inès" not in text + phone.toast

    def test_a_stranger_is_told_kindly(self, database: Database) -> None:
        (match,) = told_of(database)
        team(database)
        phone = phone_of(database, ZOE, "Zoé")
        phone.group = -1001
        phone.tap_data(pack("ca", "k", match))
        assert phone.toast == "Ce bouton concerne une structure dont vous ne faites pas partie."
        assert status(database, match) is None

    def test_a_refusal_asks_nothing_in_front_of_everybody(self, database: Database) -> None:
        (match,) = told_of(database)
        team(database)
        phone = with_card(database, match)
        phone.group = -1001
        text = phone.tap("Pas pour moi")
        assert "Écartée par votre structure." in text
        assert "Pourquoi ?" not in text

    def test_help_opens_in_private(self, database: Database) -> None:
        (match,) = told_of(database)
        team(database)
        phone = with_card(database, match)
        phone.group = -1001
        phone.tap("Aide à la réponse")
        (toast,) = phone.toasts
        assert phone.screens == []
        assert toast.text == "L’aide s’ouvre en privé, entre vous et moi."
        assert toast.url == f"https://t.me/vigie_ess_bot?start=ca_h_{match}"

    def test_the_link_of_a_group_leads_to_the_help_of_that_alert(self, database: Database) -> None:
        (match,) = told_of(database)
        team(database)
        phone = phone_of(database)
        talk = phone.talk
        shown = started(talk, f"ca_h_{match}")
        assert shown is not None
        assert TITLE in shown.text  # type: ignore[union-attr]
        assert started(talk, "ca_k_1") is None, "a link acts on nothing"
        assert started(talk, "i_abcdef") is None
        assert started(talk, "ca_h_") is None


WRITTEN = {
    "à plusieurs": "Répondre à plusieurs",
    "A PLUSIEURS": "Répondre à plusieurs",
    "Pas pour moi.": "Pourquoi ? C’est facultatif.",
    "aide à la réponse": "Faut-il y aller ?",
    "calendrier": "Calendrier pour répondre seuls",
    "avis": "L’avis et ses documents",
    "j’y réponds": "Noté : vous y répondez.",
    "ne plus y répondre": "C’est annulé",
}


def _read(reply: object) -> str:
    assert isinstance(reply, Screen)
    return reply.text


class TestWritten:
    """« garder » in reply to an alert, or about the last one received."""

    def two_alerts(self, database: Database) -> tuple[int, int]:
        subscribed(database, ATELIERS)
        team(database)
        first, second = told_of(
            database, notice("26-1", title="Tonte à Bourg"), notice("26-2", title="Taille à Sévigny")
        )
        return first, second

    def test_in_reply_to_a_card_it_is_for_that_one(self, database: Database) -> None:
        first, second = self.two_alerts(database)
        sent(database, {first: f"{INES}/40", second: f"{INES}/41"})
        text = phone_of(database).reply(40, "Garder !")
        assert text == "Gardée. Rappels 10 et 3 jours avant l’échéance.\nTonte à Bourg"
        assert (status(database, first), status(database, second)) == (ResponseStatus.KEPT, None)

    def test_without_a_reply_it_is_for_the_last_one_and_it_is_named(self, database: Database) -> None:
        first, second = self.two_alerts(database)
        sent(database, {first: f"{INES}/40"}, NOON)
        sent(database, {second: f"{INES}/41"}, NOON + timedelta(minutes=5))
        phone = phone_of(database)
        assert "Taille à Sévigny" in phone.write("j'y réponds")
        assert (status(database, first), status(database, second)) == (None, ResponseStatus.ANSWERING)
        phone.tap("Annuler")
        assert status(database, second) is None

    def test_in_reply_to_a_list_it_asks_which(self, database: Database) -> None:
        first, second = self.two_alerts(database)
        sent(database, {first: f"{INES}/40", second: f"{INES}/40"})
        phone = phone_of(database)
        text = phone.reply(40, "pas pour moi")
        assert "Ce message parle de plusieurs annonces. Laquelle ?" in text
        assert (status(database, first), status(database, second)) == (None, None)
        assert "Taille à Sévigny" in phone.write("2")

    def test_about_a_list_just_received_it_asks_which(self, database: Database) -> None:
        first, second = self.two_alerts(database)
        sent(database, {first: f"{INES}/40", second: f"{INES}/40"})
        assert "Laquelle ?" in phone_of(database).write("garder")
        assert (status(database, first), status(database, second)) == (None, None)

    def test_in_reply_to_something_else_nothing_is_done_by_guess(self, database: Database) -> None:
        first, second = self.two_alerts(database)
        sent(database, {first: f"{INES}/40", second: f"{INES}/41"})
        text = phone_of(database).reply(77, "garder")
        assert "Je ne retrouve pas l’annonce de ce message." in text
        assert (status(database, first), status(database, second)) == (None, None)

    def test_the_receipt_of_another_person_is_not_theirs(self, database: Database) -> None:
        first, second = self.two_alerts(database)
        sent(database, {first: f"{INES}/40", second: f"{INES}/41"})
        zoe = phone_of(database, ZOE, "Zoé")
        assert "Je n’ai pas compris" in zoe.reply(40, "garder")
        assert status(database, first) is None

    def test_every_button_can_be_written(self, database: Database) -> None:
        first, _ = self.two_alerts(database)
        sent(database, {first: f"{INES}/40"})
        for written, said in WRITTEN.items():
            text = phone_of(database).reply(40, written)
            assert said in text, written
            assert "Tonte à Bourg" in text, written

    def test_asked_before_the_buttons_it_knows_which_alert_is_read(self, database: Database) -> None:
        """The last screen is a card of before; an alert came since, as message 51."""
        found = self.two_alerts(database)
        sent(database, {found[0]: f"{INES}/40"}, NOON)
        sent(database, {found[1]: f"{INES}/51"}, NOON + timedelta(minutes=5))
        talk = phone_of(database).talk
        talk.step = replace(talk.step, bubble=60)
        assert first(talk, "garder") is None, "the buttons shown since are meant"
        talk.step = replace(talk.step, bubble=50)
        assert first(talk, "aide") is None, "that is the command"
        talk.go("pf", "words")
        assert first(talk, "garder") is None, "a question is under way"
        talk.leave()
        assert "Taille à Sévigny" in _read(first(talk, "garder"))
        talk.answers = 40
        assert "Tonte à Bourg" in _read(first(talk, "garder"))

    def test_who_never_received_anything_is_not_understood(self, database: Database) -> None:
        assert "Je n’ai pas compris" in phone_of(database, ZOE, "Zoé").write("garder")

    def test_carte_shows_the_last_alert_again(self, database: Database) -> None:
        assert "Je ne vous ai pas encore envoyé d’annonce." in phone_of(database).write("/carte")
        first, _ = self.two_alerts(database)
        sent(database, {first: f"{INES}/40"})
        assert "Tonte à Bourg" in phone_of(database).write("/carte")


def test_a_quoted_sentence_is_one_tap_away_on_the_card(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", passages=says("Lot réservé aux structures d'insertion")))
    team(database)
    phone = with_card(database, match)
    assert "<blockquote expandable>« Lot réservé aux structures d'insertion »" in phone.screens[0].text
