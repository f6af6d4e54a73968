"""Joins a ticket's checklist to what is done to the ticket."""

from slaapp.domain.errors import Refusal
from ui.views.ticket.acts import Acts
from ui.views.ticket.checklist import Checklist


def serve_checklist(checklist: Checklist, acts: Acts) -> None:
    def add(text: str) -> None:
        try:
            acts.add_to_checklist(text)
        except Refusal as refusal:
            checklist.refuse(str(refusal))
        else:
            checklist.took()

    checklist.added.connect(add)
    checklist.ticked.connect(acts.tick)
    checklist.dropped.connect(acts.take_off_checklist)
    checklist.moved.connect(acts.move_on_checklist)
