"""What a version changes, in plain words: the whole of it over the window, with the sheet to be signed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.agreement import Agreement, with_days_of
from slaapp.domain.sections import Part
from slaapp.reports.agreement_changes import Change, changes
from ui import theme
from ui.views.settings.form import OneOf
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.label import Hairline, Label
from ui.widgets.overlay import Overlay
from ui.widgets.prose import Prose
from ui.widgets.runs import one_line
from ui.widgets.scroll import FoldingArea
from ui.wording import say


def of_rules(was: Agreement, now: Agreement, numbers: Mapping[Part, str]) -> tuple[Change, ...]:
    """Without its days, which each version has of its own; `numbers` are those of the newer one's sections."""
    return changes(with_days_of(was, now), now, numbers=numbers)


class Compare(Overlay):
    """A version beside the one before it, or beside an older one that is chosen. `sheet_wanted` asks for the amendment:
    the numbers of the two versions."""

    sheet_wanted = Signal(int, int)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=680, top=72)
        self._numbers = (0, 0)
        self._versions: tuple[Agreement, Mapping[Part, str]] | None = None
        self.older: OneOf = OneOf(say("Compared with"), [], self._compare, height=theme.CHIP)
        self._title = Label("", "title_s", elide=True)
        self.close_button = IconButton("x", say("Close"))
        self.sheet = Button(say("Amendment sheet"), icon="printer")
        self.cancel = Button(say("Close"), keys="Esc", kind=Kind.QUIET)
        self.words: list[str] = []
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 12, 0)
        self._list.setSpacing(0)
        self._area = FoldingArea(content)
        self._area.setAccessibleName(say("Changes"))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.older)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 12, 0)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.sheet)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 16, 12, 18)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.sheet.clicked.connect(lambda: self.sheet_wanted.emit(*self._numbers))
        for leaving in (self.left, self.cancel.clicked, self.close_button.clicked):
            leaving.connect(self.close_form)

    def show_versions(self, older: Sequence[Agreement], now: Agreement, numbers: Mapping[Part, str]) -> None:
        """`older` are the versions before it, the newest first; `numbers` those of its sections."""
        self._versions = now, numbers
        self.older.show_choices([(held, say("since v{number}", number=held.version)) for held in older])
        self.older.setVisible(len(older) > 1)
        self._compare(older[0])
        self.open()
        self.cancel.setFocus()

    def _compare(self, was: Agreement) -> None:
        assert self._versions is not None
        now, numbers = self._versions
        self.older.show_choice(was)
        self._numbers = was.version, now.version
        title = say("{name}: v{was} and v{now}", name=one_line(now.name), was=was.version, now=now.version)
        self._title.setText(title)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = changes(was, now, numbers=numbers)
        self.words = [change.words for change in found] or [say("They say the same")]
        for words in self.words if not found else ():
            self._list.addWidget(Label(words, "body", "text2"))
        for change in found:
            self._list.addWidget(_Line(change))
            self._list.addWidget(Hairline())
        if self.isVisible():
            self.refit()


class _Line(QWidget):
    def __init__(self, change: Change) -> None:
        super().__init__()
        self.setAccessibleName(change.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        colour = "violet_text" if change.internal else "text"
        column.addWidget(Label(change.words, "strong", colour, wrap=True))
        for head, text in ((say("Was"), change.was), (say("Now"), change.now)):
            if text:
                column.addWidget(Label(head, "caption", "text3"))
                column.addWidget(Prose(text))
