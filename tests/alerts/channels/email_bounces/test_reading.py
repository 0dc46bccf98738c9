"""What messages that come back say, in the shapes that servers give them."""

import time

import pytest

from alerts.channels.email.bounces import read
from alerts.channels.email.mailbox import LARGEST
from alerts.channels.email.returned import Complaint, Failure, ForHost, Nothing, Unsubscribe
from alerts.channels.email.verp import return_path
from alerts.model.delivery import Claimed, DeliveryKind
from tests.alerts.channels.email_bounces import samples
from tests.alerts.channels.email_bounces.samples import TOKEN, WHO

SECRET = "un secret pour les tests, assez long"
BOX = "bounce@vigie.example"
BACK = return_path(BOX, SECRET, Claimed(4321, None, "email", DeliveryKind.DIGEST, {}, "d", 1, "person:1"))
FORGED = BACK.replace("-", "-0")[: len(BACK.split("@")[0])] + "@vigie.example"


@pytest.mark.parametrize(
    ("raw", "status", "recipient"),
    [
        (samples.postfix(BACK, "5.1.1", "550 5.1.1 User unknown in virtual mailbox table"), "5.1.1", WHO),
        (samples.postfix(BACK, "5.2.2", "552 5.2.2 Mailbox is full"), "5.2.2", WHO),
        (samples.exchange(BACK), "5.1.10", "direction@asso.example"),
        (samples.gmail(BACK), "5.1.1", "equipe.chantier@boites.example"),
        (samples.qmail(BACK), "5.1.1", WHO),
    ],
    ids=["postfix", "postfix, full", "exchange", "gmail", "qmail, in words"],
)
def test_a_refusal_names_its_delivery_and_its_code(raw: bytes, status: str, recipient: str) -> None:
    found = read(raw, SECRET)
    assert isinstance(found, Failure)
    assert (found.delivery, found.status, found.recipient) == (4321, status, recipient)


@pytest.mark.parametrize(
    ("status", "said", "means"),
    [
        ("5.0.0", "550 5.1.1 <accueil@atelier.example>: Recipient address rejected", "5.1.1"),
        ("5.0.0", "550 No such user here", "5.1.1"),
        ("5.0.0", "550 Utilisateur inconnu", "5.1.1"),
        ("5.5.0", "552 Requested mail action aborted: mailbox full", "5.2.2"),
        ("5.0.0", "554 Transaction failed", "5.0.0"),
        ("5.1.0", "550 5.7.1 blocked by policy", "5.7.1"),
        ("4.0.0", "452 4.2.2 over quota", "4.2.2"),
        ("5.1.1", "550 5.7.1 says otherwise", "5.1.1"),
        ("5.0.0", "451 4.4.1 No answer from host", "5.0.0"),
    ],
)
def test_the_more_exact_of_the_code_and_the_words_holds(status: str, said: str, means: str) -> None:
    found = read(samples.postfix(BACK, status, said), SECRET)
    assert isinstance(found, Failure)
    assert found.status == means


def test_what_the_server_said_is_kept_without_the_addresses_in_it() -> None:
    found = read(
        samples.postfix(BACK, "5.7.1", "554 5.7.1 <accueil@atelier.example> refused: see https://aide.example/x"),
        SECRET,
    )
    assert isinstance(found, Failure)
    assert found.said == "smtp; 554 5.7.1 <…> refused: see https://aide.example/x"


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_delay_or_a_success_changes_nothing(action: str) -> None:
    status = "4.4.1" if action == "delayed" else "2.0.0"
    assert read(samples.postfix(BACK, status, "connect: Connection timed out", action=action), SECRET) == Nothing(
        action
    )


def test_a_forged_notice_says_nothing_about_anybody() -> None:
    for to in (FORGED, BOX, BACK.replace("+", ".")):
        raw = samples.postfix(to, "5.1.1", "550 5.1.1 User unknown")
        assert read(raw, SECRET) == ForHost("unsigned notice")
    assert read(samples.qmail(FORGED), SECRET) == ForHost("unsigned")
    assert read(samples.complaint(BOX, return_path=FORGED), SECRET) == ForHost("unsigned complaint")


