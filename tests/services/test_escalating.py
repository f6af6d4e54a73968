"""Escalation: each step once, at its very instant, also when nobody was there."""

from collections.abc import Callable, Iterator

import pytest

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import Escalated
from slaapp.services.escalating import Fired
from slaapp.storage import tickets
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header
from tests.services.conftest import Work, at


def steps(*held: str) -> Callable[[str], str]:
    """`high 75 assign Kim`, each a step of the agreement."""

    def change(text: str) -> str:
        tables = []
        for step in held:
            severity, share, act, *to = step.split(" ", 3)
            tables.append({"severity": severity, "at": int(share), "act": act, "to": " ".join(to)})
        written = "".join(
            f'\n[[escalation]]\nseverity = "{one["severity"]}"\nat = {one["at"]}\nact = "{one["act"]}"\n'
            f'to = "{one["to"]}"\nmetric = "resolution"\n'
            for one in tables
        )
        return text + written

    return change


@pytest.fixture
def escalating(desk: Work) -> Work:
    desk.engine.catalogue.add_person("Kim L.", now=at("01-05 09:00"))
    return desk


def run(desk: Work, when: str) -> tuple[Fired, ...]:
    return desk.engine.escalating.run(now=at(when))[0]


def escalations(desk: Work, number: int, when: str) -> list[Escalated]:
    page = desk.engine.pages.page(number, now=at(when))
    return [entry.event for entry in page.entries if isinstance(entry.event, Escalated)]


