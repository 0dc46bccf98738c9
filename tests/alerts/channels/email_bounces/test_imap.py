"""The mailbox of returns on another machine: TLS is checked, nothing goes before it is done, and nothing else goes."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts.channels.email.imap import Account, ImapBox
from alerts.channels.email.mailbox import LARGEST, MailboxUnreadable
from tests.imap_server.server import PASSWORD, USER, Server, serving
from tests.smtp_server.certificate import Certificate, throw_away


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return throw_away(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate: Certificate) -> Iterator[Server]:
    with serving(certificate.for_server()) as held:
        yield held


@pytest.fixture
def box(server: Server, certificate: Certificate) -> Iterator[ImapBox]:
    one = ImapBox(Account("127.0.0.1", USER, PASSWORD, server.port, timeout=5), certificate.for_client())
    yield one
    one.close()


def test_messages_come_in_order_and_go_when_done(server: Server, box: ImapBox) -> None:
    first, second = server.deliver(b"Subject: un\n\n\xe9"), server.deliver(b"Subject: deux\n\n")
    assert list(box.read()) == [(str(first), b"Subject: un\r\n\r\n\xe9"), (str(second), b"Subject: deux\r\n\r\n")]
    assert server.flags() == {first: set(), second: set()}  # looking changed nothing
    box.done(str(first))
    assert server.flags() == {second: set()}
    assert list(box.read()) == [(str(second), b"Subject: deux\r\n\r\n")]


def test_what_is_left_stays_flagged_and_unread(server: Server, box: ImapBox) -> None:
    uid = server.deliver(b"Subject: un\n\n")
    for key, _ in box.read():
        box.leave(key)
    assert server.flags() == {uid: {"\\Flagged"}}
    assert list(box.read()) == []


def test_what_a_person_marked_is_not_ours_to_remove(server: Server, box: ImapBox) -> None:
    theirs = server.deliver(b"Subject: a garder encore un peu\n\n", "\\Deleted")
    ours = server.deliver(b"Subject: un\n\n", "\\Seen")
    assert [key for key, _ in box.read()] == [str(ours)]
    box.done(str(ours))
    assert server.flags() == {theirs: {"\\Deleted"}}


def test_a_server_without_uidplus_removes_when_it_wishes(server: Server, box: ImapBox) -> None:
    server.offers = "IMAP4rev1"
    uid = server.deliver(b"Subject: un\n\n")
    for key, _ in box.read():
        box.done(key)
    assert server.flags() == {uid: {"\\Deleted", "\\Seen"}}
    assert list(box.read()) == []


def test_only_the_beginning_of_a_huge_message_travels(server: Server, box: ImapBox) -> None:
    server.deliver(b"Subject: un\n\n" + b"x" * 10_000_000)
    assert [len(content) for _, content in box.read()] == [LARGEST]


def test_a_message_taken_out_meanwhile_is_passed_over(server: Server, box: ImapBox) -> None:
    server.deliver(b"Subject: un\n\n")
    gone = server.deliver(b"Subject: deux\n\n")
    reading = box.read()
    next(reading)
    server.held = [one for one in server.held if one.uid != gone]
    assert list(reading) == []


def test_a_connection_lost_before_done_makes_the_message_be_read_again(server: Server, box: ImapBox) -> None:
    server.deliver(b"Subject: un\n\n")
    (key, _), *_ = box.read()
    server.cut_at = "UID STORE"
    with pytest.raises(MailboxUnreadable) as told:
        box.done(key)
    assert "INBOX de 127.0.0.1" in told.value.sentence
    box.close()
    server.cut_at = ""
    assert [again for again, _ in box.read()] == [key]


def test_a_connection_that_was_closed_takes_nothing_out(box: ImapBox) -> None:
    with pytest.raises(MailboxUnreadable, match="la connexion est fermée"):
        box.done("101")


def sentence(account: Account, trusted: ssl.SSLContext | None = None) -> str:
    box = ImapBox(account, trusted)
    with pytest.raises(MailboxUnreadable) as told:
        list(box.read())
    box.close()
    return told.value.sentence.partition(" : ")[2]


def test_a_certificate_that_nobody_vouches_for_is_refused_before_the_password_leaves(server: Server) -> None:
    said = sentence(Account("127.0.0.1", USER, PASSWORD, server.port, timeout=5))
    assert said == "son certificat n’est pas bon (unable to get local issuer certificate)"
    assert server.said == []


@pytest.mark.parametrize("password", ["faux", "mot de passe accentué"], ids=["wrong", "with accents"])
def test_a_password_that_is_refused_says_so_and_is_not_repeated(
    server: Server, certificate: Certificate, password: str
) -> None:
    said = sentence(Account("127.0.0.1", USER, password, server.port, timeout=5), certificate.for_client())
    assert said == "le serveur refuse l’identifiant ou le mot de passe"


def test_a_folder_that_is_not_there_says_so(server: Server, certificate: Certificate) -> None:
    account = Account("127.0.0.1", USER, PASSWORD, server.port, folder="Retours", timeout=5)
    assert sentence(account, certificate.for_client()) == "ce dossier n’existe pas"


def test_a_server_that_is_not_there_or_says_nothing_is_told_from_a_refusal() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert (
            sentence(Account("127.0.0.1", USER, PASSWORD, port, tls=False, timeout=0.3))
            == "le serveur ne répond pas à temps"
        )
    assert sentence(Account("127.0.0.1", USER, PASSWORD, port, timeout=2)) == "Connection refused"


def test_without_tls_on_this_machine(tmp_path: Path) -> None:
    with serving() as server:
        uid = server.deliver(b"Subject: un\n\n")
        box = ImapBox(Account("127.0.0.1", USER, PASSWORD, server.port, tls=False, timeout=5))
        assert [key for key, _ in box.read()] == [str(uid)]
        box.close()
