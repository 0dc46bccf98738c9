"""Mail that comes back: who is no longer written to, who is, and what the host reads."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alerts.channels.email.mailbox import MailboxUnreadable
from alerts.channels.email.maildir import MaildirBox
from alerts.channels.email.verp import return_path
from alerts.links.signed import LinkKind
from alerts.model.delivery import DeliveryKind
from alerts.services.bouncing import Counts, Effect, probe, read_in_turn, read_mailbox
from alerts.store import addresses, network_people
from alerts.store.engine import Database
from alerts.store.history import entries
from tests.alerts.channels.email_bounces import samples
from tests.alerts.services.networked import network_of
from tests.alerts.services.returns import BOX, DAY, LINKS, SECRET, Post, open_post
from tests.alerts.services.stories import NOON

GONE, FULL, LATER = "550 5.1.1 User unknown", "552 5.2.2 Mailbox is full", "452 4.2.2 over quota"
POLICY = "550 5.7.1 blocked, see https://aide.example/liste"


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return open_post(database, tmp_path / "Maildir")


def test_an_address_that_does_not_exist_is_no_longer_written_to_and_she_is_told_on_telegram(post: Post) -> None:
    counts = post.refused("5.1.1", GONE)
    assert counts == Counts(((Effect.GONE, 1),))
    assert post.address.trouble == "cette adresse n’existe pas, ou plus"
    assert not post.address.works
    (told,) = post.told_on_telegram()
    assert "cette adresse n’existe pas, ou plus" in told
    assert "/alertes" in told
    assert post.waiting == []


def test_what_came_back_is_written_beside_its_delivery(post: Post) -> None:
    post.refused("5.1.1", GONE)
    with post.database.read() as session:
        (letter,) = [one for one in entries(session) if one.kind is DeliveryKind.DIGEST]
    assert (letter.outcome, letter.reason) == ("sent", "revenu : cette adresse n’existe pas, ou plus (5.1.1)")


def test_a_forged_refusal_silences_nobody_and_stays_for_the_host(post: Post) -> None:
    real = post.sends()
    post.arrives(samples.postfix(real.replace("-", "-f", 1), "5.1.1", GONE))
    post.arrives(samples.postfix(return_path(BOX, "un secret deviné", post.deliveries[0]), "5.1.1", GONE))
    assert post.read() == Counts(((Effect.LEFT, 2),))
    assert post.address.works
    assert post.waiting == ["00001.vigie:2,F", "00002.vigie:2,F"]
    assert post.read() == Counts()


@pytest.mark.parametrize(("status", "said"), [("5.2.2", FULL), ("4.2.2", LATER), ("5.4.4", "Host not found")])
def test_what_may_pass_pauses_after_five_days_of_refusals(post: Post, status: str, said: str) -> None:
    effects = []
    for day in range(5):
        post.moment = NOON + day * DAY
        effects += [effect for effect, _ in post.refused(status, said).of]
    assert effects == [Effect.COUNTED] * 4 + [Effect.PAUSED]
    why = "la messagerie de ce domaine est introuvable" if status == "5.4.4" else "la boîte est pleine"
    assert post.address.trouble == f"{why} (messages refusés 5 jours différents) ; nous réessaierons dans une semaine"
    assert len(post.told_on_telegram()) == 1


def test_ten_refusals_in_a_day_count_once(post: Post) -> None:
    for hour in range(10):
        post.moment = NOON + timedelta(hours=hour)
        post.refused("5.2.2", FULL)
    assert post.address.works


def test_a_week_without_a_refusal_is_a_new_beginning(post: Post) -> None:
    for day in (0, 1, 2, 3, 13, 14):
        post.moment = NOON + day * DAY
        post.refused("5.2.2", FULL)
    assert post.address.works


def test_a_weekly_letter_refused_five_weeks_in_a_row_pauses_too(post: Post) -> None:
    for week in range(5):
        post.moment = NOON + week * timedelta(days=7, hours=3)
        post.refused("5.2.2", FULL)
    assert not post.address.works


def paused(post: Post) -> None:
    for day in range(5):
        post.moment = NOON + day * DAY
        post.refused("5.2.2", FULL)
    assert not post.address.works


def test_a_paused_address_is_tried_again_a_week_later_and_one_refusal_pauses_it_again(post: Post) -> None:
    paused(post)
    with post.database.write() as session:
        assert probe(session, post.moment + 6 * DAY) == 0
    for after in (7, 30):  # however long the next letter takes to be refused
        post.moment += after * DAY
        with post.database.write() as session:
            assert probe(session, post.moment) == 1
        assert post.address.works
        post.moment += 12 * DAY
        assert post.refused("5.2.2", FULL).of == ((Effect.PAUSED, 1),)
        assert not post.address.works


def test_a_box_that_was_emptied_is_judged_afresh_two_months_later(post: Post) -> None:
    paused(post)
    with post.database.write() as session:
        probe(session, post.moment + 7 * DAY)
    post.moment += 61 * DAY
    assert post.refused("5.2.2", FULL).of == ((Effect.COUNTED, 1),)
    assert post.address.works


def test_an_address_that_does_not_exist_is_not_tried_again(post: Post) -> None:
    post.refused("5.1.1", GONE)
    with post.database.write() as session:
        assert probe(session, NOON + 400 * DAY) == 0
    assert not post.address.works


def test_a_refusal_of_how_we_send_is_told_to_the_host_and_holds_nothing_against_her(post: Post) -> None:
    for day in range(10):
        post.moment = NOON + day * DAY
        counts = post.refused("5.7.1", POLICY)
        assert counts.of == ((Effect.OURS, 1),)
        assert counts.refusals == ("les règles de sa messagerie refusent nos messages (5.7.1) : smtp; " + POLICY,)
    assert post.address.works
    assert post.told_on_telegram() == []


def test_the_same_refusal_of_a_thousand_messages_is_told_once(post: Post) -> None:
    for _ in range(3):
        post.arrives(samples.postfix(post.sends(), "5.7.1", POLICY))
    counts = post.read()
    assert counts[Effect.OURS] == 3
    assert len(counts.refusals) == 1


def test_mail_forwarded_to_a_box_that_is_gone_is_counted_not_believed_at_once(post: Post) -> None:
    assert post.refused("5.1.1", GONE, final="ancienne@boite.example").of == ((Effect.COUNTED, 1),)
    assert post.address.works


def test_the_same_notice_twice_counts_once_even_on_another_day(post: Post) -> None:
    back = post.sends()
    for day in range(6):
        post.moment = NOON + day * DAY
        post.arrives(samples.postfix(back, "5.2.2", FULL))
        assert post.read().of == ((Effect.COUNTED if day == 0 else Effect.AGAIN, 1),)
    assert post.address.works


def test_a_kill_between_the_database_and_the_mailbox_changes_nothing(post: Post) -> None:
    post.arrives(samples.postfix(post.sends(), "5.1.1", GONE))

    class Killed(MaildirBox):
        def done(self, key: str) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_mailbox(post.database, Killed(post.folder), SECRET, LINKS, post.moment)
    assert len(post.waiting) == 1
    assert post.read().of == ((Effect.AGAIN, 1),)
    assert post.waiting == []
    assert len(post.told_on_telegram()) == 1


def test_what_left_to_an_old_address_is_not_held_against_the_new_one(post: Post) -> None:
    back = post.sends()
    with post.database.write() as session:
        addresses.delete_address(session, post.address.id)
        new = addresses.ask(session, "anne@ailleurs.example", NOON + DAY)
        addresses.confirm(session, new.id, post.team.anne, "{}", 1, NOON + DAY)
    post.moment = NOON + 2 * DAY
    post.arrives(samples.postfix(back, "5.1.1", GONE))
    post.arrives(samples.complaint(back))
    assert post.read() == Counts(((Effect.NOTHING, 2),))
    assert post.address.works
    assert post.channels() == ("telegram", "email")


def test_a_complaint_stops_e_mails_and_telegram_goes_on(post: Post) -> None:
    back = post.sends()
    post.arrives(samples.complaint("plaintes@vigie.example", return_path=back))
    assert post.read().of == ((Effect.COMPLAINT, 1),)
    assert not post.address.works
    assert post.channels() == ("telegram",)
    assert len(post.told_on_telegram()) == 1
    post.arrives(samples.complaint("plaintes@vigie.example", return_path=back))
    assert post.read().of == ((Effect.AGAIN, 1),)


def test_not_spam_somebody_away_a_delay_and_our_own_mail_change_nothing(post: Post) -> None:
    back = post.sends()
    post.arrives(samples.vacation(back))
    post.arrives(samples.postfix(back, "4.4.1", "Connection timed out", action="delayed"))
    post.arrives(samples.ours(back, BOX).encode())
    assert post.read() == Counts(((Effect.NOTHING, 3),))
    post.arrives(samples.complaint(back, kind="not-spam"))
    assert post.read() == Counts(((Effect.LEFT, 1),))
    assert post.address.works
    assert post.channels() == ("telegram", "email")


def test_a_mail_that_asks_to_stop_is_obeyed_once(post: Post) -> None:
    token = LINKS.token(LinkKind.UNSUBSCRIBE, post.team.hers.id, now=NOON)
    for effect in (Effect.UNSUBSCRIBED, Effect.AGAIN):
        post.arrives(samples.asking_to_stop(BOX, token))
        assert post.read().of == ((effect, 1),)
    assert post.channels() == ("telegram",)
    assert post.address.works


def test_a_mail_that_asks_to_stop_a_network_stops_it_alone(post: Post) -> None:
    network = network_of(post.database, "Pôle fictif", post.team.anne)
    token = LINKS.token(LinkKind.MUTE, post.team.anne, network, now=NOON)
    for effect in (Effect.UNSUBSCRIBED, Effect.AGAIN):
        post.arrives(samples.asking_to_stop(BOX, token))
        assert post.read().of == ((effect, 1),)
    with post.database.read() as session:
        assert network_people.is_muted(session, network, post.team.anne)
    assert post.channels() == ("telegram", "email"), "her own alerts go on"


def test_a_mail_that_asks_to_stop_a_network_that_they_left_does_nothing(post: Post) -> None:
    """The link is ours, and there is nothing to stop: it is not kept for the host to read."""
    token = LINKS.token(LinkKind.MUTE, post.team.anne, 99, now=NOON)
    post.arrives(samples.asking_to_stop(BOX, token))
    assert post.read().of == ((Effect.AGAIN, 1),)


def test_a_mail_that_asks_to_stop_for_somebody_else_is_left(post: Post) -> None:
    mine = LINKS.token(LinkKind.UNSUBSCRIBE, post.team.hers.id, now=NOON)
    others = LINKS.token(LinkKind.SETTINGS, post.team.hers.id, now=NOON)
    old = LINKS.token(LinkKind.UNSUBSCRIBE, post.team.hers.id, now=NOON - 1200 * DAY)
    for token in (mine[:-2] + "AA", others, old):
        post.arrives(samples.asking_to_stop(BOX, token))
    assert post.read() == Counts(((Effect.LEFT, 3),))
    assert post.channels() == ("telegram", "email")


def test_an_address_nobody_confirmed_that_does_not_exist_is_not_asked_again(post: Post) -> None:
    with post.database.write() as session:
        asked = addresses.ask(session, "faute@frappe.example", NOON)
    back = post.sends(f"address:{asked.id}", DeliveryKind.CONFIRMATION)
    post.arrives(samples.postfix(back, "5.1.1", GONE, who="faute@frappe.example", final="faute@frappe.example"))
    assert post.read().of == ((Effect.GONE, 1),)
    with post.database.read() as session:
        found = addresses.load(session, asked.id)
    assert found is not None
    assert found.trouble == "cette adresse n’existe pas, ou plus"
    assert post.address.works


def test_somebody_erased_meanwhile_leaves_no_trace(post: Post) -> None:
    back = post.sends()
    with post.database.write() as session:
        addresses.delete_address(session, post.address.id)
    post.arrives(samples.postfix(back, "5.1.1", GONE))
    assert post.read() == Counts(((Effect.NOTHING, 1),))


def test_broken_messages_among_good_ones_keep_nobody_waiting(post: Post) -> None:
    post.arrives(b"\x00\xff" * 1000)
    post.arrives(b"Content-Type: multipart/report; boundary=x\n\n--x")
    post.arrives(samples.postfix(post.sends(), "5.1.1", GONE))
    counts = post.read()
    assert counts == Counts(((Effect.LEFT, 2), (Effect.GONE, 1)))
    assert post.waiting == ["00001.vigie:2,F", "00002.vigie:2,F"]


def test_a_mailbox_that_overflows_is_read_in_several_times(post: Post) -> None:
    for _ in range(3):
        post.arrives(samples.vacation(post.sends()))
    box = MaildirBox(post.folder)
    read = [read_mailbox(post.database, box, SECRET, LINKS, NOON, most=2).read for _ in range(3)]
    assert read == [2, 1, 0]


def test_one_machine_reads_in_each_turn(post: Post) -> None:
    every = timedelta(minutes=10)

    def beat(now: datetime) -> Counts | None:
        return read_in_turn(post.database, MaildirBox(post.folder), SECRET, LINKS, now, every)

    assert beat(NOON) == Counts()
    assert beat(NOON + timedelta(minutes=1)) is None
    assert beat(NOON + every) == Counts()


def test_a_mailbox_that_does_not_answer_is_told_to_the_host(post: Post) -> None:
    with pytest.raises(MailboxUnreadable, match="n’est pas une boîte Maildir"):
        read_mailbox(post.database, MaildirBox(post.folder / "absent"), SECRET, LINKS, NOON)


def test_without_pages_nobody_is_unsubscribed_by_mail(post: Post) -> None:
    token = LINKS.token(LinkKind.UNSUBSCRIBE, post.team.hers.id, now=NOON)
    post.arrives(samples.asking_to_stop(BOX, token))
    counts = read_mailbox(post.database, MaildirBox(post.folder), SECRET, None, NOON)
    assert counts == Counts(((Effect.LEFT, 1),))
