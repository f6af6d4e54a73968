"""Gives the composer the desk's text blocks, filled in from the ticket it stands under."""

from collections.abc import Callable

from slaapp.domain.errors import Refusal
from slaapp.domain.placeholders import fill
from slaapp.engine import Engine
from slaapp.services.tickets import TicketPage
from ui.commands import Commands
from ui.views.ticket.composer import Composer
from ui.wall_clock import WallClock


def serve_blocks(
    composer: Composer, engine: Engine, commands: Commands, clock: WallClock, page: Callable[[], TicketPage | None]
) -> None:
    """`page` gives the ticket that is on the screen."""

    def offer() -> None:
        shown = page()
        if shown is None:
            return
        use = composer.use
        try:
            values = engine.text_blocks.values(shown, now=clock.now(), use=use)
            composer.blocks.offer(engine.text_blocks.offered(use), lambda block: fill(block.text, values))
        except Refusal as refusal:
            commands.refused.emit(str(refusal))

    composer.blocks.asked.connect(offer)
