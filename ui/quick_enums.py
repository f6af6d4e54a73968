"""Qt's enums become Python's in a seventh of the time that `enum` takes for it.

PySide6 makes all enums of a class when the class is first named: three thousand words before a window is seen, which
took a seventh of the time until then. `enum` looks at each as at what a person wrote, puts it into the class, takes it
out and puts another in its place. What Qt hands over needs none of that. Here a class begins as what `enum` makes of no
words, and its members are added. What comes of it is the same; a Python that may do it otherwise is left as it is.
"""

import enum
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

UNKNOWN = (3, 15)
"""The first Python whose `enum` nobody has compared with this."""
KINDS = frozenset({enum.Enum, enum.Flag, enum.IntEnum, enum.IntFlag})
"""Those that PySide6 asks for."""

Words = Sequence[tuple[str, int]]

_ordinary: Any = enum.EnumType._create_  # type: ignore[attr-defined]  # what `Enum("Name", words)` calls


def make_quickly() -> None:
    """Let each enum that PySide6 asks for from now on be made here, and all others as ever."""
    if sys.version_info < UNKNOWN:
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]  # there is no other way in


def made(kind: Any, name: str, words: Words) -> Any:
    """What `kind(name, words, boundary=KEEP)` gives, for one of `KINDS` and words that `can_be_made` of it."""
    body, containers = _empty(kind)
    result = type.__new__(enum.EnumType, name, (kind,), body | {key: container() for key, container in containers})
    _add(result, words)
    if issubclass(kind, enum.Flag):
        _add_up(result)
    return result


def can_be_made(kind: Any, words: Words) -> bool:
    """Not where Python does more: for a word that `kind` knows already, such as "name", and for values below zero."""
    known = _known(kind)
    return all(value >= 0 and word not in known for word, value in words)


def _create(
    kind: Any, class_name: str, names: Any, *, module: str | None = None, boundary: Any = None, **rest: Any
) -> Any:
    # PySide6 alone asks in this way.
    if module is None and boundary is enum.FlagBoundary.KEEP and kind in KINDS and can_be_made(kind, names):
        return made(kind, class_name, names)
    asked_in = module or sys._getframe(2).f_globals["__name__"]  # noqa: SLF001 - as `enum` finds it
    return _ordinary(kind, class_name, names, module=asked_in, boundary=boundary, **rest)


@cache
def _known(kind: Any) -> frozenset[str]:
    return frozenset(word for base in (*kind.__mro__, *type(kind).__mro__) for word in vars(base))


@cache
def _empty(kind: Any) -> tuple[dict[str, Any], list[tuple[str, type]]]:
    """What a class of this kind holds, and which of it must be a new list or dictionary in each."""
    body = dict(vars(_ordinary(kind, "Empty", (), boundary=enum.FlagBoundary.KEEP)))
    return body, [(key, type(held)) for key, held in body.items() if isinstance(held, list | dict)]


def _add(to: Any, words: Words) -> None:
    """Make the members; a second word for one value is another name of the first, as is a flag of many bits or none."""
    new, with_value, many = to._new_member_, to._use_args_, issubclass(to, enum.Flag)
    names, by_name, by_value = to._member_names_, to._member_map_, to._value2member_map_
    put = type.__setattr__  # that of `enum` asks first whether the name is a member's
    for word, value in words:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = new(to, value) if with_value else new(to)
            member._value_ = value
            member._name_ = word
            member.__objclass__ = to
            member._sort_order_ = len(names)
            if not many or value.bit_count() == 1:
                names.append(word)
        by_name[word] = member
        put(to, word, member)
    getattr(to, "_hashable_values_", []).extend(by_value)  # from Python 3.13 on


def _add_up(flags: Any) -> None:
    """Which bits there are, and whether they come in another order than that of their values."""
    single = [flags._member_map_[name]._value_ for name in flags._member_names_]
    flags._singles_mask_ = sum(single)
    for value in flags._value2member_map_:
        flags._flag_mask_ |= value
    flags._all_bits_ = 2 ** flags._flag_mask_.bit_length() - 1
    if single != sorted(single):
        flags._iter_member_ = flags._iter_member_by_def_
