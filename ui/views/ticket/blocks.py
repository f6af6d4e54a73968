"""Gives the composer the desk's text blocks, filled in from the ticket it stands under."""

from collections.abc import Callable

from slaapp.domain.errors import Refusal
from slaapp.domain.placeholders import Filled
from slaapp.engine import Engine
from slaapp.services.text_blocks import TextBlock
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
        now, use = clock.now(), composer.use

        def fill(block: TextBlock) -> Filled:
            return engine.text_blocks.filled(block, shown, now=now, use=use)

        try:
            composer.blocks.offer(engine.text_blocks.offered(use), fill)
        except Refusal as refusal:
            commands.refused.emit(str(refusal))

    composer.blocks.asked.connect(offer)
