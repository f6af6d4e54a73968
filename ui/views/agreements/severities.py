"""The tab of severities: what each is called here, what it is for, and which one impact and urgency propose."""

import unicodedata
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.agreement import Impact, Matrix, Meaning, Severity, Urgency
from slaapp.wording import IMPACT, URGENCY
from ui import theme, wording
from ui.views.agreements.editing import Editing
from ui.views.agreements.grid import MEANINGS
from ui.views.agreements.tab import Tab
from ui.views.settings.form import OneOf
from ui.widgets import painting
from ui.widgets.field import Field, TextField
from ui.widgets.label import Hairline, Label
from ui.widgets.runs import one_line
from ui.widgets.tick import Tick
from ui.wording import say

LONGEST_NAME, LONGEST_TEXT = 40, 400
_BY_URGENCY = {
    Impact.WHOLE_SITE: (Severity.URGENT, Severity.HIGH, Severity.NORMAL),
    Impact.SEVERAL: (Severity.HIGH, Severity.NORMAL, Severity.LOW),
    Impact.ONE: (Severity.NORMAL, Severity.LOW, Severity.LOW),
}
USUAL: Matrix = {
    (impact, urgency): severity
    for impact, row in _BY_URGENCY.items()
    for urgency, severity in zip(Urgency, row, strict=True)
}
"""What one begins from."""


class _Sign(QWidget):
    """A severity as it is called everywhere."""

    def __init__(self, severity: Severity) -> None:
        super().__init__()
        self._severity = severity
        self.setAccessibleName(wording.severity(severity))
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedSize(theme.px(88), theme.px(theme.FIELD))

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = self.height() / 2
        with QPainter(self) as painter:
            painting.severity(painter, 0, middle, self._severity)
            painting.text(
                painter, wording.severity(self._severity), "semi", theme.current().text, theme.px(14) + 8, middle
            )


