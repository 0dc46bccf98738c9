"""The rows of the index: one an activity, eight numbers each, packed in columns."""

import numpy as np
import numpy.typing as npt

KINDS, WORK, TERRITORY, INCLUDE, EXCLUDE, WANTS, AMOUNT, DAYS = range(8)
WIDTH = 8
FIRST_SIZE = 64


class Rows:
    """Rows that come and go; the place of one that left is used again."""

    def __init__(self) -> None:
        self.numbers = np.zeros((FIRST_SIZE, WIDTH), dtype=np.intp, order="F")  # a column is then one block of memory
        self._living = np.zeros(FIRST_SIZE, dtype=np.bool_)
        self._owners: list[tuple[str, int] | None] = []
        self._free: list[int] = []

    def add(self, structure_id: str, activity: int, numbers: tuple[int, ...]) -> int:
        """A new row; gives its place."""
        row = self._free.pop() if self._free else self._new()
        self.numbers[row] = numbers
        self._living[row] = True
        self._owners[row] = (structure_id, activity)
        return row

    def remove(self, row: int) -> list[int]:
        """Takes a row away; gives its numbers."""
        numbers: list[int] = self.numbers[row].tolist()
        self.numbers[row] = 0
        self._living[row] = False
        self._owners[row] = None
        self._free.append(row)
        return numbers

    def owner(self, row: int) -> tuple[str, int]:
        """Structure and activity of a row. Raises KeyError when it is free."""
        owner = self._owners[row]
        if owner is None:
            raise KeyError(row)
        return owner

    def column(self, which: int) -> npt.NDArray[np.intp]:
        """One number a row, free rows included (0)."""
        return self.numbers[: len(self._owners), which]

    def living(self) -> npt.NDArray[np.bool_]:
        """True for the rows in use."""
        return self._living[: len(self._owners)]

    def _new(self) -> int:
        row = len(self._owners)
        if row == len(self.numbers):
            self.numbers = np.asfortranarray(np.concatenate((self.numbers, np.zeros_like(self.numbers))))
            self._living = np.concatenate((self._living, np.zeros_like(self._living)))
        self._owners.append(None)
        return row
