"""Recurring tickets: each once, when planned or as soon as somebody is there, told by stories."""

from pathlib import Path

import pytest

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import Noted, NotMeasuredReason, Received
from slaapp.domain.recurrence import Every, Schedule, WhenClosed
from slaapp.engine import Engine
from slaapp.services.recurrence_data import Recurrence
from slaapp.services.recurring import MOST_AT_ONCE, CatchUp, Ran
from slaapp.services.templates import Template
from tests.services.conftest import Work, at

MONDAYS = Schedule(every=Every.WEEK, weekday=0, minute=8 * 60)
DAILY = Schedule(every=Every.WORKING_DAY, minute=8 * 60)


def plan(
    desk: Work, schedule: Schedule = MONDAYS, *, name: str = "Weekly backup check", when: str = "02-25 12:00"
) -> Recurrence:
    templates = desk.engine.templates
    if not templates.every():
        template = Template(
            "Backup check",
            "Check the backups",
            Severity.HIGH,
            notes="The log is on the server.",
            tags=("backup",),
            checklist=("Read the log", "Restore one file"),
        )
        templates.save(template, now=at(when))
    held = Recurrence(name, templates.named("Backup check").id, schedule)
    id_, _ = desk.engine.recurring.save(held, now=at(when))
    return desk.engine.recurring.named(id_)


def run(desk: Work, when: str, missed: CatchUp = CatchUp.ASK) -> Ran:
    return desk.engine.recurring.run(now=at(when), missed=missed)[0]


def planned(desk: Work) -> list[int]:
    """When the tickets that are there were planned, by number."""
    return [row.planned_at for row in sorted(desk.engine.board.rows(), key=lambda row: row.number) if row.planned_at]


def test_it_is_created_at_its_time_and_not_before(desk: Work) -> None:
    plan(desk)

    assert desk.engine.recurring.next_at(at("02-25 12:00")) == at("03-02 08:00")
    assert run(desk, "03-02 07:59:59") == Ran()
    ran = run(desk, "03-02 08:00")

    page = desk.engine.pages.page(ran.numbers[0], now=at("03-02 08:00"))
    assert (page.subject, page.severity, page.status) == ("Check the backups", Severity.HIGH, Status.NEW)
    assert page.received_at == page.planned_at == at("03-02 08:00")
    assert Metric.FIRST_RESPONSE not in {view.clock.metric for view in page.clocks}
    notes = [entry.event.text for entry in page.entries if isinstance(entry.event, Noted)]
    assert notes == ["The log is on the server."]
    received = page.entries[0].event
    assert isinstance(received, Received)
    assert not received.text


def test_it_is_created_once(desk: Work) -> None:
    plan(desk)
    run(desk, "03-02 08:00")

    assert run(desk, "03-02 08:00") == run(desk, "03-02 09:00") == run(desk, "03-09 07:59") == Ran()
    assert run(desk, "03-09 08:00").numbers


def test_after_days_of_being_closed_each_missed_one_is_received_now_and_says_when_it_was_planned(desk: Work) -> None:
    plan(desk)

    ran = run(desk, "03-18 11:00")

    assert planned(desk) == [at("03-02 08:00"), at("03-09 08:00"), at("03-16 08:00")]
    assert {row.received_at for row in desk.engine.board.rows()} == {at("03-18 11:00")}
    assert (len(ran.numbers), ran.oldest_at) == (3, at("03-02 08:00"))
    assert desk.sound()


def test_too_many_missed_ones_wait_until_somebody_has_said_so(desk: Work) -> None:
    plan(desk, DAILY)

    ran = run(desk, "04-01 09:00")

    assert (ran.numbers, ran.waiting, ran.oldest_at) == ((), 25, at("02-26 08:00"))
    assert ran.waiting > MOST_AT_ONCE
    assert len(run(desk, "04-01 09:00", CatchUp.ALL).numbers) == 25
    assert run(desk, "04-01 09:00") == Ran()


def test_only_the_latest_of_each_plan_can_be_created(desk: Work) -> None:
    plan(desk, DAILY)
    plan(desk, name="Weekly check")

    ran = run(desk, "04-01 09:00", CatchUp.LATEST)

    assert planned(desk) == [at("03-30 08:00"), at("04-01 08:00")]
    assert ran.skipped == 28
    assert run(desk, "04-01 10:00") == Ran()
    assert run(desk, "04-02 08:00").numbers


def test_missed_ones_can_be_left_out(desk: Work) -> None:
    plan(desk, DAILY)

    ran = run(desk, "04-01 09:00", CatchUp.SKIP)

    assert (ran.numbers, ran.skipped, planned(desk)) == ((), 25, [])
    assert run(desk, "04-01 10:00") == Ran()
    [(plan_id, version)] = ran.before
    desk.engine.recurring.put_back(plan_id, version, now=at("04-01 10:01"))
    assert run(desk, "04-01 10:02").waiting == 25


def test_undo_withdraws_what_was_created_and_it_does_not_come_again(desk: Work) -> None:
    plan(desk)
    ran, changes = desk.engine.recurring.run(now=at("03-18 11:00"))

    undone = desk.engine.desk.undo(changes.written, now=at("03-18 11:01"))

    assert desk.engine.board.rows() == []
    page = desk.engine.pages.page(ran.numbers[0], now=at("03-18 11:02"))
    assert page.left_as is NotMeasuredReason.WITHDRAWN
    assert run(desk, "03-18 12:00") == Ran()
    desk.engine.desk.undo(undone.written, now=at("03-18 12:01"))
    assert len(planned(desk)) == 3
    assert desk.sound()


