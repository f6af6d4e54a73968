"""The worked example as a drawing: where on its bar each stretch and each due time stands, in millimetres."""

from typing import Any

from slaapp.domain.spans import Instant
from slaapp.reports.agreement_blocks import Example

WIDE = 150.0
_CLOSED = 31.0
"""Closed hours are not to scale: two days would leave nothing for the hours that count."""
_NARROWEST = 12.5
_LETTER = 1.5
"""About so wide is a letter of a label."""


def drawn(example: Example) -> dict[str, Any]:
    """Of an example that has stretches."""
    widths = _widths(example)
    starts = [sum(widths[:place]) for place in range(len(widths))]
    pieces = [
        {"x": x, "width": width, "open": held.open, "day": held.day, "label": held.label}
        for held, x, width in zip(example.stretches, starts, widths, strict=True)
    ]
    marks = []
    taken = [len(example.received) * _LETTER + 2]
    for due in example.due:
        x = _place(example, starts, widths, due.at)
        half = len(due.label) * _LETTER / 2
        at = max(x, half)
        row = next((row for row, end in enumerate(taken) if at - half >= end), len(taken))
        taken[row : row + 1] = [at + half + 2]
        marks.append({"x": x, "at": at, "row": row, "label": due.label})
    return {
        "kind": "bar",
        "alt": example.text,
        "pieces": pieces,
        "marks": marks,
        "rows": len(taken) - 1,
        "start": example.received,
    }


def _widths(example: Example) -> list[float]:
    """Open stretches share what the closed ones leave, in proportion; none is too narrow for its label."""
    open_ = [held for held in example.stretches if held.open]
    room = WIDE - _CLOSED * (len(example.stretches) - len(open_))
    whole = sum(held.end - held.start for held in open_)
    scaled = {held.start: max(_NARROWEST, room * (held.end - held.start) / whole) for held in open_}
    over = sum(scaled.values()) - room
    longest = max(scaled, key=lambda start: scaled[start])
    scaled[longest] -= over
    return [scaled[held.start] if held.open else _CLOSED for held in example.stretches]


def _place(example: Example, starts: list[float], widths: list[float], at: Instant) -> float:
    for held, x, width in zip(example.stretches, starts, widths, strict=True):
        if held.open and held.start <= at <= held.end:
            return x + width * (at - held.start) / (held.end - held.start)
    raise ValueError("what is due lies outside the hours that are drawn")
