"""The tab of the document's text: its parts with their numbers, and the words that the agreement says of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from slaapp.domain.sections import CHAPTERS, TITLES, Part
from slaapp.reports.agreement_document import GENERATED
from ui import theme
from ui.views.agreements.editing import Editing
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.side_list import SideItem, dress
from ui.wording import say


class TextsTab(QWidget):
    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._part = Part.PURPOSE
        self._of: tuple[str, int, Part] | None = None
        """The version and the part whose words are shown."""

        self.parts = QListWidget()
        dress(self.parts, say("Parts of the document"), SideItem(self.parts))
        self.title = Label("", "title_s")
        self.hint = Label("", "small", "text2", wrap=True)
        self.text = TextField(name=say("Text"))
        theme.follow(self._fit)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addWidget(self.text, 1)
        column.addWidget(
            Label(
                say(
                    "A blank line begins a paragraph, “- ” a list; **bold**; | cells | of a table |. "
                    "{placeholders} are filled in.",
                    placeholders="{customer}, {provider}, {valid_from}, {valid_to}",
                ),
                "small",
                "text3",
                wrap=True,
            )
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, theme.GUTTER_RIGHT, 16)
        row.setSpacing(16)
        row.addWidget(self.parts)
        row.addLayout(column, 1)
        for part, title in TITLES.items():
            item = QListWidgetItem(say(title))
            item.setData(Qt.ItemDataRole.UserRole, "file-text")
            item.setData(Qt.ItemDataRole.UserRole + 1, part)
            self.parts.addItem(item)
        self.parts.currentRowChanged.connect(self._turn)
        self.text.left.connect(self.save)
        self.text.edit.setPlaceholderText(say("Nothing of its own"))

    def _fit(self) -> None:
        self.parts.setFixedWidth(theme.px(216))

    def save(self) -> None:
        """What was typed is kept as soon as the field is left."""
        if self._editing.version is None or not self._editing.editable or self._here() != self._of:
            return
        sections, text = dict(self._editing.agreement.sections), self.text.text().strip()
        if sections.get(self._part.value, "") == text:
            return
        sections.pop(self._part.value, None)
        if text:
            sections[self._part.value] = text
        if self._editing.change(sections=sections):
            self.text.edit.document().setModified(False)

    def turn(self, part: Part) -> None:
        self.parts.setCurrentRow(list(TITLES).index(part))
        self.parts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, row: int) -> None:
        self.save()
        self._part = list(TITLES)[max(row, 0)]
        self._show()

    def refresh(self) -> None:
        if self.parts.currentRow() < 0:
            self.parts.setCurrentRow(list(TITLES).index(self._part))
        for row, part in enumerate(TITLES):
            item = self.parts.item(row)
            said = part in GENERATED or part.value in self._editing.agreement.sections
            item.setData(Qt.ItemDataRole.UserRole, "check" if said else "circle-dashed")
        typing = self.text.edit.hasFocus() or self.text.edit.document().isModified()
        if self._here() != self._of or not typing:
            self._show()

    def _here(self) -> tuple[str, int, Part]:
        agreement = self._editing.agreement
        return agreement.name, agreement.version, self._part

    def _show(self) -> None:
        if self._editing.version is None:
            return
        part, self._of = self._part, self._here()
        chapter = next(held.title for held in CHAPTERS if part in held.parts)
        self.title.setText(say(TITLES[part]))
        words = (
            say(
                "Written out of the rules, so that words and clocks cannot disagree. What you add here stands below it."
            )
            if part in GENERATED
            else say("Said in your own words; left out of the document while it is empty.")
        )
        self.hint.setText(f"{say(chapter)}. {words}")
        self.text.setText(self._editing.agreement.sections.get(part.value, ""))
        self.text.edit.setReadOnly(not self._editing.editable)
        self.text.edit.setAccessibleName(say(TITLES[part]))
