"""What the window says of recurring tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaapp.domain import durations
from ui.wording import say

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slaapp.domain.spans import Instant
    from slaapp.services.recurring import Ran


def planned_for(at: Instant, zone: ZoneInfo) -> str:
    """`planned for Mon 2 Mar, 08:00`"""
    return say("planned for {day}, {time}", day=_day(at, zone), time=durations.time_of_day(at, zone))


def created(ran: Ran, zone: ZoneInfo) -> str:
    """What a run brought, in a sentence."""
    if ran.oldest_at is None or not ran.numbers:
        return say("{n} missed tickets were left out.", n=ran.skipped)
    if len(ran.numbers) == 1:
        told = planned_for(ran.oldest_at, zone)
        return say("{number} was created: {name}, {planned}.", number=ran.numbers[0], name=ran.name, planned=told)
    sentence = "{n} recurring tickets were created, the oldest planned for {day}."
    return say(sentence, n=len(ran.numbers), day=_day(ran.oldest_at, zone))


def waiting(ran: Ran, zone: ZoneInfo) -> tuple[str, tuple[str, ...]]:
    """Title and lines of the question what is to be done with many missed ones."""
    assert ran.oldest_at is not None
    title = say("{n} recurring tickets were missed", n=ran.waiting)
    return title, (
        say("The oldest was planned for {day}", day=_day(ran.oldest_at, zone)),
        say("None was created yet"),
    )


def _day(at: Instant, zone: ZoneInfo) -> str:
    return durations.weekday_and_day(durations.wall_time(at, zone).date())
