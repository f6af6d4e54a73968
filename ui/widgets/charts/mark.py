"""One thing that a chart shows: a bar, a point, a cell."""

from typing import Any

from slaapp.domain.value import Value
from ui.wording import say


class Mark(Value):
    """`name` is what it stands for, `figures` are what it says, exactly. `leads` is handed out where it is followed,
    None: it leads nowhere; `to` says where."""

    name: str
    figures: tuple[str, ...]
    leads: Any = None
    to: str = ""

    @property
    def sentence(self) -> str:
        """For those who hear it."""
        facts = ", ".join(self.figures)
        told = say("{name}: {facts}.", name=self.name, facts=facts)
        return say("{told} Enter: {to}.", told=told, to=self.to) if self.leads is not None else told
