"""The tab of signatures: offer the draft, note who signed it and when, and who is still to."""

from datetime import date
from functools import partial

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.services.agreement_versions import Signature, State
from ui import theme
from ui.views.agreements.editing import Editing
from ui.views.agreements.scans import Scans
from ui.views.agreements.tab import Tab
from ui.widgets.button import Button, Kind
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.given import files_in
from ui.widgets.label import Hairline, Icon, Label
from ui.widgets.runs import one_line
from ui.wording import say

NAME_LEAST = 104
"""So wide are the lines of a customer's name beside the fields at least, in pixels at 100 % text."""


class SigningTab(Tab):
    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.head(say("Signatures"))
        self.words = self.say("")
        self.offer = Button(say("Offer to the customers"), icon="file-text")
        line = QHBoxLayout()
        line.addWidget(self.offer)
        line.addStretch(1)
        self.rows.addLayout(line)
        self.rows.addSpacing(8)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.rows.addLayout(self._list)
        self.signers: dict[str, tuple[Field, Button]] = {}
        self.days: dict[str, DayField] = {}
        """When each of them signed."""

        self._shown: object = None
        self.head(say("Signed copies"))
        self.scans = Scans(editing)
        self.rows.addWidget(self.scans)
        self.setAcceptDrops(True)
        self.finish()
        self.offer.clicked.connect(self.editing.offer)

    def _sign(self, customer: str, name: str) -> None:
        editing, by = self.editing, self.signers[customer][0].text().strip()
        signature, agreement = Signature(customer, self.days[customer].day(), by), editing.agreement
        words = say("{name} signed v{number}.", name=one_line(name), number=agreement.version)
        editing.do(words, editing.engine.agreements.sign, agreement.name, agreement.version, signature)

    def refresh(self) -> None:
        editing, version = self.editing, self.editing.version
        assert version is not None
        draft = version.state is State.DRAFT
        self.offer.setVisible(draft and not editing.engine.read_only)
        self.scans.refresh()
        self.words.setText(_told(draft, len(version.missing) + len(version.signatures)))
        shown = (version.agreement.version, version.state, version.signatures, version.missing)
        if shown != self._shown:
            self._shown = shown
            self._fill(draft)

    def _fill(self, draft: bool) -> None:
        editing, version = self.editing, self.editing.version
        assert version is not None
        names = {held.id: held.name for held in editing.engine.catalogue.customers(everyone=True)}
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.signers, self.days = {}, {}
        for signature in version.signatures:
            for place in (_place, _day_place):
                editing.hold(place(signature.customer), None)
            by = say(" by {name}", name=one_line(signature.by)) if signature.by else ""
            told = say("{day}{by}", day=durations.long_day(signature.on), by=by)
            self._line("check", "green_text", names.get(signature.customer, ""), told)
        for customer in version.missing:
            name = names.get(customer, "")
            if draft or editing.engine.read_only:
                self._line("circle-dashed", "text3", name, say("not signed"))
            else:
                self._ask(customer, name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.scans.take(files_in(event.mimeData()))

    def _line(self, icon: str, colour: str, name: str, told: str, *more: QWidget) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(8)
        row.addWidget(Icon(icon, colour, 14))
        customer = Label(one_line(name), "strong", wrap=True)
        customer.setMinimumWidth(theme.px(NAME_LEAST) if more else 0)
        row.addWidget(customer, 1)
        if told:
            row.addWidget(Label(told, "small", "text2"))
        for widget in more:
            row.addWidget(widget)
        self._list.addWidget(line)
        self._list.addWidget(Hairline())

    def _ask(self, customer: str, name: str) -> None:
        by = Field(say("Who signed"), name=say("Who signed for {name}", name=one_line(name)))
        by.setText(self.editing.held(_place(customer)) or "")
        by.setMaximumWidth(200)
        day = DayField(say("Day on which {name} signed", name=one_line(name)))
        held = self.editing.held(_day_place(customer))
        today = self.editing.engine.hours().day_of(self.editing.clock.now())
        day.show_day(today if held is None else date.fromisoformat(held))
        button = Button(say("Signed"), kind=Kind.DEFAULT)
        button.setAccessibleName(say("{name} signed", name=one_line(name)))
        day.changed.connect(lambda: self.editing.hold(_day_place(customer), day.day().isoformat()))
        by.edit.textChanged.connect(lambda words: self.editing.hold(_place(customer), words or None))
        button.clicked.connect(partial(self._sign, customer, name))
        by.edit.returnPressed.connect(button.click)
        self.signers[customer], self.days[customer] = (by, button), day
        self._line("circle-dashed", "text3", name, "", by, day, button)


def _place(customer: str) -> str:
    """Where who signed for a customer is typed."""
    return f"signed {customer}"


def _day_place(customer: str) -> str:
    return f"signed on {customer}"


def _told(draft: bool, customers: int) -> str:
    if not customers:
        return say("No customer has it as their own, so there is nothing to sign. Give it to its customers first.")
    if draft:
        return say("Offer the draft once it is ready. What is edited afterwards has to be offered and signed again.")
    return say("A signature that is missing warns when the version is put in force; it does not prevent it.")
