"""The suppliers on whom a ticket can wait, below the statuses of a menu: the first by a figure, all others by name."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Status
from slaapp.domain.supplier import SupplierAgreement
from ui import icons, theme
from ui.widgets.key_menu import KeyMenu
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import short
from ui.wording import say

BY_FIGURE = 9


class SupplierMenu:
    """`picker` lists all of them, where there are more than figures."""

    def __init__(self, over: QWidget) -> None:
        self.picker = Picker(say("Supplier"), over)
        self._by_id: dict[str | None, SupplierAgreement] = {}
        self._chosen: Callable[[SupplierAgreement], object] = lambda _: None
        self.picker.chosen.connect(lambda held: self._chosen(self._by_id[held]))

    def offer(
        self,
        menu: KeyMenu,
        suppliers: Sequence[SupplierAgreement],
        chosen: Callable[[SupplierAgreement], object],
        under: QWidget,
        *,
        current: str = "",
    ) -> None:
        """`current` is the one on whom the ticket waits now, by id."""
        if suppliers:
            menu.addSeparator()
        icon = icons.icon(icons.BY_STATUS[Status.WAITING_THIRD_PARTY], theme.current().text3)
        for place, held in enumerate(suppliers[:BY_FIGURE], start=1):
            words = say("Waiting on {name}", name=short(held.name))
            menu.offer(words, str(place), partial(chosen, held), icon=icon, current=held.id == current)
        if suppliers[BY_FIGURE:]:
            self._chosen, self._by_id = chosen, {held.id: held for held in suppliers}
            beyond = any(held.id == current for held in suppliers[BY_FIGURE:])
            words = say("Waiting on another supplier…")
            menu.offer(words, "0", partial(self._ask, under, current), icon=icon, current=beyond)

    def _ask(self, under: QWidget, current: str) -> None:
        choices = [Choice(held.id, held.name, current=held.id == current) for held in self._by_id.values()]
        self.picker.open_with(choices, under)
