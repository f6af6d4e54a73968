"""Which agreement something claims tickets by: a chip whose menu offers them all; and the groups of a customer."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from slaapp.domain.errors import Refusal
from slaapp.services.customer_claims import ContactGroup
from slaapp.services.customer_pages import CustomerPage
from ui import wording
from ui.views.customers.hands import Hands
from ui.widgets.button import Chip
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say

Give = Callable[[str | None], object]


class AgreementChip(Chip):
    """`none` is what it says while nothing is chosen; a choice is given to `give`, which may refuse it."""

    def __init__(self, hands: Hands, name: str, give: Give, *, none: str) -> None:
        super().__init__(icon="file-text")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # a long name is cut
        self._hands, self._give, self._none, self._about = hands, give, none, name
        self._agreements: Sequence[str] = ()
        self._chosen: str | None = None
        self.about_to_show.connect(self._offer)

    def show_choice(self, agreements: Sequence[str], chosen: str | None) -> None:
        self._agreements, self._chosen = agreements, chosen
        self.show_value(one_line(chosen or self._none))
        self.setToolTip(wording.tip(self.value))
        self.setAccessibleName(f"{self._about}: {self.value}")

    def _offer(self) -> None:
        self.menu.clear()
        for name in (None, *self._agreements):
            action = self.menu.addAction(one_line(name or self._none).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == self._chosen)
            action.triggered.connect(partial(self._choose, name))

    def _choose(self, name: str | None, _checked: bool = False) -> None:
        if name == self._chosen:
            return
        try:
            self._give(name)
        except Refusal as refusal:
            self._hands.commands.refused.emit(str(refusal))


class Groups(QWidget):
    """A line for each group of contacts: its word, how many are in it, and the agreement that it is given."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self._shown: tuple[str, tuple[ContactGroup, ...], tuple[str, ...]] | None = None
        self.chips: dict[str, AgreementChip] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def show_page(self, page: CustomerPage) -> None:
        shown = (page.customer.id, page.groups, page.agreements)
        self.setVisible(bool(page.groups))
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = {}
        for at, group in enumerate(page.groups):
            word = one_line(group.word)
            told = say("Group {word} ({count})", word=word, count=group.contacts)
            chip = AgreementChip(
                self._hands,
                say("Agreement of group {word}", word=word),
                partial(self._give, page.customer.id, group.word),
                none=say("As every contact"),
            )
            chip.show_choice(page.agreements, group.agreement)
            self._grid.addWidget(Label(told, elide=True), at, 0)
            self._grid.addWidget(chip, at, 1, Qt.AlignmentFlag.AlignRight)
            self.chips[group.word] = chip

    def _give(self, customer: str, group: str, agreement: str | None) -> None:
        words = say("Group {group} has no agreement of its own now.", group=one_line(group))
        if agreement is not None:
            words = say("New tickets of group {group} go by {name}.", name=one_line(agreement), group=one_line(group))
        self._hands.do(words, self._hands.engine.customer_claims.give_group, customer, group, agreement)
