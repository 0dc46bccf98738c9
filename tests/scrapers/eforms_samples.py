"""The eForms notices written for the tests, and the ways publishers vary or break them."""

import json
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent / "fixtures" / "ted"
CALL = "call_two_lots.xml"


def xml(name: str = CALL, *changes: tuple[str, str]) -> bytes:
    """A notice, with some of its text replaced; each replacement must be there to be made."""
    text = (FIXTURES / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in {name}"
        text = text.replace(old, new)
    return text.encode()


def other_prefixes(content: bytes) -> bytes:
    """The same notice, from a publisher who chose other prefixes."""
    text = content.decode()
    for old, new in (("cac", "ns2"), ("cbc", "ns3"), ("efac", "a"), ("efbc", "b"), ("efext", "c"), ("ext", "d")):
        for opening in ("<", "</", "xmlns:"):
            text = text.replace(
                f"{opening}{old}{':' if opening != 'xmlns:' else '='}",
                f"{opening}{new}{'=' if opening == 'xmlns:' else ':'}",
            )
    text = text.replace("<ContractNotice xmlns=", "<urn:ContractNotice xmlns:urn=")
    return text.replace("</ContractNotice>", "</urn:ContractNotice>").encode()


def twin() -> dict[str, Any]:
    """The call as BOAMP gives it: XML turned into JSON, addresses still escaped."""
    tree: dict[str, Any] = json.loads((FIXTURES / "call_two_lots.json").read_text(encoding="utf-8"))
    return tree
