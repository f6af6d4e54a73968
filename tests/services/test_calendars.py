"""Calendars that change from a day on: what is over stays, what it does is told before, and it can be taken back."""

from datetime import date

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.calendar import Calendar, Opening
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import HOUR
from slaapp.domain.supplier import SupplierAgreement
from slaapp.services.calendar_versions import edited
from slaapp.services.calendars import Warn, warnings
from slaapp.services.moves import tally
from tests.services.conftest import Work, at

NAME = "Support hours"
FRIDAY = "02-27 12:00"


def shorter(desk: Work) -> Calendar:
    """Fridays end at 13:00."""
    newest = desk.engine.calendars.one(NAME).newest
    return replace(newest, week=(*newest.week[:4], (Opening(540, 780),), *newest.week[5:]))


def test_the_effect_is_what_saving_does_and_writes_nothing(desk: Work) -> None:
    number = desk.log(FRIDAY, "normal")
    held = desk.engine.calendars.one(NAME)
    before = desk.clock(number, when=FRIDAY).clock
    line = edited(held.line, date.min, shorter(desk), date(2026, 2, 27), date(2026, 2, 27))
    told = desk.engine.calendars.effect(line, at(FRIDAY))
    assert (told.later, told.earlier) == (1, 0)
    assert told.most is not None
    assert desk.clock(number, when=FRIDAY).clock == before
    assert desk.engine.calendars.one(NAME).line == held.line
    changes = desk.engine.calendars.save(NAME, shorter(desk), now=at(FRIDAY))
    assert tally(changes.moved) == (1, 0)
    assert set(changes.moved) == set(told.moved)
    assert desk.sound()


def test_days_that_are_over_stay(desk: Work) -> None:
    desk.log("02-23 10:00", "normal")
    calendars = desk.engine.calendars
    calendars.save(NAME, shorter(desk), now=at(FRIDAY))
    line = calendars.one(NAME).line
    assert line.on(date(2026, 2, 20)).week[4] == (Opening(540, 1020),)
    assert line.on(date(2026, 2, 27)).week[4] == (Opening(540, 780),)
    early = edited(line, date(2026, 2, 27), shorter(desk), date(2026, 2, 1), date(2026, 2, 27))
    tuesday = replace(shorter(desk), week=((), *shorter(desk).week[1:]))
    with pytest.raises(Refusal, match="days that are over, first of 2026-02-23"):
        calendars.save(NAME, tuesday, date(2026, 2, 1), now=at(FRIDAY))
    assert calendars.one(NAME).line == line
    assert calendars.effect(early, at(FRIDAY)).later == 0


def test_the_effect_refuses_what_saving_refuses_of_a_ticket_resolved_today(desk: Work) -> None:
    number = desk.log("02-24 16:00", "high")
    desk.engine.desk.resolve(number, now=at("02-25 15:00"))
    held = desk.engine.calendars.one(NAME)
    today = date(2026, 2, 25)
    nightly = replace(held.newest, week=((Opening(0, 1440),),) * 7)

    with pytest.raises(Refusal, match=f"what is decided of ticket {number}"):
        desk.engine.calendars.effect(edited(held.line, date.min, nightly, today, today), at("02-25 16:00"))
    with pytest.raises(Refusal, match="what is decided of 1 tickets"):
        desk.engine.calendars.save(NAME, nightly, now=at("02-25 16:00"))


def test_a_save_is_taken_back_and_done_again(desk: Work) -> None:
    number = desk.log(FRIDAY, "normal")
    calendars, before = desk.engine.calendars, desk.clock(number, when=FRIDAY).clock
    line = calendars.one(NAME).line
    changes = calendars.save(NAME, shorter(desk), now=at(FRIDAY))
    after = desk.clock(number, when=FRIDAY).clock
    back = calendars.take_back(changes.records, now=at("02-27 12:05"))
    assert desk.clock(number, when=FRIDAY).clock == before
    assert calendars.one(NAME).line == line
    calendars.take_back(back.records, now=at("02-27 12:06"))
    assert desk.clock(number, when=FRIDAY).clock == after
    with pytest.raises(Refusal, match="changed again since"):
        calendars.take_back(changes.records, now=at("02-27 12:07"))
    assert desk.sound()


