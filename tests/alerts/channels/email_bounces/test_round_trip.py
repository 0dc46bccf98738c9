"""What we write in a message is what we understand when it comes back."""

import re
from email import message_from_bytes
from urllib.parse import parse_qs, urlsplit

from alerts.channels.email.bounces import read
from alerts.channels.email.returned import Complaint, Failure, Nothing, Unsubscribe
from alerts.links.signed import LinkKind
from tests.alerts.channels.email_bounces import samples
from tests.alerts.services.stories import NOON
from tests.postfix.stories import LINKS, SECRET, claimed, envelopes, letter

SENT = envelopes().outgoing(letter(samples.WHO), claimed(4321), NOON)
AS_DELIVERED = b"Return-Path: <" + SENT.return_path.encode() + b">\n" + SENT.content.replace(b"\r\n", b"\n")


def test_the_mailto_of_list_unsubscribe_stops_what_its_link_stops() -> None:
    stop = str(message_from_bytes(SENT.content)["List-Unsubscribe"])
    (mailto,) = re.findall(r"<(mailto:[^>]+)>", "".join(stop.split()))
    parts = urlsplit(mailto)
    (subject,) = parse_qs(parts.query)["subject"]
    asked = read(f"From: {samples.WHO}\nTo: {parts.path}\nSubject: {subject}\n\n".encode(), SECRET)
    assert isinstance(asked, Unsubscribe)
    assert LINKS.read(LinkKind.UNSUBSCRIBE, asked.token, NOON) == ("12",)


def test_a_refusal_and_a_complaint_of_it_name_its_delivery() -> None:
    refused = read(samples.postfix(SENT.return_path, "5.1.1", "550 5.1.1 User unknown"), SECRET)
    assert isinstance(refused, Failure)
    assert refused.delivery == 4321
    head = AS_DELIVERED.decode().partition("\n\n")[0]
    assert read(samples.complaint("plaintes@vigie.example", enclosed=head), SECRET) == Complaint(4321)


def test_a_complaint_that_lost_the_return_path_stops_by_the_link() -> None:
    head = AS_DELIVERED.decode().partition("\n\n")[0].partition("\n")[2]
    found = read(samples.complaint("plaintes@vigie.example", enclosed=head), SECRET)
    assert isinstance(found, Unsubscribe)
    assert LINKS.read(LinkKind.UNSUBSCRIBE, found.token, NOON) == ("12",)


def test_itself_in_a_loop_is_dropped() -> None:
    assert read(AS_DELIVERED, SECRET) == Nothing("own")
