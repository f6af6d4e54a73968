"""The demo desk shows what the design's pictures show."""

import json
from datetime import datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from slaapp.domain.agreement import Metric
from slaapp.domain.clock import Band
from slaapp.engine import Engine
from slaapp.services import demo
from slaapp.services.board import Row, Standing

FACTS = json.loads(files("resources").joinpath("demo/demo.json").read_text(encoding="utf-8"))
BANDS = {"breach": Band.BREACHED, "risk": Band.WARNING, "ok": Band.CALM, "paused": Band.PAUSED}


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Row, Standing]]:
    store = tmp_path_factory.mktemp("demo") / "demo.slaapp"
    demo.make(store)
    with Engine.open(store, user=demo.USER, now=demo.moment()) as engine:
        return {row.number: (row, engine.board.standing(row, demo.moment())) for row in engine.board.rows()}


def test_the_queue_holds_the_29_tickets_of_the_pictures(queue: dict[int, tuple[Row, Standing]]) -> None:
    assert sorted(queue) == sorted(ticket["number"] for ticket in FACTS["tickets"])


@pytest.mark.parametrize("facts", FACTS["tickets"], ids=lambda facts: str(facts["number"]))
def test_each_ticket_shows_the_clock_and_the_due_time_of_its_picture(
    queue: dict[int, tuple[Row, Standing]], facts: dict[str, object]
) -> None:
    row, standing = queue[int(str(facts["number"]))]
    shown = facts["shown"]
    assert isinstance(shown, dict)
    reading = standing.reading
    assert reading is not None
    assert (standing.metric, reading.band) == (Metric(shown["clock"]), BANDS[shown["state"]])
    if shown["state"] != "paused":
        due = datetime.fromisoformat(shown["due_at"]).replace(tzinfo=ZoneInfo(demo.ZONE))
        assert reading.due_at == due.timestamp()
    assert row.unread is facts["unread"]
    assert row.assignee == facts["assignee"]


def test_the_order_is_that_of_the_picture(queue: dict[int, tuple[Row, Standing]]) -> None:
    placed = sorted(queue.values(), key=lambda pair: pair[1].order)

    assert [row.number for row, _ in placed[:8]] == [2379, 2391, 2402, 2415, 2416, 2399, 2388, 2408]
    assert [row.number for row, standing in placed if standing.internal_late] == [2388, 2408]
