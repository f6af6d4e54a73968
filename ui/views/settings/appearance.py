"""How the window looks to this person, on this machine."""

from functools import partial

from ui.views.settings.choices import SETTINGS, said
from ui.views.settings.form import Form, OneOf, Surroundings
from ui.widgets.tick import Tick
from ui.wording import say


class AppearancePage(Form):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.scheme, self.density, self.text_size = (
            OneOf(said(field), SETTINGS[field].choices, partial(self._set, field))
            for field in ("scheme", "density", "text_size")
        )
        self.ribbon, self.reduce_motion, self.menu_bar = (
            Tick(said(field)) for field in ("ribbon", "reduce_motion", "menu_bar")
        )
        self.ask(said("scheme"), self.scheme)
        self.ask(said("density"), self.density)
        self.ask(said("text_size"), self.text_size)
        self.offer(self.ribbon)
        self.offer(self.menu_bar, hint=say("The same menus open from the sign above the sidebar, and by its key."))
        self.offer(
            self.reduce_motion, hint=say("Forms and notices are there at once, and no row stands out by itself.")
        )
        self.finish()

        self.refresh()
        self.menu_bar.toggled.connect(lambda wanted: self._set("menu_bar", wanted))
        self.reduce_motion.toggled.connect(lambda wanted: self._set("reduce_motion", wanted))
        self.ribbon.toggled.connect(lambda wanted: self._set("ribbon", wanted))

    def refresh(self) -> None:
        state = self.around.state
        self.scheme.show_choice(state.scheme)
        self.density.show_choice(state.density)
        self.text_size.show_choice(state.text_size)
        self.ribbon.setChecked(state.ribbon)
        self.menu_bar.setChecked(state.menu_bar)
        self.reduce_motion.setChecked(state.reduce_motion)

    def _set(self, field: str, value: object) -> None:
        if getattr(self.around.state, field) != value:
            setattr(self.around.state, field, value)
            self.around.look()
        self.refresh()
