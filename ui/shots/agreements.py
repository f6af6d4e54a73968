"""Poses of the page of agreements."""

from collections.abc import Callable
from datetime import date
from functools import cache

from msgspec.structs import replace

from slaapp.domain.agreement import EscalationStep, Meaning, Metric, Severity, StepAct, Tier, undated
from slaapp.domain.sections import Part
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.services import demo
from slaapp.services.desk import TicketDraft
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.shots.shot import settle
from ui.views.agreements.editing import Editing
from ui.views.agreements.severities import USUAL
from ui.widgets.scroll import ScrollArea


def drafting(window: MainWindow) -> Editing:
    """A draft without what another pose changed."""
    window.go("agreements")
    editing: Editing = window.places.current.editing
    if editing.editable:
        editing.discard()
    editing.begin()
    return editing


def agreements(window: MainWindow) -> None:
    """The draft of the next version, with a target that has to be corrected."""
    window.go("agreements")
    editing = window.places.current.editing
    editing.begin()
    editing.set_length(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC, 6 * HOUR)
    editing.set_length(Metric.RESOLUTION, Severity.HIGH, Tier.INTERNAL, 5 * HOUR)
    editing.set_length(Metric.UPDATE, Severity.NORMAL, Tier.INTERNAL, 9 * HOUR)
    editing.set_in_cell(Metric.FIRST_RESPONSE, Severity.URGENT, Tier.PUBLIC, goal=95)
    window.places.current.targets.grid.cells[Metric.FIRST_RESPONSE, Severity.URGENT, Tier.PUBLIC].entered.emit()


def trying(window: MainWindow) -> None:
    """Try it, with all four times."""
    agreements(window)
    page = window.places.current
    for severity in Severity:
        page.editing.set_length(Metric.NEXT_RESPONSE, severity, Tier.PUBLIC, 12 * HOUR + 30 * MINUTE)
        page.editing.set_length(Metric.NEXT_RESPONSE, severity, Tier.INTERNAL, 10 * HOUR)
    settle()
    (area,) = (held for held in page.findChildren(ScrollArea) if held.isAncestorOf(page.targets))
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


@cache  # the same pose is known again
def tab(place: int) -> Callable[[MainWindow], None]:
    def pose(window: MainWindow) -> None:
        agreements(window)
        page = window.places.current
        page.editing.set_length(Metric.UPDATE, Severity.NORMAL, Tier.INTERNAL, 8 * HOUR)
        page.show_tab(place)

    return pose


@cache  # the same pose is known again
def passage(part: str) -> Callable[[MainWindow], None]:
    """A part that the rules write, with words of one's own below."""

    def pose(window: MainWindow) -> None:
        tab(3)(window)
        page = window.places.current
        page.texts.turn(Part(part))
        page.texts.text.edit.setFocus()
        page.texts.text.setText(
            "**Outside these hours** {provider} answers:\n\n- calls about {goal_x}\n- fire\n\n"
            "| What | By whom |\n|---|---|\n| Power | Site office |\n| Water | **Caretaker** |"
        )

    return pose


def forcing(window: MainWindow) -> None:
    tab(0)(window)
    page = window.places.current
    page.put_in_force()
    page.forcing.reach.radio(True).click()
    wait_for_all()


def naming(window: MainWindow) -> None:
    """A name that is taken."""
    window.go("agreements")
    page = window.places.current
    page.start_adding()
    page.naming.name.setText("standard support")
    page.naming.act.click()


def comparing(window: MainWindow) -> None:
    agreements(window)
    window.places.current.compare()


def paper(window: MainWindow) -> None:
    window.go("agreements")
    window.places.current.print_report()
    settle()


def near(window: MainWindow) -> None:
    """Its last day is in 60 days."""
    held, now = window.engine.agreements, demo.moment()
    promised = held.one("Standard support", now).in_force
    assert promised is not None
    held.save(replace(undated(promised.agreement), version=promised.agreement.version + 1), now)
    held.put_in_force("Standard support", date(2026, 3, 11), last=date(2026, 5, 10), now=now)
    window.commands.elsewhere.emit()
    window.go("agreements")


def near_at_the_customer(window: MainWindow) -> None:
    near(window)
    window.toasts.clear()
    window.go("customers")


def signed(window: MainWindow) -> None:
    """Offered, signed by one, with the scans of two."""
    tab(4)(window)
    page, engine = window.places.current, window.engine
    page.editing.change(escalation=())
    page.signing.offer.click()
    customer = next(iter(page.signing.signers))
    page.signing.signers[customer][0].setText("A. Miller")
    page.signing.signers[customer][1].click()
    for whose, name in ((customer, "signed by A. Miller.pdf"), ("", "page 7, all signatures.png")):
        file = engine.files.take_in_bytes(b"%PDF-1.7" * 20_000, name)
        agreement = page.editing.agreement
        window.commands.attempt(engine.signed_copies.attach, agreement.name, agreement.version, file, customer=whose)
    page.signing.scans.attach.setFocus()


def escalation(window: MainWindow) -> None:
    """Steps, one of them for somebody who is not there."""
    tab(6)(window)
    editing = window.places.current.editing
    steps = (
        EscalationStep(Severity.URGENT, None, 50, StepAct.NOTIFY),
        EscalationStep(Severity.URGENT, Metric.RESOLUTION, 75, StepAct.ASSIGN, "Kim L."),
        EscalationStep(Severity.URGENT, Metric.RESOLUTION, 100, StepAct.SLIP),
        EscalationStep(Severity.HIGH, Metric.FIRST_RESPONSE, 90, StepAct.RAISE),
        EscalationStep(Severity.HIGH, None, 150, StepAct.NOTIFY, "Pat H."),
    )
    editing.change(escalation=steps)


def severities(window: MainWindow) -> None:
    """Words of one's own, and the matrix that proposes a severity."""
    tab(7)(window)
    editing = window.places.current.editing
    meanings = {
        **editing.agreement.meanings,
        Severity.URGENT: Meaning("Whole site, or a safety risk", ("Fire panel reports a fault", "No phones"), "P1"),
    }
    editing.change(meanings=meanings, matrix=USUAL)


def terminating(window: MainWindow) -> None:
    window.go("agreements")
    page = window.places.current
    page.show_tab(5)
    page.term.terminate.click()


def escalated(window: MainWindow) -> None:
    """What was reached is told, and stands on the ticket."""
    editing = drafting(window)
    steps = (
        EscalationStep(Severity.HIGH, Metric.FIRST_RESPONSE, 50, StepAct.ASSIGN, "Kim L."),
        EscalationStep(Severity.HIGH, Metric.FIRST_RESPONSE, 75, StepAct.SLIP),
    )
    editing.change(escalation=steps)
    now = editing.clock.now()
    window.commands.attempt(
        window.engine.agreements.put_in_force, editing.agreement.name, window.engine.hours().day_of(now)
    )
    draft = TicketDraft("Scanner in billing jams", Severity.HIGH, received_at=now - 50 * MINUTE)
    number, _ = window.commands.attempt(window.engine.desk.log, draft)
    window.escalation.beat(now + MINUTE)
    settle()
    window.open_ticket(number)
