"""A return path names its delivery, and nobody else can write one."""

import pytest

from alerts.channels.email.verp import LONGEST_MAILBOX, delivery_of, return_path
from alerts.model.delivery import Claimed, DeliveryKind

SECRET = "un secret pour les tests, assez long"


def sent(number: int) -> Claimed:
    return Claimed(number, None, "email", DeliveryKind.DIGEST, {}, f"digest:{number}", 1, "person:1")


def test_what_comes_back_to_it_names_the_delivery_whatever_servers_do_to_its_case() -> None:
    address = return_path("bounce@vigie.example", SECRET, sent(100))
    assert address.startswith("bounce+2s-") and address.endswith("@vigie.example")
    for seen in (address, address.upper(), f" <{address}> "):
        assert delivery_of(seen, SECRET) == 100


def test_the_address_of_one_message_does_not_change_when_it_is_sent_again() -> None:
    assert return_path("bounce@vigie.example", SECRET, sent(7)) == return_path("bounce@vigie.example", SECRET, sent(7))


def test_nobody_makes_one_for_somebody_else() -> None:
    mine = return_path("bounce@vigie.example", SECRET, sent(100))
    yours = mine.replace("+2s-", "+2t-")
    assert delivery_of(yours, SECRET) is None
    assert delivery_of(mine, "un autre secret") is None
    assert delivery_of(mine[:-15] + "@vigie.example", SECRET) is None


@pytest.mark.parametrize(
    "other", ["", "bounce@vigie.example", "bounce+2s@vigie.example", "@", "accueil@atelier.example"]
)
def test_other_addresses_name_nothing(other: str) -> None:
    assert delivery_of(other, SECRET) is None


def test_a_mailbox_that_has_a_plus_of_its_own_works() -> None:
    assert delivery_of(return_path("asso+retours@vigie.example", SECRET, sent(5)), SECRET) == 5


def test_the_largest_delivery_fits_before_the_at_sign() -> None:
    address = return_path("b" * LONGEST_MAILBOX + "@vigie.example", SECRET, sent(2**63 - 1))
    assert len(address.split("@")[0]) == 64
    assert delivery_of(address, SECRET) == 2**63 - 1


@pytest.mark.parametrize("no_room", ["b" * 38 + "@vigie.example", "vigie.example", "@vigie.example", "bounce@", ""])
def test_a_mailbox_without_room_is_refused(no_room: str) -> None:
    with pytest.raises(ValueError, match="before its @"):
        return_path(no_room, SECRET, sent(2**63 - 1))
