"""Business hours in the window: drag, type, keys, holidays, the effect before saving, undo."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.calendar import Opening
from slaapp.domain.spans import HOUR as HOUR_S
from slaapp.domain.supplier import SupplierAgreement
from slaapp.domain.week import Block
from slaapp.services.effects import Effect
from slaapp.services.holiday_lists import with_day
from tests.ui.desk_at_work import HOSTILE, DeskAtWork
from tests.ui.window_at_work import press, window_over
from ui import theme
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.undo import Step
from ui.views.hours.forms import read_day
from ui.views.hours.grid import HOUR
from ui.views.hours.hints import Hints
from ui.views.hours.holidays import ITEM
from ui.views.hours.page import HoursPage
from ui.views.hours.words import firsts
from ui.widgets import painting
from ui.widgets.button import Button
from ui.window_state import WindowState, recall, remember

NAME = "Support hours"
OFFICE = Opening(540, 1020)


@pytest.fixture
def page(window: MainWindow) -> HoursPage:
    window.resize(1440, 870)
    window.go("hours")
    QApplication.processEvents()
    found = window.places.current
    assert isinstance(found, HoursPage)
    return found


def spot(page: HoursPage, day: int, minutes: int) -> QPoint:
    left, right = page.grid.column(day)
    return QPoint(round((left + right) / 2), round(minutes * page.grid.hour / 60))


def drag(page: HoursPage, qtbot: QtBot, begin: QPoint, end: QPoint) -> None:
    qtbot.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(page.grid, end)
    qtbot.mouseRelease(page.grid, Qt.MouseButton.LeftButton, pos=end)


def type_time(qtbot: QtBot, page: HoursPage, day: int, text: str, *, ends: bool = False) -> None:
    head = page.heads.days[day]
    edit = (head.ends if ends else head.begins).edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def week(page: HoursPage) -> tuple[tuple[Opening, ...], ...]:
    return page.editing.calendar.week


def save(page: HoursPage) -> None:
    """Ctrl+S, and what it does beside the window."""
    page.save_changes()
    settle()


def settle() -> None:
    wait_for_all()
    QApplication.processEvents()


def told(page: HoursPage, qtbot: QtBot) -> object:
    with qtbot.waitSignal(page.editing.told_effect, check_params_cb=lambda found: found is not None) as heard:
        pass
    return heard.args[0]


def test_hours_are_added_resized_and_moved_by_dragging(page: HoursPage, qtbot: QtBot) -> None:
    drag(page, qtbot, spot(page, 5, 600), spot(page, 5, 720))
    assert week(page)[5] == (Opening(600, 720),)
    drag(page, qtbot, spot(page, 5, 719), spot(page, 5, 779))
    assert week(page)[5] == (Opening(600, 780),)
    drag(page, qtbot, spot(page, 5, 601), spot(page, 5, 631))
    assert week(page)[5] == (Opening(630, 780),)
    drag(page, qtbot, spot(page, 5, 700), spot(page, 6, 760))
    assert week(page)[5:] == ((), (Opening(690, 840),))
    assert page.unsaved.text() == "Unsaved: Sun"
    assert page.editing.block == Block(6, Opening(690, 840))


def test_the_week_is_edited_by_keys_alone(page: HoursPage, qtbot: QtBot) -> None:
    assert page.grid.hasFocus()
    assert page.editing.block == Block(0, OFFICE)
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    assert week(page)[0] == (Opening(555, 1035),)
    qtbot.keyClick(page.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert week(page)[0] == (Opening(555, 1020),)
    qtbot.keyClick(page.grid, Qt.Key.Key_Insert)
    assert week(page)[0] == (Opening(555, 1020), Opening(1050, 1110))
    for _ in range(5):
        qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert week(page)[0] == (Opening(555, 1020),)
    assert week(page)[5] == (Opening(1050, 1110),)
    qtbot.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert week(page)[6] == (Opening(1050, 1110),)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert week(page)[6] == ()
    assert page.grid.accessibleDescription().endswith("a week.")


def test_a_block_that_is_moved_onto_another_day_joins_what_it_touches(page: HoursPage, qtbot: QtBot) -> None:
    page.editing.choose(Block(0, OFFICE))
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert week(page)[:2] == ((), (OFFICE,))


def test_tab_goes_through_the_blocks_and_out(page: HoursPage, qtbot: QtBot) -> None:
    for day in range(1, 5):
        qtbot.keyClick(page.grid, Qt.Key.Key_Tab)
        assert page.editing.block == Block(day, OFFICE)
    qtbot.keyClick(page.grid, Qt.Key.Key_Tab)
    assert not page.grid.hasFocus()


def test_times_are_typed_and_what_is_none_is_said(page: HoursPage, qtbot: QtBot) -> None:
    type_time(qtbot, page, 0, "730")
    type_time(qtbot, page, 0, "18.15", ends=True)
    assert week(page)[0] == (Opening(450, 1095),)
    type_time(qtbot, page, 1, "25:00", ends=True)
    head = page.heads.days[1]
    assert (week(page)[1], head.ends.text(), head.ends.wrong) == ((OFFICE,), "25:00", True)
    assert page.problem.accessibleName().startswith("Tuesday: “25:00” is no time of day such as 09:00.")
    page.grid.setFocus()
    save(page)
    assert head.ends.edit.hasFocus()
    assert page.editing.unsaved
    type_time(qtbot, page, 1, "16", ends=True)
    assert (week(page)[1], page.problem.isHidden()) == ((Opening(540, 960),), True)
    type_time(qtbot, page, 1, "02:00", ends=True)
    assert week(page)[1] == (Opening(540, 1560),)


def test_each_time_that_is_wrong_is_said_until_it_is_right(page: HoursPage, qtbot: QtBot) -> None:
    type_time(qtbot, page, 1, "25:00", ends=True)
    type_time(qtbot, page, 3, "noon")
    said = page.problem.accessibleName().splitlines()
    assert [words.split(":")[0] for words in said] == ["Tuesday", "Thursday"]
    type_time(qtbot, page, 3, "8")
    assert page.problem.accessibleName() == said[0]
    assert page.heads.days[1].ends.wrong


def test_a_wrong_time_goes_with_the_day_that_undo_closes(page: HoursPage, qtbot: QtBot) -> None:
    page.heads.days[5].open.click()
    type_time(qtbot, page, 5, "noon")
    page.editing.step(forth=False)
    assert (page.problem.accessibleName(), page.save.isEnabled(), page.discard.isHidden()) == ("", False, True)


def test_a_time_still_in_its_field_can_be_saved_and_discarded(page: HoursPage, work: DeskAtWork, qtbot: QtBot) -> None:
    assert not page.save.isEnabled()
    edit = page.heads.days[1].ends.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "13")
    assert (page.save.isEnabled(), page.discard.isHidden(), page.unsaved.text()) == (True, False, "Unsaved: Tue")
    assert page.effect.accessibleName() == "What is still being typed counts for nothing yet."
    page.discard.click()
    assert (edit.text(), page.save.isEnabled(), page.discard.isHidden()) == ("17:00", False, True)
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "13")
    page.save.click()
    qtbot.waitUntil(lambda: work.engine.calendars.one(NAME).newest.week[1] == (Opening(540, 780),))


def test_edits_that_are_not_saved_are_taken_back_and_done_again(
    page: HoursPage, window: MainWindow, work: DeskAtWork, qtbot: QtBot
) -> None:
    undo, redo = (window.actions_made[name].trigger for name in ("undo", "redo"))
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    page.holidays.add.click()
    form = page._days
    assert form is not None
    form.day.setText("24 Dec")
    form.take()
    edited = page.editing.calendar
    undo()
    assert (date(2026, 12, 24) in page.editing.calendar.holidays, week(page)[0]) == (False, (Opening(555, 1035),))
    undo()
    assert not page.editing.unsaved
    redo()
    redo()
    assert page.editing.calendar == edited
    page.discard.click()
    assert not page.editing.unsaved
    undo()
    assert page.editing.calendar == edited
    save(page)
    undo()
    assert work.engine.calendars.one(NAME).newest.week[0] == (OFFICE,)


def test_undo_in_a_field_is_the_pages_once_the_field_has_nothing_to_take_back(page: HoursPage, qtbot: QtBot) -> None:
    type_time(qtbot, page, 1, "13:00", ends=True)
    edit = page.heads.days[1].ends.edit
    assert edit.hasFocus()
    qtbot.keyClicks(edit, "9")
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(edit, Qt.Key.Key_Z, control)
    assert (edit.text(), week(page)[1]) == ("13:00", (Opening(540, 780),))
    edit.setModified(False)
    edit.setText("13:00")
    qtbot.keyClick(edit, Qt.Key.Key_Z, control)
    assert (edit.text(), week(page)[1]) == ("17:00", (OFFICE,))
    qtbot.keyClick(edit, Qt.Key.Key_Y, control)
    assert (edit.text(), week(page)[1]) == ("13:00", (Opening(540, 780),))


def test_the_first_of_two_parts_does_not_open_after_it_has_closed(page: HoursPage, qtbot: QtBot) -> None:
    """12:30 to 12:00 would be nearly a whole day."""
    parts = (Opening(540, 720), Opening(780, 1020))
    page.editing.change_week((parts, *week(page)[1:]), None)
    type_time(qtbot, page, 0, "12:30")
    assert week(page)[0] == parts
    assert page.heads.days[0].begins.wrong
    assert "closes at 12:00" in page.problem.accessibleName()


def test_a_day_is_closed_and_opens_again_as_it_was(page: HoursPage) -> None:
    tick = page.heads.days[2].open
    tick.click()
    assert week(page)[2] == ()
    tick.click()
    assert week(page)[2] == (OFFICE,)
    page.heads.days[5].open.click()
    assert week(page)[5] == (OFFICE,)


def test_a_day_opens_again_as_it_was_in_the_same_calendar(page: HoursPage, work: DeskAtWork) -> None:
    work.engine.calendars.add("Other", replace(page.editing.calendar, week=((),) * 7), now=work.clock.at)
    page.refresh()
    early = (Opening(450, 1020),)
    page.editing.change_week((early, *week(page)[1:]), None)
    tick = page.heads.days[0].open
    tick.click()
    page.show_part("Other")
    tick.click()
    assert week(page)[0] == (OFFICE,)
    tick.click()
    page.show_part(NAME)
    tick.click()
    assert week(page)[0] == early


def test_the_effect_is_told_before_saving_and_is_never_about_something_else(
    page: HoursPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    work.log("2026-03-10 10:00")
    type_time(qtbot, page, 1, "13:00", ends=True)
    assert "Working out" in page.effect.accessibleName()
    found = told(page, qtbot)
    assert isinstance(found, Effect)
    assert (found.later, found.earlier) == (1, 0)
    assert page.effect.accessibleName().startswith("1 open ticket is due later, by at most")
    assert [run.text for run in page.effect.runs if run.style == "prose_semi"] == ["1"]
    assert not page.show_tickets.isHidden()
    type_time(qtbot, page, 1, "14:00", ends=True)
    assert "Working out" in page.effect.accessibleName()
    assert page.show_tickets.isHidden()
    page.discard.click()
    assert page.effect.accessibleName().startswith("Nothing is changed.")
    assert not page.editing.unsaved


def test_saving_holds_from_today_and_is_undone(page: HoursPage, work: DeskAtWork, qtbot: QtBot) -> None:
    type_time(qtbot, page, 1, "13:00", ends=True)
    with qtbot.waitSignal(page.done) as heard:
        save(page)
    words, step = heard.args
    assert words == f"{NAME} saved, from today on."
    assert isinstance(step, Step)
    line = work.engine.calendars.one(NAME).line
    assert line.on(date(2026, 3, 3)).week[1] == (OFFICE,)
    assert line.on(date(2026, 3, 10)).week[1] == (Opening(540, 780),)
    assert not page.editing.unsaved
    forth = step.go()
    assert work.engine.calendars.one(NAME).newest.week[1] == (OFFICE,)
    assert week(page)[1] == (OFFICE,)
    forth.go()
    assert week(page)[1] == (Opening(540, 780),)


def test_while_it_is_saved_the_button_says_so_and_nothing_is_done_twice(
    page: HoursPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    type_time(qtbot, page, 1, "13:00", ends=True)
    said: list[object] = []
    page.done.connect(lambda words, _: said.append(words))

    page.save_changes()
    page.save_changes()
    page.editing.close_day(4)
    during = page.save.text(), page.save.isEnabled(), page.discard.isEnabled(), page.editing.step(forth=False)
    settle()

    assert during == ("Saving…", False, False, True)
    assert said == [f"{NAME} saved, from today on."]
    assert len(work.engine.calendars.one(NAME).line.versions) == 2
    assert (page.save.text(), page.editing.unsaved, week(page)[4]) == ("Save changes", False, (OFFICE,))


def test_saving_takes_the_time_that_is_still_in_its_field(page: HoursPage, work: DeskAtWork, qtbot: QtBot) -> None:
    edit = page.heads.days[0].begins.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "730")
    qtbot.keyClick(edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert work.engine.calendars.one(NAME).newest.week[0] == (Opening(450, 1020),)
    assert not page.editing.unsaved

    edit.selectAll()
    qtbot.keyClicks(edit, "noon")
    other = page.heads.days[1].ends.edit
    other.setFocus()
    other.selectAll()
    qtbot.keyClicks(other, "13:00")
    save(page)
    assert work.engine.calendars.one(NAME).newest.week[1] == (OFFICE,)
    assert edit.hasFocus()
    assert page.problem.accessibleName().startswith("Monday: ")
    qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(edit, "8")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    settle()
    assert work.engine.calendars.one(NAME).newest.week[:2] == ((Opening(480, 1020),), (Opening(540, 780),))


def test_a_block_whose_hours_were_undone_is_chosen_no_more(
    page: HoursPage, window: MainWindow, work: DeskAtWork, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    save(page)
    window.history.undo()
    assert page.editing.block is None
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert week(page) == work.engine.calendars.one(NAME).newest.week
    assert week(page)[:2] == ((OFFICE,), (OFFICE,))


def test_a_block_that_is_gone_while_it_is_dragged_is_let_go(page: HoursPage, work: DeskAtWork, qtbot: QtBot) -> None:
    qtbot.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=spot(page, 0, 700))
    newest = work.engine.calendars.one(NAME).newest
    other = replace(newest, week=((), *newest.week[1:]))
    work.engine.calendars.save(NAME, other, now=work.clock.at)
    page.refresh()
    qtbot.mouseMove(page.grid, spot(page, 0, 760))
    qtbot.mouseRelease(page.grid, Qt.MouseButton.LeftButton, pos=spot(page, 0, 760))
    assert (week(page)[0], page.editing.unsaved) == ((), False)


def test_a_change_may_hold_from_a_later_day(page: HoursPage, work: DeskAtWork, qtbot: QtBot) -> None:
    type_time(qtbot, page, 1, "13:00", ends=True)
    page.editing.hold_from(date(2026, 4, 1))
    save(page)
    line = work.engine.calendars.one(NAME).line
    assert [start for start, _ in line.versions][-1] == date(2026, 4, 1)
    assert page.versions.value == "from 1 Apr 2026"
    assert page.editing.first == date(2026, 4, 1)


def test_what_is_planned_stands_beside_what_holds(
    page: HoursPage, window: MainWindow, work: DeskAtWork, qtbot: QtBot
) -> None:
    assert page.versions.isHidden()
    april, ninth = date(2026, 4, 1), date(2026, 4, 9)
    type_time(qtbot, page, 1, "13:00", ends=True)
    page.editing.hold_from(april)
    save(page)
    page.versions.about_to_show.emit()
    offered = [action.text() for action in page.versions.menu.actions() if action.text()]
    assert offered == ["from 1 Apr 2026", "in force", "Remove what is planned"]
    page.editing.change(with_day(page.editing.calendar, ninth, "Founders"))
    page.versions.menu.actions()[1].trigger()
    assert (page.versions.value, week(page)[1], page.editing.unsaved) == ("in force", (OFFICE,), False)
    assert [day for day, _ in firsts(page.editing.today, page.editing.first, page.editing.ends)][-1] < april
    type_time(qtbot, page, 0, "730")
    save(page)
    line = work.engine.calendars.one(NAME).line
    assert (line.on(page.editing.today).week[0], line.on(april).week[1]) == (
        (Opening(450, 1020),),
        (Opening(540, 780),),
    )
    page.refresh()
    page.show_part(NAME)
    assert (page.versions.value, page.editing.unsaved) == ("from 1 Apr 2026", True)
    save(page)
    assert ninth in work.engine.calendars.one(NAME).line.on(ninth).holidays
    page.versions.about_to_show.emit()
    page.versions.menu.actions()[-1].trigger()
    assert len(work.engine.calendars.one(NAME).line.versions) == 2
    window.history.undo()
    assert work.engine.calendars.one(NAME).line.on(april).week[1] == (Opening(540, 780),)


def test_hours_that_are_over_are_only_looked_at(page: HoursPage, qtbot: QtBot) -> None:
    type_time(qtbot, page, 1, "13:00", ends=True)
    save(page)
    page.versions.about_to_show.emit()
    page.versions.menu.actions()[1].trigger()
    assert page.versions.value == "until 9 Mar 2026"
    assert page.effect.accessibleName() == "These hours are over. They stay as they were."
    assert page.heads.days[0].begins.edit.isReadOnly()
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    assert (week(page)[0], page.editing.unsaved, page.save.isEnabled()) == ((OFFICE,), False, False)


def test_what_is_not_saved_survives_leaving_the_page(page: HoursPage, window: MainWindow, qtbot: QtBot) -> None:
    type_time(qtbot, page, 1, "13:00", ends=True)
    type_time(qtbot, page, 3, "noon")
    window.go("all")
    window.go("hours")
    assert week(page)[1] == (Opening(540, 780),)
    assert page.heads.days[3].begins.text() == "noon"


def test_what_is_not_saved_comes_back_with_the_next_window(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as first:
        first.go("hours")
        type_time(qtbot, first.places.current, 0, "730")
    with window_over(work, qtbot, state_file=file) as second:
        second.go("hours")
        page = second.places.current
        assert (week(page)[0], page.editing.unsaved) == ((Opening(450, 1020),), True)
        save(page)
        assert work.engine.calendars.one(NAME).newest.week[0] == (Opening(450, 1020),)
    assert recall(file).hours == {}


def test_what_cannot_be_read_again_is_forgotten(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    remember(file, WindowState(hours={NAME: {"after": {"zone": "Moon"}}, "Gone": [1]}))
    with window_over(work, qtbot, state_file=file) as window:
        window.go("hours")
        assert not window.places.current.editing.unsaved


def test_what_others_saved_while_the_window_was_closed_is_told(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as first:
        first.go("hours")
        type_time(qtbot, first.places.current, 0, "730")
    newest = work.engine.calendars.one(NAME).newest
    work.engine.calendars.save(NAME, replace(newest, holidays={}), now=work.clock.at)
    told: list[str] = []
    with window_over(work, qtbot, state_file=file) as second:
        second.places.hinted.connect(told.append)
        second.go("hours")
        assert week(second.places.current)[0] == (Opening(450, 1020),)
    assert told == [f"{NAME} was changed elsewhere. Your changes are kept; saving puts them in its place."]


def test_what_others_save_meanwhile_is_told_and_nothing_typed_is_lost(
    page: HoursPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    type_time(qtbot, page, 1, "13:00", ends=True)
    edit = page.heads.days[3].begins.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "73")
    newest = work.engine.calendars.one(NAME).newest
    other = replace(newest, week=((), *newest.week[1:]))
    work.engine.calendars.save(NAME, other, now=work.clock.at)
    with qtbot.waitSignal(page.hinted) as heard:
        page.refresh()
    assert heard.args[0].startswith(f"{NAME} was changed elsewhere. Your changes are kept")
    assert edit.text() == "73"
    assert week(page)[:2] == ((OFFICE,), (Opening(540, 780),))
    qtbot.keyClicks(edit, "0")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert week(page)[3] == (Opening(450, 1020),)
    assert edit.text() == "07:30"


def test_no_name_of_a_holiday_and_no_hint_is_cut(page: HoursPage, window: MainWindow, qtbot: QtBot) -> None:
    names = {date(2026, 5, 1): "May Day", date(2026, 8, 31): "Late Summer Bank Holiday"}
    page.editing.change(replace(page.editing.calendar, holidays=names))
    page.holidays.show_year(2026)
    days, hints = page.holidays.days, page.findChildren(Hints)[0]

    def heights() -> list[int]:
        return [days.visualItemRect(days.item(row)).height() for row in range(days.count())]

    line = theme.px(ITEM)
    qtbot.waitUntil(lambda: heights() == [line, line + theme.line_height("body")])
    one = hints.height()
    theme.set_text_size(QApplication.instance(), 1.5)
    window.resize(1366, 870)
    qtbot.waitUntil(lambda: hints.height() == hints.heightForWidth(hints.width()) > 1.5 * one)
    assert (page.save.keys, page.save.text()) == ("", "Save")
    window.resize(1024, 640)
    assert hints.isHidden()


def test_a_day_in_parts_says_how_many(page: HoursPage) -> None:
    parts = (Opening(540, 720), Opening(780, 1020))
    page.editing.change_week((parts, *week(page)[1:]), None)
    shown = [day.parts.accessibleName() for day in page.heads.days if not day.parts.isHidden()]

    assert shown == ["2 parts"]


def test_the_year_without_holidays_is_warned_of(page: HoursPage) -> None:
    page.editing.change(replace(page.editing.calendar, holidays={date(2026, 12, 25): "Christmas Day"}))
    assert page.holidays.warning.accessibleName().startswith("No holidays for 2027 yet.")
    page.editing.change(replace(page.editing.calendar, week=((),) * 7))
    assert page.holidays.warning.accessibleName().startswith("These hours never open")
    assert "Never open" in page.words.text()


def test_what_is_warned_of_stands_below_the_last_holiday(page: HoursPage) -> None:
    panel = page.holidays
    page.editing.change(replace(page.editing.calendar, holidays={date(2026, 12, 25): "Christmas Day"}))
    QApplication.processEvents()
    assert panel.days.height() == theme.px(ITEM)
    assert panel.warning.y() - panel.days.geometry().bottom() <= 10

    many = {date(2026, month, day): "Day off" for month in range(1, 13) for day in (1, 2, 3)}
    page.editing.change(replace(page.editing.calendar, holidays=many))
    QApplication.processEvents()
    assert panel.days.verticalScrollBar().maximum() > 0
    assert panel.warning.geometry().bottom() <= panel.rect().bottom()


def test_days_are_added_changed_and_removed(page: HoursPage, qtbot: QtBot) -> None:
    page.holidays.show_year(2026)
    page.holidays.add.click()
    form = page._days
    assert form is not None
    form.day.setText("the day after")
    form.take()
    assert form.problem.accessibleName() == "This is no day. Write it as 24 Dec 2026 or 2026-12-24."
    form.day.setText("24 Dec")
    form.name.setText("Christmas Eve")
    form.hours.setText("12")
    form.take()
    assert page.editing.calendar.special_days == {date(2026, 12, 24): (Opening(540, 720),)}
    texts = [page.holidays.days.item(row).text() for row in range(page.holidays.days.count())]
    assert "Christmas Eve" in texts
    page.holidays.days.setCurrentRow(texts.index("Christmas Eve"))
    qtbot.keyClick(page.holidays.days, Qt.Key.Key_Delete)
    assert not page.editing.unsaved


def test_a_new_day_half_typed_waits_while_another_is_changed(page: HoursPage) -> None:
    christmas = date(2026, 12, 25)
    page.editing.change(replace(page.editing.calendar, holidays={christmas: "Christmas"}))
    page.ask_day()
    form = page._days
    assert form is not None
    form.name.setText("Stocktak")
    form.left.emit()

    page.ask_day(christmas)
    form.name.setText("Christmas Day")
    form.take()
    page.ask_day()

    assert (form.day.text(), form.name.text()) == ("", "Stocktak")
    assert page.editing.calendar.holidays == {christmas: "Christmas Day"}


def test_a_name_half_typed_waits_for_the_hours_it_is_of(page: HoursPage) -> None:
    page.chip.start_adding()
    form = page.chip._naming
    assert form is not None
    form.name.setText("Site h")
    form.left.emit()
    page.chip.start_renaming()
    renamed = form.name.text()
    form.left.emit()
    page.chip.start_adding()

    assert (renamed, form.name.text()) == (page.editing.name, "Site h")
    form.take()
    page.chip.start_adding()
    assert form.name.text() == ""


def test_a_short_day_of_two_parts_keeps_them_under_another_name(page: HoursPage) -> None:
    day, parts = date(2026, 3, 28), (Opening(600, 720), Opening(780, 840))
    page.editing.change(replace(page.editing.calendar, special_days={day: parts}, special_names={day: "Stocktaking"}))
    page.ask_day(day)
    form = page._days
    assert form is not None
    assert form.act.width() >= form.act.sizeHint().width(), "the words have room beside their keys"
    form.name.setText("Stock taking")
    form.take()
    calendar = page.editing.calendar
    assert (calendar.special_days, calendar.special_names) == ({day: parts}, {day: "Stock taking"})


def test_the_list_of_the_year_that_lacks_one_is_a_press_away(page: HoursPage) -> None:
    page.editing.change(replace(page.editing.calendar, holidays={date(2026, 12, 25): "Christmas Day"}))
    assert page.holidays.warning.load.text() == "Load 2027"
    page.holidays.warning.load.click()
    form = page._lists
    assert form is not None
    form.show_country("GB")
    form.take()
    assert date(2027, 12, 25) in page.editing.calendar.holidays
    assert page.holidays.warning.isHidden()


def test_a_yearly_day_is_moved_and_removed_for_all_its_years(page: HoursPage) -> None:
    before = page.editing.calendar
    page.editing.change(with_day(before, date(2026, 7, 6), "Stocktaking", 720, yearly=True))
    page.ask_day(date(2026, 7, 6))
    form = page._days
    assert form is not None
    form.day.setText("7 July")
    form.yearly.setChecked(True)
    form.take()
    assert {(day.month, day.day) for day in page.editing.calendar.special_days} == {(7, 7)}
    page.ask_day(date(2026, 7, 7))
    assert not form.remove.isHidden()
    form.yearly.setChecked(True)
    form.remove.click()
    assert page.editing.calendar == before
    assert not form.isVisible()
    page.ask_day()
    assert form.remove.isHidden()


def test_a_day_that_is_over_is_not_added(page: HoursPage) -> None:
    page.ask_day()
    form = page._days
    assert form is not None
    form.day.setText("2 March")
    form.take()
    assert form.problem.accessibleName() == "This day is over and stays as it was. Choose a day that comes."
    form.yearly.setChecked(True)
    form.take()
    assert date(2027, 3, 2) in page.editing.calendar.holidays


def test_dragging_brings_what_is_dragged_to_into_sight(page: HoursPage, qtbot: QtBot) -> None:
    bar = page._area.verticalScrollBar()
    qtbot.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=spot(page, 0, 1019))
    qtbot.mouseMove(page.grid, spot(page, 0, 1500))
    assert bar.value() == bar.maximum()
    qtbot.mouseRelease(page.grid, Qt.MouseButton.LeftButton, pos=spot(page, 0, 1500))
    assert week(page)[0] == (Opening(540, 1500),)


def test_menus_say_what_is_not_saved(page: HoursPage, work: DeskAtWork, qtbot: QtBot) -> None:
    work.engine.calendars.add("Other", page.editing.calendar, now=work.clock.at)
    type_time(qtbot, page, 1, "13:00", ends=True)
    page.refresh()
    page.show_part("Other")
    page.chip.about_to_show.emit()
    assert [action.text() for action in page.chip.menu.actions()][:2] == ["Other", f"{NAME}, not saved"]


def test_a_short_day_that_is_moved_keeps_its_hours(page: HoursPage) -> None:
    day, parts = date(2026, 3, 28), (Opening(600, 720), Opening(780, 840))
    page.editing.change(replace(page.editing.calendar, special_days={day: parts}))
    page.ask_day(day)
    form = page._days
    assert form is not None
    assert form.hours.text() == "10:00 – 12:00, 13:00 – 14:00"
    form.day.setText("29 Mar")
    form.take()
    assert page.editing.calendar.special_days == {date(2026, 3, 29): parts}
    page.ask_day(date(2026, 3, 29))
    form.hours.setText("9-11")
    form.take()
    assert page.editing.calendar.special_days == {date(2026, 3, 29): (Opening(540, 660),)}


def test_a_short_day_that_never_opens_is_said(page: HoursPage) -> None:
    page.ask_day()
    form = page._days
    assert form is not None
    form.day.setText("2026-03-28")
    form.hours.setText("12:00")
    form.take()
    assert form.problem.accessibleName().startswith("Nothing is open on that day before 12:00.")
    assert (form.isVisible(), form.hours.text(), page.editing.unsaved) == (True, "12:00", False)
    form.yearly.setChecked(True)
    form.take()
    assert page.editing.calendar.special_days[date(2029, 3, 28)] == (Opening(540, 720),)


def test_a_day_that_was_not_changed_after_all_is_not_taken_for_a_new_one(page: HoursPage) -> None:
    page.editing.change(replace(page.editing.calendar, holidays={date(2026, 12, 25): "Christmas Day"}))
    page.ask_day(date(2026, 12, 25))
    form = page._days
    assert form is not None
    form.yearly.setChecked(True)
    form.cancel.click()
    page.ask_day()
    assert (form.day.text(), form.name.text(), form.hours.text(), form.yearly.isChecked()) == ("", "", "", False)
    form.name.setText("Boxing Day")
    form.cancel.click()
    page.ask_day()
    assert form.name.text() == "Boxing Day"


def test_lists_are_loaded_from_a_country_and_a_file(page: HoursPage, tmp_path: Path) -> None:
    page.holidays.show_year(2035)
    page.holidays.load.click()
    form = page._lists
    assert form is not None
    form.show_country("GB")
    form._choose_part("SCT")
    form.take()
    assert page.editing.calendar.holidays[date(2035, 1, 2)] == "New Year Holiday"
    file = tmp_path / "days.ics"
    file.write_text("nothing")
    page.holidays.load.click()
    form.read_file(file)
    assert "no calendar" in form.problem.accessibleName()
    file.write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20350704\nSUMMARY:Our day\nEND:VEVENT\nEND:VCALENDAR")
    form.read_file(file)
    assert page.editing.calendar.holidays[date(2035, 7, 4)] == "Our day"
    form.read_file(tmp_path / "none.ics")
    assert "could not be read" in form.problem.accessibleName()


def test_hours_may_be_those_of_another_zone(page: HoursPage, window: MainWindow, qtbot: QtBot) -> None:
    page.chip.about_to_show.emit()
    zone = next(action for action in page.chip.menu.actions() if action.text().startswith("Time zone: "))
    zone.trigger()
    press(qtbot, window, "new york", Qt.Key.Key_Return)
    assert page.editing.calendar.zone == "America/New_York"
    assert page.words.text().endswith("Times of America/New_York.")
    assert page.unsaved.text() == "Unsaved: time zone"


def test_hours_that_a_supplier_counts_by_say_so_and_why_they_stay(
    page: HoursPage, work: DeskAtWork, window: MainWindow
) -> None:
    work.engine.calendars.add("Telco", page.editing.kept.newest, now=work.clock.at)
    telco = SupplierAgreement("Acme", 0, "Telco", {Severity.HIGH: HOUR_S})
    work.engine.suppliers.agree(telco, now=work.clock.at)
    page.refresh()
    page.show_part("Telco")
    assert page.chip.accessibleName() == "Telco, used by 1 supplier"
    refused: list[str] = []
    window.commands.refused.connect(refused.append)
    page.chip.about_to_show.emit()
    remove = next(action for action in page.chip.menu.actions() if action.text() == "Remove")
    assert remove.isEnabled()
    remove.trigger()
    assert refused == ["Nothing was removed: Telco is used by Acme. Choose other hours there first."]


def test_a_day_that_was_closed_opens_as_it_was_also_under_another_name(page: HoursPage, qtbot: QtBot) -> None:
    early = (Opening(450, 1020),)
    page.editing.change_week((early, *week(page)[1:]), None)
    tick = page.heads.days[0].open
    tick.click()
    page.chip.start_renaming()
    form = page.chip._naming
    assert form is not None
    form.name.setText("Site hours")
    form.take()
    tick.click()
    assert (page.editing.name, week(page)[0]) == ("Site hours", early)


def test_calendars_are_copied_renamed_and_removed(page: HoursPage, work: DeskAtWork, qtbot: QtBot) -> None:
    page.chip.start_adding(copy=True)
    form = page.chip._naming
    assert form is not None
    form.name.setText(NAME.upper())
    form.take()
    assert "named Support hours already" in form.problem.accessibleName()
    form.name.setText("Weekend")
    form.take()
    assert page.editing.name == "Weekend"
    type_time(qtbot, page, 1, "13:00", ends=True)
    page.chip.start_renaming()
    form.name.setText("Week end")
    form.take()
    assert page.editing.name == "Week end"
    assert week(page)[1] == (Opening(540, 780),)
    page.chip.remove()
    assert [held.name for held in work.engine.calendars.every()] == [NAME]
    assert page.editing.name == NAME


def test_a_refused_rename_leaves_to_each_calendar_its_own_changes(
    page: HoursPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    work.engine.calendars.add("Other", page.editing.calendar, now=work.clock.at)
    page.refresh()
    page.show_part("Other")
    type_time(qtbot, page, 1, "13:00", ends=True)
    page.show_part(NAME)
    page.chip.start_renaming()
    form = page.chip._naming
    assert form is not None
    form.name.setText("Other")
    form.take()
    assert "named Other already" in form.problem.accessibleName()
    assert (page.editing.name, page.editing.unsaved) == (NAME, False)
    page.refresh()
    page.show_part("Other")
    assert week(page)[1] == (Opening(540, 780),)


def test_the_table_says_what_the_picture_shows(page: HoursPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_T)
    assert page.shows_table
    rows = [[page.table.item(row, at).text() for at in range(3)] for row in range(8)]
    assert rows[0] == ["Week", "Monday", "09:00 – 17:00, 8\u202fh"]
    assert rows[5] == ["Week", "Saturday", "closed"]
    assert rows[7] == ["Week", "Together", "40\u202fh"]
    page.editing.change(with_day(page.editing.calendar, date(2031, 7, 4), "Founders"))
    page.holidays.show_year(2031)
    assert "Founders" in [page.table.item(row, 1).text() for row in range(page.table.rowCount())]
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    assert page.grid.hasFocus()


def test_hostile_names_are_shown_as_they_are(page: HoursPage, work: DeskAtWork) -> None:
    newest = work.engine.calendars.one(NAME).newest
    hostile = HOSTILE.replace("\x07", "").replace("\t", " ")
    work.engine.calendars.add(hostile, newest, now=work.clock.at)
    page.refresh()
    page.show_part(hostile)
    QApplication.processEvents()
    assert page.editing.name == hostile
    assert page.width() <= page.window().width()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("24 Dec 2027", date(2027, 12, 24)),
        ("24 december", date(2026, 12, 24)),
        ("24.12.", date(2026, 12, 24)),
        ("24/12/2026", date(2026, 12, 24)),
        ("29 Feb", None),
        ("Ma 3", None),
        ("3 Ma", None),
        ("soon", None),
        ("", None),
        ("1 Jan 99999", None),
    ],
)
def test_days_are_read_as_one_types_them(text: str, day: date | None) -> None:
    assert read_day(text, 2026) == day


def test_with_large_text_on_a_small_screen_most_of_a_day_is_seen(page: HoursPage, window: MainWindow) -> None:
    theme.set_text_size(QApplication.instance(), 1.5)  # type: ignore[arg-type]
    window.resize(1366, 738)
    QApplication.processEvents()

    assert page._area.viewport().height() >= 8 * page.grid.hour
    assert page.grid.hour < theme.px(HOUR)
    assert page.words.text().endswith(" 40\u202fh a week.")
    assert not page.sum.isVisible()
    (button,) = [held for held in page.findChildren(Button) if held.text() == "As a table" and held.isVisible()]
    button.click()
    assert page.shows_table


def test_an_hour_is_as_high_as_ever_where_there_is_room(page: HoursPage) -> None:
    assert page.grid.hour == HOUR
    assert page.sum.text() == "40\u202fh a week"
    assert page.sum.isVisible()


def test_hours_are_dragged_where_they_are_seen_however_low_they_are(
    page: HoursPage, window: MainWindow, qtbot: QtBot
) -> None:
    theme.set_text_size(QApplication.instance(), 1.5)  # type: ignore[arg-type]
    window.resize(1366, 738)
    QApplication.processEvents()
    assert page.grid.hour < theme.px(HOUR)

    drag(page, qtbot, spot(page, 5, 600), spot(page, 5, 720))
    assert week(page)[5] == (Opening(600, 720),)


@pytest.mark.parametrize("width", [420, 560, 760])
def test_no_time_in_the_week_is_cut(page: HoursPage, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    said: list[tuple[str, float, float]] = []

    def text(
        _painter: object, words: str, style: str, _ink: object, _x: float, _y: float, room: float = 0, **_: object
    ) -> float:
        said.append((words, theme.metrics(style).horizontalAdvance(words), room))
        return 0.0

    monkeypatch.setattr(painting, "text", text)
    page.grid.resize(width, page.grid.height())
    page.grid.render(QPixmap(page.grid.size()), QPoint())

    assert any("17:00" in words and room for words, _, room in said)
    assert [words for words, wide, room in said if room and wide > room] == []
