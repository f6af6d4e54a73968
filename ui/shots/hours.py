"""Poses of the page of business hours."""

from datetime import date

from msgspec.structs import replace

from slaapp.domain import week
from slaapp.domain.calendar import Opening
from slaapp.domain.week import Block
from slaapp.services.holiday_lists import with_day
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.shots.shot import settle


def unsaved(window: MainWindow) -> None:
    """A break on Thursdays that is not saved yet."""
    window.go("hours")
    page = window.places.current
    editing = page.editing
    thursday = (Opening(450, 720), Opening(750, 1080))
    calendar = with_day(editing.calendar, date(2026, 12, 24), "Christmas Eve", 720)
    editing.change(replace(calendar, week=week.with_day(calendar.week, 3, thursday)))
    editing.choose(Block(3, thursday[1]))
    page.focus_here()
    wait_for_all()


def as_table(window: MainWindow) -> None:
    unsaved(window)
    window.places.current.turn()


def without_holidays(window: MainWindow) -> None:
    window.go("hours")
    window.places.current.holidays.show_year(2035)
    window.places.current.focus_here()
    wait_for_all()


def a_day(window: MainWindow) -> None:
    unsaved(window)
    window.places.current.ask_day(date(2026, 12, 24))


def a_list(window: MainWindow) -> None:
    unsaved(window)
    window.places.current.ask_list(2027)


def wrong(window: MainWindow) -> None:
    """A time that is none."""
    window.go("hours")
    page = window.places.current
    field = page.heads.days[1].ends
    field.setText("25:00")
    field.edit.setFocus()
    field.edit.editingFinished.emit()


def naming(window: MainWindow) -> None:
    window.go("hours")
    window.places.current.chip.start_adding()


def planned(window: MainWindow) -> None:
    """Longer hours that are planned, without holidays for next year, and a change of them that is not saved."""
    window.go("hours")
    page = window.places.current
    editing = page.editing
    holidays = {day: name for day, name in editing.calendar.holidays.items() if day.year == 2026}
    saturday = week.with_day(editing.calendar.week, 5, (Opening(540, 720),))
    editing.change(replace(editing.calendar, week=saturday, holidays=holidays))
    editing.hold_from(date(2026, 4, 1))
    page.save_changes()
    settle()
    window.toasts.drop("done")
    unsaved(window)
