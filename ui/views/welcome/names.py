"""Two questions about names: what the desk is called, and who works there."""

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from slaapp.domain.errors import UsageRefusal
from slaapp.services.beginning import Answers, people_of
from slaapp.services.fields import a_name, checked_text
from ui import theme
from ui.views.welcome.step import Step, settle
from ui.widgets.field import Field, Problem, TextField
from ui.wording import say


class DeskStep(Step):
    TITLE = "Your desk"
    HINT = "What is it called?"
    QUESTION = "What is your desk called?"
    LEAD = "The name stands above the tickets and on every report. You can change it in the settings."

    def __init__(self) -> None:
        super().__init__()
        self.name = Field(say("Such as Site IT desk"), name=say("Desk name"))
        self.phone = Field(say("Such as ext. 100"), name=say("Phone"))
        self.wrong_name, self.wrong_phone = Problem(), Problem()
        self.ask(say("Desk name"), self.name, self.wrong_name)
        self.ask(say("Phone, if it is to stand on reports"), self.phone, self.wrong_phone)
        self.column.addStretch(1)
        theme.follow(self._fit)

    @property
    def first(self) -> QWidget:
        return self.name.edit

    def take_keyboard(self, usual: Answers) -> None:
        """What is typed takes the place of the usual name."""
        super().take_keyboard(usual)
        if self.name.text() == usual.name:
            self.name.edit.selectAll()

    def show_answers(self, answers: Answers) -> None:
        self.name.setText(answers.name)
        self.phone.setText(answers.phone)

    def take(self, answers: Answers) -> Answers | None:
        for field, problem, read, words in (
            (self.name, self.wrong_name, a_name, say("Desk name")),
            (self.phone, self.wrong_phone, checked_text, say("Phone")),
        ):
            try:
                read(field.text(), words)
            except UsageRefusal as refusal:
                settle(field, problem, str(refusal))
                return None
            settle(field, problem, "")
        return self.typed(answers)

    def typed(self, answers: Answers) -> Answers:
        return replace(answers, name=self.name.text().strip(), phone=self.phone.text().strip())

    def brief(self, answers: Answers) -> str:
        return answers.name

    def skip(self, answers: Answers, usual: Answers) -> Answers:
        return replace(answers, name=usual.name, phone=usual.phone)

    def _fit(self) -> None:
        for field in (self.name, self.phone):
            field.setMaximumWidth(theme.px(420))


class PeopleStep(Step):
    TITLE = "People"
    HINT = "Who works tickets?"
    QUESTION = "Who works tickets here?"
    LEAD = "Tickets are given to them, and what they write is signed with their name. More can come later."

    def __init__(self) -> None:
        super().__init__()
        self.me = Field(say("Such as Sam R."), name=say("Your own name"))
        self.others = TextField(say("Ctrl+Enter continues"), name=say("The others, one name a line"))
        self.wrong = Problem()
        self.ask(say("Your own name"), self.me)
        self.ask(say("The others, one name a line"), self.others, self.wrong)
        self.column.addStretch(1)
        theme.follow(self._fit)

    @property
    def first(self) -> QWidget:
        return self.me.edit

    def show_answers(self, answers: Answers) -> None:
        self.me.setText(answers.me)
        self.others.setText("\n".join(answers.people))

    def take(self, answers: Answers) -> Answers | None:
        given = self.typed(answers)
        self.me.show_wrong(False)
        try:
            people_of(given)
        except UsageRefusal as refusal:
            settle(self.others, self.wrong, str(refusal))
            return None
        settle(self.others, self.wrong, "")
        return given

    def typed(self, answers: Answers) -> Answers:
        names = tuple(line.strip() for line in self.others.text().splitlines() if line.strip())
        return replace(answers, me=self.me.text().strip(), people=names)

    def brief(self, answers: Answers) -> str:
        names = [name for name in (answers.me, *answers.people) if name]
        return ", ".join(names) or say("Nobody yet")

    def skip(self, answers: Answers, usual: Answers) -> Answers:
        return replace(answers, me=usual.me, people=usual.people)

    def _fit(self) -> None:
        self.me.setMaximumWidth(theme.px(420))
        self.others.setMaximumWidth(theme.px(420))
        self.others.setFixedHeight(theme.px(150))
