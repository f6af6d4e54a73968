"""Merge two customers: which one stays, exactly what will happen, and one act that can be undone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.services.catalogue import Customer
from ui.views.customers.hands import Hands
from ui.widgets.button import Chip
from ui.widgets.label import Icon, Label
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.widgets.scroll import FoldingArea
from ui.widgets.titled_form import TitledForm
from ui.wording import say


class _Asks(Chip):
    """Looks like a choice, and opens a list that can be searched."""

    def open_menu(self) -> None:
        self.about_to_show.emit()


class MergeCustomers(TitledForm):
    """`merged` carries the id of the one that stays."""

    merged = Signal(str)

    def __init__(self, hands: Hands, over: QWidget) -> None:
        super().__init__(over, "", say("Merge"), width=560, top=96)
        self._hands = hands
        self._loser: Customer | None = None
        self._survivor: Customer | None = None
        self.into = _Asks(say("Into"), say("Choose a customer"), icon="users", height=32)
        self.picker = Picker(say("Name of the customer that stays"), self, width=420)
        said = QWidget()
        self._said = QVBoxLayout(said)
        self._said.setContentsMargins(0, 0, 0, 0)
        self._said.setSpacing(6)
        self.area = FoldingArea(said)
        self.area.setAccessibleName(say("What merging does"))
        self.rows.addWidget(self.into, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self.area, 1)
        self.into.about_to_show.connect(self._offer)
        self.picker.chosen.connect(self._choose)
        self.act.clicked.connect(self._merge)

    def ask(self, loser: Customer) -> None:
        self._loser, self._survivor = loser, None
        self.title.setText(say("Merge {name} into another customer", name=one_line(loser.name)))
        self.into.show_value(say("Choose a customer"))
        self._show((), "")
        self.open()
        self.into.setFocus(Qt.FocusReason.OtherFocusReason)

    def sentences(self) -> list[str]:
        """What it says will happen."""
        found = []
        for at in range(self._said.count()):
            item = self._said.itemAt(at)
            widget = None if item is None else item.widget()
            if widget is not None:
                found.append(widget.accessibleName())
        return found

    def _offer(self) -> None:
        others = [held for held in self._hands.engine.catalogue.customers() if held != self._loser]
        others.sort(key=lambda held: held.name.casefold())
        here = None if self._survivor is None else self._survivor.id
        choices = [Choice(held.id, one_line(held.name), icon="users", current=held.id == here) for held in others]
        self.picker.open_with(choices, self.into, within=self.form)

    def _choose(self, survivor: str) -> None:
        self.choose(self._hands.engine.catalogue.customer(survivor))

    def choose(self, survivor: Customer) -> None:
        loser = self._loser
        assert loser is not None
        self._survivor = survivor
        self.into.show_value(one_line(survivor.name))
        now = self._hands.clock.now()
        try:
            merger = self._hands.engine.customer_merging.preview(loser.id, survivor.id, now=now)
        except Refusal as refusal:
            self._show((), str(refusal))
            return
        self._show(merger.sentences(), "")
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, sentences: tuple[str, ...], problem: str) -> None:
        while (item := self._said.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for sentence in sentences:
            said = _Sentence(sentence)
            self._said.addWidget(said)
            said.show()  # at once, so that the form is measured with it
        can = bool(sentences)
        self.act.setEnabled(can)
        survivor = "" if self._survivor is None else one_line(self._survivor.name)
        short = survivor if len(survivor) <= 30 else survivor[:29] + "…"
        self.act.setText(say("Merge into {name}", name=short) if can else say("Merge"))
        self.act.setAccessibleName(self.act.text())
        self.act.updateGeometry()
        self.say_wrong(problem)

    def _merge(self) -> None:
        loser, survivor = self._loser, self._survivor
        if loser is None or survivor is None:
            return
        words = say("{name} merged into {into}.", name=one_line(loser.name), into=one_line(survivor.name))
        try:
            self._hands.do(words, self._hands.engine.customer_merging.merge, loser.id, survivor.id)
        except Refusal as refusal:
            self._show((), str(refusal))
            return
        self.close_form()
        self.merged.emit(survivor.id)


class _Sentence(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(one_line(words))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon("check", "text3", 14, line="prose"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(one_line(words), "prose", "text", wrap=True), 1)
