"""What a notice says; `widgets.toast` shows it."""

from collections.abc import Callable
from typing import NamedTuple

from slaapp.domain.spans import Instant


class Notice(NamedTuple):
    """`lines` stand under the title. `actions` are buttons; the first of an informing notice stands in its line.

    `stays` until it is answered; `key` lets a later notice about the same thing replace this one. `about` are tickets:
    once all of them are settled, opened or answered, it leaves by itself.
    `moment` is that of which it tells: once it is past, and somebody had it before their eyes, it leaves too.
    """

    title: str
    lines: tuple[str, ...] = ()
    icon: str = "check"
    colour: str = ""
    """Of the icon; empty: green where something was done, else that of words beside others."""

    actions: tuple[tuple[str, Callable[[], object]], ...] = ()
    aside: str = ""
    stays: bool = False
    moment: Instant | None = None
    key: str = ""
    about: frozenset[int] = frozenset()
    beside: tuple[tuple[int, str, Callable[[], object]], ...] = ()
    """What can be done about some of these tickets, beside opening them, where the notice is listed: number, verb."""

    whole: bool = False
    """The lines are broken where they are long, never cut."""

    later: tuple[str, Callable[[], object]] | None = None
    """Puts it off, as the last of its buttons."""

    @property
    def ink(self) -> str:
        """The colour of its icon."""
        return self.colour or ("green_text" if self.icon == "check" else "text2")

    @property
    def answers(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        return self.actions if self.later is None else (*self.actions, self.later)
