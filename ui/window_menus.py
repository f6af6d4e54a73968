"""The window's menus and sheets, and how it looks: text size, colours, sidebar, panes."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui import actions, theme, wording
from ui.motion import motion
from ui.theme import Scheme
from ui.widgets.notice import Notice
from ui.window_frame import WRITING
from ui.window_time import TimedFrame


class FrameWithMenus(TimedFrame):
    """What the menus open, and the choices about looks."""

    def go(self, name: str, part: str = "") -> None:
        """To a list, to a page of the desk (`part`: one of the settings), or to the palette."""
        if name == "palette":
            self._show_palette()
        elif self._places is not None:
            self._places.go(name, part)

    def open_ticket(self, number: int) -> None:
        self.places.open_ticket(number)

    def _act_on_ticket(self, name: str) -> None:
        """On the page of a ticket, and on the current one of the list."""
        if self.places.current is self.queue:
            self.queue.act(name)
        elif self.places.ticket_here is not None:
            self.places.current.act(name)

    def _to_menus(self) -> None:
        """Into the menu bar, where it is shown; otherwise the same menus by themselves."""
        from ui import menus  # noqa: PLC0415 - when first wanted

        layout = self.layout()
        if layout is None or not menus.go_to_bar(layout):
            self._show_menus()

    def _show_menus(self) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        self.fit_page_actions()
        menus.show_menus(self.actions_made, self.sidebar.menu_button)

    def acts_on_tickets(self) -> frozenset[str]:
        """What could be done to a ticket, were there one here."""
        names = {act.name for act in actions.of_place(actions.Where.TICKET)} & self.actions_made.keys()
        return frozenset(names & {"why", "copy_number"} if self.engine.read_only else names)

    def fit_page_actions(self) -> None:
        """In the menus and the palette, what is done to a ticket is offered where there is one, and what turns the
        report where that is seen."""
        may = self.acts_on_tickets() if self.places.ticket_here is not None else frozenset()
        for act in actions.of_place(actions.Where.TICKET):
            if act.name in self.actions_made:
                self.actions_made[act.name].setEnabled(act.name in may)
        for name in actions.ON_REPORTS:
            self.actions_made[name].setEnabled(self.places.here == "reports")

    def _show_menu_of_ticket(self, at: QPoint) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        self.fit_page_actions()
        menus.show_of_ticket(self.actions_made, self.queue.view, at)

    def _show_menu_bar(self) -> None:
        """The classic menus above the window, for whoever wants them there as well."""
        from ui import menus  # noqa: PLC0415 - when first wanted

        layout = self.layout()
        if layout is not None and self.state.menu_bar is not (layout.menuBar() is not None):
            menus.put_bar(self, layout, self.actions_made if self.state.menu_bar else None, self.fit_page_actions)

    def _show_options(self) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        menus.show_options(self.state, self.queue.header.options, self._set, self.queue.fill_options)

    def _show_palette(self) -> None:
        from ui import finder  # noqa: PLC0415 - when first wanted

        finder.show(self)

    def _show_help(self) -> None:
        """The page of the help about what is seen."""
        from ui.help_pages import about  # noqa: PLC0415 - when first wanted

        self.go("help", about(self.places.here))

    def show_keys(self) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        menus.show_keys(self, self._print_keys, lambda: self.go("settings", "shortcuts"))

    def _print_keys(self) -> None:
        from ui import key_sheet  # noqa: PLC0415 - when first wanted

        self.places.print_sheet(key_sheet.paper(self.engine.catalogue.desk().name))

    def _show_about(self) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        menus.show_about(self, self.engine, lambda: self.say(Notice(wording.say("Copied."), key="done")))

    def _filter(self) -> None:
        if not hasattr(self.places.current, "focus_filter"):
            self.places.to_queue()
        self.places.current.focus_filter()

    def _set(self, field: str, value: object) -> None:
        setattr(self.state, field, value)
        self.take_state()
        self.places.refresh_page()  # the settings may show it

    def take_state(self) -> None:
        """A choice changed: look like it, and keep it."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            if theme.scheme() is not Scheme(self.state.scheme):
                theme.apply(app, Scheme(self.state.scheme))
            if theme.text_size() != self.state.text_size:
                theme.set_text_size(app, self.state.text_size)
        self.queue.restore(self.state)
        self._show_menu_bar()
        self.queue.view.keep_in_sight()
        motion.reduced = self.state.reduce_motion
        self.coming.take_state()
        self._remember()

    def _step_text(self, by: int) -> None:
        sizes = theme.TEXT_SIZES
        here = min(range(len(sizes)), key=lambda at: abs(sizes[at] - self.state.text_size))
        self._set("text_size", sizes[min(max(here + by, 0), len(sizes) - 1)])

    def _toggle_sidebar(self) -> None:
        self._set("sidebar_rail", not self.state.sidebar_rail)
        self._fit_sidebar()

    def _next_pane(self, by: int) -> None:
        """F6: sidebar, page."""
        panes: list[QWidget] = [self.sidebar, self.pages]
        focused = self.focusWidget()
        at = next((at for at, pane in enumerate(panes) if focused is not None and pane.isAncestorOf(focused)), 0)
        wanted = panes[(at + by) % len(panes)]
        if wanted is self.sidebar:
            self.sidebar.focus_here()
        elif hasattr(self.places.current, "focus_here"):
            self.places.current.focus_here()
        else:
            self.places.current.setFocus(Qt.FocusReason.TabFocusReason)

    def _enable_actions(self, on: bool) -> None:
        """While a form lies over the window, letters belong to it; one can quit all the same."""
        for name, action in self.actions_made.items():
            action.setEnabled((on or name == "quit") and not (name in WRITING and self.engine.read_only))
