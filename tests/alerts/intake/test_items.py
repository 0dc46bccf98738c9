"""Lines that people tick come back from buttons and forms."""

import pytest

from alerts.intake.items import is_item

ITEMS = [
    ("doc-dc1", True),
    ("doc-attestation_fiscale", True),
    ("step:visit", True),
    ("deposit", True),
    ("", False),
    ("Doc-dc1", False),
    ("doc--dc1", False),
    ("doc.dc1", False),  # a dot parts the data of a button
    ("1doc", False),
    ("doc-dc1 ", False),
    ("a" * 33, False),
]


@pytest.mark.parametrize(("text", "good"), ITEMS)
def test_a_line_has_a_plain_identifier(text: str, good: bool) -> None:
    assert is_item(text) is good
