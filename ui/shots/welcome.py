"""Poses of the first questions to a new desk."""

from collections.abc import Callable
from functools import cache

from ui.main_window import MainWindow
from ui.views.welcome.hours import HoursStep
from ui.views.welcome.welcome import Welcome


@cache  # the same pose is known again
def first_run(step: int) -> Callable[[MainWindow], None]:
    def pose(window: MainWindow) -> None:
        answers = {"name": "Site IT desk", "me": "Sam R.", "people": ["Kim L.", "Alex M.", "Jo T."], "step": step}
        week = {day: [["07:30", "18:00"]] for day in ("mon", "tue", "wed", "thu")} | {"fri": [["07:30", "16:00"]]}
        window.state.first_run = {**answers, "week": week}
        window.welcome()

    return pose


def first_run_wrong(window: MainWindow) -> None:
    first_run(1)(window)
    page = window.findChild(Welcome)
    assert isinstance(page, Welcome)
    hours = page.steps[1]
    assert isinstance(hours, HoursStep)
    hours.days[2].begins.setText("half nine")
    page.go_on.click()
