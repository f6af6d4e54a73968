"""What every part of the customers' page works with: one edit, told, with the step that takes it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from slaapp.domain.value import Value
from slaapp.engine import Engine
from slaapp.services.changes import Changes
from ui.commands import Commands
from ui.undo import Step, taking_back_records
from ui.wall_clock import WallClock

if TYPE_CHECKING:
    from slaapp.services.customer_pages import CustomerPage


class Hands(Value):
    """`done` says what was done, and how it is undone. `typed` holds notes and addresses that are not saved, by
    the customer's id: the window writes them down, so that a crash does not take them."""

    engine: Engine
    commands: Commands
    clock: WallClock
    done: Callable[[str, Step | None], None]
    typed: dict[str, Any]

    def do(self, words: str, change: Callable[..., object], *args: object, **named: object) -> object:
        """Do it and tell of it, unless it changed nothing; gives what `change` gives. Raises Refusal."""
        result = self.commands.attempt(change, *args, **named)
        parts = result if isinstance(result, tuple) else (result,)
        self.tell(words, next(part for part in parts if isinstance(part, Changes)))
        return result

    def tell(self, words: str, changes: Changes) -> None:
        """Of what was done, unless it changed nothing."""
        step = taking_back_records(self.engine.customers, self.commands, changes)
        if step is not None:
            self.done(words, step)

    def read(self, customer: str) -> "CustomerPage":
        """Raises Refusal when the customer is gone."""
        return self.engine.customers.page(customer, self.engine.board, now=self.clock.now())
