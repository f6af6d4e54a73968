"""Log ticket: subject, customer, severity, done; with due times that change while it is filled in (04 of the design).

What is typed is kept until it is logged or discarded, over Esc and over the end of the program.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Agreement, Metric, Severity, Tier
from slaapp.domain.clock import Clock
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import HOUR, MINUTE, Instant
from slaapp.engine import Engine
from slaapp.services.catalogue import Contact
from slaapp.services.desk import TicketDraft
from ui import icons, theme, wording
from ui.commands import Commands
from ui.wall_clock import WallClock
from ui.widgets import painting
from ui.widgets.button import Button, IconButton, Kind, Pressable
from ui.widgets.customer_field import CustomerField, Party
from ui.widgets.field import Field, Problem, TextField
from ui.widgets.label import Icon, Label, Panel
from ui.widgets.moment import MomentPopup
from ui.widgets.overlay import Overlay
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.widgets.severity_cards import DueTimes, SeverityCards
from ui.widgets.tick import Tick

WIDTH, TOP, GUTTER = 736, 56, 24


@dataclass(frozen=True, slots=True)
class Logged:
    """What came of it: the ticket's number, by when the customer is to be answered, and whether to open it."""

    number: int
    respond_by: str
    open_it: bool


class LogTicket(Overlay):
    """`logged` carries a Logged, `open_wanted` the number of another ticket to look at; either way the form closes."""

    logged = Signal(object)
    open_wanted = Signal(int)
    list_wanted = Signal(str)
    """The name of the customer whose open tickets are to be listed."""

    draft_changed = Signal(object)
    """The draft as plain data, to be kept; empty when nothing is to be kept."""

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        over: QWidget,
        *,
        open_of: Callable[[str], Sequence[tuple[int, str]]],
    ) -> None:
        """`open_of` gives number and subject of a customer's open tickets."""
        super().__init__(over, width=WIDTH, top=TOP)
        self._engine, self._commands, self._clock, self._open_of = engine, commands, clock, open_of
        self._received_at: Instant | None = None
        self._assignee: str | None = None
        self._clocks: Mapping[Severity, tuple[Clock, ...]] = {}
        self._times: Mapping[Severity, DueTimes] = {}
        self._agreement: Agreement | None = None
        self._taking_up = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.phone = Tick(wording.say("Answered on the phone"), style="small")
        self.start = _Start()
        self.change = Button(wording.say("Change"), kind=Kind.LINK)
        self._close = IconButton("x", wording.say("Close, the draft is kept"))
        self.moment = MomentPopup(
            wording.say("When did they call or write?"),
            wording.say("Set"),
            self._engine.board.zone,
            self,
            past=True,
        )
        self.subject = Field(wording.say("What it is about, in a few words"), height=36, style="lead")
        self.subject.edit.setMaxLength(500)
        self.subject_problem = Problem()
        self.customer = CustomerField(self._parties, self)
        self.customer_problem = Problem()
        self.siblings = _Siblings()
        self.cards = SeverityCards()
        self.live = _Live()
        self.notes = TextField(wording.say("What the caller said, what you tried"), name=wording.say("Notes"))
        self.notes.setFixedHeight(theme.px(64))
        self.assignee = _Assignee()
        self._people = Picker(wording.say("Find a person"), self)
        self.problem = Problem()
        self.discard = Button(wording.say("discard it"), kind=Kind.LINK)
        self.discard.setAccessibleName(wording.say("Discard the draft"))
        self.cancel = Button(wording.say("Cancel"), kind=Kind.QUIET, keys="Esc")
        self.log_and_open = Button(wording.say("Log and open"), keys="Ctrl ⇧ ↵")
        self.log = Button(wording.say("Log ticket"), keys="Ctrl ↵", kind=Kind.PRIMARY)

        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        body = QVBoxLayout()
        body.setContentsMargins(GUTTER, 0, GUTTER, 0)
        body.setSpacing(0)
        body.addSpacing(13)
        body.addWidget(_FieldName(wording.say("Subject"), 0))
        body.addSpacing(6)
        body.addWidget(self.subject)
        body.addWidget(self.subject_problem)
        body.addSpacing(15)
        body.addWidget(_FieldName(wording.say("Customer"), 0))
        body.addSpacing(6)
        body.addWidget(self.customer)
        body.addWidget(self.customer_problem)
        body.addWidget(self.siblings)
        body.addSpacing(15)
        severity = QHBoxLayout()
        severity.addWidget(_FieldName(wording.say("Severity"), 2))
        severity.addStretch(1)
        severity.addWidget(Label(wording.say("1–4 here, Alt 1–4 from any field"), "small", "text3"))
        body.addLayout(severity)
        body.addSpacing(6)
        body.addWidget(self.cards)
        body.addSpacing(14)
        body.addWidget(self.live)
        body.addSpacing(15)
        body.addLayout(self._lower())
        body.addWidget(self.problem)
        body.addSpacing(18)
        column.addLayout(body)
        column.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(GUTTER, 16, 16, 0)
        row.setSpacing(0)
        row.addWidget(Label(wording.say("Log ticket"), "title_m"))
        row.addStretch(1)
        for part, gap in ((self.phone, 18), (self.start, 8), (self.change, 14)):
            row.addWidget(part)
            row.addSpacing(gap)
        row.addWidget(self._close)
        return row

    def _lower(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(6)
        left.addWidget(_FieldName(wording.say("Notes"), 0, wording.say("optional")))
        left.addWidget(self.notes)
        right.addWidget(_FieldName(wording.say("Assignee"), 0))
        right.addWidget(self.assignee)
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right)
        return row

    def _foot(self) -> QWidget:
        foot = _Foot()
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

    def _connect(self) -> None:
        self.left.connect(self.leave)
        self._close.clicked.connect(self.leave)
        self.cancel.clicked.connect(self.leave)
        self.discard.clicked.connect(self.throw_away)
        self.log.clicked.connect(lambda: self.submit(open_it=False))
        self.log_and_open.clicked.connect(lambda: self.submit(open_it=True))
        self.change.clicked.connect(self._ask_start)
        self.moment.chosen.connect(self._set_start)
        self.assignee.clicked.connect(self._ask_assignee)
        self._people.chosen.connect(self.choose_assignee)
        self.phone.toggled.connect(lambda _: self._foresee())
        self.subject.edit.returnPressed.connect(lambda: self._to(self.customer.edit))
        self.subject.edit.textChanged.connect(lambda _: self._typed())
        self.customer.chosen.connect(self._take_party)
        self.customer.edit.textEdited.connect(lambda _: self._typed())
        self.customer.finished.connect(lambda: self._to(self.cards))
        self.cards.chosen.connect(lambda _: self._show_live())
        self.cards.finished.connect(lambda: self._to(self.notes.edit))
        self.notes.edit.textChanged.connect(self._typed)
        self.siblings.wanted.connect(self._look_at)
        self.siblings.all_wanted.connect(self._look_at_all)
        for keys, do in self._keys().items():
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _keys(self) -> dict[str, Callable[[], object]]:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Return": lambda: self.submit(open_it=False),
            "Ctrl+Enter": lambda: self.submit(open_it=False),
            "Ctrl+Shift+Return": lambda: self.submit(open_it=True),
            "Ctrl+Shift+Enter": lambda: self.submit(open_it=True),
            "Alt+S": lambda: self._to(self.subject.edit),
            "Alt+C": lambda: self._to(self.customer.edit),
            "Alt+V": lambda: self._to(self.cards),
            "Alt+N": lambda: self._to(self.notes.edit),
            "Alt+A": lambda: self._to(self.assignee),
        }
        for severity in Severity:
            keys[f"Alt+{int(severity)}"] = partial(self.cards.choose, severity)
        return keys

    # Opening and leaving

    def start_with(self, draft: Mapping[str, Any]) -> None:
        """Open with what was left the last time; an empty draft is a new ticket."""
        self._taking_up = True
        self.customer.forget()
        self._fill(draft)
        self._taking_up = False
        self.open()
        self._foresee()
        self._to(self.subject.edit)

    def leave(self) -> None:
        """Close the form and keep the draft."""
        self.customer.hide_list()
        self.draft_changed.emit(self.draft())
        self.close_form()

    def throw_away(self) -> None:
        self._taking_up = True
        self._fill({})
        self._taking_up = False
        self.draft_changed.emit({})
        self._foresee()
        self._to(self.subject.edit)

    def _look_at(self, number: int) -> None:
        self.leave()
        self.open_wanted.emit(number)

    def _look_at_all(self, customer: str) -> None:
        self.leave()
        self.list_wanted.emit(customer)

    def _to(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    # The draft

    def draft(self) -> dict[str, Any]:
        """What is typed as plain data; empty when there is nothing worth keeping."""
        party = self.customer.party
        held: dict[str, Any] = {
            "subject": self.subject.text(),
            "party": None if party is None else [getattr(party, name) for name in _PARTY],
            "customer": "" if party is not None else self.customer.text(),
            "severity": int(self.cards.severity),
            "notes": self.notes.text(),
            "assignee": self._assignee,
            "received_at": self._received_at,
            "phone": self.phone.isChecked(),
        }
        worth = any(held[name] for name in ("subject", "party", "customer", "notes"))
        return held if worth else {}

    def _fill(self, draft: Mapping[str, Any]) -> None:
        self.subject.setText(_text(draft, "subject"))
        party = draft.get("party")
        whole = isinstance(party, list) and len(party) == len(_PARTY)
        self.customer.show_party(Party(*party) if whole and isinstance(party, list) else None, _text(draft, "customer"))
        severity = draft.get("severity")
        self.cards.choose(Severity(severity) if severity in tuple(Severity) else Severity.NORMAL)
        self.notes.setText(_text(draft, "notes"))
        received_at = draft.get("received_at")
        self._received_at = received_at if isinstance(received_at, int) else None
        self.phone.setChecked(draft.get("phone") is True)
        self.choose_assignee(_text(draft, "assignee") or None)
        self._say_problems("", "", "")
        self._show_siblings()
        self._show_kept()

    def _typed(self) -> None:
        if self.subject.wrong or self.customer.wrong:
            self._say_problems("", "", "")
        self._show_kept()

    def _show_kept(self) -> None:
        self.discard.setEnabled(bool(self.draft()))

    # What would be due

    def beat(self) -> None:
        """A minute is over: what starts now starts later."""
        if self.isVisible() and self._received_at is None:
            self._foresee()

    def _foresee(self) -> None:
        now = self._clock.now()
        zone = self._engine.board.zone
        at = now if self._received_at is None else self._received_at
        self.start.show_start(wording.clock_starts(self._received_at, now, zone))
        draft = self._ticket_draft()
        try:
            clocks = self._engine.desk.preview(draft, now=now)
            self._agreement = self._engine.desk.agreement_for(draft.customer, at)
        except Refusal as refusal:
            self._say_problems("", "", str(refusal))
            return
        self._clocks = clocks
        self._times = {
            severity: DueTimes(
                respond=wording.say("answered") if self.phone.isChecked() else self._due(held, Metric.FIRST_RESPONSE),
                resolve=self._due(held, Metric.RESOLUTION),
            )
            for severity, held in clocks.items()
        }
        self.cards.show_times(self._times)
        self._show_live()

    def _due(self, clocks: Sequence[Clock], metric: Metric, tier: Tier = Tier.PUBLIC, *, words: bool = False) -> str:
        clock = next((held for held in clocks if held.metric is metric and held.tier is tier), None)
        due_at = None if clock is None else clock.phases[0].due_at
        if due_at is None:
            return wording.NOTHING
        now, zone = self._clock.now(), self._engine.board.zone
        return wording.due_in_words(due_at, now, zone) if words else durations.when(due_at, now, zone)

    def _show_live(self) -> None:
        if self._taking_up or not self._times:
            return
        clocks, severity = self._clocks[self.cards.severity], self.cards.severity
        agreement = self._agreement
        if agreement is None:
            self.live.show_lines(wording.say("No agreement covers this customer, so no clock runs"), "", "")
            return
        respond = self._due(clocks, Metric.FIRST_RESPONSE, words=True)
        resolve = self._due(clocks, Metric.RESOLUTION)
        first = (
            wording.say("Resolve by {resolve}", resolve=self._due(clocks, Metric.RESOLUTION, words=True))
            if self.phone.isChecked()
            else wording.say("Respond by {respond} · Resolve by {resolve}", respond=respond, resolve=resolve)
        )
        inside = [
            self._due(clocks, metric, Tier.INTERNAL)
            for metric in (Metric.FIRST_RESPONSE, Metric.RESOLUTION)
            if not (metric is Metric.FIRST_RESPONSE and self.phone.isChecked())
        ]
        internal = "" if set(inside) == {wording.NOTHING} else wording.say("internal {times}", times=" · ".join(inside))
        self.live.show_lines(first, _agreed(agreement, severity), internal)

    # Who

    def _parties(self) -> list[Party]:
        catalogue = self._engine.catalogue
        now = self._clock.now()
        remark: dict[str | None, str] = {}
        parties = []
        customers = catalogue.customers()
        for customer in customers:
            if customer.agreement not in remark:
                agreement = self._engine.desk.agreement_for(customer.id, now)
                remark[customer.agreement] = "" if agreement is None else f"{agreement.name} v{agreement.version}"
            held = len(self._open_of(customer.id))
            counted = wording.say("1 open ticket") if held == 1 else wording.say("{n} open tickets", n=held)
            detail = wording.joined(remark[customer.agreement], counted)
            parties.append(Party(customer.id, customer.name, remark=detail))
        names = {customer.id: customer.name for customer in customers}
        parties += [_of_contact(held, names[held.customer]) for held in catalogue.contacts() if held.customer in names]
        return parties

    def _take_party(self, party: Party | None) -> None:
        self.customer.show_wrong(False)
        self.customer_problem.say("")
        self._show_siblings()
        self._show_kept()
        self._foresee()

    def _show_siblings(self) -> None:
        party = self.customer.party
        held = [] if party is None or party.customer is None else list(self._open_of(party.customer))
        self.siblings.show_tickets("" if party is None else party.name, held)
        self._refit()

    def _ask_assignee(self) -> None:
        me = self._engine.catalogue.me()
        choices = [Choice("", wording.say("Unassigned"), initials="", current=self._assignee is None)]
        for person in self._engine.catalogue.people():
            mine = me is not None and person.id == me.id
            label = wording.say("{name} (me)", name=person.name) if mine else person.name
            choices.append(
                Choice(person.id, label, initials=wording.initials(person.name), current=person.id == self._assignee)
            )
        self._people.open_with(choices, self.assignee)

    def choose_assignee(self, person: str | None) -> None:
        found = next((held for held in self._engine.catalogue.people() if held.id == person), None) if person else None
        self._assignee = None if found is None else found.id
        me = self._engine.catalogue.me()
        if found is None:
            self.assignee.show_person(wording.say("Unassigned"), None)
        else:
            mine = me is not None and found.id == me.id
            name = wording.say("{name} (me)", name=found.name) if mine else found.name
            self.assignee.show_person(name, wording.initials(found.name))

    # When

    def _ask_start(self) -> None:
        now = self._clock.now()
        likely = [
            (wording.say("Now"), now),
            (wording.say("15 minutes ago"), now - 15 * MINUTE),
            (wording.say("1 hour ago"), now - HOUR),
        ]
        self.moment.ask(self.change, now=now, start=self._received_at or now, likely=likely)

    def _set_start(self, at: Instant) -> None:
        self._received_at = None if self._clock.now() - at < MINUTE else at
        self._foresee()

    # Logging

    def submit(self, *, open_it: bool) -> None:
        """Log the ticket; what cannot be logged says why at its field, and nothing typed is lost."""
        if not self.subject.text().strip():
            self._say_problems(wording.say("Say in a few words what it is about."), "", "")
            self._to(self.subject.edit)
            return
        if self.customer.is_unknown:
            name = one_line(self.customer.text())
            said = wording.say("“{name}” is no customer yet. Choose one from the list, or add it.", name=name)
            self._say_problems("", said, "")
            self._to(self.customer.edit)
            return
        self._foresee()
        respond_by = self._due(self._clocks[self.cards.severity], Metric.FIRST_RESPONSE)
        try:
            self._add_customer()
            number, _ = self._commands.attempt(self._engine.desk.log, self._ticket_draft())
        except Refusal as refusal:
            self._say_problems("", "", str(refusal))
            return
        answered = self.phone.isChecked() or respond_by == wording.NOTHING
        self._taking_up = True
        self._fill({})
        self._taking_up = False
        self.draft_changed.emit({})
        self.close_form()
        self.logged.emit(Logged(number, "" if answered else respond_by, open_it))

    def _add_customer(self) -> None:
        """A customer to be added is added first; if the ticket is refused then, it is there for the next try."""
        party = self.customer.party
        if party is not None and party.is_new:
            self._commands.attempt(self._engine.catalogue.add_customer, party.name)
            self.customer.show_party(Party(self._engine.catalogue.customer(party.name).id, party.name))

    def _ticket_draft(self) -> TicketDraft:
        party = self.customer.party
        return TicketDraft(
            subject=self.subject.text().strip(),
            severity=self.cards.severity,
            customer=None if party is None else party.customer,
            contact=None if party is None else party.contact,
            text=self.notes.text().strip(),
            assignee=self._assignee,
            received_at=self._received_at,
            answered_on_phone=self.phone.isChecked(),
        )

    def _say_problems(self, subject: str, customer: str, other: str) -> None:
        self.subject.show_wrong(bool(subject))
        self.subject_problem.say(subject)
        self.customer.show_wrong(bool(customer))
        self.customer_problem.say(customer)
        self.problem.say(other)
        self._refit()

    def _refit(self) -> None:
        if self.isVisible():
            self.refit()


def _of_contact(contact: Contact, customer: str) -> Party:
    return Party(
        contact.customer,
        customer,
        contact=contact.id,
        contact_name=contact.name,
        phone=contact.phone,
        room=contact.room,
    )


_PARTY = ("customer", "name", "contact", "contact_name", "phone", "room", "remark")


def _text(draft: Mapping[str, Any], name: str) -> str:
    value = draft.get(name)
    return value if isinstance(value, str) else ""


def _agreed(agreement: Agreement, severity: Severity) -> str:
    """`Standard support v3 · updates every 4 h`"""
    every = next(
        (
            target.allowed
            for target in agreement.targets
            if target.metric is Metric.UPDATE and target.severity is severity and target.tier is Tier.PUBLIC
        ),
        None,
    )
    updates = "" if every is None else wording.say("updates every {length}", length=durations.used(every))
    return wording.joined(f"{agreement.name} v{agreement.version}", updates)


class _FieldName(QWidget):
    """The name above a field, the letter that leads to it underlined, a remark behind it."""

    def __init__(self, name: str, letter: int, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._letter, self._remark = name, letter, remark
        self.setFixedHeight(theme.px(18))
        self.setMinimumWidth(theme.px(120))
        theme.notifier.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        middle = self.height() / 2
        used = painting.text(painter, self._name, "small_strong", t.text2, 0, middle)
        metrics = theme.metrics("small_strong")
        x = metrics.horizontalAdvance(self._name[: self._letter])
        width = metrics.horizontalAdvance(self._name[self._letter])
        painter.fillRect(QRectF(round(x), self.height() - 3, round(width), 1), t.text2)
        if self._remark:
            painting.text(painter, self._remark, "small", t.text3, used + 6, middle)


class _Start(QWidget):
    """`▷ Clock starts now, 13:30`"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._when = ""
        self.setFixedHeight(theme.px(20))

    def show_start(self, when: str) -> None:
        self._when = when
        self.setAccessibleName(wording.say("Clock starts {when}", when=when))
        words = theme.metrics("small").horizontalAdvance(wording.say("Clock starts"))
        self.setFixedWidth(round(20 + words + 6 + theme.metrics("small_semi").horizontalAdvance(when)) + 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        middle = self.height() / 2
        icons.paint(painter, "play", t.text3, 0, middle - 7, 14)
        used = painting.text(painter, wording.say("Clock starts"), "small", t.text2, 20, middle)
        painting.text(painter, self._when, "small_semi", t.text, 20 + used + 6, middle)


class _Siblings(QWidget):
    """The open tickets of the customer, so that the same trouble is not logged twice."""

    wanted = Signal(int)
    all_wanted = Signal(str)
    """The customer's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 6, 0, 0)
        self._row.setSpacing(8)
        self.setFixedHeight(theme.px(24))
        self.hide()

    def names(self) -> list[str]:
        """What the links say to who hears them."""
        return [button.accessibleName() for button in self.findChildren(Button) if button.isVisibleTo(self)]

    def show_tickets(self, customer: str, tickets: Sequence[tuple[int, str]]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        self.setVisible(bool(tickets))
        if not tickets:
            return
        self._row.addWidget(Icon("info", "text3", 14))
        self._row.addWidget(Label(wording.say("Open for {customer}:", customer=one_line(customer)), "small", "text2"))
        for number, subject in tickets[:2]:
            short = theme.metrics("small_strong").elidedText(
                f"{number} {one_line(subject)}", Qt.TextElideMode.ElideRight, theme.px(136)
            )
            link = Button(short, kind=Kind.LINK)
            link.setAccessibleName(f"{number} {subject}")
            link.clicked.connect(lambda _=False, number=number: self.wanted.emit(number))
            self._row.addWidget(link)
        if len(tickets) > 2:
            more = Button(wording.say("{n} more", n=len(tickets) - 2), kind=Kind.LINK)
            more.clicked.connect(lambda _=False: self.all_wanted.emit(customer))
            self._row.addWidget(more)
        self._row.addStretch(1)


class _Live(QWidget):
    """By when the ticket as it stands would have to be answered and resolved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._second, self._internal = "", "", ""
        self.setFixedHeight(theme.px(65))
        theme.notifier.changed.connect(self.update)

    def show_lines(self, first: str, second: str, internal: str) -> None:
        self._first, self._second, self._internal = first, second, internal
        self.setAccessibleName(". ".join(line for line in (first, second, internal) if line))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painting.frame(painter, QRectF(self.rect()), theme.RADIUS_CARD, fill=t.subtle, outline=t.line)
        side = theme.px(18)
        top, below = theme.px(24), theme.px(46)
        icons.paint(painter, "clock", t.accent_text, 15, top - side / 2, side)
        x = 15.0 + side + 8
        painting.text(painter, self._first, "due_big", t.text, x, top, self.width() - x - 12)
        used = painting.text(painter, self._second, "small", t.text2, x, below, self.width() - x - 12)
        if self._internal:
            x += used + 16
            icons.paint(painter, "lock", t.violet, x, below - 6, 12)
            painting.text(painter, self._internal, "small", t.violet_text, x + 16, below, self.width() - x - 24)


class _Assignee(Pressable):
    """Who looks after it: opens the list of people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_person(wording.say("Unassigned"), None)
        self.setFixedSize(theme.px(190), theme.px(theme.FIELD))

    def show_person(self, name: str, initials: str | None) -> None:
        self._name: str = name
        self._initials: str | None = initials
        self.setAccessibleName(wording.say("Assignee {name}", name=name))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        fill = self._ground() or t.surface
        painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=fill, outline=t.control)
        middle, side = self.height() / 2, theme.px(20)
        painting.avatar(painter, 11, middle, self._initials, side)
        painting.text(painter, one_line(self._name), "body", t.text, 11 + side + 8, middle, self.width() - 75)
        icons.paint(painter, "chevron-down", t.text3, self.width() - 11 - 14, middle - 7, 14)


class _Foot(Panel):
    """The lower edge of the form, rounded as the form is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("subtle", lines="top", parent=parent)
        self.setFixedHeight(theme.px(55))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        inset = 1 if t.dark else 0
        rect = QRectF(self.rect()).adjusted(inset, -20, -inset, -inset)
        painter.setClipRect(self.rect())
        painting.frame(painter, rect, theme.RADIUS_DIALOG - inset, fill=t.subtle)
        painter.fillRect(inset, 0, self.width() - 2 * inset, 1, t.line)
