"""The fields of an e-mail, read in its bytes as a receiving server does."""

from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest

from alerts.channels.channel import Letter
from alerts.channels.email.envelope import Envelopes
from alerts.channels.email.headers import list_id
from alerts.links.signed import LinkKind, Links
from alerts.messages.message import Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind
from tests.alerts.channels.email.written import HELLO, LINKS, SENDER, outgoing, read, too_long
from tests.screenshots.letters import WHY
from tests.screenshots.notices import HEDGERS, NOW

EVERY = [
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Language"),
    *("Auto-Submitted", "X-Auto-Response-Suppress"),
]
TO_MANY = ["List-Id", "Precedence", "Feedback-ID", "List-Unsubscribe", "List-Unsubscribe-Post"]
ASKED_FOR = (DeliveryKind.CONFIRMATION, DeliveryKind.ACCESS, DeliveryKind.HELP)


@pytest.mark.parametrize("kind", DeliveryKind)
def test_each_kind_has_its_fields_and_no_other(kind: DeliveryKind) -> None:
    mail = read(outgoing(kind=kind).content)
    expected = EVERY + ([] if kind in ASKED_FOR else TO_MANY) + ["Content-Type"]
    assert mail.parsed.keys() == expected
    assert mail.parsed.defects == []


def test_who_writes_to_whom_when_and_in_which_language() -> None:
    mail = read(outgoing(replace(HELLO, title="3 nouvelles, 1 réservée à vous")).content).parsed
    assert mail["From"] == "Vigie ESS <vigie@vigie.example.org>"
    assert mail["To"] == "camille@structure.example.org"
    assert mail["Reply-To"] == "bonjour@vigie.example.org"
    assert mail["Subject"] == "3 nouvelles, 1 réservée à vous"
    assert parsedate_to_datetime(mail["Date"]) == NOW
    assert mail["Content-Language"] == "fr"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"


def test_unsubscribing_in_one_click_survives_as_raw_bytes_on_lines_of_its_own() -> None:
    token = LINKS.token(LinkKind.UNSUBSCRIBE, 12, now=NOW)
    fields = read(outgoing().content).fields
    at = fields.index(f"List-Unsubscribe: <https://vigie.example.org/u/{token}>,")
    assert fields[at + 1] == f" <mailto:retours@vigie.example.org?subject=unsubscribe%20{token}>"
    assert fields[at + 2] == "List-Unsubscribe-Post: List-Unsubscribe=One-Click"


def test_an_address_longer_than_a_line_is_not_turned_into_an_encoded_word() -> None:
    far = Links(f"https://vigie.{'tres-long.' * 12}example.org", LINKS.secret)
    mail = read(outgoing(links=far).content)
    assert mail.field("List-Unsubscribe").startswith(f"<{far.base}/u/")
    assert "=?" not in mail.field("List-Unsubscribe")
    assert mail.parsed["List-Unsubscribe"].startswith(f"<{far.base}/u/")
    assert max(map(len, mail.fields)) <= 998


def test_without_a_mailbox_for_returns_no_program_is_told_to_write_there() -> None:
    mail = read(outgoing(sender=replace(SENDER, bounces_to="")).content)
    assert "mailto:" not in mail.field("List-Unsubscribe")
    assert mail.field("List-Unsubscribe").endswith(">")


def test_a_letter_of_nobody_has_no_link_of_theirs() -> None:
    mail = read(outgoing(to=None, membership=None, why="").content)
    assert "List-Unsubscribe" not in mail.parsed
    assert mail.parsed["List-Id"] == "<vigie.vigie.example.org>"
    assert "Ne plus recevoir" not in mail.html + mail.text


