"""The line above the severities of Log ticket: what the chosen one means here, and what impact and urgency propose."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain.agreement import Agreement, Severity
from ui import wording
from ui.dialogs.log_ticket_parts import FieldName
from ui.proposing import proposals
from ui.widgets.button import Chip
from ui.widgets.label import Label
from ui.widgets.severity_icon import severity_icon


class SeverityHead(QWidget):
    """`proposed` carries a Severity."""

    proposed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._agreement: Agreement | None = None
        self.meaning = Label("", "small", "text2", elide=True)
        self.keys = Label(wording.say("1–4 here, Alt 1–4 from any field"), "small", "text3")
        self.chip = Chip("", wording.say("From impact and urgency"), height=22)
        self.chip.about_to_show.connect(self._offer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(FieldName(wording.say("Severity"), 2))
        row.addWidget(self.meaning, 1)
        row.addWidget(self.keys)
        row.addWidget(self.chip)
        self.chip.hide()

    def show_severity(self, severity: Severity, agreement: Agreement | None) -> None:
        self._agreement = agreement
        words = wording.severity_means(None if agreement is None else agreement.meanings.get(severity))
        self.meaning.setText(words)
        self.meaning.setToolTip(wording.tip(words))
        proposes = bool(proposals(agreement))
        self.chip.setVisible(proposes)
        self.keys.setVisible(not proposes)

    def ask(self) -> bool:
        """Open the menu; False where nothing is proposed."""
        if self.chip.isHidden():
            return False
        self.chip.setFocus()
        self.chip.open_menu()
        return True

    def _offer(self) -> None:
        self.chip.menu.clear()
        for words, severity in proposals(self._agreement):
            action = self.chip.menu.addAction(severity_icon(severity), words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, severity=severity: self.proposed.emit(severity))
