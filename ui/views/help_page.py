"""The help: its pages at the left with a search over them, the page that is read at the right. It asks no network."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from slaapp.services.marks import marks
from ui import help_pages, key_sheet, keymap, theme
from ui.keymap import KeyOf
from ui.theme.documents import dress_document
from ui.widgets.field import Field
from ui.widgets.label import Panel
from ui.widgets.page_head import frame_with_list
from ui.widgets.scroll import slim
from ui.widgets.side_list import ICON, SideItem, dress
from ui.wording import say

if TYPE_CHECKING:
    from slaapp.documents import Sheet

LIST, TEXT, MARGIN = 232, 680, 32
_TARGET = Qt.ItemDataRole.UserRole + 1
Target = tuple[str, str]
"""A page, and the heading on it; an empty heading is the top."""


class Browser(QTextBrowser):
    """Shows our own Markdown; nothing is ever loaded, and a link leads only to another page of the help."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(say("Help"))
        slim(self)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None

    def resizeEvent(self, event: object) -> None:
        """A line is never longer than can be read well."""
        spare = self.width() - theme.px(TEXT) - theme.px(MARGIN)
        self.setViewportMargins(theme.px(MARGIN), 0, max(spare, theme.px(MARGIN)), 0)
        super().resizeEvent(event)  # type: ignore[arg-type] # Qt's own event


class HelpPage(Panel):
    """`show_part` goes to a page, to a heading of it (`queue#Groups`), or to a rule (`C9`). `left`: Esc was pressed."""

    left = Signal()

    def __init__(self, desk: Callable[[], str], parent: QWidget | None = None) -> None:
        """`desk` signs what is printed: the page of all keys."""
        super().__init__("surface", parent=parent)
        self._desk = desk
        self._here: Target = ("start", "")
        self._written = ""
        self.field = Field(say("Search the help"), icon="search", keys=KeyOf("filter"), height=theme.FIELD_TOOLBAR)
        self.list = QListWidget()
        dress(self.list, say("Pages of the help"), SideItem(self.list))
        slim(self.list)
        self.text = Browser()
        frame_with_list(self, say("Help"), (self.field, self.list), self.text, name="help", width=LIST)
        self.setFocusProxy(self.text)

        theme.follow(self._dress)
        keymap.notifier.changed.connect(self._show)
        self.field.edit.installEventFilter(self)
        self.field.edit.textChanged.connect(lambda _: self._list())
        self.list.currentItemChanged.connect(lambda item, _: self._go_to(item))
        self.list.itemClicked.connect(self._go_to)
        self.text.anchorClicked.connect(self._follow)
        self._list()

    @property
    def here(self) -> Target:
        """The page that is read, and the heading that was gone to."""
        return self._here

    def show_part(self, part: str) -> None:
        page, _, heading = part.partition("#")
        rule = help_pages.rule_section(heading or page)
        if rule is not None:
            page, heading = "rules", rule
        if page in help_pages.ICONS:
            self.field.setText("")
            self._turn((page, heading))

    def sheet(self) -> "Sheet | None":
        """What is printed; of the help that are the keys."""
        return key_sheet.paper(self._desk()) if self._here[0] == help_pages.KEYS else None

    def focus_here(self) -> None:
        self.text.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_filter(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    def _turn(self, target: Target) -> None:
        self._here = target
        self._show()
        for row in range(self.list.count()):
            if self.list.item(row).data(_TARGET) == (target[0], ""):
                self.list.blockSignals(True)
                self.list.setCurrentRow(row)
                self.list.blockSignals(False)

    def _show(self) -> None:
        page, heading = self._here
        written = help_pages.markdown(page)
        if written != self._written:
            self._written = written
            self.text.setMarkdown(written)
            dress_document(self.text.document())
        self._mark()
        if heading:
            self._scroll_to(heading)

    def _scroll_to(self, heading: str) -> None:
        block = self.text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                self._put_at_top(block)
                return
            block = block.next()

    def _put_at_top(self, block: QTextBlock) -> None:
        top = self.text.document().documentLayout().blockBoundingRect(block).top()
        self.text.setTextCursor(QTextCursor(block))
        self.text.verticalScrollBar().setValue(round(top) - theme.px(8))

    def _mark(self) -> None:
        """What is looked for, on the ground of what is selected."""
        found = []
        block = self.text.document().begin()
        while block.isValid():
            for start, end in marks(block.text(), self.field.text()):
                piece = QTextEdit.ExtraSelection()
                piece.cursor = QTextCursor(block)
                piece.cursor.setPosition(block.position() + start)
                piece.cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                piece.format.setBackground(theme.current().amber_tint)
                found.append(piece)
            block = block.next()
        self.text.setExtraSelections(found)

    def _list(self) -> None:
        """All pages, or the sections in which the words stand."""
        self.list.blockSignals(True)
        self.list.clear()
        text = self.field.text()
        if text.strip():
            for section in help_pages.search(text):
                heading = "" if section.level == 1 else section.title
                self._add(section.title, section.page, heading)
        else:
            for page in help_pages.ICONS:
                self._add(help_pages.title(page), page, "")
        self.list.blockSignals(False)
        if text.strip() and self.list.count():
            self.list.setCurrentRow(0)
        else:
            self._turn(self._here)
        self.field.setAccessibleDescription(say("{count} found", count=self.list.count()))

    def _add(self, words: str, page: str, heading: str) -> None:
        item = QListWidgetItem(words)
        item.setData(ICON, help_pages.ICONS[page])
        item.setData(_TARGET, (page, heading))
        self.list.addItem(item)

    def _go_to(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            page, heading = item.data(_TARGET)
            self._here = (page, heading)
            self._show()

    def _follow(self, link: QUrl) -> None:
        if link.isRelative():
            self.show_part(link.toString())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + by, self.list.count() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.text.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.setText("")
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self.list.doItemsLayout()
        self._written = ""
        self._show()
