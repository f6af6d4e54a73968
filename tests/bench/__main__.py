"""Runs the benchmarks, all or those named, and prints one table.

Each module `pNN_….py` has `main()`, which gives its rows. Times are measured, never tested: the exit code is 0.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules

import tests.bench
from tests.bench.rows import Row, duration

HEAD = ("what", "bound", "ours", "ratio", "target", "", "note")
WIDTHS = (52, 9, 9, 7, 12, 5)


def rows(wanted: Sequence[str]) -> Iterator[Row]:
    names = sorted(module.name for module in iter_modules(tests.bench.__path__))
    for name in names:
        if name[0] == "p" and name[1:3].isdigit() and (not wanted or name.startswith(tuple(wanted))):
            yield from import_module(f"tests.bench.{name}").main()


def line(cells: Iterable[str]) -> str:
    *fixed, note = cells
    return "  ".join([f"{cell:<{width}}" for cell, width in zip(fixed, WIDTHS, strict=True)] + [note]).rstrip()


def cells(row: Row) -> tuple[str, ...]:
    bound = "" if row.bound is None else duration(row.bound)
    ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
    return row.name, bound, duration(row.ours), ratio, row.target, "" if row.met else "SHORT", row.note


def main(wanted: Sequence[str]) -> None:
    print(line(HEAD))
    short = count = 0
    for row in rows(wanted):
        print(line(cells(row)), flush=True)
        count += bool(row.target)
        short += not row.met
    print(f"{count - short} of {count} reach their target.")


if __name__ == "__main__":
    main(sys.argv[1:])
