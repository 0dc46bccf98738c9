"""What recipients share is written once, and what is theirs is theirs alone."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from alerts.channels.email import headers, hypertext, personal, plain_text, rendering
from alerts.messages.mail.digest import digest_message
from alerts.messages.message import Entry, Fact, Message, Paragraph
from alerts.model.delivery import DeliveryKind
from alerts.model.structure import Structure, StructureKind
from tests.alerts.channels.email.written import HELLO, Page, outgoing, read
from tests.screenshots.letters import week
from tests.screenshots.notices import HEDGERS, NOW

OURS = re.compile(r"https://vigie\.example\.org/[a-z]/")
DIGEST = digest_message(week(), NOW)
PARTS = (rendering._entry, rendering._run, rendering._between, rendering._actions, rendering._frame)
KNOWN = (*PARTS, rendering._said, hypertext._block, plain_text._known, plain_text.lines)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates filled from now on, nothing being known."""
    for known in KNOWN:
        known.cache_clear()
    filled: list[str] = []
    real = hypertext._render
    monkeypatch.setattr(hypertext, "_render", lambda name, **values: filled.append(name) or real(name, **values))
    return filled


def test_ten_people_of_one_structure_cost_one_rendering(rendered: list[str]) -> None:
    mails = [outgoing(DIGEST, DeliveryKind.DIGEST, key=f"digest:{one}", membership=one) for one in range(10)]
    entries = sum(isinstance(block, Entry) for block in DIGEST.blocks)
    assert rendered.count("entry.html.j2") == entries
    assert rendered.count("frame.mjml.j2") == 1
    followed = [Page(read(mail.content).html).addresses for mail in mails]
    ours = [{url for url in urls if OURS.match(url)} for urls in followed]
    assert all(len(one) > 6 for one in ours)
    assert len(set.union(*ours)) == sum(map(len, ours))  # no two of them share a link


def test_the_same_opportunity_in_the_digests_of_two_structures_is_rendered_once(rendered: list[str]) -> None:
    other = Structure("atelier-du-saule", "Atelier du Saule", frozenset({StructureKind.ACI}))
    theirs = replace(
        week(), structure=other, new=tuple(replace(one, match_id=one.match_id + 500) for one in week().new)
    )
    outgoing(DIGEST, DeliveryKind.DIGEST)
    before = rendered.count("entry.html.j2")
    mail = outgoing(digest_message(theirs, NOW), DeliveryKind.DIGEST, to=other, membership=99)
    assert rendered.count("entry.html.j2") == before
    assert "Chantier des Haies" not in read(mail.content).text.replace("pour Chantier des Haies, parce", "")


def test_a_mail_written_from_what_is_known_is_the_one_written_anew(rendered: list[str]) -> None:
    outgoing(DIGEST, DeliveryKind.DIGEST, membership=1)
    warm = outgoing(DIGEST, DeliveryKind.DIGEST, membership=2).content
    for known in KNOWN:
        known.cache_clear()
    assert outgoing(DIGEST, DeliveryKind.DIGEST, membership=2).content == warm


def test_several_threads_write_what_one_would(rendered: list[str]) -> None:
    def write(membership: int) -> bytes:
        return outgoing(DIGEST, DeliveryKind.DIGEST, membership=membership).content

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(write, range(40)))
    assert together == [write(one) for one in range(40)]


def test_what_is_kept_does_not_grow_with_the_digests_sent(rendered: list[str]) -> None:
    for number in range(rendering.KEPT + 50):
        entry = Entry(f"Annonce {number}", (Paragraph(f"Rien que pour la {number}."),))
        blocks = (Paragraph(f"{number} nouvelles."), entry, Fact("Annonces", f"{number}"))
        letter = Message(f"Digest {number}", "x", blocks)
        outgoing(letter, DeliveryKind.DIGEST, membership=number, why=f"Parce que {number}.")
    kept = [rendering._entry, rendering._run, rendering._frame, *KNOWN, headers.unstructured, personal._web]
    sizes = [(known.cache_info().currsize, known.cache_info().maxsize) for known in kept]
    assert sizes[:2] == [(rendering.KEPT, rendering.KEPT)] * 2
    assert all(most is not None and size <= most for size, most in sizes)
    assert sizes[2][0] == 1  # one frame for all


def test_the_address_of_somebody_is_in_no_part_that_is_kept() -> None:
    assert b"camille" not in read(outgoing(HELLO, to=HEDGERS).content).html.encode()
