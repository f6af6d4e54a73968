"""What an event says is read back as it was, also where a cache stands in between."""

from slaapp.domain.events import Corrected, EventId, Retracted, TicketEvent
from slaapp.engine import Engine
from slaapp.storage import events


def test_one_and_true_are_kept_apart(tmp_path):
    stamp = {"occurred_at": 60, "recorded_at": 60, "by": "sam"}
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=60, is_test=True, zone="UTC") as engine:
        first = EventId(engine.database.replica, 1)
        told: list[TicketEvent] = [
            Corrected(id=EventId(first.replica, place), **stamp, event=first, field="until", value=value, reason="")
            for place, value in enumerate([1, True, "1", 0, False, None], start=1)
        ]
        told.append(Retracted(id=EventId(first.replica, 7), **stamp, event=first))
        with engine.database.write() as connection:
            events.append(connection, [("t", event) for event in told])
        with engine.database.read() as connection:
            held = events.history(connection, "t")

    assert [repr(event) for event in held] == [repr(event) for event in told]
