"""The shared texts of a workbook in one piece of memory: their bytes and eight more each, not an object each."""

from __future__ import annotations

from array import array


class Strings:
    """A list of texts that is only added to."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def append(self, text: str) -> None:
        """Adds a text."""
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: int) -> str:
        """The text number `at`. Raises `IndexError`, for a negative number too."""
        if at < 0:
            raise IndexError(at)
        return self._bytes[self._ends[at] : self._ends[at + 1]].decode("utf-8", "surrogatepass")
