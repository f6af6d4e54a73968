"""English for when a recurring ticket is planned: `Every Monday at 08:00`."""

from collections.abc import Mapping

from slaapp.domain.recurrence import LAST, Every, Schedule, WhenClosed

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NTH: Mapping[int, str] = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
EVERY: Mapping[Every, str] = {
    Every.DAY: "Every day",
    Every.WORKING_DAY: "Every working day",
    Every.WEEK: "Every week",
    Every.WEEKDAY_OF_MONTH: "Every month, by day of the week",
    Every.DAY_OF_MONTH: "Every month, by date",
    Every.LAST_WORKING_DAY: "On the last working day of each month",
}
WHEN_CLOSED: Mapping[WhenClosed, str] = {
    WhenClosed.NEXT_WORKING_DAY: "On the next working day",
    WhenClosed.SAME_DAY: "On that day all the same",
    WhenClosed.SKIP: "Not at all",
}


def schedule_words(schedule: Schedule) -> str:
    """The whole plan in a sentence without its full stop; what a closed day does is said where it can matter."""
    closed = ""
    if schedule.meets_closed_days:
        closed = f"; when the desk is closed, {WHEN_CLOSED[schedule.when_closed][:1].lower()}"
        closed += WHEN_CLOSED[schedule.when_closed][1:]
    return f"{_days(schedule)} at {time_words(schedule.minute)}{closed}"


def time_words(minute: int) -> str:
    """`08:00`"""
    return f"{minute // 60:02}:{minute % 60:02}"


def _days(schedule: Schedule) -> str:
    match schedule:
        case Schedule(every=Every.WEEK, weekday=int(weekday)):
            return f"Every {WEEKDAYS[weekday]}"
        case Schedule(every=Every.WEEKDAY_OF_MONTH, weekday=int(weekday), nth=int(nth)):
            return f"On the {NTH[nth]} {WEEKDAYS[weekday]} of each month"
        case Schedule(every=Every.DAY_OF_MONTH, day=int(day)):
            shorter = ", or its last day" if day > 28 else ""
            return f"On day {day} of each month{shorter}"
        case other:
            return EVERY[other.every]
