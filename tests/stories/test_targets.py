"""What an agreement promises cell by cell, and by which hours, as tickets live it.

The hours are Mon–Fri 09:00–17:00 in UTC, the year is 2026; each story changes one thing from its first day on.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Impact, Meaning, Metric, Severity, Status, Tier, Urgency
from slaapp.domain.agreement_checks import Fault
from slaapp.domain.calendar import Calendar, Opening
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.engine import Engine
from slaapp.importers.ics import read_days
from slaapp.services.holiday_lists import of_country
from tests.services.conftest import Work, at

NAME = "Standard support"
RESOLUTION, RESPONSE, UPDATE = Metric.RESOLUTION, Metric.FIRST_RESPONSE, Metric.UPDATE
ICS = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260302
SUMMARY:Inventory
END:VEVENT
END:VCALENDAR
"""


class Promising(Work):
    """A desk whose agreement is changed on its first day."""

    def promise(self, change: Callable[[Agreement], Agreement]) -> None:
        agreements = self.engine.agreements
        agreements.save(change(agreements.begin(NAME, at("01-05 09:00"))), at("01-05 09:00"))
        agreements.put_in_force(NAME, date(2026, 1, 6), now=at("01-05 09:10"))

    def faults(self, change: Callable[[Agreement], Agreement], *, when: str = "01-05 10:00") -> list[Fault]:
        draft = change(self.engine.agreements.one(NAME, at(when)).versions[0].agreement)
        return [found.fault for found in self.engine.agreements.findings(draft, at(when))]

    def state(self, number: int, metric: str, when: str, *, tier: str = "public") -> tuple[int, int | None]:
        """What was used by then and when it is due."""
        reading = self.clock(number, metric, when=when, tier=tier).reading
        return reading.used, reading.due_at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Promising]:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
        yield Promising(engine)


def test_where_nothing_is_promised_there_is_no_clock_and_no_fault(desk: Promising) -> None:
    """Low tickets get an answer, but no day on which they are resolved."""

    def without(held: Agreement) -> Agreement:
        left = (one for one in held.targets if (one.metric, one.severity) != (RESOLUTION, Severity.LOW))
        return replace(held, targets=tuple(left))

    assert desk.faults(without) == []
    desk.promise(without)
    number = desk.log("02-02 09:00", "low")

    assert desk.clock(number, when="02-27 16:00").reading.allowed is None
    assert desk.clock(number, "first_response", when="02-02 10:00").reading.allowed is not None


def test_each_severity_counts_by_its_own_hours(desk: Promising) -> None:
    """Urgent goes round the clock, all others by the desk's hours."""
    always = Calendar("UTC", tuple((Opening(0, 1440),) for _ in range(7)))
    desk.engine.calendars.add("Always", always, now=at("01-05 08:30"))
    desk.promise(lambda held: replace(held, calendar_by_severity={Severity.URGENT: "Always"}))
    urgent, high = desk.log("02-06 16:00", "urgent"), desk.log("02-06 16:00", "high")

    length = desk.clock(urgent, when="02-06 16:00").reading.allowed or 0
    assert desk.state(urgent, "resolution", "02-06 18:00") == (2 * HOUR, at("02-06 16:00") + length)
    assert desk.state(high, "resolution", "02-06 18:00") == (HOUR, at("02-09 16:00"))


def test_each_metric_and_tier_has_pauses_of_its_own(desk: Promising) -> None:
    """Waiting on a third party stops the internal clock of the resolution and nothing that the customer sees."""
    third = frozenset({Status.WAITING_CUSTOMER, Status.SCHEDULED, Status.WAITING_THIRD_PARTY})
    desk.promise(lambda held: replace(held, pauses={**held.pauses, (RESOLUTION, Tier.INTERNAL): third}))
    number = desk.log("02-02 09:00", "high")
    desk.engine.desk.set_status(number, Status.WAITING_THIRD_PARTY, now=at("02-02 10:00"))

    assert desk.state(number, "resolution", "02-02 12:00")[0] == 3 * HOUR
    assert desk.state(number, "resolution", "02-02 12:00", tier="internal")[0] == HOUR
    assert desk.state(number, "first_response", "02-02 09:30")[0] == 30 * MINUTE


def test_a_goal_is_kept_or_missed_cell_by_cell(desk: Promising) -> None:
    """Of two answers one is late: 50 % keeps a goal of 50 and misses one of 51."""
    acme = desk.customer("Acme", NAME)
    goals = {Severity.HIGH: 50, Severity.NORMAL: 51}
    desk.promise(
        lambda held: replace(
            held,
            targets=tuple(
                replace(one, goal=goals[one.severity]) if one.metric is RESPONSE and one.severity in goals else one
                for one in held.targets
            ),
        )
    )
    for severity in ("high", "normal"):
        for replied in ("02-02 09:01", "02-06 16:00"):
            number = desk.log("02-02 09:00", severity, customer=acme)
            desk.engine.desk.reply(number, "On it.", now=at(replied))

    cells = desk.month("2026-02", acme, when="03-02 09:00").cells
    kept = {cell.severity: cell.met_goal for cell in cells if (cell.metric, cell.tier) == (RESPONSE, Tier.PUBLIC)}
    assert (kept[Severity.HIGH], kept[Severity.NORMAL]) == (True, False)


