"""The head of the report page: what is shown, how large, and what becomes of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from ui import theme, wording
from ui.keymap import KeyOf
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.picker import Picker
from ui.widgets.toggle import Toggle
from ui.wording import say

SPARE = (12, 4)
"""Before and behind the choice of grey pages."""


class ReportHead(PageHead):
    def __init__(self) -> None:
        super().__init__(say("Monthly report"))
        self._about = Label("", "body", "text3", elide=True)
        self.zoom_out = IconButton("zoom-out", say("Smaller"), keys=KeyOf("zoom_out"))
        self._zoom = Label("", "body", "text3")
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom_in = IconButton("zoom-in", say("Larger"), keys=KeyOf("zoom_in"))
        self.grey = Toggle(say("Black and white"), "contrast")
        self.save = Button(say("PDF"), icon="download")
        tip_with_keys(self.save, say("Save as PDF"), KeyOf("save_pdf"))
        self.save_as = IconButton("file-spreadsheet", say("Save in another form"))
        self.forms = Picker(say("Save in another form"), self.save_as, width=260)
        self.print = Button(say("Print"), icon="printer", keys=KeyOf("print_report"), kind=Kind.PRIMARY)
        row = self.row
        for widget, stretch in ((self._about, 1), (self.zoom_out, 0), (self._zoom, 0)):
            row.addWidget(widget, stretch)
        row.addWidget(self.zoom_in)
        row.addSpacing(SPARE[0])
        row.addWidget(self.grey)
        row.addSpacing(SPARE[1])
        row.addWidget(self.save_as)
        row.addWidget(self.save)
        row.addWidget(self.print)
        self._grey_words = self.grey.text()
        sized = (self.zoom_out, self._zoom, self.zoom_in, self.grey)
        self._parts = (self.title, *sized, self.save_as, self.save, self.print)
        self.show_zoom(1.0)

    def _brief(self) -> None:
        """Where there is no room for all words, that of grey pages is left to its sign."""
        self.grey.setText(self._grey_words)
        seen = [part for part in self._parts if not part.isHidden()]
        taken = sum(part.sizeHint().width() + self.row.spacing() for part in seen) + sum(SPARE)
        tight = taken + theme.GUTTER_LEFT + theme.GUTTER_RIGHT > self.width()
        self.grey.setText("" if tight else self._grey_words)
        self.grey.setToolTip(wording.tip(self._grey_words) if tight else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._brief()

    def tell(self, title: str, about: str) -> None:
        self.title.setText(title)
        self._about.setText(about)
        self._about.setToolTip(wording.tip(about))
        self._brief()

    def show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{round(zoom * 100)} %")
        self._zoom.setFixedWidth(theme.px(48))

    def show_paper(self, on: bool) -> None:
        """Pages have a size and may be grey; charts have neither."""
        for control in (self.zoom_out, self._zoom, self.zoom_in, self.grey):
            control.setVisible(on)
        self._brief()

    def allow(self, there: bool) -> None:
        """Whether there is a report that something can be done with."""
        for control in (self.zoom_in, self.zoom_out, self.grey, self.save_as, self.save, self.print):
            control.setEnabled(there)
        self.print.setToolTip("" if there else say("There is no report to show"))
