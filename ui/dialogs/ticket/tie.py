"""Say what a ticket has to do with another: a relation, a duplicate, or a merge; and what the clocks will do."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from slaapp.domain.errors import Refusal
from slaapp.domain.relations import Relation
from slaapp.wording import RELATION
from ui.dialogs.ticket.act_form import ActForm, Attempt, Wrong
from ui.dialogs.ticket.kept import CHOICE
from ui.widgets.radio_list import RadioList
from ui.widgets.ticket_chooser import Find, TicketChooser
from ui.wording import say

OFFERED = (
    Relation.RELATED,
    Relation.FOLLOWS_UP,
    Relation.CAUSED_BY,
    Relation.BLOCKED_BY,
    Relation.BELONGS_TO,
    Relation.INCLUDES,
    Relation.DOUBLES,
    Relation.MERGED_INTO,
)
_NAMES: Mapping[Relation, str] = {Relation.MERGED_INTO: "Merge into", Relation.INCLUDES: "Includes"}
_VERBS: Mapping[Relation, str] = {Relation.DOUBLES: "Close as duplicate", Relation.MERGED_INTO: "Merge"}


class TieForm(ActForm):
    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        number: int,
        is_open: bool,
        find: Find,
        foresee: Callable[[int], str],
        attempt: Attempt,
        relation: Relation | None = None,
    ) -> None:
        """`foresee` says what a merge into a ticket would do to the clocks; `attempt` takes relation and ticket."""
        super().__init__(over, say("Link or merge {number}", number=number), say("Link"), kept)
        self._number, self._is_open, self._foresee, self._attempt = number, is_open, foresee, attempt
        self.relations: RadioList[Relation] = RadioList(
            [(held, say(_NAMES.get(held, RELATION[held]))) for held in OFFERED], name=say("How")
        )
        self.relations.choose(relation or _held(kept) or Relation.RELATED)
        self.tickets = TicketChooser(find)
        self.tickets.field.setText(str(kept.get("other", "")))
        self.add(say("{number} is", number=number), self.relations)
        self.add(say("Other ticket"), self.tickets, note=say("the same customer’s first"))
        self._first = self.tickets
        self.relations.chosen.connect(lambda _: self._tell())
        self.tickets.chosen.connect(lambda _: self._tell())
        self.tickets.field.edit.textChanged.connect(lambda text: kept.update(other=text))
        self.tickets.look()

    def _tell(self) -> None:
        relation, other = self.relations.value, self.tickets.number
        assert relation is not None
        self.kept[CHOICE] = relation.value
        self.problem_of(self.tickets).say("")
        verb = say(_VERBS.get(relation, "Link"))
        self.act.setText(verb)
        self.act.setAccessibleName(verb)
        self.act.updateGeometry()
        if other is None:
            typed = self.tickets.field.text().strip()
            self.say_effect(say("No ticket has that number or these words.") if typed else "")
        elif relation is Relation.MERGED_INTO:
            self.say_effect(self._merged(other))
        elif relation is Relation.DOUBLES:
            words = (
                say("{number} is closed and its open clocks leave the count.")
                if self._is_open
                else say("What is decided of {number} leaves the adjusted figure.")
            )
            kept = say("{other} goes on unchanged and shows the duplicate.")
            self.say_effect(f"{words} {kept}".format(number=self._number, other=other))
        else:
            self.say_effect(say("Both tickets show the link. No clock is changed."))

    def _merged(self, other: int) -> str:
        try:
            return self._foresee(other)
        except Refusal as refusal:
            return str(refusal)

    def do(self) -> None:
        relation, other = self.relations.value, self.tickets.number
        if other is None:
            raise Wrong(self.tickets.field, say("Nothing was linked yet: no ticket has that number or these words."))
        self._attempt(relation, other)

    def _say_wrong(self, widget: QWidget, sentence: str) -> None:
        if widget is self.tickets.field:
            self.tickets.field.show_wrong(bool(sentence))
            widget = self.tickets
        super()._say_wrong(widget, sentence)


def _held(kept: Mapping[str, Any]) -> Relation | None:
    return next((relation for relation in OFFERED if relation.value == kept.get(CHOICE)), None)
