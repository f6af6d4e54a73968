"""A part of the document as it will be printed: what the rules say, locked, and below it the agreement's own words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.label import Hairline, Icon, Label
from ui.widgets.runs import Run, RunsParagraph
from ui.wording import say

Shown = Mapping[str, Any]
"""A block as the document's template takes it."""
MOST = 120
"""So many blocks are shown; the printed pages show all."""


class Passage(QWidget):
    """`show_generated` when the rules changed, `show_own` while one types."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Label("", "title_s", wrap=True)
        self.hint = Label("", "small", "text2", wrap=True)
        self.locked = _Locked()
        self.own = _Blocks()
        self.nothing = Label(say("Empty: left out of the document."), "small", "text3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(10)
        for widget in (self.heading, self.hint, self.locked, self.own, self.nothing):
            column.addWidget(widget)
        column.addStretch(1)

    def show_generated(self, heading: str, blocks: Sequence[Shown]) -> None:
        self.heading.setText(heading)
        self.locked.blocks.show_blocks(blocks)
        self.locked.setVisible(bool(blocks))
        self._say()

    def show_own(self, blocks: Sequence[Shown]) -> None:
        self.own.show_blocks(blocks)
        self.own.setVisible(bool(blocks))
        self._say()

    def _say(self) -> None:
        self.nothing.setVisible(self.locked.isHidden() and self.own.isHidden())

    @property
    def words(self) -> str:
        """All that is shown, for who hears it."""
        return "\n".join((self.heading.text(), *self.locked.blocks.words, *self.own.words))


class _Locked(QWidget):
    """What is written out of the rules: it cannot be typed over."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = _Blocks()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Icon("lock", "text3", 12))
        head.addWidget(Label(say("Written out of the rules"), "caption", "text3"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.blocks)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=t.subtle, outline=t.line)


class _Blocks(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown: list[Shown] = []
        self.words: list[str] = []

    def show_blocks(self, blocks: Sequence[Shown]) -> None:
        if list(blocks) == self._shown:
            return
        self._shown = list(blocks)
        self.words = [line for block in blocks for line in _spoken(block)]
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for block in blocks[:MOST]:
            self._column.addWidget(_MADE[block["kind"]](block))
        if len(blocks) > MOST:
            self._column.addWidget(Label(say("The printed pages show the rest."), "small", "text3"))


def _paragraph(block: Shown) -> QWidget:
    return RunsParagraph(_runs(block["runs"]))


def _runs(runs: Sequence[Mapping[str, Any]]) -> tuple[Run, ...]:
    return tuple(Run(run["text"], "prose_semi" if run["bold"] else "prose", "text") for run in runs)


def _plain(text: str) -> RunsParagraph:
    return RunsParagraph((Run(text, "prose", "text"),))


def _items(signs: Sequence[str], contents: Sequence[Sequence[QWidget]]) -> QWidget:
    """Each beside its sign."""
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(4, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for row, (sign, widgets) in enumerate(zip(signs, contents, strict=True)):
        column = QVBoxLayout()
        column.setSpacing(3)
        for widget in widgets:
            column.addWidget(widget)
        grid.addWidget(Label(sign, "prose", "text2"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(column, row, 1)
    return held


def _listing(block: Shown) -> QWidget:
    return _items(["–"] * len(block["items"]), [[_plain(item)] for item in block["items"]])


def _list(block: Shown) -> QWidget:
    count, start = len(block["items"]), block["start"]
    signs = [f"{start + place}." for place in range(count)] if block["ordered"] else ["–"] * count
    return _items(signs, [[_MADE[inner["kind"]](inner) for inner in item[:MOST]] for item in block["items"]])


def _table(rows: Sequence[Sequence[QWidget]], *, first: int = 1) -> QWidget:
    """The first row is its head; `first` is how much wider than the others the first column is."""
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    width = max(map(len, rows), default=1)
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            grid.addWidget(cell, 2 * line, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1 if place else first)
        grid.addWidget(Hairline(), 2 * line + 1, 0, 1, width)
    return held


def _own_table(block: Shown) -> QWidget:
    head, *rows = block["rows"]
    strong = [RunsParagraph([run._replace(style="prose_semi") for run in _runs(cell)]) for cell in head]
    return _table([strong, *([RunsParagraph(_runs(cell)) for cell in row] for row in rows[:MOST])])


def _grid(block: Shown) -> QWidget:
    heads = [Label(head, "small_strong", "text2", wrap=True) for head in block["heads"]]
    return _table([heads, *([_plain(cell) for cell in row] for row in block["rows"][:MOST])])


def _terms(block: Shown) -> QWidget:
    return _table([(RunsParagraph((Run(word, "prose_semi", "text"),)), _plain(text)) for word, text in block["rows"]])


def _targets(block: Shown) -> QWidget:
    heads = [Label(head, "small_strong", "text2", wrap=True) for head in (say("Severity"), *block["heads"])]
    rows = []
    for row in block["rows"]:
        meaning = ". ".join(filter(None, (row["meaning"], *row["examples"])))
        name = (Run(row["name"], "prose_semi", "text"), Run(f"  {meaning}" if meaning else "", "prose", "text2"))
        rows.append([RunsParagraph([run for run in name if run.text]), *map(_plain, row["lengths"])])
    return _table([heads, *rows], first=2)


_MADE: Mapping[str, Callable[[Shown], QWidget]] = {
    "par": _paragraph,
    "listing": _listing,
    "list": _list,
    "table": _own_table,
    "grid": _grid,
    "terms": _terms,
    "targets": _targets,
}


def _spoken(block: Shown) -> Iterator[str]:
    match block["kind"]:
        case "par":
            yield "".join(run["text"] for run in block["runs"])
        case "listing":
            yield from block["items"]
        case "list":
            yield from (line for item in block["items"] for inner in item for line in _spoken(inner))
        case "table":
            yield from (", ".join("".join(run["text"] for run in cell) for cell in row) for row in block["rows"])
        case "targets":
            yield from (", ".join((row["name"], *row["lengths"])) for row in block["rows"])
        case _:
            yield from (", ".join(row) for row in block["rows"])
