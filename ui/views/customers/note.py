"""What is typed about a customer, a note and an address: saved when the keyboard leaves it, or with Ctrl+Enter."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from slaapp.domain.errors import Refusal
from slaapp.services.changes import Changes
from ui import theme
from ui.views.customers.hands import Hands
from ui.views.customers.section import Section
from ui.widgets.field import Problem, TextField
from ui.wording import say


class KeptText(Section):
    """`keep` writes it, which is told as `kept`; what is not saved is held under the customer's id and `mark`."""

    def __init__(
        self, hands: Hands, title: str, hint: str, *, kept: str, keep: Callable[..., Changes], mark: str = ""
    ) -> None:
        super().__init__(title)
        self._hands, self._words, self._keep, self._mark = hands, kept, keep, mark
        self._customer, self._kept = "", ""
        self.field = TextField(hint, name=title)
        self.problem = Problem()
        self.put(self.field)
        self.put(self.problem)
        theme.follow(self._fit)
        self.field.edit.installEventFilter(self)
        self.field.edit.textChanged.connect(self._hold)

    def _fit(self) -> None:
        self.field.setFixedHeight(theme.px(92))

    @property
    def typed(self) -> bool:
        return bool(self._customer) and self.field.text().strip() != self._kept

    @property
    def _key(self) -> str:
        return f"{self._customer}{self._mark}"

    def show_text(self, customer: str, text: str) -> None:
        """What is being typed stays while others write."""
        if customer != self._customer:
            self.save()
            self._customer, self._kept = customer, text
            typed = self._hands.typed.get(self._key)
            self.field.setText(typed if isinstance(typed, str) else text)
            left = say("This was typed before and is not saved yet: Ctrl+Enter saves it, Esc takes it back.")
            self._say_wrong("")
            self.problem.remind(left if self.typed else "")
            return
        typing, self._kept = self.typed, text
        if not typing and text != self.field.text():
            self.field.setText(text)

    def _hold(self) -> None:
        """What is typed and not saved, for the window to write down."""
        if self.typed:
            self._hands.typed[self._key] = self.field.text()
        else:
            self._hands.typed.pop(self._key, None)

    def save(self) -> bool:
        """Whether nothing is left to be saved."""
        if not self.typed:
            self._hold()
            return True
        text = self.field.text().strip()
        before, self._kept = self._kept, text  # news of this very edit must not take it for another's
        try:
            self._hands.do(self._words, self._keep, self._customer, text)
        except Refusal as refusal:
            self._kept = before
            self._say_wrong(str(refusal))
            return False
        self._hold()
        self._say_wrong("")
        return True

    def _say_wrong(self, sentence: str) -> None:
        self.field.show_wrong(bool(sentence))
        self.problem.say(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.save()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape and self.typed:
                self.field.setText(self._kept)
                self._say_wrong("")
                return True
        return False


def note(hands: Hands) -> KeptText:
    """What the desk should know."""
    hint = say("What the desk should know: opening hours, keys, who decides")
    return KeptText(hands, say("Note"), hint, kept=say("Note saved."), keep=hands.engine.customers.set_note)


ADDRESS = "/address"


def address(hands: Hands) -> KeptText:
    """Where they are, as it stands on their agreement and reports."""
    hint = say("Street, town: a line each, for agreement and reports")
    keep = hands.engine.customers.set_address
    return KeptText(hands, say("Address"), hint, kept=say("Address saved."), keep=keep, mark=ADDRESS)
