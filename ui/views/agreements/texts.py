"""The tab of the document's text: its parts with their numbers as they are printed, and the agreement's own words."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.domain.placeholders import AGREEMENT_PLACEHOLDERS
from slaapp.domain.sections import CHAPTERS, TITLES, Part
from slaapp.languages import ENGLISH, words_of
from slaapp.reports.agreement_document import GENERATED, AgreementDocument, NumberedPart
from ui import theme
from ui.views.agreements.editing import Editing
from ui.views.agreements.passage import Passage
from ui.widgets.button import Chip
from ui.widgets.field import Problem, TextField
from ui.widgets.label import Label
from ui.widgets.scroll import ScrollArea
from ui.widgets.side_list import SideItem, dress
from ui.wording import say

PARTS, MOST = 236, 0.4
"""How wide the list of parts is, and which share of the tab it takes at most: the words need the most room."""


class TextsTab(QWidget):
    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._part = Part.PURPOSE
        self._of: tuple[str, int, Part] | None = None
        """The version and the part whose words are shown."""

        self._printed: AgreementDocument | None = None
        self.parts = QListWidget()
        dress(self.parts, say("Parts of the document"), SideItem(self.parts))
        self.passage = Passage()
        self.area = ScrollArea(self.passage)
        self.area.setAccessibleName(say("As it is printed"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # tables keep their columns
        self.area.setCornerWidget(QWidget())  # instead of the style's own, which is framed
        self.problem = Problem()
        self.text = TextField(name=say("Text"))
        self.text.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.placeholder = Chip(icon="plus")
        self.placeholder.show_value(say("Placeholder"))
        self.placeholder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name, stands_for in AGREEMENT_PLACEHOLDERS.items():
            action = self.placeholder.menu.addAction(f"{{{name}}}  {say(stands_for)}")
            action.triggered.connect(partial(self._insert, f"{{{name}}}"))
        theme.follow(self._fit)
        self._unknown = Label("", "small", "amber_text", wrap=True)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(12)
        foot.addWidget(
            Label(
                say("Blank line: paragraph. “\u2011\u00a0” list, **bold**, |\u2060\u00a0table\u00a0|."),
                "small",
                "text3",
                wrap=True,
            ),
            1,
        )
        foot.addWidget(self.placeholder, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.area, 3)
        column.addWidget(self.problem)
        column.addWidget(self.text, 2)
        column.addWidget(self._unknown)
        column.addWidget(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, theme.GUTTER_RIGHT, 16)
        row.setSpacing(16)
        row.addWidget(self.parts)
        row.addLayout(column, 1)
        for part in TITLES:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, "file-text")
            item.setData(Qt.ItemDataRole.UserRole + 1, part)
            self.parts.addItem(item)
        self.parts.currentRowChanged.connect(self._turn)
        self.text.left.connect(self.save)
        self.text.edit.textChanged.connect(self._hold)
        self.text.edit.textChanged.connect(self._show_own)
        self.area.verticalScrollBar().rangeChanged.connect(self._follow)
        self.text.edit.setPlaceholderText(say("Nothing of its own"))

    def _fit(self) -> None:
        self.parts.setFixedWidth(min(theme.px(PARTS), round(MOST * self.width())))
        self.text.setMinimumHeight(theme.px(84))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def save(self) -> None:
        """What was typed is kept as soon as the field is left, in whichever part."""
        if self._editing.version is None or not self._editing.editable:
            return
        sections = dict(self._editing.agreement.sections)
        typed = {part: held for part in TITLES if (held := self._editing.held(part.value)) is not None}
        for part, words in typed.items():
            sections.pop(part.value, None)
            if text := words.strip():
                sections[part.value] = text
        if typed and self._editing.change(sections=sections):
            self.text.edit.document().setModified(False)
            for part in typed:
                self._editing.hold(part.value, None)

    def _hold(self) -> None:
        """What is typed and not saved outlives a crash."""
        if self._editing.version is None or not self._editing.editable or self._here() != self._of:
            return
        text, kept = self.text.text(), self._editing.agreement.sections.get(self._part.value, "")
        self._editing.hold(self._part.value, None if text.strip() == kept else text)

    def turn(self, part: Part) -> None:
        self.parts.setCurrentRow(list(TITLES).index(part))
        self.parts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, row: int) -> None:
        self.save()
        self._part = list(TITLES)[max(row, 0)]
        self._show()

    def _insert(self, words: str, _checked: bool = False) -> None:
        if self._editing.editable:
            self.text.edit.insertPlainText(words)
            self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        if self.parts.currentRow() < 0:
            left = (part for part in TITLES if self._editing.editable and self._editing.held(part.value) is not None)
            self.parts.setCurrentRow(list(TITLES).index(next(left, self._part)))
        typing = self.text.edit.hasFocus() or self.text.edit.document().isModified()
        anew = self._here() != self._of or not typing
        if self.isVisible():
            self._print()
        if anew:
            self._show()
        else:
            self._show_part()

    def showEvent(self, event: QShowEvent) -> None:
        """The document is put together only for who looks at it."""
        super().showEvent(event)
        if self._editing.version is not None:
            self._print()
            self._show_part()

    def _print(self) -> None:
        agreement, engine = self._editing.agreement, self._editing.engine
        try:
            self._printed = engine.papers.document(
                agreement.name, self._editing.clock.now(), version=agreement.version, language=ENGLISH
            )
            self.problem.say("")
        except Refusal as refusal:
            self._printed = None
            self.problem.say(str(refusal))
        numbers = {part.part: part.number for part in self._parts_printed()}
        for row, part in enumerate(TITLES):
            item = self.parts.item(row)
            item.setText(f"{numbers.get(part, '–')}  {say(TITLES[part])}")
            item.setData(Qt.ItemDataRole.UserRole, "lock" if part in GENERATED else "pencil-line")

    def _parts_printed(self) -> list[NumberedPart]:
        chapters = () if self._printed is None else self._printed.chapters
        return [part for chapter in chapters for part in chapter.parts]

    def _here(self) -> tuple[str, int, Part]:
        agreement = self._editing.agreement
        return agreement.name, agreement.version, self._part

    def _show(self) -> None:
        if self._editing.version is None:
            return
        part, self._of = self._part, self._here()
        chapter = next(held.title for held in CHAPTERS if part in held.parts)
        words = (
            say("What you add stands below what the rules say, which cannot be typed over.")
            if part in GENERATED
            else say("Said in your own words; left out of the document while it is empty.")
        )
        self.passage.hint.setText(f"{say(chapter)}. {words}")
        typed = self._editing.held(part.value) if self._editing.editable else None
        self.text.setText(self._editing.agreement.sections.get(part.value, "") if typed is None else typed)
        self.text.edit.document().setModified(typed is not None)
        self.text.set_read_only(not self._editing.editable)
        self._foot.setVisible(self._editing.editable)
        self.text.edit.setAccessibleName(say(TITLES[part]))
        self._show_part()

    def _show_part(self) -> None:
        if not self.isVisible():
            return
        from slaapp.documents.agreement import generated_blocks  # noqa: PLC0415 - Typst comes with the first page

        printed = next((held for held in self._parts_printed() if held.part is self._part), None)
        number = "" if printed is None else f"{printed.number}  "
        heading = f"{number}{say(TITLES[self._part])}"
        self.passage.show_generated(heading, [] if printed is None else generated_blocks(printed, words_of(ENGLISH)))
        self.area.setAccessibleDescription(self.passage.words)
        self._show_own()

    def _follow(self, _least: int, most: int) -> None:
        """What is typed stays in sight."""
        if self.text.edit.hasFocus():
            self.area.verticalScrollBar().setValue(most)

    def _show_own(self) -> None:
        """As it will stand there, while it is typed."""
        if not self.isVisible():
            return
        from slaapp.documents import own_words  # noqa: PLC0415 - as above

        text, values = self.text.text().strip(), {} if self._printed is None else self._printed.values
        self.passage.show_own(own_words.blocks(text, values))
        left = ", ".join(f"{{{name}}}" for name in own_words.unfilled(text, values))
        self._unknown.setText(say("Nothing is known for {names}: printed as typed.", names=left) if left else "")
        self._unknown.setVisible(bool(left))
