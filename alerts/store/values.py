"""Values to JSON text and back. Text, and not the databases' own JSON: one form on both, and read only when needed."""

from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


REMEMBERED = 512  # texts: one notice, one structure, one wish are read for many messages in a row

_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Building one takes milliseconds, so each is built once."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def to_json(kind: type[T], value: T) -> str:
    """`value` of type `kind` (a frozen dataclass, a dict…) as JSON text. Equal values of tuples give equal text."""
    return _adapter(kind).dump_json(value).decode()


def from_json(kind: type[T], text: str) -> T:
    """The inverse of `to_json`. Raises pydantic.ValidationError when the text is not such a value."""
    value: T = _adapter(kind).validate_json(text)
    return value


def remembered(kind: type[T], text: str) -> T:
    """As `from_json`, read once for the same text: for values that nobody can change."""
    known: Any = kind  # mypy holds that type[T] has no hash
    value: T = _remembered(known, text)
    return value


@lru_cache(REMEMBERED)
def _remembered(kind: Any, text: str) -> Any:
    return from_json(kind, text)


def fingerprint(text: str) -> str:
    """Of a notice's JSON: changes when anything published changes."""
    return sha256(text.encode()).hexdigest()
