"""Which version of the business hours is seen: what was, what holds, what is planned."""

from datetime import date

from PySide6.QtCore import Qt, Signal

from ui import theme
from ui.views.hours.editing import Editing
from ui.views.hours.words import marked, version_words
from ui.widgets.button import Chip
from ui.wording import say


class VersionsChip(Chip):
    """Seen where there is more than one. `wanted` carries since when the version holds that is to be seen;
    `drop_wanted`: the planned one that is seen is to be taken away."""

    wanted = Signal(object)
    drop_wanted = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__("", "", height=theme.BUTTON)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._editing = editing
        self.about_to_show.connect(self._offer)

    def refresh(self) -> None:
        editing = self._editing
        self.setVisible(len(editing.kept.line.versions) > 1)
        self.show_value(self._words(editing.start))
        self.setAccessibleName(say("Version: {which}", which=self.value))

    def _words(self, start: date) -> str:
        return version_words(self._editing.kept.line, start, self._editing.today)

    def _offer(self) -> None:
        editing = self._editing
        self.menu.clear()
        for start, _ in reversed(editing.kept.line.versions):
            words = marked(self._words(start), unsaved=editing.is_unsaved(editing.name, start))
            action = self.menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(start == editing.start)
            action.triggered.connect(lambda _=False, start=start: self.wanted.emit(start))
        if editing.start > editing.today and editing.editable:
            self.menu.addSeparator()
            self.menu.addAction(say("Remove what is planned")).triggered.connect(
                lambda _=False: self.drop_wanted.emit()
            )
