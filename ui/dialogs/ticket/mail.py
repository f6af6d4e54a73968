"""A reply by e-mail: a draft in the person's own mail program, then the question whether it was sent."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.copy_text import CopyText
from ui.dialogs.ticket.act_form import ActForm, Attempt, Wrong, required
from ui.links import LONGEST, mailto
from ui.wording import say


class MailForm(ActForm):
    """To whom, and under which subject; `attempt` takes the address of the draft and whom it is to."""

    def __init__(
        self, over: QWidget, kept: dict[str, Any], *, to: str, subject: str, body: str, attempt: Attempt
    ) -> None:
        lead = say("The text you wrote becomes a draft in your own mail program. You send it there.")
        super().__init__(over, say("Reply by e-mail"), say("Make the draft"), kept, lead=lead)
        self._body, self._attempt = body, attempt
        self.to = self.line_field("to", say("To"), say("name@example.org"), start=to)
        self.subject = self.line_field("subject", say("Subject"), say("What it is about"), start=subject)
        if not self._fits(mailto(to, subject, body)):
            self.say_effect(
                say(
                    "The text is too long to be handed over whole. It is put on the clipboard: paste it into the draft."
                )
            )

    @staticmethod
    def _fits(address: str) -> bool:
        return len(address) <= LONGEST

    def do(self) -> None:
        to = required(self.to, say("No draft was made yet: say to whom it goes."))
        name, at, domain = to.partition("@")
        if not (name and at and "." in domain) or any(sign in to for sign in " ,;<>?&"):
            raise Wrong(self.to, say("That is no single e-mail address. Give one, such as name@example.org."))
        address = mailto(to, self.subject.text(), self._body)
        if not self._fits(address):
            QGuiApplication.clipboard().setText(self._body)
            address = mailto(to, self.subject.text()[:200], "")
        self._attempt(address, to)


class SentForm(ActForm):
    """The reply is recorded only when the person says that it went out. That the system took the draft does not say
    that a program came up with it: the text can be copied."""

    def __init__(
        self, over: QWidget, *, to: str, text: str, attempt: Attempt, kept_as_draft: Callable[[], object]
    ) -> None:
        lead = say("The draft to {to} was handed to the system’s mail program. Send it there, then say so here.", to=to)
        super().__init__(over, say("Was it sent?"), say("Sent"), {}, lead=lead)
        self._attempt = attempt
        self.say_effect(say("Sent: the reply is recorded now, and the clocks see it. Not sent: nothing is recorded."))
        self.copy = CopyText(say("Nothing opened?"), text)
        self.body.addWidget(self.copy)
        self.hint.setText("")
        self.leave_button.setText(say("Not sent, keep as draft"))
        self.leave_button.setAccessibleName(say("Not sent, keep as draft"))
        self.left.connect(kept_as_draft)
        self.leave_button.clicked.connect(kept_as_draft)
        self._first = self.act

    def do(self) -> None:
        self._attempt()
