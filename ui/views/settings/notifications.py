"""Which notices are given and how, and what is left of them outside support hours."""

from functools import partial

from slaapp.domain.forecast import Estimates
from slaapp.domain.spans import MINUTE
from ui.tray import has_tray
from ui.views.settings.choices import IN_TRAY, said
from ui.views.settings.form import Form, OneOf, Surroundings
from ui.widgets.tick import Tick
from ui.wording import say

MINUTES = tuple((minutes, f"{minutes} min") for minutes in (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240))


class NotificationsPage(Form):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        fields = ("tell_system", "sound", "quiet", "tray", "keep_watching", "hide_names")
        self.ticks = {field: Tick(said(field)) for field in fields}
        hints = {
            "quiet": say("What comes then is told in one notice when support hours begin."),
            "keep_watching": say("The program stays in the tray and goes on telling. Quit ends it."),
            "hide_names": say("H does the same on the wallboard."),
        }
        if not has_tray():
            for name in IN_TRAY:
                self.ticks[name].setEnabled(False)
                self.ticks[name].setToolTip(say("This desktop has no tray."))
            hints["keep_watching"] = say("This desktop has no tray, so the program cannot stay there.")
        self.head(say("Notices"))
        self.say(say("Each ticket is told of once: 15 minutes before it is due, and when it is overdue."))
        for name in ("tell_system", "sound", "quiet"):
            self.offer(self.ticks[name], hint=hints.get(name, ""))
        self.head(say("In the background"))
        for name in ("tray", "keep_watching"):
            self.offer(self.ticks[name], hint=hints.get(name, ""))
        self.head(say("Wallboard"))
        self.offer(self.ticks["hide_names"], hint=hints["hide_names"])
        self.work = {
            name: OneOf(words, MINUTES, partial(self._set_work, name))
            for name, words in (
                ("response", say("Work a response takes")),
                ("update", say("Work an update takes")),
                ("resolution", say("Work it takes to resolve")),
            )
        }
        self.head(say("Forecast"))
        self.say(say("The order of work in which few are late depends on how long somebody is busy with a ticket."))
        for name, words in (
            ("response", say("A response")),
            ("update", say("An update")),
            ("resolution", say("To resolve")),
        ):
            self.ask(words, self.work[name])
        self.finish()

        self.refresh()
        for name, tick in self.ticks.items():
            tick.toggled.connect(lambda wanted, name=name: self._set(name, wanted))

    def refresh(self) -> None:
        for name, tick in self.ticks.items():
            tick.setChecked(getattr(self.around.state, name))
        standard = Estimates()
        for name, choice in self.work.items():
            choice.show_choice(self.around.state.work.get(name, getattr(standard, name) // MINUTE))

    def _set_work(self, name: str, minutes: int) -> None:
        self.around.state.work = {**self.around.state.work, name: minutes}
        self.around.look()
        self.refresh()

    def _set(self, name: str, wanted: bool) -> None:
        if getattr(self.around.state, name) is not wanted:
            setattr(self.around.state, name, wanted)
            self.around.look()
