"""Long acts tell how far they are; whoever listens can end them."""

from collections.abc import Callable

Tell = Callable[[int, int], object]
"""Is told how many of how many are done. What it raises ends the act, and nothing of it has happened."""


def silent(done: int, whole: int) -> None:
    """Nobody waits for it."""
