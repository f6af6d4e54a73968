"""Where each line of the list stands: searched for while few are asked for, noted once they are many."""

from collections.abc import KeysView, Sequence

from ui.models.arrangement import Line

FEW = 6
"""So many are searched for one by one, which is faster than to note them all."""


class LinePlaces:
    """Of lines that stay as they are: others come in a new one."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._at: dict[str, int] | None = None
        self._asked = 0
        self._last: tuple[str, int | None] | None = None
        """What was asked for last: several ask for the chosen line, one after the other."""

    def find(self, key: str, held: Line | None, headings: Sequence[int]) -> int | None:
        """`held` is the ticket of that key, whether the list shows it or not; None: a heading may have it. `headings`
        are the numbers of the lines that are such."""
        if self._at is None and self._asked < FEW:
            if self._last is None or self._last[0] != key:
                self._asked += 1
                self._last = key, self._search(key, held, headings)
            return self._last[1]
        return self._noted().get(key)

    def keys(self) -> KeysView[str]:
        """Of every line."""
        return self._noted().keys()

    def _search(self, key: str, held: Line | None, headings: Sequence[int]) -> int | None:
        if held is None:
            return next((at for at in headings if self._lines[at].key == key), None)
        try:
            return self._lines.index(held)
        except ValueError:
            return None

    def _noted(self) -> dict[str, int]:
        if self._at is None:
            self._at = {line.key: at for at, line in enumerate(self._lines)}
        return self._at
