"""The window's words: what a state, a clock or an instant reads like, and the one door to translation.

Every text that a person reads goes through `say`; what the engine means (a metric, a status, a reading) gets its words
here and nowhere else. Lengths and dates are written by `slaapp.domain.durations`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from slaapp.domain.spans import MINUTE, Instant, Seconds
from ui import faces
from ui.later_on import later_on

if TYPE_CHECKING:
    import html
    from zoneinfo import ZoneInfo

    from slaapp import wording as words
    from slaapp.domain import durations
    from slaapp.domain.agreement import Agreement, Meaning, Metric, Severity, Status, Tier
    from slaapp.domain.claim import Claimant
    from slaapp.domain.clock import Reading
    from slaapp.domain.events import BreachExplained, Channel, MissReason, NotMeasuredReason
    from slaapp.services.board import DeskHours
else:
    # The engine's words and types come with all of the domain; the first window is painted before that. So what a
    # reading or a metric is called is looked up by the word that its enumeration stands for.
    words = later_on("slaapp.wording")
    html, durations = later_on("html"), later_on("slaapp.domain.durations")

NOTHING = "\u2013"
ELLIPSIS = "\u2026"

_METRIC_SHORT: Mapping[str, str] = {
    "first_response": "Response",
    "next_response": "Response",
    "update": "Update",
    "resolution": "Resolution",
}
_CHANNEL: Mapping[str, str] = {"phone": "phone", "email": "e-mail", "in_person": "in person", "portal": "portal"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def say(text: str, **values: object) -> str:
    """The text in the person's language, `{name}` filled in afterwards. User text goes in as a value, never as text.

    Where a value that ends in a full stop ends the sentence ("Sam R."), there is one.
    """
    translated = QCoreApplication.translate("window", text)
    if not values:
        return translated
    ends = {name for name, value in values.items() if str(value).endswith(".") and f"{{{name}}}." in translated}
    return translated.format(**{name: str(value)[:-1] if name in ends else value for name, value in values.items()})


TIP_WIDTH = 72
"""Characters a line of a tool tip: Qt breaks no plain text by itself."""


def tip(text: str) -> str:
    """A tool tip that shows `text` as it is, even where Qt would take it for markup, in lines that can be read."""
    lines = [part for line in text.split("\n") for part in wrap(line, TIP_WIDTH) or [""]]
    if "<" in text or "&" in text:
        return f"<span>{'<br>'.join(html.escape(line) for line in lines)}</span>"
    return "\n".join(lines)


def severity(value: Severity) -> str:
    return say(words.SEVERITY[value])


def severity_called(value: Severity, meaning: Meaning | None) -> str:
    """What an agreement that says so of it calls it, else what it is called everywhere."""
    return severity(value) if meaning is None or not meaning.name else " ".join(meaning.name.split())


def severity_here(value: Severity, agreement: Agreement | None) -> str:
    return severity_called(value, None if agreement is None else agreement.meanings.get(value))


def severity_in_full(value: Severity, meaning: Meaning | None) -> str:
    """Where tickets of several agreements stand together: `Major (High)`."""
    called, everywhere = severity_called(value, meaning), severity(value)
    return everywhere if called == everywhere else say("{own} ({standard})", own=called, standard=everywhere)


def severity_means(meaning: Meaning | None) -> str:
    """`Several people cannot work · for example: no printing; no mail`; empty where the agreement says nothing."""
    if meaning is None:
        return ""
    text, *examples = (" ".join(words.split()) for words in (meaning.text, *meaning.examples))
    return joined(text, say("for example: {examples}", examples="; ".join(examples)) if examples else "")


def severity_tip(value: Severity, meaning: Meaning | None) -> str:
    """What it is called, and in a second line what for."""
    return "\n".join(filter(None, (severity_in_full(value, meaning), severity_means(meaning))))


def status(value: Status) -> str:
    return say(words.STATUS[value])


def miss_reason(value: MissReason) -> str:
    return say(words.MISS_REASON[value])


def missed_because(event: BreachExplained) -> str:
    """Of which kind the reason is, and the reason in words."""
    kind = "" if event.code is None else miss_reason(event.code)
    return ": ".join(part for part in (kind, event.reason.strip()) if part)


def metric(value: Metric) -> str:
    return say(words.METRIC[value])


def numbered(value: Metric, cycle: int) -> str:
    """ "Next update 2": one cycle beside others."""
    return say("{metric} {n}", metric=metric(value), n=cycle)


def cycle_of(value: Metric, cycle: int) -> str:
    """As `numbered`; the first goes without."""
    return metric(value) if cycle == 1 else numbered(value, cycle)


def metric_short(value: Metric) -> str:
    """The queue's column of clocks."""
    return say(_METRIC_SHORT[value])


