"""What if, in the window: the same figures as the command, tickets and their "Why?" a key away, wrong hours said."""

import json

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from slaapp.cli import main
from slaapp.commands.what_if import table
from slaapp.domain.agreement import Agreement, Metric, Severity, Tier
from slaapp.domain.clock import Verdict
from slaapp.domain.spans import MINUTE
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.test_review_page import NAME, page
from tests.ui.window_at_work import press, ringed
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.views.review.page import ReviewPage
from ui.views.review.what_if import WhatIfPart
from ui.widgets.runs import plain

__all__ = ["page"]


@pytest.fixture
def draft(work: DeskAtWork) -> Agreement:
    """High is answered within half an hour: of the two tickets one took longer."""
    begun = work.engine.agreements.begin(NAME, work.clock.now())
    wanted = (Metric.FIRST_RESPONSE, Severity.HIGH, Tier.PUBLIC)
    made = replace(
        begun,
        targets=tuple(
            replace(one, allowed=30 * MINUTE) if (one.metric, one.severity, one.tier) == wanted else one
            for one in begun.targets
        ),
    )
    work.engine.agreements.save(made, now=work.clock.now())
    return made


@pytest.fixture
def part(draft: Agreement, page: ReviewPage, qtbot: QtBot) -> WhatIfPart:
    """Worked out. From a draft one comes to it at once."""
    assert page.tabs.buttons[1].isChecked()
    with qtbot.waitSignal(page.what_if.made):
        page.what_if.run.click()
    return page.what_if


def test_the_draft_is_chosen_and_its_figures_are_those_of_the_command(
    part: WhatIfPart, work: DeskAtWork, capsys: pytest.CaptureFixture[str]
) -> None:
    assert part.version.value == "v2 draft"
    assert part.result is not None
    wait_for_all()

    store, now = str(work.engine.store), "2026-03-10T11:30:00Z"
    assert main(["--store", store, "whatif", NAME, "--json", "--now", now], lambda *_: 1) == 0

    told = json.loads(capsys.readouterr().out)
    shown = table(part.result)
    for side in (told, shown):
        del side["received_until"]
    assert shown == told
    assert [(flip.was, flip.now) for flip in part.result.flips if flip.tier is Tier.PUBLIC] == [
        (Verdict.MET, Verdict.BREACHED)
    ]
    assert part.words.text().startswith("Public clocks that would be late: 1; that would no longer be: 0.")


def test_a_ticket_that_flips_is_opened_and_explained_by_keyboard(
    part: WhatIfPart, window: MainWindow, qtbot: QtBot
) -> None:
    assert part.view.segment("tickets").text() == "Clocks 1"
    part.view.segment("tickets").click()
    assert part.table.hasFocus()
    assert ringed(part.table) == [0]
    assert part.table.model().index(0, 4).data() == "met → late by 10\u202fm"

    press(qtbot, window, "w")
    assert part.why is not None
    assert part.why.isVisible()
    assert part.why.ledger is not None
    assert (part.why.ledger.version, part.why.ledger.reading.late) == (2, 10 * MINUTE)
    assert plain(part.why.sentence.runs).startswith("What if v2 had governed it? It was 10\u202fm late. ")
    part.why.copy_text()
    assert "what if v2 had governed it" in QGuiApplication.clipboard().text().splitlines()[0]
    press(qtbot, window, Qt.Key.Key_Escape)

    press(qtbot, window, Qt.Key.Key_Return)
    assert window.places.here == "ticket"
    window.places.back()
    assert part.result is not None, "it is still there when one comes back"


def test_the_rules_of_why_are_read_in_the_help_and_back_is_the_review(
    part: WhatIfPart, page: ReviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    part.view.segment("tickets").click()
    press(qtbot, window, "w", Qt.Key.Key_F1)

    assert window.places.here == "help"
    assert window.places.current.here[0] == "rules"
    window.places.back()
    assert window.places.current is page
    assert part.result is not None


def test_a_time_that_is_none_is_said_at_its_field(part: WhatIfPart, qtbot: QtBot) -> None:
    part.also.click()
    part.opening.opens.setText("nine")
    part.run.click()

    assert part.opening.opens.wrong
    assert part.opening.opens.edit.hasFocus()
    assert part.problem.accessibleName() == "“nine” is no time of day such as 09:00. Nothing was worked out."
    assert part.opening.opens.text() == "nine"

    part.opening.opens.setText("9")
    with qtbot.waitSignal(part.made):
        qtbot.keyClick(part.opening.opens.edit, Qt.Key.Key_Return)
    assert part.problem.isHidden()


def test_another_version_or_other_months_are_worked_out_anew(part: WhatIfPart, page: ReviewPage, qtbot: QtBot) -> None:
    part.version._chose(1)
    assert part.result is None
    assert part.words.text().startswith("What this version would have made")

    with qtbot.waitSignal(part.made):
        part.run.click()
    assert part.result is not None
    assert part.result.flips == ()

    page.months._chose(3)
    assert part.result is None


def test_it_can_be_stopped_and_the_window_closed_meanwhile(part: WhatIfPart, window: MainWindow) -> None:
    part.run.click()
    part.waiting.cancelled.emit()
    assert part.words.text() == "Stopped. Nothing was worked out."

    part.run.click()
    window.close()
    part.deleteLater()
    assert wait_for_all(10)
