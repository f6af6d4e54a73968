"""What the quieter tabs of the editor share: questions below each other, at most as wide as a form."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.views.agreements.editing import Editing
from ui.widgets.forbidden import allow
from ui.widgets.label import Label

WIDTH = 640


class Tab(QWidget):
    """Fill `rows`; `refresh` shows what is edited."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        content = QWidget()
        self.rows = QVBoxLayout(content)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(theme.GUTTER_LEFT, 16, theme.GUTTER_RIGHT, 24)
        whole.addWidget(content, 1)
        whole.addStretch(0)
        self._content = content
        self._questions: list[Label] = []

    def refresh(self) -> None:
        raise NotImplementedError

    def head(self, words: str) -> None:
        if self.rows.count():
            self.rows.addSpacing(18)
        self.rows.addWidget(Label(words, "title_s"))
        self.rows.addSpacing(8)

    def say(self, words: str, *, style: str = "small", colour: str = "text2") -> Label:
        label = Label(words, style, colour, wrap=True)
        self.rows.addWidget(label)
        self.rows.addSpacing(8)
        return label

    def ask(self, words: str, control: QWidget) -> Label:
        """The question at the left, what answers it beside it; gives the question."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(12)
        label = Label(words, "body", "text2", elide=True)
        label.setBuddy(control)
        self._questions.append(label)
        row.addWidget(label)
        fixed = control.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
        row.addWidget(control, 0 if fixed else 1)
        if fixed:
            row.addStretch(1)
        self.rows.addWidget(line)
        return label

    def enable(self, controls: Sequence[QWidget]) -> None:
        """As far as the version can be edited."""
        for control in controls:
            allow(control, self.editing.editable, self.editing.why_fixed)

    def finish(self) -> None:
        self.rows.addStretch(1)
        theme.follow(self.fit)

    def fit(self) -> None:
        """To the size of the text."""
        self._content.setMaximumWidth(theme.px(WIDTH))
        for label in self._questions:
            label.setFixedWidth(theme.px(200))
