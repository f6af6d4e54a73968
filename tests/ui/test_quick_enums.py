"""An enum of Qt that is made quickly is what Python would have made of it."""

import copy
import enum
import pickle
import subprocess
import sys
import types
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtCore import Qt

from ui.quick_enums import KINDS, can_be_made, made

Words = list[tuple[str, int]]

MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtNetwork", "QtPrintSupport")
STORY: Words = [("NONE", 0), ("RIGHT", 4), ("LEFT", 1), ("BOTH", 5), ("PORT", 1), ("FAR", 1 << 40)]
"""Out of order; with a second word, many bits, none, and a gap."""


def of_python(kind: Any, words: Words) -> Any:
    """As a class that somebody writes."""
    return types.new_class("Made", (kind,), {"boundary": enum.FlagBoundary.KEEP}, lambda body: body.update(words))


def told(of: Any) -> dict[str, Any]:
    """All that a class holds, each member by what it holds."""

    def plain(value: Any) -> Any:
        if isinstance(value, enum.Enum):
            held = vars(value)
            return {**held, "__objclass__": held["__objclass__"].__name__, "itself": getattr(value, "real", None)}
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        return getattr(value, "__func__", value)

    return {key: plain(value) for key, value in vars(of).items() if key != "__module__"}


def all_of_qt() -> Iterator[tuple[Any, Words]]:
    for name in MODULES:
        module = import_module(f"PySide6.{name}")
        for word in dir(module):
            held = getattr(module, word)
            for inner in (held, *vars(held).values()) if isinstance(held, type) else ():
                if isinstance(inner, enum.EnumType):
                    yield inner.__mro__[1], [(word, member.value) for word, member in inner.__members__.items()]


def test_every_enum_of_qt_is_what_python_makes() -> None:
    compared = 0
    for kind, words in all_of_qt():
        if can_be_made(kind, words):
            assert told(made(kind, "Made", words)) == told(of_python(kind, words))
            compared += 1

    assert compared > 600


@pytest.mark.parametrize("kind", sorted(KINDS, key=repr), ids=repr)
def test_words_of_each_sort_come_out_alike(kind: Any) -> None:
    quick, plain = made(kind, "Made", STORY), of_python(kind, STORY)

    assert told(quick) == told(plain)
    assert repr(list(quick)) == repr(list(plain))
    assert quick(5) is quick.BOTH
    assert quick["PORT"] is quick.LEFT
    with pytest.raises(AttributeError, match="cannot reassign"):
        quick.LEFT = 2
    with pytest.raises(TypeError, match="cannot extend"):
        types.new_class("More", (quick,))


@pytest.mark.parametrize("kind", [enum.Flag, enum.IntFlag], ids=repr)
def test_flags_are_joined_and_taken_apart(kind: Any) -> None:
    quick, plain = made(kind, "Made", STORY), of_python(kind, STORY)

    for flags in (quick, plain):
        joined = flags.FAR | flags.LEFT
        assert repr([*joined, joined, ~flags.LEFT, flags.BOTH & flags.RIGHT, flags(1 << 50)]) == repr(
            [*(plain.FAR | plain.LEFT), plain.FAR | plain.LEFT, ~plain.LEFT, plain.RIGHT, plain(1 << 50)]
        )


@pytest.mark.parametrize("words", [[("name", 1)], [("mro", 1)], [("LEFT", -1)]], ids=repr)
def test_where_python_does_more_it_is_left_to_python(words: Words) -> None:
    assert not can_be_made(enum.Flag, words)


def test_enums_of_others_know_where_they_are() -> None:
    of_ours = enum.Enum("of_ours", "LEFT RIGHT")  # type: ignore[misc]

    assert of_ours.__module__ == __name__


def test_a_member_goes_through_a_file_and_is_itself() -> None:
    for member in (Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier, Qt.AlignmentFlag.AlignLeft):
        assert pickle.loads(pickle.dumps(member)) is member
        assert copy.deepcopy(member) is member


def test_qt_asks_python_for_hardly_any() -> None:
    asked = """
import enum
made, plain = [], enum.EnumType.__new__
enum.EnumType.__new__ = lambda *given, **more: made.append(given[1]) or plain(*given, **more)
import ui
from PySide6.QtCore import Qt
print(len(made))
"""

    def by_python(first: str) -> int:
        program = asked.replace("import ui", first)
        return int(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)

    assert by_python("import ui") < 20 < 100 < by_python("import PySide6.QtCore")
