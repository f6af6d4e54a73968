"""The head of a page, and the frame of a page that has a list beside it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.divider import Divider
from ui.widgets.label import Label, Panel


class PageHead(Panel):
    """Begins with the title; what else is in it is added to `row`. It grows with the text."""

    def __init__(self, title: str, *, spacing: int = 8) -> None:
        super().__init__("surface", lines="bottom")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 1)
        self.row.setSpacing(spacing)
        self.title = Label(title, "title_m")
        self.row.addWidget(self.title)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(theme.HEADER))


def frame_with_list(
    page: QWidget, title: str, beside: Sequence[QWidget], content: QWidget, *, name: str, width: int
) -> None:
    """The head, under it what is `beside`, `width` wide until the person drags it, and the content.

    Where it was dragged to is remembered under `name`.
    """
    head = PageHead(title)
    head.row.addStretch(1)
    left = Panel("surface", lines="right")
    side = QVBoxLayout(left)
    side.setContentsMargins(12, 12, 9, 12)
    side.setSpacing(10)
    for part in beside:
        side.addWidget(part)
    body = QHBoxLayout()
    body.setSpacing(0)
    body.addWidget(left)
    body.addWidget(content, 1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addLayout(body, 1)
    Divider(left, name, lambda: width, at_left=True)
