"""Business hours in words: who counts by them, the week and its holidays, what was changed, from when it may hold."""

from collections.abc import Collection
from datetime import date, timedelta

from slaapp.domain import durations
from slaapp.domain.calendar import Calendar, CalendarLine
from slaapp.reports.calendars import hours_in_words
from slaapp.services.calendar_versions import next_start
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


def version_words(line: CalendarLine, start: date, today: date) -> str:
    """`in force`, `from 1 Jun 2026`, `until 31 May 2026`."""
    following = next_start(line, start)
    if following is not None and following <= today:
        last = following - timedelta(days=1)
        return say("until {day}", day=f"{durations.short_day(last)} {last.year}")
    return say("from {day}", day=f"{durations.short_day(start)} {start.year}") if start > today else say("in force")


def marked(words: str, *, unsaved: bool) -> str:
    return say("{what}, not saved", what=words) if unsaved else words


def in_words(calendar: Calendar, year: int, desks_zone: str) -> str:
    """The zone is said where it is another one than the desk's."""
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
    if calendar.zone != desks_zone:
        words.append(say("Times of {zone}.", zone=calendar.zone))
    return " ".join(words)


def what_changed(before: Calendar, after: Calendar, typed: Collection[int]) -> str:
    """`Thu, Fri, holidays`; also the days on which something is `typed` that counts for nothing yet."""
    found = [say(durations.DAYS[day]) for day in range(7) if day in typed or before.week[day] != after.week[day]]
    if before.holidays != after.holidays:
        found.append(say("holidays"))
    if (before.special_days, before.special_names) != (after.special_days, after.special_names):
        found.append(say("short days"))
    if before.zone != after.zone:
        found.append(say("time zone"))
    return ", ".join(found)


def firsts(today: date, chosen: date, ends: date | None) -> list[tuple[date, str]]:
    """From when a change may hold, before the next version begins; any other day by command."""
    monday = today + timedelta(days=7 - today.weekday())
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    found = {
        today: say("from today"),
        today + timedelta(days=1): say("from tomorrow"),
        monday: say("from {day}", day=durations.weekday_and_day(monday)),
        month: say("from {day}", day=durations.weekday_and_day(month)),
    }
    found.setdefault(chosen, say("from {day}", day=durations.long_day(chosen)))
    return sorted((day, words) for day, words in found.items() if ends is None or day < ends)


def loaded_words(added: int, left_out: int) -> str:
    """Of a list of holidays; `left_out` are its entries that are no whole days."""
    told = say("1 holiday loaded.") if added == 1 else say("{count} holidays loaded.", count=added)
    told = say("{loaded} Save the changes to keep them.", loaded=told)
    if left_out == 1:
        return f"{told} {say('1 entry is no whole day and was left out.')}"
    if left_out:
        return f"{told} {say('{count} entries are no whole days and were left out.', count=left_out)}"
    return told
