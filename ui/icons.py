"""Icons by name, tinted and kept: Lucide's drawings (ISC), painted at the size and density that is asked for.

The markup of the icons in use lies in `resources/icons/lucide.json`, taken from the package `python-lucide` by
`python -m ui.icons [NEW NAME ...]`: reading one small file starts the window faster than importing the package and its
database.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme import Colour

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from slaapp.domain.clock import Reading

_FILE = Path(resources.__file__).parent / "icons" / "lucide.json"

STROKE = 1.75
STROKE_PILL = 2.0

BY_METRIC: Mapping[str, str] = {
    "first_response": "reply",
    "next_response": "message-square-reply",
    "update": "message-square-more",
    "resolution": "flag",
}
BY_STATUS: Mapping[str, str] = {
    "new": "circle-dashed",
    "in_progress": "circle-dot",
    "waiting_customer": "message-circle-question-mark",
    "waiting_third_party": "building-complex",
    "scheduled": "hourglass",
    "resolved": "circle-check",
    "closed": "archive",
}
BY_CHANNEL: Mapping[str, str] = {
    "phone": "phone-incoming",
    "email": "mail",
    "in_person": "user-round",
    "portal": "inbox",
}
"""By the words that the engine's enumerations stand for, so that painting the first window loads none of them."""


def of_reading(reading: "Reading | None") -> str | None:
    """The icon of a countdown; a clock that is late and paused shows that it is paused, its colour that it is late."""
    if reading is None:
        return None
    match reading.state:
        case "paused":
            return "pause"
        case "breached":
            return "pause" if reading.paused_by is not None else "triangle-alert"
        case "waiting_for_opening":
            return "moon"
        case "running":
            return "clock-alert" if reading.band == "warning" else "clock"
        case "ended" if reading.verdict is not None:
            return "triangle-alert" if reading.breached else "check"
        case _:
            return None


def pixmap(name: str, colour: Colour, size: int = 16, dpr: float = 1.0, *, stroke: float = STROKE) -> QPixmap:
    """`size` is in pixels of the layout, `dpr` the density of the screen. KeyError for an icon that is not ours."""
    return _pixmap(name, colour.name(), size, dpr, stroke)


def icon(name: str, colour: Colour, size: int = 16) -> "QIcon":
    """For menus and the like; where a widget paints itself, `pixmap` is sharper."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - after the first paint

    result = QIcon()
    for dpr in (1.0, 2.0):
        result.addPixmap(pixmap(name, colour, size, dpr))
    return result


def paint(
    painter: QPainter, name: str, colour: Colour, x: float, y: float, size: int, *, stroke: float = STROKE
) -> None:
    """Draw an icon with its upper left corner at (x, y)."""
    image = pixmap(name, colour, size, painter.device().devicePixelRatioF(), stroke=stroke)
    painter.drawPixmap(QRectF(x, y, size, size), image, QRectF(image.rect()))


def names() -> frozenset[str]:
    return frozenset(_markup())


def markup(name: str) -> str:
    """What is inside the SVG."""
    return _markup()[name]


@cache
def _markup() -> dict[str, str]:
    icons: dict[str, str] = json.loads(_FILE.read_text(encoding="utf-8"))["icons"]
    return icons


@cache
def _pixmap(name: str, colour: str, size: int, dpr: float, stroke: float) -> QPixmap:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round">'
        f"{_markup()[name]}</svg>"
    )
    side = round(size * dpr)
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(dpr)
    return image


def _collect(wanted: Iterable[str]) -> dict[str, str]:
    """The inner markup of each icon. KeyError for a name that the package would answer with a placeholder."""
    import lucide  # noqa: PLC0415 - for making the file only

    known = set(lucide.get_icon_list())
    result = {}
    for name in sorted(set(wanted)):
        if name not in known:
            raise KeyError(name)
        svg = lucide.lucide_icon(name)
        result[name] = "".join(line.strip() for line in svg.splitlines()[1:-1])
    return result


def _rewrite(new: Iterable[str]) -> None:
    kept = json.loads(_FILE.read_text(encoding="utf-8"))
    kept["icons"] = _collect([*kept["icons"], *new])
    _FILE.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _rewrite(sys.argv[1:])
