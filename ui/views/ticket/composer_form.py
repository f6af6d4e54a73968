"""What the composer is made of: tabs, channel and time above the text, its files below, and what is done with it."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.keymap import KeyOf
from ui.views.ticket.block_work import BlockWork
from ui.views.ticket.composer_tabs import ADD, TABS, TabButton
from ui.views.ticket.draft import Tab
from ui.widgets.button import Button, Chip, Kind
from ui.widgets.field import Problem, TextField
from ui.widgets.file_chip import FileChips
from ui.widgets.key_menu import KeyMenu
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.label import Label, Panel
from ui.widgets.minutes import MinutesPopup
from ui.widgets.moment import MomentPopup
from ui.wording import say


class ComposerForm(Panel):
    def __init__(self, zone: ZoneInfo, parent: QWidget | None) -> None:
        super().__init__("surface", lines="top", parent=parent)
        self._tabs = {tab: TabButton(icon, say(text), act) for tab, (icon, text, act) in TABS.items()}
        self.channel = Chip(say("By"), "", height=26)
        self.channel.menu = KeyMenu(self.channel)
        self.block = Button(say("Text block"), icon="notebook-pen", kind=Kind.QUIET)
        tip_with_keys(self.block, say("Put in a text block"), KeyOf("text_block"))
        self.editor = TextField()
        self.editor.edit.takes_files = True
        self.chips = FileChips(removable=True)
        self.problem = Problem()
        self.attach = Button(say("Attach"), icon="paperclip", kind=Kind.QUIET)
        self.attach.setToolTip(say("Files that go with this text; they can be dropped and pasted too"))
        self.blocks = BlockWork(self.editor, self.problem, self)
        self.when = Button("", icon="clock", kind=Kind.QUIET)
        self.when.setToolTip(say("When it happened"))
        self.minutes = Button("", icon="timer", kind=Kind.QUIET)
        self.minutes.setToolTip(say("Time spent on this"))
        self.mail = Button(say("E-mail draft"), icon="send", kind=Kind.QUIET)
        self.mail.setAccessibleName(say("Open in mail program"))
        self.mail.setToolTip(say("Open the text as a draft in your mail program"))
        self._due = Label("", "small", "text3", elide=True)
        self._due_above = Label("", "small", "text3")
        self.then = Chip(say("Then"), "", height=theme.BUTTON)
        self.then.menu = KeyMenu(self.then)
        self.add = Button(say(ADD[Tab.REPLY]), keys=KeyOf("add_reply"), kind=Kind.PRIMARY)
        self._when_popup = MomentPopup(say("When did it happen?"), say("Set"), zone, self, past=True)
        self._until_popup = MomentPopup(say("Scheduled until"), say("Set"), zone, self, past=False)
        self._minutes_popup = MinutesPopup(self)
        for button in (self.when, self.minutes):
            button.setSizePolicy(
                QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed
            )  # the chip beside them can shrink
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        for button in self._tabs.values():
            top.addWidget(button)
        top.addStretch()
        circumstances = QHBoxLayout()
        circumstances.setSpacing(0)
        circumstances.addWidget(self.when)
        circumstances.addWidget(self.minutes)
        top.addLayout(circumstances)
        top.addWidget(self.channel)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.attach)
        foot.addWidget(self.block)
        foot.addWidget(self.mail)
        foot.addStretch()
        foot.addWidget(self._due)
        foot.addWidget(self.then)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 11, 24, 12)
        column.setSpacing(7)
        column.addLayout(top)
        column.addWidget(self.editor)
        column.addWidget(self.chips)
        column.addWidget(self.problem)
        column.addWidget(self._due_above, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(foot)
