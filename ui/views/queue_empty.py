"""What stands in place of the list: on a new desk, and where nothing has what is asked for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import queue_words
from ui.keymap import KeyOf
from ui.models.queue_table import QueueTable
from ui.views.queue_chips import narrowed_by
from ui.widgets.button import Button, Kind
from ui.widgets.empty import Empty
from ui.wording import say


class NoTickets(Empty):
    log_wanted = Signal()
    import_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        log = Button(say("Log the first ticket"), icon="plus", keys=KeyOf("log"), kind=Kind.PRIMARY)
        bring = Button(say("Import from a file"), icon="upload")
        samples = Button(say("Try with sample tickets"), kind=Kind.QUIET)
        super().__init__(
            "inbox",
            say("No tickets yet"),
            say("The next call can be the first one. Tickets line up here,\nthe one that is due next at the top."),
            (log, bring, samples),
            (
                (KeyOf("log"), say("Log a ticket"), say("Works everywhere in the window")),
                (KeyOf("palette"), say("Find anything"), say("Tickets, customers, commands")),
                (KeyOf("keys"), say("All shortcuts"), say("Print them, they fit on one page")),
            ),
            parent=parent,
        )
        self._log = log
        log.clicked.connect(self.log_wanted)
        bring.clicked.connect(self.import_wanted)
        samples.clicked.connect(self.samples_wanted)

    def forbid_logging(self, why: str) -> None:
        self._log.setEnabled(False)
        self._log.setToolTip(why)


class NoMatch(Empty):
    cleared = Signal()
    search_wanted = Signal(str)
    """What was typed is to be looked for in everything that was ever written down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        clear, self.everywhere = Button(say("Clear filter"), keys="Esc"), Button(say("Search everything"))
        super().__init__("list-filter", say("Nothing matches"), "", (clear, self.everywhere), parent=parent)
        self._clear, self._typed = clear, ""
        clear.clicked.connect(self.cleared)
        self.everywhere.clicked.connect(lambda _=False: self.search_wanted.emit(self._typed))

    def say_why(self, table: QueueTable, title: str, *, narrowed: bool) -> None:
        """`title` is the list's; `narrowed`: the person narrowed it down further. A list of one's own asks for
        something by itself."""
        self._clear.setVisible(narrowed or table.choice.narrows)
        self._typed = table.choice.text.strip()
        self.everywhere.setVisible(bool(self._typed))
        held, there_are = table.done_counts
        if table.shows_done and held < there_are:
            sentence = say(
                "The latest {held} of {all} are searched. The older ones are being read.", held=held, all=there_are
            )
            self.say(say("Nothing found yet"), sentence)
        elif narrowed:
            self.say(say("Nothing matches"), say("No ticket in {view} has what the filter asks for.", view=title))
        elif table.choice.narrows:
            asked = ", ".join(narrowed_by(table.choice))
            self.say(say("Nothing matches"), say("No ticket is what this list asks for: {what}.", what=asked))
        else:
            self.say(title, queue_words.nothing_in(table.choice.view.value))