def tier(value: Tier) -> str:
    return say(words.TIER[value])


def channel(value: Channel) -> str:
    """After "by": "by phone", "in person"."""
    return say(_CHANNEL[value])


# Lengths and instants come from `slaapp.domain.durations`; here they are joined with words.


def countdown(reading: Reading | None) -> str:
    """What a pill says."""
    if reading is None:
        return NOTHING
    match reading.state:
        case "paused":
            return say("paused")
        case "breached":
            return durations.overdue(reading.late or 0)
        case "ended" if reading.verdict is not None:
            return finished(reading)
        case "running" | "waiting_for_opening" if reading.left is not None:
            return durations.countdown(reading.left)
        case _:
            return NOTHING


def overspent(reading: Reading) -> bool:
    """Paused with more used than is allowed now: not late until it counts again, and then at once (C8 of semantics)."""
    return reading.state == "paused" and bool(reading.late)


def finished(reading: Reading) -> str:
    """`in 23 m` of a clock that was met, `late by 12 m` of one that was not."""
    if reading.breached:
        late = reading.late or 0
        return say("late by {length}", length=durations.late(late) if late < MINUTE else durations.at_a_glance(late))
    return say("in {length}", length=durations.at_a_glance(reading.used))


def longest_when(earliest: Instant, latest: Instant, now: Instant, zone: ZoneInfo) -> str:
    """Room for any instant between the two, as the column Due says it."""
    longest = max(len(durations.when(at, now, zone)) for at in (earliest, latest))
    return "Wed 00:00" if longest <= len("Wed 00:00") else "00 May 00:00" if longest < 13 else "00 May 0000 00:00"


def longest_result() -> str:
    """Room for how a ticket ended."""
    return say("late by {length}", length=durations.used(24 * 60 * MINUTE - MINUTE))


