"""The one door out of the program: an address is opened in the person's own browser or mail program, if they agree.

Only https and mailto, and only after asking (rule 2 of what can be trusted): a ticket's text names what it likes.
"""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from slaapp.domain.errors import Refusal
from ui.dialogs.copy_text import CopyText
from ui.dialogs.ticket.act_form import ActForm
from ui.links import allowed, scheme
from ui.widgets.runs import one_line
from ui.wording import say

Open = Callable[[QUrl], bool]

system_opener: Open = QDesktopServices.openUrl
"""The system's own way: what the window hands to `open_link`."""


class OpenLink(ActForm):
    """Shows what is to be opened, in full, and asks."""

    def __init__(
        self, over: QWidget, address: str, *, shown: str, then: Callable[[], object], opener: Open, text: str = ""
    ) -> None:
        """`text` can be copied where no program takes the address."""
        mail = scheme(address) == "mailto"
        title = say("Open your mail program") if mail else say("Open this address in your browser")
        super().__init__(over, title, say("Open mail program") if mail else say("Open address"), {}, lead=shown)
        self._address, self._then, self._opener = address, then, opener
        self.hint.setText(say("SLA Desk itself sends nothing"))
        self.copy = CopyText(say("The text can go another way."), text)
        self.body.addWidget(self.copy)
        self.copy.hide()
        self._text = text
        self._first = self.act
        self.done.connect(then)

    def do(self) -> None:
        if not self._opener(QUrl(self._address, QUrl.ParsingMode.StrictMode)):
            self.copy.setVisible(bool(self._text))
            raise Refusal(
                say("No program took it. Nothing was sent, your text is kept. Choose one in your system’s settings.")
            )


def open_link(
    over: QWidget,
    address: str,
    *,
    shown: str = "",
    then: Callable[[], object] = lambda: None,
    opener: Open,
    text: str = "",
) -> OpenLink | None:
    """Ask whether to open the address; `then` follows when it was handed on, and `text` can be copied where it was not.
    None: that is an address this never opens."""
    if not allowed(address):
        return None
    form = OpenLink(over, address, shown=shown or one_line(address), then=then, opener=opener, text=text)
    form.open()
    return form