def test_a_notice_sent_to_the_bare_mailbox_is_known_by_the_message_it_gives_back() -> None:
    raw = samples.postfix(BACK, "5.1.1", "550 5.1.1 User unknown").replace(
        f"To: {BACK}".encode(), b"To: " + BOX.encode()
    )
    assert isinstance(read(raw, SECRET), Failure)


def test_a_mailbox_that_rewrites_to_is_known_by_the_line_of_its_own_server() -> None:
    raw = samples.qmail(BACK).replace(BACK.encode(), BOX.encode())
    received = f"Received: from mx.vieux.example by relais.example with ESMTP\n\tfor <{BACK}>; Mon, 23 Nov 2026\n"
    found = read(received.encode() + raw, SECRET)
    assert isinstance(found, Failure)
    assert found.delivery == 4321


def test_an_account_that_is_no_address_is_not_taken_for_another_box() -> None:
    found = read(samples.postfix(BACK, "5.1.1", "550 5.1.1 User unknown", final="direction"), SECRET)
    assert isinstance(found, Failure)
    assert found.recipient == ""


def test_a_complaint_names_its_delivery_wherever_it_stands() -> None:
    assert read(samples.complaint(BACK), SECRET) == Complaint(4321)
    assert read(samples.complaint("plaintes@vigie.example", return_path=BACK), SECRET) == Complaint(4321)
    assert read(
        samples.complaint("plaintes@vigie.example", enclosed=samples.ours(BACK).split("\n\n")[0]), SECRET
    ) == Complaint(4321)


def test_a_complaint_without_an_address_of_ours_still_stops_by_the_link_of_the_message() -> None:
    enclosed = "\n".join(samples.ours("<>").split("\n\n")[0].splitlines()[1:])
    assert read(samples.complaint("plaintes@vigie.example", enclosed=enclosed), SECRET) == Unsubscribe(TOKEN)


def test_reports_that_are_no_complaint_are_for_the_host() -> None:
    assert read(samples.complaint(BACK, kind="not-spam"), SECRET) == ForHost("report: not-spam")
    assert read(samples.complaint(BACK, kind="auth-failure"), SECRET) == ForHost("report: auth-failure")
    assert read(samples.complaint(BACK, kind="<script>"), SECRET) == ForHost("report: unknown")


@pytest.mark.parametrize("polite", [True, False], ids=["with its header", "by its subject"])
def test_somebody_away_changes_nothing(polite: bool) -> None:
    assert read(samples.vacation(BACK, polite=polite), SECRET) == Nothing("automatic")


@pytest.mark.parametrize(
    "subject", ["unsubscribe {}", "Unsubscribe: {}", "=?utf-8?q?unsubscribe_{}?=", "unsubscribe\n {}"]
)
def test_a_mail_that_asks_to_stop_gives_its_token(subject: str) -> None:
    assert read(samples.asking_to_stop(BOX, TOKEN, subject), SECRET) == Unsubscribe(TOKEN)


@pytest.mark.parametrize("subject", ["unsubscribe", "unsubscribe me please {}", "Re: votre message {}"])
def test_words_without_a_token_are_read_by_a_person(subject: str) -> None:
    assert isinstance(read(samples.asking_to_stop(BOX, TOKEN, subject), SECRET), ForHost)


def test_our_own_message_that_comes_in_a_loop_is_dropped() -> None:
    assert read(samples.ours(BACK, BOX).encode(), SECRET) == Nothing("own")


def test_a_person_who_answers_the_return_path_is_read_by_a_person() -> None:
    raw = f"From: accueil@atelier.example\nTo: {BACK}\nSubject: Re: 3 nouvelles\n\nMerci !\n".encode()
    assert read(raw, SECRET) == ForHost("not understood")


def test_a_stranger_s_message_is_left_alone() -> None:
    assert read(b"From: x@y.example\nTo: bounce@vigie.example\nSubject: Bonjour\n\n\n", SECRET) == ForHost("unsigned")


