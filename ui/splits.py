"""How wide a person drew what stands beside a page: kept as it was drawn, also while a narrow window allows less."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

LEAST, MOST = 160, 720
"""Pixels at 100 % text."""


class _Splits(QObject):
    """`own` is what the person chose, by the name of the panel."""

    changed = Signal()
    settled = Signal()
    """The edge was let go: what it is now is to be remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[str, int] = {}


notifier = _Splits()


def width_of(name: str, standard: int) -> int:
    return notifier.own.get(name, standard)


def draw(name: str, width: int | None) -> None:
    """Another width; None: the standard again."""
    if width is None:
        notifier.own.pop(name, None)
    else:
        notifier.own[name] = min(max(width, LEAST), MOST)
    notifier.changed.emit()


def take(held: Mapping[str, object]) -> None:
    """What was remembered; what is no width is left out."""
    notifier.own = {name: at for name, at in held.items() if type(at) is int and LEAST <= at <= MOST}
    notifier.changed.emit()


def as_plain() -> dict[str, int]:
    return dict(notifier.own)
