"""Every key of the window: changed by pressing another, with a word at once where two actions have the same."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.services.marks import missed
from ui import keymap, theme
from ui.actions import Act, Where, of_place
from ui.keymap import Clash
from ui.views.settings.form import Form, Surroundings
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Field, Problem
from ui.widgets.key_field import KeyField
from ui.widgets.label import Label
from ui.wording import say

KEYS = 150


class _Line(QWidget):
    """An action, its first key, and the way back to the key it has by itself. Further keys are only named."""

    def __init__(self, act: Act) -> None:
        super().__init__()
        self.act = act
        words = say(act.text)
        self._also = Label("", "small", "text3")
        self.field = KeyField(say("Key of {action}", action=words))
        self.back = IconButton("undo-2", say("Back to the usual key of {action}", action=words))
        self.problem = Problem()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(words, "body", "text", wrap=True), 1)
        row.addWidget(self._also)
        row.addWidget(self.field)
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.problem)
        theme.follow(self._fit)
        self._wanted: tuple[str, ...] = ()
        self.field.taken.connect(self._change)
        self.field.confirmed.connect(self._take)
        self.field.declined.connect(lambda: self.problem.say(""))
        self.back.clicked.connect(self._go_back)

    def show_keys(self, clash: Clash | None) -> None:
        keys = keymap.keys_of(self.act.name)
        self.field.show_keys(keys[0] if keys else "")
        others = keymap.all_shown(self.act.name)[1:]
        self._also.setText(say("also {keys}", keys=", ".join(others)) if others else "")
        self.back.setEnabled(keymap.is_own(self.act.name))
        self.field.show_wrong(clash is not None)
        self.problem.say("" if clash is None else _sentence(clash))

    def focus_here(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _change(self, first: str) -> None:
        others = [keys for keys in keymap.keys_of(self.act.name)[1:] if keys != first]
        self._wish((*([first] if first else []), *others))

    def _go_back(self) -> None:
        self.focus_here()  # the button is off afterwards, and the keyboard stays in the row
        self._wish(self.act.keys)

    def _wish(self, keys: tuple[str, ...]) -> None:
        """In force at once, unless another action has one of them: then it is asked for first."""
        self._wanted = keys
        others = _in_the_way(self.act, keys)
        if not others:
            self._take()
        elif any(other.fixed for other in others):
            self.field.show_keys(next(iter(keymap.keys_of(self.act.name)), ""))
            self._say("{action} has it always. The key is as it was.", others)
        else:
            self.field.ask(keys[0])
            self._say("{action} has it now. Enter gives it to this one, Esc leaves it.", others)

    def _say(self, sentence: str, others: Sequence[Act]) -> None:
        self.problem.say(say(sentence, action=", ".join(say(other.text) for other in others)))

    def _take(self) -> None:
        """The others lose what is in the way."""
        for other in _in_the_way(self.act, self._wanted):
            kept = [keys for keys in keymap.keys_of(other.name) if not _in_the_way(self.act, self._wanted, other, keys)]
            keymap.change(other.name, kept)
        keymap.change(self.act.name, self._wanted)

    def _fit(self) -> None:
        self.field.setFixedWidth(theme.px(KEYS))


class _Fixed(QWidget):
    """An action whose keys stay as they are."""

    def __init__(self, act: Act) -> None:
        super().__init__()
        self.act = act
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        row.addWidget(Label(say(act.text), "body", "text", wrap=True), 1)
        row.addWidget(Label(", ".join(keymap.all_shown(act.name)), "body", "text2"))
        row.addWidget(Label(say("fixed"), "small", "text3"))


def _in_the_way(act: Act, keys: tuple[str, ...], of: Act | None = None, has: str = "") -> list[Act]:
    """The other actions that have one of these keys, or one that begins it; only `of`, were `has` its only key."""
    changed = {act.name: keys} | ({} if of is None else {of.name: (has,)})
    pairs = [(clash.first, clash.second) for clash in keymap.clashes(changed) if act in (clash.first, clash.second)]
    others = [second if first is act else first for first, second in pairs]
    return [other for other in dict.fromkeys(others) if of in (None, other)]


def _sentence(clash: Clash) -> str:
    """Which two, and what becomes of it."""
    if clash.second.fixed:
        return say(
            "{keys} always does this: {second}. Give {first} another key.",
            keys=keymap.written(clash.keys),
            first=say(clash.first.text),
            second=say(clash.second.text),
        )
    return say(
        "{first} and {second} both have {keys}, so it does neither. Give one of them another key.",
        first=say(clash.first.text),
        second=say(clash.second.text),
        keys=keymap.written(clash.keys),
    )


class ShortcutsPage(Form):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.search = Field(say("Find a shortcut"), icon="search", height=theme.FIELD_TOOLBAR)
        self.reset = Button(say("Reset all keys"), icon="undo-2", kind=Kind.DEFAULT)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        top.addWidget(self.reset)
        self.rows.addLayout(top)
        self.rows.addSpacing(8)
        self.say(
            say(
                "Enter or a click on a key, then press another, or two, one after the other. Backspace takes a key "
                "away. Single letters act only while no text field has the keyboard. What is called fixed cannot be "
                "changed."
            ),
            style="small",
            colour="text3",
        )
        self.lines: dict[str, _Line] = {}
        self._heads: list[tuple[QWidget, list[_Line | _Fixed]]] = []
        for where in Where:
            self._group(where)
        self._none = self.say(say("Nothing matches."))
        self.finish()
        self.refresh()
        self._narrow("")
        self.search.edit.textChanged.connect(self._narrow)
        self.reset.clicked.connect(lambda: keymap.reset(None))
        keymap.notifier.changed.connect(self.refresh)

    def refresh(self) -> None:
        clash_of: dict[str, Clash] = {}
        for clash in keymap.clashes():
            for act in (clash.first, clash.second):
                clash_of.setdefault(act.name, clash)
        for name, line in self.lines.items():
            line.show_keys(clash_of.get(name))
        self.reset.setEnabled(bool(keymap.as_plain()))

    def _group(self, where: Where) -> None:
        head = QWidget()
        above = QVBoxLayout(head)
        above.setContentsMargins(0, 12, 0, 8)
        above.addWidget(Label(say(where.value), "title_s"))
        self.rows.addWidget(head)
        lines = [_Fixed(act) if act.fixed else _Line(act) for act in of_place(where)]
        for line in lines:
            if isinstance(line, _Line):
                self.lines[line.act.name] = line
                line.field.stepped.connect(partial(self._step, line))
            self.rows.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)
        self._heads.append((head, lines))

    def _step(self, line: _Line, by: int) -> None:
        seen = [held for held in self.lines.values() if held.isVisible()]
        at = seen.index(line) + by
        if 0 <= at < len(seen):
            seen[at].focus_here()

    def _narrow(self, text: str) -> None:
        found = False
        for head, lines in self._heads:
            for line in lines:
                words = [say(line.act.text), say(line.act.where.value), *keymap.all_shown(line.act.name)]
                line.setVisible(not missed(words, text))
            head.setVisible(any(not line.isHidden() for line in lines))
            found = found or not head.isHidden()
        self._none.setVisible(not found)
