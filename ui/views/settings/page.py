"""The settings: a list of pages 200 wide, and the form of the one that was looked at last."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from ui import theme
from ui.views.settings.form import Form, Surroundings
from ui.views.settings.pages import PAGES
from ui.widgets.label import Panel
from ui.widgets.overlay import go_round
from ui.widgets.page_head import frame_with_list
from ui.widgets.scroll import ScrollArea
from ui.widgets.side_list import ICON, SideItem, dress
from ui.wording import say

LIST = 200


class _List(QListWidget):
    """Tab, Right and Enter go into the form."""

    entered_form = Signal()

    def __init__(self) -> None:
        super().__init__()
        dress(self, say("Pages of the settings"), SideItem(self))
        for page in PAGES:
            item = QListWidgetItem(say(page.title))
            item.setData(ICON, page.icon)
            self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            self.entered_form.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not forward:
            return super().focusNextPrevChild(forward)
        self.entered_form.emit()
        return True


class SettingsPage(Panel):
    """Each page is made when it is first looked at; the one that was looked at last is the first next time."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._around = around
        self._forms: dict[str, Form] = {}
        self.list = _List()
        self._stack = QStackedWidget()
        frame_with_list(self, say("Settings"), (self.list,), self._stack, name="settings", width=LIST)
        self.setFocusProxy(self.list)

        theme.follow(self._fit)
        self.list.currentRowChanged.connect(self._turn)
        self.list.entered_form.connect(self._enter)
        self.show_part(around.state.settings_page)

    @property
    def form(self) -> Form:
        """The page that is seen."""
        return self._forms[PAGES[self.list.currentRow()].name]

    def show_part(self, name: str) -> None:
        """Turn to the page of that name; to the first one where there is none."""
        names = [page.name for page in PAGES]
        self.list.setCurrentRow(names.index(name) if name in names else 0)

    def refresh(self) -> None:
        self.form.refresh()

    def focus_here(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn(self, row: int) -> None:
        page = PAGES[row]
        if page.name not in self._forms:
            form = page.make(self._around)
            self._forms[page.name] = form
            self._stack.addWidget(_Scrolled(form))
        else:
            self.form.refresh()
        self._stack.setCurrentIndex(list(self._forms).index(page.name))
        self._around.state.settings_page = page.name

    def _enter(self) -> None:
        go_round(self.form, forward=True)  # a notice may come before it in the order of Tab

    def _fit(self) -> None:
        self.list.doItemsLayout()


class _Scrolled(ScrollArea):
    """A form of its own width at the left, however wide the window is."""

    def __init__(self, form: Form) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(form, 100)
        row.addStretch(1)
        super().__init__(holder)
        self._form = form
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self._form.setMaximumWidth(theme.px(self._form.ROOM) + theme.GUTTER_LEFT + theme.GUTTER_RIGHT)
        self._form.setMinimumWidth(0)