def test_a_step_is_reached_at_its_share_and_not_a_second_before(escalating: Work) -> None:
    escalating.agreement(steps("high 75 notify"), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")  # 8 h: three quarters at 15:00

    assert run(escalating, "02-24 14:59:59") == ()
    (fired,) = run(escalating, "02-24 15:00:00")
    assert run(escalating, "02-24 15:00:01") == ()

    assert (fired.number, fired.reached.at) == (number, at("02-24 15:00"))


def test_a_breach_that_nobody_saw_is_recorded_when_it_occurred(escalating: Work) -> None:
    escalating.agreement(steps("high 100 notify"), when="01-05 10:00")
    number = escalating.log("02-24 09:30", "high")  # due Wed 09:30

    run(escalating, "03-02 08:00")

    (event,) = escalations(escalating, number, "03-02 08:00")
    assert (event.occurred_at, event.recorded_at) == (at("02-25 09:30"), at("03-02 08:00"))
    assert escalating.sound()


def test_night_and_weekend_are_reached_in_working_time(escalating: Work) -> None:
    escalating.agreement(steps("high 50 notify", "high 150 notify"), when="01-05 10:00")
    escalating.log("02-27 15:00", "high")  # Fri: 2 h, then Monday: half at 11:00; half as much again Tue 11:00

    assert [one.reached.at for one in run(escalating, "03-03 12:00")] == [at("03-02 11:00"), at("03-03 11:00")]


def test_a_pause_before_the_share_moves_the_instant(escalating: Work) -> None:
    escalating.agreement(steps("high 75 notify"), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")
    escalating.engine.desk.set_status(number, Status.WAITING_CUSTOMER, now=at("02-24 10:00"))
    escalating.engine.desk.set_status(number, Status.IN_PROGRESS, now=at("02-24 12:00"))

    assert run(escalating, "02-24 16:59") == ()
    assert [one.reached.at for one in run(escalating, "02-25 09:00")] == [at("02-24 17:00")]


def test_assigning_is_done_from_that_instant_on(escalating: Work) -> None:
    escalating.agreement(steps("high 75 assign Kim L."), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")

    (fired,) = run(escalating, "02-24 16:00")

    page = escalating.engine.pages.page(number, now=at("02-24 16:00"))
    assert fired.done
    assert page.assignee == "Kim L."
    assert escalating.sound()


def test_raising_the_severity_reaches_the_steps_of_the_next_one(escalating: Work) -> None:
    escalating.agreement(steps("high 50 raise", "urgent 100 notify"), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")  # half at 13:00; urgent from then on: 4 h more

    told = [(one.reached.step.severity, one.reached.at) for one in run(escalating, "02-25 12:00")]

    assert told == [(Severity.HIGH, at("02-24 13:00")), (Severity.URGENT, at("02-25 09:00"))]
    assert escalating.engine.pages.page(number, now=at("02-25 12:00")).severity is Severity.URGENT
    assert escalating.sound()


def test_what_was_undone_does_not_come_back(escalating: Work) -> None:
    escalating.agreement(steps("high 50 raise"), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")
    _, changes = escalating.engine.escalating.run(now=at("02-24 13:00"))

    escalating.engine.desk.undo(changes.written, now=at("02-24 13:01"))

    assert run(escalating, "02-24 13:02") == ()
    assert escalating.engine.pages.page(number, now=at("02-24 13:02")).severity is Severity.HIGH


def test_steps_of_a_version_hold_in_its_own_time_only(escalating: Work) -> None:
    escalating.log("02-24 09:00", "high")

    def next_version(text: str) -> str:
        head = text.replace("version = 1", "version = 2\nvalid_from = 2026-02-25", 1)
        head = head.replace("applies_to_open = false", "applies_to_open = true")
        return steps("high 50 notify", "high 100 notify")(
            head.replace("applies_to_open = false", "applies_to_open = true")
        )

    escalating.agreement(next_version, when="02-24 10:00")

    told = [one.reached.step.at for one in run(escalating, "02-26 12:00")]
    assert told == [100], "half was reached under the version before"


def test_a_ticket_that_was_resolved_before_is_not_escalated(escalating: Work) -> None:
    escalating.agreement(steps("high 50 notify"), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")
    escalating.engine.desk.resolve(number, now=at("02-24 10:00"))

    assert run(escalating, "02-24 16:00") == ()


def test_a_step_reached_before_the_end_is_recorded_though_nobody_looked_in_between(escalating: Work) -> None:
    escalating.agreement(steps("high 50 raise"), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")
    escalating.engine.desk.resolve(number, now=at("02-24 14:00"))

    (fired,) = run(escalating, "02-24 16:00")

    assert (fired.reached.at, fired.done) == (at("02-24 13:00"), False)
    assert escalating.engine.pages.page(number, now=at("02-24 16:00")).severity is Severity.HIGH


def test_running_looks_through_the_open_tickets_once(escalating: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    escalating.agreement(steps("high 50 raise", "urgent 100 notify"), when="01-05 10:00")
    escalating.log("02-24 09:00", "high")
    looked: list[int] = []
    every = tickets.open_ones

    def counted(connection: Connection) -> Iterator[Header]:
        looked.append(1)
        return every(connection)

    monkeypatch.setattr(tickets, "open_ones", counted)

    assert len(run(escalating, "02-25 12:00")) == 2
    assert len(looked) == 1


def told(desk: Work, number: int, when: str) -> list[tuple[int, str, int]]:
    """Share, severity and instant of what was recorded."""
    held = escalations(desk, number, when)
    return sorted((event.at, event.severity.word, event.occurred_at) for event in held)


@pytest.mark.parametrize("looked", [(), ("02-23 12:00",)])
def test_what_is_recorded_does_not_depend_on_when_somebody_looked(escalating: Work, looked: tuple[str, ...]) -> None:
    escalating.agreement(steps("normal 10 notify", "urgent 100 notify"), when="01-05 10:00")
    number = escalating.log("02-23 09:00", "normal")  # 24 h: a tenth at 11:24
    for when in looked:
        run(escalating, when)
    escalating.engine.desk.set_severity(number, Severity.URGENT, now=at("02-23 13:00"))  # 4 h: due at 17:00

    run(escalating, "02-24 16:00")

    assert told(escalating, number, "02-24 16:00") == [
        (10, "normal", at("02-23 11:24")),
        (100, "urgent", at("02-24 09:00")),
    ]


def test_a_step_is_not_reached_before_the_ticket_had_its_severity(escalating: Work) -> None:
    def from_start(text: str) -> str:
        return steps("high 50 notify")(text.replace('severity_change = "ladder"', 'severity_change = "from_start"'))

    escalating.agreement(from_start, when="01-05 10:00")
    number = escalating.log("02-24 09:00", "normal")
    escalating.engine.desk.set_severity(number, Severity.HIGH, now=at("02-24 15:00"))  # 6 h of 8 h used by then

    run(escalating, "02-24 16:00")

    assert told(escalating, number, "02-24 16:00") == [(50, "high", at("02-24 15:00"))]


@pytest.mark.parametrize("looked", [(), ("02-24 13:00", "02-24 15:00")])
def test_a_late_look_raises_as_often_as_a_timely_one(escalating: Work, looked: tuple[str, ...]) -> None:
    escalating.agreement(steps("high 50 raise", "high 75 raise"), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")
    for when in looked:
        run(escalating, when)

    run(escalating, "02-25 12:00")

    assert told(escalating, number, "02-25 12:00") == [(50, "high", at("02-24 13:00"))]


def test_an_assignment_that_a_later_one_had_replaced_is_not_said_to_be_done(escalating: Work) -> None:
    bo = escalating.engine.catalogue.add_person("Bo", now=at("01-05 09:00"))
    escalating.agreement(steps("high 50 assign Kim L."), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")
    escalating.engine.desk.assign(number, bo, now=at("02-24 14:00"))

    (fired,) = run(escalating, "02-24 16:00")

    assert not fired.done
    assert escalating.engine.pages.page(number, now=at("02-24 16:00")).assignee == "Bo"


def test_a_step_for_somebody_who_is_called_differently_now_still_finds_them(escalating: Work) -> None:
    escalating.agreement(steps("high 75 assign Kim L."), when="01-05 10:00")
    number = escalating.log("02-24 09:00", "high")
    escalating.engine.people.change("Kim L.", new_name="Kim Lee", now=at("02-24 10:00"))

    (fired,) = run(escalating, "02-24 15:00")

    assert fired.done
    assert escalating.engine.pages.page(number, now=at("02-24 15:00")).assignee == "Kim Lee"
    agreement = escalating.engine.catalogue.agreements()[-1]
    assert not [one for one in escalating.engine.agreements.findings(agreement, at("02-24 15:00")) if one.step]


def test_a_severity_changed_in_the_second_of_receipt_holds_from_then_on(escalating: Work) -> None:
    escalating.agreement(steps("high 50 notify"), when="01-05 10:00")
    number = escalating.log("02-24 09:00")
    escalating.engine.desk.set_severity(number, Severity.HIGH, now=at("02-24 09:00"))

    (fired,) = run(escalating, "02-24 14:00")

    assert (fired.number, fired.reached.at) == (number, at("02-24 13:00"))  # half of 8 h
