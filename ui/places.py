"""Where one can go in the window: the queue's lists, a ticket, the desk's pages; each page made when first wanted."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.engine import Engine
from ui import wording
from ui.commands import Commands
from ui.models.arrangement import View
from ui.trail import Stop, Trail
from ui.views.queue_page import QueuePage
from ui.wall_clock import WallClock

if TYPE_CHECKING:
    from slaapp.documents import Sheet
    from slaapp.domain.agreement import Metric
    from ui.agreement_reminders import AgreementReminders
    from ui.paper import ChoosePrinter, Paper
    from ui.views.ticket.draft import Draft

QUEUE, TICKET = "queue", "ticket"
_BESIDE = {"review": "agreements"}
"""Pages that have no place of their own in the sidebar, and where one is then."""


class Places(QObject):
    """`turned` names the place in the sidebar that belongs to the page, `titled` what the window is called now."""

    turned = Signal(str)
    titled = Signal(str)
    opened = Signal(int)
    """A ticket is on the screen."""

    done = Signal(str, object)
    """Something was done, and the Step that undoes it (None: it cannot be undone here)."""

    noted = Signal(str, object)
    """As `done`, for what is seen where it is done."""

    told = Signal(str)
    """Something changed nothing: copied, printed, saved as a file."""

    hinted = Signal(str)
    """Nothing was done, and why; or what is to be known besides."""

    log_wanted = Signal()
    """A ticket is to be logged from here: for the page's `party`, if it has one."""

    list_wanted = Signal(str)
    """The name of the customer whose open tickets are to be listed."""

    follow_up_wanted = Signal(object)
    """A new ticket is to follow up this one (a TicketPage)."""

    draft_added = Signal()
    """One of `drafts` is in the store now."""

    def __init__(
        self,
        stack: QStackedWidget,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        *,
        drafts: dict[int, "Draft"],
        notes: dict[str, Any],
        hours: dict[str, Any],
        report: dict[str, Any],
        reminding: "AgreementReminders",
        make: Callable[["Places", str], QWidget],
    ) -> None:
        """`drafts` were typed on tickets, `hours` in business hours, `notes` on the other pages; `report` is what is
        remembered of the report page; `make` makes the page of a name."""
        super().__init__(stack)
        self.drafts, self.notes, self.hours, self.report = drafts, notes, hours, report
        self._stack, self.engine, self.commands, self.clock = stack, engine, commands, clock
        self._make, self.reminding = make, reminding
        self._pages: dict[str, QWidget] = {}
        self._here = ""
        self._trail = Trail()
        self._paper: Paper | None = None
        self.choose_printer: ChoosePrinter | None = None
        """Asks for the printer; None: the system's dialog does."""

        self.queue = QueuePage(engine, commands, clock, typed=notes)
        self._keep(QUEUE, self.queue)
        self.queue.drafts = drafts
        self.queue.table.has_draft = lambda number: number in drafts and drafts[number].unsent
        self.queue.opened.connect(self.open_ticket)
        self.queue.list_wanted.connect(self.go)
        self.queue.search_wanted.connect(self.search_for)
        self.queue.done.connect(self.done)
        self.queue.act_wanted.connect(self.act_on)
        self.queue.table.arranged.connect(self._show_position)
        commands.elsewhere.connect(self.read_again)

    @property
    def current(self) -> Any:
        """The page that is seen; some of them show time (`beat`, `next_figure`) and read anew (`refresh`)."""
        return self._stack.currentWidget()

    @property
    def here(self) -> str:
        """What is seen: a list of the queue, a page of the desk, or `ticket`."""
        return self._here

    @property
    def ticket_here(self) -> int | None:
        """The ticket on which a letter acts here: the one that is open, or the current one of the list."""
        if self._here == TICKET:
            number: int | None = self.ticket.number
            return number
        entry = self.queue.view.current_entry() if self.current is self.queue else None
        return None if entry is None else entry.row.number

    @property
    def ticket(self) -> Any:
        """The page of one ticket."""
        page: Any = self.page(TICKET)
        return page

    def page(self, name: str) -> QWidget:
        if name not in self._pages:
            self._keep(name, self._make(self, name))
        return self._pages[name]

    def go(self, name: str, part: str = "") -> None:
        """To a list of the queue or to a page of the desk, and there to a `part` of it."""
        of = getattr(self.current, "customer_here", None)
        self._trail.visit(Stop(name))
        self._show_page(name, part, of)

    def _show_page(self, name: str, part: str = "", of: str | None = None) -> None:
        """`of`: the customer (its id) of what was seen, whose report is shown then; None: as it was left."""
        name = self.queue.shelf.there(name)
        if name in self.queue.shelf.names:
            self.queue.show_view(name)
            self._turn(QUEUE, place=name)
            self.titled.emit(self.queue.shelf.title(name))
            self.queue.take_focus()
            return
        page = self.page(name)
        self._turn(name, place=_BESIDE.get(name, name))
        self.titled.emit(getattr(page, "title", "") or wording.page(name))
        if hasattr(page, "show_report"):
            page.show_report(of)
        if part and hasattr(page, "show_part"):
            page.show_part(part)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_ticket(self, number: int, *, instead: bool = False) -> bool:
        """Whether it could be. `instead`: in the place of the one that is seen, which is left out of the way back."""
        shown = self._show_ticket(number, self._list())
        if shown:
            self._trail.visit(Stop(TICKET, number), instead=instead)
        return shown

    def act_on(self, number: int, name: str) -> None:
        """Open a ticket and do it there; to no other one, where it cannot be opened."""
        if self.open_ticket(number):
            self.ticket.act(name)

    def explain(self, number: int, metric: "Metric", cycle: int) -> None:
        """Open a ticket, and "Why?" of one of its clocks."""
        if self.open_ticket(number):
            self.ticket.whys.open(metric, cycle=cycle)

    def _show_ticket(self, number: int, place: str) -> bool:
        was = self.current
        self._stack.setCurrentWidget(self.ticket)
        if not self.ticket.show_ticket(number):
            self._stack.setCurrentWidget(was)
            return False
        self._turn(TICKET, place=place)
        self.queue.select(number)
        self._show_position()
        self.opened.emit(number)
        return True

    def _list(self) -> str:
        """The place from which the ticket that is seen was opened."""
        return self._trail.place or View.ALL.value

    def back(self) -> None:
        """To where one was before; from the first page to the queue."""
        if not self._step(-1) and self._here not in self.queue.shelf.names:
            self.go(View.ALL.value)

    def forward(self) -> None:
        """To where one went back from."""
        self._step(1)

    def _step(self, by: int) -> bool:
        stop = self._trail.step(by)
        if stop is None:
            return False
        if stop.ticket is None:
            self._show_page(stop.place)
        else:
            self._show_ticket(stop.ticket, self._list())
        return True

    def step_typed(self, *, forth: bool) -> bool:
        """One edit back, or forth again, of what is not saved on the page that is seen. False: there is none."""
        return hasattr(self.current, "step_typed") and bool(self.current.step_typed(forth=forth))

    def act_on_customers(self, name: str) -> None:
        """One of the acts of the customers' page, from anywhere."""
        if self._here != "customers":
            self.go("customers")
        self.current.act(name)

    def act_on_agreements(self, name: str) -> None:
        if self._here != "agreements":
            self.go("agreements")
        self.current.act(name)

    @property
    def period_here(self) -> Period | None:
        """Of the report that is seen; None: none is."""
        return self.current.period if self._here == "reports" else None

    def act_on_reports(self, name: str) -> None:
        if self._here != "reports":
            self.go("reports")
        self.current.act(name)

    def open_agreement(self, name: str, version: int | None = None, part: str = "") -> None:
        """The page of agreements with this one, with the version and at the part of its text that are asked for."""
        self.go("agreements", name)
        if version is not None:
            self.current.editing.turn(name, version)
        if part:
            self.current.show_passage(part)

    def open_report(self, customer: str, month: Month) -> None:
        """Of a customer (its id)."""
        self.go("reports")
        self.current.show_period(customer, Period.of_month(month))

    def name_preparer(self) -> None:
        """Somebody else sits here: a report that is seen says so."""
        if self._here == "reports":
            self.current.refresh()

    def print_review(self, agreement: str) -> None:
        """The sheet to look back on it."""
        self.open_agreement(agreement)
        self.current.print_review()

    def review(self, name: str, trying: bool) -> None:
        """Of the agreement of that name; `trying`: what its draft would have made of it."""
        self.go("review", name)
        if trying:
            self.current.try_draft()

    def print_here(self) -> None:
        """What is seen, on paper."""
        page = self.current
        if hasattr(page, "print_report"):
            page.print_report()
        elif hasattr(page, "ask_sheet"):
            page.ask_sheet(self.print_sheet)
        elif hasattr(page, "sheet") and (sheet := page.sheet()) is not None:
            self.print_sheet(sheet)
        else:
            self.hinted.emit(wording.say("There is nothing to print here. Lists, tickets and reports can be printed."))

    def print_tickets(self, numbers: Sequence[int]) -> None:
        """Each on a sheet of its own, with what is internal: for the desk."""
        sheets = []
        for number in numbers:
            self.open_ticket(number)
            if self.here == TICKET and self.ticket.number == number:
                sheets.append(self.ticket.sheet_of(internal=True))
        self._on_paper().print_sheets(sheets, made_at=self.clock.now(), zone=self.engine.board.zone)

    def print_sheet(self, sheet: "Sheet") -> None:
        self._on_paper().print_sheet(sheet, made_at=self.clock.now(), zone=self.engine.board.zone)

    def _on_paper(self) -> "Paper":
        from ui.paper import Paper  # noqa: PLC0415 - documents are not needed to see a queue

        if self._paper is None:
            self._paper = Paper(self._stack, self.choose_printer)
            self._paper.printed.connect(self.told)
            self._paper.refused.connect(self.commands.refused)
        return self._paper

    def search_for(self, text: str) -> None:
        """Look for it in everything."""
        self.go("search")
        self.current.field.setText(text)

    def to_queue(self) -> None:
        """To the list that was seen last."""
        if self.current is not self.queue:
            self.go(self.queue.here)

    def read_again(self) -> None:
        """Somebody else wrote."""
        self.queue.reload()
        self.refresh_page()

    def refresh_page(self) -> None:
        """What the page that is seen shows has changed elsewhere."""
        if self.current is not self.queue and hasattr(self.current, "refresh"):
            self.current.refresh()

    def _keep(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        self._stack.addWidget(page)

    def _turn(self, page: str, *, place: str) -> None:
        self._here = place if page == QUEUE else page
        self._stack.setCurrentWidget(self.page(page))
        self.turned.emit(place)

    def walk(self, by: int) -> None:
        """From the ticket that is open to another one of the list: the next one, or the one before."""
        before, after, _, _ = self.queue.neighbours(self.ticket.number)
        wanted = before if by < 0 else after
        if wanted is not None:
            self.open_ticket(wanted, instead=True)

    def _show_position(self) -> None:
        if self._here == TICKET:
            _, _, place, count = self.queue.neighbours(self.ticket.number)
            self.ticket.show_position(place or None, count)
