"""Recurring tickets as plain data, in records and in files."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from slaapp.domain.calendar import DAY_MINUTES, read_minute
from slaapp.domain.recurrence import LAST, Every, Schedule, WhenClosed
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.calendar_data import DAYS
from slaapp.services.fields import Fields
from slaapp.services.shelf import without_none
from slaapp.storage.records import Record

NTH: Mapping[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": LAST}
EVERY: Mapping[str, Every] = {every.value: every for every in Every}
WHEN_CLOSED: Mapping[str, WhenClosed] = {choice.value: choice for choice in WhenClosed}
WEEKDAYS: Mapping[str, int] = {day: place for place, day in enumerate(DAYS)}


class Recurrence(Value):
    """`template` and `customer` are record ids; `customer` None is the desk itself. Only what is planned after `since`
    is created: a plan begins when it is saved, and anew when its schedule changes or it is taken up again."""

    name: str
    template: str
    schedule: Schedule
    customer: str | None = None
    active: bool = True
    since: Instant = 0
    id: str = ""

    def changed_to(self, later: "Recurrence", now: Instant) -> "Recurrence":
        """The plan as it is to be kept: the schedule's past is over, whatever the new one says of it."""
        goes_on = self.schedule == later.schedule and self.active and later.active
        return replace(later, since=self.since if goes_on else now)


def read_recurrence(record: Record) -> Recurrence:
    fields = Fields(record.body)
    return Recurrence(
        record.name,
        fields.text("template"),
        read_schedule(fields.table("schedule")),
        fields.optional("customer", fields.text, None),
        fields.flag("active"),
        fields.whole("since", least=0, most=1 << 40),
        record.id,
    )


def schedule_table(schedule: Schedule) -> dict[str, Any]:
    """What `read_schedule` reads back as an equal schedule."""
    nth = next((word for word, number in NTH.items() if number == schedule.nth), None)
    return without_none(
        {
            "every": schedule.every.value,
            "weekday": None if schedule.weekday is None else DAYS[schedule.weekday],
            "nth": nth,
            "day": schedule.day,
            "at": f"{schedule.minute // 60:02}:{schedule.minute % 60:02}",
            "when_closed": schedule.when_closed.value,
        }
    )


def read_schedule(fields: Fields) -> Schedule:
    every = fields.word("every", EVERY)
    weekday = fields.optional("weekday", lambda key: fields.word(key, WEEKDAYS), None)
    nth = fields.optional("nth", lambda key: fields.word(key, NTH), None)
    day = fields.optional("day", lambda key: fields.whole(key, least=1, most=31), None)
    when_closed = fields.optional("when_closed", lambda key: fields.word(key, WHEN_CLOSED), WhenClosed.NEXT_WORKING_DAY)
    minute = minute_of(fields.text("at"))
    if minute is None:
        raise fields.refuse("at", "a time of day such as 08:00 is expected here.")
    try:
        return Schedule(every=every, minute=minute, weekday=weekday, nth=nth, day=day, when_closed=when_closed)
    except ValueError as error:
        raise fields.refuse("every", str(error)) from error


def minute_of(text: str) -> int | None:
    """`08:00` or `8:00` as minutes after midnight; None where it is no time of day."""
    try:
        minute = read_minute(text.strip())
    except ValueError:
        return None
    return minute if minute < DAY_MINUTES else None