def test_a_planned_version_is_kept_and_taken_away_again(desk: Work) -> None:
    calendars, june = desk.engine.calendars, date(2026, 6, 1)
    newest = calendars.one(NAME).newest
    calendars.save(NAME, shorter(desk), june, now=at(FRIDAY))
    early = replace(newest, week=((Opening(480, 1020),), *newest.week[1:]))
    calendars.save(NAME, early, start=date.min, now=at(FRIDAY))
    line = calendars.one(NAME).line
    assert [start for start, _ in line.versions] == [date.min, date(2026, 2, 27), june]
    assert line.on(date(2026, 3, 2)) == early
    assert line.on(june).week[0] == (Opening(540, 1020),)
    with pytest.raises(Refusal, match="no other hours of Support hours are planned from 2026-02-27 on"):
        calendars.drop(NAME, date(2026, 2, 27), now=at(FRIDAY))
    gone = calendars.drop(NAME, june, now=at(FRIDAY))
    assert calendars.one(NAME).newest == early
    calendars.take_back(gone.records, now=at(FRIDAY))
    assert calendars.one(NAME).line == line
    assert desk.sound()


def test_a_renamed_calendar_is_named_anew_wherever_it_counts(desk: Work) -> None:
    number = desk.log(FRIDAY, "normal")
    before = desk.clock(number, when=FRIDAY).clock
    desk.engine.agreements.begin("Standard support", at(FRIDAY))
    desk.engine.calendars.rename(NAME, "Site hours", now=at(FRIDAY))
    kept = desk.engine.calendars.one("Site hours")
    assert (kept.agreements, kept.is_desks) == (("Standard support",), True)
    assert [one.name for one in desk.engine.calendars.every()] == ["Site hours"]
    assert desk.engine.agreements.one("Standard support", at(FRIDAY)).versions[0].agreement.calendar == "Site hours"
    assert desk.clock(number, when=FRIDAY).clock.phases[0].due_at == before.phases[0].due_at
    desk.engine.calendars.save("Site hours", replace(kept.newest, holidays={}), now=at(FRIDAY))
    desk.engine.calendars.add(NAME, kept.newest, now=at(FRIDAY))
    assert [one.name for one in desk.engine.calendars.every()] == ["Site hours", NAME]
    assert desk.sound()


def test_only_a_calendar_that_nothing_uses_is_removed(desk: Work) -> None:
    calendars = desk.engine.calendars
    with pytest.raises(Refusal, match="Support hours is used by Standard support"):
        calendars.remove(NAME, now=at(FRIDAY))
    calendars.add("Weekend", calendars.one(NAME).newest, now=at(FRIDAY))
    with pytest.raises(Refusal, match="named Weekend already"):
        calendars.add("weekend", calendars.one(NAME).newest, now=at(FRIDAY))
    gone = calendars.remove("Weekend", now=at(FRIDAY))
    assert [one.name for one in calendars.every()] == [NAME] == desk.engine.catalogue.calendars()
    assert desk.sound()
    calendars.take_back(gone.records, now=at(FRIDAY))
    assert [one.name for one in calendars.every()] == [NAME, "Weekend"]
    calendars.remove("Weekend", now=at(FRIDAY))
    calendars.add("Weekend", shorter(desk), now=at(FRIDAY))
    assert calendars.one("Weekend").newest == shorter(desk)


def test_a_name_finds_the_hours_that_are_kept_before_those_removed(desk: Work) -> None:
    calendars = desk.engine.calendars
    newest = calendars.one(NAME).newest
    calendars.add("A", newest, now=at(FRIDAY))
    calendars.remove("A", now=at(FRIDAY))
    calendars.add("B", newest, now=at(FRIDAY))
    calendars.rename("B", "A", now=at(FRIDAY))

    calendars.save("A", shorter(desk), now=at(FRIDAY))
    assert calendars.one("A").newest == shorter(desk)
    assert [one.name for one in calendars.every()] == ["A", NAME]
    calendars.remove("A", now=at(FRIDAY))
    assert [one.name for one in calendars.every()] == [NAME]