def due_in_words(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """As the column Due, with "today" where there is room for it: `14:15 today`."""
    text = durations.when(instant, now, zone)
    same_day = durations.wall_time(instant, zone).date() == durations.wall_time(now, zone).date()
    return say("{time} today", time=text) if same_day else text


def time_and_day(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """After "by": `17:30 today`, `16:35 Tue`, `17:00 19 Apr 2016`."""
    time = durations.time_of_day(instant, zone)
    day = durations.when(instant, now, zone).removesuffix(time).strip()
    return f"{time} {day or say('today')}"


def saved(instant: Instant, zone: ZoneInfo) -> str:
    """`Saved 13:30`."""
    return say("Saved {time}", time=durations.time_of_day(instant, zone))


def date_and_time(instant: Instant, zone: ZoneInfo) -> str:
    """`Wed 11 Mar 2026, 13:30`"""
    at = durations.wall_time(instant, zone)
    return f"{durations.weekday_and_day(at.date())} {at.year}, {durations.time_of_day(instant, zone)}"


def day_heading(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """`Today`, or `Tuesday 10 March`, with the year where it is another."""
    day, today = durations.wall_time(instant, zone).date(), durations.wall_time(now, zone).date()
    if day == today:
        return say("Today")
    year = "" if day.year == today.year else f" {day.year}"
    return f"{say(_WEEKDAYS[day.weekday()])} {day.day} {durations.MONTHS[day.month - 1]}{year}"


def weekday(instant: Instant, zone: ZoneInfo) -> str:
    """`Wednesday`"""
    return say(_WEEKDAYS[durations.wall_time(instant, zone).weekday()])


# Counts, places and names


_VIEW: Mapping[str, str] = {
    "all": "All open",
    "mine": "My tickets",
    "unassigned": "Unassigned",
    "overdue": "Overdue",
    "waiting": "Waiting",
    "resolved": "Resolved",
    "no_agreement": "No agreement",
}


def view(name: str) -> str:
    return say(_VIEW[name])


_PAGE: Mapping[str, str] = {
    "dashboard": "Dashboard",
    "past": "As it was",
    "customers": "Customers",
    "agreements": "Agreements",
    "review": "Review",
    "hours": "Business hours",
    "reports": "Reports",
    "settings": "Settings",
    "import": "Import",
    "help": "Help",
    "search": "Search everything",
}


def page(name: str) -> str:
    """A page of the desk, as the sidebar and the title of the window call it."""
    return say(_PAGE[name])


def window_title(page: str) -> str:
    return say("{page} – SLA Desk", page=page)


def percent(share: float) -> str:
    return f"{round(share * 100)} %"


def joined(*facts: str) -> str:
    """Facts of one line with a middle dot between them; empty ones are left out."""
    return " · ".join(fact for fact in facts if fact)


def overdue_tickets(count: int) -> str:
    return say("{count} overdue", count=count)


def support_hours(hours: DeskHours, now: Instant) -> str:
    """The foot of the window: until when the desk is open and what is left of today, or when it opens again."""
    if hours.open and hours.closes_at is None:
        return say("Support hours around the clock")
    if hours.open and hours.closes_at is not None:
        until = durations.time_of_day(hours.closes_at, hours.zone)
        left_today = durations.left(hours.left_today)
        return say("Support hours until {until} · {left} left today", until=until, left=left_today)
    if hours.opens_at is None:
        return say("No support hours in this calendar")
    return say("Outside support hours · open again {at}", at=durations.when(hours.opens_at, now, hours.zone))


def tickets(count: int) -> str:
    return say("1 ticket") if count == 1 else say("{count} tickets", count=f"{count:,}")


def which(numbers: Sequence[int]) -> str:
    """A ticket by its number; several by how many they are."""
    return str(numbers[0]) if len(numbers) == 1 else tickets(len(numbers))


def open_tickets(count: int) -> str:
    return say("1 open ticket") if count == 1 else say("{count} open tickets", count=count)


def initials(name: str) -> str:
    """`SR` of "Sam R.", as this person chose them, with their colour."""
    return faces.of(name)


def counts_again(reading: Reading, now: Instant, zone: ZoneInfo) -> str:
    """Of a clock outside support hours: `counts again Thu 07:30`."""
    if reading.counts_again_at is None:
        return say("never due: this calendar has no open hours")
    return say("counts again {at}", at=durations.when(reading.counts_again_at, now, zone))


def clock_starts(received_at: Instant | None, now: Instant, zone: ZoneInfo) -> str:
    """`now, 13:30`, or when it was received."""
    if received_at is None:
        return say("now, {time}", time=durations.time_of_day(now, zone))
    return due_in_words(received_at, now, zone)


def logged(number: int, respond_by: str) -> str:
    """Of a ticket that was logged this moment."""
    if respond_by:
        return say("{number} logged. Respond by {time}.", number=number, time=respond_by)
    return say("{number} logged.", number=number)


# The ticket page, "Why?", the report page and paper.


def claimed(by: Claimant, name: str) -> str:
    """Why it is that agreement: `for service Wi-Fi`."""
    return say(words.CLAIMED_BY[by], name=name)


def not_measured(reason: NotMeasuredReason) -> str:
    return say(words.NOT_MEASURED[reason])


def exact(seconds: Seconds) -> str:
    """To the second, what is nought left out: `2 h 15 m`, `45 s`. For targets and ledgers, whose figures add up."""
    whole, over = divmod(seconds, MINUTE)
    if not over:
        return durations.used(seconds)
    hours, minutes = divmod(whole, 60)
    parts = [f"{hours}{durations.NARROW}h", f"{minutes:02}{durations.NARROW}m"] if hours else []
    if minutes and not hours:
        parts = [f"{minutes}{durations.NARROW}m"]
    return durations.NARROW.join([*parts, f"{over:02}{durations.NARROW}s" if whole else f"{over}{durations.NARROW}s"])


def by_channel(value: Channel) -> str:
    """ "by phone", "in person"."""
    return say("in person") if value == "in_person" else say("by {channel}", channel=channel(value))


def day_of_bar(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """`Tue 10 March`, with the year where it is another."""
    day, today = durations.wall_time(instant, zone).date(), durations.wall_time(now, zone).date()
    year = "" if day.year == today.year else f" {day.year}"
    return f"{say(durations.DAYS[day.weekday()])} {day.day} {say(durations.MONTHS[day.month - 1])}{year}"


def not_saved(name: str, why: str) -> str:
    return say(
        "{name} was not saved: {why}. The report is kept here. Choose another place, then save again.",
        name=name,
        why=why,
    )


def saved_as(path: str) -> str:
    return say("Saved as {path}.", path=path)


def sent_to(printer: str) -> str:
    return say("Sent to {printer}.", printer=printer or say("the printer"))


def not_printed(printer: str, why: str) -> str:
    said = f": {why}" if why else ""
    return say(
        "Not printed, {printer} did not take it{said}. The report is kept here. Check the printer, then print again.",
        printer=printer or say("the printer"),
        said=said,
    )
