"""The names of severities at the left of a chart, each behind its sign, and how wide the counts beside them are."""

from collections.abc import Iterable

from PySide6.QtGui import QPainter

from slaapp.domain.agreement import Severity
from ui import theme
from ui.widgets import painting

SIGN, GAP, WIDEST = 14, 16, 180


def names_width(names: Iterable[str]) -> float:
    """How much they take with their signs and the gap behind; the longest are cut."""
    widest = max((theme.metrics("semi").horizontalAdvance(name) for name in names), default=0)
    return min(_indent() + widest + GAP, theme.px(WIDEST))


def draw_name(painter: QPainter, severity: Severity, name: str, middle: float, width: float) -> None:
    """`width` as `names_width` gave it."""
    style = "semi" if severity is Severity.URGENT else "body"
    painting.severity(painter, 0, middle, severity)
    painting.text(painter, name, style, theme.current().text, _indent(), middle, width - _indent() - GAP / 2)


def _indent() -> int:
    return theme.px(SIGN) + 8


def counts_width(counts: Iterable[str], style: str, least: int) -> float:
    """What the widest of these counts takes, at least so much."""
    metrics = theme.metrics(style)
    return max([float(theme.px(least)), *(metrics.horizontalAdvance(words) + 4.0 for words in counts)])
