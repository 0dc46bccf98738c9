"""JSON as strangers send it, made into what a database takes and what programs can walk through.

Three things that JSON allows and that nobody can store or walk: lone surrogates and NUL in a text or in a key, numbers
of thousands of digits, nesting without end. One of them in one record must not cost the other records of its page.
"""

import json
import re

DEEPEST = 100  # levels; real notices have about thirty
_LONGEST_NUMBER = 300  # digits; Python refuses more than 4300
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SUSPECT = re.compile(r"\\u(?:d[89a-f]|0000)|[\ud800-\udfff]", re.IGNORECASE)
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)|[\[\]{}]', re.DOTALL)


def storable(text: str) -> str:
    """Less the lone surrogates, which UTF-8 cannot write, and NUL, which PostgreSQL refuses."""
    return _UNSTORABLE.sub("", text)


def load_json(content: str | bytes) -> object:
    """The JSON value, its texts and keys storable, at most `DEEPEST` levels deep.

    What is deeper is kept as the text it was written in, and so are the longest numbers: nothing is lost.
    Raises ValueError when it is not JSON, or not UTF-8.
    """
    text = content if isinstance(content, str) else content.decode("utf-8-sig")
    try:
        told = _parsed(text)
    except RecursionError:
        return _parsed(_flattened(text))
    return _parsed(_flattened(text)) if _is_deep(told) else told


def _parsed(text: str) -> object:
    hook = _clean_pairs if _SUSPECT.search(text) else None
    try:
        told = json.loads(text, object_pairs_hook=hook)
    except (json.JSONDecodeError, RecursionError):
        raise
    except ValueError:  # a number too long for Python
        told = json.loads(text, object_pairs_hook=hook, parse_int=_number)
    return _clean(told) if hook else told


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _clean_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {storable(name): _clean(value) for name, value in pairs}


def _clean(value: object) -> object:
    """A text, or the texts of lists; dicts were cleaned when they were made."""
    if isinstance(value, str):
        return storable(value)
    return [_clean(item) for item in value] if isinstance(value, list) else value


def _is_deep(told: object) -> bool:
    level = [told]
    for _ in range(DEEPEST + 1):
        level = [item for node in level if isinstance(node, dict | list) for item in _items(node)]
        if not level:
            return False
    return True


def _items(node: dict[str, object] | list[object]) -> list[object]:
    return list(node.values()) if isinstance(node, dict) else node


def _flattened(text: str) -> str:
    """The same JSON, where what stands below `DEEPEST` levels is a string that holds it as it was written."""
    parts, depth, copied, opened = [], 0, 0, 0
    for mark in _MARKS.finditer(text):
        if mark[0] in "[{":
            depth += 1
            if depth == DEEPEST:
                parts.append(text[copied : mark.start()])
                copied = opened = mark.start()
        elif mark[0] in "]}":
            if depth == DEEPEST:
                parts.append(json.dumps(text[opened : mark.end()], ensure_ascii=False))
                copied = mark.end()
            depth -= 1
    if depth >= DEEPEST:
        raise json.JSONDecodeError("cut in its depths", "", 0)
    return "".join((*parts, text[copied:]))
