"""Pages whose editors come later: each says what is kept there and how it is changed until then."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import wording
from ui.widgets.empty import Empty
from ui.widgets.label import Panel
from ui.widgets.page_head import PageHead


class LaterPage(Panel):
    """`hints` are rows of command, what it does, and a remark."""

    def __init__(
        self,
        icon: str,
        title: str,
        headline: str,
        sentence: str,
        hints: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", parent=parent)
        header = PageHead(title)
        header.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(Empty(icon, headline, sentence, commands=tuple(hints)), 1)


def importing() -> LaterPage:
    return LaterPage(
        "upload",
        wording.say("Import"),
        wording.say("Files are imported by command for now"),
        wording.say("An event log of ServiceNow can be read. A second import of the same file adds nothing."),
        (("slaapp import servicenow FILE --customer NAME", wording.say("Read the file")),),
    )


PAGES: Mapping[str, Callable[[], LaterPage]] = {
    "import": importing,
}
