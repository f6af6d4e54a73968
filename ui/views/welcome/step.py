"""What the five questions share: a question, a sentence under it, and how an answer that does not fit is told."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.services.beginning import Answers
from ui.widgets.field import Field, Problem, TextField
from ui.widgets.label import Label
from ui.wording import say


class Step(QWidget):
    """`first` takes the keyboard when the question is asked. `title` and `hint` stand in the list at the left."""

    TITLE = ""
    HINT = ""
    QUESTION = ""
    LEAD = ""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 6, 24)  # at the right clear of the scroll bar
        self.column.setSpacing(0)
        self.column.addWidget(Label(say(self.QUESTION), "title_l", wrap=True))
        self.column.addSpacing(4)
        self.column.addWidget(Label(say(self.LEAD), "lead", "text2", wrap=True))
        self.column.addSpacing(25)

    @property
    def first(self) -> QWidget:
        raise NotImplementedError

    def take_keyboard(self, usual: Answers) -> None:
        """As the question is asked; `usual` is what stands there where nobody has answered yet."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_answers(self, answers: Answers) -> None:
        raise NotImplementedError

    def take(self, answers: Answers) -> Answers | None:
        """The answers with this one among them; None where it does not fit: then the field, the sentence and the
        keyboard say so."""
        raise NotImplementedError

    def typed(self, answers: Answers) -> Answers:
        """The same for what is to be kept while one leaves: what does not fit is left as it was."""
        raise NotImplementedError

    def brief(self, answers: Answers) -> str:
        """The answer in a few words, for the list at the left."""
        raise NotImplementedError

    def skip(self, answers: Answers, usual: Answers) -> Answers:
        """The answers with the usual one in the place of this one."""
        raise NotImplementedError

    def ask(self, words: str, control: QWidget, problem: Problem | None = None) -> None:
        label = Label(words, "small_strong", "text2")
        label.setBuddy(control)
        self.column.addWidget(label)
        self.column.addSpacing(5)
        self.column.addWidget(control)
        if problem is not None:
            self.column.addWidget(problem)
        self.column.addSpacing(16)


def settle(field: Field | TextField, problem: Problem, sentence: str) -> None:
    """Say what is wrong with a field and give it the keyboard; "" for nothing."""
    field.show_wrong(bool(sentence))
    problem.say(sentence)
    if sentence:
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