def test_what_a_network_says_by_itself_is_a_list_of_its_own_that_one_link_stops() -> None:
    """To somebody of no structure: what stops it stops this network, and settings are opened with their address."""
    letter = Letter(None, HELLO, "nadia@example.org", why=WHY, network=(7, 3))
    delivery = Claimed(1, None, "email", DeliveryKind.RADAR, {"network": 3}, "radar:3:2026-W48:email:person:7", 1)
    mail = read(Envelopes(SENDER, LINKS).outgoing(letter, delivery, NOW).content)
    assert mail.parsed.keys() == EVERY + TO_MANY + ["Content-Type"]
    assert mail.parsed["List-Id"] == "<reseau-3.vigie.vigie.example.org>"
    stop = LINKS.url(LinkKind.MUTE, 7, 3, now=NOW)
    token = stop.rpartition("/")[2]
    by_mail = f"mailto:retours@vigie.example.org?subject=unsubscribe%20{token}"
    assert str(mail.parsed["List-Unsubscribe"]) == f"<{stop}>, <{by_mail}>"
    assert mail.field("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    for part in (mail.html, mail.text):
        assert stop in part
        assert "https://vigie.example.org/reglages" in part
        assert "Ne plus recevoir les messages de ce réseau" in " ".join(part.split())


def test_the_same_delivery_has_the_same_name_whenever_it_leaves() -> None:
    letter = Letter(HEDGERS, HELLO, "camille@structure.example.org", membership=12)
    envelopes = Envelopes(SENDER, LINKS)
    one = Claimed(1, HEDGERS.id, "email", DeliveryKind.ALERT, {}, "alert:9", 1)
    first = envelopes.outgoing(letter, one, NOW)
    later = envelopes.outgoing(letter, replace(one, attempts=2), NOW + timedelta(hours=5))
    other = envelopes.outgoing(letter, replace(one, dedupe_key="alert:10"), NOW)
    assert first.message_id == later.message_id != other.message_id
    assert read(first.content).parsed["Message-ID"] == first.message_id
    assert first.message_id.endswith("@vigie.example.org>")


def test_the_same_letter_at_the_same_moment_is_the_same_bytes() -> None:
    assert outgoing().content == outgoing().content


def test_a_correction_stands_under_its_first_alert() -> None:
    first = outgoing(key="alert:1")
    mail = read(outgoing(kind=DeliveryKind.CORRECTION, key="correction:1", answers=first.message_id).content).parsed
    assert mail["In-Reply-To"] == mail["References"] == first.message_id


@pytest.mark.parametrize("receipt", ["chat/12", "a@b\r\nBcc: x@y", "<a@b> <c@d>", ""])
def test_a_receipt_of_another_channel_is_no_thread(receipt: str) -> None:
    mail = read(outgoing(answers=receipt).content).parsed
    assert mail["In-Reply-To"] is None
    assert mail["Bcc"] is None


def test_refusals_come_back_to_the_mailbox_of_returns_or_where_they_are_told_to() -> None:
    assert outgoing().return_path == "retours@vigie.example.org"
    assert outgoing(sender=replace(SENDER, bounces_to="")).return_path == "vigie@vigie.example.org"
    signed = Envelopes(SENDER, LINKS, lambda delivery: f"retours+{delivery.id}@vigie.example.org")
    delivery = Claimed(7, HEDGERS.id, "email", DeliveryKind.ALERT, {}, "k", 1)
    assert signed.outgoing(Letter(HEDGERS, HELLO, "a@b.example"), delivery, NOW).return_path.startswith("retours+7@")


HOSTILE = [
    "Tonte\r\nBcc: everybody@example.org",
    "Tonte\n\nUn corps à moi",
    "Écoles & <b>\"gymnase\"</b> 'neuf'",
    "Très " * 60,
    "🌳🌿 Haies 🐦 et talus " * 3,
    "\u202egnol sèrt tse eçà\u202c",
    "שלום ומכרז",
    "\x00\x08Coupé\x1b[31m",
    "a" * 300,
    "=?utf-8?q?Bcc=3A?=",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_a_subject_and_nothing_else(title: str) -> None:
    mail = read(outgoing(Message(title, title, (Paragraph(title),))).content)
    assert mail.parsed.keys() == EVERY + TO_MANY + ["Content-Type"]
    assert too_long(mail.raw) == []
    shown = "".join(
        letter for letter in " ".join(title.split()) if letter.isprintable() and letter not in "\u202e\u202c"
    )
    assert mail.parsed["Subject"][:40].strip() == " ".join(shown.split())[:40].strip()


def test_a_hostile_structure_name_and_sender_make_no_field() -> None:
    trap = replace(HEDGERS, id="haies\r\nBcc: x@example.org", name="Haies\r\nBcc: x@example.org")
    sender = replace(SENDER, name='Vigie "ESS"\r\nBcc: x@example.org <y@example.org>')
    mail = read(outgoing(to=trap, sender=sender).content)
    assert mail.parsed["Bcc"] is None
    assert mail.parsed["List-Id"] == "<haies-bcc-x-example-org.vigie.vigie.example.org>"
    assert [one.addr_spec for one in mail.parsed["From"].addresses] == ["vigie@vigie.example.org"]


@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: c@d.example", "a@b, c@d", "a b@c.example", "nobody", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError):
        outgoing(address=address)


def test_a_domain_with_accents_travels_in_ascii() -> None:
    mail = read(outgoing(address="camille@chantier-été.example").content)
    assert mail.field("To") == "camille@xn--chantier-t-k7ah.example" or mail.field("To").startswith("camille@xn--")


def test_a_long_name_of_structure_still_makes_a_label() -> None:
    label = list_id(Letter(replace(HEDGERS, id="x" * 200), HELLO), "example.org").split(".")[0]
    assert len(label) <= 63  # RFC 1035, 2.3.4
