"""Poses of the review of an agreement."""

from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import cycle

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.cushion import Cushion
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.domain.supplier import SupplierAgreement
from slaapp.engine import Engine
from slaapp.services import demo
from ui.main_window import MainWindow
from ui.shots.shot import settle
from ui.widgets.waiting import LONG_MS
from ui.wording import say

NAME = "Standard support"
ON_SUPPLIER = 2397


def note(engine: Engine) -> None:
    """As after a review a month ago."""
    now = demo.moment()
    for metric, severity, length in (
        (Metric.FIRST_RESPONSE, Severity.URGENT, 10 * MINUTE),
        (Metric.RESOLUTION, Severity.HIGH, 6 * HOUR),
        (Metric.RESOLUTION, Severity.NORMAL, 12 * HOUR),
    ):
        engine.wishes.wish(NAME, metric, severity, length, now=now)
    lengths = {Severity.URGENT: 4 * HOUR, Severity.HIGH: 8 * HOUR, Severity.NORMAL: 16 * HOUR}
    for name in ("Acme Telecom", "Printer Leasing Ltd"):
        engine.suppliers.agree(SupplierAgreement(name, 0, engine.hours().line.name, lengths), now=now)
    engine.desk.set_status(ON_SUPPLIER, Status.WAITING_THIRD_PARTY, supplier="Acme Telecom", at=now - 5400, now=now)
    decisions, before = engine.decisions, now - 30 * 24 * HOUR
    decisions.decide(NAME, "Talk about Saturdays with the schools", owner="Kim L.", due=date(2026, 3, 6), now=before)
    decisions.decide(NAME, "Ask Acme Telecom for 4 h when a line is down", owner="Sam R.", due=None, now=before)
    decisions.decide(NAME, "Print the pause rules on the customers’ card", owner="Ana P.", due=None, now=before)
    decisions.close(3, "On the card since March", now=now - 24 * HOUR)


def _review(window: MainWindow) -> None:
    window.go("review", NAME)
    settle()


def targets(window: MainWindow) -> None:
    _review(window)


@cache  # the same pose is known again
def part(place: int) -> Callable[[MainWindow], None]:
    def pose(window: MainWindow) -> None:
        _review(window)
        window.places.current.show_tab(place)

    return pose


def cushion(window: MainWindow) -> None:
    """Of a desk that lives on its margins."""
    part(2)(window)
    page = window.places.current
    shares = cycle(((41, 87), (0, 12), (63, 140), (8, 100)))
    gaps = tuple(
        replace(gap, cushion=Cushion(gap.cases, gap.cases // 7, *next(shares))) if gap.cushion else gap
        for gap in page.review.gaps
    )
    page.cushion.show_review(replace(page.review, gaps=gaps), editable=True)


def longer(window: MainWindow) -> None:
    part(3)(window)
    window.places.current.hours.run.click()
    settle()


def as_table(window: MainWindow) -> None:
    _review(window)
    window.places.current.turn()


def suppliers(window: MainWindow) -> None:
    part(5)(window)


def settings_suppliers(window: MainWindow) -> None:
    """Of one severity no length is typed."""
    window.go("settings", "suppliers")
    form = window.places.current.form
    form.names.setCurrentRow(0)
    form.lengths[Severity.LOW].setText("soon")
    form.save()


def ticket_on_supplier(window: MainWindow) -> None:
    window.open_ticket(ON_SUPPLIER)


def status_menu(window: MainWindow) -> None:
    ticket_on_supplier(window)
    window.places.ticket.properties.status.open_menu()


def more_suppliers(window: MainWindow) -> None:
    """More than there are figures for: the menu, and those behind its last line."""
    for number in range(2, 13):
        held = SupplierAgreement(f"Supplier {number}", 0, "Site hours", {Severity.HIGH: 8 * HOUR})
        window.commands.run(window.engine.suppliers.agree, held)
    status_menu(window)
    QTest.keyClick(window.places.ticket.properties.status.key_menu, Qt.Key.Key_0)


def what_if(window: MainWindow) -> None:
    """A draft that allows three quarters of the time."""
    draft = window.engine.agreements.begin(NAME, demo.moment())
    lengths = tuple(replace(one, allowed=one.allowed * 3 // 4 // MINUTE * MINUTE) for one in draft.targets)
    window.commands.run(window.engine.agreements.save, replace(draft, targets=lengths))
    _review(window)
    page = window.places.current
    page.show_tab(1)
    page.what_if.run.click()
    settle()


def what_if_before(window: MainWindow) -> None:
    _review(window)
    window.places.current.show_tab(1)


def what_if_tickets(window: MainWindow) -> None:
    what_if(window)
    window.places.current.what_if.view.segment("tickets").click()


def what_if_why(window: MainWindow) -> None:
    what_if_tickets(window)
    part = window.places.current.what_if
    part.ask_why(part.table.here)


def what_if_wrong(window: MainWindow) -> None:
    """A time that is none."""
    what_if(window)
    part = window.places.current.what_if
    part.also.click()
    part.opening.opens.setText("nine")
    part.run.click()


def decisions(window: MainWindow) -> None:
    targets(window)
    page = window.places.current
    page.show_tab(len(page.tabs.buttons) - 1)


def deciding(window: MainWindow) -> None:
    """What is to be done is not said yet."""
    decisions(window)
    page = window.places.current
    page.ask_decision()
    page.form.owner.setText("Kim L.")
    page.form.by.click()
    page.form.submit()


def closing(window: MainWindow) -> None:
    decisions(window)
    page = window.places.current
    next(iter(page.decisions.closing.values())).click()


def paper(window: MainWindow) -> None:
    targets(window)
    window.places.current.print_report()
    settle()


def waiting(window: MainWindow) -> None:
    """Of very many tickets."""
    targets(window)
    page = window.places.current
    page.work_out()
    page.job.stop()
    page.waiting.begin(say("Looking back"))
    QTest.qWait(LONG_MS + 100)
    page.waiting.show_part(38_000, 100_000)


def never_in_force(window: MainWindow) -> None:
    window.go("review", "Health and care")
    settle()


def nothing(window: MainWindow) -> None:
    """On a desk on which no ticket was logged yet."""
    window.go("review")
    settle()


def stopped(window: MainWindow) -> None:
    targets(window)
    window.places.current.waiting.cancelled.emit()
