"""A field of a form whose value is one of many: a click, Enter or ↓ opens a list that typing narrows."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal

from ui import theme
from ui.widgets.button import Chip
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.wording import say


class Pick(Chip):
    """`picked` carries the value, a record's id or None. `choices` is asked each time the list opens."""

    picked = Signal(object)

    WIDEST = 420

    def __init__(self, name: str, nothing: str, choices: Callable[[], Sequence[Choice]]) -> None:
        self._said, self._nothing, self._choices = name, nothing, choices
        self.chosen: str | None = None
        super().__init__(height=theme.FIELD)
        self.picker = Picker(say("Find by name"), self, width=320)
        self.picker.chosen.connect(self._take)
        self.show_chosen(None)

    def show_chosen(self, value: str | None) -> None:
        self.chosen = value
        found = next((choice for choice in self._choices() if choice.value == value), None)
        self.show_value(self._nothing if found is None else one_line(found.label))

    def open_menu(self) -> None:
        self.picker.open_with(self._choices(), self)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), theme.px(self.WIDEST)), hint.height())

    def _take(self, value: str | None) -> None:
        self.show_chosen(value)
        self.picked.emit(value)

    def _name(self) -> None:
        self.setAccessibleName(f"{self._said} {self._value}".strip())
