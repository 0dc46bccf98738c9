"""Links of messages: whoever holds one may do what it says, and nobody makes one."""

from datetime import UTC, datetime, timedelta

import pytest

from alerts.links.signed import BadLink, LinkKind, Links

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
OURS = Links("https://vigie.example.org", "un secret de vingt lettres")


def token(kind: LinkKind = LinkKind.UNSUBSCRIBE, *subject: object) -> str:
    return OURS.token(kind, *(subject or (12,)), now=NOON)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (LinkKind.UNSUBSCRIBE, ("12",)),
        (LinkKind.OPPORTUNITY, ("12", "345")),
        (LinkKind.WIDEN, ("12", "boamp:26-900001", "0a1b2c3d")),
        (LinkKind.WIDEN, ("12", "fil-dep:https://annonces.example/a?b=c&d=é", "0a1b2c3d")),
        (LinkKind.CALENDAR, ("7", "1")),
    ],
)
def test_what_a_link_names_is_read_back(kind: LinkKind, subject: tuple[str, ...]) -> None:
    made = token(kind, *subject)
    assert OURS.read(kind, made, NOON) == subject
    assert set(made) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert OURS.url(kind, *subject, now=NOON) == f"https://vigie.example.org/{kind.value}/{made}"


def test_one_that_was_sent_long_ago_is_still_good() -> None:
    """Letters outlive releases: the same subject gives the same token."""
    assert token() == "MTJ-MjAyOTExMjI.1P1J0_nTD_yUZQnrPN_R5A"


def test_one_for_unsubscribing_is_short_enough_for_its_header() -> None:
    assert len(OURS.url(LinkKind.UNSUBSCRIBE, 123456, now=NOON)) <= 78


@pytest.mark.parametrize(
    ("kind", "lasts"),
    [(LinkKind.UNSUBSCRIBE, 3 * 365), (LinkKind.OPPORTUNITY, 365), (LinkKind.DIGEST, 90), (LinkKind.WIDEN, 30)],
)
def test_each_kind_ends_on_its_day(kind: LinkKind, lasts: int) -> None:
    made = token(kind)
    assert OURS.read(kind, made, NOON + timedelta(days=lasts)) == ("12",)
    with pytest.raises(BadLink) as told:
        OURS.read(kind, made, NOON + timedelta(days=lasts + 1))
    assert told.value.expired


@pytest.mark.parametrize("kind", [LinkKind.CALENDAR, LinkKind.FEED])
def test_those_of_programs_do_not_end_by_themselves(kind: LinkKind) -> None:
    assert OURS.read(kind, token(kind), NOON + timedelta(days=20_000)) == ("12",)


def test_of_another_kind_or_another_host_it_is_nothing() -> None:
    for kind in LinkKind:
        if kind is not LinkKind.UNSUBSCRIBE:
            with pytest.raises(BadLink):
                OURS.read(kind, token(), NOON)
    with pytest.raises(BadLink):
        Links(OURS.base, "un autre secret de vingt").read(LinkKind.UNSUBSCRIBE, token(), NOON)


def test_no_sign_of_it_can_be_changed() -> None:
    made = token()
    for at, sign in enumerate(made):
        forged = made[:at] + ("A" if sign != "A" else "B") + made[at + 1 :]
        with pytest.raises(BadLink) as refused:
            OURS.read(LinkKind.UNSUBSCRIBE, forged, NOON)
        assert not refused.value.expired


@pytest.mark.parametrize("more", ["=", "!", " ", "\n", "é"])
def test_it_has_one_spelling(more: str) -> None:
    """Whoever wrote down that one acted would not know it under another."""
    with pytest.raises(BadLink):
        OURS.read(LinkKind.UNSUBSCRIBE, token() + more, NOON)


@pytest.mark.parametrize("junk", ["", ".", "..", "é", "a.b", "\0", "x" * 10_000, "MTI.", ".MTI", " " + "A" * 40])
def test_junk_is_refused_without_a_fuss(junk: str) -> None:
    with pytest.raises(BadLink):
        OURS.read(LinkKind.UNSUBSCRIBE, junk, NOON)


def test_it_is_the_same_all_day_so_that_a_mail_sent_again_is_the_same() -> None:
    later = NOON + timedelta(hours=9)
    assert OURS.token(LinkKind.DIGEST, 1, 2, now=later) == OURS.token(LinkKind.DIGEST, 1, 2, now=NOON)
