"""How the window looks to this person, on this machine."""

from ui import theme, wording
from ui.views.settings.choices import DENSITIES, SCHEMES
from ui.views.settings.form import Form, OneOf, Surroundings
from ui.widgets.tick import Tick
from ui.wording import say


class AppearancePage(Form):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        schemes = [(scheme.value, words) for scheme, words in SCHEMES]
        sizes = [(size, wording.percent(size)) for size in theme.TEXT_SIZES]
        self.scheme = OneOf(say("Colours"), schemes, lambda value: self._set("scheme", value))
        self.density = OneOf(say("Rows of the queue"), DENSITIES, lambda value: self._set("density", value))
        self.text_size = OneOf(say("Text size"), sizes, lambda value: self._set("text_size", value))
        self.ribbon = Tick(say("Day ribbon above the queue"))
        self.ask(say("Colours"), self.scheme)
        self.ask(say("Rows of the queue"), self.density)
        self.ask(say("Text size"), self.text_size)
        self.reduce_motion = Tick(say("Reduce motion"))
        self.menu_bar = Tick(say("Show menu bar"))
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
