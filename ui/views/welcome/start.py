"""The last question: what to begin with. With its answer everything is written."""

from PySide6.QtWidgets import QWidget

from slaapp.services.beginning import Answers
from ui.views.welcome.cards import Cards
from ui.views.welcome.step import Step
from ui.widgets.field import Problem
from ui.wording import say

EMPTY, IMPORT, SAMPLES = "empty", "import", "samples"


class StartStep(Step):
    TITLE = "Start"
    HINT = "Empty, or with what is there"
    QUESTION = "What do you begin with?"
    LEAD = "What you answered is written now. Each answer can be changed later, on its own page."

    def __init__(self) -> None:
        super().__init__()
        self.problem = Problem()
        self.how = Cards(
            say("What do you begin with?"),
            (
                (EMPTY, "An empty queue", "The next call can be the first ticket."),
                (IMPORT, "What is in files", "Contacts, saved e-mails, an agreement. Each is shown before it is kept."),
                (
                    SAMPLES,
                    "Sample tickets",
                    "In a window of their own, to try things out. This desk stays empty.",
                ),
            ),
        )
        self.column.addWidget(self.how)
        self.column.addWidget(self.problem)
        self.column.addStretch(1)
        self.how.choose(EMPTY)

    @property
    def first(self) -> QWidget:
        return self.how

    def show_answers(self, answers: Answers) -> None:
        self.problem.say("")

    def take(self, answers: Answers) -> Answers | None:
        return answers

    def typed(self, answers: Answers) -> Answers:
        return answers

    def brief(self, answers: Answers) -> str:
        return say(self.HINT)

    def skip(self, answers: Answers, usual: Answers) -> Answers:
        return answers
