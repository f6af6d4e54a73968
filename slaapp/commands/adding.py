"""How a module of commands adds its own."""

import argparse
from typing import Protocol

from slaapp.domain.quoting import quote


class Add(Protocol):
    def __call__(
        self,
        name: str,
        summary: str,
        example: str,
        run: object,
        *,
        now: str = ...,
    ) -> argparse.ArgumentParser: ...

    def group(self, name: str, summary: str, example: str) -> "Add": ...


def number(text: str) -> int:
    """A number from 1 that a ticket, a cycle or a limit can have; what is none of that is wrong usage."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1 << 31):
        raise argparse.ArgumentTypeError(f"{quote(text, longest=40)} is no number from 1 up to 2147483647")
    return int(text)


def year(text: str) -> int:
    """One whose holidays can be asked for; what is none is wrong usage."""
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"{quote(text, longest=40)} is no year from 1990 to 2100")
    return int(text)
