"""Likely moments for a ticket to be taken up again."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from ui.wording import say

MORNING = time(9, 0)


def likely_moments(now: Instant, zone: ZoneInfo) -> Sequence[tuple[str, Instant]]:
    """Tomorrow morning, Monday morning, in a week."""
    today = durations.wall_time(now, zone).date()
    days = [
        (say("Tomorrow"), today + timedelta(days=1)),
        (say("Next Monday"), today + timedelta(days=7 - today.weekday())),
        (say("In a week"), today + timedelta(days=7)),
    ]
    return [(words, int(datetime.combine(day, MORNING, zone).timestamp())) for words, day in days]
