"""Which hours of the week a desk is open, for the map of arrivals on paper and in the window."""

from slaapp.domain.calendar import Calendar


def open_hours(calendar: Calendar) -> list[list[bool]]:
    """By weekday and hour whether any of it is open in the week, holidays and special days aside."""
    found = [[False] * 24 for _ in range(7)]
    for day, openings in enumerate(calendar.week):
        for opening in openings:
            for hour in range(opening.opens // 60, -(-opening.closes // 60)):
                found[(day + hour // 24) % 7][hour % 24] = True
    return found
