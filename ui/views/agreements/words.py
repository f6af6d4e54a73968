"""How versions and those who have an agreement are told on its page."""

from collections.abc import Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from slaapp.services.agreement_versions import Listed, State, Version
from ui.widgets.runs import one_line
from ui.wording import say

STATES: Mapping[State, tuple[str, str, str]] = {
    State.DRAFT: ("neutral", "pencil-line", "draft"),
    State.OFFERED: ("neutral", "pencil-line", "offered"),
    State.SIGNED: ("green", "check", "signed"),
    State.COMING: ("neutral", "clock", "coming"),
    State.IN_FORCE: ("green", "check", "in force"),
    State.REPLACED: ("neutral", "archive", "replaced"),
    State.EXPIRED: ("amber", "clock-alert", "expired"),
    State.TERMINATED: ("amber", "clock-alert", "terminated"),
}
"""Look, icon, word."""


def customers_words(held: Listed) -> str:
    count = len(held.customers)
    words = say("1 customer") if count == 1 else say("{count} customers", count=count)
    if held.is_desks:
        return say("{customers}, and all without one", customers=words) if count else say("All without one")
    return words if count else say("No customer yet")


def soon_over(held: Listed, today: date) -> str:
    """`ends 31 Mar`, from its notice days on; empty where a later version follows or it has no end."""
    version = held.in_force
    if version is None or version.last is None or any(one.state is State.COMING for one in held.versions):
        return ""
    if version.last - timedelta(days=version.agreement.notice_days) > today:
        return ""
    return say("ends {day}", day=durations.short_day(version.last))


def days_words(version: Version) -> str:
    """`1 Sep 2025 – 31 Mar 2026`, `from the beginning`, `from 1 April 2026`."""
    first, last = version.first, version.last
    if first is None:
        return say("from the beginning") if last is None else say("until {day}", day=_day(last))
    if last is None:
        return say("from {day}", day=_day(first))
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return f"{durations.short_day(day)} {day.year}"


def edited_words(version: Version, names: Mapping[str, str], now: Instant, zone: ZoneInfo) -> str:
    """`edited 11:20 by Alex M.`; `names` gives people's names by account. Empty for what is not a draft."""
    if version.state is not State.DRAFT or version.edited_at is None:
        return ""
    time = durations.when(version.edited_at, now, zone)
    name = one_line(names.get(version.edited_by, version.edited_by)) or say("Somebody")
    return say("edited {time} by {name}", time=time, name=name)


def signed_words(version: Version) -> str:
    """`Signed by 6 of 7 customers`, `Not signed yet`; empty where nobody has it as their own."""
    signed, missing = len(version.signatures), len(version.missing)
    if not signed + missing:
        return ""
    if not signed:
        return say("Not signed yet")
    if missing:
        return say("Signed by {signed} of {all_of} customers", signed=signed, all_of=signed + missing)
    return say("Signed") if signed == 1 else say("Signed by all {signed} customers", signed=signed)
