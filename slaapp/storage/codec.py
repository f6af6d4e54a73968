"""Values as JSON and back, exactly: by their annotations, so that a new kind needs no code here."""

import json
import types
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum, IntEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from slaapp.domain.agreement import Severity
from slaapp.domain.value import Value

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def dumps(value: object) -> str:
    """JSON in one canonical form: equal values give equal text."""
    return _encode(value)


def plain(value: Any) -> Any:
    """What JSON can hold of a value; Severity is written as its word, dates in ISO form."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Severity):
        return value.word
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return [[plain(key), plain(held)] for key, held in value.items()]
    if isinstance(value, frozenset):
        return sorted(plain(held) for held in value)
    if isinstance(value, tuple | list):
        return [plain(held) for held in value]
    if isinstance(value, Value):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return value


def restored(kind: type[Any], data: Mapping[str, Any]) -> Any:
    """The value that `plain` wrote; fields that are missing take their default."""
    values = dict(data)
    for name, read in _readers(kind).items():
        if name in values:
            values[name] = read(values[name])
    return kind(**values)


_READERS: dict[type[Any], dict[str, Callable[[Any], Any]]] = {}


def _readers(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """Of those fields whose values are not as JSON gives them."""
    if kind not in _READERS:
        hints = get_type_hints(kind)
        every = {name: _reader(hints[name]) for name in kind.__struct_fields__}
        _READERS[kind] = {name: read for name, read in every.items() if read is not _same}
    return _READERS[kind]


def _same(value: Any) -> Any:
    return value


def _reader(hint: Any) -> Callable[[Any], Any]:  # one line for each form an annotation takes
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = [_reader(arg) for arg in args if arg is not type(None)]
        if all(read is _same for read in inner):
            return _same
        return lambda value: None if value is None else inner[0](value)
    if isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields"):
        hints = get_type_hints(hint)
        own = [_reader(hints[name]) for name in hint._fields]
        if all(read is _same for read in own):
            made_of: Callable[[Any], Any] = hint._make  # type: ignore[attr-defined]  # that of a NamedTuple
            return made_of
        return lambda value: hint(*(read(held) for read, held in zip(own, value, strict=True)))
    if isinstance(hint, type) and issubclass(hint, Severity):
        return Severity.from_word
    if isinstance(hint, type) and issubclass(hint, Enum) and not issubclass(hint, IntEnum):
        return hint
    if hint is date:
        return date.fromisoformat
    if origin is frozenset:
        read = _reader(args[0])
        return lambda value: frozenset(read(held) for held in value)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        read = _reader(args[0])
        return lambda value: tuple(read(held) for held in value)
    if origin is tuple:
        reads = [_reader(arg) for arg in args]
        return lambda value: tuple(read(held) for read, held in zip(reads, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        key, held = _reader(args[0]), _reader(args[1])
        return lambda value: {key(k): held(v) for k, v in value}
    if isinstance(hint, type) and issubclass(hint, Value):
        return lambda value: restored(hint, value)
    return _same