def test_impact_and_urgency_propose_the_severity_only_where_the_agreement_says(desk: Promising) -> None:
    matrix = {(Impact.WHOLE_SITE, Urgency.AT_ONCE): Severity.URGENT}
    desk.promise(lambda held: replace(held, matrix=matrix))

    governing = desk.engine.desk.agreement_for("", at("01-06 09:00"))

    assert governing is not None
    assert governing.matrix.get((Impact.WHOLE_SITE, Urgency.AT_ONCE)) is Severity.URGENT
    assert governing.matrix.get((Impact.ONE, Urgency.CAN_WAIT)) is None


def test_words_of_its_own_for_a_severity_change_no_clock(desk: Promising) -> None:
    before = desk.log("01-05 09:20", "high")
    desk.promise(lambda held: replace(held, meanings={Severity.HIGH: Meaning("A line stands", name="P2")}))
    after = desk.log("01-06 09:20", "high")

    lengths = [desk.clock(number, when="01-06 10:00").reading.allowed for number in (before, after)]
    assert lengths == [8 * HOUR, 8 * HOUR]
    assert "P2" in str(desk.engine.papers.document(NAME, at("01-06 10:00")).chapters)


def test_what_is_typed_is_looked_at_as_sentences_say(desk: Promising) -> None:
    """Each fault alone; those that block are named first."""

    def targets(change: dict[str, object], *of: object) -> Callable[[Agreement], Agreement]:
        def changed(held: Agreement) -> Agreement:
            return replace(
                held,
                targets=tuple(
                    replace(one, **change) if (one.metric, one.severity, one.tier) == of else one  # type: ignore[arg-type]
                    for one in held.targets
                ),
            )

        return changed

    inside = (RESOLUTION, Severity.HIGH, Tier.INTERNAL)
    outside = (RESOLUTION, Severity.URGENT, Tier.PUBLIC)
    assert desk.faults(lambda held: held) == []
    assert desk.faults(targets({"allowed": 9 * HOUR}, *inside)) == [Fault.INTERNAL_LATER]
    assert desk.faults(targets({"allowed": 99 * HOUR}, *outside)) == [Fault.SLOWER_THAN_LESS_SEVERE]
    assert desk.faults(targets({"goal": 100}, *outside)) == [Fault.GOAL_OF_ALL]
    assert desk.faults(lambda held: replace(held, calendar="Nowhere")) == [Fault.NO_SUCH_CALENDAR]
    desk.engine.calendars.add("Never", Calendar("UTC", ((),) * 7), now=at("01-05 08:30"))
    assert desk.faults(lambda held: replace(held, calendar="Never")) == [Fault.NEVER_OPENS]
    desk.engine.calendars.close_on("Support hours", {date(2026, 12, 25): "Christmas"}, now=at("01-05 08:30"))
    assert desk.faults(lambda held: held) == [Fault.NO_HOLIDAYS]


def test_holidays_of_a_country_and_of_a_calendar_file_close_the_day(desk: Promising) -> None:
    """Scotland rests on 2 January 2026, and a file of one's own names 2 March."""
    number = desk.log("02-27 16:00", "high")
    calendars, now = desk.engine.calendars, at("02-27 16:10")
    found = read_days(ICS, date(2026, 1, 1), date(2027, 12, 31))

    added, _ = calendars.close_on("Support hours", {**of_country("GB", "SCT", [2027]), **found.days}, now=now)

    assert added[date(2026, 3, 2)] == "Inventory"
    assert date(2027, 1, 4) in added, "Scotland's second day off"
    assert desk.state(number, "resolution", "03-02 12:00") == (HOUR, at("03-03 16:00"))


def test_what_an_agreement_may_not_say_is_named_by_its_place_in_the_file(desk: Promising) -> None:
    text = desk.engine.toml_files.export_agreement(NAME).decode()

    with pytest.raises((Refusal, UsageRefusal), match=r"calendar"):
        desk.engine.toml_files.import_agreement(
            text.replace('calendar = "Support hours"', "calendar = 7", 1).encode(), now=at("01-05 09:00")
        )
    assert desk.engine.toml_files.export_agreement(NAME).decode() == text
    assert desk.sound()


def test_the_next_update_begins_with_the_answer_and_is_due_by_its_own_length(desk: Promising) -> None:
    number = desk.log("02-02 09:00", "high")
    page = desk.engine.pages.page(number, now=at("02-02 10:00"))
    assert all(view.clock.metric is not UPDATE for view in page.clocks)

    desk.engine.desk.reply(number, "On it.", now=at("02-02 10:00"))
    assert desk.state(number, "update", "02-02 12:00") == (2 * HOUR, at("02-02 14:00"))
    desk.engine.desk.reply(number, "Still on it.", now=at("02-02 13:00"))
    assert desk.state(number, "update", "02-02 13:00") == (0, at("02-02 17:00"))
