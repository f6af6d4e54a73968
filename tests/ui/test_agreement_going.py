"""Whatever is wrong with a draft, "Go to field" leads to where it is mended, and the keyboard is there."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget

from slaapp.domain.agreement import Agreement, EscalationStep, Metric, Severity, StepAct, Target, Tier
from slaapp.domain.agreement_checks import Fault
from tests.ui.agreements_at_work import draft_page
from tests.ui.desk_at_work import DeskAtWork
from ui.main_window import MainWindow
from ui.views.agreements.page import AgreementsPage

Change = Callable[[Agreement], Agreement]
Field = Callable[[AgreementsPage], QWidget]
RESOLUTION, HIGH, URGENT = Metric.RESOLUTION, Severity.HIGH, Severity.URGENT


def allowing(metric: Metric, severity: Severity, tier: Tier, hours: int) -> Change:
    of = (metric, severity, tier)

    def change(held: Agreement) -> Agreement:
        targets = (
            replace(one, allowed=hours * 3600) if (one.metric, one.severity, one.tier) == of else one
            for one in held.targets
        )
        return replace(held, targets=tuple(targets))

    return change


def with_goal_of_all(held: Agreement) -> Agreement:
    def turned(one: Target) -> Target:
        return replace(one, goal=100) if (one.metric, one.severity) == (RESOLUTION, HIGH) else one

    return replace(held, targets=tuple(map(turned, held.targets)))


def cell(severity: Severity, tier: Tier) -> Field:
    return lambda page: page.targets.grid.cells[RESOLUTION, severity, tier].field.edit


STEP = EscalationStep(HIGH, RESOLUTION, 75, StepAct.ASSIGN, "Nobody known")
WRONG: dict[Fault, tuple[Change, Field]] = {
    Fault.INTERNAL_LATER: (allowing(RESOLUTION, HIGH, Tier.INTERNAL, 99), cell(HIGH, Tier.INTERNAL)),
    Fault.SLOWER_THAN_LESS_SEVERE: (allowing(RESOLUTION, URGENT, Tier.PUBLIC, 20), cell(URGENT, Tier.PUBLIC)),
    Fault.ANSWER_AFTER_SOLUTION: (
        allowing(Metric.FIRST_RESPONSE, HIGH, Tier.PUBLIC, 20),
        lambda page: page.targets.grid.cells[Metric.FIRST_RESPONSE, HIGH, Tier.PUBLIC].field.edit,
    ),
    Fault.GOAL_OF_ALL: (with_goal_of_all, lambda page: page.targets.cell_line.goal),
    Fault.NO_TARGETS: (
        lambda held: replace(held, targets=()),
        lambda page: page.targets.grid.cells[Metric.FIRST_RESPONSE, URGENT, Tier.PUBLIC].field.edit,
    ),
    Fault.NO_SUCH_CALENDAR: (
        lambda held: replace(held, calendar_by_severity={URGENT: "Nights"}),
        lambda page: page.hours.by_severity[URGENT],
    ),
    Fault.ENDS_BEFORE_IT_BEGINS: (
        lambda held: replace(held, valid_from=date(2026, 5, 1), valid_to=date(2026, 4, 1)),
        lambda page: page.term.days["valid_to"].edit,
    ),
    Fault.NOTICE_TOO_LATE: (
        lambda held: replace(
            held, valid_from=date(2026, 5, 1), valid_to=date(2027, 4, 30), notice_until=date(2027, 6, 1)
        ),
        lambda page: page.term.days["notice_until"].edit,
    ),
    Fault.NO_SUCH_PERSON: (
        lambda held: replace(held, escalation=(STEP,)),
        lambda page: page.escalation.lines[0].person,
    ),
}


@pytest.mark.parametrize("fault", WRONG)
def test_go_to_field_leads_there(work: DeskAtWork, window: MainWindow, fault: Fault) -> None:
    change, field = WRONG[fault]
    page = draft_page(window, tab=3)
    page.editing.keep(change(page.editing.agreement))
    QApplication.processEvents()
    finding = next(one for one in page.editing.findings if one.fault is fault)

    page.go_to_field(finding)

    held = QApplication.focusWidget()
    assert held is not None
    wanted = field(page)
    assert held is wanted or wanted.isAncestorOf(held)
    assert held.isVisible()


def test_of_holidays_that_are_missing_it_leads_to_the_business_hours(work: DeskAtWork, window: MainWindow) -> None:
    """A new desk knows those up to 2031."""
    page = draft_page(window, tab=0)
    page.editing.keep(replace(page.editing.agreement, valid_from=date(2032, 1, 1)))
    QApplication.processEvents()
    finding = next(one for one in page.editing.findings if one.fault is Fault.NO_HOLIDAYS)

    page.go_to_field(finding)

    assert window.places.here == "hours"


SHUT = "Shut"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda held: replace(held, calendar=SHUT), lambda page: page.targets.hours),
        (lambda held: replace(held, calendar_by_severity={URGENT: SHUT}), lambda page: page.hours.by_severity[URGENT]),
    ],
    ids=["of all", "of a severity"],
)
def test_of_hours_that_never_open_it_leads_to_where_they_were_chosen(
    work: DeskAtWork, window: MainWindow, change: Change, field: Field
) -> None:
    usual = work.engine.hours().line.versions[0][1]
    work.engine.calendars.add(SHUT, replace(usual, week=((),) * 7, special_days={}), now=work.clock.at)
    page = draft_page(window, tab=3)
    page.editing.keep(change(page.editing.agreement))
    QApplication.processEvents()
    (finding,) = (one for one in page.editing.findings if one.blocks)
    assert finding.fault is Fault.NEVER_OPENS
    banner = next(one for one in page.targets.banners if one.words.startswith("Shut never opens"))

    banner.button.click()

    held = QApplication.focusWidget()
    assert held is field(page)
    assert held.isVisible()


def test_each_kind_of_finding_is_led_to_somewhere() -> None:
    """Those of two claims are in test_claims."""
    assert set(Fault) - set(WRONG) == {Fault.NO_HOLIDAYS, Fault.CLAIMED_TWICE, Fault.NEVER_OPENS}
