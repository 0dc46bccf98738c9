"""Where each option stands in a TOML text. tomllib gives no positions, and people look for lines."""

import re

_TABLE = re.compile(r"^\s*\[(?P<array>\[)?\s*(?P<name>[^\[\]]+?)\s*\]")
_KEY = re.compile(r"""^\s*(?P<name>[A-Za-z0-9_.'"-]+)\s*=""")

Where = tuple[str | int, ...]


def lines_of(text: str) -> dict[Where, int]:
    """Path of each table and key (("feeds", 0, "url")) to its line, counted from 1. The first one wins."""
    lines: dict[Where, int] = {}
    table: Where = ()
    counts: dict[Where, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _TABLE.match(line):
            table = _table_path(found, counts)
            lines.setdefault(table, number)
        elif found := _KEY.match(line):
            lines.setdefault(table + _parts(found["name"]), number)
    return lines


def _table_path(found: re.Match[str], counts: dict[Where, int]) -> Where:
    path = _parts(found["name"])
    if not found["array"]:
        return path
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def _parts(name: str) -> Where:
    return tuple(part.strip("'\" ") for part in name.split("."))
