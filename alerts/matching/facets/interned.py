"""Distinct values, each kept once under a small number that is used again when nobody has the value any more."""

from array import array
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Value = TypeVar("Value", bound=Hashable)
Flags = npt.NDArray[np.uint8]


class Interned(Generic[Value]):
    """Values counted by their owners. `came` and `left` are told when a value appears and when its last owner goes."""

    def __init__(self) -> None:
        self.values: list[Value | None] = []
        self.version = 0  # changes with the set of values
        self._ids: dict[Value, int] = {}
        self._owners = array("L")
        self._free: list[int] = []

    def take(self, value: Value) -> int:
        """The number of a value, with one more owner."""
        known = self._ids.get(value)
        if known is None:
            known = self._new(value)
        self._owners[known] += 1
        return known

    def give_back(self, number: int) -> None:
        """One owner less."""
        self._owners[number] -= 1
        if self._owners[number]:
            return
        value = self.of(number)
        del self._ids[value]
        self.values[number] = None
        self._free.append(number)
        self.version += 1
        self.left(value, number)

    def of(self, number: int) -> Value:
        """The value that bears a number. Raises KeyError when it is free."""
        value = self.values[number]
        if value is None:
            raise KeyError(number)
        return value

    def living(self) -> Iterable[tuple[int, Value]]:
        """Numbers and values that someone has."""
        return ((number, value) for value, number in self._ids.items())

    def flags(self, value: int = 0) -> Flags:
        """One flag a value, all the same."""
        return np.full(len(self.values), value, dtype=np.uint8)

    def _new(self, value: Value) -> int:
        if self._free:
            number = self._free.pop()
            self.values[number] = value
        else:
            number = len(self.values)
            self.values.append(value)
            self._owners.append(0)
        self._ids[value] = number
        self.version += 1
        self.came(value, number)
        return number

    def came(self, value: Value, number: int) -> None:
        """A value appears."""

    def left(self, value: Value, number: int) -> None:
        """A value disappears."""


class Postings:
    """For each key, the numbers that have it, packed."""

    def __init__(self) -> None:
        self._lists: dict[str, array[int]] = {}

    def add(self, keys: Iterable[str], number: int) -> None:
        """Each key gets the number."""
        for key in keys:
            self._lists.setdefault(key, array("L")).append(number)

    def discard(self, keys: Iterable[str], number: int) -> None:
        """Each key loses the number."""
        for key in keys:
            numbers = self._lists[key]
            numbers.remove(number)
            if not numbers:
                del self._lists[key]

    def clear_flags(self, keys: Iterable[str], flags: Flags) -> None:
        """Puts 0 where a number has one of the keys."""
        for key in keys:
            if key in self._lists:
                flags[np.frombuffer(self._lists[key], dtype=np.uint64)] = 0

    def __contains__(self, key: str) -> bool:
        return key in self._lists