def test_a_time_that_is_changed_on_the_day_itself_brings_no_second_one(desk: Work) -> None:
    held = plan(desk)
    run(desk, "03-02 08:00")
    later = Schedule(every=Every.WEEK, weekday=0, minute=10 * 60)
    desk.engine.recurring.save(Recurrence(held.name, held.template, later, id=held.id), now=at("03-02 09:00"))

    assert run(desk, "03-02 10:00") == Ran()
    assert run(desk, "03-09 10:00").numbers


def test_a_holiday_that_is_declared_afterwards_brings_no_second_one(desk: Work) -> None:
    plan(desk)
    run(desk, "03-02 08:00")
    desk.calendar(
        lambda text: text.replace("[versions.holidays]", "[versions.holidays]\n2026-03-09 = 'Fair'"), when="03-02 09:00"
    )

    assert desk.engine.recurring.next_at(at("03-02 09:00")) == at("03-10 08:00")
    assert run(desk, "03-09 12:00") == Ran()
    assert run(desk, "03-10 08:00").oldest_at == at("03-10 08:00")


def test_a_plan_that_rests_misses_nothing(desk: Work) -> None:
    held = plan(desk)
    resting = Recurrence(held.name, held.template, MONDAYS, active=False, id=held.id)
    desk.engine.recurring.save(resting, now=at("02-26 09:00"))
    assert desk.engine.recurring.next_at(at("02-26 09:00")) is None
    assert run(desk, "03-18 09:00") == Ran()

    desk.engine.recurring.save(Recurrence(held.name, held.template, MONDAYS, id=held.id), now=at("03-18 09:00"))

    assert run(desk, "03-18 09:00") == Ran()
    assert run(desk, "03-23 08:00").numbers


def test_renaming_a_plan_loses_nothing(desk: Work) -> None:
    held = plan(desk)
    desk.engine.recurring.save(Recurrence("Backups", held.template, MONDAYS, id=held.id), now=at("03-10 09:00"))

    assert len(run(desk, "03-10 09:01").numbers) == 2


def test_two_processes_create_each_one_once(desk: Work) -> None:
    plan(desk)
    with Engine.open(desk.engine.store, user="kim", now=at("03-18 11:00")) as other:
        first = desk.engine.recurring.due(at("03-18 11:00"))
        assert len(first) == 3
        assert len(other.recurring.run(now=at("03-18 11:00"))[0].numbers) == 3
        assert run(desk, "03-18 11:00") == Ran()
    assert len(planned(desk)) == 3


def test_a_template_in_use_stays(desk: Work) -> None:
    held = plan(desk)

    with pytest.raises(Refusal, match="the recurring ticket Weekly backup check is made from it"):
        desk.engine.templates.remove(held.template, now=at("02-26 09:00"))
    desk.engine.recurring.remove(held.id, now=at("02-26 09:00"))
    desk.engine.templates.remove(held.template, now=at("02-26 09:00"))


def test_undo_takes_no_template_from_under_a_plan(desk: Work) -> None:
    held = plan(desk)

    with pytest.raises(Refusal, match="Weekly backup check is made from it"):
        desk.engine.templates.put_back(held.template, 0, now=at("02-26 09:00"))
    desk.engine.recurring.remove(held.id, now=at("02-26 09:00"))
    desk.engine.templates.remove(held.template, now=at("02-26 09:00"))
    with pytest.raises(Refusal, match="no template"):
        desk.engine.recurring.put_back(held.id, 1, now=at("02-26 09:00"))


def test_a_plan_without_a_template_is_refused(desk: Work) -> None:
    with pytest.raises(Refusal, match="no template"):
        desk.engine.recurring.save(Recurrence("Check", "nothing", MONDAYS), now=at("02-26 09:00"))


def test_plans_go_out_as_a_file_and_come_back(desk: Work) -> None:
    for name, schedule in (
        ("a", MONDAYS),
        ("b", DAILY),
        ("c", Schedule(every=Every.WEEKDAY_OF_MONTH, weekday=1, nth=-1, minute=0, when_closed=WhenClosed.SKIP)),
        ("d", Schedule(every=Every.DAY_OF_MONTH, day=31, minute=1439, when_closed=WhenClosed.SAME_DAY)),
        ("e", Schedule(every=Every.LAST_WORKING_DAY, minute=600)),
    ):
        plan(desk, schedule, name=name)
    shelf = desk.engine.recurring
    file = shelf.export_toml()
    held = [(one.name, one.schedule) for one in shelf.every()]
    for one in shelf.every():
        shelf.remove(one.id, now=at("02-26 09:00"))

    assert shelf.import_toml(file, now=at("02-26 09:00"))[0] == 5
    assert [(one.name, one.schedule) for one in shelf.every()] == held
    assert shelf.export_toml() == file


def test_what_is_worked_out_is_the_same_after_a_rebuild(desk: Work, tmp_path: Path) -> None:
    plan(desk)
    run(desk, "03-18 11:00")

    desk.engine.checking.rebuild()

    assert desk.sound()
    assert len(planned(desk)) == 3
    assert run(desk, "03-18 12:00") == Ran()


def test_a_damaged_plan_is_named_by_check(desk: Work) -> None:
    held = plan(desk)
    with desk.engine.database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER records_stay")
        connection.exec_driver_sql("UPDATE records SET body = '{}' WHERE kind = 'recurrence'")

    assert any(held.name in sentence for sentence in desk.engine.checking.problems())


def test_a_template_holds_only_what_a_ticket_can_bear(desk: Work) -> None:
    for wrong in (
        Template("x", tags=("t" * 41,)),
        Template("x", checklist=("a\nb",)),
        Template("x", checklist=tuple(str(n) for n in range(101))),
        Template("x", notes="NUL \0"),
    ):
        with pytest.raises(Refusal):
            desk.engine.templates.save(wrong, now=at("02-26 09:00"))
