"""Put a draft in force: from which day, for which tickets, and what that does to the open ones, said before."""

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Agreement
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal
from slaapp.services.effects import Effect
from slaapp.wording import due_moved
from ui.background import in_background
from ui.views.agreements.editing import Editing
from ui.widgets.day_field import DayField
from ui.widgets.label import Icon, Label
from ui.widgets.radio_list import RadioList
from ui.widgets.runs import one_line
from ui.widgets.tick import Tick
from ui.widgets.titled_form import TitledForm
from ui.wording import say


class PutInForce(TitledForm):
    def __init__(self, editing: Editing, over: QWidget) -> None:
        super().__init__(over, "", say("Put in force"), icon="check", width=600, top=86)
        self._editing = editing
        self._asked: Agreement | None = None
        self.first = DayField(say("First day"))
        self.ends = Tick(say("Ends on"))
        self.last = DayField(say("Last day"))
        self.reach: RadioList[bool] = RadioList(
            [
                (False, say("New tickets only; open ones keep the version they were logged under")),
                (True, say("Open tickets too, from that day on; the time used is kept")),
            ],
            name=say("For which tickets"),
            columns=1,
        )
        self.effect = Label("", "prose", wrap=True)
        self._effect_icon = Icon("clock", "text3", 16, line="prose")
        self._missing = Label("", "small", "amber_text", wrap=True)
        self._missing_icon = Icon("clock-alert", "amber_text", 14, line="small")
        self._final = Label("", "small", "text2", wrap=True)
        days = QHBoxLayout()
        days.setSpacing(10)
        days.addWidget(Label(say("From"), "body", "text2"))
        days.addWidget(self.first)
        days.addSpacing(12)
        days.addWidget(self.ends)
        days.addWidget(self.last)
        days.addStretch(1)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._effect_icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.effect, 1)
        unsigned = QHBoxLayout()
        unsigned.setSpacing(8)
        unsigned.addWidget(self._missing_icon, 0, Qt.AlignmentFlag.AlignTop)
        unsigned.addWidget(self._missing, 1)
        self.rows.addLayout(days)
        self.rows.addWidget(self.reach)
        self.rows.addLayout(told)
        self.rows.addLayout(unsigned)
        self.rows.addWidget(self._final)

        self.first.changed.connect(self._look)
        self.last.changed.connect(self._look)
        self.ends.clicked.connect(self._toggle_end)
        self.reach.chosen.connect(lambda _: self._look())
        self.act.clicked.connect(self._force)

    def ask(self) -> None:
        editing = self._editing
        version = editing.version
        assert version is not None
        today = editing.engine.hours().day_of(editing.clock.now())
        agreement = version.agreement
        self.title.setText(
            say("Put v{number} of {name} in force", number=agreement.version, name=one_line(agreement.name))
        )
        # What reports tell is told by months.
        first = agreement.valid_from or (Month(today.year, today.month) + 1).first_day
        self.first.show_day(first)
        self.last.show_day(agreement.valid_to or first + timedelta(days=364))
        self.ends.setChecked(agreement.valid_to is not None)
        self.last.setEnabled(self.ends.isChecked())
        self.reach.choose(agreement.applies_to_open)
        self.reach.setVisible(editing.before is not None)
        missing = len(version.missing)
        self._missing.setText(
            say("1 customer has not signed it yet.")
            if missing == 1
            else say("{count} customers have not signed it yet.", count=missing)
        )
        self._missing.setVisible(missing > 0)
        self._missing_icon.setVisible(missing > 0)
        self._final.setText(say("This cannot be undone. A version in force is not changed; the next one replaces it."))
        self.problem.say("")
        self._look()
        self.open()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_end(self, on: bool) -> None:
        self.last.setEnabled(on)
        self._look()

    def _ready(self) -> Agreement:
        return replace(
            self._editing.agreement,
            valid_from=self.first.day(),
            valid_to=self.last.day() if self.ends.isChecked() else None,
            applies_to_open=bool(self.reach.value) and self._editing.before is not None,
        )

    def _look(self) -> None:
        """What it would do, read in the background; an answer about other days than these is not shown."""
        if self._editing.version is None:
            return
        self._asked = asked = self._ready()
        engine, now = self._editing.engine, self._editing.clock.now()
        self.act.setEnabled(False)
        self._say(say("Looking at the open tickets"), "clock", "text3")
        self.problem.say("")
        self.first.show_wrong(False)
        in_background(
            self,
            lambda: engine.agreements.effect(asked, now),
            lambda effect: self._take(asked, effect),
            refused=lambda sentence: self._refuse(asked, sentence),
        )

    def _say(self, words: str, icon: str, colour: str) -> None:
        self.effect.setText(words)
        self._effect_icon.show_icon(icon, colour)
        self._effect_icon.setVisible(bool(words))
        if self.isVisible():
            self.refit()

    def _take(self, asked: Agreement, effect: Effect) -> None:
        if asked == self._asked:
            self.act.setEnabled(True)
            moved = bool(effect.later or effect.earlier)
            self._say(
                effect_words(effect), "clock-alert" if moved else "check", "amber_text" if moved else "green_text"
            )

    def _refuse(self, asked: Agreement, sentence: str) -> None:
        if asked == self._asked:
            self._say("", "circle-alert", "red_text")
            self.first.show_wrong(True)
            self.say_wrong(sentence)

    def _force(self) -> None:
        ready, editing = self._ready(), self._editing
        assert ready.valid_from is not None
        try:
            editing.commands.attempt(
                editing.engine.agreements.put_in_force,
                ready.name,
                ready.valid_from,
                open_too=ready.applies_to_open,
                last=ready.valid_to,
            )
        except Refusal as refusal:
            self.say_wrong(str(refusal))
            self.first.show_wrong(True)
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_form()
        day = durations.long_day(ready.valid_from)
        editing.done.emit(say("v{number} is in force from {day}.", number=ready.version, day=day), None)
        editing.turn(ready.name, ready.version)


def effect_words(effect: Effect) -> str:
    moved = due_moved(effect.later, effect.earlier)
    if not moved:
        return say("No open ticket becomes due at another time. Closed tickets and printed reports stay as they are.")
    most = "" if effect.most is None else say(", by at most {length}", length=durations.exact(effect.most))
    return say("{moved}{most}. Closed tickets and printed reports stay as they are.", moved=moved[:-1], most=most)
