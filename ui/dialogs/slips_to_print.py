"""Which paper slips are printed: the next ones, or some again under the number they have; and in which language."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from slaapp.domain.value import Value
from slaapp.languages import ENGLISH, LANGUAGES
from ui.dialogs.ticket.act_form import ActForm, Wrong
from ui.widgets.field import Field
from ui.widgets.radio_list import RadioList
from ui.wording import say

AT_ONCE = 12
LANGUAGE = "language"


class Wanted(Value):
    """`count` new ones, or those from `first` to `last` again (0: none)."""

    language: str
    count: int = 0
    first: int = 0
    last: int = 0


class SlipsToPrint(ActForm):
    def __init__(self, over: QWidget, kept: dict[str, Any], *, attempt: Callable[[Wanted], object]) -> None:
        """`attempt` prints them; raises Refusal."""
        super().__init__(over, say("Print paper slips"), say("Print"), kept)
        self._attempt = attempt
        self.count = self.line_field("count", say("How many new ones"), str(AT_ONCE), start=str(AT_ONCE))
        self.again = self.line_field(
            "again",
            say("Or printed ones again"),
            say("Their numbers, such as 7 or 7–9"),
            note=say("They keep their numbers"),
        )
        self.language: RadioList[str] = RadioList([*LANGUAGES.items()], name=say("Language"), columns=len(LANGUAGES))
        self.language.choose(kept[LANGUAGE] if kept.get(LANGUAGE) in LANGUAGES else ENGLISH)
        self.add(say("Language"), self.language)
        self.language.chosen.connect(lambda code: kept.update({LANGUAGE: code}))
        self.again.edit.textChanged.connect(lambda text: self.count.setEnabled(not text.strip()))
        self.count.setEnabled(not self.again.text().strip())

    def do(self) -> None:
        language = self.language.value or ENGLISH
        if self.again.text().strip():
            self._attempt(Wanted(language, 0, *self._numbers()))
        else:
            self._attempt(Wanted(language, self._whole(self.count, self.count.text())))

    def _numbers(self) -> tuple[int, int]:
        first, dash, last = self.again.text().replace("-", "\N{EN DASH}").partition("\N{EN DASH}")
        found = self._whole(self.again, first), self._whole(self.again, last if dash else first)
        if found[1] < found[0]:
            raise Wrong(self.again, say("That ends before it begins. Write the lower number first."))
        return found

    @staticmethod
    def _whole(field: Field, text: str) -> int:
        text = text.strip()
        if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
            raise Wrong(field, say("That is no number of slips. Write one such as 12."))
        return int(text)
