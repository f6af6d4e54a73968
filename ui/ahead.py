"""What pages are made of is loaded while nobody is busy, a little at a time: a page comes sooner the first time.

It takes 14 MiB and half a second of work altogether, so it waits until somebody works in the window.
"""

from collections.abc import Callable, Iterable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

MODULES = (
    "ui.views.ticket.timeline",
    "slaapp.documents",
    "ui.dialogs.why",
    "ui.views.ticket.asking",
    "ui.views.ticket.attaching",
    "ui.views.ticket.side_panel",
    "ui.views.ticket_page",
    "ui.dialogs.palette",
    "ui.views.dashboard.page",
    "ui.views.customers.detail",
    "ui.views.customers.page",
    "ui.views.report_page",
    "ui.views.agreements.targets",
    "ui.views.agreements.page",
    "ui.views.hours.grid",
    "ui.views.hours.page",
    "ui.views.settings.page",
    "ui.views.review.page",
    "ui.views.help_page",
)
"""Those that are wanted most first; in pieces, none of which one would feel."""

PAUSE_MS = 250
"""From one piece to the next: what somebody does meanwhile comes first."""


class Ahead(QObject):
    def __init__(self, is_quiet: Callable[[], bool], parent: QObject, *, modules: Iterable[str] = MODULES) -> None:
        """`is_quiet` says whether nobody is busy; until then it is asked again."""
        super().__init__(parent)
        self._is_quiet = is_quiet
        self.left = list(modules)
        """What is not loaded yet, in this order."""

    def begin(self) -> None:
        QTimer.singleShot(PAUSE_MS, self, self._go_on)

    def _go_on(self) -> None:
        if self._is_quiet():
            import_module(self.left.pop(0))
        if self.left:
            self.begin()