def test_a_notice_cut_in_the_middle_of_its_fields_is_still_understood() -> None:
    whole = samples.postfix(BACK, "5.1.1", "550 5.1.1 User unknown")
    cut = whole[: whole.index(b"Remote-MTA")]
    found = read(cut, SECRET)
    assert isinstance(found, Failure)
    assert (found.delivery, found.status) == (4321, "5.1.1")


def test_fields_that_a_gateway_nested_badly_are_read_as_text() -> None:
    raw = samples.postfix(BACK, "5.1.1", "550 5.1.1 User unknown").replace(
        b"message/delivery-status\n\n", b"message/delivery-status\n\n\n\n> quoted\n"
    )
    found = read(raw, SECRET)
    assert isinstance(found, Failure)
    assert found.status == "5.1.1"


def test_a_notice_without_a_code_is_left_to_the_host() -> None:
    whole = samples.postfix(BACK, "5.1.1", "550 refused")
    raw = whole[: whole.index(b"Reporting-MTA")] + b"\xff\xfe\x00 nothing readable"
    assert read(raw, SECRET) == ForHost("damaged notice")


NASTY = {
    "empty": b"",
    "no header": b"\n\n\n",
    "binary": bytes(range(256)) * 50,
    "unknown charset": b"To: x\nSubject: =?x-none?q?abc?=\nContent-Type: text/plain; charset=x-none\n\n\xff",
    "boundary without parts": b"Content-Type: multipart/report; boundary=x; report-type=delivery-status\n\n--x",
    "no boundary": b"Content-Type: multipart/report; report-type=delivery-status\n\nStatus: 5.1.1",
    "empty report": b"Content-Type: message/feedback-report\n\n",
    "empty notice": b"Content-Type: message/delivery-status\n\n",
    "bad subject": b"Subject: =?utf-8?b?a?=\n\n",
    "bad parameters": b"Content-Type: multipart/report; boundary*0*=x''%; boundary=\"\n\n",
    "nested": b"Content-Type: message/rfc822\n\n" * 2000,
}


@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY)
def test_a_broken_message_stops_nothing_and_stays(raw: bytes) -> None:
    assert isinstance(read(raw, SECRET), ForHost)
    assert isinstance(read(b"To: " + BACK.encode() + b"\n" + raw, SECRET), ForHost)


def test_a_message_of_ten_megabytes_is_understood_from_its_beginning() -> None:
    whole = samples.postfix(BACK, "5.2.2", "552 5.2.2 Mailbox full").replace(
        b"Bonjour,", b"x" * 70 + b"\n" * 5_000_000 + b"y" * 5_000_000
    )
    found = read(whole[:LARGEST], SECRET)
    assert isinstance(found, Failure)
    assert found.status == "5.2.2"


@pytest.mark.parametrize("piece", [b"a", b"a@", b"+1-", b"=?utf-8?q?a?= ", b"5.", b"<"], ids=repr)
def test_an_endless_line_takes_no_endless_time(piece: bytes) -> None:
    endless = piece * (LARGEST // len(piece))
    started = time.process_time()
    read(b"To: " + endless + b"\nSubject: " + endless[:100_000] + b"\n\n" + endless, SECRET)
    read(samples.postfix(BACK, "5.0.0", endless.decode()), SECRET)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("line", [b"\n", b"--b\n\n", b"<a@b>\n"], ids=repr)
def test_lines_without_end_take_no_endless_time(line: bytes) -> None:
    """Anybody may write to the mailbox of returns: half a minute a message would keep the others from being read."""
    head = b"To: " + BACK.encode() + b"\nContent-Type: multipart/mixed; boundary=b\n\n"
    started = time.process_time()
    read(head + line * (LARGEST // len(line)), SECRET)
    read(b"To: " + BACK.encode() + b"\nSubject: Undelivered\n\n" + line * (LARGEST // len(line)), SECRET)
    assert time.process_time() - started < 10
