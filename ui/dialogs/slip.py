"""Enter a paper slip: its number and what stands on it, one field after the other, and on to the next slip."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Severity, Status
from slaapp.domain.spans import Instant
from slaapp.domain.times_of_day import read_moment
from slaapp.domain.value import Value
from slaapp.services.slips import Wait
from ui import wording
from ui.dialogs.ticket.act_form import ActForm, Wrong, required
from ui.widgets.customer_field import CustomerField
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label
from ui.widgets.moment_field import MomentField
from ui.widgets.party import Party, party_as_plain, party_from_plain
from ui.widgets.radio_list import RadioList
from ui.widgets.runs import short
from ui.wording import say

APART = 14
RECEIVED, SEVERITY, CUSTOMER, PARTY = "received", "severity", "customer", "party"


class Written(Value, kw_only=True):
    """What stands on the slip; `party` None: no customer is named."""

    number: int
    received_at: Instant
    party: Party | None
    subject: str
    severity: Severity
    answered_at: Instant | None
    told: str
    resolved_at: Instant | None
    minutes: int
    waits: tuple[Wait, ...] = ()


class SlipForm(ActForm):
    """Enter goes to the next field, Ctrl+Enter enters the slip. Times are of the day on which it was received, unless
    a day stands before them."""

    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        next_number: int | None,
        zone: ZoneInfo,
        now: Instant,
        parties: Callable[[], Sequence[Party]],
        attempt: Callable[[Written], object],
    ) -> None:
        """`next_number` is the lowest that is missing; `attempt` takes what stands on the slip."""
        super().__init__(over, say("Enter a paper slip"), say("Enter, then the next"), kept)
        yesterday = durations.wall_time(now, zone).date() - timedelta(days=1)
        self.hint.setText(say("Another day: {day} 9:30", day=yesterday.isoformat()))
        self._zone, self._attempt = zone, attempt
        self.number = self._line("number", say("Number"), "", start="" if next_number is None else str(next_number))
        self.received = MomentField(zone, say("Received"))
        held = kept.get(RECEIVED)
        self.received.show_moment(held if isinstance(held, int) else now)
        self._row((say("Number on the paper"), self.number, 1), (say("Received"), self.received, 2))
        self.customer = CustomerField(parties, self)
        self.customer.show_party(party_from_plain(kept.get(PARTY)), str(kept.get(CUSTOMER, "")))
        self.add(say("Customer"), self.customer)
        self.subject = self._line("subject", say("Subject"), say("What it is about"))
        self.add(say("Subject"), self.subject)
        self.severity: RadioList[Severity] = RadioList(
            [(severity, wording.severity(severity)) for severity in Severity], name=say("Severity"), columns=4
        )
        self.severity.choose(_severity(kept))
        self.add(say("Severity"), self.severity, note=say("1–4 choose"))
        when = say("9:30")
        self.answered = self._line("answered", say("Answered"), when)
        self.resolved = self._line("resolved", say("Resolved"), when)
        self.minutes = self._line("minutes", say("Minutes of work"), say("Such as 20"))
        self._row(
            (say("Answered at"), self.answered, 1),
            (say("Resolved at"), self.resolved, 1),
            (say("Minutes of work"), self.minutes, 1),
        )
        self.told = self._line("told", say("What the customer was told"), say("As it stands on the slip"))
        self.add(say("What the customer was told"), self.told)
        self.waits: list[Mapping[Status, tuple[Field, Field]]] = []
        """From when and until when each of them was awaited, row by row; the last one is empty."""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(APART)
        self._grid.setVerticalSpacing(6)
        self.body.addSpacing(12)
        self.body.addLayout(self._grid)
        self._grow()
        self.received.changed.connect(lambda: kept.update({RECEIVED: self.received.moment()}))
        self.received.told.connect(lambda sentence: self._say_wrong(self.received, sentence))
        self.severity.chosen.connect(lambda severity: kept.update({SEVERITY: severity.word}))
        self.customer.chosen.connect(self._keep_party)
        self.customer.edit.textEdited.connect(lambda text: kept.update({CUSTOMER: text, PARTY: None}))
        self.customer.finished.connect(self.subject.edit.setFocus)
        self._first = self.number.edit if next_number is None else self.received.edit

    def _line(self, key: str, name: str, placeholder: str, *, start: str = "") -> Field:
        field = Field(placeholder, name=name)
        field.setText(str(self.kept.get(key, start)))
        field.edit.textChanged.connect(lambda text: self._note(key, field, text))
        field.edit.returnPressed.connect(self.focusNextChild)
        return field

    def _grow(self) -> None:
        """Who has waited may have waited again: there is a row more than was ever typed in."""
        while not self.waits or any(key in self.kept for key in _keys(len(self.waits))):
            self._add_waits(len(self.waits) + 1)
        self._refit_soon()

    def _add_waits(self, place: int) -> None:
        keys, names, titles = _keys(place), _first_names(), _titles()
        if self.waits:
            names, titles = _more_names(), ("",) * len(keys)
        fields = [self._line(key, name, say("9:30")) for key, name in zip(keys, names, strict=True)]
        for column, (title, field) in enumerate(zip(titles, fields, strict=True)):
            self._grid.addLayout(self._under(title, field), len(self.waits), column)
        on_customer, to_customer, on_third, to_third = fields
        if self.waits:
            _, last = self.waits[-1][Status.WAITING_THIRD_PARTY]
            for before, after in pairwise([last, *fields]):
                self.setTabOrder(before.edit, after.edit)
        for field in fields:
            field.edit.textChanged.connect(self._grow)
        self.waits.append(
            {Status.WAITING_CUSTOMER: (on_customer, to_customer), Status.WAITING_THIRD_PARTY: (on_third, to_third)}
        )

    def _keep_party(self, party: Party | None) -> None:
        self._say_wrong(self.customer, "")
        self.kept[PARTY] = party_as_plain(party)

    def _row(self, *fields: tuple[str, QWidget, int]) -> None:
        """Fields side by side, each under its name and over what is wrong with it; with the share of the room."""
        row = QHBoxLayout()
        row.setSpacing(APART)
        for name, widget, share in fields:
            row.addLayout(self._under(name, widget), share)
        self.body.addSpacing(12)
        self.body.addLayout(row)

    def _under(self, name: str, widget: QWidget) -> QVBoxLayout:
        problem = self._problems[widget] = Problem()
        column = QVBoxLayout()
        column.setSpacing(6)
        if name:
            column.addWidget(Label(name, "small_strong", "text2"))
        column.addWidget(widget)
        column.addWidget(problem)
        column.addStretch(1)
        return column

    def do(self) -> None:
        unfit = self.received.unfit()
        if unfit:
            raise Wrong(self.received, unfit)
        if self.customer.is_unknown:
            name = short(self.customer.text())
            self.customer.hide_list()
            said = say("“{name}” is no customer yet. Enter opens the list: choose one, or add it.", name=name)
            raise Wrong(self.customer, said)
        received = self.received.moment()
        day = durations.wall_time(received, self._zone).date()
        self._attempt(
            Written(
                number=self._whole(self.number, say("That is no number. It stands at the top of the slip.")),
                received_at=received,
                party=self.customer.party,
                subject=required(self.subject, say("Say in a few words what it is about.")),
                severity=self.severity.value or Severity.NORMAL,
                answered_at=self._moment(self.answered, day),
                told=self.told.text(),
                resolved_at=self._moment(self.resolved, day),
                minutes=self._whole(self.minutes, say("That is no whole number of minutes. Give one, such as 20."), 0),
                waits=tuple(self._waits(day)),
            )
        )

    def _waits(self, day: date) -> Iterator[Wait]:
        for status, (since, until) in chain.from_iterable(row.items() for row in self.waits):
            begun, ended = self._moment(since, day), self._moment(until, day)
            if begun is not None:
                yield Wait(status, begun, ended)
            elif ended is not None:
                raise Wrong(since, say("Say from when, too, or leave both empty."))

    def _moment(self, field: Field, day: date) -> Instant | None:
        if not field.text().strip():
            return None
        try:
            return read_moment(field.text(), day, self._zone)
        except ValueError as error:
            raise Wrong(field, say("{why} Type it as 9:30, or leave it empty.", why=str(error))) from error

    @staticmethod
    def _whole(field: Field, sentence: str, otherwise: int | None = None) -> int:
        text = field.text().strip()
        if not text and otherwise is not None:
            return otherwise
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise Wrong(field, sentence)
        return int(text)


def _keys(place: int) -> tuple[str, ...]:
    """Under which the fields of a row are kept."""
    again = "" if place == 1 else f" {place}"
    waited_on = (Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY)
    return tuple(f"{status.value} {end}{again}" for status in waited_on for end in ("from", "until"))


def _titles() -> tuple[str, ...]:
    return say("Waited on customer from"), say("until"), say("On a third party from"), say("until")


def _first_names() -> tuple[str, ...]:
    return (
        say("Waited on the customer from"),
        say("Waited on the customer until"),
        say("Waited on a third party from"),
        say("Waited on a third party until"),
    )


def _more_names() -> tuple[str, ...]:
    return (
        say("Waited on the customer again from"),
        say("Waited on the customer again until"),
        say("Waited on a third party again from"),
        say("Waited on a third party again until"),
    )


def _severity(kept: dict[str, Any]) -> Severity:
    word = kept.get(SEVERITY)
    return next((severity for severity in Severity if severity.word == word), Severity.NORMAL)
