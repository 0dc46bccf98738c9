"""Reply help in taps: the manager of an ESAT before a lot reserved to ESAT, a member of the team, a stranger."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.ledger import book
from alerts.model.delivery import Sent
from alerts.model.people import Role
from alerts.model.reply import Manner, Mark, Point
from alerts.model.response import ResponseStatus
from alerts.services import inviting, people
from alerts.store import replies, responses
from alerts.store.engine import Database
from bot.chat.taps import pack
from scrapers.notice import Lot
from tests.alerts.services.respondents import BRUNO, INES, ZOE, joined
from tests.alerts.services.stories import (
    CHANTIERS,
    NOON,
    at,
    later,
    notice,
    says,
    subscribed,
)
from tests.bot.commands.answering_help import (
    ESAT,
    GARDENS,
    INTERIM,
    PLATANES,
    Caller,
    gardens,
    prepared,
    work,
)

OTHERS = "Ce bouton concerne une structure dont vous ne faites pas partie."


class TestTheWay:
    """From the card to each tool and back, on one bubble."""

    def test_from_the_card_to_the_lot_that_is_reserved(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.tap_data(pack("ca", "o", match))
        phone.tap("Aide à la réponse")
        assert phone.edited
        phone.tap("Changer de lot")
        assert "• Lot 2 – Tonte et désherbage manuel" in phone.text
        text = phone.tap("Lot 2")
        assert f"{GARDENS} – lot 2" in text
        assert "Oui, d’après l’avis (article L2113-12)" in text
        assert phone.labels[:7] == [
            *("Y aller ou non", "Calendrier", "Pièces", "Fichiers à finir", "Heures d’insertion"),
            *("Questions à l’acheteur", "Facile à lire"),
        ]

    @pytest.mark.parametrize(
        ("label", "seen"),
        [
            ("Y aller ou non", "points favorables"),
            ("Calendrier", "Prochaine étape"),
            ("Pièces", "☐ 1. DC1"),
            ("Fichiers à finir", "2. Mémoire technique"),
            ("Heures d’insertion", "heures de travail"),
            ("Questions à l’acheteur", "Question 1"),
            ("Facile à lire", "De quoi parle ce message ?"),
        ],
    )
    def test_each_tool_is_one_tap_away_about_the_same_lot_and_comes_back(
        self, database: Database, label: str, seen: str
    ) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        assert seen in phone.tap(label)
        assert phone.edited
        assert "– lot 2" in phone.tap("⬅️ Retour à l’aide")
        assert GARDENS in phone.tap("⬅️ Retour à l’annonce")

    def test_a_lot_that_is_no_longer_there_is_told_and_another_is_chosen(self, database: Database) -> None:
        """The button stands under a message of before a correction."""
        phone, match = Caller(database), prepared(database)
        phone.tap_data(pack("re", "d", match, "3", "a", 0))
        assert "n’est plus dans l’avis" in phone.toast
        assert "• Lot 1 – Élagage des platanes" in phone.text
        assert phone.labels == ["Lot 1", "Lot 2", "⬅️ Retour à l’aide"]

    def test_a_lot_of_a_strange_name_keeps_its_buttons(self, database: Database) -> None:
        odd = Lot("Secteur « Nord.Est » & alentours, tranche ferme <A>", "Tonte")
        match = prepared(database, gardens(lots=(PLATANES, odd)))
        phone = Caller(database)
        phone.tap_data(pack("ca", "h", match))
        phone.tap("Changer de lot")
        (label,) = (one for one in phone.labels if one.startswith("Lot Secteur"))
        phone.tap(label)
        phone.tap("Y aller ou non")
        phone.tap(phone.labels[0])
        assert "lot Secteur « Nord.Est » & alentours" in phone.tap("Oui")

    def test_many_lots_turn_pages(self, database: Database) -> None:
        lots = tuple(Lot(f"LOT-{number:04}", f"Secteur {number}", deadline=at(number)) for number in range(1, 21))
        match = prepared(database, gardens(lots=lots))
        phone = Caller(database)
        phone.help(match, "12")
        phone.tap("Changer de lot")
        text = phone.see("Lots suivants ➡️")
        assert "• Lot 12 – Secteur 12 (en cours) – samedi 12 décembre 2026" in text
        assert "Lot 16" in phone.labels


class TestGoOrNo:
    def test_through_the_grid_one_tap_a_question_and_the_score_at_the_end(self, database: Database) -> None:
        """Vigie answers six of the sixteen by itself: ten taps, and two to begin."""
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        text = phone.tap("Y aller ou non")
        assert "Trop tôt pour le dire" in text
        phone.tap(phone.labels[0])
        taps = 0
        while "Passer" in phone.labels:
            phone.tap("En partie" if taps % 3 == 2 else "Oui")
            taps += 1
        assert taps <= 12
        assert "Oui, allez-y." in phone.text
        assert "Score : " in phone.text
        assert "(16 réponses sur 16)" in phone.text
        marks = work(database, match).marks
        assert len(marks) == taps
        assert Mark.PARTLY in marks.values()

    def test_one_may_pass_and_come_back(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.tap("Y aller ou non")
        first = phone.tap(phone.labels[0])
        assert phone.tap("Passer") != first
        phone.tap("⬅️ Voir le résultat")
        assert phone.tap(phone.labels[0]) == first
        assert work(database, match).marks == {}

    def test_an_answer_is_changed_later_and_taken_back(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.see("Y aller ou non", "Changer une réponse", "2. Métier")
        assert "D’après l’avis et votre profil : oui." in phone.text
        phone.tap("Non")
        assert "2. Métier : non (vous)" in phone.text
        assert "Il vous manque" in phone.see("⬅️ Voir le résultat")
        phone.see("Changer une réponse", "2. Métier", "Effacer ma réponse")
        assert "2. Métier : oui\n" in phone.text
        assert work(database, match).marks == {}

    def test_what_one_answers_is_of_this_lot_alone(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.tap_data(pack("re", "ga", match, "2", "people", "2"))
        assert work(database, match).marks == {Point.PEOPLE: Mark.YES}
        assert work(database, match, "1").marks == {}

    def test_the_reasons_are_read_page_after_page(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        text = phone.see("Y aller ou non", "Les raisons")
        assert "Favorable" in text
        assert "Avez-vous le droit de répondre ? Oui." in text
        pages = 1
        while "Suite ➡️" in phone.labels:
            text += phone.tap("Suite ➡️")
            pages += 1
        assert "À vous de répondre" in text
        assert pages > 1
        assert f"({pages}/{pages})" in phone.text


class TestCalendar:
    def test_steps_are_ticked_and_what_is_next_follows(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        assert "Prochaine étape : retirer le dossier" in phone.tap("Calendrier")
        phone.see("Les étapes", "☐ 1")
        assert "☑ 1. Retirer le dossier de consultation" in phone.text
        assert work(database, match).done == {"step-withdraw"}
        assert "Prochaine étape : lire les documents" in phone.tap("⬅️ Retour au calendrier")
        phone.see("Les étapes", "☑ 1")
        assert work(database, match).done == frozenset()

    def test_alone_or_together_and_reminders(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        assert "Calendrier pour répondre seuls" in phone.tap("Calendrier")
        assert "Calendrier pour répondre à plusieurs" in phone.tap("Plutôt à plusieurs")
        assert "Conclure l’accord de groupement" in phone.tap("Les étapes")
        phone.tap("⬅️ Retour au calendrier")
        assert "je vous rappellerai les étapes" in phone.tap("Me rappeler")
        held = work(database, match)
        assert (held.manner, held.reminded) == (Manner.TOGETHER, True)
        assert "plus de rappels" in phone.tap("Ne plus me rappeler")
        assert not work(database, match).reminded

    def test_for_one_s_own_calendar(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.see("Calendrier", "Dans mon agenda")
        (screen,) = phone.screens
        assert screen.attachment is not None
        assert screen.attachment.name.endswith(".ics")
        assert screen.attachment.content.startswith(b"BEGIN:VCALENDAR")
        assert "Calendrier pour répondre seuls" in phone.tap("⬅️ Retour au calendrier")

    def test_too_late_says_so_and_what_is_left(self, database: Database) -> None:
        match = prepared(database)
        phone = Caller(database, now=at(20).at)
        phone.help(match)
        text = phone.tap("Calendrier")
        assert "C’est trop tard" in text
        assert "Prochaine étape" not in text
        assert "Ce qui reste possible" in text

    @pytest.mark.parametrize(
        ("deadline", "said"),
        [(None, "L’avis ne donne pas de date limite"), (replace(at(21), at=at(21).at.replace(year=2049)), "2049")],
    )
    def test_no_date_or_one_that_cannot_be(self, database: Database, deadline: object, said: str) -> None:
        match = prepared(database, gardens(deadline=deadline))
        phone = Caller(database)
        phone.help(match)
        assert said in phone.tap("Calendrier")
        assert "Dans mon agenda" not in phone.labels
        assert "date à vérifier" in phone.tap("Les étapes")

    def test_passed_nothing_is_proposed_that_cannot_be_done(self, database: Database) -> None:
        match = prepared(database)
        phone = Caller(database, now=at(22).at)
        assert "La date limite est passée" in phone.help(match)
        phone.tap("Calendrier")
        assert phone.labels == ["⬅️ Retour à l’aide"]
        phone.tap("⬅️ Retour à l’aide")
        assert "Qu’est devenu ce marché pour vous ?" in phone.tap("Dire ce qu’il en est")


class TestDocuments:
    def test_each_is_ticked_in_a_tap_and_explained_in_another(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        assert "0 document prêt sur" in phone.tap("Pièces")
        assert "1 document prêt sur" in phone.tap("☐ 1")
        assert "☑ 1. DC1" in phone.text
        assert work(database, match).done == {"doc-dc1"}
        text = phone.tap("Où les trouver ?")
        for word in ("DC1", "Où : formulaire gratuit", "Durée : "):
            assert word in text
        phone.see("Suivantes ➡️", "⬅️ Retour aux pièces", "☑ 1")
        assert work(database, match).done == frozenset()

    def test_what_only_the_winner_gives_stands_apart(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        assert "vigilance" not in phone.tap("Pièces")
        assert "Attestation de vigilance URSSAF" in phone.tap("Si vous gagnez")
        phone.tap("☐ 1")
        assert "Seulement si vous gagnez" in phone.text
        assert "À joindre maintenant" in phone.tap("À joindre maintenant")

    def test_what_is_in_the_drawer_is_ready_by_itself(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.write("/tiroir")
        phone.see("➕ Ajouter", "Arrêté ESAT", "Passer")
        phone.write("31/12/2030")
        phone.help(match)
        phone.tap("Pièces")
        line = next(one for one in phone.text.splitlines() if "Arrêté d’autorisation" in one)
        assert line.endswith("(au tiroir, jusqu’au 31 décembre 2030)")
        phone.tap(line[:3].strip())
        assert phone.toast == "Elle est dans votre tiroir, et valable à la date limite : rien à cocher."

    def test_a_second_page_of_documents(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.see("Calendrier", "Plutôt à plusieurs", "⬅️ Retour à l’aide", "Pièces", "Suivantes ➡️", "☐ 10")
        assert "☑ 10." in phone.text


class TestFiles:
    def test_one_or_all_as_documents_for_word_or_libreoffice(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.see("Fichiers à finir", "1. Candidature")
        first, last = phone.screens
        assert first.attachment is not None
        assert first.attachment.name == "1-candidature.docx"
        assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(first.attachment.content)).namelist()
        assert last.fresh
        phone.see("LibreOffice (.odt)", "Tout recevoir")
        names = [one.attachment.name for one in phone.screens if one.attachment]
        assert len(names) == 5
        assert all(name.endswith(".odt") for name in names)
        assert "⬅️ Retour à l’aide" in phone.labels, "the way back stands under the files"

    def test_a_name_with_signs_goes_into_the_files(self, database: Database) -> None:
        match = prepared(database, gardens(title="Tonte & « taille » <A>"))
        phone = Caller(database)
        phone.help(match)
        phone.see("Fichiers à finir", "Tout recevoir")
        assert len([one for one in phone.screens if one.attachment]) == 5


class TestHours:
    def test_a_figure_is_changed_by_a_tap_then_a_number(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.see("Heures d’insertion", "Changer un chiffre", "Coût d’une heure")
        assert "Coût d’une heure : 30 € – votre chiffre" in phone.write("30")
        phone.tap("Part de main-d’œuvre")
        assert "Part de main-d’œuvre : 60 % – votre chiffre" in phone.write("60")
        held = work(database, match).assumptions
        assert (held.hourly_cost, held.labour_share) == (30.0, 0.6)
        phone.see("Coût d’une heure", "Chiffre de Vigie")
        assert work(database, match).assumptions.hourly_cost is None
        assert work(database, match).assumptions.labour_share == 0.6

    def test_with_its_unit_any_figure_is_understood_at_once(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.tap("Heures d’insertion")
        assert "C’est noté" in phone.write("18 mois")
        assert work(database, match).assumptions.months == 18
        assert "les chiffres de Vigie sont de retour" in phone.tap("Chiffres de Vigie")
        assert work(database, match).assumptions.months is None

    @pytest.mark.parametrize("written", ["beaucoup", "0", "999999999", "-5", "5000"])
    def test_what_cannot_be_is_asked_again_and_nothing_changes(self, database: Database, written: str) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.see("Heures d’insertion", "Changer un chiffre", "Part de main-d’œuvre")
        before = work(database, match).assumptions
        assert "Part de main-d’œuvre" in phone.write(written)
        assert work(database, match).assumptions == before
        assert "70 % – votre chiffre" in phone.write("70 %")

    def test_who_sells_hours_is_told_whom_to_call_and_what_to_write(self, database: Database) -> None:
        works = notice("26-1", title="Rénovation", passages=says("L'entreprise réserve 300 heures à l'insertion."))
        match = prepared(database, works, structure=INTERIM)
        phone = Caller(database)
        phone.tap_data(pack("ca", "h", match))
        text = phone.tap("Vendre des heures")
        assert "facilitateur" in text
        text = phone.tap("Message à copier")
        assert not phone.edited, "alone in its bubble"
        assert "Tremplin Intérim" in text
        assert phone.tap("⬅️ Retour")

    def test_it_is_proposed_to_nobody_else(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        assert "Vendre des heures" not in phone.labels
        assert "Rien à proposer sur ce lot" in phone.tap_data(pack("re", "v", match, "2", 0))


class TestEasy:
    def test_a_person_may_always_be_told_so(self, database: Database) -> None:
        phone, match = Caller(database), prepared(database)
        phone.help(match)
        phone.see("Facile à lire", "Toujours facile à lire")
        with database.read() as session:
            held, _ = people.memberships_of(session, phone.person.id)[0]
        assert held.preference.easy
        phone.tap("Les documents")
        assert "Pour répondre, il faut" in phone.text
        phone.tap("Ne plus simplifier")
        with database.read() as session:
            held, _ = people.memberships_of(session, phone.person.id)[0]
        assert not held.preference.easy


class TestWho:
    def test_a_member_prepares_as_a_manager_does_and_they_share_it(self, database: Database) -> None:
        match = prepared(database)
        joined(database, BRUNO, "Bruno", ESAT, Role.MEMBER)
        bruno, ines = Caller(database, BRUNO, "Bruno"), Caller(database)
        bruno.help(match)
        bruno.see("Pièces", "☐ 1")
        ines.help(match)
        assert "☑ 1. DC1" in ines.tap("Pièces")

    def test_no_button_of_another_structure_does_anything(self, database: Database) -> None:
        match = prepared(database)
        subscribed(database, CHANTIERS)
        joined(database, ZOE, "Zoé", CHANTIERS)
        zoe = Caller(database, ZOE, "Zoé")
        for action, *args in FORGED:
            zoe.tap_data(pack("re", action, match, "2", *args))
            assert (zoe.toast, zoe.screens) == (OTHERS, []), action
        for data in (pack("ca", "h", match), pack("ca", "p", match), pack("ca", "f", match, "won")):
            zoe.tap_data(data)
            assert (zoe.toast, zoe.screens) == (OTHERS, []), data
        assert work(database, match) == work(database, 0)

    def test_what_was_never_a_button_changes_nothing_and_is_answered_kindly(self, database: Database) -> None:
        match = prepared(database)
        phone = Caller(database)
        for data in STRANGE:
            phone.tap_data(data.format(m=pack("re", "m", match).split(".")[3]))
            assert phone.toast or phone.screens, data
            assert "Je n’ai pas réussi" not in phone.toast, data
        assert work(database, match) == work(database, 0)

    def test_a_step_under_way_survives_but_not_the_loss_of_one_s_team(self, database: Database) -> None:
        match = prepared(database)
        joined(database, BRUNO, "Bruno", ESAT, Role.MEMBER)
        bruno = Caller(database, BRUNO, "Bruno")
        bruno.help(match)
        bruno.see("Heures d’insertion", "Changer un chiffre", "Montant")
        again = Caller(database, BRUNO, "Bruno")  # the process was started again
        assert "45 000 € HT – votre chiffre" in again.write("45 000")
        again.tap("Montant")
        person = again.person
        with database.write() as session:
            membership, _ = people.memberships_of(session, person.id)[0]
            inviting.leave(session, person.id, membership.id, later())
        assert "structure dont vous ne faites pas partie" in again.write("46 000")
        assert work(database, match).assumptions.amount == 45000

    def test_in_a_group_it_opens_in_private(self, database: Database) -> None:
        match = prepared(database)
        phone = Caller(database)
        phone.group = -1001
        for action in ("h", "p"):
            phone.tap_data(pack("ca", action, match))
            (toast,) = phone.toasts
            assert phone.screens == []
            assert toast.url == f"https://t.me/vigie_ess_bot?start=ca_{action}_{match}"
        phone.tap_data(pack("re", "d", match, "2", "a", 0))
        assert "en privé" in phone.toast
        phone.group = None
        assert "Calendrier" in phone.write(f"/start ca_p_{match}")

    def test_repondre_is_about_the_last_announcement(self, database: Database) -> None:
        assert "Je ne vous ai pas encore envoyé d’annonce" in Caller(database).write("/repondre")


FORGED = (
    *(("m",), ("l", 0), ("g",), ("gq", "trade"), ("ga", "trade", "2"), ("gl", 0), ("gr", 0)),
    *(("p",), ("ps",), ("pw", 0), ("pt", "step-withdraw", 1), ("pm", "t"), ("pr", 1), ("pi",)),
    *(("d", "a", 0), ("dw", "a", 0), ("dt", "a", "doc-dc1", 1)),
    *(("h", 0), ("hc",), ("hf", "amount"), ("hv", "amount"), ("hz",), ("v", 0), ("vm",), ("vp",), ("u", 0), ("uc",)),
    *(("k", "w"), ("kf", "w", 1), ("ka", "w"), ("e", 0), ("ed", 0), ("ep", 1)),
)
STRANGE = (
    *("1.re.m", "1.re.zz.1", "1.re.m.zzzzz", "1.re.m.é.2", "1.re.m.{m}.99", "1.re.m.{m}.LOT-0002", "1.re.m.{m}"),
    *("1.re.gq.{m}.2", "1.re.gq.{m}.2.nothing", "1.re.ga.{m}.2", "1.re.ga.{m}.2.trade", "1.re.ga.{m}.2.trade.3"),
    *("1.re.ga.{m}.2.trade.-1", "1.re.ga.{m}.2.trade.²", "1.re.ga.{m}.2.nothing.2", "1.re.gl.{m}.2.zz"),
    *("1.re.pt.{m}.2", "1.re.pt.{m}.2.step-deadline.1", "1.re.pt.{m}.2.nothing.1", "1.re.pt.{m}.2.step-read"),
    *("1.re.dt.{m}.2", "1.re.dt.{m}.2.a.nothing.1", "1.re.dt.{m}.2.z.doc-dc1", "1.re.d.{m}.2.z.zz", "1.re.dw.{m}.2"),
    *("1.re.hf.{m}.2", "1.re.hf.{m}.2.nothing", "1.re.hv.{m}.2.nothing", "1.re.kf.{m}.2.w.9", "1.re.kf.{m}.2.pdf"),
    *("1.re.pi.{m}.99", "1.re.ka.{m}.99", "1.ca.f.{m}", "1.ca.f.{m}.maybe", "1.ca.p", "1.re.uc.{m}.99"),
)


class TestAfterwards:
    """« Avez-vous répondu ? Avez-vous été retenus ? »"""

    def test_tapped_it_is_noted_and_can_be_said_otherwise(self, database: Database) -> None:
        match = prepared(database)
        phone = Caller(database, now=at(28).at)
        text = phone.tap_data(pack("ca", "f", match, "waiting"))
        assert "C’est noté : vous avez répondu." in text
        assert GARDENS in text
        phone.tap("Corriger ma réponse")
        assert phone.labels[:4] == ["Retenus", "Pas retenus", "Répondu, en attente", "Pas répondu"]
        assert "Bravo" in phone.tap("Retenus")
        assert outcome(database, match) == "won"

    def test_written_in_reply_to_a_message_it_is_for_that_contract(self, database: Database) -> None:
        match = prepared(database)
        received(database, match)
        phone = Caller(database, now=at(28).at)
        assert "pas retenus cette fois" in phone.reply(40, "perdu")
        assert outcome(database, match) == "lost"
        assert "Bravo" in phone.reply(40, "Gagné !")
        assert outcome(database, match) == "won"
        assert "pas encore" in phone.reply(40, "pas encore")

    def test_written_alone_after_an_alert_it_is_asked_which_is_meant(self, database: Database) -> None:
        """Nothing is noted of a contract that nobody asked about."""
        match = prepared(database)
        received(database, match)
        phone = Caller(database)
        text = phone.write("gagné")
        assert "Qu’est devenu ce marché pour vous ?" in text
        assert outcome(database, match) is None
        phone.tap("Retenus")
        assert outcome(database, match) == "won"

    def test_in_a_group_it_is_a_word_over_the_chat(self, database: Database) -> None:
        match = prepared(database)
        phone = Caller(database, now=at(28).at)
        phone.group = -1001
        phone.tap_data(pack("ca", "f", match, "won"))
        assert "Bravo" in phone.toast
        assert phone.screens == []


def outcome(database: Database, match: int) -> str | None:
    with database.read() as session:
        told = replies.outcomes_of(session, [match]).get(match)
    return told.outcome.value if told else None


def received(database: Database, match: int) -> None:
    """The alert of this match left as message 40."""
    with database.write() as session:
        for one in book.claim(session, NOON, n=100, lease=timedelta(minutes=2)):
            if one.channel == "telegram" and one.match_id == match:
                book.settle(session, one, Sent(f"{INES}/40"), NOON)


def test_together_is_as_before(database: Database) -> None:
    phone, match = Caller(database), prepared(database)
    phone.help(match)
    assert "En groupement" in phone.tap("À plusieurs")
    with database.read() as session:
        held = responses.load_held(session, match)
    assert held is not None
    assert held.response is not None
    assert held.response.status is ResponseStatus.TOGETHER
    assert "Calendrier pour répondre à plusieurs" in phone.tap_data(pack("re", "p", match, "2"))
