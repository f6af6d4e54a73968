"""How Log ticket is laid out (04 of the design); what it does is in `log_ticket`."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.services.templates import Template
from ui import theme, wording
from ui.dialogs.from_template import FromTemplate
from ui.dialogs.log_ticket_parts import Assignee, FieldName, Foot, Live, Siblings, Start
from ui.dialogs.service_field import ServiceField, Services
from ui.dialogs.severity_head import SeverityHead
from ui.keymap import KeyOf
from ui.people import ADD
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.customer_field import CustomerField
from ui.widgets.field import Field, Problem, TextField
from ui.widgets.file_chip import FileChips
from ui.widgets.label import Label
from ui.widgets.moment import MomentPopup
from ui.widgets.overlay import Overlay
from ui.widgets.party import Party
from ui.widgets.picker import Picker
from ui.widgets.scroll import FoldingArea
from ui.widgets.severity_cards import SeverityCards
from ui.widgets.tick import Tick

WIDTH, TOP, GUTTER = 736, 56, 24
LONGEST_SUBJECT = 500


class LogTicketForm(Overlay):
    """Its fields in the order in which they are filled in."""

    def __init__(
        self,
        over: QWidget,
        *,
        parties: Callable[[], Sequence[Party]],
        services: Services,
        templates: Callable[[], list[Template]],
        zone: ZoneInfo,
    ) -> None:
        super().__init__(over, width=WIDTH, top=TOP)
        self.title = Label(wording.say("Log ticket"), "title_m", elide=True)
        self.phone = Tick(wording.say("Answered on the phone"), style="small")
        self.start = Start()
        self.change = Button(wording.say("Change"), kind=Kind.LINK)
        self.close_button = IconButton("x", wording.say("Close, the draft is kept"))
        question, verb = wording.say("When did they call or write?"), wording.say("Set")
        self.moment = MomentPopup(question, verb, zone, self, past=True)
        self.subject = Field(wording.say("What it is about, in a few words"), height=36, style="lead")
        self.subject.edit.setMaxLength(LONGEST_SUBJECT)
        self.subject_problem = Problem()
        self.customer = CustomerField(parties, self)
        self.customer_problem = Problem()
        self.service = ServiceField(services)
        self.siblings = Siblings()
        self.from_template = FromTemplate(templates)
        self.severity_head = SeverityHead()
        self.cards = SeverityCards()
        self.live = Live()
        self.notes = TextField(wording.say("What the caller said, what you tried"), name=wording.say("Notes"))
        self.attach = Button(wording.say("Attach files"), kind=Kind.LINK)
        self.files = FileChips(removable=True)
        self.assignee = Assignee()
        self.people = Picker(wording.say("Find a person"), self, add=ADD)
        self.problem = Problem()
        self.discard = Button(wording.say("discard it"), kind=Kind.LINK)
        self.discard.setAccessibleName(wording.say("Discard the draft"))
        self.cancel = Button(wording.say("Cancel"), kind=Kind.QUIET, keys="Esc")
        self.log_and_open = Button(wording.say("Log and open"), keys=KeyOf("log_and_open"))
        self.log = Button(wording.say("Log ticket"), keys=KeyOf("log_it"), kind=Kind.PRIMARY)
        content = QWidget()
        content.setLayout(self._body())
        self.area = FoldingArea(content)
        self.area.setAccessibleName(wording.say("The ticket"))
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self.area, 1)
        column.addWidget(self._foot())
        QWidget.setTabOrder(self.log, self.close_button)
        QWidget.setTabOrder(self.notes.edit, self.assignee)  # from field to field; the button between them comes after
        QWidget.setTabOrder(self.assignee, self.attach)
        theme.follow(self._fit)

    def show_title(self, follows_up: int | None) -> None:
        """A follow-up begins with what is known of the ticket, and needs no template beside its longer title."""
        title = wording.say("Log ticket")
        if follows_up is not None:
            title = wording.say("Follow-up of {number}", number=follows_up)
        self.title.setText(title)
        self.title.setToolTip(title)
        self.from_template.button.setVisible(follows_up is None)

    def _fit(self) -> None:
        self.notes.setFixedHeight(theme.px(64))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(GUTTER, 16, 16, 0)
        row.setSpacing(0)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(self.from_template.button)
        row.addStretch(1)
        for part, gap in ((self.phone, 18), (self.start, 8), (self.change, 14)):
            row.addWidget(part)
            row.addSpacing(gap)
        row.addWidget(self.close_button)
        return row

    def _body(self) -> QVBoxLayout:
        body = QVBoxLayout()
        body.setContentsMargins(GUTTER, 0, GUTTER, 0)
        body.setSpacing(0)
        body.addSpacing(13)
        body.addWidget(FieldName(wording.say("Subject"), 0))
        body.addSpacing(6)
        body.addWidget(self.subject)
        body.addWidget(self.subject_problem)
        body.addSpacing(15)
        body.addLayout(self._whose())
        body.addWidget(self.customer_problem)
        body.addWidget(self.siblings)
        body.addSpacing(15)
        body.addWidget(self.severity_head)
        body.addSpacing(6)
        body.addWidget(self.cards)
        body.addSpacing(14)
        body.addWidget(self.live)
        body.addWidget(self.from_template)
        body.addSpacing(15)
        body.addLayout(self._lower())
        held = QVBoxLayout()
        held.setContentsMargins(0, 8, 0, 0)
        held.addWidget(self.files)
        body.addLayout(held)
        body.addWidget(self.problem)
        body.addSpacing(10)
        return body

    def _whose(self) -> QHBoxLayout:
        """The customer, and beside it the service where theirs are known."""
        row = QHBoxLayout()
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(FieldName(wording.say("Customer"), 0))
        left.addWidget(self.customer)
        row.addLayout(left, 1)
        row.addWidget(self.service)
        return row

    def _lower(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(FieldName(wording.say("Notes"), 0, wording.say("optional")))
        head.addStretch(1)
        head.addWidget(self.attach)
        left.addLayout(head)
        left.addWidget(self.notes)
        right.addWidget(FieldName(wording.say("Assignee"), 0))
        right.addWidget(self.assignee)
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right)
        return row

    def _foot(self) -> QWidget:
        foot = Foot()
        row = QHBoxLayout(foot)
        row.setContentsMargins(GUTTER, 1, 20, 0)
        row.setSpacing(8)
        row.addWidget(Label(wording.say("Draft kept until you log or"), "small", "text3"))
        row.addSpacing(-5)
        row.addWidget(self.discard)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.log_and_open)
        row.addWidget(self.log)
        return foot