class Words(QWidget):
    """What an agreement says of one severity; each field is kept when it is left."""

    def __init__(self, severity: Severity, editing: Editing) -> None:
        super().__init__()
        self.severity, self._editing = severity, editing
        self._place = f"severity {severity.word}"
        self._shown = ("", "", "")
        """What the fields were given: Qt calls a document modified before anything was typed in it."""

        usual = wording.severity(severity)
        self.name = Field(usual, name=say("{severity}: its name here", severity=usual))
        self.name.edit.setMaxLength(LONGEST_NAME)
        self.text = Field(say(MEANINGS[severity]), name=say("{severity}: what it is for", severity=usual))
        self.text.edit.setMaxLength(LONGEST_TEXT)
        self.examples = TextField(
            say("Examples, one on each line"), name=say("{severity}: examples, one on each line", severity=usual)
        )
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name, 2)
        first.addWidget(self.text, 5)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self.examples)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        row.addWidget(_Sign(severity), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.name.edit.editingFinished.connect(self.save)
        self.text.edit.editingFinished.connect(self.save)
        self.examples.left.connect(self.save)
        self.name.edit.textEdited.connect(self._hold)
        self.text.edit.textEdited.connect(self._hold)
        self.examples.edit.textChanged.connect(self._hold)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.examples.setFixedHeight(theme.px(64))

    def _meaning(self) -> Meaning:
        return self._editing.agreement.meanings.get(self.severity, Meaning(""))

    @property
    def _typed(self) -> tuple[str, str, str]:
        return self.name.text(), self.text.text(), self.examples.text()

    def _modified(self) -> bool:
        return self._typed != self._shown

    def save(self) -> None:
        if self._editing.version is None or not self._editing.editable or not self._modified():
            return
        lines = [_clean(line) for line in self.examples.text().splitlines()]
        name, text = _clean(self.name.text()), _clean(self.text.text())
        typed = Meaning(text, tuple(filter(None, lines)), "" if name == wording.severity(self.severity) else name)
        meanings = {held: meant for held, meant in self._editing.agreement.meanings.items() if held != self.severity}
        if typed != Meaning(""):
            meanings[self.severity] = typed
        before, self._shown = self._shown, self._typed
        self._hold()
        if self._editing.change(meanings=meanings):
            self.refresh()
        else:
            self._shown = before  # it stays as typed, and is tried again
            self._hold()

    def _hold(self) -> None:
        """What is typed and not saved outlives a crash."""
        if self._editing.version is not None and self._editing.editable:
            self._editing.hold(self._place, list(self._typed) if self._modified() else None)

    def refresh(self) -> None:
        editable, meant = self._editing.editable, self._meaning()
        for held in (self.name, self.text, self.examples):
            held.set_read_only(not editable)
        if not self._modified():
            typed = self._editing.held(self._place) if editable else None
            self._fill((meant.name, meant.text, "\n".join(meant.examples)))
            self._shown = self._typed
            if typed is not None:
                self._fill(typed)
            self._hold()

    def _fill(self, words: Sequence[str]) -> None:
        fields: tuple[Field | TextField, ...] = (self.name, self.text, self.examples)
        for field, said in zip(fields, words, strict=True):
            if field.text() != said:
                field.setText(said)


def _clean(typed: str) -> str:
    """One line without control characters: what can be kept."""
    kept = "".join(sign for sign in typed if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs"))
    return " ".join(kept.split())


class SeveritiesTab(Tab):
    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.head(say("What each severity means"))
        self.say(say("Shown in the document, in Log ticket and here. Empty: as everywhere."))
        self.words = {severity: Words(severity, editing) for severity in sorted(Severity, reverse=True)}
        for held in self.words.values():
            self.rows.addWidget(held)
            self.rows.addWidget(Hairline())
        self.head(say("Impact and urgency"))
        self.tick = Tick(say("They propose the severity of a ticket"))
        self.tick.clicked.connect(lambda: editing.change(matrix=USUAL if self.tick.isChecked() else {}))
        self.rows.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignLeft)
        self.matrix: dict[tuple[Impact, Urgency], OneOf] = {}
        self._table = self._make_table()
        self.rows.addWidget(self._table)
        self.finish()

    def _make_table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 12, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, urgency in enumerate(Urgency, start=1):
            grid.addWidget(Label(say(URGENCY[urgency]), "caption", "text3"), 0, place)
        for line, impact in enumerate(Impact, start=1):
            grid.addWidget(Label(say(IMPACT[impact]), "strong"), line, 0)
            for place, urgency in enumerate(Urgency, start=1):
                name = say("{impact}, {urgency}:", impact=say(IMPACT[impact]), urgency=say(URGENCY[urgency]).lower())
                choice: OneOf = OneOf(name, [], partial(self._choose, (impact, urgency)))
                self.matrix[impact, urgency] = choice
                grid.addWidget(choice, line, place, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(len(Urgency) + 1, 1)
        return table

    def _choose(self, of: tuple[Impact, Urgency], severity: Severity | None) -> None:
        held = dict(self.editing.agreement.matrix)
        if severity is None:
            held.pop(of, None)
        else:
            held[of] = severity
        self.editing.change(matrix={key: held[key] for key in self.matrix if key in held})

    def save(self) -> None:
        """What was typed is kept."""
        for held in self.words.values():
            held.save()

    def refresh(self) -> None:
        agreement = self.editing.agreement
        for held in self.words.values():
            held.refresh()
        self.tick.setChecked(bool(agreement.matrix))
        self.enable([self.tick, *self.matrix.values()])
        self._table.setVisible(bool(agreement.matrix))
        named = [
            (severity, one_line(wording.severity_here(severity, agreement)))
            for severity in sorted(Severity, reverse=True)
        ]
        for of, choice in self.matrix.items():
            choice.show_choices([*named, (None, say("none proposed"))])
            choice.show_choice(agreement.matrix.get(of))
