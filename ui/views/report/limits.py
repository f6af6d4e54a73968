"""Of which tickets a report is, and by what they are counted."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.domain.agreement import CountingBasis
from slaapp.domain.compliance import SEVERITIES
from slaapp.wording import BASIS
from ui import wording
from ui.views.report.choice import Offered, ReportChoice, limits
from ui.views.report.chooser import Chooser
from ui.widgets.label import Label
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.wording import say

_AS_AGREED = "agreed"
_BY_NAME = {severity.word: severity for severity in SEVERITIES}


class Limits(QWidget):
    """`changed` gives what of the choice is another: field by field."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice: ReportChoice | None = None
        self._offered: Offered | None = None
        self.tickets = Chooser(say("Tickets"), "list-filter")
        self.basis = Chooser(say("Counted by"), "calendar-clock")
        self._ticket_picker = Picker(say("Tickets"), self.tickets, width=246)
        self._basis_picker = Picker(say("Counted by"), self.basis, width=246)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(say("Tickets"), "body", "text2"))
        column.addWidget(self.tickets)
        column.addSpacing(6)
        column.addWidget(Label(say("Counted by"), "body", "text2"))
        column.addWidget(self.basis)
        self.tickets.clicked.connect(self._offer_tickets)
        self.basis.clicked.connect(self._offer_bases)
        self._ticket_picker.chosen.connect(self._narrow)
        self._basis_picker.chosen.connect(self._count_by)

    def show_choice(self, choice: ReportChoice, offered: Offered) -> None:
        self._choice, self._offered = choice, offered
        self.tickets.tell(", ".join(limits(choice)) or say("All tickets"))
        self.basis.tell(_counted_by(choice.basis))

    def _offer_tickets(self) -> None:
        self._ticket_picker.open_with(list(self._ticket_choices()), self.tickets)

    def _ticket_choices(self) -> Iterator[Choice]:
        assert self._choice is not None
        assert self._offered is not None
        held = self._choice
        yield Choice("", say("All tickets"), current=not limits(held))
        for field, note, names in (
            ("service", say("service"), self._offered.services),
            ("agreement", say("agreement"), self._offered.agreements),
        ):
            for name in names:
                yield Choice(f"{field} {name}", one_line(name), note=note, current=getattr(held, field) == name)
        for severity in SEVERITIES:
            yield Choice(
                f"severity {severity.word}",
                wording.severity(severity),
                note=say("severity"),
                current=held.severity is severity,
            )

    def _narrow(self, chosen: str) -> None:
        """One of each kind at a time; what is chosen already is chosen no more."""
        field, _, name = chosen.partition(" ")
        if not field:
            self.changed.emit({"service": None, "agreement": None, "severity": None})
            return
        value = _BY_NAME[name] if field == "severity" else name
        self.changed.emit({field: None if getattr(self._choice, field) == value else value})

    def _offer_bases(self) -> None:
        held = None if self._choice is None else self._choice.basis
        choices = [
            Choice(_AS_AGREED if basis is None else basis.value, _counted_by(basis), current=basis is held)
            for basis in (None, *CountingBasis)
        ]
        self._basis_picker.open_with(choices, self.basis)

    def _count_by(self, chosen: str) -> None:
        self.changed.emit({"basis": None if chosen == _AS_AGREED else CountingBasis(chosen)})


def _counted_by(basis: CountingBasis | None) -> str:
    words = say("As agreed") if basis is None else say(BASIS[basis])
    return words[:1].upper() + words[1:]
