"""The head of the report page: what is shown, how large, and what becomes of it."""

from PySide6.QtCore import Qt

from ui import theme, wording
from ui.keymap import KeyOf
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.picker import Picker
from ui.widgets.toggle import Toggle
from ui.wording import say


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
        row.addSpacing(12)
        row.addWidget(self.grey)
        row.addSpacing(4)
        row.addWidget(self.save_as)
        row.addWidget(self.save)
        row.addWidget(self.print)
        self.show_zoom(1.0)

    def tell(self, title: str, about: str) -> None:
        self.title.setText(title)
        self._about.setText(about)
        self._about.setToolTip(wording.tip(about))

    def show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{round(zoom * 100)} %")
        self._zoom.setFixedWidth(theme.px(48))

    def show_paper(self, on: bool) -> None:
        """Pages have a size and may be grey; charts have neither."""
        for control in (self.zoom_out, self._zoom, self.zoom_in, self.grey):
            control.setVisible(on)

    def allow(self, there: bool) -> None:
        """Whether there is a report that something can be done with."""
        for control in (self.zoom_in, self.zoom_out, self.grey, self.save_as, self.save, self.print):
            control.setEnabled(there)
        self.print.setToolTip("" if there else say("There is no report to show"))
