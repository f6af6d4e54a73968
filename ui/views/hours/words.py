"""Business hours in words: who counts by them, the week and its holidays, what was changed, from when it may hold."""

from collections.abc import Collection
from datetime import date, timedelta

from slaapp.domain import durations
from slaapp.domain.calendar import Calendar
from slaapp.reports.calendars import hours_in_words
from ui.wording import say


def used_words(agreements: int, suppliers: int) -> str:
    if not agreements and not suppliers:
        return say("used by no agreement")
    used = []
    if agreements:
        used.append(say("1 agreement") if agreements == 1 else say("{count} agreements", count=agreements))
    if suppliers:
        used.append(say("1 supplier") if suppliers == 1 else say("{count} suppliers", count=suppliers))
    return say("used by {them}", them=say(" and ").join(used))


def in_words(calendar: Calendar, year: int, begins: date, today: date) -> str:
    closed = [say(durations.DAYS[day]) for day in range(7) if not calendar.week[day]]
    count = sum(day.year == year for day in calendar.holidays)
    words = [say("{hours}.", hours=hours_in_words(calendar).replace("never open", say("Never open")))]
    if count:
        closed.append(say("1 holiday") if count == 1 else say("{count} holidays", count=count))
    if closed:
        listed = (
            closed[0] if len(closed) == 1 else say("{some} and {last}", some=", ".join(closed[:-1]), last=closed[-1])
        )
        words.append(say("Closed on {days}.", days=listed))
    if begins > today:
        words.append(say("From {day} on.", day=durations.long_day(begins)))
    return " ".join(words)


def what_changed(before: Calendar, after: Calendar, typed: Collection[int]) -> str:
    """`Thu, Fri, holidays`; also the days on which something is `typed` that counts for nothing yet."""
    found = [say(durations.DAYS[day]) for day in range(7) if day in typed or before.week[day] != after.week[day]]
    if before.holidays != after.holidays:
        found.append(say("holidays"))
    if (before.special_days, before.special_names) != (after.special_days, after.special_names):
        found.append(say("short days"))
    return ", ".join(found)


def firsts(today: date, chosen: date) -> list[tuple[date, str]]:
    """From when a change may hold; any other day by command."""
    monday = today + timedelta(days=7 - today.weekday())
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    found = {
        today: say("from today"),
        today + timedelta(days=1): say("from tomorrow"),
        monday: say("from {day}", day=durations.weekday_and_day(monday)),
        month: say("from {day}", day=durations.weekday_and_day(month)),
    }
    found.setdefault(chosen, say("from {day}", day=durations.long_day(chosen)))
    return sorted(found.items())
