"""What a screen reader is told: what a painted widget is, and what is said although the keyboard is elsewhere.

Qt knows what its own widgets are. A plain widget of ours names its role as `ROLE`; without one it is only an area.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Role = QAccessible.Role


@cache
def tell_roles() -> None:
    """From now on what names a role has it. Once for the program."""
    QAccessible.installFactory(_told)


def announce(words: str, at: QWidget, *, at_once: bool = False) -> None:
    """Have it said when what is being said has ended, or `at_once`. Nothing happens where nobody listens."""
    event = QAccessibleAnnouncementEvent(at, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
    QAccessible.updateAccessibility(event)


def _told(_: str, held: QObject) -> QAccessibleInterface | None:
    role = getattr(held, "ROLE", None)
    return QAccessibleWidget(held, role) if isinstance(role, Role) and isinstance(held, QWidget) else None
