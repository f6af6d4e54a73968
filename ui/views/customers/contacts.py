"""The customer's contacts: a line each, edited in its place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from slaapp.domain.errors import Refusal
from slaapp.services.catalogue import Contact
from slaapp.services.customer_fields import FieldRefusal
from ui.keymap import KeyOf
from ui.views.customers.contact_form import ContactForm
from ui.views.customers.hands import Hands
from ui.views.customers.lines import MOST, ContactLine, Lines
from ui.views.customers.section import Section
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say


class Contacts(Section):
    """What is being typed stays while others write, and is kept when it is left, until it is saved."""

    changed = Signal()

    def __init__(self, hands: Hands) -> None:
        super().__init__(say("Contacts"), add=say("Add contact"), keys=KeyOf("customer_contact"), first=True)
        self._hands = hands
        self._customer = ""
        self._shown: tuple[Contact, ...] | None = None
        self._all = False
        self._nobody = Label(
            say("Nobody yet. Add who calls, or drop a vCard or CSV file here."), "prose", "text3", wrap=True
        )
        self.lines = Lines()
        self.form: ContactForm | None = None
        self.put(self._nobody)
        self.put(self.lines)
        self.button.clicked.connect(self.add)
        self.lines.more_wanted.connect(self._show_all)

    def show_contacts(self, customer: str, contacts: Sequence[Contact]) -> None:
        if customer != self._customer:
            self.leave()
            self._customer, self._shown, self._all = customer, None, False
        if tuple(contacts) == self._shown:
            return
        self._shown = tuple(contacts)
        here = next((line.contact.id for line in self._contact_lines() if line.hasFocus()), None)
        shown = self._shown if self._all else self._shown[:MOST]
        lines = []
        for contact in shown:
            line = ContactLine(contact)
            line.chosen.connect(partial(self.edit, contact))
            line.removed.connect(partial(self._remove, contact))
            lines.append(line)
        self.lines.show_lines(lines, of=len(self._shown))
        self.count.setText(str(len(self._shown)) if self._shown else "")
        self._nobody.setVisible(not self._shown)
        self._keep_form()
        if here is not None:
            self._focus(here)

    def _keep_form(self) -> None:
        """What is being typed stays where its contact stands."""
        if self.form is None:
            return
        about = self.form.contact
        at = next((at for at, line in enumerate(self._contact_lines()) if about and line.contact.id == about.id), None)
        self.lines.column.removeWidget(self.form)
        self.lines.column.insertWidget(at or 0, self.form)
        if at is not None:
            self.lines.held[at].hide()

    def _contact_lines(self) -> list[ContactLine]:
        return [line for line in self.lines.held if isinstance(line, ContactLine)]

    def _show_all(self) -> None:
        self._all = True
        shown, self._shown = self._shown or (), None
        self.show_contacts(self._customer, shown)

    def add(self) -> None:
        self._open(None, 0)

    def edit(self, contact: Contact) -> None:
        at = next((at for at, line in enumerate(self._contact_lines()) if line.contact.id == contact.id), 0)
        self._open(contact, at)

    def _open(self, contact: Contact | None, at: int) -> None:
        if self.form is not None:
            if self.form.contact == contact or self.form.typed:
                self.form.start()  # what is typed there is not thrown away
                return
            self.leave()
        self.form = ContactForm(contact, self._hands.engine.customer_claims.group_words())
        self.form.take_up(self._hands.typed.get(self._place(self.form)))
        self.form.typed_in.connect(self._hold)
        self.form.submitted.connect(self._submit)
        self.form.left.connect(self.leave)
        if contact is not None:
            self.form.removed.connect(partial(self._remove, contact))
            self.lines.held[at].hide()
        self.lines.column.insertWidget(at, self.form)
        self.form.show()
        self.form.start()

    def leave(self) -> None:
        """What is typed is kept, and taken up when the same form is opened again."""
        if self.form is not None:
            self._hold()
            self._close()

    def _hold(self) -> None:
        """For the window to write down; what says what is saved needs no keeping."""
        if self.form is not None and self.form.typed:
            self._hands.typed[self._place(self.form)] = self.form.values()
        elif self.form is not None:
            self._hands.typed.pop(self._place(self.form), None)

    def _place(self, form: ContactForm) -> str:
        return f"{self._customer}/contact {'' if form.contact is None else form.contact.id}".rstrip()

    def _close(self) -> None:
        if self.form is None:
            return
        form, self.form = self.form, None
        contact = form.contact
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and form.isAncestorOf(focused)
        form.hide()
        form.deleteLater()
        for line in self.lines.held:
            line.show()
        if not had_keyboard:
            return
        if contact is not None:
            self._focus(contact.id)
        else:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self, contact: str) -> None:
        line = next((line for line in self._contact_lines() if line.contact.id == contact), None)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        form = self.form
        if form is None:
            return
        said = form.values()
        name = one_line(said["name"])
        customers = self._hands.engine.customers
        try:
            if form.contact is None:
                said_name = said.pop("name")
                self._hands.do(
                    say("{name} added.", name=name), customers.add_contact, self._customer, said_name, **said
                )
            else:
                self._hands.do(say("{name} changed.", name=name), customers.edit_contact, form.contact.id, **said)
        except FieldRefusal as refusal:
            form.say_wrong(refusal.field, str(refusal))
            return
        except Refusal as refusal:
            form.say_wrong("", str(refusal))
            return
        self._hands.typed.pop(self._place(form), None)
        self._close()
        self.changed.emit()

    def _remove(self, contact: Contact) -> None:
        words = say("{name} removed.", name=one_line(contact.name))
        try:
            self._hands.do(words, self._hands.engine.customers.remove, "contact", contact.id)
        except Refusal as refusal:
            self._hands.commands.refused.emit(str(refusal))
            return
        self._close()
        self.changed.emit()
