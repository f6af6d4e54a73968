"""Which keys do what: the table's own, and what a person put in their place; how keys are written, where they clash.

Ask `keys_of` at the moment of use and connect to `notifier.changed` whatever is kept longer.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal

from ui.actions import ACT, ACTIONS, Act, Where
from ui.wording import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QKeySequence

MOST_PRESSES = 2
"""G then Q: more than two presses nobody remembers."""

_SIGNS = {"Return": "↵", "Enter": "↵", "Shift": "⇧", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "-": "−"}
_QT_NAMES = {"PgDn": "PgDown"}
_IN_TEXTS = frozenset({"slash"})
_TOGETHER = (
    frozenset({Where.ANYWHERE, Where.GO, Where.LIST, Where.TICKET}),
    frozenset({Where.ANYWHERE, Where.GO, Where.PAGE, Where.TICKET}),
    frozenset({Where.ANYWHERE, Where.GO, Where.CUSTOMERS}),
    frozenset({Where.ANYWHERE, Where.GO, Where.AGREEMENTS}),
    frozenset({Where.ANYWHERE, Where.GO, Where.REVIEW}),
    frozenset({Where.ANYWHERE, Where.GO, Where.HOURS}),
    frozenset({Where.ANYWHERE, Where.GO, Where.DASHBOARD}),
    *(frozenset({where}) for where in (Where.LOG, Where.WHY, Where.REPORT, Where.WALLBOARD)),
)
"""Places whose keys are listened to at the same time; the last ones take a key before the window gets it."""


class _Keymap(QObject):
    """`own` is what the person chose, by the name of the action."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[str, tuple[str, ...]] = {}


notifier = _Keymap()


class Clash(NamedTuple):
    """Two actions that the same presses would do, or one whose press begins the other's. Where one is fixed, that is
    the second."""

    keys: str
    first: Act
    second: Act


def keys_of(name: str) -> tuple[str, ...]:
    return notifier.own.get(name, ACT[name].keys)


def sequences(name: str) -> "list[QKeySequence]":
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - after the first paint

    return [QKeySequence(keys) for keys in keys_of(name)]


def is_own(name: str) -> bool:
    return name in notifier.own


def change(name: str, keys: Iterable[str]) -> None:
    """Give an action other keys, none of them or the table's own again."""
    chosen = tuple(keys)
    if chosen == ACT[name].keys:
        notifier.own.pop(name, None)
    else:
        notifier.own[name] = chosen
    notifier.changed.emit()


def reset(name: str | None = None) -> None:
    """The table's own keys again, for one action or for all."""
    if name is None:
        notifier.own.clear()
    else:
        notifier.own.pop(name, None)
    notifier.changed.emit()


def take(held: Mapping[str, object]) -> None:
    """What was remembered; what is not known, or not to be changed, is left out."""
    if held:
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - where a person has keys of their own

    notifier.own = {
        name: tuple(keys)
        for name, keys in held.items()
        if name in ACT
        and not ACT[name].fixed
        and isinstance(keys, list)
        and all(isinstance(key, str) and 0 < QKeySequence(key).count() <= MOST_PRESSES for key in keys)
    }
    notifier.changed.emit()


def as_plain() -> dict[str, list[str]]:
    """To be remembered."""
    return {name: list(keys) for name, keys in notifier.own.items()}


def act_of(event: "QKeyEvent", *places: Where) -> str | None:
    """The action of these places that one press of keys does."""
    from PySide6.QtCore import QKeyCombination  # noqa: PLC0415 - after the first paint
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - after the first paint

    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = [QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))]
    if modifiers & Qt.KeyboardModifier.ShiftModifier and event.key() < Qt.Key.Key_Escape:
        # "?" and "+" need Shift on many keyboards; in a table they stand without it.
        without = modifiers & ~Qt.KeyboardModifier.ShiftModifier
        pressed.append(QKeySequence(QKeyCombination(without, Qt.Key(event.key()))))
    for act in ACTIONS:
        if act.where in places and not act.fixed and any(keys in pressed for keys in sequences(act.name)):
            return act.name
    return None


def writes(event: "QKeyEvent") -> bool:
    """Whether a text field makes a character of it: single letters are no keys there."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
    return not held and event.key() < Qt.Key.Key_Escape


def clashes(changed: Mapping[str, tuple[str, ...]] | None = None) -> list[Clash]:
    """Every clash, if `changed` held as well."""
    keys = {act.name: fixed_presses(act) if act.fixed else keys_of(act.name) for act in ACTIONS} | dict(changed or {})
    found = []
    every = sorted(ACTIONS, key=lambda act: act.fixed)
    for at, first in enumerate(every):
        for second in every[at + 1 :]:
            if first.fixed or not any({first.where, second.where} <= here for here in _TOGETHER):
                continue
            found += [
                Clash(one, first, second)
                for one in keys[first.name]
                for other in keys[second.name]
                if _collide(_presses(one), _presses(other))
            ]
    return found


def fixed_presses(act: Act) -> tuple[str, ...]:
    """The keys of what is fixed, one by one as Qt writes them; none where they are listened to only after another, or
    in a text alone, where single letters do nothing else."""
    if act.after or act.name in _IN_TEXTS:
        return ()
    names = {sign: name for name, sign in _SIGNS.items() if name != "Enter"}
    held, found = "", []
    for part in " ".join(act.keys).replace("1 – 4", "1 2 3 4").split():
        key = names.get(part, part)
        if key in ("Shift", "Ctrl", "Alt"):
            held += f"{key}+"
        else:
            found.append(held + _QT_NAMES.get(key, key))
    return tuple(found)


def _presses(keys: str) -> list[str]:
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - after the first paint

    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText).split(", ")


def _collide(one: list[str], other: list[str]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


# In words


class KeyOf(NamedTuple):
    """On a keycap: whatever key that action has at the moment."""

    act: str


Keys: TypeAlias = str | KeyOf
"""What a keycap is given: keys that are fixed, as they are written there, or an action's."""


def on_cap(keys: Keys) -> str:
    """Empty where a person took the action's keys away: then there is no keycap."""
    return shown(keys.act) if isinstance(keys, KeyOf) else keys


def shown(name: str) -> str:
    """`Ctrl K`, `G then Q`: the first way to it, as keycaps say it; empty where there is none."""
    return next(iter(all_shown(name)), "")


def all_shown(name: str) -> list[str]:
    """Every way to it; what comes before it stands before it."""
    act = ACT[name]
    if act.fixed:
        before = [*all_shown(act.after)[:1], say("then")] if act.after else []
        return [" ".join((*before, *act.keys))]
    return list(dict.fromkeys(written(keys) for keys in keys_of(name)))


def written(keys: str) -> str:
    """Keys as Qt writes them, as keycaps say them."""
    return say(" then ").join(_chord(chord) for chord in keys.split(", "))


def _chord(keys: str) -> str:
    parts = keys.split("+")
    if keys.endswith("++"):
        parts = [*parts[:-2], "+"]
    return " ".join(_SIGNS.get(part, part) for part in parts)
