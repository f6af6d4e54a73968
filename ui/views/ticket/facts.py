"""Whom the ticket is about and what holds for it, as two columns of words in the side panel."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.durations import weekday_and_day
from slaapp.domain.spans import MINUTE
from slaapp.services.tickets import PAPER_SLIP, TicketPage
from ui import theme, wording
from ui.widgets.label import Label
from ui.widgets.link import Link
from ui.widgets.runs import Run, RunsParagraph, one_line
from ui.wording import say

LABEL = 84
Fact = tuple[str, str]


class Facts(QWidget):
    """Words that did not change keep their widgets. `agreement_wanted` carries the name of an agreement and its
    version."""

    agreement_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Fact] = []
        self._names: list[Label] = []
        self.agreement: Link | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        theme.notifier.changed.connect(self._fit)

    def show_page(self, page: TicketPage, today: date) -> None:
        facts = facts_of(page, today)
        if facts == self._shown:
            return
        self._shown, self._names = facts, []
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (label, value) in enumerate(facts):
            name = Label(label, "body", "text3")
            told = self._link(page, label, value) if label == say("Agreement") else _words(label, value)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(told, row, 1)
            self._names.append(name)
        self._fit()

    def _link(self, page: TicketPage, label: str, value: str) -> QWidget:
        held, version = page.agreement, page.agreement_version
        if held is None or version is None:
            return _words(label, value)
        self.agreement = Link(one_line(value))
        self.agreement.setAccessibleName(f"{label}: {one_line(value)}")
        self.agreement.clicked.connect(lambda: self.agreement_wanted.emit(held, version))
        return self.agreement

    def _fit(self) -> None:
        for name in self._names:
            name.setFixedWidth(theme.px(LABEL))


def _words(label: str, value: str) -> RunsParagraph:
    told = RunsParagraph([Run(one_line(value), tone="text")])
    told.setAccessibleName(f"{label}: {one_line(value)}")
    return told


def _agreement(page: TicketPage) -> list[Fact]:
    """Which one, and why it is that one: `Standard support, v3`, `agreed for service Wi-Fi`."""
    claim = page.claim
    if claim is None:
        return [(say("Agreement"), say("none: none had begun when it was received"))]
    by = (say("Agreed"), wording.claimed(claim.by, claim.name))
    if claim.version is None:
        return [(say("Agreement"), say("none: {name} was over when it was received", name=claim.agreement)), by]
    return [(say("Agreement"), say("{name}, v{version}", name=claim.agreement, version=claim.version)), by]


def facts_of(page: TicketPage, today: date) -> list[Fact]:
    contact = page.contact
    found = [(say("Name"), page.customer)]
    if contact is not None:
        found = [(say("Contact"), " · ".join(part for part in (contact.name, contact.room) if part))]
        found += [(say("Phone"), contact.phone), (say("E-mail"), contact.email)]
    found += _agreement(page)
    found += [(say("Hours"), page.hours_in_words), (say("Service"), page.service), (say("Team"), page.team)]
    if page.minutes:
        found.append((say("Time spent"), durations.used(page.minutes * MINUTE)))
    if page.status.done and page.reopen_by is not None and page.merged_into is None:
        year = "" if page.reopen_by.year == today.year else f" {page.reopen_by.year}"
        day = weekday_and_day(page.reopen_by) + year
        words = say("until {day}") if page.reopenable else say("was possible until {day}")
        found.append((say("Reopen"), words.format(day=day)))
    if page.source is not None:
        slip = page.source == PAPER_SLIP
        name = say("Paper slip") if slip else say("Imported")
        parts = (page.source_key,) if slip else (page.source, page.source_key)
        found.append((name, " ".join(part for part in parts if part)))
    if page.source_met is not None:
        found.append((say("Source says"), say("agreement kept") if page.source_met else say("agreement missed")))
    return [(label, value) for label, value in found if value]
