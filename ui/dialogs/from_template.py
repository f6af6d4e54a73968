"""Log ticket from a template: it fills in what is empty, and what was typed stays."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain.agreement import Severity
from slaapp.services.desk import TicketDraft
from slaapp.services.templates import Template
from ui import theme, wording
from ui.keymap import KeyOf
from ui.widgets.button import Button, Kind
from ui.widgets.label import Icon, Label
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.wording import say

ABOVE = 12


def filled_in(typed: TicketDraft, template: Template) -> TicketDraft:
    """The fields after a template was chosen; a severity that was left at normal is the template's."""
    severity = template.severity if typed.severity is Severity.NORMAL else typed.severity
    return replace(template.draft(typed), severity=severity)


def without(typed: TicketDraft, template: Template) -> TicketDraft:
    """The fields without what the template filled in, as far as it was left as it was."""
    return replace(
        typed,
        subject="" if typed.subject == template.subject else typed.subject,
        severity=Severity.NORMAL if typed.severity is template.severity else typed.severity,
        assignee=None if typed.assignee == template.assignee else typed.assignee,
        service=None if typed.service == template.service else typed.service,
    )


class FromTemplate(QWidget):
    """The line that says which template was taken and what else it brings along: note, checklist and tags."""

    chosen = Signal(object)
    """A Template."""

    left_out = Signal()

    def __init__(self, templates: Callable[[], list[Template]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self.template: Template | None = None
        self.button = Button(say("Template"), keys=KeyOf("log_template"), kind=Kind.QUIET)
        self.button.setAccessibleName(say("Begin with a template"))
        self.picker = Picker(say("Template"), self, width=320)
        self._words = Label("", "small", "text2", elide=True)
        self._leave = Button(say("leave out"), kind=Kind.LINK)
        self._leave.setAccessibleName(say("Leave the template out"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, ABOVE, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon("layout-template", "text3", 14))
        row.addWidget(self._words)
        row.addWidget(self._leave)
        row.addStretch(1)
        theme.follow(self._fit)
        self.button.clicked.connect(lambda: self.ask(self.button))
        self.picker.chosen.connect(self._take)
        self._leave.clicked.connect(self.left_out)
        self.hide()

    def _fit(self) -> None:
        self.setFixedHeight(ABOVE + theme.px(18))

    def ask(self, under: QWidget) -> bool:
        """Open the list; False when there is no template yet."""
        held = self._templates()
        self.button.setEnabled(bool(held))
        if not held:
            return False
        current = None if self.template is None else self.template.id
        choices = [
            Choice(one.id, one.name, note=one.subject, icon="layout-template", current=one.id == current)
            for one in held
        ]
        self.picker.open_with(choices, under)
        return True

    def show_template(self, id_: str | None) -> None:
        """The template of that id, None: none. One that is gone meanwhile is left out."""
        held = self._templates()
        self.button.setEnabled(bool(held))
        self.template = next((one for one in held if one.id == id_), None) if id_ else None
        if self.template is not None:
            self._words.setText(brought(self.template))
            self._words.setToolTip(wording.tip(brought(self.template)))
        self.setVisible(self.template is not None)

    @property
    def words(self) -> str:
        return self._words.text()

    def _take(self, id_: str) -> None:
        found = next((one for one in self._templates() if one.id == id_), None)
        if found is not None:
            self.chosen.emit(found)


def brought(template: Template) -> str:
    """`From New starter · an internal note · 5 checklist items · people, accounts`"""
    count = len(template.checklist)
    items = say("1 checklist item") if count == 1 else say("{n} checklist items", n=count)
    note = say("an internal note") if template.notes.strip() else ""
    parts = [say("From {name}", name=one_line(template.name)), note, items if count else "", ", ".join(template.tags)]
    return " · ".join(one_line(part) for part in parts if part)
