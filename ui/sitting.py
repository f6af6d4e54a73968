"""Who sits here: by the computer's account, or as somebody said in the foot of the window or in the settings.

It is remembered for each account, signs what is written from then on, and decides which tickets are "mine".
"""

from functools import partial

from PySide6.QtCore import QObject, Signal

from slaapp.engine import Engine
from slaapp.services.people import Person
from ui import faces, wording
from ui.commands import Commands
from ui.views.queue_page import QueuePage
from ui.widgets.status_bar import StatusBar
from ui.window_state import WindowState


class Sitting(QObject):
    """`changed` when somebody else sits here; `people_wanted` from the menu in the foot."""

    changed = Signal()
    people_wanted = Signal()

    def __init__(
        self, engine: Engine, commands: Commands, state: WindowState, queue: QueuePage, status: StatusBar
    ) -> None:
        super().__init__(queue)
        self._engine, self._state, self._queue, self._status = engine, state, queue, status
        self._account = engine.user
        kept = state.sits_here.get(self._account)
        if kept in engine.people.signed():
            engine.work_as(str(kept))
        before = queue.table.me
        self._look()
        if queue.table.me != before:
            queue.table.count_views()  # its tickets were read just now: they name everybody as they are called
        status.who.clicked.connect(self._offer)
        commands.saved.connect(lambda _: self._learn_who_is_new())
        commands.changed.connect(lambda changes: self.learn() if changes.people else None)
        commands.elsewhere.connect(self.learn)

    def learn(self) -> None:
        """Read the desk's people, and where they are others than before, the tickets that name them."""
        if self._look():
            self._queue.reload()

    def _look(self) -> bool:
        """How the desk's people are drawn, and which of them sits here; says whether that is new."""
        people = self._engine.people.every()
        me = self._engine.people.me()
        name = None if me is None else me.name
        changed = faces.learn(people) or self._queue.table.me != name
        self._status.show_who(name or "", None if name is None else wording.initials(name))
        self._queue.table.me = name
        return changed

    def become(self, person: Person) -> None:
        """From here on this one signs; the next start knows it."""
        self._engine.work_as(person.mark)
        self._state.sits_here = {**self._state.sits_here, self._account: person.mark}
        self.learn()
        self.changed.emit()

    def _learn_who_is_new(self) -> None:
        """On a new desk one becomes one of its people when one takes a ticket."""
        if self._queue.table.me is None and self._engine.people.me() is not None:
            self.learn()

    def _offer(self) -> None:
        menu = self._status.who.menu
        menu.clear()
        me = self._engine.people.me()
        for person in self._engine.people.every():
            if not person.retired:
                action = menu.addAction(person.name.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(person == me)
                action.triggered.connect(partial(self._take, person))
        menu.addSeparator()
        menu.addAction(wording.say("People…")).triggered.connect(self.people_wanted)
        self._status.who.open_menu()

    def _take(self, person: Person, _checked: bool = False) -> None:
        self.become(person)
