"""The head and the five cards: overdue, due within one hour, open, unassigned, waiting."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF

from slaapp.domain import durations
from slaapp.domain.value import Value
from slaapp.services.overview import Overview
from ui import wording
from ui.views.dashboard.brush import Brush
from ui.wording import say

TOP, HEIGHT, GAP = 122, 152, 24


class Card(Value):
    """`tone` is "red" for a filled card, "amber" for an outlined one, else empty."""

    icon: str
    title: str
    number: int
    remark: str
    tone: str = ""


def cards_of(found: Overview) -> Iterator[Card]:
    cards, zone = found.cards, found.hours.zone
    oldest = "" if cards.oldest is None else say("oldest {length}", length=durations.at_a_glance(cards.oldest))
    following = (
        "" if cards.next_due_at is None else say("next {time}", time=durations.time_of_day(cards.next_due_at, zone))
    )
    yield Card("triangle-alert", say("Overdue"), cards.overdue, oldest, "red" if cards.overdue else "")
    yield Card(
        "clock-alert", say("Due within 1 hour"), cards.within_hour, following, "amber" if cards.within_hour else ""
    )
    yield Card("inbox", say("Open"), cards.open, say("{n} new today", n=cards.new_today))
    overdue = wording.overdue_tickets(cards.unassigned_overdue) if cards.unassigned_overdue else ""
    yield Card("user-plus", say("Unassigned"), cards.unassigned, overdue)
    all_paused = cards.waiting == cards.paused
    paused = say("clocks paused") if all_paused else say("clocks of {n} paused", n=cards.paused)
    yield Card("pause", say("Waiting"), cards.waiting, paused if cards.waiting else "")


def paint_head(brush: Brush, found: Overview, name: str, width: float, *, middle: float = 68) -> None:
    """The desk's name, until when it is open, the date and the time."""
    t, hours = brush.t, found.hours
    x = 56 + brush.text(name, 30, 56, middle, weight=600, room=width * 0.4, prose=True) + 30
    brush.icon("sun" if hours.open else "moon", x, middle, 24, t.text2)
    brush.text(short_hours(found), 22, x + 34, middle, ink=t.text2)
    time = brush.text(durations.time_of_day(found.now, hours.zone), 48, width - 56, middle, weight=600, right=True)
    day = durations.wall_time(found.now, hours.zone)
    words = f"{wording.weekday(found.now, hours.zone)} {day.day} {durations.MONTHS[day.month - 1]}"
    brush.text(words, 22, width - 56 - time - 28, middle, ink=t.text2, right=True)


def short_hours(found: Overview) -> str:
    """`Open until 18:00`, or when it opens."""
    hours = found.hours
    if hours.open:
        if hours.closes_at is None:
            return say("Open around the clock")
        return say("Open until {time}", time=durations.time_of_day(hours.closes_at, hours.zone))
    if hours.opens_at is None:
        return say("Closed")
    return say("Closed until {time}", time=durations.when(hours.opens_at, found.now, hours.zone))


def paint_cards(brush: Brush, found: Overview, width: float, *, top: float = TOP) -> None:
    each = (width - 112 - 4 * GAP) / 5
    for at, card in enumerate(cards_of(found)):
        _card(brush, QRectF(56 + at * (each + GAP), top, each, HEIGHT), card)


def _card(brush: Brush, rect: QRectF, card: Card) -> None:
    t = brush.t
    filled = card.tone == "red"
    head = t.on_red if filled else t.amber_text if card.tone else t.text2
    ink = t.on_red if filled else t.amber_text if card.tone else t.text
    outline = None if filled else t.amber if card.tone else t.line
    brush.box(rect, 10, fill=t.red_area if filled else brush.card, outline=outline, width=2 if card.tone else 1)
    x = rect.x() + 26
    brush.icon(card.icon, x, rect.y() + 34, 26, head)
    brush.text(card.title, 22, x + 38, rect.y() + 34, ink=head, weight=500, room=rect.right() - x - 60)
    wide = brush.text(str(card.number), 72, x, rect.y() + 101, ink=ink, weight=600)
    room = rect.right() - 16 - (x + wide + 16)
    remark = t.on_red if filled else t.text2
    lines = _lines(brush, card.remark, room)
    for at, words in enumerate(reversed(lines)):
        brush.text(words, 22, x + wide + 16, rect.y() + 120 - 26 * at, ink=remark, room=room)


def _lines(brush: Brush, remark: str, room: float) -> tuple[str, ...]:
    """On one line, else broken before its last word: a smaller text could not be read."""
    first, _, last = remark.rpartition(" ")
    return (remark,) if not first or brush.width_of(remark, 22) <= room else (first, last)
