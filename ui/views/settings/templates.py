"""The settings' page of ticket templates: what a kind of ticket always begins with."""

from typing import Any

from slaapp.domain.agreement import Severity
from slaapp.services.templates import Template
from ui import theme, wording
from ui.people import People
from ui.views.settings.form import OneOf, Surroundings
from ui.views.settings.pick import Pick
from ui.views.settings.shelf import ShelfForm, Titles, Words
from ui.widgets.field import Field, TextField
from ui.widgets.picker import Choice
from ui.wording import say

TALL = 88


class TemplatesPage(ShelfForm):
    def __init__(self, around: Surroundings) -> None:
        titles = Titles(
            say("Templates"),
            say("New template"),
            say("New template"),
            say("What a kind of ticket always begins with. Alt+T in Log ticket takes one; what is typed there stays."),
        )
        super().__init__(around, around.engine.templates, titles)
        self._people = People(around.engine, around.commands)
        self._severity = Severity.NORMAL.word
        self._service: str | None = None
        severities = [(severity.word, wording.severity(severity)) for severity in Severity]
        self.subject = Field(say("Left to whoever logs the ticket"), name=say("Subject"))
        self.subject.edit.setMaxLength(500)
        self.severity = OneOf(say("Severity"), severities, self._set_severity)
        self.assignee = Pick(say("Assignee"), say("Unassigned"), self._assignees)
        self.notes = TextField(say("What has to be known"), name=say("Internal note"))
        self.tags = Field(say("people, accounts"), name=say("Tags"))
        self.checklist = TextField(say("Make the account"), name=say("Checklist"))
        self.ask(say("Subject"), self.subject)
        self.ask(say("Severity"), self.severity)
        self.ask(say("Assignee"), self.assignee)
        self.ask(say("Internal note"), self.notes)
        self.ask(say("Tags"), self.tags, hint=say("Several with commas between them."))
        self.ask(say("Checklist"), self.checklist, hint=say("One item a line."))
        for edit in (self.subject.edit, self.tags.edit):
            edit.textChanged.connect(lambda _: self.changed())
        for text in (self.notes, self.checklist):
            text.edit.textChanged.connect(self.changed)
        self.assignee.picked.connect(lambda _: self.changed())
        theme.follow(self._grow)
        self.finish()

    def _grow(self) -> None:
        self.notes.setFixedHeight(theme.px(TALL))
        self.checklist.setFixedHeight(theme.px(TALL))

    def _assignees(self) -> list[Choice]:
        people = self._people.choices(None)
        return [choice for choice in people if not choice.adds]

    def typed(self) -> Words:
        return {
            "name": self.name.text(),
            "subject": self.subject.text(),
            "severity": self._severity,
            "service": self._service,
            "assignee": self.assignee.chosen,
            "notes": self.notes.text(),
            "tags": self.tags.text(),
            "checklist": self.checklist.text(),
        }

    def show_typed(self, words: Words) -> None:
        self.say_in(self.name, words["name"])
        self.say_in(self.subject, words["subject"])
        self._severity, self._service = words["severity"], words["service"]
        self.severity.show_choice(self._severity)
        self.assignee.show_chosen(words["assignee"])
        self.say_in(self.tags, words["tags"])
        self.say_in(self.notes, words["notes"])
        self.say_in(self.checklist, words["checklist"])

    def words_of(self, value: Any) -> Words:
        held = Template("") if value is None else value
        return {
            "name": held.name,
            "subject": held.subject,
            "severity": held.severity.word,
            "service": held.service,
            "assignee": held.assignee,
            "notes": held.notes,
            "tags": ", ".join(held.tags),
            "checklist": "\n".join(held.checklist),
        }

    def value_of(self, words: Words, id_: str) -> Template:
        tags = dict.fromkeys(tag for part in words["tags"].split(",") if (tag := " ".join(part.split())))
        items = (" ".join(line.split()) for line in words["checklist"].splitlines())
        return Template(
            words["name"].strip(),
            " ".join(words["subject"].split()),
            Severity.from_word(words["severity"]),
            words["service"],
            words["assignee"],
            words["notes"].strip(),
            tuple(tags),
            tuple(item for item in items if item),
            id_,
        )

    def _set_severity(self, severity: str) -> None:
        self._severity = severity
        self.severity.show_choice(severity)
        self.changed()