def test_what_was_removed_does_not_come_back_beside_one_of_its_name(desk: Work) -> None:
    calendars = desk.engine.calendars
    newest = calendars.one(NAME).newest
    calendars.add("A", newest, now=at(FRIDAY))
    gone = calendars.remove("A", now=at(FRIDAY))
    calendars.add("B", shorter(desk), now=at(FRIDAY))
    calendars.rename("B", "a", now=at(FRIDAY))

    with pytest.raises(Refusal, match="named a already"):
        calendars.take_back(gone.records, now=at(FRIDAY))

    calendars.rename("a", "B", now=at(FRIDAY))
    calendars.take_back(gone.records, now=at(FRIDAY))
    assert [one.name for one in calendars.every()] == ["A", "B", NAME]


def test_hours_that_any_version_of_a_supplier_names_are_used(desk: Work) -> None:
    calendars, suppliers = desk.engine.calendars, desk.engine.suppliers
    newest = calendars.one(NAME).newest
    added = calendars.add("Telco", newest, now=at("02-02 08:00"))
    suppliers.agree(SupplierAgreement("Acme", 0, "Telco", {Severity.HIGH: 2 * HOUR}), now=at("02-02 08:00"))
    number = desk.log("02-02 09:00", "high")
    desk.engine.desk.set_status(number, Status.WAITING_THIRD_PARTY, supplier="Acme", now=at("02-02 10:00"))
    desk.engine.desk.set_status(number, Status.IN_PROGRESS, now=at("02-02 15:00"))
    suppliers.agree(SupplierAgreement("Acme", 0, NAME, {Severity.HIGH: HOUR}), now=at("02-03 08:00"))
    before = desk.engine.pages.page(number, now=at(FRIDAY)).waits

    with pytest.raises(Refusal, match="days that are over, first of 2026-02-02"):
        calendars.save("Telco", replace(newest, week=((),) * 7), date(2026, 1, 1), now=at(FRIDAY))
    with pytest.raises(Refusal, match="Telco is used by Acme"):
        calendars.remove("Telco", now=at(FRIDAY))
    with pytest.raises(Refusal, match="Telco is used by Acme"):
        calendars.take_back(added.records, now=at(FRIDAY))
    with pytest.raises(Refusal, match="Telco is used by Acme"):
        calendars.rename("Telco", "Telco hours", now=at(FRIDAY))

    assert calendars.one("Telco").is_used
    assert before[0].reading is not None
    assert desk.engine.pages.page(number, now=at(FRIDAY)).waits == before


def test_what_is_likely_forgotten_is_said(desk: Work) -> None:
    newest, today = desk.engine.calendars.one(NAME).newest, date(2026, 3, 11)
    holidays = {date(2026, 12, 25): "Christmas Day"}
    assert warnings(replace(newest, holidays=holidays), today) == ((Warn.NO_HOLIDAYS, 2027),)
    both = {**holidays, date(2027, 12, 25): ""}
    assert warnings(replace(newest, holidays=both), today) == ()
    assert warnings(replace(newest, holidays={}), today) == (), "one that closes on no holiday at all means it"
    assert warnings(replace(newest, holidays=both, week=((),) * 7), today) == ((Warn.NEVER_OPENS, 2026),)


def test_tickets_that_other_hours_do_not_change_are_not_written_again(desk: Work) -> None:
    def rows_written(calendar: Calendar) -> int:
        with desk.engine.database.write() as connection:
            before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        desk.engine.calendars.save(NAME, calendar, now=at(FRIDAY))
        with desk.engine.database.write() as connection:
            return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one()) - before

    newest = desk.engine.calendars.one(NAME).newest
    done = [desk.log("02-23 10:00", "normal") for _ in range(5)]
    for number in done:
        desk.engine.desk.resolve(number, now=at("02-23 11:00"))
    desk.log(FRIDAY, "normal")
    first = rows_written(shorter(desk))
    for number in [desk.log("02-24 10:00", "normal") for _ in range(5)]:
        desk.engine.desk.resolve(number, now=at("02-24 11:00"))

    assert rows_written(newest) <= first
    assert desk.sound()
